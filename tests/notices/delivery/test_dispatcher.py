from __future__ import annotations

import smtplib
import time
from datetime import timedelta
from typing import Any
from unittest import mock

import pytest
from django.core.mail.backends.base import BaseEmailBackend
from django.db import (
    IntegrityError,
    connection,
    transaction,
)
from django.test import SimpleTestCase, TestCase, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageLogEntry

from tests.builders import complete_body, complete_offer
from tests.mailserver import ClosedPort, MailServer, Manner, smtp_settings
from tests.queues import BROKEN
from tests.support import (
    BY_COMMAND_ONLY,
    PublicSiteTestCase,
    make_notice,
    make_notices,
)
from wagtail_localoffer.choices import NoticeStatus
from wagtail_localoffer.mail import dispatcher as mail_dispatcher
from wagtail_localoffer.mail.retry import next_attempt
from wagtail_localoffer.mail.wording import explain
from wagtail_localoffer.models import CouncilNotice
from wagtail_localoffer.notices.delivery import claim, deliver, deliver_due
from wagtail_localoffer.notices.page_history import NOT_TOLD, TOLD
from wagtail_localoffer.signals import council_told

LOGGER = "wagtail_localoffer"

IMPATIENT = {"CONNECTION_TIMEOUT": 1}


def make_due() -> None:
    """Let the time pass after which everything open is tried again."""
    CouncilNotice.objects.exclude(next_attempt_at=None).update(
        next_attempt_at=timezone.now() - timedelta(seconds=1)
    )


class ServerTestCase(TestCase):
    """A mail server runs, and Django sends through it."""

    def setUp(self) -> None:
        super().setUp()
        self.server = self.enterContext(MailServer())
        self.enterContext(self.server.settings(WAGTAIL_LOCALOFFER=IMPATIENT))

    def deliver(self, *, logged: bool = False) -> Any:
        """Deliver what is due. What could not be sent must be logged."""
        if logged:
            with self.assertLogs("wagtail_localoffer", "WARNING"):
                return deliver_due()
        with self.assertNoLogs("wagtail_localoffer", "WARNING"):
            return deliver_due()


