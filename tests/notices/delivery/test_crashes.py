"""Senders that are killed, slow or kept waiting: nothing is lost, and nobody waits."""

from __future__ import annotations

import threading
import time
from contextlib import closing, suppress
from io import StringIO
from itertools import count
from typing import Any, Self
from unittest import mock

import pytest
from django.core.management import call_command
from django.db import (
    OperationalError,
    connection,
    connections,
)
from django.test import override_settings
from django.utils import timezone

from tests.builders import complete_offer
from tests.mailserver import ClosedPort, MailServer, Manner
from tests.notices.delivery.test_channels import webhook_settings
from tests.notices.delivery.test_dispatcher import IMPATIENT, make_due
from tests.support import (
    BY_COMMAND_ONLY,
    CommittingTestCase,
    make_notice,
    make_notices,
    publish,
    run_python,
)
from tests.webserver import WebServer
from wagtail_localoffer.choices import NoticeStatus
from wagtail_localoffer.mail import dispatcher as mail_dispatcher
from wagtail_localoffer.mail import outbox
from wagtail_localoffer.models import CouncilNotice
from wagtail_localoffer.notices import planner
from wagtail_localoffer.notices.delivery import (
    claim,
    deliver,
    deliver_due,
    feed_due,
    queue,
)

pytestmark = pytest.mark.portable


