from __future__ import annotations

from typing import Any
from unittest import mock

from wagtail.models import Page, PageLogEntry

from tests.builders import complete_offer
from tests.support import PublicSiteTestCase
from wagtail_localoffer.models import CouncilNotice
from wagtail_localoffer.notices import page_history


class TestHistory(PublicSiteTestCase):
    def test_a_page_that_is_deleted_meanwhile_stops_nobody(self) -> None:
        gone, there = self.publish(complete_offer()), self.publish(complete_offer())
        read = page_history._read_pages

        def read_before_one_is_deleted(notices: list[CouncilNotice]) -> dict[int, Any]:
            pages = read(notices)
            Page.objects.get(pk=gone.pk).delete()
            return pages

        notices = list(CouncilNotice.objects.order_by("pk"))
        with mock.patch.object(page_history, "_read_pages", read_before_one_is_deleted):
            page_history.write_history(notices)
        written = PageLogEntry.objects.filter(action=page_history.NOT_TOLD)
        self.assertEqual([entry.page_id for entry in written], [there.pk])
