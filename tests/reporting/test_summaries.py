from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any
from unittest import mock

import pytest
from django.db import connection, transaction
from django.test import TestCase, override_settings
from wagtail.models import Page, Revision, Site

from tests.builders import (
    answer,
    complete_body,
    complete_offer,
    lancashire,
    save_draft,
    without,
)
from tests.damage import rich_body
from tests.school.models import HeadingPage, TrustOfferPage
from tests.support import CommittingTestCase, publish
from wagtail_localoffer.content import read
from wagtail_localoffer.frameworks import Audience, Requirement
from wagtail_localoffer.frameworks.choices import MUST
from wagtail_localoffer.frameworks.lancashire import LANCASHIRE
from wagtail_localoffer.models import (
    Council,
    LocalOfferPage,
    OfferSummary,
    get_offer_models,
)
from wagtail_localoffer.reporting import summaries
from wagtail_localoffer.reporting.summaries import (
    survey,
    survey_all,
    survey_if_changed,
    take_fingerprint,
)

pytestmark = pytest.mark.rows

ALL = (Audience(),)

REQUIRED = tuple(section for section in LANCASHIRE.sections if section.required)

#: Lancashire's eleven sections, and three things that are asked of what stands in them.
FRAMEWORK = replace(
    LANCASHIRE,
    sections=REQUIRED,
    requirements=(
        Requirement(
            key="law.1",
            text="How a nurse helps",
            source="The law",
            binds="All",
            must=ALL,
            valid_from=date(2014, 9, 1),
            answered_in=("health",),
            words=("nurse",),
        ),
        Requirement(
            key="law.2",
            text="How a child with diabetes is looked after",
            source="A newer law",
            binds="All",
            must=ALL,
            valid_from=date(2030, 1, 1),
            answered_in=("health",),
            words=("diabetes",),
        ),
        Requirement(
            key="code.1",
            text="Which clubs there are",
            source="The Code of Practice",
            binds="All",
            should=ALL,
            valid_from=date(2014, 9, 1),
            answered_in=("activities",),
            words=("chess",),
        ),
    ),
)
TODAY = date(2026, 11, 2)


def write(*words: str) -> dict[str, Any]:
    """The raw value of a section that is long enough, with ``words`` in it."""
    return {"text": f"<p>{' '.join((*words, *['we', 'help'] * 20))}</p>", "more": []}


def long_body(**changes: Any) -> list[dict[str, Any]]:
    """A body whose sections are all long enough."""
    return complete_body(**{section.key: write() for section in REQUIRED} | changes)


