"""What stays within reach covers nothing to which a link or the keyboard leads."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.testcase import ReaderTestCase

#: In English and in letters that need more room, from the right.
ADDRESSES = ("local-offer/", "ur/local-offer/", "little-alders/health/")

#: How wide a window is and how large its letters: the smallest phone of WCAG 2.2
#: (1.4.10), one on which the bar stays, with letters up to twice as large (1.4.4).
CASES = ((320, 16), (320, 32), (390, 16), (390, 21), (390, 32), (1280, 32))

#: Which fragments lead to what the bar lies on. A mark has no room of its own.
LIST_COVERED = """
() => {
    const bar = document.querySelector(".localoffer-reach");
    const covered = [];
    for (const target of document.querySelectorAll("main [id]")) {
        location.hash = "";
        location.hash = target.id;
        const it = target.textContent ? target : target.parentElement;
        const [above, box] = [bar, it].map(each => each.getBoundingClientRect());
        const isOver = box.top < above.bottom - 1 && box.bottom > above.top + 1;
        if (isOver && !bar.contains(it) && !it.contains(bar)) {
            covered.push(target.id);
        }
    }
    return covered;
}
"""

#: Whether it lies on the element, if there is room for all of that below.
IS_COVERED = """
it => {
    const bar = document.querySelector(".localoffer-reach");
    const [above, box] = [bar, it].map(each => each.getBoundingClientRect());
    const isOver = box.top < above.bottom - 1 && box.bottom > above.top + 1;
    return isOver && !bar.contains(it) && box.height < innerHeight - above.bottom;
}
"""

ROOT_SIZE = "parseFloat(getComputedStyle(document.documentElement).fontSize)"

IS_IN_ONE_LINE = """
it => new Set([...it.querySelectorAll("a")].map(link => link.offsetTop)).size === 1
"""


class ReachTests(ReaderTestCase):
    def visit(self) -> Iterator[Page]:
        page = self.open_context().new_page()
        session = page.context.new_cdp_session(page)
        for width, size in CASES:
            page.set_viewport_size({"width": width, "height": 900})
            # As a reader sets it in the browser: for what is not in pixels.
            sizes = {"standard": size, "fixed": size}
            session.send("Page.setFontSizes", {"fontSizes": sizes})
            for address in ADDRESSES:
                page.goto(self.home + address)
                with self.subTest(address, width=width, text=size):
                    yield page

    @pytest.mark.nightly
    def test_it_covers_nothing_to_which_a_fragment_leads(self) -> None:
        seen = 0
        for page in self.visit():
            seen += page.locator("main [id]").count()
            self.assertEqual(page.evaluate(LIST_COVERED), [])
        self.assertGreater(seen, 500)

    @pytest.mark.nightly
    def test_it_covers_nothing_on_which_the_keyboard_is(self) -> None:
        page = self.open_context(viewport={"width": 390, "height": 700}).new_page()
        for address in ADDRESSES:
            page.goto(self.home + address)
            stops = page.locator("main :is(a[href], [tabindex])").count()
            for key in ("Tab", "Shift+Tab"):
                covered = []
                for _stop in range(stops):
                    page.keyboard.press(key)
                    for focus in page.locator("main :focus").all():
                        if focus.evaluate(IS_COVERED):
                            covered.append(focus.inner_text())
                with self.subTest(address, key=key):
                    self.assertEqual(covered, [])

    def test_it_stays_where_it_is_one_line_with_room_for_each_word(self) -> None:
        for page in self.visit():
            bar = page.locator(".localoffer-reach")
            size = page.evaluate(ROOT_SIZE)
            room = page.viewport_size["width"] / size
            stays = bar.evaluate("it => getComputedStyle(it).position") == "sticky"
            self.assertEqual(stays, room >= 22)
            if stays:
                self.assertTrue(bar.evaluate(IS_IN_ONE_LINE))
                self.assertEqual(
                    bar.evaluate("it => it.scrollWidth - it.clientWidth"), 0
                )
                self.assertEqual(bar.bounding_box()["height"], 3.25 * size)
