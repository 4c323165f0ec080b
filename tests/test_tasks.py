"""Tasks that can be done again: what fails in them, or in the queue, stops nothing."""

from __future__ import annotations

from typing import Any
from unittest import mock

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.test import override_settings
from wagtail.models import Site

from tests.builders import complete_offer
from tests.queues import BROKEN
from tests.support import PublicSiteTestCase
from wagtail_localoffer.feedback.delivery import deliver_after_commit
from wagtail_localoffer.feedback.models import CommentLetter
from wagtail_localoffer.models import LocalOfferPage
from wagtail_localoffer.offers.cache_tasks import purge_site
from wagtail_localoffer.offers.listings.tasks import list_offer
from wagtail_localoffer.reporting.tasks import measure_offer, send_reminder

pytestmark = pytest.mark.rows

#: Each task that does what can be done again, what it calls, and what is logged.
TASKS = (
    (measure_offer, "reporting.tasks.survey_if_changed", "was not measured"),
    (list_offer, "offers.listings.tasks.renew", "was not listed"),
    (purge_site, "offers.cache_tasks.purge_pages_of", "were not purged"),
    (send_reminder, "reporting.tasks.write_reminder", "was not sent"),
)


class TroubleTests(PublicSiteTestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.offer = complete_offer()
        cls.person = User.objects.create_superuser("sam", "sam@hawthornbank.example")

    def call(self, task: Any) -> None:
        if task is send_reminder:
            task.call(self.person.pk, [self.offer.pk], "http://localhost")
        elif task is purge_site:
            task.call(Site.objects.get(is_default_site=True).pk)
        else:
            task.call(self.offer.pk)

    def test_what_fails_is_logged_and_raises_nothing(self) -> None:
        for task, called, message in TASKS:
            with (
                self.subTest(task.name),
                mock.patch(f"wagtail_localoffer.{called}", side_effect=OSError("Full")),
                self.assertLogs("wagtail_localoffer", "ERROR") as logs,
            ):
                self.call(task)
                self.assertIn(message, logs.output[0])

    @override_settings(TASKS=BROKEN, WAGTAIL_LOCALOFFER={"DELIVER_ON_PUBLISH": True})
    def test_a_queue_that_is_away_stops_nothing_and_is_logged(self) -> None:
        letter = CommentLetter(pk=7)
        with (
            self.assertLogs("wagtail_localoffer", "ERROR") as logs,
            self.captureOnCommitCallbacks(execute=True),
        ):
            offer = self.publish(self.offer)
            deliver_after_commit(letter)
        self.assertTrue(LocalOfferPage.objects.get(pk=offer.pk).live)
        said = "\n".join(logs.output)
        for what in ("Measuring", "Listing", "Council notice", "Letter 7"):
            with self.subTest(what):
                self.assertRegex(said, f"{what}.* could not be queued")


class ReminderTests(PublicSiteTestCase):
    def remind(self, person_id: int) -> list[Any]:
        send_reminder.call(person_id, [complete_offer().pk], "http://localhost")
        return mail.outbox

    def test_an_account_that_is_gone_is_passed_over(self) -> None:
        with self.assertNoLogs("wagtail_localoffer"):
            self.assertEqual(self.remind(2**31 - 1), [])

    def test_nobody_is_reminded_while_mail_is_held_back(self) -> None:
        sam = User.objects.create_superuser("sam", "sam@hawthornbank.example")
        with override_settings(WAGTAIL_LOCALOFFER={"HOLD": True}):
            self.assertEqual(self.remind(sam.pk), [])
        self.assertEqual(len(self.remind(sam.pk)), 1)
