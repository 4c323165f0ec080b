"""Without Chromium these tests are left out, with one line that says so."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.chromium import MISSING, find_chromium

IN_CI = os.environ.get("CI") == "true"


@pytest.fixture(scope="package", autouse=True)
def stop_browser() -> Iterator[None]:
    """Stop the browser of this process after the last of these tests."""
    yield
    # Django must be set up first.
    from tests.browser.testcase import CHROMIUM

    CHROMIUM.stop()


def pytest_sessionstart() -> None:
    """Fail with one clear line, before there are processes that would fail without."""
    fail_in_ci()


def pytest_collection_modifyitems(config: Any, items: list[Any]) -> None:
    ours = [item for item in items if item.get_closest_marker("browser")]
    if not ours or find_chromium():
        return
    # These files may be among others, which pytest finds after it has started.
    fail_in_ci()
    config.hook.pytest_deselected(items=ours)
    items[:] = [item for item in items if item not in ours]


def fail_in_ci() -> None:
    if IN_CI and not find_chromium():
        raise pytest.UsageError(f"The tests in a browser can't run: {MISSING}")


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if not IN_CI and not find_chromium():
        terminalreporter.write_line(f"SKIPPED: the tests in a browser. {MISSING}")