class TestCommitted(CommittingTestCase):
    """With real commits, threads and processes."""

    def setUp(self) -> None:
        super().setUp()
        self.server = self.enterContext(MailServer())
        self.enterContext(self.server.settings(WAGTAIL_LOCALOFFER=IMPATIENT))

    def test_publishing_goes_on_whatever_the_server_does(self) -> None:
        for manner in Manner:
            with self.subTest(manner):
                self.server.manner = manner
                offer = publish(complete_offer())
                self.assertTrue(offer.live)
                notice = CouncilNotice.objects.get(offer_id=offer.pk)
                expected = {
                    Manner.ACCEPT: "sent",
                    Manner.REFUSE_RECIPIENT: "failed",
                }
                self.assertEqual(notice.status, expected.get(manner, "pending"))
                self.assertEqual(notice.attempts, 1)

    def test_publishing_goes_on_without_a_server(self) -> None:
        with ClosedPort() as port, port.settings():
            offer = publish(complete_offer())
        self.assertTrue(offer.live)
        self.assertIn("could not be reached", CouncilNotice.objects.get().reason)

    def test_publishing_waits_no_longer_than_the_settings_say(self) -> None:
        offer = complete_offer()
        for manner in (Manner.SILENT, Manner.HANG):
            with self.subTest(manner):
                CouncilNotice.objects.all().delete()
                self.server.manner = manner
                started = time.monotonic()
                publish(offer)
                self.assertLess(time.monotonic() - started, 5)
                self.assertIn("in time", CouncilNotice.objects.get().reason)

    def test_sending_holds_no_transaction_and_no_lock(self) -> None:
        seen: list[Any] = []
        sender = connections["default"]

        def look(received: Any) -> None:
            try:
                # From another connection, which a lock would keep waiting.
                written = CouncilNotice.objects.update(reason="Written meanwhile.")
                seen.append((sender.in_atomic_block, written))
            except Exception as error:  # noqa: BLE001 - the test shows it
                seen.append(error)
            finally:
                connections.close_all()

        self.server.on_message = look
        publish(complete_offer())
        make_notice()
        deliver_due()
        self.assertEqual(seen, [(False, 1), (False, 2)])
        self.assertEqual(CouncilNotice.objects.filter(status="sent").count(), 2)

    def test_two_senders_never_claim_the_same_notice(self) -> None:
        for _round in range(5):
            notices = [notice.pk for notice in make_notices(20)]
            start = threading.Barrier(2)
            claims: list[Any] = []

            def run(notices: Any = notices, start: Any = start, claims: Any = claims):
                try:
                    connection.ensure_connection()
                    start.wait(timeout=30)
                    claims.append({notice.pk for notice in claim(notices)})
                except Exception as error:  # noqa: BLE001 - the test shows it
                    claims.append(error)
                finally:
                    connections.close_all()

            threads = [threading.Thread(target=run) for _ in range(2)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            first, second = claims
            self.assertEqual(first | second, set(notices))
            self.assertEqual(first & second, set())

    def test_two_runs_at_once_send_each_notice_once(self) -> None:
        notices = make_notices(40)
        errors: list[Exception] = []

        def run() -> None:
            try:
                deliver_due()
            except Exception as error:  # noqa: BLE001 - the test shows it
                errors.append(error)
            finally:
                connections.close_all()

        with mock.patch.object(mail_dispatcher, "BATCH", 5):
            threads = [threading.Thread(target=run) for _ in range(3)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        self.assertEqual(errors, [])
        self.assertEqual(
            sorted(message["Message-ID"] for message in self.server.messages),
            sorted(notice.message_id for notice in notices),
        )

    def test_a_slow_server_does_not_outlast_the_claims(self) -> None:
        left: list[float] = []

        def take_time(received: Any) -> None:
            notice = CouncilNotice.objects.get(
                message_id=received.message["Message-ID"]
            )
            left.append((notice.next_attempt_at - timezone.now()).total_seconds())
            connections.close_all()
            time.sleep(0.6)

        self.server.on_message = take_time
        notices = make_notices(4)
        with override_settings(WAGTAIL_LOCALOFFER={"CLAIM_SECONDS": 1}):
            deliver_due()
        self.assertGreater(min(left), 0)
        for notice in notices:
            notice.refresh_from_db()
            self.assertEqual((notice.status, notice.attempts), ("sent", 1))
        self.assertEqual(len(self.server.received), 4)

    def take_over(self, received: Any) -> None:
        """Let the claim run out and another sender take it, before this one is done."""
        CouncilNotice.objects.update(
            status=NoticeStatus.PENDING, claim="", next_attempt_at=timezone.now()
        )
        self.others = claim(CouncilNotice.objects.values_list("pk", flat=True))
        connections.close_all()

    def test_a_late_sender_does_not_overwrite_with_its_success(self) -> None:
        notice = make_notice()
        self.server.on_message = self.take_over
        deliver(notice.pk)
        self.assertEqual(len(self.server.received), 1)
        notice.refresh_from_db()
        self.assertEqual(notice.status, NoticeStatus.SENDING)
        self.assertEqual(notice.claim, self.others[0].claim)
        self.assertIsNone(notice.sent_at)

    def test_a_late_sender_does_not_overwrite_with_its_failure(self) -> None:
        notice = make_notice()
        self.server.manner = Manner.REFUSE_DATA
        self.server.on_message = self.take_over
        deliver(notice.pk)
        self.assertEqual(len(self.server.refused), 1)
        notice.refresh_from_db()
        self.assertEqual(notice.status, NoticeStatus.SENDING)
        self.assertEqual(notice.claim, self.others[0].claim)
        self.assertEqual(notice.reason, "It is being handed to the mail server.")

    def test_a_sender_killed_before_it_recorded_is_followed_by_another(self) -> None:
        with override_settings(WAGTAIL_LOCALOFFER=BY_COMMAND_ONLY):
            publish(complete_offer())
        notice = CouncilNotice.objects.get()
        status, output = run_python(
            f"""
from tests.mailserver import smtp_settings
from wagtail_localoffer.notices.delivery import deliver

with smtp_settings({self.server.port}, backend="tests.mailserver.DiesAfterSending"):
    deliver({notice.pk})
"""
        )
        self.assertEqual(status, -9, output)
        self.assertEqual(len(self.server.received), 1)
        notice.refresh_from_db()
        self.assertEqual(notice.status, NoticeStatus.SENDING)

        # Its claim holds for a while, because it could be alive.
        call_command("send_council_notices", stdout=StringIO())
        self.assertEqual(len(self.server.received), 1)

        make_due()
        call_command("send_council_notices", stdout=StringIO())
        notice.refresh_from_db()
        self.assertEqual(notice.status, NoticeStatus.SENT)
        self.assertEqual(notice.attempts, 2)
        self.assertEqual(
            [message["Message-ID"] for message in self.server.messages],
            [notice.message_id] * 2,
        )


class TestADatabaseThatEndsWhatItDoes(CommittingTestCase):
    """It breaks up a deadlock, is busy, or the connection to it is gone."""

    def setUp(self) -> None:
        super().setUp()
        self.server = self.enterContext(MailServer())
        self.enterContext(self.server.settings(WAGTAIL_LOCALOFFER=IMPATIENT))

    def break_off(self, times: int) -> Any:
        """Let the next writes of an outcome fail, as a deadlock does."""
        left = [times]

        def fail(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            if NoticeStatus.SENT in (params or ()) and left[0]:
                left[0] -= 1
                raise OperationalError("deadlock found")
            return execute(sql, params, many, context)

        return connection.execute_wrapper(fail)

    def read(self, *fields: str) -> set[Any]:
        return set(CouncilNotice.objects.values_list(*fields))

    def test_what_came_of_a_message_is_recorded_in_the_end(self) -> None:
        make_notices(1)
        with self.break_off(2), mock.patch.object(outbox, "PATIENCE", (0, 0, 0)):
            self.assertEqual(deliver_due(), {"sent": 1})

    def test_what_was_not_tried_is_given_back(self) -> None:
        first, *others = make_notices(3)
        with (
            self.break_off(99),
            mock.patch.object(outbox, "PATIENCE", (0,)),
            self.assertRaises(OperationalError),
        ):
            deliver_due()
        for notice in others:
            notice.refresh_from_db()
            self.assertEqual((notice.status, notice.attempts), ("pending", 0))
        # Its claim stays: it has arrived.
        first.refresh_from_db()
        self.assertEqual(first.status, NoticeStatus.SENDING)

    def test_a_run_survives_the_end_of_its_connection(self) -> None:
        make_notices(30)
        with DatabaseConnection() as ended:
            self.server.on_message = lambda received: ended.end()
            self.assertEqual(deliver_due(), {"sent": 30})
        self.assertEqual(len(self.server.received), 30)
        self.assertEqual(
            self.read("status", "attempts", "uncertain"), {("sent", 1, False)}
        )

    def test_a_channel_survives_it_too(self) -> None:
        server = self.enterContext(WebServer())
        given = webhook_settings(server.url)
        with override_settings(WAGTAIL_LOCALOFFER=given), DatabaseConnection() as ended:
            for notice in make_notices(5):
                queue(notice)
            server.on_request = lambda request: ended.end()
            self.assertEqual(feed_due(), {"sent": 5})
        self.assertEqual(len(server.received), 5)

    def test_one_offer_at_most_is_left_for_the_next_run(self) -> None:
        with override_settings(WAGTAIL_LOCALOFFER=BY_COMMAND_ONLY):
            for _offer in range(3):
                publish(complete_offer())
        CouncilNotice.objects.all().delete()
        real = planner.announce
        troubles: list[int] = []
        with DatabaseConnection() as ended:

            def announce(offer_id: int) -> list[CouncilNotice]:
                ended.end()
                return real(offer_id)

            with (
                mock.patch.object(planner, "announce", announce),
                self.assertLogs("wagtail_localoffer", "ERROR"),
            ):
                written = list(
                    planner.announce_all(lambda *each: troubles.append(each))
                )
        self.assertEqual((len(written), len(troubles)), (2, 1))

    def test_wherever_the_connection_ends_nobody_is_told_twice(self) -> None:
        for daily in (False, True):
            is_over = False
            for which in range(40):
                with self.subTest(daily=daily, query=which):
                    is_over = self.lose_connection_before(which, daily=daily)
                if is_over:
                    break

    def lose_connection_before(self, which: int, *, daily: bool) -> bool:
        """Run until nothing is left, and answer whether it was before that query."""
        CouncilNotice.objects.all().delete()
        self.server.received.clear()
        make_notices(2, daily=daily)
        with DatabaseConnection(before=which) as ended, suppress(OperationalError):
            deliver_due()
        # The next process has a connection of its own.
        connection.close()
        # What it could not send is free at once: no claim has to run out.
        self.assertNotIn(("sending",), self.read("status"))
        deliver_due()
        self.assertEqual(
            self.read("status", "attempts", "uncertain"), {("sent", 1, False)}
        )
        self.assertEqual(len(self.server.received), 1 if daily else 2)
        return not ended.is_over


class DatabaseConnection:
    """
    The connection of this thread, which another ends once.

    A file is always there. SQLite answers the next query with an error instead.

    :param before: the query before which it ends, counted from 0.
    """

    def __init__(self, before: int | None = None) -> None:
        self._before = before
        self._queries = count()
        self._fails = False
        self.is_over = False
        connection.ensure_connection()
        raw = connection.connection
        match connection.vendor:
            case "postgresql":
                self._end = f"SELECT pg_terminate_backend({raw.info.backend_pid}, 5000)"
            case "mysql":
                self._end = f"KILL {raw.thread_id()}"
            case _:
                self._end = ""

    def end(self) -> None:
        if self.is_over:
            return
        self.is_over = True
        if self._end:
            other = connection.copy()
            with closing(other), other.cursor() as cursor:
                cursor.execute(self._end)
        else:
            self._fails = True

    def __enter__(self) -> Self:
        connection.execute_wrappers.append(self._execute)
        return self

    def __exit__(self, *error: object) -> None:
        connection.execute_wrappers.remove(self._execute)

    def _execute(self, do: Any, *query: Any) -> Any:
        if next(self._queries) == self._before:
            self.end()
        if self._fails:
            self._fails = False
            raise OperationalError("disk I/O error")
        return do(*query)
