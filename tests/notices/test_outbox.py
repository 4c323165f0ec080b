"""The verbs with which the status of a row changes, one by one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.test import TestCase
from django.utils import timezone

from tests.support import make_notice
from wagtail_localoffer.choices import NoticeStatus
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
