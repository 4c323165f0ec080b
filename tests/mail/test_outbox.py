"""The verbs with which the status of a row changes, one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from unittest import mock

import pytest
from django.db import (
    IntegrityError,
    InterfaceError,
    OperationalError,
    connection,
    transaction,
)
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.support import CommittingTestCase, make_notice, make_notices
from wagtail_localoffer.choices import NoticeStatus
from wagtail_localoffer.mail import outbox
from wagtail_localoffer.models import CouncilNotice


def make_abandoned(**changes: Any) -> CouncilNotice:
    """A notice whose sender claimed it, and died."""
    ago = timezone.now() - timedelta(seconds=1)
    values = {"claim": "dead", "attempts": 1, "next_attempt_at": ago}
    return make_notice(status=NoticeStatus.SENDING, **(values | changes))


def make_closed(status: NoticeStatus, **changes: Any) -> CouncilNotice:
    sent_at = timezone.now() if status == NoticeStatus.SENT else None
    return make_notice(status=status, sent_at=sent_at, next_attempt_at=None, **changes)


def claim(notice: CouncilNotice) -> CouncilNotice:
    (claimed,) = CouncilNotice.objects.claim([notice.pk], 60)
    return claimed


class TestPuttingBack(TestCase):
    def test_what_was_abandoned_is_due_again(self) -> None:
        notice = make_abandoned()
        self.assertEqual(CouncilNotice.objects.put_back("It waits."), 1)
        notice.refresh_from_db()
        self.assertTrue(notice.is_due)
        self.assertEqual((notice.claim, notice.reason), ("", "It waits."))

    def test_it_keeps_the_tries_that_it_had(self) -> None:
        notice = make_abandoned(attempts=3)
        CouncilNotice.objects.put_back("It waits.")
        notice.refresh_from_db()
        self.assertEqual(notice.attempts, 3)

    def test_it_can_be_given_up_instead(self) -> None:
        notice = make_abandoned()
        CouncilNotice.objects.put_back("Given up.", give_up=True, uncertain=True)
        notice.refresh_from_db()
        self.assertEqual((notice.status, notice.claim), (NoticeStatus.FAILED, ""))
        self.assertIsNone(notice.next_attempt_at)
        self.assertTrue(notice.uncertain)

    def test_what_somebody_is_sending_is_left_to_him(self) -> None:
        claim(make_notice())
        self.assertEqual(CouncilNotice.objects.put_back("It waits."), 0)

    def test_a_sender_that_lives_after_all_writes_nothing_more(self) -> None:
        claimed = claim(make_notice())
        CouncilNotice.objects.update(next_attempt_at=timezone.now())
        CouncilNotice.objects.put_back("It waits.")
        self.assertFalse(claimed.mark_sent(timezone.now(), "Sent."))
        self.assertTrue(CouncilNotice.objects.get().is_due)


class TestReplacing(TestCase):
    def test_what_the_council_does_not_have_is_replaced(self) -> None:
        notices = [
            make_notice(),
            make_closed(NoticeStatus.HELD),
            make_closed(NoticeStatus.FAILED),
            make_abandoned(),
        ]
        self.assertEqual(CouncilNotice.objects.replace("Newer news."), len(notices))
        for notice in notices:
            notice.refresh_from_db()
            with self.subTest(notice.pk):
                self.assertEqual(notice.status, NoticeStatus.REPLACED)
                self.assertEqual((notice.claim, notice.reason), ("", "Newer news."))

    def test_what_it_has_or_may_be_getting_is_not(self) -> None:
        make_closed(NoticeStatus.SENT)
        claim(make_notice())
        self.assertEqual(CouncilNotice.objects.replace("Newer news."), 0)

    def test_only_what_a_dead_sender_had_may_have_arrived(self) -> None:
        for notice, expected in (
            (make_abandoned(), True),
            (make_notice(), False),
            (make_closed(NoticeStatus.FAILED, uncertain=True), True),
        ):
            with self.subTest(notice.status, uncertain=notice.uncertain):
                CouncilNotice.objects.filter(pk=notice.pk).replace("Newer news.")
                notice.refresh_from_db()
                self.assertEqual(notice.uncertain, expected)


class TestWhatASenderRecords(TestCase):
    def setUp(self) -> None:
        super().setUp()
        self.claimed = claim(make_notice())

    def read(self) -> CouncilNotice:
        return CouncilNotice.objects.get(pk=self.claimed.pk)

    def test_a_failure_with_another_try_waits_for_it(self) -> None:
        later = timezone.now() + timedelta(minutes=1)
        self.assertTrue(self.claimed.fail("No answer.", later))
        row = self.read()
        self.assertEqual((row.status, row.claim), (NoticeStatus.PENDING, ""))
        self.assertEqual((row.next_attempt_at, row.attempts), (later, 1))

    def test_a_failure_without_one_is_the_end(self) -> None:
        self.claimed.fail("No answer.", uncertain=True)
        row = self.read()
        self.assertEqual((row.status, row.uncertain), (NoticeStatus.FAILED, True))

    def test_what_was_not_tried_loses_no_try(self) -> None:
        self.claimed.postpone(timezone.now() + timedelta(hours=1), "It is a copy.")
        row = self.read()
        self.assertEqual((row.status, row.attempts), (NoticeStatus.PENDING, 0))
        self.assertFalse(row.is_due)

    def test_the_row_at_hand_knows_what_was_recorded(self) -> None:
        self.claimed.hold("It is a copy.")
        row = self.read()
        for name in ("status", "reason", "claim", "next_attempt_at"):
            with self.subTest(name):
                self.assertEqual(getattr(self.claimed, name), getattr(row, name))

    def test_without_the_claim_nothing_is_recorded(self) -> None:
        CouncilNotice.objects.update(claim="another")
        before = CouncilNotice.objects.values().get()
        now = timezone.now()
        for record in (
            lambda row: row.mark_sent(now, "Sent."),
            lambda row: row.fail("No answer."),
            lambda row: row.postpone(now, "Later."),
            lambda row: row.hold("It is a copy."),
            lambda row: row.replace("Newer news."),
        ):
            row = self.read()
            row.claim = self.claimed.claim
            self.assertFalse(record(row))
        self.assertEqual(CouncilNotice.objects.values().get(), before)


class TestWhereThereIsNothingToDo(TestCase):
    def test_nothing_is_locked(self) -> None:
        make_closed(NoticeStatus.SENT)
        notices = CouncilNotice.objects.all()
        later = timezone.now() + timedelta(days=1)
        for verb in (
            lambda: notices.put_back("It waits."),
            lambda: notices.retry(),
            lambda: notices.mark_done("Entered."),
            lambda: notices.heed_clock(timedelta(hours=12), timedelta(minutes=15)),
            lambda: notices.heed_daily_clock(later, later),
            lambda: len(notices.claim(notices.due().values_list("pk", flat=True), 60)),
        ):
            with CaptureQueriesContext(connection) as queries:
                self.assertEqual(verb(), 0)
            (query,) = queries
            self.assertTrue(query["sql"].startswith("SELECT"), query["sql"])


@pytest.mark.portable
class TestWhatTheDatabaseEnds(CommittingTestCase):
    """As it ends a deadlock, or a wait for somebody else’s lock."""

    def setUp(self) -> None:
        super().setUp()
        self.enterContext(mock.patch.object(outbox, "PATIENCE", (0, 0)))

    @contextmanager
    def ending(
        self, times: int, error: type[Exception], *, is_done: bool = False
    ) -> Iterator[None]:
        left = [times]

        def fail(execute: Any, sql: str, *query: Any) -> Any:
            if sql.startswith("UPDATE") and left[0]:
                left[0] -= 1
                if is_done:
                    execute(sql, *query)
                raise error("Deadlock found")
            return execute(sql, *query)

        with connection.execute_wrapper(fail):
            yield

    def list_verbs(self) -> list[Callable[[], Any]]:
        """Every change of a status, each with something to do."""
        CouncilNotice.objects.all().delete()
        notices = CouncilNotice.objects.all()
        make_abandoned()
        make_closed(NoticeStatus.FAILED)
        make_closed(NoticeStatus.HELD, form_url="https://council.example/")
        due, *claimed = make_notices(6)
        ours = [claim(notice) for notice in claimed]
        early = make_notice(attempts=1)
        far = timezone.now() + timedelta(days=99)
        notices.filter(pk=early.pk).update(next_attempt_at=far)
        make_notice(daily=True, next_attempt_at=far)
        return [
            lambda: notices.put_back("It waits."),
            lambda: notices.retry(),
            lambda: notices.mark_done("Entered."),
            lambda: notices.heed_daily_clock(*[timezone.now() + timedelta(days=1)] * 2),
            lambda: notices.heed_clock(timedelta(hours=12), timedelta(minutes=15)),
            lambda: notices.claim([due.pk], 60),
            lambda: notices.give_back([ours[0]], "It waits.") or True,
            lambda: ours[1].mark_sent(timezone.now(), "Sent."),
            lambda: ours[2].fail("No answer."),
            lambda: ours[3].postpone(timezone.now(), "Later."),
            lambda: ours[4].hold("It is a copy."),
        ]

    def test_it_is_done_in_the_end(self) -> None:
        for error in (OperationalError, InterfaceError):
            for number, verb in enumerate(self.list_verbs()):
                with self.subTest(error=error, verb=number), self.ending(2, error):
                    self.assertTrue(verb())

    def test_what_a_sender_records_may_be_done_and_its_answer_lost(self) -> None:
        for number, verb in enumerate(self.list_verbs()[7:]):
            with (
                self.subTest(verb=number),
                self.ending(1, OperationalError, is_done=True),
            ):
                self.assertTrue(verb())

    def test_it_is_not_taken_for_done_if_another_has_the_row(self) -> None:
        notice = claim(make_notice())
        CouncilNotice.objects.update(claim="another")
        with self.ending(1, OperationalError, is_done=True):
            self.assertFalse(notice.mark_sent(timezone.now(), "Sent."))

    def test_it_is_not_tried_for_ever(self) -> None:
        for number, verb in enumerate(self.list_verbs()):
            with (
                self.subTest(verb=number),
                self.ending(3, OperationalError),
                self.assertRaises(OperationalError),
            ):
                verb()

    def test_a_transaction_is_left_to_whoever_began_it(self) -> None:
        for number, verb in enumerate(self.list_verbs()):
            with (
                self.subTest(verb=number),
                self.ending(1, OperationalError),
                self.assertRaises(OperationalError),
                transaction.atomic(),
            ):
                verb()

    def test_another_mistake_is_not_repeated(self) -> None:
        notice = claim(make_notice())
        with self.ending(1, IntegrityError), self.assertRaises(IntegrityError):
            notice.hold("It is a copy.")
