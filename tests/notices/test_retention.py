from __future__ import annotations

from datetime import datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.forms.models import model_to_dict
from django.test import TestCase, override_settings
from django.utils import timezone

from tests.builders import SENCO, complete_body, complete_offer
from tests.support import PublicSiteTestCase, make_notice
from wagtail_localoffer.content.fingerprint import seal
from wagtail_localoffer.models import ChannelDelivery, CouncilNotice
from wagtail_localoffer.notices.delivery import deliver_due
from wagtail_localoffer.notices.planner import announce
from wagtail_localoffer.notices.retention import BATCH, Pruned, prune

pytestmark = pytest.mark.portable

NOW = datetime(2026, 11, 25, 12, tzinfo=timezone.get_default_timezone())
OLD, YOUNG = NOW - timedelta(days=731), NOW - timedelta(days=729)
LIMIT = NOW - timedelta(days=730)

#: What a notice must still say when it is pruned.
PROOF = (
    "offer_id",
    "number",
    "kind",
    "status",
    "created_at",
    "sent_at",
    "page_title",
    "setting_name",
    "url",
    "council",
    "council_name",
    "digest",
    "changes",
    "message_id",
    "sender",
    "recipient",
    "subject",
)


def make_old(**changes: Any) -> CouncilNotice:
    """A notice of a status in which nothing more happens, from before the limit."""
    values = {"status": "sent", "next_attempt_at": None, **changes}
    if values["status"] == "sent":
        values.setdefault("sent_at", OLD)
    notice = make_notice(**values)
    CouncilNotice.objects.filter(pk=notice.pk).update(created_at=OLD)
    notice.refresh_from_db()
    return notice


def is_whole(notice: CouncilNotice) -> bool:
    before = (notice.text_body, notice.html_body, notice.reply_to, notice.copy_to)
    notice.refresh_from_db()
    now = (notice.text_body, notice.html_body, notice.reply_to, notice.copy_to)
    return before == now and notice.pruned_at is None