@override_settings(
    WAGTAIL_LOCALOFFER={"FRAMEWORK": "tests.reporting.test_summaries.FRAMEWORK"}
)
class MeasuringTests(TestCase):
    def measure(self, offer: Any, today: date = TODAY) -> OfferSummary:
        return survey(offer, today).summary

    def test_an_offer_is_measured_once_and_then_again(self) -> None:
        offer = complete_offer()
        self.measure(offer)
        self.measure(offer)
        self.assertEqual(OfferSummary.objects.get().offer_id, offer.pk)

    def test_the_setting_is_copied(self) -> None:
        summary = self.measure(complete_offer(setting_name="Meadow Nursery"))
        self.assertEqual(
            (summary.setting_name, summary.setting_type), ("Meadow Nursery", "primary")
        )
        self.assertEqual(str(summary), "Meadow Nursery")

    def test_whom_to_ask_and_the_council_are_those_of_the_newest_version(self) -> None:
        offer = publish(complete_offer())
        summary = survey(offer).summary
        self.assertEqual(summary.contact_name, "Priya Nuttall")
        self.assertEqual(summary.council, lancashire())
        other = Council.objects.create(name="Meadow Council", local_offer_url="")
        offer.body = complete_body(council_link=other.pk)
        offer.save_revision()
        self.assertEqual(survey(offer).summary.council, other)

    def test_a_council_that_is_gone_is_none(self) -> None:
        offer = complete_offer(body=complete_body(council_link=99999))
        self.assertIsNone(survey(offer).summary.council_id)

    def test_what_an_earlier_version_measured_is_measured_again(self) -> None:
        offer = complete_offer()
        survey(offer)
        OfferSummary.objects.update(obstacles=None, contact_name="")
        survey_if_changed(LocalOfferPage.objects.get(pk=offer.pk))
        summary = OfferSummary.objects.get()
        self.assertEqual(
            (summary.obstacles, summary.contact_name), (0, "Priya Nuttall")
        )

    def test_what_stops_a_publication_is_counted_by_itself(self) -> None:
        summary = survey(without(complete_offer(), "senco_contact")).summary
        self.assertEqual(summary.obstacles, 1)

    def test_a_section_that_is_thin_is_not_done(self) -> None:
        body = long_body(health={"text": "<p>A nurse comes.</p>", "more": []})
        summary = self.measure(complete_offer(body=body))
        self.assertEqual((summary.sections_done, summary.sections_asked), (10, 11))

    def test_only_what_the_law_asks_on_that_day_counts(self) -> None:
        offer = complete_offer(body=long_body(health=write("nurse")))
        for today, asked in ((TODAY, 2), (date(2030, 1, 1), 3)):
            with self.subTest(today):
                summary = self.measure(offer, today)
                self.assertEqual(summary.requirements_asked, asked)
                self.assertEqual(summary.requirements_done, 1)

    def test_all_that_is_asked_makes_a_hundred_per_cent(self) -> None:
        body = long_body(health=write("nurse"), activities=write("chess"))
        self.assertEqual(self.measure(complete_offer(body=body)).completeness, 100)

    def test_nearly_all_is_not_rounded_to_a_hundred_per_cent(self) -> None:
        body = long_body(health=write("nurse"))
        self.assertEqual(self.measure(complete_offer(body=body)).completeness, 92)

    def test_an_offer_of_facts_alone_misses_its_words_and_has_no_reading_age(
        self,
    ) -> None:
        answered = {
            section.key: {"text": "", "more": [], "facts": answer(section)}
            for section in REQUIRED
            if section.facts
        }
        self.assertGreater(len(answered), 1)
        offer = complete_offer()
        offer.body = complete_body(
            **{section.key: None for section in REQUIRED} | answered
        )
        found = survey(save_draft(offer), TODAY)
        self.assertIsNone(found.summary.reading_age)
        self.assertEqual(found.summary.sections_done, 0)
        named = {each.block for each in found.findings if each.severity == MUST}
        self.assertEqual(named, {section.key for section in REQUIRED})

    def test_what_stops_a_publication_and_what_the_law_misses_are_counted(self) -> None:
        offer = complete_offer(body=long_body())
        # The law’s nurse.
        self.assertEqual(self.measure(offer).missing_musts, 1)
        # The section that she should have been in, and not the nurse once more.
        self.assertEqual(self.measure(without(offer, "health")).missing_musts, 1)

    def test_a_complete_offer_misses_nothing(self) -> None:
        offer = complete_offer(body=long_body(health=write("nurse")))
        self.assertEqual(self.measure(offer).missing_musts, 0)

    def test_what_it_could_do_better_is_counted(self) -> None:
        offer = complete_offer(body=long_body(health=write("nurse")))
        before = self.measure(offer).advice
        self.assertGreaterEqual(before, 1)
        body = long_body(health=write("nurse"), activities=write("chess"))
        offer.body = body
        self.assertEqual(self.measure(save_draft(offer)).advice, before - 1)

    def test_a_draft_of_a_live_offer_is_what_is_measured(self) -> None:
        offer = publish(complete_offer(body=long_body(health=write("nurse"))))
        self.assertEqual(self.measure(offer).missing_musts, 0)
        draft = without(offer, "health")
        self.assertEqual(self.measure(draft).missing_musts, 1)

    def test_what_is_live_is_measured_if_there_is_no_draft(self) -> None:
        offer = publish(complete_offer(body=long_body()))
        LocalOfferPage.objects.filter(pk=offer.pk).update(setting_name="Renamed")
        offer.refresh_from_db()
        self.assertEqual(self.measure(offer).setting_name, "Renamed")

    def test_an_offer_with_nothing_in_it_is_measured(self) -> None:
        offer = complete_offer()
        offer.body, offer.setting_type, offer.setting_name = [], "", ""
        summary = self.measure(save_draft(offer))
        self.assertEqual((summary.setting_name, summary.sections_done), ("", 0))
        self.assertGreater(summary.missing_musts, 12)

    def test_a_review_is_due_when_the_offer_says_so(self) -> None:
        offer = complete_offer()
        with mock.patch.object(LocalOfferPage, "next_review_due", date(2027, 9, 1)):
            self.assertEqual(self.measure(offer).review_due, date(2027, 9, 1))

    def test_offers_of_a_project_s_own_type_are_measured(self) -> None:
        summary = self.measure(complete_offer(model=TrustOfferPage))
        self.assertEqual(summary.sections_asked, 11)

    def test_what_was_found_comes_with_the_summary(self) -> None:
        offer = without(complete_offer(body=long_body()), "health")
        findings = survey(offer, TODAY).findings
        self.assertIn("section_missing", [found.code for found in findings])

    def test_it_takes_a_fixed_number_of_queries(self) -> None:
        offer = publish(complete_offer())
        self.measure(offer)
        # The councils, a savepoint, the row to change, the change, and the end.
        with self.assertNumQueries(5):
            self.measure(offer)

    def test_the_summary_goes_with_the_page(self) -> None:
        offer = complete_offer()
        self.measure(offer)
        offer.delete()
        self.assertFalse(OfferSummary.objects.exists())


