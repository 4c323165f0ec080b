from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.transaction import TransactionManagementError
from django.test import SimpleTestCase, TestCase
from wagtail.models import Page

from tests.mailserver import Manner
from tests.stress.editing import Editor
from tests.stress.post_office import Handover
from tests.stress.truth import State
from tests.stress.verdict import Told, Verdict, judge

ROOT = Path(__file__).resolve().parent.parent

#: What each database gets through in a few minutes: publishes, editors and kills. A
#: build runs it on PostgreSQL, and ``make nightly`` on each; ``make stress`` takes
#: other sizes.
SIZES = {
    "postgresql": (600, 8, 30),
    "mysql": (300, 4, 20),
    "sqlite": (300, 2, 16),
}
MINUTES = 15

NORTH, SOUTH = 1, 2
MONDAY = datetime(2026, 10, 19, 17, tzinfo=UTC)
URL = "http://www.hawthornbank.school/our-offer/"
OTHER_URL = "http://www.hawthornbank.school/offer/"


@pytest.mark.stress
class TestUnderStress(SimpleTestCase):
    def test_no_council_is_left_with_what_is_not_true(self) -> None:
        publishes, workers, kills = SIZES[connection.vendor]
        # Measuring coverage slows it down, and says nothing here.
        env = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("COVERAGE")
        }
        result = subprocess.run(
            [
                *(sys.executable, "-m", "tests.stress"),
                *("--publishes", str(publishes)),
                *("--workers", str(workers)),
                *("--kills", str(kills)),
            ],
            cwd=ROOT,
            env=env,
            capture_output=True,
            text=True,
            timeout=MINUTES * 60,
        )
        # The figures are the proof: they are printed whether or not it holds.
        with self.capture.disabled():
            sys.stdout.write(f"\n{result.stdout}")
        self.assertEqual(result.returncode, 0, result.stderr)
        figures = {
            what: int(figure.replace(",", ""))
            for what, figure in re.findall(
                r"^ *(\S.*?) +([\d,]+)$", result.stdout, re.MULTILINE
            )
        }
        self.assertGreaterEqual(figures["publishes"], publishes)
        # How much there is depends on the machine: a process may have ended before it
        # is killed, and news that nobody has sent yet is replaced.
        self.assertGreater(figures["kills"], kills // 4)
        self.assertGreater(figures["emails accepted"], publishes // 10)
        self.assertGreater(figures["in daily or weekly ones"], 0)
        self.assertGreater(figures["faults"], 0)
        for what in ("lost", "wrong", "late", "stuck", "repeated outside of it"):
            self.assertEqual(figures[what], 0)

    @pytest.fixture(autouse=True)
    def _let_it_print(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capture = capsys


class EditorTests(TestCase):
    """An editor who gets in the way of others goes on with something else."""

    def do(self, act: Callable[[], Any]) -> int:
        editor = Editor("any", families=0)
        editor.steps = {act: 1}
        return editor.step()

    def test_a_step_that_the_database_refuses_is_undone(self) -> None:
        for act in (refuse, ask_after_a_refusal, ask_after_a_closed_transaction):
            with self.subTest(act=act.__name__):

                def write_first(act: Callable[[], Any] = act) -> bool:
                    Page.objects.update(title="Written")
                    act()
                    return True

                self.assertEqual(self.do(write_first), 0)
                self.assertFalse(Page.objects.filter(title="Written").exists())

    def test_a_fault_that_somebody_hides_in_a_transaction_ends_an_editor(self) -> None:
        self.do(ask_after_a_refusal)
        for act in (hide_a_fault, hide_a_fault_in_a_transaction):
            with (
                self.subTest(act=act.__name__),
                self.assertRaises(TransactionManagementError),
            ):
                self.do(act)

    def test_a_step_counts_what_it_published(self) -> None:
        self.assertEqual(self.do(lambda: True), 1)


def refuse() -> None:
    with refusals():
        Page.objects.update(title="Refused")


@contextmanager
def refusals() -> Iterator[None]:
    def fail(*args: Any) -> None:
        raise OperationalError("deadlock detected")

    with connection.execute_wrapper(fail):
        yield


def ask_after_a_refusal() -> None:
    """As the task does that indexes a page, and whoever asks the database next."""
    with suppress(OperationalError):
        refuse()
    Page.objects.exists()


def ask_after_a_closed_transaction() -> None:
    """The same where the task wrote several rows, of which Django notes no cause."""
    with suppress(OperationalError), transaction.atomic(savepoint=False), refusals():
        Page.objects.exists()
    Page.objects.exists()


def hide_a_fault() -> None:
    with suppress(IntegrityError):
        Page.objects.update(title=None)
    Page.objects.exists()


def hide_a_fault_in_a_transaction() -> None:
    with suppress(ValueError), transaction.atomic(savepoint=False):
        raise ValueError
    Page.objects.exists()


class TestVerdict(SimpleTestCase):
    """The judge finds what there is to find, and no more."""

    def setUp(self) -> None:
        self.history = [State(), public()]
        self.log = [told(1)]
        self.handovers = [handed(1)]
        self.killed: set[str] = set()

    def judge(self) -> Verdict:
        return judge({7: self.history}, self.log, self.handovers, self.killed)

    def add(self, state: State | None, row: Told | None) -> None:
        """Add what is true next, and what is told next."""
        if state is not None:
            self.history.append(state)
        if row is not None:
            self.log.append(row)
            self.handovers.append(handed(row.number))

    def assert_found(self, *, lost: int = 0, wrong: int = 0) -> None:
        verdict = self.judge()
        self.assertEqual(len(verdict.lost), lost, verdict)
        self.assertEqual(len(verdict.wrong), wrong, verdict)
        self.assertEqual(verdict.is_good, not (lost or wrong or verdict.repeated))

    def test_a_council_that_knows_what_is_true_is_fine(self) -> None:
        self.assert_found()

    def test_what_every_kind_of_news_says_is_fine(self) -> None:
        self.add(public(health="b"), told(2, "updated", health="b", changes=1))
        self.add(
            public(url=OTHER_URL, health="b"),
            told(3, "moved", url=OTHER_URL, previous_url=URL, health="b"),
        )
        self.add(State(), told(4, "withdrawn", url=OTHER_URL))
        self.assert_found()

    def test_an_offer_that_nobody_was_told_of_is_lost(self) -> None:
        self.handovers = []
        self.assert_found(lost=1)

    def test_an_offer_that_never_was_public_is_not_lost(self) -> None:
        self.history, self.handovers = [State()], []
        self.assert_found()

    def test_a_change_that_was_not_told_is_lost(self) -> None:
        self.add(public(health="b"), None)
        self.assert_found(lost=1)

    def test_a_change_of_address_that_was_not_told_is_lost(self) -> None:
        self.add(public(url=OTHER_URL), None)
        self.assert_found(lost=1)

    def test_a_withdrawal_that_was_not_told_is_lost(self) -> None:
        self.add(State(), None)
        self.assert_found(lost=1)

    def test_an_offer_that_came_back_unknown_to_its_council_is_lost(self) -> None:
        self.add(State(), told(2, "withdrawn"))
        self.add(public(), None)
        self.assert_found(lost=1)

    def test_each_of_two_councils_counts(self) -> None:
        self.add(public(other=SOUTH), None)
        self.assert_found(lost=1)
        self.add(None, told(2, council=SOUTH))
        self.assert_found()
        self.add(public(), None)
        self.assert_found(lost=1)
        self.add(None, told(3, council=SOUTH, kind="withdrawn"))
        self.assert_found()

    def test_each_council_counts_where_an_offer_changes_over(self) -> None:
        self.add(public(council=SOUTH), None)
        self.assert_found(lost=2)
        self.add(None, told(2, "withdrawn"))
        self.add(None, told(3, council=SOUTH))
        self.assert_found()

    def test_the_last_message_counts_and_not_the_newest_notice(self) -> None:
        self.add(public(health="b"), told(2, "updated", health="b", changes=1))
        self.handovers.reverse()
        self.assert_found(lost=1)

    def test_an_old_message_that_comes_again_after_newer_ones_is_a_loss(self) -> None:
        self.handovers[0] = handed(1, manner=Manner.ACCEPT_AND_DROP)
        self.add(public(health="b"), told(2, "updated", health="b", changes=1))
        self.handovers.append(handed(1))
        self.assert_found(lost=1)

    def test_a_small_correction_need_not_be_told(self) -> None:
        self.add(public(health="b", minor=True), None)
        self.add(public(health="c", minor=True), None)
        self.assert_found()

    def test_a_change_before_a_small_correction_must_be_told(self) -> None:
        self.add(public(health="b"), None)
        self.add(public(health="c", minor=True), None)
        self.assert_found(lost=1)

    def test_a_correction_of_what_nobody_could_read_is_no_correction(self) -> None:
        self.add(State(), None)
        self.add(public(health="b", minor=True), None)
        self.assert_found(lost=1)

    def test_a_message_that_nobody_wrote_is_wrong(self) -> None:
        self.handovers.append(handed(99))
        self.assert_found(wrong=1)

    def test_a_message_to_somebody_else_is_wrong(self) -> None:
        self.handovers[0] = handed(1, recipients=("send@south.example",))
        self.assert_found(wrong=1)

    def test_a_message_that_says_what_never_was_is_wrong(self) -> None:
        self.log.append(told(2, "updated", health="b", changes=1))
        self.handovers.insert(0, handed(2))
        self.assert_found(wrong=1)

    def test_a_message_about_what_never_was_public_is_wrong(self) -> None:
        self.history = [State()]
        self.log = [told(1, "withdrawn")]
        self.assert_found(wrong=1)

    def test_an_update_without_a_change_is_wrong(self) -> None:
        self.add(public(health="b"), told(2, "updated", health="b"))
        self.assert_found(wrong=1)

    def test_a_move_to_where_it_was_is_wrong(self) -> None:
        self.add(
            public(health="b"),
            told(2, "moved", previous_url=URL, health="b", changes=1),
        )
        self.assert_found(wrong=1)

    def test_the_same_said_twice_is_wrong(self) -> None:
        self.add(None, told(2))
        self.assert_found(wrong=1)

    def test_two_withdrawals_in_a_row_are_wrong(self) -> None:
        self.add(State(), told(2, "withdrawn"))
        self.add(None, told(3, "withdrawn"))
        self.assert_found(wrong=1)

    def test_the_same_may_be_said_again_where_another_may_have_arrived(self) -> None:
        self.log.append(told(2, "updated", health="b", changes=1, attempts=1))
        self.add(None, told(3, "updated", changes=1))
        self.assert_found()

    def test_the_same_may_be_said_again_where_nobody_knew_that_it_was(self) -> None:
        self.handovers[0] = handed(1, manner=Manner.ACCEPT_AND_DROP)
        self.add(None, told(2))
        self.assert_found()

    def test_one_message_tells_of_each_notice_in_it(self) -> None:
        self.history.append(public(health="b"))
        self.log = [
            told(1, bundle="<many@hawthornbank.school>", health="b"),
            told(1, bundle="<many@hawthornbank.school>", offer_id=8),
        ]
        self.handovers = [handed(1, message_id="<many@hawthornbank.school>")]
        verdict = judge(
            {7: self.history, 8: [public()]}, self.log, self.handovers, set()
        )
        self.assertTrue(verdict.is_good, verdict)

    def test_a_notice_of_an_email_that_nobody_took_was_not_told(self) -> None:
        self.log = [told(1, bundle="<many@hawthornbank.school>")]
        self.assert_found(lost=1, wrong=1)

    def test_one_about_many_may_be_written_anew_where_nobody_knew_that_it_was(
        self,
    ) -> None:
        old = f"<{'a' * 32}.2@hawthornbank.school>"
        for manner, wrong in ((Manner.ACCEPT_AND_DROP, 0), (Manner.ACCEPT, 1)):
            with self.subTest(manner):
                self.handovers = [
                    handed(1, message_id=old, manner=manner),
                    handed(1),
                ]
                self.assert_found(wrong=wrong)

    def test_what_was_due_after_its_hour_is_late(self) -> None:
        self.log = [told(1, hour=MONDAY, due_at=MONDAY + timedelta(days=7))]
        self.assertEqual(len(self.judge().late), 1)
        self.assertFalse(self.judge().is_good)

    def test_what_takes_the_place_of_another_has_its_hour(self) -> None:
        tuesday = MONDAY + timedelta(days=1)
        for due_at, late in ((MONDAY, 0), (tuesday, 1)):
            with self.subTest(due_at):
                self.log = [
                    told(1, hour=MONDAY, is_followed=True),
                    told(2, hour=tuesday, due_at=due_at),
                ]
                self.assertEqual(len(self.judge().late), late)

    def test_what_was_undone_promises_nothing(self) -> None:
        tuesday = MONDAY + timedelta(days=1)
        self.log = [told(1, hour=MONDAY), told(2, hour=tuesday, due_at=tuesday)]
        self.assertEqual(self.judge().late, [])

    def test_what_was_refused_was_not_told(self) -> None:
        self.handovers[0] = handed(1, manner=Manner.REFUSE_DATA)
        self.assert_found(lost=1)

    def test_a_repeat_for_no_reason_counts(self) -> None:
        self.handovers.append(handed(1, client="other"))
        verdict = self.judge()
        self.assertEqual(len(verdict.repeated), 1)
        self.assertFalse(verdict.is_good)

    def test_a_repeat_after_the_connection_broke_is_in_the_crash_window(self) -> None:
        self.handovers[0] = handed(1, manner=Manner.ACCEPT_AND_DROP)
        self.handovers.append(handed(1))
        verdict = self.judge()
        self.assertEqual(len(verdict.repeated_in_crash_window), 1)
        self.assertTrue(verdict.is_good)

    def test_a_repeat_after_its_sender_was_killed_is_in_the_crash_window(self) -> None:
        self.killed = {"sender"}
        self.handovers.append(handed(1, client="other"))
        verdict = self.judge()
        self.assertEqual(len(verdict.repeated_in_crash_window), 1)
        self.assertTrue(verdict.is_good)

    def test_a_killed_sender_is_no_excuse_for_what_it_sent_before(self) -> None:
        self.killed = {"sender"}
        self.add(public(health="b"), told(2, "updated", health="b", changes=1))
        self.handovers.insert(1, handed(1, client="other"))
        self.assertEqual(len(self.judge().repeated), 1)


def public(
    *,
    url: str = URL,
    council: int = NORTH,
    other: int | None = None,
    health: str = "a",
    minor: bool = False,
) -> State:
    return State(
        live=True,
        public=True,
        url=url,
        councils=[council] if other is None else [council, other],
        parts={"health": health},
        minor=minor,
    )


def told(
    number: int, kind: str = "published", *, health: str = "a", **more: Any
) -> Told:
    values: dict[str, Any] = {
        "message_id": f"<{number}@hawthornbank.school>",
        "offer_id": 7,
        "number": number,
        "kind": kind,
        "url": URL,
        "previous_url": "",
        "council": NORTH,
        "recipients": ("send@council.example",),
        "parts": {"health": health},
        "changes": 0,
        "attempts": 0,
    }
    return Told(**{**values, **more})


def handed(number: int, **more: Any) -> Handover:
    values: dict[str, Any] = {
        "message_id": f"<{number}@hawthornbank.school>",
        "recipients": ("send@council.example",),
        "client": "sender",
        "manner": Manner.ACCEPT,
    }
    return Handover(**{**values, **more})
