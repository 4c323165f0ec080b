"""What follows a save, beyond what each room tests of it."""

from __future__ import annotations

from unittest import mock

from django.core.management import call_command
from django.db import transaction
from django.db.models import ProtectedError
from django.test import TestCase

from tests.builders import complete_offer, save_draft
from tests.support import PublicSiteTestCase, lancashire, publish
from wagtail_localoffer.models import Council, CouncilNotice

SIGNAL_HANDLERS = "wagtail_localoffer.signal_handlers"


class DraftTests(TestCase):
    def test_a_council_that_only_a_draft_of_a_live_offer_names_is_not_deleted(
        self,
    ) -> None:
        other = Council.objects.create(
            name="Bellwick Council", local_offer_url="https://bellwick.example/send"
        )
        offer = publish(complete_offer())
        place = [child.block_type for child in offer.body].index("council_link")
        offer.body[place] = ("council_link", other)
        save_draft(offer)
        for delete in (other.delete, Council.objects.filter(pk=other.pk).delete):
            with (
                self.subTest(delete),
                self.assertRaises(ProtectedError) as refused,
                transaction.atomic(),
            ):
                delete()
            self.assertEqual(refused.exception.protected_objects, {offer})


class CouncilTests(PublicSiteTestCase):
    """What was held back for want of an address goes when the record has one."""

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        Council.objects.update(update_email="")
        for slug in ("first", "second"):
            cls.publish_for_all(complete_offer(slug=slug))

    def give_address(self) -> None:
        council = lancashire()
        council.update_email = "local-offer@council.example"
        with self.captureOnCommitCallbacks(execute=True):
            council.save()

    def count(self) -> int:
        return CouncilNotice.objects.filter(status="held").count()

    def test_all_are_looked_at_at_once(self) -> None:
        self.assertEqual(self.count(), 2)
        self.give_address()
        self.assertEqual(self.count(), 0)

    def test_where_they_are_very_many_nobody_waits_and_cron_looks(self) -> None:
        with (
            mock.patch(f"{SIGNAL_HANDLERS}.MANY", 1),
            self.assertLogs("wagtail_localoffer", "INFO") as logs,
        ):
            self.give_address()
        self.assertIn("send_council_notices", logs.output[0])
        self.assertEqual(self.count(), 2)
        call_command("send_council_notices", verbosity=0)
        self.assertEqual(self.count(), 0)

    def test_a_record_is_saved_whatever_hinders_the_look(self) -> None:
        with (
            mock.patch(
                f"{SIGNAL_HANDLERS}.get_offer_models", side_effect=LookupError("gone")
            ),
            self.assertLogs("wagtail_localoffer", "ERROR") as logs,
        ):
            self.give_address()
        self.assertIn("were not looked at", logs.output[0])
        call_command("send_council_notices", verbosity=0)
        self.assertEqual(self.count(), 0)