@pytest.mark.portable
def reorder(value: Any) -> Any:
    """The same JSON with its keys in another order, as some databases store it."""
    if isinstance(value, dict):
        return {key: reorder(value[key]) for key in reversed(value)}
    return [reorder(each) for each in value] if isinstance(value, list) else value


class FingerprintTests(TestCase):
    def take(self, body: Any) -> str:
        return take_fingerprint(read(LocalOfferPage(body=body)))

    def test_keys_in_another_order_make_no_difference(self) -> None:
        body = rich_body()
        self.assertNotEqual(json.dumps(reorder(body)), json.dumps(body))
        self.assertEqual(self.take(reorder(body)), self.take(body))

    def test_blocks_in_another_order_do(self) -> None:
        body = rich_body()
        self.assertNotEqual(self.take(body[::-1]), self.take(body))

    def test_what_an_earlier_version_hashed_is_measured_once(self) -> None:
        offer = complete_offer()
        OfferSummary.objects.update(fingerprint="a" * 64)
        with mock.patch.object(summaries, "survey", side_effect=survey) as measured:
            for _time in range(2):
                survey_if_changed(LocalOfferPage.objects.get(pk=offer.pk))
        measured.assert_called_once()


class AllOffersTests(TestCase):
    def test_offers_of_every_type_are_measured(self) -> None:
        offers = [complete_offer(), complete_offer(model=TrustOfferPage)]
        self.assertEqual(
            sorted(each.offer.pk for each in survey_all()),
            [offer.pk for offer in offers],
        )
        self.assertEqual(OfferSummary.objects.count(), 2)

    def test_an_alias_is_left_out(self) -> None:
        offer = complete_offer()
        offer.create_alias(update_slug="alias")
        self.assertEqual([each.offer.pk for each in survey_all()], [offer.pk])

    def test_a_broken_offer_does_not_stop_the_others(self) -> None:
        broken, offer = complete_offer(), complete_offer()
        break_draft(broken)
        with self.assertLogs("wagtail_localoffer", "ERROR"):
            surveyed = list(survey_all())
        self.assertEqual([bool(each.error) for each in surveyed], [True, False])
        self.assertEqual(OfferSummary.objects.get().offer_id, offer.pk)

    def test_only_the_offers_of_some_sites_are_measured(self) -> None:
        complete_offer()
        site, offer = add_site("meadow.school")
        self.assertEqual([each.offer.pk for each in survey_all([site])], [offer.pk])

    def test_its_queries_for_each_offer_do_not_grow(self) -> None:
        for _offer in range(3):
            complete_offer()
        list(survey_all())
        # One for each page type, and five for each offer.
        with self.assertNumQueries(len(get_offer_models()) + 5 * 3):
            list(survey_all())


