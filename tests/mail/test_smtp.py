"""What the answers of a mail server mean, at each stage of a delivery."""

from __future__ import annotations

import socket
import time
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from unittest import mock

import pytest
from django.core.mail import EmailMessage
from django.test import SimpleTestCase, TestCase
from django.utils import timezone

from tests.mailserver import HOST, DeafPort, smtp_settings
from tests.smtp_script import CLOSE, ScriptedServer
from tests.support import make_notice, make_notices
from wagtail_localoffer.mail.smtp import Meaning, Stage, read_answer, weigh
from wagtail_localoffer.models import CouncilNotice
from wagtail_localoffer.notices.delivery import deliver_due, email
from wagtail_localoffer.notices.delivery.messages import build_message

IMPATIENT = {"CONNECTION_TIMEOUT": 1}
STREAM = {"type": socket.SOCK_STREAM}


@dataclass(frozen=True)
class Outcome:
    """What becomes of a message that meets with an answer, and of those after it."""

    status: str
    #: Whether this is counted as one of its tries.
    counts: bool
    uncertain: bool = False
    #: Whether the others are left for another run.
    stops: bool = False


RETRY = Outcome("pending", counts=True)
FAILED = Outcome("failed", counts=True)
STOP = Outcome("pending", counts=False, stops=True)
DOWN = Outcome("pending", counts=True, stops=True)
UNKNOWN = Outcome("pending", counts=True, uncertain=True, stops=True)

#: By the command that is answered, what is said, and whether others went before.
TABLE: dict[tuple[str, str, bool], Outcome] = {
    **{
        (verb, answer, after): STOP
        for verb in ("MAIL", "RCPT", "DATA", "MESSAGE")
        for answer in ("421 enough", "421 4.7.0 enough", "450 4.3.2 not now")
        for after in (False, True)
    },
    ("GREETING", "421 enough", False): STOP,
    ("GREETING", "450 4.3.2 not now", False): STOP,
    ("GREETING", "554 go away", False): DOWN,
    ("EHLO", "421 enough", False): STOP,
    **{
        (verb, answer, True): STOP
        for verb in ("MAIL", "RCPT", "DATA", "MESSAGE")
        for answer in ("451 4.7.0 slowly", "452 4.5.3 too many")
    },
    **{
        (verb, answer, False): STOP
        for verb in ("MAIL", "DATA")
        for answer in (
            "451 4.3.0 queue file write error",
            "452 4.3.1 full",
            "451 4.3.5 wrong settings",
            "452 full",
        )
    },
    **{
        (verb, answer, False): DOWN
        for verb in ("MAIL", "DATA")
        for answer in ("530 5.7.0 log in", "535 5.7.8 wrong password", "530 log in")
    },
    # The recipient's settings may be the trouble, or the message.
    ("RCPT", "451 4.3.0 lookup failed", False): RETRY,
    ("RCPT", "452 too many", False): RETRY,
    ("MESSAGE", "451 4.3.0 filter failed", False): RETRY,
    ("MESSAGE", "452 full", False): RETRY,
    ("MAIL", "451 4.7.1 greylisted", False): RETRY,
    # A greylisted message, or one that has too many recipients.
    ("RCPT", "451 4.7.0 greylisted", False): RETRY,
    ("RCPT", "452 4.5.3 too many", False): RETRY,
    ("RCPT", "451 4.7.1 greylisted", True): RETRY,
    ("RCPT", "450 mailbox busy", True): RETRY,
    ("MESSAGE", "452 4.3.1 full", True): RETRY,
    **{
        ("RCPT", answer, after): FAILED
        for after in (False, True)
        for answer in (
            "550 5.1.1 no such user",
            "550 5.1.2 no such domain",
            "553 5.1.3 no such syntax",
            "551 5.1.6 has moved",
            "556 5.1.10 takes no mail",
            "550 5.2.1 disabled",
            "550 5.4.1 Recipient address rejected: Access denied",
            "550 #5.1.0 Address rejected.",
            "551 not local",
            "553 not allowed",
        )
    },
    ("RCPT", "550 unwanted", False): RETRY,
    ("RCPT", "550 5.7.1 unwanted", False): RETRY,
    ("RCPT", "450 4.1.1 perhaps later", False): RETRY,
    ("RCPT", "552 5.2.2 mailbox full", False): RETRY,
    ("RCPT", "450 4.4.1 no answer from host", False): RETRY,
    ("MAIL", "550 5.4.1 access denied", False): RETRY,
    ("MAIL", "550 #5.1.0 Address rejected.", False): RETRY,
    ("MESSAGE", "550 5.4.1 access denied", False): RETRY,
    ("MAIL", "550 5.1.8 bad sender", False): RETRY,
    ("MAIL", "553 5.1.7 bad sender", False): RETRY,
    ("MESSAGE", "554 5.7.1 unwanted", False): RETRY,
    # After the whole message, this can be about anything.
    ("MESSAGE", "550 5.1.1 no such user", False): RETRY,
    ("GREETING", CLOSE, False): DOWN,
    ("EHLO", CLOSE, False): DOWN,
    **{
        (verb, CLOSE, after): DOWN
        for verb in ("MAIL", "RCPT", "DATA")
        for after in (False, True)
    },
    ("MESSAGE", CLOSE, False): UNKNOWN,
    ("MESSAGE", CLOSE, True): UNKNOWN,
    ("MESSAGE", "what", False): UNKNOWN,
}


