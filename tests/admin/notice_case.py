"""Notices, and the log in which people see them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.admin.test_modeladmin import AdminTestCase
from tests.support import (
    make_notice,
)
from wagtail_localoffer.choices import NoticeStatus
from wagtail_localoffer.models import CouncilNotice

#: A summer's day, on which London is an hour before UTC.
SUMMER = datetime(2026, 7, 3, 13, 2, tzinfo=UTC)


VIEW = "view_councilnotice"


VIEW_ALL = "view_all_councilnotice"


RESEND = "resend_councilnotice"


def make_sent_notice(**changes: Any) -> CouncilNotice:
    values = {
        "status": NoticeStatus.SENT,
        "sent_at": SUMMER,
        "next_attempt_at": None,
        "reason": "The mail server took it.",
    }
    return make_notice(**{**values, **changes})


def make_held_notice(**changes: Any) -> CouncilNotice:
    values = {
        "status": NoticeStatus.HELD,
        "next_attempt_at": None,
        "reason": "The site’s hostname, localhost, is a local one.",
    }
    return make_notice(**{**values, **changes})


def make_failed_notice(**changes: Any) -> CouncilNotice:
    values = {
        "status": NoticeStatus.FAILED,
        "next_attempt_at": None,
        "attempts": 8,
        "reason": "Given up after 8 tries. The mail server did not answer in time.",
    }
    return make_notice(**{**values, **changes})


def make_task(**changes: Any) -> CouncilNotice:
    form_url = "https://council.example/form"
    return make_held_notice(**{"form_url": form_url, "recipient": "", **changes})


class NoticeAdminTestCase(AdminTestCase):
    def index(self, **parameters: str) -> Any:
        return self.client.get(self.url("councilnotice", "index"), parameters)

    def inspect(self, notice: CouncilNotice) -> Any:
        return self.client.get(self.url("councilnotice", "inspect", notice.pk))

    def count_queries(self, url: str) -> int:
        # The first visit fills the caches of content types and permissions.
        self.client.get(url)
        with CaptureQueriesContext(connection) as captured:
            self.client.get(url)
        return len(captured)
