"""Where and when an offer is measured: in the request, or by a worker."""

from __future__ import annotations

from datetime import date
from typing import Any
from unittest import mock

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.db import transaction
from django.test import TestCase, override_settings
from django_tasks import default_task_backend

from tests.builders import (
    TEXTS,
    complete_body,
    complete_health_service,
    complete_offer,
)
from tests.queues import BROKEN, WAITING
from tests.support import CommittingTestCase, publish
from wagtail_localoffer.models import LocalOfferPage, OfferSummary
from wagtail_localoffer.reporting import summaries
from wagtail_localoffer.reporting.summaries import survey
from wagtail_localoffer.reporting.tasks import measure_offer

pytestmark = pytest.mark.rows


def queued() -> list[Any]:
    """What waits for a worker, of the tasks of this package's report."""
    return [
        result
        for result in default_task_backend.results
        if result.task.func is measure_offer.func
    ]


class TaskTests(TestCase):
    def test_its_queries_are_few(self) -> None:
        offer = complete_offer()
        survey(offer)
        offer.setting_name = "Another name"
        offer.save_revision()
        # Its type, the offer with its newest revision and its summary, and the five of
        # a new summary.
        with self.assertNumQueries(8):
            measure_offer.call(offer.pk)
        self.assertEqual(OfferSummary.objects.get().setting_name, "Another name")

    def test_what_says_the_same_is_not_measured_again(self) -> None:
        offer = complete_offer()
        survey(offer)
        offer.save_revision()
        with self.assertNumQueries(2):
            measure_offer.call(offer.pk)

    def test_an_offer_that_goes_live_as_it_is_only_gets_a_day_for_its_review(
        self,
    ) -> None:
        offer = complete_offer()
        survey(offer)
        publish(offer)
        with (
            mock.patch.object(LocalOfferPage, "next_review_due", date(2027, 9, 1)),
            mock.patch.object(summaries, "check_offer") as check,
        ):
            measure_offer.call(offer.pk)
        check.assert_not_called()
        self.assertEqual(OfferSummary.objects.get().review_due, date(2027, 9, 1))

    def test_an_offer_of_any_kind_is_measured(self) -> None:
        offer = complete_health_service()
        measure_offer.call(offer.pk)
        self.assertEqual(OfferSummary.objects.get().offer_id, offer.pk)

    def test_of_a_changed_offer_only_the_new_text_is_read(self) -> None:
        offer = complete_offer()
        measure_offer.call(offer.pk)
        words = f"<p>{TEXTS['health']} Somebody new comes on Tuesdays.</p>"
        offer.body = complete_body(health={"text": words, "more": []})
        offer.save_revision()
        parse, read = BeautifulSoup.__init__, set()

        def note(soup: BeautifulSoup, markup: str = "", *args: Any, **kw: Any) -> None:
            read.add(markup)
            parse(soup, markup, *args, **kw)

        with mock.patch.object(BeautifulSoup, "__init__", note):
            measure_offer.call(offer.pk)
        self.assertEqual(read, {words})

    def test_a_page_that_is_gone_is_passed_over(self) -> None:
        with self.assertNoLogs("wagtail_localoffer"):
            measure_offer.call(2**31 - 1)


class ImmediateTests(CommittingTestCase):
    """Wagtail's default: the process that saves measures, after its commit."""

    def test_the_summary_is_there_when_the_offer_is_saved(self) -> None:
        with transaction.atomic():
            offer = complete_offer()
            self.assertFalse(OfferSummary.objects.exists())
        self.assertEqual(OfferSummary.objects.get().offer_id, offer.pk)


class QueueTests(CommittingTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.enterContext(override_settings(TASKS=WAITING))

    def test_saving_leaves_the_measuring_to_a_worker(self) -> None:
        with mock.patch.object(summaries, "check_offer") as check:
            offer = complete_offer()
        check.assert_not_called()
        self.assertFalse(OfferSummary.objects.exists())
        self.assertEqual({tuple(result.args) for result in queued()}, {(offer.pk,)})

    def test_the_worker_measures_the_newest_version_and_that_once(self) -> None:
        publish(complete_offer(setting_name="Meadow Nursery"))
        results = queued()
        self.assertGreater(len(results), 1)
        with mock.patch.object(
            summaries, "check_offer", wraps=summaries.check_offer
        ) as check:
            for result in results:
                result.task.call(*result.args)
        self.assertEqual(check.call_count, 1)
        self.assertEqual(OfferSummary.objects.get().setting_name, "Meadow Nursery")

    def test_what_is_rolled_back_is_not_queued(self) -> None:
        with transaction.atomic():
            complete_offer()
            transaction.set_rollback(True)
        self.assertEqual(queued(), [])


@override_settings(TASKS=BROKEN)
class BrokenQueueTests(CommittingTestCase):
    def test_the_command_measures_what_was_not_queued(self) -> None:
        with self.assertLogs("wagtail_localoffer", "ERROR"):
            offer = complete_offer()
        call_command("check_local_offers", stdout=mock.Mock())
        self.assertEqual(OfferSummary.objects.get().offer_id, offer.pk)
