from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import registry as log_registry
from wagtail.signals import page_published

from tests.routes.kinds import HEALTH_SERVICE
from tests.routes.routes import RouteTestCase
from wagtail_localoffer.offers.publish_guard import REFUSED


class SchedulingTests(RouteTestCase):
    def schedule(self, offer: Any, minutes_ago: int) -> Any:
        revision = offer.get_latest_revision()
        revision.approved_go_live_at = timezone.now() - timedelta(minutes=minutes_ago)
        revision.save()
        return revision

    def test_an_invalid_offer_does_not_stop_the_pages_after_it(self) -> None:
        bad, good = self.without_section(), self.complete()
        self.schedule(bad, 20)
        self.schedule(good, 10)
        call_command("publish_scheduled")
        good.refresh_from_db()
        bad.refresh_from_db()
        self.assertEqual((good.live, bad.live), (True, False))

    def test_an_invalid_offer_stays_scheduled(self) -> None:
        revision = self.schedule(self.without_section(), 20)
        call_command("publish_scheduled")
        revision.refresh_from_db()
        self.assertIsNotNone(revision.approved_go_live_at)

    def test_the_refusal_is_in_the_history_once_with_what_is_missing(self) -> None:
        offer = self.without_section()
        self.schedule(offer, 20)
        call_command("publish_scheduled")
        call_command("publish_scheduled")
        entries = log_registry.get_logs_for_instance(offer).filter(action=REFUSED)
        self.assertEqual(entries.count(), 1)
        response = self.client.get(
            reverse("wagtailadmin_pages:history", args=[offer.pk])
        )
        self.assertContains(response, f"Add the section “{self.kind.heading}")

    def test_the_refusal_of_a_newer_revision_is_in_the_history_too(self) -> None:
        offer = self.without_section()
        for _revision in range(2):
            offer.save_revision(clean=False)
            self.schedule(offer, 20)
            for _run in range(2):
                call_command("publish_scheduled")
        entries = log_registry.get_logs_for_instance(offer).filter(action=REFUSED)
        self.assertEqual(entries.count(), 2)
        self.assertEqual(len({*entries.values_list("revision", flat=True)}), 2)
        self.assertFalse(self.find(pk=offer.pk).live)

    def test_other_receivers_run_after_the_page_is_committed(self) -> None:
        atomic_blocks = []

        def look(**kwargs: Any) -> None:
            atomic_blocks.append(len(connection.savepoint_ids))

        before = len(connection.savepoint_ids)
        page_published.connect(look)
        self.addCleanup(page_published.disconnect, look)
        self.complete().get_latest_revision().publish()
        self.assertEqual(atomic_blocks, [before])

    def test_the_refusal_is_logged_as_an_error(self) -> None:
        self.schedule(self.without_section(), 20)
        with self.assertLogs("wagtail_localoffer", "ERROR") as logs:
            call_command("publish_scheduled")
        self.assertIn(self.kind.heading, logs.output[0])


class HealthServiceSchedulingTests(SchedulingTests):
    kind = HEALTH_SERVICE
