"""Axe, once a page stands still."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

#: WCAG 2.2 AA, and all before it.
WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa")

#: Colours are others while something fades in, as messages of Wagtail's do once its
#: scripts are ready.
STILL = """
    () => !document.querySelector("body[data-w-init-ready-class]:not(.ready)")
        && document.getAnimations().every((each) =>
            each.playState !== "running"
            || each.effect.getComputedTiming().endTime === Infinity)
"""


def assert_no_violation(page: Page, part: str | None = None) -> None:
    """
    Let axe look at a page, by WCAG 2.2 AA and by what it calls best practice.

    :param part: what of it is looked at.
    """
    options = {
        "runOnly": {"type": "tag", "values": [*WCAG, "best-practice"]},
        "resultTypes": ["violations"],
    }
    page.wait_for_function(STILL)
    results = Axe().run(page, part, options)
    assert not results.violations_count, results.generate_report()
    # A run that looked at nothing has no violations either.
    passes = len(results.response["passes"])
    assert passes > (0 if part else 10), f"Axe found {passes} things to look at."
