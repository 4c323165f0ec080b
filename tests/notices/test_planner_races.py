"""Two announce at once, or one is cut short: the council hears it once all the same."""

from __future__ import annotations

import threading
import time
from datetime import timedelta
from io import StringIO
from typing import Any
from unittest import mock

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection, connections
from django.test import override_settings
from django.utils import timezone

from tests.builders import complete_body, complete_offer
from tests.notices.notice_rows import news, only_notice, section
from tests.support import (
    BY_COMMAND_ONLY,
    CommittingTestCase,
    PublicSiteTestCase,
    publish,
    set_hostname,
)
from wagtail_localoffer.choices import NoticeStatus
from wagtail_localoffer.models import CouncilNotice, LocalOfferPage
from wagtail_localoffer.notices import composer, planner
from wagtail_localoffer.notices.delivery import claim, deliver_due
from wagtail_localoffer.notices.planner import announce

pytestmark = pytest.mark.portable


class TestLostRaces(PublicSiteTestCase):
    """The interleavings that threads hit by chance only, each made to happen."""

    def test_a_notice_written_in_the_meantime_is_not_written_again(self) -> None:
        offer = complete_offer(live=True)
        original = composer.write_words
        rivals = []

        def write_after_a_rival(*args: Any) -> Any:
            if not rivals:
                rivals.append("This one, which takes the number.")
                announce(offer.pk)
            return original(*args)

        with mock.patch.object(composer, "write_words", write_after_a_rival):
            announce(offer.pk)
        self.assertEqual(news(), [("published", "pending")])

    def test_a_notice_claimed_in_the_meantime_is_not_replaced(self) -> None:
        offer = self.publish(complete_offer())
        offer.body = complete_body(health=section("A nurse comes every Tuesday."))
        publish(offer)
        original = composer.choose_route
        rounds = []

        def claim_before_the_route(*args: Any, **options: Any) -> Any:
            rounds.append(args)
            if len(rounds) == 1:
                claim([only_notice().pk])
            return original(*args, **options)

        with mock.patch.object(composer, "choose_route", claim_before_the_route):
            announce(offer.pk)
        # The first round is undone, with the claim that this same connection made.
        self.assertEqual(len(rounds), 2)
        self.assertEqual(news(), [("published", "replaced"), ("published", "pending")])

    def test_an_offer_that_never_settles_is_left_to_the_command(self) -> None:
        offer = complete_offer(live=True)
        with (
            mock.patch.object(planner, "_write_notice", side_effect=planner._LostRace),
            self.assertLogs("wagtail_localoffer", "WARNING") as logs,
        ):
            self.assertEqual(announce(offer.pk), [])
        self.assertIn("send_council_notices will look at it again", logs.output[0])


