from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any, ClassVar
from unittest import mock

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import SimpleTestCase, override_settings
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import registry as log_registry
from wagtail.models import Page, Revision

from tests.builders import complete_offer, save_draft
from tests.open_data.judges import list_faults_of_ours
from tests.support import PublicSiteTestCase
from wagtail_localoffer.content.participation import PARENTS, Participation
from wagtail_localoffer.models import CouncilNotice, LocalOfferPage, OfferSummary
from wagtail_localoffer.offers.review_cycle import next_review
from wagtail_localoffer.open_data.documents import describe
from wagtail_localoffer.reporting.reviews import REVIEWED, TAKEN_BACK, record_review

pytestmark = pytest.mark.rows


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


class ReviewTestCase(PublicSiteTestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.user = User.objects.create_superuser("priya", "priya@school.example")
        cls.offer = cls.publish_for_all(complete_offer())
        cls.url = reverse("wagtail_localoffer:review", args=[cls.offer.pk])

    def setUp(self) -> None:
        super().setUp()
        # It is not rolled back, and has pages of the same offer.
        cache.clear()
        self.client.force_login(self.user)

    def review(self) -> Any:
        return self.client.post(self.url)


class ReviewTests(ReviewTestCase):
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


class ParticipationTests(ReviewTestCase):
    """Who took part in a review, besides those who work there, and what came of it."""

    KEPT: ClassVar[dict[str, Any]] = {
        "who": ["children", "parents"],
        "changed": "We say first who to call",
    }

    def review(self, **data: Any) -> Any:
        return self.client.post(self.url, data or self.KEPT)

    def get_offer(self) -> LocalOfferPage:
        return LocalOfferPage.objects.get(pk=self.offer.pk)

    def test_the_public_reads_it_beside_the_day(self) -> None:
        self.client.get(self.offer.url)
        for who, words in (
            (["children"], "with children and young people"),
            (["parents"], "with parents and carers"),
            (
                ["parents", "children"],
                "with children, young people, parents and carers",
            ),
        ):
            with self.subTest(who):
                self.review(who=who)
                page = BeautifulSoup(
                    self.client.get(self.offer.url).content, "html.parser"
                )
                dates = page.select_one(".localoffer-dates")
                assert dates is not None
                self.assertIn(words, dates.text)
                self.assertNotIn("What changed", dates.text)

    def test_the_public_reads_what_came_of_it_as_text(self) -> None:
        self.review(changed="  Fewer\n<b>words</b> ")
        self.assertEqual(
            self.get_offer().reviewed_with["changed"], "Fewer <b>words</b>"
        )
        page = self.client.get(self.offer.url)
        self.assertContains(page, "Fewer &lt;b&gt;words&lt;/b&gt;")
        url = reverse("wagtailadmin_pages:history", args=[self.offer.pk])
        self.assertContains(self.client.get(url), "Fewer &lt;b&gt;words&lt;/b&gt;")

    def test_nobody_need_say_it(self) -> None:
        self.client.post(self.url)
        self.assertEqual(self.get_offer().reviewed_with, {})
        self.assertTrue(self.get_offer().is_reviewed_today)

    def test_the_next_review_without_it_says_nothing_of_the_last(self) -> None:
        self.review()
        self.client.post(self.url)
        self.assertEqual(self.get_offer().reviewed_with, {})

    def test_what_nobody_can_choose_is_refused(self) -> None:
        for data in ({"who": ["governors"]}, {"changed": "x" * 256}):
            with self.subTest(str(data)[:20]):
                self.assertEqual(self.review(**data).status_code, 400)
                self.assertIsNone(self.get_offer().reviewed_at)

    def test_the_history_of_the_page_tells_it(self) -> None:
        self.review()
        url = reverse("wagtailadmin_pages:history", args=[self.offer.pk])
        history = self.client.get(url)
        self.assertContains(history, "Reviewed with children, young people, parents")
        self.assertContains(history, "What changed: “We say first who to call”.")
        # Not in the same breath that there was nothing to change.
        self.assertContains(history, "Reviewed: it is correct. Reviewed with")

    def test_it_is_taken_back_with_the_review(self) -> None:
        record_review(self.offer, self.user, Participation((PARENTS,), "Earlier"))
        earlier = self.get_offer().reviewed_with
        self.review()
        self.client.post(
            reverse("wagtail_localoffer:take_back_review", args=[self.offer.pk])
        )
        self.assertEqual(self.get_offer().reviewed_with, earlier)
        summary = OfferSummary.objects.get(offer_id=self.offer.pk)
        self.assertEqual(summary.reviewed_with, earlier)

    def test_an_alias_has_it_and_a_copy_has_not(self) -> None:
        alias = self.offer.create_alias(update_slug="alias")
        self.review()
        alias.refresh_from_db()
        self.assertEqual(alias.reviewed_with, self.KEPT)
        copy = self.get_offer().copy(update_attrs={"slug": "copy"}, keep_live=False)
        self.assertEqual(copy.reviewed_with, {})

    def test_publishing_an_older_revision_does_not_take_it_back(self) -> None:
        revision = self.offer.save_revision()
        self.review()
        Revision.objects.get(pk=revision.pk).publish()
        self.assertEqual(self.get_offer().reviewed_with, self.KEPT)

    def test_machines_read_it(self) -> None:
        self.assertIsNone(describe(self.get_offer())["reviewed_with"])
        self.review()
        document = describe(self.get_offer())
        self.assertEqual(list_faults_of_ours(document, "offer"), [])
        self.assertEqual(
            document["reviewed_with"],
            {
                "participants": self.KEPT["who"],
                "label": "with children, young people, parents and carers",
                "changed": self.KEPT["changed"],
            },
        )

    def test_no_council_is_told(self) -> None:
        before = CouncilNotice.objects.count()
        with self.captureOnCommitCallbacks(execute=True):
            self.review()
        self.assertEqual(CouncilNotice.objects.count(), before)

    def test_whatever_is_kept_is_read(self) -> None:
        for kept in (None, [], "x", {"who": "parents"}, {"who": [3], "changed": 3}):
            with self.subTest(kept=kept):
                self.assertEqual(Participation.read(kept).changed, "")


class TakeBackTests(ReviewTestCase):
    """A review that was recorded by mistake."""

    EARLIER = datetime(2026, 5, 3, 12, 30, 15, 123456, tzinfo=UTC)

    def setUp(self) -> None:
        super().setUp()
        self.sam = User.objects.create_user("sam")
        LocalOfferPage.objects.filter(pk=self.offer.pk).update(
            reviewed_at=self.EARLIER, reviewed_by=self.sam
        )
        place = [self.offer.pk]
        self.take_back_url = reverse("wagtail_localoffer:take_back_review", args=place)

    def take_back(self, status: int = 200) -> Any:
        response = self.client.post(self.take_back_url)
        self.assertEqual(response.status_code, status)
        return LocalOfferPage.objects.get(pk=self.offer.pk)

    def test_the_earlier_day_and_person_are_restored_exactly(self) -> None:
        alias = self.offer.create_alias(update_slug="alias")
        due = self.offer.next_review_due
        response = self.review()
        self.assertContains(response, self.take_back_url)
        self.assertContains(response, "Take it back")
        offer = self.take_back()
        self.assertEqual(offer.reviewed_at, self.EARLIER)
        self.assertEqual(offer.reviewed_by, self.sam)
        alias.refresh_from_db()
        self.assertEqual(alias.reviewed_at, self.EARLIER)
        summary = OfferSummary.objects.get(offer_id=offer.pk)
        self.assertEqual(summary.review_due, offer.next_review_due)
        self.assertEqual(due, next_review(timezone.localdate(), "12 months"))

    def test_the_first_review_is_taken_back_to_none(self) -> None:
        LocalOfferPage.objects.update(reviewed_at=None, reviewed_by=None)
        self.review()
        offer = self.take_back()
        self.assertIsNone(offer.reviewed_at)
        self.assertIsNone(offer.reviewed_by)

    def test_the_history_of_the_page_shows_it_too(self) -> None:
        self.review()
        self.take_back()
        entries = log_registry.get_logs_for_instance(self.offer)
        self.assertEqual(entries.filter(action=TAKEN_BACK).get().user, self.user)
        url = reverse("wagtailadmin_pages:history", args=[self.offer.pk])
        self.assertContains(self.client.get(url), "The review was taken back")

    def test_after_a_minute_it_stays(self) -> None:
        self.review()
        later = timezone.now() + timedelta(seconds=61)
        with mock.patch("django.utils.timezone.now", return_value=later):
            offer = self.take_back(status=409)
        self.assertNotEqual(offer.reviewed_at, self.EARLIER)

    def test_it_is_taken_back_once(self) -> None:
        self.review()
        self.take_back()
        offer = self.take_back(status=409)
        self.assertEqual(offer.reviewed_at, self.EARLIER)

    def test_nobody_takes_back_what_somebody_else_has_said(self) -> None:
        self.review()
        other = User.objects.create_superuser("alex", "alex@school.example")
        self.client.force_login(other)
        checklist = reverse("wagtail_localoffer:checklist", args=[self.offer.pk])
        self.assertNotContains(self.client.get(checklist), "Take it back")
        self.assertEqual(self.take_back(status=409).reviewed_by, self.user)

    def test_whoever_reviewed_it_before_may_have_gone_since(self) -> None:
        self.review()
        self.sam.delete()
        offer = self.take_back()
        self.assertEqual(offer.reviewed_at, self.EARLIER)
        self.assertIsNone(offer.reviewed_by)

    def test_a_link_takes_nothing_back(self) -> None:
        self.review()
        self.assertEqual(self.client.get(self.take_back_url).status_code, 405)


class DraftBesideTests(ReviewTestCase):
    """A review while a draft is open."""

    def test_it_says_that_it_is_about_the_live_version(self) -> None:
        live = self.offer.url
        self.offer.slug = "another-address"
        save_draft(self.offer)
        url = reverse("wagtail_localoffer:checklist", args=[self.offer.pk])
        html = self.client.get(url).json()["tasks"]
        self.assertIn("about the live version that families read", html)
        self.assertIn(f'href="{live}"', html)

    def test_without_a_draft_it_says_nothing_of_it(self) -> None:
        url = reverse("wagtail_localoffer:checklist", args=[self.offer.pk])
        self.assertNotContains(self.client.get(url), "about the live version")
