from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from django.contrib.auth.models import User
from django.test import SimpleTestCase, override_settings
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import registry as log_registry
from wagtail.models import Page, Revision

from tests.builders import complete_offer, save_draft
from tests.support import PublicSiteTestCase
from wagtail_localoffer.models import CouncilNotice, LocalOfferPage, OfferSummary
from wagtail_localoffer.offers.review_cycle import next_review
from wagtail_localoffer.reporting.reviews import REVIEWED, record_review


class DueDateTests(SimpleTestCase):
    def test_it_is_due_a_year_after_the_last(self) -> None:
        self.assertEqual(next_review(date(2026, 5, 3), "12 months"), date(2027, 5, 3))

    def test_a_year_after_a_leap_day_is_the_day_before(self) -> None:
        self.assertEqual(next_review(date(2028, 2, 29), "12 months"), date(2029, 2, 28))

    def test_each_school_year_has_its_review_by_the_end_of_september(self) -> None:
        for reviewed_on, due in (
            (date(2026, 9, 1), date(2027, 9, 30)),
            (date(2026, 12, 31), date(2027, 9, 30)),
            (date(2027, 8, 31), date(2027, 9, 30)),
        ):
            with self.subTest(reviewed_on=reviewed_on):
                self.assertEqual(next_review(reviewed_on, "school year"), due)


class ReviewTests(PublicSiteTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.user = User.objects.create_superuser("priya", "priya@school.example")
        self.client.force_login(self.user)
        self.offer = self.publish(complete_offer())
        self.url = reverse("wagtail_localoffer:review", args=[self.offer.pk])

    def review(self) -> Any:
        return self.client.post(self.url)

    def test_the_first_publication_counts_as_a_review(self) -> None:
        today = timezone.localdate()
        self.assertEqual(self.offer.next_review_due, next_review(today, "12 months"))

    def test_an_offer_that_never_was_live_has_none_due(self) -> None:
        self.assertIsNone(complete_offer().next_review_due)

    def test_one_click_records_who_and_when(self) -> None:
        before = timezone.now()
        self.review()
        offer = LocalOfferPage.objects.get(pk=self.offer.pk)
        self.assertEqual(offer.reviewed_by, self.user)
        self.assertGreaterEqual(offer.reviewed_at, before)

    def test_the_history_of_the_page_shows_it(self) -> None:
        self.review()
        (entry,) = log_registry.get_logs_for_instance(self.offer).filter(
            action=REVIEWED
        )
        self.assertEqual(entry.user, self.user)
        history = self.client.get(
            reverse("wagtailadmin_pages:history", args=[self.offer.pk])
        )
        self.assertContains(history, "Reviewed: nothing to change, still correct")

    def test_it_changes_nothing_that_the_council_would_be_told(self) -> None:
        before = CouncilNotice.objects.count()
        with self.captureOnCommitCallbacks(execute=True):
            self.review()
        self.assertEqual(CouncilNotice.objects.count(), before)
        offer = LocalOfferPage.objects.get(pk=self.offer.pk)
        self.assertEqual(offer.last_published_at, self.offer.last_published_at)

    def test_a_draft_in_work_stays_a_draft(self) -> None:
        self.offer.setting_name = "Another name"
        save_draft(self.offer)
        self.review()
        offer = LocalOfferPage.objects.get(pk=self.offer.pk)
        self.assertEqual(offer.setting_name, "Hawthorn Bank Primary School")
        self.assertTrue(offer.has_unpublished_changes)
        self.assertEqual(
            offer.get_latest_revision_as_object().setting_name, "Another name"
        )

    def test_publishing_an_older_revision_does_not_take_it_back(self) -> None:
        revision = self.offer.save_revision()
        self.review()
        Revision.objects.get(pk=revision.pk).publish()
        offer = LocalOfferPage.objects.get(pk=self.offer.pk)
        self.assertIsNotNone(offer.reviewed_at)
        self.assertEqual(offer.reviewed_by, self.user)

    def test_a_copy_has_not_been_reviewed(self) -> None:
        record_review(self.offer, self.user)
        copy = self.offer.copy(update_attrs={"slug": "copy"}, keep_live=False)
        self.assertIsNone(copy.reviewed_at)
        self.assertIsNone(copy.reviewed_by)

    def test_the_public_reads_both_days(self) -> None:
        LocalOfferPage.objects.update(reviewed_at=datetime(2026, 5, 3, 12, tzinfo=UTC))
        page = self.client.get(self.offer.url)
        self.assertContains(page, '<time datetime="2026-05-03">3 May 2026</time>')
        self.assertContains(page, '<time datetime="2027-05-03">3 May 2027</time>')

    def test_the_public_reads_a_new_review_at_once(self) -> None:
        self.client.get(self.offer.url)
        LocalOfferPage.objects.update(reviewed_at=datetime(2026, 5, 3, 12, tzinfo=UTC))
        self.assertContains(self.client.get(self.offer.url), "3 May 2026")

    def test_one_that_is_overdue_is_known(self) -> None:
        self.offer.reviewed_at = datetime(2020, 5, 3, 12, tzinfo=UTC)
        self.assertTrue(self.offer.is_review_overdue)
        self.offer.reviewed_at = timezone.now()
        self.assertFalse(self.offer.is_review_overdue)

    def test_a_schools_own_cycle_is_kept(self) -> None:
        self.offer.reviewed_at = datetime(2026, 11, 3, 12, tzinfo=UTC)
        with override_settings(WAGTAIL_LOCALOFFER={"REVIEW_CYCLE": "school year"}):
            self.assertEqual(self.offer.next_review_due, date(2027, 9, 30))

    def test_the_editors_script_gets_the_new_list(self) -> None:
        response = self.review()
        self.assertContains(response, "Last reviewed on")
        self.assertContains(response, "priya")

    def test_an_alias_shows_it_too(self) -> None:
        alias = self.offer.create_alias(update_slug="alias")
        self.review()
        alias = LocalOfferPage.objects.get(pk=alias.pk)
        self.assertIsNotNone(alias.reviewed_at)
        # What is reviewed is its original.
        url = reverse("wagtail_localoffer:review", args=[alias.pk])
        self.assertEqual(self.client.post(url).status_code, 404)

    def test_nothing_is_due_while_the_public_cannot_read_it(self) -> None:
        self.unpublish(self.offer)
        offer = LocalOfferPage.objects.get(pk=self.offer.pk)
        self.assertIsNone(offer.next_review_due)
        self.assertIsNone(OfferSummary.objects.get(offer_id=offer.pk).review_due)

    def test_a_link_cannot_record_one(self) -> None:
        self.assertEqual(self.client.get(self.url).status_code, 405)

    def test_a_draft_cannot_be_reviewed(self) -> None:
        draft = complete_offer()
        self.client.post(reverse("wagtail_localoffer:review", args=[draft.pk]))
        self.assertIsNone(LocalOfferPage.objects.get(pk=draft.pk).reviewed_at)

    def test_who_may_not_publish_may_not_review(self) -> None:
        self.client.force_login(User.objects.create_user("reader"))
        self.review()
        self.assertIsNone(LocalOfferPage.objects.get(pk=self.offer.pk).reviewed_at)

    def test_a_page_that_is_no_offer_is_not_found(self) -> None:
        home = Page.objects.get(depth=2)
        response = self.client.post(
            reverse("wagtail_localoffer:review", args=[home.pk])
        )
        self.assertEqual(response.status_code, 404)
