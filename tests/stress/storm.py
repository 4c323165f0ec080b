"""
The storm: editors, senders and a worker at once, and a supervisor who kills them.

They are real processes on a real database, with a real mail server that fails one
time in five.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass, field
from itertools import count
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.management import call_command
from django.db import OperationalError, connections
from django.test import Client, override_settings
from django.utils import timezone

from tests.mailserver import Manner, smtp_settings
from tests.stress import editing
from tests.stress.families import judge_families, list_letter_ids, tell_of_each
from tests.stress.post_office import NamedBackend, PostOffice, post_office
from tests.stress.truth import State, read_histories, see
from tests.stress.verdict import Told, Verdict, judge
from wagtail_localoffer.choices import NoticeStatus
from wagtail_localoffer.models import CommentLetter, CouncilNotice, FamilyComment
from wagtail_localoffer.notices.plans import NEW_ROUTE, NEWER_NEWS
from wagtail_localoffer.notices.schedule import next_due

BACKEND = f"{NamedBackend.__module__}.{NamedBackend.__name__}"
IMMEDIATE = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

#: Processes that only run ``send_council_notices``, over and over.
SENDERS = 2
#: Seconds between two looks of the supervisor.
TICK = 0.05
#: Seconds after which all that failed is due again. A day's waiting takes too long.
HURRY = 1.0
#: What is sent.
ROWS: tuple[Any, ...] = (CouncilNotice, CommentLetter)
#: The most runs of ``send_council_notices`` that it may take to come to rest.
ROUNDS = 50

_context = multiprocessing.get_context("fork")


@dataclass(frozen=True)
class Plan:
    publishes: int
    workers: int
    kills: int
    offers: int
    seed: int
    families: int = 4


@dataclass
class Outcome:
    publishes: int = 0
    notices: int = 0
    comments: int = 0
    letters: int = 0
    emails: int = 0
    #: Notices that were sent in a daily or a weekly email.
    together: int = 0
    kills: int = 0
    #: The names of processes that died of something else, which they must not.
    crashed: list[str] = field(default_factory=list)
    faults: Counter[Manner] = field(default_factory=Counter)
    verdict: Verdict = field(default_factory=Verdict)
    #: Notices that still wait, or were given up, when all is over.
    stuck: list[str] = field(default_factory=list)
    seconds: float = 0

    @property
    def is_good(self) -> bool:
        return self.verdict.is_good and not (self.stuck or self.crashed)


def run(plan: Plan, log: Path) -> Outcome:
    """
    Let the storm pass over, and judge what is left.

    :param log: a file for what the processes print.
    """
    start = time.monotonic()
    # Every other kill is aimed at the worst moment, which few random ones would hit.
    aimed = plan.kills // 2
    with post_office(f"mail {plan.seed}", aimed) as server:
        editing.prepare(plan.offers)
        with smtp_settings(server.port, backend=BACKEND), tell_of_each():
            crew = Crew(plan, log)
            try:
                _rage(crew, plan, plan.kills - aimed)
            finally:
                crew.stop()
            server.behave()
            _settle()
        outcome = _judge(server, crew)
    outcome.seconds = time.monotonic() - start
    return outcome


class Crew:
    """The processes, each of which is replaced when it was killed."""

    def __init__(self, plan: Plan, log: Path) -> None:
        self._plan = plan
        self._log = log
        self._numbers = count(1)
        # Each editor writes its own. There is no lock that could be lost with it.
        self._published = _context.RawArray("i", plan.workers)
        self._roles: dict[str, Callable[[str], None]] = {
            f"editor-{editor}": self._make_editor(editor)
            for editor in range(plan.workers)
        }
        self._roles.update({f"sender-{each}": _send for each in range(SENDERS)})
        self._roles["worker"] = _work
        self._running: dict[str, BaseProcess] = {}
        self.killed: set[str] = set()
        self.kills = 0
        self.crashed: list[str] = []
        for role in self._roles:
            self._start(role)

    @property
    def published(self) -> int:
        return sum(self._published)

    @property
    def editors(self) -> int:
        """How many editors are still at work."""
        return sum(role.startswith("editor") for role in self._running)

    def kill_one(self, rng: random.Random) -> None:
        process = self._running[rng.choice(sorted(self._running))]
        if process.is_alive() and process.pid is not None:
            os.kill(process.pid, signal.SIGKILL)

    def replace_the_dead(self) -> None:
        for role, process in list(self._running.items()):
            if process.exitcode is None:
                continue
            del self._running[role]
            self._bury(process)
            self.kills += process.exitcode == -signal.SIGKILL
            if process.exitcode != 0:
                self._start(role)

    def stop(self) -> None:
        """End all processes, in whatever they do. These are not counted as killed."""
        for process in self._running.values():
            process.kill()
        for process in self._running.values():
            process.join()
            self._bury(process)
        self._running.clear()

    def _bury(self, process: BaseProcess) -> None:
        code = process.exitcode or 0
        if code < 0:
            self.killed.add(f"{process.name}.{process.pid}.example")
        elif code > 0:
            self.crashed.append(process.name)

    def _start(self, role: str) -> None:
        name = f"{role}-{next(self._numbers)}"
        # A connection is of one process.
        connections.close_all()
        process = _context.Process(target=self._live, args=(role, name), name=name)
        process.start()
        self._running[role] = process

    def _live(self, role: str, name: str) -> None:
        NamedBackend.name = name
        # What they warn of is kept, and what they report as usual is not.
        with (
            self._log.open("a", buffering=1) as log,
            Path(os.devnull).open("w") as nowhere,
            redirect_stderr(log),
            redirect_stdout(nowhere),
        ):
            self._roles[role](name)

    def _make_editor(self, number: int) -> Callable[[str], None]:
        plan = self._plan

        def edit(name: str) -> None:
            editor = editing.Editor(f"{name} {plan.seed}", plan.families)
            # Half of them send what they publish, the others have a worker for it.
            with override_settings(**({"TASKS": IMMEDIATE} if number % 2 else {})):
                while self.published < plan.publishes:
                    self._published[number] += editor.step()

        return edit


def _send(name: str) -> None:
    while True:
        # SQLite lets a writer wait for long, and then no longer.
        with _busy_database():
            _run_command()
        # It looks at every offer each time, and leaves some of the machine to others.
        time.sleep(1)


def _run_command() -> None:
    # Its exit code is for cron, which starts it again all the same.
    with suppress(SystemExit):
        call_command("send_council_notices")


def _work(name: str) -> None:
    while True:
        with _busy_database():
            call_command("db_worker", interval=0.2, reload=False, verbosity=0)


@contextmanager
def _busy_database() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        sys.stderr.write(f"{error}\n")


def _rage(crew: Crew, plan: Plan, kills: int) -> None:
    rng = random.Random(f"kills {plan.seed}")
    killed_at = sorted(rng.uniform(0, 0.95) * plan.publishes for _kill in range(kills))
    hurried_at = time.monotonic()
    while crew.editors:
        time.sleep(rng.uniform(0, 2 * TICK))
        if killed_at and crew.published >= killed_at[0]:
            killed_at.pop(0)
            crew.kill_one(rng)
        if time.monotonic() > hurried_at + HURRY:
            hurried_at = time.monotonic()
            for rows in ROWS:
                _make_due(rows.objects.filter(status=NoticeStatus.PENDING))
        crew.replace_the_dead()


def _settle() -> None:
    NamedBackend.name = "the-last"
    unfinished = (NoticeStatus.PENDING, NoticeStatus.SENDING)
    for _round in range(ROUNDS):
        # All who had a claim are dead, so that none of it need be waited for.
        for rows in ROWS:
            _make_due(rows.objects.filter(status__in=unfinished))
        with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere):
            _run_command()
        if not any(
            rows.objects.filter(status__in=unfinished).exists() for rows in ROWS
        ):
            return


def _make_due(rows: Any) -> None:
    now = timezone.now()
    # Again where the database breaks up a deadlock with whoever writes them meanwhile.
    rows.filter(next_attempt_at__gt=now).change(next_attempt_at=now)


def _judge(server: PostOffice, crew: Crew) -> Outcome:
    report = server.report()
    histories = read_histories()
    for offer_id, history in histories.items():
        last = history[-1]
        if see(offer_id, minor=last.minor) != last or not _is_as_seen(last):
            raise AssertionError(f"The history of offer {offer_id} is not true.")
    closed = (NoticeStatus.SENT, NoticeStatus.REPLACED)
    letters = list_letter_ids()
    verdict = judge(histories, _read_log(), report.handovers, crew.killed, letters)
    judge_families(report.handovers, crew.killed, verdict)
    return Outcome(
        publishes=crew.published,
        notices=CouncilNotice.objects.count(),
        comments=FamilyComment.objects.count(),
        letters=len(letters),
        emails=sum(handover.is_accepted for handover in report.handovers),
        together=CouncilNotice.objects.exclude(bundle="").count(),
        kills=crew.kills,
        crashed=crew.crashed,
        faults=report.faults,
        verdict=verdict,
        stuck=[
            f"“{row.subject}” ({row.status}): {row.reason}"
            for rows in ROWS
            for row in rows.objects.exclude(status__in=closed)
        ],
    )


def _is_as_seen(state: State) -> bool:
    """Whether the public can read an offer at its address, or can't, as it says."""
    if not state.live:
        return True
    parts = urlsplit(state.url)
    response = Client(SERVER_NAME=parts.hostname).get(parts.path)
    return state.public == (response.status_code == 200)


def _read_log() -> Iterator[Told]:
    for notice in CouncilNotice.objects.select_related("council"):
        yield Told(
            message_id=notice.message_id,
            offer_id=notice.offer_id,
            number=notice.number,
            kind=notice.kind,
            url=notice.url,
            previous_url=notice.previous_url,
            council=notice.council.pk,
            recipients=tuple(notice.council.recipients),
            parts=notice.digest,
            changes=len(notice.changes),
            attempts=notice.attempts,
            bundle=notice.bundle,
            hour=next_due(notice.created_at, notice.rhythm),
            due_at=notice.due_at
            if notice.daily and notice.status == NoticeStatus.SENT
            else None,
            is_followed=notice.status == NoticeStatus.REPLACED
            and notice.reason in (NEWER_NEWS, NEW_ROUTE),
        )
