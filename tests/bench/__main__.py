"""Measure the speed of what matters: ``python -m tests.bench``."""

from __future__ import annotations

import argparse
import os
import tempfile

import django

from tests.databases import throwaway_databases


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
        help="deliver 10,000 notices instead of 2,000 (also: BENCH_FULL=1)",
    )
    parser.add_argument(
        "--quick",
        action="store_true",
        help="only see that all of it runs; the figures mean nothing",
    )
    return parser.parse_args()


def print_rows(options: argparse.Namespace) -> None:
    # They import models, which must wait for the settings.
    from tests.bench import delivering, publishing, serving

    quick = options.quick
    notices = 200 if quick else 10_000 if options.full else 2_000
    for rows in (
        serving.measure(rounds=1 if quick else 41, requests=5),
        publishing.measure(rounds=1 if quick else 41),
        delivering.measure(
            rounds=1 if quick else 3,
            notices=notices,
            memory_rounds=1 if quick else 3,
        ),
    ):
        for row in rows:
            print(row, flush=True)


if __name__ == "__main__":
    main()