class TestRacing(CommittingTestCase):
    ROUNDS = 5
    RIVALS = 4

    def setUp(self) -> None:
        super().setUp()
        self.enterContext(override_settings(WAGTAIL_LOCALOFFER=BY_COMMAND_ONLY))
        # Long enough for the others to have read the same state, where the database
        # lets them.
        original = composer.write_words

        def write_slowly(*args: Any) -> Any:
            time.sleep(0.03)
            return original(*args)

        self.enterContext(mock.patch.object(composer, "write_words", write_slowly))

    def race(self, offer_id: int) -> None:
        """Announce the offer in several threads at once, each with its connection."""
        start = threading.Barrier(self.RIVALS)
        errors: list[Exception] = []

        def run() -> None:
            try:
                connection.ensure_connection()
                start.wait(timeout=30)
                announce(offer_id)
            except Exception as error:  # noqa: BLE001 - the test shows it
                errors.append(error)
            finally:
                connections.close_all()

        threads = [threading.Thread(target=run) for _ in range(self.RIVALS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(errors, [])

    def test_rivals_write_one_notice(self) -> None:
        for _round in range(self.ROUNDS):
            CouncilNotice.objects.all().delete()
            self.race(complete_offer(live=True).pk)
            self.assertEqual(news(), [("published", "pending")])

    def test_rivals_replace_a_notice_once(self) -> None:
        offer = publish(complete_offer())
        for round_ in range(1, self.ROUNDS + 1):
            body = complete_body(health=section(f"A nurse comes {round_} times."))
            LocalOfferPage.objects.filter(pk=offer.pk).update(body=body)
            self.race(offer.pk)
            self.assertEqual(
                news(),
                [("published", "replaced")] * round_ + [("published", "pending")],
            )


class TestAbandoned(PublicSiteTestCase):
    """A sender has died after it claimed a notice. Nobody knows whether it was sent."""

    def abandon(self) -> tuple[Any, CouncilNotice]:
        offer = self.publish(complete_offer())
        (notice,) = claim(CouncilNotice.objects.values_list("pk", flat=True))
        CouncilNotice.objects.update(
            next_attempt_at=timezone.now() - timedelta(minutes=1)
        )
        return offer, notice

    def test_it_is_sent_again_as_it_is(self) -> None:
        _offer, notice = self.abandon()
        call_command("send_council_notices", stdout=StringIO())
        notice = CouncilNotice.objects.get(message_id=notice.message_id)
        self.assertEqual(notice.status, NoticeStatus.SENT)
        self.assertEqual(notice.attempts, 2)
        self.assertEqual(mail.outbox[0].extra_headers["Message-ID"], notice.message_id)

    def test_it_is_not_sent_again_if_the_offer_is_no_longer_public(self) -> None:
        offer, notice = self.abandon()
        offer.unpublish()
        call_command("send_council_notices", stdout=StringIO())
        notice.refresh_from_db()
        self.assertEqual(notice.status, NoticeStatus.REPLACED)

    def test_the_council_hears_that_what_may_have_arrived_is_gone(self) -> None:
        offer, _notice = self.abandon()
        offer.unpublish()
        call_command("send_council_notices", stdout=StringIO())
        self.assertEqual(news(), [("published", "replaced"), ("withdrawn", "sent")])

    def test_a_change_that_may_have_arrived_is_taken_back(self) -> None:
        offer = self.publish(complete_offer())
        deliver_due()
        offer.body = complete_body(health=section("A nurse comes every Tuesday."))
        self.publish(offer)
        claim(CouncilNotice.objects.values_list("pk", flat=True))
        CouncilNotice.objects.filter(status=NoticeStatus.SENDING).update(
            next_attempt_at=timezone.now() - timedelta(minutes=1)
        )
        offer.body = complete_body()
        self.publish(offer)
        call_command("send_council_notices", stdout=StringIO())
        self.assertEqual(
            news(),
            [("published", "sent"), ("updated", "replaced"), ("updated", "sent")],
        )

    def test_one_whose_senders_always_die_is_given_up(self) -> None:
        _offer, notice = self.abandon()
        CouncilNotice.objects.update(attempts=8)
        announce(notice.offer_id)
        notice.refresh_from_db()
        self.assertEqual(notice.status, NoticeStatus.FAILED)
        self.assertIn("Its sender died each time", notice.reason)

    def test_what_made_up_for_it_is_told_once(self) -> None:
        offer, _notice = self.abandon()
        offer.unpublish()
        call_command("send_council_notices", stdout=StringIO())
        call_command("send_council_notices", stdout=StringIO())
        self.assertEqual(len(mail.outbox), 1)

    def test_it_is_not_sent_again_from_a_copy_of_the_site(self) -> None:
        self.abandon()
        set_hostname("localhost")
        call_command("send_council_notices", stdout=StringIO())
        self.assertEqual(mail.outbox, [])

    def test_newer_news_takes_its_place(self) -> None:
        offer, notice = self.abandon()
        offer.body = complete_body(health={"text": "<p>A nurse comes.</p>", "more": []})
        self.publish(offer)
        call_command("send_council_notices", stdout=StringIO())
        notice.refresh_from_db()
        self.assertEqual(notice.status, NoticeStatus.REPLACED)
        self.assertEqual(len(mail.outbox), 1)

    def test_one_that_is_being_sent_counts_as_told(self) -> None:
        self.publish(complete_offer())
        claim(CouncilNotice.objects.values_list("pk", flat=True))
        call_command("send_council_notices", stdout=StringIO())
        self.assertEqual(mail.outbox, [])


class TestStaleLooks(PublicSiteTestCase):
    """An offer is published again between another process's look and its notice."""

    def announce_with_a_stale_look(self, offer: Any, *, send: bool) -> None:
        find, late = planner.find_offer_state, []

        def look_and_be_overtaken(offer_id: int) -> Any:
            state = find(offer_id)
            if not late:
                late.append(True)
                offer.body = complete_body(
                    health={"text": "<p>A nurse comes.</p>", "more": []}
                )
                self.publish(offer)
                if send:
                    deliver_due()
            return state

        with mock.patch.object(planner, "find_offer_state", look_and_be_overtaken):
            planner.announce(offer.pk)

    def test_what_it_saw_does_not_undo_the_newer_notice(self) -> None:
        offer = self.publish(complete_offer())
        deliver_due()
        self.announce_with_a_stale_look(offer, send=False)
        newest = CouncilNotice.objects.latest("number")
        self.assertEqual((newest.kind, newest.status), ("updated", "pending"))

    def test_what_it_saw_is_not_told_after_the_newer_news(self) -> None:
        offer = self.publish(complete_offer())
        deliver_due()
        self.announce_with_a_stale_look(offer, send=True)
        call_command("send_council_notices", stdout=StringIO())
        self.assertEqual(len(mail.outbox), 2)