class ScriptTestCase(TestCase):
    def deliver(self, server: ScriptedServer) -> None:
        with (
            server.settings(WAGTAIL_LOCALOFFER=IMPATIENT),
            self.assertLogs("wagtail_localoffer", "WARNING"),
        ):
            deliver_due()


class TestEachAnswerAtEachStage(ScriptTestCase):
    def test_it_has_its_outcome(self) -> None:
        for (verb, answer, after), outcome in TABLE.items():
            with self.subTest(verb=verb, answer=answer, after=after):
                CouncilNotice.objects.all().delete()
                polite = 2 if after else 0
                notices = make_notices(polite + 3)
                with ScriptedServer({verb: answer}, polite) as server:
                    self.deliver(server)
                for notice in notices:
                    notice.refresh_from_db()
                went, (struck, *others) = notices[:polite], notices[polite:]
                self.assertEqual([each.status for each in went], ["sent"] * polite)
                self.assertEqual(
                    (struck.status, struck.attempts, struck.uncertain),
                    (outcome.status, int(outcome.counts), outcome.uncertain),
                    struck.reason,
                )
                was_tried = [each.attempts for each in others]
                self.assertEqual(was_tried, [0 if outcome.stops else 1] * 2)


class TestAServerThatHasHadEnough(ScriptTestCase):
    def test_after_two_messages_nobody_loses_a_try(self) -> None:
        make_notices(10)
        with ScriptedServer({"MAIL": "421 4.7.0 enough"}, polite=2) as server:
            self.deliver(server)
        rows = CouncilNotice.objects.filter(status="pending")
        self.assertEqual(set(rows.values_list("attempts", flat=True)), {0})
        self.assertEqual(rows.count(), 8)
        self.assertEqual(server.heard.count("MAIL"), 3)

    def test_the_one_that_met_it_lets_the_others_go_first(self) -> None:
        first, *others = make_notices(3)
        with ScriptedServer({"RCPT": "421 enough"}) as server:
            self.deliver(server)
        later = timezone.now() + timedelta(minutes=5)
        with (
            mock.patch.object(timezone, "now", return_value=later),
            ScriptedServer({"RCPT": "421 enough"}, polite=2) as server,
        ):
            self.deliver(server)
        told = CouncilNotice.objects.filter(status="sent")
        self.assertEqual({each.pk for each in told}, {each.pk for each in others})
        first.refresh_from_db()
        self.assertEqual(first.attempts, 0)

    def test_the_reason_says_what_the_server_said(self) -> None:
        first, second = make_notices(2)
        with ScriptedServer({"RCPT": "421 4.7.0 enough"}) as server:
            self.deliver(server)
        first.refresh_from_db()
        second.refresh_from_db()
        self.assertIn("421 4.7.0 enough", first.reason)
        self.assertEqual(
            second.reason, "The mail server takes no more messages for now."
        )