class TestPruning(TestCase):
    def test_what_proves_the_duty_stays(self) -> None:
        notice = make_old(changes=[{"heading": "Health", "url": "https://a.example/"}])
        before = {name: getattr(notice, name) for name in PROOF}
        self.assertEqual(prune(LIMIT), Pruned(cleared=1, deleted=0))
        notice.refresh_from_db()
        self.assertEqual({name: getattr(notice, name) for name in PROOF}, before)
        self.assertIsNotNone(notice.pruned_at)

    def test_no_text_and_no_address_of_a_person_stays(self) -> None:
        notice = make_old(
            reply_to=SENCO["email"],
            copy_to="head@hawthornbank.example",
            reason="The mail server took it. Not to head@hawthornbank.example: full.",
            text_body=f"Ask {SENCO['name']}.",
            html_body=f"<p>Ask {SENCO['name']}.</p>",
        )
        prune(LIMIT)
        notice.refresh_from_db()
        row = str(model_to_dict(notice))
        for word in (SENCO["email"], SENCO["name"], "head@hawthornbank.example"):
            with self.subTest(word):
                self.assertNotIn(word, row)

    def test_of_a_change_its_place_stays_and_no_words(self) -> None:
        place = {"heading": "Health", "url": "https://a.example/#health"}
        change = {**place, "was": [f"Ask {SENCO['name']}."], "now": ["Ask Mr Bell."]}
        old, waiting = make_old(changes=[change]), make_notice(changes=[change])
        prune(LIMIT)
        old.refresh_from_db()
        waiting.refresh_from_db()
        self.assertEqual((old.changes, waiting.changes), ([place], [change]))

    def test_no_hash_of_a_name_stays(self) -> None:
        notice = make_old(digest={"senco_name": "a:b", "health": "c"})
        prune(LIMIT)
        notice.refresh_from_db()
        self.assertEqual(notice.digest, {"health": "c"})

    def test_no_hash_of_a_contact_stays_that_anybody_can_guess(self) -> None:
        for part in ("senco_contact", "contacts"):
            with self.subTest(part):
                offer = complete_offer()
                digest = {part: "a", "health": "b"}
                told = make_old(offer_id=offer.pk, digest=digest)
                # One that an earlier version of this package has pruned.
                CouncilNotice.objects.filter(pk=told.pk).update(pruned_at=YOUNG)
                again = make_old(offer_id=complete_offer().pk, digest=digest)
                prune(LIMIT)
                for notice in (told, again):
                    notice.refresh_from_db()
                    self.assertEqual(notice.digest, {part: seal("a"), "health": "b"})
                prune(LIMIT)
                told.refresh_from_db()
                self.assertEqual(told.digest[part], seal("a"))

    def test_no_hash_stays_once_there_is_newer_news(self) -> None:
        for digest in (
            {"senco_contact": "a", "health": "b"},
            # Of a health service, and of an offer without anybody.
            {"contacts": "a", "health": "b"},
            {"health": "b"},
        ):
            with self.subTest(digest):
                told = make_old(digest=digest)
                values = {"offer_id": told.offer_id, "digest": digest}
                make_notice(**values, number=2)
                prune(LIMIT)
                told.refresh_from_db()
                # The next news is compared with it.
                self.assertEqual(told.digest["health"], "b")
                newer = make_old(**values, number=3, sent_at=YOUNG)
                prune(LIMIT)
                for notice, expected in ((told, {}), (newer, digest)):
                    notice.refresh_from_db()
                    self.assertEqual(notice.digest, expected)

    def test_one_that_was_sent_later_stays_whole(self) -> None:
        # It was written before the limit, and waited.
        notice = make_old(sent_at=YOUNG)
        self.assertEqual(prune(LIMIT), Pruned(cleared=0, deleted=0))
        self.assertTrue(is_whole(notice))

    def test_what_is_still_to_be_told_stays_whole(self) -> None:
        notices = [
            make_old(status="failed"),
            make_old(status="held"),
            make_old(status="held", form_url="https://council.example/form"),
            make_old(status="pending", next_attempt_at=OLD),
            make_old(status="sending", next_attempt_at=OLD),
        ]
        self.assertEqual(prune(LIMIT), Pruned(cleared=0, deleted=0))
        for notice in notices:
            with self.subTest(notice.status):
                self.assertTrue(is_whole(notice))

    def test_one_that_was_replaced_before_it_was_sent_is_deleted(self) -> None:
        replaced = make_old(status="replaced")
        sent = make_old(offer_id=replaced.offer_id, number=2)
        self.assertEqual(prune(LIMIT), Pruned(cleared=1, deleted=1))
        self.assertEqual(CouncilNotice.objects.get(), sent)

    def test_one_that_was_replaced_later_stays(self) -> None:
        replaced = make_notice(status="replaced", next_attempt_at=None)
        make_notice(offer_id=replaced.offer_id, number=2)
        self.assertEqual(prune(LIMIT), Pruned(cleared=0, deleted=0))
        self.assertTrue(is_whole(replaced))

    def test_one_that_may_have_arrived_is_not_deleted(self) -> None:
        replaced = make_old(status="replaced", uncertain=True)
        make_old(offer_id=replaced.offer_id, number=2)
        self.assertEqual(prune(LIMIT), Pruned(cleared=2, deleted=0))

    def test_the_newest_number_of_an_offer_is_never_free_again(self) -> None:
        replaced = make_old(status="replaced", number=7)
        self.assertEqual(prune(LIMIT), Pruned(cleared=1, deleted=0))
        replaced.refresh_from_db()
        self.assertEqual((replaced.number, replaced.text_body), (7, ""))

    def test_it_is_deleted_once_there_is_a_newer_one(self) -> None:
        replaced = make_old(status="replaced")
        prune(LIMIT)
        newer = make_notice(offer_id=replaced.offer_id, number=2)
        self.assertEqual(prune(LIMIT), Pruned(cleared=0, deleted=1))
        self.assertEqual(CouncilNotice.objects.get(), newer)

    def test_what_went_through_channels_goes_too(self) -> None:
        notice = make_old()
        for channel, status in (("a", "sent"), ("b", "failed"), ("c", "pending")):
            is_sent, is_open = status == "sent", status == "pending"
            ChannelDelivery.objects.create(
                notice=notice,
                channel=channel,
                status=status,
                sent_at=OLD if is_sent else None,
                next_attempt_at=OLD if is_open else None,
            )
        prune(LIMIT)
        # What is still to be sent is not forgotten.
        self.assertEqual(ChannelDelivery.objects.get().channel, "c")

    def test_channel_deliveries_of_others_stay(self) -> None:
        notice = make_notice(status="sent", next_attempt_at=None, sent_at=YOUNG)
        ChannelDelivery.objects.create(
            notice=notice, channel="a", status="failed", next_attempt_at=None
        )
        make_old()
        prune(LIMIT)
        self.assertEqual(ChannelDelivery.objects.count(), 1)

    def test_a_second_time_there_is_nothing_to_do(self) -> None:
        notice = make_old()
        prune(LIMIT)
        notice.refresh_from_db()
        self.assertEqual(prune(LIMIT), Pruned(cleared=0, deleted=0))
        pruned_at = notice.pruned_at
        notice.refresh_from_db()
        self.assertEqual(notice.pruned_at, pruned_at)

    def test_a_dry_run_counts_the_same_and_changes_nothing(self) -> None:
        sent, replaced = make_old(), make_old(status="replaced")
        cleared_before = make_old(status="replaced")
        CouncilNotice.objects.filter(pk=cleared_before.pk).update(pruned_at=YOUNG)
        for old in (replaced, cleared_before):
            make_notice(offer_id=old.offer_id, number=2)
        counted = prune(LIMIT, dry_run=True)
        self.assertEqual(counted, Pruned(cleared=1, deleted=2))
        self.assertTrue(is_whole(sent))
        self.assertTrue(is_whole(replaced))
        self.assertEqual(prune(LIMIT), counted)

    def test_it_works_in_batches(self) -> None:
        template = make_old()
        numbers = range(BATCH + 1)
        CouncilNotice.objects.bulk_create(
            CouncilNotice(
                **{
                    **model_to_dict(template, exclude=["id", "council", "site"]),
                    "offer_id": 5_000_000 + number,
                    "number": 1,
                    "message_id": f"<batch-{number}@hawthornbank.example>",
                    "council_id": template.council_id,
                }
            )
            for number in numbers
        )
        # One for what is deleted. Then the keys, the update and the channels of each
        # batch, and the keys once more. Then what newer news was sent of, what has
        # changes, and what has texts. Then the keys and the hashes of the rest.
        with self.assertNumQueries(1 + 2 * 3 + 1 + 1 + 1 + 1 + 2 * 2 + 1):
            done = prune(LIMIT)
        self.assertEqual(done, Pruned(cleared=BATCH + 2, deleted=0))


