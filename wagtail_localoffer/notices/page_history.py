"""Entries in Wagtail's history of a page: what its council got."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from wagtail.log_actions import log

from wagtail_localoffer.compat import PAGE_MODEL
from wagtail_localoffer.mail.choices import MailStatus
from wagtail_localoffer.mail.outbox import insist
from wagtail_localoffer.notices.models import CouncilNotice

#: What Wagtail's history of a page shows for its notices.
TOLD = "wagtail_localoffer.council_told"
NOT_TOLD = "wagtail_localoffer.council_not_told"

#: The same, when somebody wants a notice sent again.
ASKED_AGAIN = "wagtail_localoffer.asked_again"

#: The same, when the council has answered.
ANSWERED = "wagtail_localoffer.council_answered"


def write_history(notices: list[CouncilNotice]) -> None:
    """Let the history of each page that is still there say what its council got."""
    pages = insist(lambda: _read_pages(notices), CouncilNotice)
    for notice in notices:
        if page := pages.get(notice.offer_id):
            # It may have been deleted since it was read, and its history with it.
            with suppress(ValidationError):
                log(
                    instance=page,
                    action=TOLD if notice.status == MailStatus.SENT else NOT_TOLD,
                    data={
                        "notice": notice.pk,
                        "kind": notice.kind,
                        "council": notice.council_name,
                        "recipient": notice.recipient,
                    },
                )


def write_asked_again(notice: CouncilNotice, user: Any) -> None:
    """Let the history of a page say who wants its notice sent again."""
    data = {"council": notice.council_name, "kind": notice.kind}
    for page in _read_pages([notice]).values():
        log(instance=page, action=ASKED_AGAIN, user=user, data=data)


def write_answered(notice: CouncilNotice) -> None:
    """Let the history of a page say what the council answered."""
    data = {"council": notice.council_name, "answer": notice.council_answer}
    for page in _read_pages([notice]).values():
        # As above.
        with suppress(ValidationError):
            log(instance=page, action=ANSWERED, data=data)


def _read_pages(notices: list[CouncilNotice]) -> dict[int, Any]:
    pages = apps.get_model(PAGE_MODEL)._default_manager
    return pages.in_bulk([notice.offer_id for notice in notices])