@pytest.mark.nightly
class TestAServerThatDrips(ScriptTestCase):
    """Each byte of its answers comes in time, and the answers don't."""

    def measure(self, server: ScriptedServer) -> float:
        make_notices(3)
        started = time.monotonic()
        with server:
            self.deliver(server)
            return time.monotonic() - started

    def test_connecting_has_one_deadline(self) -> None:
        self.assertLess(self.measure(ScriptedServer(drip=0.3)), 2)

    def test_each_message_has_one_deadline(self) -> None:
        self.assertLess(self.measure(ScriptedServer(drip=0.3, polite=1)), 2)

    def test_answers_that_are_slow_one_by_one_share_it(self) -> None:
        # Each takes two thirds of a second, and a delivery has six.
        self.assertLess(self.measure(ScriptedServer(drip=0.06)), 2)

    def test_it_did_not_answer_in_time(self) -> None:
        notice = make_notice()
        with ScriptedServer(drip=0.3) as server:
            self.deliver(server)
        notice.refresh_from_db()
        self.assertIn("The mail server did not answer in time.", notice.reason)
        self.assertFalse(notice.uncertain)


class TestAHostWithSeveralAddresses(ScriptTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.dead = [self.enterContext(DeafPort()).port for _ in range(4)]
        self.server = self.enterContext(ScriptedServer())
        self.notice = make_notice()

    def deliver_to(self, *ports: int) -> float:
        """Deliver to a host that has those addresses, and measure the time."""
        find = socket.getaddrinfo

        def find_all(host: str, port: int, *args: Any, **kwargs: Any) -> list[Any]:
            wanted = ports if host == "mail.example" else [port]
            return [found for each in wanted for found in find(HOST, each, **STREAM)]

        options = smtp_settings(25, host="mail.example", WAGTAIL_LOCALOFFER=IMPATIENT)
        started = time.monotonic()
        with options, mock.patch.object(socket, "getaddrinfo", find_all):
            deliver_due()
        self.notice.refresh_from_db()
        return time.monotonic() - started

    def test_all_of_them_share_one_deadline(self) -> None:
        with self.assertLogs("wagtail_localoffer", "WARNING") as logs:
            self.assertLess(self.deliver_to(*self.dead), 2)
        self.assertIn("did not answer in time", logs.output[0])

    def test_one_that_is_dead_leaves_time_for_the_next(self) -> None:
        self.assertLess(self.deliver_to(self.dead[0], self.server.port), 1)
        self.assertEqual(self.notice.status, "sent")


class TestABackendThatConnectsItself(ScriptTestCase):
    def test_where_nobody_knows_what_has_left_the_council_may_have_it(self) -> None:
        notice = make_notice()
        backend = "tests.mailserver.ConnectsItself"
        with (
            ScriptedServer({"MESSAGE": CLOSE}) as server,
            server.settings(backend=backend, WAGTAIL_LOCALOFFER=IMPATIENT),
            self.assertLogs("wagtail_localoffer", "WARNING"),
        ):
            deliver_due()
        notice.refresh_from_db()
        self.assertTrue(notice.uncertain)


class TestTheLetterBefore(ScriptTestCase):
    def test_what_was_said_of_it_counts_for_no_other(self) -> None:
        for answer in ("550 5.1.1 no such user", "451 4.7.1 greylisted"):
            with self.subTest(answer):
                CouncilNotice.objects.all().delete()
                make_notice()
                broken = make_notice(subject="Broken")
                with (
                    mock.patch.object(email, "build_message", build_unless_broken),
                    ScriptedServer({"RCPT": answer}) as server,
                ):
                    self.deliver(server)
                broken.refresh_from_db()
                self.assertEqual((broken.status, broken.attempts), ("pending", 1))


def build_unless_broken(notice: CouncilNotice, address: str) -> EmailMessage:
    if notice.subject == "Broken":
        raise RuntimeError("A bug.")
    return build_message(notice, address)


class TestAServerThatGoesAway(ScriptTestCase):
    def test_the_other_addresses_of_a_council_are_not_tried(self) -> None:
        notice = make_notice(recipient="a@council.example, b@council.example")
        with ScriptedServer({"MAIL": "421 enough"}) as server:
            self.deliver(server)
        self.assertEqual(server.heard.count("MAIL"), 1)
        notice.refresh_from_db()
        self.assertEqual((notice.status, notice.attempts), ("pending", 0))


class TestSeveralAddresses(SimpleTestCase):
    def test_a_message_is_given_up_only_if_no_address_is_good(self) -> None:
        table = {
            (Meaning.NO_SUCH_ADDRESS, Meaning.NO_SUCH_ADDRESS): True,
            (Meaning.NO_SUCH_ADDRESS, Meaning.UNUSABLE): True,
            (Meaning.NO_SUCH_ADDRESS, Meaning.REFUSED): False,
            (Meaning.NO_SUCH_ADDRESS, Meaning.NOT_NOW): False,
            (Meaning.UNUSABLE, Meaning.MAY_HAVE_ARRIVED): False,
        }
        for meanings, expected in table.items():
            with self.subTest(meanings):
                self.assertEqual(weigh(meanings).is_final, expected)

    def test_what_may_have_arrived_counts_for_most(self) -> None:
        self.assertEqual(weigh(Meaning), Meaning.MAY_HAVE_ARRIVED)


class TestCodes(SimpleTestCase):
    def test_a_number_inside_of_the_words_is_no_code(self) -> None:
        for text in (
            b"see 5.1.1",
            b"see #5.1.1",
            b"##5.1.1",
            b"5.1.1x",
            b"5.1.1.2",
            "٥.1.1 no",
        ):
            with self.subTest(text):
                meaning = read_answer(550, text, Stage.RCPT, others_went=True)
                self.assertEqual(meaning, Meaning.REFUSED)


class TestWhatNoMessageCanBeMadeOf(ScriptTestCase):
    VALUES = (
        {"sender": "Hawthorn Bank <website@"},
        {"sender": "Hawthorn: website@b.example"},
        {"sender": "a@b.example, c@d.example"},
        {"sender": "a@b.example\nBcc: c@d.example"},
        {"recipient": "a@"},
        {"recipient": '"\x0bBcc:v"@x.example'},
        {"reply_to": '"\x0bBcc:v"@x.example'},
        {"subject": "One\nBcc: two"},
    )

    #: What some versions of Django send, and others can't.
    DOUBTFUL = ('"\x0bfoo"@x.example', "é@x.example")

    def deliver_between(self, **values: Any) -> CouncilNotice:
        """Deliver one between two good ones, and answer what became of it."""
        first, notice, last = make_notice(), make_notice(**values), make_notice()
        with (
            ScriptedServer() as server,
            server.settings(WAGTAIL_LOCALOFFER=IMPATIENT),
        ):
            deliver_due()
        for each in (first, notice, last):
            each.refresh_from_db()
        self.assertEqual((first.status, last.status), ("sent", "sent"))
        self.assertEqual(server.whole, 3 if notice.status == "sent" else 2)
        self.assertFalse(notice.uncertain)
        return notice

    def test_it_fails_at_once_and_surely_has_not_left(self) -> None:
        for values in self.VALUES:
            with self.subTest(values):
                notice = self.deliver_between(**values)
                self.assertEqual(notice.status, "failed", notice.reason)
                self.assertEqual(notice.attempts, 1)
                self.assertIn("The email can’t be put together", notice.reason)

    def test_what_django_can_send_is_sent_and_all_else_fails_at_once(self) -> None:
        for recipient in self.DOUBTFUL:
            with self.subTest(recipient):
                notice = self.deliver_between(recipient=recipient)
                self.assertIn(notice.status, ("sent", "failed"), notice.reason)

    def test_an_odd_address_that_is_one_is_sent(self) -> None:
        notice = self.deliver_between(recipient="?@x.example")
        self.assertEqual(notice.status, "sent", notice.reason)
