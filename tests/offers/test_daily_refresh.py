"""What is kept of an offer is made again on the day on which it reads differently."""

from __future__ import annotations

from datetime import date
from io import StringIO
from typing import Any
from unittest import mock

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.search import index

from tests.builders import complete_body, complete_offer
from tests.content.test_handover import BEGINS, DAY, FOLLOWED, LEFT, NAME, OMAR
from tests.notices.test_handover import NOW, VACANT_FROM, on
from tests.offers.test_frontend_cache import FrontendCacheTestCase
from tests.support import (
    PublicSiteTestCase,
    finds_at_once,
    list_sql,
    with_search_index,
)
from wagtail_localoffer.models import LocalOfferPage, OfferListing, OfferSummary
from wagtail_localoffer.offers.daily_refresh import refresh_due_offers

pytestmark = pytest.mark.rows


class RefreshTestCase(PublicSiteTestCase):
    def make(self, contact: dict[str, Any] = FOLLOWED, **changes: Any) -> Any:
        with on(NOW):
            body = complete_body(senco_contact=contact)
            return self.publish(complete_offer(body=body, **changes))

    def refresh_due_offers(self, day: date) -> None:
        with on(day), self.captureOnCommitCallbacks(execute=True):
            refresh_due_offers()


class ColumnTests(RefreshTestCase):
    def next_change(self, offer: Any) -> date | None:
        offer.refresh_from_db()
        day: date | None = offer.next_change_on
        return day

    def test_an_offer_without_days_has_none(self) -> None:
        self.assertIsNone(self.next_change(self.make(OMAR)))

    def test_a_publication_writes_down_the_next_day(self) -> None:
        self.assertEqual(self.next_change(self.make()), VACANT_FROM)

    def test_a_draft_of_a_live_offer_does_not(self) -> None:
        offer = self.make(OMAR)
        offer.body = complete_body(senco_contact=FOLLOWED)
        with on(NOW):
            offer.save_revision()
        self.assertIsNone(self.next_change(offer))

    def test_a_copy_has_the_days_of_its_own_body(self) -> None:
        with on(NOW):
            copy = self.make().copy(update_attrs={"slug": "copy"}, keep_live=True)
            self.publish(copy)
        self.assertEqual(self.next_change(copy), VACANT_FROM)

    def test_on_each_day_the_one_after_it_is_written_down(self) -> None:
        offer = self.make()
        for day, following in (
            (VACANT_FROM - DAY, VACANT_FROM),
            (VACANT_FROM, BEGINS),
            (BEGINS, None),
        ):
            self.refresh_due_offers(day)
            self.assertEqual(self.next_change(offer), following)

    def test_it_is_no_part_of_a_revision(self) -> None:
        revision = self.make().latest_revision
        self.assertNotIn("next_change_on", revision.content)

    def test_no_body_is_written(self) -> None:
        self.make()
        with on(VACANT_FROM), CaptureQueriesContext(connection) as queries:
            refresh_due_offers()
        writes = [sql for sql in list_sql(queries) if sql.startswith("UPDATE")]
        self.assertTrue(writes)
        self.assertFalse([sql for sql in writes if '"body" =' in sql])

    def test_the_other_offers_are_not_looked_at(self) -> None:
        self.make(OMAR)
        with on(VACANT_FROM), CaptureQueriesContext(connection) as one:
            refresh_due_offers()
        for _each in range(3):
            self.make(OMAR)
        with on(VACANT_FROM), CaptureQueriesContext(connection) as few:
            refresh_due_offers()
        self.assertEqual(len(few), len(one))

    def test_one_that_is_broken_is_tried_again_and_hides_no_other(self) -> None:
        first, second = self.make(), self.make(slug="second")
        add = index.insert_or_update_object

        def fail(page: Any) -> None:
            if page.pk == first.pk:
                raise OSError("The search is down.")
            add(page)

        with (
            mock.patch.object(index, "insert_or_update_object", side_effect=fail),
            self.assertLogs("wagtail_localoffer", "ERROR"),
        ):
            self.refresh_due_offers(VACANT_FROM)
        days = [self.next_change(each) for each in (first, second)]
        self.assertEqual(days, [VACANT_FROM, BEGINS])
        self.refresh_due_offers(VACANT_FROM)
        self.assertEqual(self.next_change(first), BEGINS)

    def test_what_else_is_wrong_with_its_columns_keeps_nothing_back(self) -> None:
        offer = self.make()
        # No form takes it, and the offer is live.
        LocalOfferPage.objects.filter(pk=offer.pk).update(slug="not a slug")
        self.refresh_due_offers(VACANT_FROM)
        self.assertEqual(self.next_change(offer), BEGINS)


