from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import SimpleTestCase

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.nightly
class TestBenchmarks(SimpleTestCase):
    def test_each_has_its_line(self) -> None:
        # Measuring coverage slows it down, and says nothing here.
        env = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("BENCH_", "COVERAGE"))
        }
        result = subprocess.run(
            [sys.executable, "-m", "tests.bench", "--quick"],
            cwd=ROOT,
            env=env,
            capture_output=True,
            text=True,
            timeout=300,
        )
        self.assertEqual(result.returncode, 0, result.stderr)
        *lines, last = result.stdout.splitlines()
        self.assertRegex(last, r"^lists of all offers +skipped: \S")
        for what, line in zip(
            (
                "serving a complete offer",
                "SQL queries for serving it",
                "bytes over the wire, gzip",
                "serving its report",
                "serving one of its sections",
                "serving it to print",
                "publishing an unchanged offer",
                "publishing a changed offer",
                "publishing an unchanged offer; a worker",
                "publishing a changed offer; a worker",
                "saving a page that is no offer",
                "opening the editor of it",
                "delivering 200 notices",
                "memory for 200 notices",
                "queries of cron, 30 offers",
                "memory for reading 300 offers",
                "queries of reading 300 again",
            ),
            lines,
            strict=True,
        ):
            with self.subTest(what):
                self.assertRegex(
                    line,
                    rf"^{what} +floor +\S.* own +\S.* ratio \d+\.\d\d  "
                    r"at most (\d+(\.\d+)?|floor \+ 1) +(ok|over)$",
                )
