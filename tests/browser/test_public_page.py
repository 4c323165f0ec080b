"""The public page of the example's offer, as readers meet it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import assert_no_violation
from tests.browser.testcase import ReaderTestCase
from wagtail_localoffer.frameworks.lancashire import LANCASHIRE

#: The smallest phone that WCAG 2.2 asks for (1.4.10), a tablet and a desktop.
WIDTHS = (320, 768, 1280)

PHONE = {"viewport": {"width": 320, "height": 640}}

#: A header that stays at the top while the page is scrolled, as many sites have one.
STICKY = """
    body > header {
        box-sizing: border-box; position: sticky; inset-block-start: 0; height: 116px;
        background: white;
    }
    :root { --localoffer-header-height: 116px; }
"""

#: Whether the header lies on the element, if there is room for all of it below.
IS_COVERED = """
it => {
    const edge = document.querySelector("body > header").getBoundingClientRect().bottom;
    const box = it.getBoundingClientRect();
    return box.top < edge && box.height < innerHeight - edge;
}
"""

#: The words of an element that stand below each other.
LIST_LINES = """
it => {
    const lines = {};
    const texts = document.createTreeWalker(it, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
        for (let place = 0; place < text.length; place++) {
            const range = document.createRange();
            range.setStart(text, place);
            range.setEnd(text, place + 1);
            const top = Math.round(range.getBoundingClientRect().top);
            lines[top] = (lines[top] || "") + text.data[place];
        }
    }
    return Object.values(lines);
}
"""

#: A script in name: search engines read it, and nothing runs it.
DATA = "script[type='application/ld+json']"

REQUIRED = [section for section in LANCASHIRE.sections if section.required]


class PublicPageTests(ReaderTestCase):
    def test_it_has_one_main_heading(self) -> None:
        headings = self.open_offer().get_by_role("heading", level=1)
        expect(headings).to_have_text(["Our local offer"])

    def test_no_level_of_headings_is_skipped(self) -> None:
        headings = self.open_offer().locator("h1, h2, h3, h4, h5, h6")
        names = headings.evaluate_all("all => all.map(one => one.tagName)")
        levels = [int(name[1]) for name in names]
        self.assertEqual(levels[0], 1)
        self.assertIn(3, levels)
        for above, below in zip(levels, levels[1:], strict=False):
            self.assertLessEqual(below, above + 1, levels)

    def test_each_of_its_landmarks_is_there_once(self) -> None:
        page = self.open_offer()
        for role in ("banner", "main", "contentinfo"):
            expect(page.get_by_role(role)).to_have_count(1)
        names = ("Read this in", "Always at hand", "What families ask", "On this page")
        expect(page.get_by_role("navigation")).to_have_count(5)
        for name in (*names, "Related"):
            expect(page.get_by_role("navigation", name=name)).to_be_visible()

    def test_all_is_inside_of_a_landmark_but_the_skip_link(self) -> None:
        outside = self.open_offer().locator("body > :not(header, main, footer)")
        expect(outside).to_have_text(["Skip to main content"])

    def test_the_skip_link_is_seen_at_the_first_press_of_tab(self) -> None:
        page = self.open_offer()
        link = page.get_by_role("link", name="Skip to main content")
        expect(link).not_to_be_in_viewport()
        page.keyboard.press("Tab")
        expect(link).to_be_focused()
        expect(link).to_be_in_viewport(ratio=1)

    def test_the_skip_link_takes_the_keyboard_past_the_header(self) -> None:
        page = self.open_offer()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        expect(page.get_by_role("main").get_by_role("link").first).to_be_focused()

    def test_each_link_of_the_contents_leads_to_its_own_heading(self) -> None:
        page = self.open_offer()
        links = list_contents(page)
        self.assertGreaterEqual(links.count(), len(REQUIRED))
        for link in links.all():
            name = link.inner_text()
            with self.subTest(name):
                link.click()
                target = page.locator(":target")
                heading = target.locator("h2").or_(target.and_(page.locator("h3")))
                expect(heading).to_have_text(name)
                expect(heading).to_be_in_viewport(ratio=1)

    @pytest.mark.nightly
    def test_a_heading_that_is_linked_to_comes_below_a_sticky_header(self) -> None:
        page = self.open_offer(**PHONE)
        page.add_style_tag(content=STICKY)
        for link in list_contents(page).all():
            link.click()
            with self.subTest(link.inner_text()):
                heading = page.locator(":target h2, h3:target")
                expect(heading).to_be_in_viewport(ratio=1)
                self.assertFalse(heading.evaluate(IS_COVERED))

    @pytest.mark.nightly
    def test_what_the_keyboard_is_on_comes_below_a_sticky_header(self) -> None:
        page = self.open_offer(**PHONE)
        page.add_style_tag(content=STICKY)
        stops = page.locator("main :is(a[href], [tabindex])").count()
        # To the end, and back again: then each is scrolled to from below.
        for key in ("Tab", "Shift+Tab"):
            seen, covered = 0, []
            for _stop in range(stops):
                page.keyboard.press(key)
                for focus in page.locator("main :focus").all():
                    seen += 1
                    if focus.evaluate(IS_COVERED):
                        covered.append(focus.inner_text())
            with self.subTest(key):
                self.assertGreater(seen, stops / 2)
                self.assertEqual(covered, [])

    def test_the_skip_link_leads_below_a_sticky_header(self) -> None:
        page = self.open_offer(**PHONE)
        page.add_style_tag(content=STICKY)
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator("main:target")).to_be_visible()
        self.assertFalse(page.locator("h1").evaluate(IS_COVERED))

    def test_every_section_has_its_fixed_address(self) -> None:
        page = self.open_offer()
        for section in REQUIRED:
            with self.subTest(section.key):
                region = page.locator(f"section#{section.anchor}")
                expect(region.locator("h2")).to_have_text(str(section.heading))
                expect(region).to_have_accessible_name(str(section.heading))

    def test_the_sections_stand_in_the_councils_order(self) -> None:
        headings = self.open_offer().locator(".localoffer-section > h2")
        asked = [str(section.heading) for section in REQUIRED]
        expect(headings).to_have_text([*asked, "How families took part in this offer"])

    def test_the_senco_can_be_called_with_one_tap(self) -> None:
        contact = self.open_offer(**PHONE).get_by_role("region", name="Who to contact")
        link = contact.get_by_role("link", name="01632 960014")
        expect(link).to_have_attribute("href", "tel:01632960014")

    def test_an_address_in_a_button_ends_its_line_at_a_mark(self) -> None:
        for width in (320, 360, 390):
            viewport = {"width": width, "height": 640}
            link = (
                self.open_offer(viewport=viewport).locator("a[href^='mailto:']").first
            )
            with self.subTest(width=width):
                address = link.locator("bdi")
                lines = address.evaluate(LIST_LINES)
                self.assertEqual("".join(lines), address.inner_text())
                for line in lines[1:]:
                    self.assertIn(line[0], "@.")

    def test_a_line_has_no_more_letters_than_an_eye_can_follow(self) -> None:
        for width in (768, 1280):
            page = self.open_offer(viewport={"width": width, "height": 800})
            # About as narrow as what most readers' machines have.
            page.add_style_tag(content=".localoffer-body { font-family: Arial }")
            for text in page.locator(".localoffer-section > p").all()[:10]:
                for line in text.evaluate(LIST_LINES):
                    with self.subTest(line, width=width):
                        # As WCAG has it on a level above ours (1.4.8).
                        self.assertLessEqual(len(line.strip()), 80)

    def test_nothing_has_to_be_scrolled_sideways_on_a_small_phone(self) -> None:
        page = self.open_offer(**PHONE)
        self.assertEqual(page.evaluate("document.documentElement.scrollWidth"), 320)

    def test_on_a_phone_the_cells_of_a_table_stand_one_below_the_other(self) -> None:
        page = self.open_offer(**PHONE)
        table = page.get_by_role("region", name="Who to talk to")
        cells = table.locator("tbody tr").first.locator("th, td")
        boxes = cells.evaluate_all(
            "all => all.map(it => it.getBoundingClientRect()).map(it => [it.x, it.y])"
        )
        self.assertEqual(len({across for across, _down in boxes}), 1)
        self.assertEqual(boxes, sorted(boxes, key=lambda box: box[1]))
        expect(table.get_by_text("How to reach them: ").first).to_be_visible()
        self.assertEqual(table.evaluate("it => it.scrollWidth - it.clientWidth"), 0)

    def test_a_wide_table_can_be_scrolled_with_the_keyboard(self) -> None:
        page = self.open_offer(viewport={"width": 660, "height": 640})
        table = page.get_by_role("region", name="Who to talk to")
        page.add_style_tag(content=".localoffer-table table { width: 60rem }")
        table.focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_function(
            "table => table.scrollLeft > 0", arg=table.element_handle()
        )

    def test_everything_is_there_without_javascript(self) -> None:
        page = self.open_offer(java_script_enabled=False)
        link = list_contents(page).last
        link.click()
        name = link.inner_text()
        heading = page.get_by_role("heading", name=name, level=2, exact=True)
        expect(heading).to_be_in_viewport()
        for section in REQUIRED:
            expect(page.locator(f"section#{section.anchor} p").first).to_be_visible()

    def test_no_script_runs_and_no_style_is_inline(self) -> None:
        page = self.open_offer()
        inline = page.locator(f"script:not({DATA}), style, [style], [onclick]")
        expect(inline).to_have_count(0)
        expect(page.locator(DATA)).to_have_count(1)

    def test_the_console_stays_empty(self) -> None:
        page = self.open_context().new_page()
        messages: list[str] = []
        page.on("console", lambda it: messages.append(it.text))
        for path in ("", "local-offer/", "api/v2/pages/"):
            page.goto(f"{self.home}{path}", wait_until="networkidle")
        self.assertEqual(messages, [])

    def test_nothing_is_asked_of_another_server(self) -> None:
        page = self.open_context().new_page()
        urls: list[str] = []
        page.on("request", lambda request: urls.append(request.url))
        page.goto(f"{self.home}local-offer/", wait_until="networkidle")
        self.assertIn(f"{self.home}local-offer/", urls)
        self.assertEqual([url for url in urls if not url.startswith(self.home)], [])

    def test_a_reader_gets_no_cookie(self) -> None:
        page = self.open_offer()
        page.wait_for_load_state("networkidle")
        self.assertEqual(page.context.cookies(), [])
        self.assertEqual(page.evaluate("localStorage.length"), 0)

    @pytest.mark.nightly
    def test_it_has_no_violation_of_wcag_2_2_aa(self) -> None:
        page = self.open_offer()
        for width in WIDTHS:
            with self.subTest(width=width):
                page.set_viewport_size({"width": width, "height": 800})
                assert_no_violation(page)

    def test_on_paper_there_is_nothing_to_click(self) -> None:
        page = self.open_offer()
        page.emulate_media(media="print")
        expect(page.get_by_role("heading", name="Our local offer")).to_be_visible()
        expect(page.locator(".localoffer-questions")).to_be_hidden()
        expect(page.locator(".localoffer-reach")).to_be_hidden()
        expect(page.locator(".localoffer-skip")).to_be_hidden()

    def test_on_paper_a_link_says_its_address(self) -> None:
        page = self.open_offer()
        page.emulate_media(media="print")
        link = page.get_by_role("link", name="our accessibility plan")
        shown = link.evaluate("link => getComputedStyle(link, '::after').content")
        self.assertIn("(https://hawthornbank.example/accessibility-plan)", shown)


#: What a worried parent asks, and words that they are glad to read.
WORRIES = {
    "What if I think my child needs more help?": "You may spot something first",
    "Who gives my child medicine?": "you sign a form",
    "Is there a lift?": "We move classes to the ground floor",
    "What do you do about bullying?": "We act the same day",
    "How do you help with the move to Year 7?": "We talk about this from Year 5",
    "How do I complain?": "Ask to meet Mrs Nuttall",
}

#: Most of what such a phone shows.
SMART_PHONE = {"viewport": {"width": 390, "height": 664}}


class WorriedParentTests(ReaderTestCase):
    """Whether a question is answered within two taps from the top, on a phone."""

    def test_each_worry_is_answered_by_one_tap(self) -> None:
        page = self.open_offer(**SMART_PHONE)
        for question, answer in WORRIES.items():
            with self.subTest(question):
                page.goto(f"{self.home}local-offer/")
                page.get_by_role("link", name=question).click()
                expect(page.get_by_text(answer).first).to_be_in_viewport(ratio=1)

    def test_where_each_section_has_a_page_one_tap_is_enough_too(self) -> None:
        page = self.open_context(**SMART_PHONE).new_page()
        for question, answer in (
            ("Who gives my child medicine?", "you sign a form"),
            ("How do you help with the move to school?", "visit your child here"),
            ("How do I complain?", "Talk to the key person"),
        ):
            with self.subTest(question):
                page.goto(f"{self.home}little-alders/")
                page.get_by_role("link", name=question).click()
                expect(page.get_by_text(answer).first).to_be_in_viewport(ratio=1)

    def test_from_any_place_the_contents_and_the_telephone_are_one_tap_away(
        self,
    ) -> None:
        page = self.open_offer(**SMART_PHONE)
        page.locator("#council-local-offer").scroll_into_view_if_needed()
        reach = page.get_by_role("navigation", name="Always at hand")
        call = reach.get_by_role("link", name="Call Mrs Priya Nuttall")
        expect(call).to_be_in_viewport(ratio=1)
        reach.get_by_role("link", name="Contents").click()
        heading = page.get_by_role("heading", name="On this page")
        expect(heading).to_be_in_viewport(ratio=1)
        reach.get_by_role("link", name="Back to top").click()
        expect(page.get_by_role("heading", level=1)).to_be_in_viewport(ratio=1)


def list_contents(page: Page) -> Locator:
    """The links to places of this page. One more leads to the report."""
    contents = page.get_by_role("navigation", name="On this page")
    return contents.locator("a[href^='#']")
