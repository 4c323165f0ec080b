"""Prove under stress that councils learn what is true: ``python -m tests.stress``."""

from __future__ import annotations

import argparse
import os
import secrets
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import django

from tests.databases import throwaway_databases

if TYPE_CHECKING:
    from tests.stress.storm import Outcome

#: How many of the cases, and lines of the log, are shown of a run that failed.
CASES = 20
LINES = 60


def main() -> int:
    options = parse_options()
    with tempfile.TemporaryDirectory(prefix="localoffer-stress-") as folder:
        # Set rather than defaulted: where a test runs this, its own database is there.
        os.environ["EXAMPLE_SITE_VAR"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.stress.settings"
        django.setup()
        # They import models, which must wait for the settings.
        from tests.stress.storm import Plan, run

        log = Path(folder) / "log"
        print(f"{'seed':30}{options.seed:>8}", flush=True)
        with throwaway_databases("stress"):
            outcome = run(Plan(**vars(options)), log)
        for what, figure in describe(outcome):
            print(f"{what:30}{figure:>8,}")
        if not outcome.is_good:
            explain(outcome, log)
    return 0 if outcome.is_good else 1


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.stress", description=__doc__)
    for name, default, meaning in (
        ("publishes", 2000, "how often an offer is published"),
        ("workers", 8, "processes that edit; three more only send"),
        ("kills", 60, "how many processes are killed"),
        ("offers", 24, "how many offers there are at a time"),
        ("families", 4, "the most that write about an offer at the same time"),
        ("seed", secrets.randbelow(10**6), "what all that is random follows from"),
    ):
        text = f"{meaning} (%(default)s)" if name != "seed" else f"{meaning} (any)"
        parser.add_argument(f"--{name}", type=int, default=default, help=text)
    return parser.parse_args()


def describe(outcome: Outcome) -> Iterator[tuple[str, int]]:
    yield "publishes", outcome.publishes
    yield "notices", outcome.notices
    yield "messages of families", outcome.comments
    yield "letters about them", outcome.letters
    yield "emails accepted", outcome.emails
    yield "in daily or weekly ones", outcome.together
    yield "kills", outcome.kills
    yield "faults", outcome.faults.total()
    for manner, times in sorted(outcome.faults.items()):
        yield f"  {manner.replace('_', ' ')}", times
    yield "stuck", len(outcome.stuck)
    yield "lost", len(outcome.verdict.lost)
    yield "wrong", len(outcome.verdict.wrong)
    yield "late", len(outcome.verdict.late)
    yield "repeated in the crash window", len(outcome.verdict.repeated_in_crash_window)
    yield "repeated outside of it", len(outcome.verdict.repeated)
    yield "seconds", round(outcome.seconds)


def explain(outcome: Outcome, log: Path) -> None:
    verdict = outcome.verdict
    for what, cases in {
        "Crashed": outcome.crashed,
        "Stuck": outcome.stuck,
        "Lost": verdict.lost,
        "Wrong": verdict.wrong,
        "Late": verdict.late,
        "Repeated": verdict.repeated,
    }.items():
        for case in cases[:CASES]:
            print(f"{what}: {case}", file=sys.stderr)
    lines = log.read_text(errors="replace").splitlines()
    print("The processes said last:", *lines[-LINES:], sep="\n  ", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