class KeptTests(RefreshTestCase):
    def read(self, offer: Any) -> tuple[str, str]:
        """Whom the list and the report name."""
        return (
            OfferListing.objects.get(page=offer.pk).contact,
            OfferSummary.objects.get(offer_id=offer.pk).contact_name,
        )

    def test_the_list_and_the_report_name_who_it_is_by_then(self) -> None:
        offer = self.make()
        self.assertEqual(self.read(offer), (NAME, NAME))
        self.refresh_due_offers(VACANT_FROM)
        self.assertEqual(self.read(offer), ("", "The post is vacant"))
        self.refresh_due_offers(BEGINS)
        self.assertEqual(self.read(offer), (OMAR["name"], OMAR["name"]))

    def test_the_report_has_the_project_s_own_language_whoever_measures(self) -> None:
        offer = self.make()
        with translation.override("ur"):
            self.refresh_due_offers(VACANT_FROM)
        self.assertEqual(self.read(offer)[1], "The post is vacant")

    def test_the_report_counts_that_the_post_is_vacant(self) -> None:
        offer = self.make(LEFT)
        before = OfferSummary.objects.get(offer_id=offer.pk)
        self.refresh_due_offers(VACANT_FROM)
        after = OfferSummary.objects.get(offer_id=offer.pk)
        self.assertEqual(after.advice, before.advice + 1)
        self.assertEqual(after.obstacles, before.obstacles)

    def test_the_command_does_it(self) -> None:
        offer = self.make()
        with on(BEGINS), self.captureOnCommitCallbacks(execute=True):
            call_command("send_council_notices", stdout=StringIO())
        self.assertEqual(self.read(offer)[0], OMAR["name"])


@finds_at_once
@with_search_index
class SearchTests(RefreshTestCase):
    def test_it_finds_who_it_is_by_then_and_nobody_else(self) -> None:
        self.make()
        for day, named in ((NOW, NAME), (BEGINS, OMAR["name"])):
            self.refresh_due_offers(day)
            for name in (NAME, OMAR["name"]):
                hits = LocalOfferPage.objects.search(name)
                self.assertEqual(bool(list(hits)), name == named, (day, name))


class FrontendTests(FrontendCacheTestCase):
    def test_a_cache_in_front_of_the_site_forgets_it_on_the_day(self) -> None:
        with on(NOW):
            offer = self.make(body=complete_body(senco_contact=FOLLOWED))
        for day, purged in ((VACANT_FROM - DAY, False), (VACANT_FROM, True)):
            with on(day), self.captureOnCommitCallbacks(execute=True):
                refresh_due_offers()
            found = self.take_purged()
            self.assertEqual(self.below(offer) <= found, purged)

    @override_settings(WAGTAIL_I18N_ENABLED=False)
    def test_it_does_so_on_a_site_of_one_language(self) -> None:
        with on(NOW):
            offer = self.make(body=complete_body(senco_contact=FOLLOWED))
        with on(VACANT_FROM):
            refresh_due_offers()
        self.assertLessEqual(self.below(offer), self.take_purged())

    def test_that_of_another_offer_stays(self) -> None:
        with on(NOW):
            other = self.make()
            self.make(body=complete_body(senco_contact=FOLLOWED))
        with on(VACANT_FROM), self.captureOnCommitCallbacks(execute=True):
            refresh_due_offers()
        self.assertFalse(self.below(other) & self.take_purged())
