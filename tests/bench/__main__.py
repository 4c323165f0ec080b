"""Measure the speed of what matters: ``python -m tests.bench``."""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Iterator
from typing import Any

import django

from tests.databases import throwaway_databases

#: What is measured, in this order.
MEASUREMENTS = (
    "serving",
    "publishing",
    "saving",
    "editing",
    "delivering",
    "idling",
    "harvesting",
    "listing",
)


def main() -> None:
    options = parse_options()
    with tempfile.TemporaryDirectory(prefix="localoffer-bench-") as folder:
        # Set rather than defaulted: where a test runs this, its own database is there.
        os.environ["EXAMPLE_SITE_VAR"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
        django.setup()
        with throwaway_databases("bench"):
            print_rows(options)


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument(
        "--full",
        action="store_true",
        default=bool(os.environ.get("BENCH_FULL")),
        help="deliver 10,000 notices instead of 1,000, let cron look at 1,025 offers "
        "instead of 100, and read 25,000 of another site instead of 1,000 (also: "
        "BENCH_FULL=1)",
    )
    parser.add_argument(
        "--offers",
        type=int,
        default=0,
        metavar="N",
        help="also open the report of N offers, on PostgreSQL",
    )
    parser.add_argument(
        "--only",
        choices=MEASUREMENTS,
        action="append",
        help="measure only this; may be given several times",
    )
    parser.add_argument(
        "--quick",
        action="store_true",
        help="only see that all of it runs; the figures mean nothing",
    )
    return parser.parse_args()


def print_rows(options: argparse.Namespace) -> None:
    # They import models, which must wait for the settings.
    from tests.bench import (
        delivering,
        editing,
        harvesting,
        idling,
        listing,
        publishing,
        saving,
        serving,
    )

    quick, full = options.quick, options.full
    rounds = 1 if quick else 41
    measurements: dict[str, Iterator[Any]] = {
        "serving": serving.measure(rounds=rounds, requests=5),
        "publishing": publishing.measure(rounds=rounds),
        "saving": saving.measure(rounds=rounds, times=1 if quick else 10),
        "editing": editing.measure(rounds=rounds),
        "delivering": delivering.measure(
            rounds=1 if quick else 3,
            notices=200 if quick else 10_000 if full else 1_000,
            memory_rounds=1 if quick else 3,
        ),
        # The last ones: they begin without any offer.
        "idling": idling.measure(offers=30 if quick else 1_025 if full else 100),
        "harvesting": harvesting.measure(
            offers=300 if quick else 25_000 if full else 1_000
        ),
        "listing": listing.measure(offers=options.offers, rounds=1 if quick else 11),
    }
    for name in options.only or MEASUREMENTS:
        for row in measurements[name]:
            print(row, flush=True)


if __name__ == "__main__":
    main()