class WhenTests(TestCase):
    """When an offer is measured without being asked."""

    def count(self) -> int:
        return OfferSummary.objects.count()

    def test_a_new_offer_is_measured(self) -> None:
        with self.captureOnCommitCallbacks(execute=True):
            complete_offer()
        self.assertEqual(self.count(), 1)

    def test_a_saved_draft_is_measured(self) -> None:
        offer = publish(complete_offer())
        survey(offer)
        offer.setting_name = "Renamed"
        with self.captureOnCommitCallbacks(execute=True):
            save_draft(offer)
        self.assertEqual(OfferSummary.objects.get().setting_name, "Renamed")

    def test_an_offer_that_code_makes_without_a_revision_is_measured(self) -> None:
        root = Site.objects.get(is_default_site=True).root_page
        page = LocalOfferPage(
            title="Made by code", setting_name="Meadow Nursery", live=False
        )
        with self.captureOnCommitCallbacks(execute=True):
            root.add_child(instance=page)
        self.assertEqual(OfferSummary.objects.get().setting_name, "Meadow Nursery")

    def test_publishing_does_not_measure_what_saving_the_draft_has_measured(
        self,
    ) -> None:
        offer = complete_offer()
        with (
            mock.patch.object(summaries, "check_offer", return_value=[]) as check,
            self.captureOnCommitCallbacks(execute=True),
        ):
            offer.save_revision().publish()
        self.assertEqual(check.call_count, 1)

    def test_a_published_page_that_code_saves_is_measured(self) -> None:
        with self.captureOnCommitCallbacks(execute=True):
            offer = publish(complete_offer())
        before = OfferSummary.objects.get().completeness
        offer.body = complete_body(health={"text": "<p>Yes.</p>", "more": []})
        with self.captureOnCommitCallbacks(execute=True):
            offer.save()
        self.assertLess(OfferSummary.objects.get().completeness, before)

    def test_a_copy_is_measured(self) -> None:
        offer = complete_offer()
        with self.captureOnCommitCallbacks(execute=True):
            copy = offer.copy(update_attrs={"slug": "copy"})
        self.assertTrue(OfferSummary.objects.filter(offer_id=copy.pk).exists())

    def test_an_alias_is_not_measured(self) -> None:
        offer = complete_offer()
        with self.captureOnCommitCallbacks(execute=True):
            offer.create_alias(update_slug="alias")
        self.assertEqual(self.count(), 0)

    def test_a_fixture_is_not_measured(self) -> None:
        offer = complete_offer()
        with self.captureOnCommitCallbacks(execute=True):
            offer.save_base(raw=True)
        self.assertEqual(self.count(), 0)

    def test_a_save_of_something_else_does_not_measure(self) -> None:
        offer = complete_offer()
        with self.captureOnCommitCallbacks(execute=True):
            offer.save(update_fields=["locked"])
        self.assertEqual(self.count(), 0)

    def test_pages_that_are_no_offers_are_not_measured(self) -> None:
        root = Site.objects.get(is_default_site=True).root_page
        with self.captureOnCommitCallbacks(execute=True) as callbacks:
            root.add_child(instance=HeadingPage(title="One heading"))
        self.assertEqual(callbacks, [])

    def test_an_offer_that_is_gone_by_then_is_passed_over(self) -> None:
        with self.captureOnCommitCallbacks(execute=True):
            complete_offer().delete()
        self.assertEqual(self.count(), 0)


@pytest.mark.portable
class FailureTests(CommittingTestCase):
    def test_a_failure_does_not_stop_a_save_and_is_logged(self) -> None:
        offer = complete_offer()
        OfferSummary.objects.all().delete()
        with (
            mock.patch.object(summaries, "check_offer", side_effect=ValueError),
            self.assertLogs("wagtail_localoffer", "ERROR") as logs,
        ):
            offer.title = "Saved all the same"
            save_draft(offer)
        self.assertIn("was not measured", logs.output[0])
        self.assertEqual(Page.objects.get(pk=offer.pk).title, "Saved all the same")

    def test_what_is_rolled_back_is_not_measured(self) -> None:
        offer = complete_offer()
        with transaction.atomic():
            offer.setting_name = "Never"
            save_draft(offer)
            transaction.set_rollback(True)
        self.assertNotEqual(OfferSummary.objects.get().setting_name, "Never")
        self.assertFalse(connection.in_atomic_block)


def break_draft(offer: Any) -> None:
    """Put into an offer's newest draft what no version of this package wrote."""
    revision = Revision.objects.get(pk=offer.latest_revision_id)
    revision.content = []
    revision.save()


def add_site(hostname: str) -> tuple[Site, Any]:
    """Add a site with an offer on it."""
    root = Page.objects.get(depth=1).add_child(instance=HeadingPage(title=hostname))
    site = Site.objects.create(hostname=hostname, root_page=root)
    return site, complete_offer(parent=root)