class TestTheMessage(ServerTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.notice = make_notice(
            subject="Local offer published: Ysgol Tŷ Hafan",
            text_body="Tŷ Hafan says:\n“Croeso”\n.\nEnd\n",
            html_body="<p>Tŷ Hafan says “Croeso”</p>",
        )
        self.deliver()
        (self.received,) = self.server.received
        self.message = self.received.message

    def test_it_goes_to_the_council_alone(self) -> None:
        self.assertEqual(self.received.recipients, ["send@council.example"])
        self.assertEqual(self.message["To"], "send@council.example")
        self.assertIsNone(self.message["Cc"])

    def test_it_has_the_notices_subject(self) -> None:
        # A long subject may begin on a line of its own.
        self.assertEqual(self.message["Subject"].strip(), self.notice.subject)

    def test_it_comes_from_the_site(self) -> None:
        self.assertEqual(self.received.sender, "website@hawthornbank.school")
        self.assertEqual(
            self.message["From"], "Hawthorn Bank <website@hawthornbank.school>"
        )

    def test_replies_go_to_the_senco(self) -> None:
        self.assertEqual(self.message["Reply-To"], "senco@hawthornbank.example")

    def test_it_asks_for_no_automatic_replies(self) -> None:
        self.assertEqual(self.message["Auto-Submitted"], "auto-generated")

    def test_it_has_the_notices_own_message_id(self) -> None:
        self.assertEqual(self.message["Message-ID"], self.notice.message_id)

    def test_it_has_a_text_and_an_html_alternative(self) -> None:
        self.assertEqual(self.message.get_content_type(), "multipart/alternative")
        self.assertEqual(
            [part.get_content_type() for part in self.message.iter_parts()],
            ["text/plain", "text/html"],
        )

    def test_both_bodies_arrive_as_they_are_kept(self) -> None:
        for kind, body in (
            ("plain", self.notice.text_body),
            ("html", self.notice.html_body),
        ):
            self.assertEqual(self.received.part(kind).splitlines(), body.splitlines())

    def test_it_is_recorded_as_sent(self) -> None:
        self.notice.refresh_from_db()
        self.assertEqual(self.notice.status, NoticeStatus.SENT)
        self.assertLess(timezone.now() - self.notice.sent_at, timedelta(minutes=1))
        self.assertIsNone(self.notice.next_attempt_at)
        self.assertEqual(self.notice.attempts, 1)
        self.assertEqual(self.notice.claim, "")
        self.assertEqual(self.notice.reason, "The mail server took it.")

    def test_it_is_sent_once(self) -> None:
        self.deliver()
        deliver(self.notice.pk)
        self.assertEqual(len(self.server.received), 1)


class TestRefusals(ServerTestCase):
    def fail(self) -> CouncilNotice:
        """Try to send a notice, and return what became of it."""
        notice = make_notice()
        self.deliver(logged=True)
        self.assertEqual(self.server.received, [])
        notice.refresh_from_db()
        return notice

    def test_a_refused_recipient_is_recorded(self) -> None:
        self.server.manner = Manner.REFUSE_RECIPIENT
        self.assertEqual(
            self.fail().reason,
            "Given up after 1 tries. The mail server refused the recipient "
            "(send@council.example: 550 5.1.1 No such mailbox here). Ask the council "
            "for its address, and correct it where it was entered, in most cases in "
            "the council’s record. The news then goes there by itself.",
        )

    def test_a_temporary_refusal_is_recorded(self) -> None:
        self.server.manner = Manner.REFUSE_FOR_NOW
        self.assertEqual(
            self.fail().reason,
            "Try 1 of 8 failed. The mail server refused the recipient "
            "(send@council.example: 451 4.7.1 Try again later).",
        )

    def test_refused_content_is_recorded(self) -> None:
        self.server.manner = Manner.REFUSE_DATA
        self.assertEqual(
            self.fail().reason,
            "Try 1 of 8 failed. The mail server refused the message "
            "(554 5.7.1 Unwanted content).",
        )

    def test_a_broken_connection_is_recorded(self) -> None:
        self.server.manner = Manner.DROP
        self.assertEqual(
            self.fail().reason,
            "Try 1 of 8 failed. The mail server broke the connection.",
        )

    def test_a_server_that_never_answers_is_recorded(self) -> None:
        self.server.manner = Manner.HANG
        self.assertEqual(
            self.fail().reason,
            "Try 1 of 8 failed. The mail server did not answer in time.",
        )

    def test_a_server_without_a_greeting_is_recorded(self) -> None:
        self.server.manner = Manner.SILENT
        self.assertEqual(
            self.fail().reason,
            "Try 1 of 8 failed. The mail server did not answer in time.",
        )

    def test_a_refused_connection_is_recorded(self) -> None:
        with ClosedPort() as port, port.settings():
            reason = self.fail().reason
        self.assertRegex(
            reason,
            r"^Try 1 of 8 failed\. The mail server could not be reached "
            r"\(.*Connection refused\)\.$",
        )

    def test_what_failed_is_tried_again_later(self) -> None:
        for manner in Manner:
            if manner in (
                Manner.ACCEPT,
                Manner.ACCEPT_AND_DROP,
                Manner.REFUSE_RECIPIENT,
            ):
                continue
            with self.subTest(manner):
                self.server.manner = manner
                notice = self.fail()
                self.assertEqual(notice.status, NoticeStatus.PENDING)
                self.assertEqual(notice.attempts, 1)
                self.assertEqual(notice.claim, "")
                self.assertIsNone(notice.sent_at)
                wait = (notice.next_attempt_at - timezone.now()).total_seconds()
                self.assertTrue(30 < wait <= 60, wait)

    def test_what_is_tried_later_is_not_tried_now(self) -> None:
        self.server.manner = Manner.REFUSE_DATA
        self.fail()
        self.deliver()
        self.assertEqual(len(self.server.refused), 1)

    def test_every_try_has_the_same_message_id(self) -> None:
        self.server.manner = Manner.REFUSE_DATA
        notice = self.fail()
        self.server.manner = Manner.ACCEPT
        make_due()
        self.deliver()
        self.assertEqual(
            self.server.refused[0].message["Message-ID"], notice.message_id
        )
        self.assertEqual(self.server.messages[0]["Message-ID"], notice.message_id)

    def test_a_later_success_forgets_the_trouble(self) -> None:
        self.server.manner = Manner.REFUSE_DATA
        notice = self.fail()
        self.server.manner = Manner.ACCEPT
        make_due()
        self.deliver()
        notice.refresh_from_db()
        self.assertEqual(notice.status, NoticeStatus.SENT)
        self.assertEqual(notice.reason, "The mail server took it.")
        self.assertEqual(notice.attempts, 2)

    def test_the_last_try_ends_it(self) -> None:
        self.server.manner = Manner.REFUSE_FOR_NOW
        notice = make_notice()
        with override_settings(WAGTAIL_LOCALOFFER={"MAX_ATTEMPTS": 3}):
            for expected in ("pending", "pending", "failed"):
                tally = self.deliver(logged=True)
                self.assertEqual(tally, {expected: 1})
                make_due()
            self.deliver()
        notice.refresh_from_db()
        self.assertEqual(notice.status, NoticeStatus.FAILED)
        self.assertIsNone(notice.next_attempt_at)
        self.assertEqual(
            notice.reason,
            "Given up after 3 tries. The mail server refused the recipient "
            "(send@council.example: 451 4.7.1 Try again later).",
        )

    def test_a_bad_sender_address_is_recorded(self) -> None:
        for sender in ("nobody", "Hawthorn Bank <website@", "a@b.school\nBcc: c@d.uk"):
            with self.subTest(sender):
                self.server.received.clear()
                notice = make_notice(sender=sender)
                deliver_due()
                notice.refresh_from_db()
                if notice.status == NoticeStatus.SENT:
                    # The mail server took it. That is its business.
                    self.assertEqual(sender, "nobody")
                    continue
                self.assertEqual(notice.status, NoticeStatus.FAILED)
                self.assertIn("The email can’t be put together (", notice.reason)

    def test_a_bad_notice_does_not_stop_the_others(self) -> None:
        bad = make_notice(sender="Hawthorn Bank <website@")
        good = make_notice()
        self.deliver(logged=True)
        bad.refresh_from_db()
        good.refresh_from_db()
        self.assertEqual(bad.status, NoticeStatus.FAILED)
        self.assertEqual(good.status, NoticeStatus.SENT)


@pytest.mark.portable
class TestOneRun(ServerTestCase):
    def test_every_due_notice_is_sent_over_one_connection(self) -> None:
        make_notices(5)
        self.assertEqual(self.deliver(), {"sent": 5})
        self.assertEqual(len(self.server.received), 5)
        self.assertEqual(self.server.connections, 1)

    def test_the_oldest_news_goes_first(self) -> None:
        notices = make_notices(3)
        self.deliver()
        self.assertEqual(
            [message["Message-ID"] for message in self.server.messages],
            [notice.message_id for notice in notices],
        )

    def test_more_than_one_batch_is_sent(self) -> None:
        make_notices(5)
        with mock.patch.object(mail_dispatcher, "BATCH", 2):
            self.assertEqual(self.deliver(), {"sent": 5})
        self.assertEqual(self.server.connections, 1)

    def test_nothing_due_makes_no_connection(self) -> None:
        self.assertEqual(self.deliver(), {})
        self.assertEqual(self.server.connections, 0)

    def test_only_what_is_due_is_sent(self) -> None:
        later = timezone.now() + timedelta(minutes=5)
        make_notice(next_attempt_at=later)
        make_notice(status=NoticeStatus.SENDING, next_attempt_at=later, claim="other")
        for status in (NoticeStatus.HELD, NoticeStatus.FAILED, NoticeStatus.REPLACED):
            make_notice(status=status, next_attempt_at=None)
        due = make_notice()
        self.deliver()
        (message,) = self.server.messages
        self.assertEqual(message["Message-ID"], due.message_id)

    def test_a_notice_is_not_sent_before_its_time_if_named(self) -> None:
        for changes in (
            {"next_attempt_at": timezone.now() + timedelta(minutes=5)},
            {"status": NoticeStatus.REPLACED, "next_attempt_at": None},
            {"status": NoticeStatus.HELD, "next_attempt_at": None},
        ):
            with self.subTest(changes):
                deliver(make_notice(**changes).pk)
                self.assertEqual(self.server.connections, 0)

    def test_a_notice_that_is_gone_is_no_error(self) -> None:
        deliver(1_234_567)
        self.assertEqual(self.server.connections, 0)

    def test_one_refused_recipient_does_not_stop_the_others(self) -> None:
        self.server.manners["gone@council.example"] = Manner.REFUSE_RECIPIENT
        make_notice()
        make_notice(recipient="gone@council.example")
        make_notice()
        self.assertEqual(self.deliver(logged=True), {"sent": 2, "failed": 1})
        self.assertEqual(len(self.server.received), 2)

    def test_a_server_that_is_down_is_tried_once(self) -> None:
        self.server.manner = Manner.SILENT
        make_notices(3)
        started = time.monotonic()
        self.deliver(logged=True)
        self.assertLess(time.monotonic() - started, 2.5)
        self.assertEqual(self.server.connections, 1)

    def test_a_server_that_is_down_costs_the_others_no_attempt(self) -> None:
        first, *others = make_notices(3)
        with ClosedPort() as port, port.settings():
            self.assertEqual(self.deliver(logged=True), {"pending": 1, "down": 1})
        first.refresh_from_db()
        self.assertEqual(first.attempts, 1)
        for notice in others:
            notice.refresh_from_db()
            self.assertEqual(notice.status, NoticeStatus.PENDING)
            self.assertEqual(notice.attempts, 0)
            self.assertEqual(notice.claim, "")
            self.assertEqual(notice.reason, "The mail server could not be reached.")

    def test_what_was_given_back_is_due_at_once(self) -> None:
        first, *others = make_notices(3)
        with ClosedPort() as port, port.settings():
            self.deliver(logged=True)
        self.assertEqual(self.deliver(), {"sent": 2})
        self.assertEqual(
            [message["Message-ID"] for message in self.server.messages],
            [notice.message_id for notice in others],
        )

    def test_a_batch_costs_four_queries_and_one_for_each_notice(self) -> None:
        # The fourth reads the pages whose history says so. The last two find that
        # nothing more is due, by itself or in a daily email.
        for number in (1, 4, 9):
            with self.subTest(number):
                make_notices(number)
                with self.assertNumQueries(4 + number + 2):
                    self.deliver()

    def test_one_notice_costs_five_queries(self) -> None:
        notice = make_notice()
        with self.assertNumQueries(5):
            deliver(notice.pk)


class TestOtherBackends(TestCase):
    """Not only SMTP."""

    def deliver(self, backend: str) -> CouncilNotice:
        notice = make_notice()
        with smtp_settings(
            1, backend=f"tests.notices.delivery.test_dispatcher.{backend}"
        ):
            deliver_due()
        notice.refresh_from_db()
        return notice

    def test_a_backend_that_sends_nothing_is_not_believed(self) -> None:
        with self.assertLogs("wagtail_localoffer", "WARNING"):
            notice = self.deliver("SendsNothing")
        self.assertEqual(notice.status, NoticeStatus.PENDING)
        self.assertEqual(
            notice.reason,
            "Try 1 of 8 failed. ValueError: The mail backend did not send the message.",
        )

    def test_any_exception_of_a_backend_is_recorded_on_one_line(self) -> None:
        with self.assertLogs("wagtail_localoffer", "WARNING"):
            notice = self.deliver("HasItsOwnErrors")
        self.assertEqual(
            notice.reason, "Try 1 of 8 failed. RuntimeError: No credit. Buy some."
        )

    def test_an_exception_of_a_backend_does_not_stop_the_others(self) -> None:
        first = make_notice()
        with self.assertLogs("wagtail_localoffer", "WARNING"):
            second = self.deliver("HasItsOwnErrors")
        first.refresh_from_db()
        self.assertEqual((first.attempts, second.attempts), (1, 1))


class SendsNothing(BaseEmailBackend):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__()

    def send_messages(self, messages: Any) -> int:
        return 0


class HasItsOwnErrors(SendsNothing):
    def send_messages(self, messages: Any) -> int:
        raise RuntimeError("No credit.\nBuy some.")


class TestTimes(SimpleTestCase):
    def test_waits_grow_up_to_half_a_day(self) -> None:
        now = timezone.now()
        waits = [next_attempt(number, now) - now for number in range(1, 10)]
        minutes = [wait.total_seconds() / 60 for wait in waits]
        self.assertEqual(minutes, [1, 4, 16, 64, 256, 720, 720, 720, 720])


class TestExplanations(SimpleTestCase):
    def test_an_answer_is_put_on_one_line(self) -> None:
        error = smtplib.SMTPDataError(554, b"5.7.1 Unwanted\ncontent \xff")
        self.assertEqual(
            explain(error),
            "The mail server refused the message (554 5.7.1 Unwanted content \ufffd).",
        )

    def test_a_refused_sender_is_named_as_the_servers_answer(self) -> None:
        error = smtplib.SMTPSenderRefused(553, b"Not yours", "web@school.uk")
        self.assertEqual(
            explain(error), "The mail server refused the message (553 Not yours)."
        )

    def test_a_host_that_is_unknown_could_not_be_reached(self) -> None:
        self.assertEqual(
            explain(OSError(-2, "Name or service not known")),
            "The mail server could not be reached "
            "([Errno -2] Name or service not known).",
        )


@pytest.mark.portable
class TestClaims(ServerTestCase):
    def test_a_claimed_notice_is_not_claimed_again(self) -> None:
        notice = make_notice()
        self.assertEqual(claim([notice.pk]), [notice])
        self.assertEqual(claim([notice.pk]), [])

    def test_a_claim_counts_as_an_attempt(self) -> None:
        (claimed,) = claim([make_notice().pk])
        self.assertEqual(claimed.status, NoticeStatus.SENDING)
        self.assertEqual(claimed.attempts, 1)

    def test_a_claim_runs_out_after_the_time_that_is_set(self) -> None:
        notice = make_notice()
        with override_settings(WAGTAIL_LOCALOFFER={"CLAIM_SECONDS": 300}):
            (claimed,) = claim([notice.pk])
        left = (claimed.next_attempt_at - timezone.now()).total_seconds()
        self.assertTrue(290 < left <= 300, left)

    def test_claimed_notices_come_in_their_order(self) -> None:
        notices = make_notices(3)
        self.assertEqual(claim([notice.pk for notice in reversed(notices)]), notices)

    def test_claimed_notices_are_found_by_their_keys(self) -> None:
        notice = make_notice()
        with CaptureQueriesContext(connection) as queries:
            claim([notice.pk])
        # No index covers the claim alone, and the log only grows.
        self.assertIn(" IN (", queries[-1]["sql"])

    def test_what_is_claimed_is_not_sent_by_others(self) -> None:
        claim([make_notice().pk])
        self.deliver()
        self.assertEqual(self.server.received, [])

    def test_a_claim_that_ran_out_is_not_sent_before_a_new_look(self) -> None:
        notice = make_notice()
        claim([notice.pk])
        make_due()
        self.deliver()
        self.assertEqual(self.server.received, [])
        notice.refresh_from_db()
        self.assertTrue(notice.is_abandoned)

    @override_settings(WAGTAIL_LOCALOFFER={"DIVERT_TO": "web@agency.example"})
    def test_what_was_written_before_it_was_diverted_is_diverted_too(self) -> None:
        notice = make_notice(recipient="send@council.example")
        deliver(notice.pk)
        notice.refresh_from_db()
        self.assertEqual(notice.recipient, "web@agency.example")
        self.assertEqual(self.server.received[0].recipients, ["web@agency.example"])


@pytest.mark.portable
class TestConstraints(TestCase):
    """What no code may store."""

    def refuse(self, **changes: Any) -> None:
        with self.assertRaises(IntegrityError), transaction.atomic():
            make_notice(**changes)

    def test_a_sent_notice_has_a_time(self) -> None:
        self.refuse(status=NoticeStatus.SENT, sent_at=None, next_attempt_at=None)

    def test_a_notice_that_was_not_sent_has_no_time(self) -> None:
        for status in set(NoticeStatus) - {NoticeStatus.SENT}:
            due = timezone.now() if status in ("pending", "sending") else None
            with self.subTest(status):
                self.refuse(status=status, sent_at=timezone.now(), next_attempt_at=due)

    def test_an_open_notice_has_a_next_attempt(self) -> None:
        for status in (NoticeStatus.PENDING, NoticeStatus.SENDING):
            with self.subTest(status):
                self.refuse(status=status, next_attempt_at=None)

    def test_a_closed_notice_has_no_next_attempt(self) -> None:
        now = timezone.now()
        for status in ("sent", "failed", "held", "replaced"):
            sent_at = now if status == "sent" else None
            with self.subTest(status):
                self.refuse(status=status, sent_at=sent_at, next_attempt_at=now)

    def test_a_status_is_one_of_those_known(self) -> None:
        self.refuse(status="lost", next_attempt_at=None)

    def test_an_offers_notices_have_different_numbers(self) -> None:
        make_notice(offer_id=7, number=2)
        self.refuse(offer_id=7, number=2)

    def test_no_two_notices_share_a_message_id(self) -> None:
        self.refuse(message_id=make_notice().message_id)


class TestOnPublishing(PublicSiteTestCase):
    """What a publication makes of it all. The callbacks run as after a commit."""

    def setUp(self) -> None:
        super().setUp()
        self.server = self.enterContext(MailServer())
        self.enterContext(self.server.settings(WAGTAIL_LOCALOFFER=IMPATIENT))

    def only_notice(self) -> CouncilNotice:
        return CouncilNotice.objects.get()

    def test_a_published_offer_is_sent_at_once(self) -> None:
        self.publish(complete_offer())
        (message,) = self.server.messages
        self.assertEqual(message["Message-ID"], self.only_notice().message_id)

    def test_a_site_may_leave_it_to_the_command(self) -> None:
        with override_settings(WAGTAIL_LOCALOFFER=BY_COMMAND_ONLY):
            self.publish(complete_offer())
            self.assertEqual(self.server.connections, 0)
            deliver_due()
        self.assertEqual(len(self.server.received), 1)

    def test_a_queue_that_is_away_does_not_stop_publishing(self) -> None:
        with (
            override_settings(TASKS=BROKEN),
            self.assertLogs("wagtail_localoffer", "ERROR") as logs,
        ):
            offer = self.publish(complete_offer())
        self.assertTrue(offer.live)
        self.assertRegex(logs.output[0], "Council notice .* could not be queued")
        self.assertEqual(self.only_notice().attempts, 0)
        deliver_due()
        self.assertEqual(len(self.server.received), 1)

    def test_a_bad_sender_address_does_not_stop_publishing(self) -> None:
        with (
            override_settings(WAGTAIL_LOCALOFFER={"FROM_EMAIL": "Website <website@"}),
            self.assertLogs("wagtail_localoffer", "WARNING"),
        ):
            offer = self.publish(complete_offer())
        self.assertTrue(offer.live)
        self.assertIn("The email can’t be put together", self.only_notice().reason)

    def test_a_held_notice_makes_no_connection(self) -> None:
        with override_settings(WAGTAIL_LOCALOFFER={"DIVERT_TO": "nobody"}):
            self.publish(complete_offer())
        self.assertEqual(self.only_notice().status, NoticeStatus.HELD)
        self.assertEqual(self.server.connections, 0)

    def test_an_update_names_its_sections_in_the_mail(self) -> None:
        offer = self.publish(complete_offer())
        offer.body = complete_body(health={"text": "<p>A nurse comes.</p>", "more": []})
        self.publish(offer)
        _published, updated = self.server.received
        for kind in ("plain", "html"):
            self.assertIn("/#health", updated.part(kind))


class TestSeveralAddresses(ServerTestCase):
    """A council with more than one, and those who get a copy."""

    def send(self, *, logged: bool = False, **values: Any) -> CouncilNotice:
        notice = make_notice(
            **{"recipient": "a@council.example, b@council.example", **values}
        )
        self.deliver(logged=logged)
        notice.refresh_from_db()
        return notice

    def recipients(self) -> list[str]:
        return [received.recipients[0] for received in self.server.received]

    def test_each_gets_a_message_to_itself(self) -> None:
        self.send()
        self.assertEqual(self.recipients(), ["a@council.example", "b@council.example"])
        self.assertEqual(
            [message["To"] for message in self.server.messages], self.recipients()
        )

    def test_all_have_the_same_message_id(self) -> None:
        self.send()
        first, second = self.server.messages
        self.assertEqual(first["Message-ID"], second["Message-ID"])

    def test_one_that_is_refused_does_not_keep_it_from_the_others(self) -> None:
        self.server.manners["a@council.example"] = Manner.REFUSE_RECIPIENT
        notice = self.send()
        self.assertEqual(notice.status, NoticeStatus.SENT)
        self.assertEqual(self.recipients(), ["b@council.example"])

    def test_the_notice_says_who_did_not_get_it(self) -> None:
        self.server.manners["a@council.example"] = Manner.REFUSE_RECIPIENT
        self.assertIn("Not to a@council.example: ", self.send().reason)

    def test_if_all_are_refused_it_is_tried_again(self) -> None:
        self.server.manner = Manner.REFUSE_FOR_NOW
        notice = self.send(logged=True)
        self.assertEqual(notice.status, NoticeStatus.PENDING)

    def test_the_school_gets_its_copy_after_the_council(self) -> None:
        self.send(recipient="a@council.example", copy_to="office@school.example")
        self.assertEqual(
            self.recipients(), ["a@council.example", "office@school.example"]
        )

    def test_a_copy_that_is_refused_is_named(self) -> None:
        self.server.manners["office@school.example"] = Manner.REFUSE_RECIPIENT
        notice = self.send(
            recipient="a@council.example", copy_to="office@school.example"
        )
        self.assertEqual(notice.status, NoticeStatus.SENT)
        self.assertIn("Not to office@school.example: ", notice.reason)

    def test_no_copy_goes_out_of_what_the_council_did_not_get(self) -> None:
        self.server.manners["a@council.example"] = Manner.REFUSE_RECIPIENT
        self.send(
            logged=True, recipient="a@council.example", copy_to="office@school.example"
        )
        self.assertEqual(self.recipients(), [])


@pytest.mark.portable
class TestWhatNobodyKnows(ServerTestCase):
    def meet(self, manner: Manner) -> CouncilNotice:
        self.server.manner = manner
        notice = make_notice()
        self.deliver(logged=True)
        notice.refresh_from_db()
        return notice

    def test_a_broken_connection_may_have_been_too_late(self) -> None:
        for manner in (Manner.ACCEPT_AND_DROP, Manner.HANG, Manner.DROP):
            with self.subTest(manner):
                self.assertTrue(self.meet(manner).uncertain)

    def test_a_refusal_is_certain(self) -> None:
        for manner in (
            Manner.REFUSE_RECIPIENT,
            Manner.REFUSE_FOR_NOW,
            Manner.REFUSE_DATA,
        ):
            with self.subTest(manner):
                self.assertFalse(self.meet(manner).uncertain)

    def test_one_of_several_addresses_is_enough(self) -> None:
        self.server.manners["a@council.example"] = Manner.REFUSE_RECIPIENT
        self.server.manners["b@council.example"] = Manner.ACCEPT_AND_DROP
        notice = make_notice(recipient="a@council.example, b@council.example")
        self.deliver(logged=True)
        notice.refresh_from_db()
        self.assertTrue(notice.uncertain)

    def test_a_server_that_is_away_is_certain(self) -> None:
        notice = make_notice()
        with ClosedPort() as port, port.settings():
            self.deliver(logged=True)
        notice.refresh_from_db()
        self.assertFalse(notice.uncertain)


class TestHistory(PublicSiteTestCase):
    def test_the_history_of_the_page_says_what_the_council_was_told(self) -> None:
        offer = self.publish(complete_offer())
        deliver_due()
        entry = PageLogEntry.objects.get(page=offer.pk, action=TOLD)
        self.assertEqual(
            entry.message,
            "Lancashire County Council was told: Published "
            "(Lancashirelocaloffer@lancashire.gov.uk)",
        )

    @override_settings(WAGTAIL_LOCALOFFER={**BY_COMMAND_ONLY, "MAX_ATTEMPTS": 1})
    def test_the_history_of_the_page_says_what_it_could_not_be_told(self) -> None:
        offer = self.publish(complete_offer())
        with (
            ClosedPort() as port,
            port.settings(),
            self.assertLogs("wagtail_localoffer"),
        ):
            deliver_due()
        entry = PageLogEntry.objects.get(page=offer.pk, action=NOT_TOLD)
        self.assertIn("could not be told", entry.message)

    def test_what_will_be_tried_again_is_not_in_it(self) -> None:
        self.publish(complete_offer())
        with (
            ClosedPort() as port,
            port.settings(),
            self.assertLogs("wagtail_localoffer"),
        ):
            deliver_due()
        self.assertFalse(
            PageLogEntry.objects.filter(action__in=[TOLD, NOT_TOLD]).exists()
        )

    def test_a_page_that_is_gone_has_none(self) -> None:
        make_notice()
        deliver_due()
        self.assertFalse(PageLogEntry.objects.filter(action=TOLD).exists())


class TestSignals(PublicSiteTestCase):
    def test_receivers_hear_what_a_council_was_told(self) -> None:
        heard: list[Any] = []

        def listen(notice: Any, **kwargs: Any) -> None:
            heard.append((notice.pk, notice.status))

        council_told.connect(listen)
        self.addCleanup(council_told.disconnect, listen)
        notice = make_notice()
        deliver_due()
        self.assertEqual(heard, [(notice.pk, "sent")])

    def test_a_receiver_that_raises_stops_nothing(self) -> None:
        def stumble(**kwargs: Any) -> None:
            raise ValueError("The trust's own system is away.")

        council_told.connect(stumble)
        self.addCleanup(council_told.disconnect, stumble)
        make_notices(2)
        with self.assertLogs("django.dispatch", "ERROR"):
            self.assertEqual(deliver_due(), {"sent": 2})