class TestAfterPruning(PublicSiteTestCase):
    """The council is told of an offer what it would have been told anyway."""

    def setUp(self) -> None:
        super().setUp()
        self.offer = self.publish(complete_offer())
        deliver_due()
        CouncilNotice.objects.update(created_at=OLD, sent_at=OLD)
        self.told = CouncilNotice.objects.get()
        self.assertEqual(prune(LIMIT), Pruned(cleared=1, deleted=0))
        mail.outbox.clear()

    def test_nothing_is_told_again(self) -> None:
        self.publish(self.offer)
        deliver_due()
        self.assertEqual(mail.outbox, [])

    def test_what_waits_to_be_sent_again_still_does(self) -> None:
        again = make_notice(
            offer_id=self.offer.pk,
            number=2,
            site=self.told.site,
            **{name: getattr(self.told, name) for name in ("url", "digest", "changes")},
        )
        announce(self.offer.pk)
        again.refresh_from_db()
        self.assertEqual(again.status, "pending")

    def test_a_new_senco_is_told_as_a_new_contact(self) -> None:
        self.offer.body = complete_body(senco_contact={**SENCO, "name": "Jan Fielding"})
        self.publish(self.offer)
        newest = CouncilNotice.objects.latest("number")
        self.assertEqual(
            [change["heading"] for change in newest.changes], ["SENCO contact"]
        )

    def test_nothing_is_told_again_where_the_key_has_changed(self) -> None:
        with override_settings(SECRET_KEY="a newer one"):
            self.publish(self.offer)
        self.assertEqual(CouncilNotice.objects.get(), self.told)

    def test_a_small_correction_of_the_contact_is_not_told(self) -> None:
        contact = {**SENCO, "availability": "Monday to Thursday"}
        self.offer.body = complete_body(senco_contact=contact)
        self.offer.minor_change = True
        self.publish(self.offer)
        self.assertEqual(CouncilNotice.objects.get(), self.told)

    def test_a_change_is_told_as_a_change(self) -> None:
        self.offer.body = complete_body(
            health={"text": "<p>A nurse comes.</p>", "more": []}
        )
        self.publish(self.offer)
        deliver_due()
        (message,) = mail.outbox
        self.assertIn("Local offer updated", message.subject)
        self.assertIn("Health", message.body)
        self.assertNotIn("Transitions", message.body)

    def test_a_withdrawal_is_told(self) -> None:
        self.unpublish(self.offer)
        deliver_due()
        (message,) = mail.outbox
        self.assertIn(self.offer.setting_name, message.subject)
        self.assertEqual(CouncilNotice.objects.latest("number").kind, "withdrawn")


class TestTheCommand(TestCase):
    def run_command(self, *arguments: str) -> str:
        output = StringIO()
        call_command("prune_council_notices", *arguments, stdout=output)
        return output.getvalue()

    def setUp(self) -> None:
        super().setUp()
        now = timezone.now()
        self.old = make_old(sent_at=now - timedelta(days=731))
        self.young = make_old(sent_at=now - timedelta(days=31))

    def test_it_says_what_it_did(self) -> None:
        output = self.run_command()
        self.assertRegex(
            output,
            r"^Notices from before \d+ \w+ \d{4}: personal data removed from 1, "
            r"deleted 0\.\n$",
        )
        self.assertFalse(is_whole(self.old))
        self.assertTrue(is_whole(self.young))

    def test_a_dry_run_changes_nothing_and_says_so(self) -> None:
        output = self.run_command("--dry-run")
        self.assertTrue(output.startswith("Nothing is changed. Notices from before"))
        self.assertIn("removed from 1", output)
        self.assertTrue(is_whole(self.old))

    def test_the_days_can_be_given(self) -> None:
        self.assertIn("removed from 2", self.run_command("--days", "30"))

    @override_settings(WAGTAIL_LOCALOFFER={"KEEP_PERSONAL_DATA_DAYS": 30})
    def test_the_project_sets_the_days(self) -> None:
        self.assertIn("removed from 2", self.run_command())

    def test_less_than_a_day_is_refused(self) -> None:
        with self.assertRaises(CommandError) as caught:
            self.run_command("--days", "0")
        self.assertEqual(caught.exception.returncode, 2)
        self.assertTrue(is_whole(self.old))
