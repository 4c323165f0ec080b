"""
Every public page, as machines judge it: axe, the HTML checker and the browser's own
measures, on phones and desktops, in the dark, in large letters and on paper.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO, StringIO
from typing import Any
from unicodedata import normalize
from urllib.parse import urljoin

import pytest
from django.core.management import call_command
from django.test import override_settings
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTTextContainer
from playwright.sync_api import Page, Response, expect

from example_site.home.council import COUNCIL
from tests.browser.axe import assert_no_violation
from tests.browser.testcase import EVERY_WAY, ReaderTestCase, choose_ways
from tests.nu import check_html, need_package

#: Each template, in each of the forms that it has, on the site of the school.
SCHOOL_PAGES = {
    "offer": "local-offer/",
    "one sheet": "local-offer/who-helps/",
    "report": "local-offer/sen-information-report/",
    "print": "local-offer/print/",
    "large print": "local-offer/large-print/",
    "overview": "little-alders/",
    "section": "little-alders/teaching-and-learning/",
    "report of an offer in pages": "little-alders/sen-information-report/",
    "print of an offer in pages": "little-alders/print/",
    "offer in Urdu": "ur/local-offer/",
    "report in Urdu": "ur/local-offer/sen-information-report/",
    "what families say": "local-offer/what-families-say/",
    "what families say in Urdu": "ur/local-offer/what-families-say/",
    "what nobody has said yet": "little-alders/what-families-say/",
}

#: And on that of the trust.
TRUST_PAGES = {
    "service": "services/speech-and-language-therapy/",
    "service in print": "services/speech-and-language-therapy/print/",
    "service in large print": "services/speech-and-language-therapy/large-print/",
    "overview of a service": "services/emotional-health/",
    "section of a service": "services/emotional-health/how-to-get-this-service/",
    "what families say of a service": "services/speech-and-language-therapy/"
    "what-families-say/",
    "services": "services/",
    "services for a need": "services/?need=need_communication&age=4&area=Millbrook",
    "no services": "services/?age=25",
    "services for an unlikely age": "services/?age=99",
}

#: Some on that of the council, which some tests have beside these.
COUNCIL_PAGES = {
    "council": "",
    "offer on a council's site": "the-forge/",
}

#: The smallest phone that WCAG 2.2 asks for (1.4.10), a tablet and a desktop.
PHONE, TABLET, DESKTOP = 320, 768, 1280

#: What the reader's machine may be set to, each as it is when nothing is set.
USUAL = {"color_scheme": "light", "forced_colors": "none", "media": "screen"}

LARGE_TEXT = "large text"

#: All widths as they are most often seen, and one width for each other way.
WAYS: dict[str, tuple[int, dict[str, str]]] = {
    "phone": (PHONE, {}),
    "tablet": (TABLET, {}),
    "desktop": (DESKTOP, {}),
    "dark": (DESKTOP, {"color_scheme": "dark"}),
    "forced colours": (TABLET, {"forced_colors": "active"}),
    "forced colours, dark": (
        PHONE,
        {"forced_colors": "active", "color_scheme": "dark"},
    ),
    "paper": (TABLET, {"media": "print"}),
    # The last, because the page keeps its style.
    LARGE_TEXT: (DESKTOP, {}),
}

#: One page of each template, and one that is written from right to left.
ONE_OF_EACH = (
    *("offer", "report", "large print", "section", "one sheet", "offer in Urdu"),
    *("overview of a service", "services for a need", "what families say"),
)

#: What a build looks at. By night it is every page.
LOOKED_AT = () if EVERY_WAY else ONE_OF_EACH

LARGE_TEXT_STYLE = "html { font-size: 200% }"

#: What sites had before they had layers. It wins over all that is in one.
RESET = (
    "* { margin: 0; padding: 0; border: 0; font: inherit; list-style: none; "
    "text-decoration: none; color: inherit }"
)

GOVUK = "school/themes/govuk_base.html"

FIRM = "static/wagtail_localoffer/css/local-offer-firm.css"

#: The example's own frame, in which its trust has a look of its own.
EXAMPLE = "home/base.html"

#: The HTML and the CSS of a page, compressed as servers do it.
HEAVIEST = 30 * 1024

#: Links and controls that are smaller than 24 by 24 pixels and not in a sentence.
FIND_SMALL_TARGETS = """
() => [...document.querySelectorAll("a[href], button, input, summary, [tabindex]")]
    .filter(target => {
        const block = target.closest("p, li, td, th, dd, header, section, body");
        const inSentence =
            target.matches("p a, li a, td a, th a, dd a") &&
            block.innerText.trim() !== target.innerText.trim();
        const box = target.getBoundingClientRect();
        return !inSentence && (box.width < 24 || box.height < 24);
    })
    .map(target => {
        const box = target.getBoundingClientRect();
        return `${target.outerHTML.slice(0, 99)}: ${box.width} x ${box.height}`;
    })
"""

#: Pieces of text that lie on one another.
FIND_OVERLAPS = """
() => {
    const CUT_OFF =
        ".localoffer-table thead, [class*=skip], [class*=unseen], script";
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const pieces = [];
    while (walker.nextNode()) {
        const node = walker.currentNode;
        // What is only for screen readers, or for the keyboard, is cut off.
        if (!node.data.trim() || node.parentElement.closest(CUT_OFF)) continue;
        // What is folded away has a place all the same.
        if (!node.parentElement.checkVisibility()) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        for (const box of range.getClientRects())
            if (box.width && box.bottom > 0) pieces.push({ node, box });
    }
    const found = [];
    pieces.forEach((one, index) => {
        for (const other of pieces.slice(index + 1)) {
            if (other.node === one.node) continue;
            const width =
                Math.min(one.box.right, other.box.right) -
                Math.max(one.box.left, other.box.left);
            const height =
                Math.min(one.box.bottom, other.box.bottom) -
                Math.max(one.box.top, other.box.top);
            if (width > 2 && height > 4)
                found.push(`“${one.node.data.trim()}” / “${other.node.data.trim()}”`);
        }
    });
    return [pieces.length, found];
}
"""

#: All that the Tab key stops at, in the order of the document.
STOPS = "a[href], button, input, select, textarea, summary, [tabindex]"

#: What the keyboard is on: its place in the document's order, and how it is seen.
LOOK_AT_FOCUS = """
stops => {
    const focused = document.activeElement;
    const style = getComputedStyle(focused);
    const box = focused.getClientRects()[0];
    const outline = parseFloat(style.outlineWidth);
    const around = outline + parseFloat(style.outlineOffset);
    const hit = document.elementFromPoint(
        box.left + Math.min(box.width / 2, 8), box.top + box.height / 2
    );
    return {
        index: [...document.querySelectorAll(stops)].indexOf(focused),
        outlined: style.outlineStyle === "solid" && outline >= 2,
        // A large table may be higher than the window.
        inSight: (box.height + 2 * around > innerHeight
            || (box.top >= around && box.bottom + around <= innerHeight))
            && (focused === hit || focused.contains(hit)),
        html: focused.outerHTML.slice(0, 99),
    };
}
"""

#: Where each stop begins, from the top and from the side where its lines begin.
PLACE_STOPS = """
stops => [...document.querySelectorAll(stops)].map(stop => {
    const box = stop.getClientRects()[0];
    const across = document.dir === "rtl" ? innerWidth - box.right : box.left;
    const html = stop.outerHTML.slice(0, 99);
    return [box.top + scrollY, box.bottom + scrollY, across, html];
})
"""

MEASURE_SHIFT = """
async () => {
    if (!PerformanceObserver.supportedEntryTypes.includes("layout-shift"))
        throw new Error("This browser doesn't measure layout shift");
    let shift = 0;
    const add = entries => entries.forEach(entry => (shift += entry.value));
    const observer = new PerformanceObserver(list => add(list.getEntries()));
    observer.observe({ type: "layout-shift", buffered: true });
    // Two frames: the first draws, the second reports.
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
    await new Promise(resolve => setTimeout(resolve, 100));
    add(observer.takeRecords());
    return shift;
}
"""

#: The sizes in which the headings of each level and the text are written.
MEASURE_TEXT = """
() => {
    const measure = (property, selector) =>
        [...document.querySelectorAll(selector)].map(
            it => parseFloat(getComputedStyle(it)[property])
        );
    return {
        h1: measure("fontSize", "h1"),
        h2: measure("fontSize", ".localoffer > section > h2"),
        h3: measure("fontSize", ".localoffer-section h3"),
        text: measure(
            "fontSize",
            ".localoffer p:not(.localoffer-lead, .localoffer-guide, blockquote p)"
        ),
        weight: measure("fontWeight", "h1, h2, h3"),
    };
}
"""

#: What is for paper, and what says on a phone of which column a cell is.
NOT_SEEN = (
    ".localoffer-running, .localoffer-feedback-address--on-paper, "
    ".localoffer-table__label"
)

READ_WORDS = """
(main, hidden) => {
    const copy = main.cloneNode(true);
    copy.querySelectorAll(hidden).forEach(it => it.remove());
    return copy.textContent;
}
"""

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


class AuditTestCase(ReaderTestCase):
    @property
    def addresses(self) -> dict[str, str]:
        """Those of all pages, by their names."""
        return {
            name: site + path
            for site, pages in ((self.home, SCHOOL_PAGES), (self.trust, TRUST_PAGES))
            for name, path in pages.items()
        }

    def visit(
        self,
        names: Iterable[str] = (),
        page: Page | None = None,
        **options: Any,
    ) -> Iterator[tuple[str, Page]]:
        """Open one page after the other: those of these names, or else all."""
        page = page or self.open_context(**options).new_page()
        addresses = self.addresses
        for name in names or addresses:
            response = page.goto(addresses[name])
            self.assertEqual(response and response.status, 200, addresses[name])
            self.assertEqual(page.url, addresses[name])
            yield name, page

    def set_up(self, page: Page, width: int, media: Mapping[str, str]) -> None:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(**{**USUAL, **media})

    def assert_nothing_sticks_out(self, page: Page) -> None:
        self.assertEqual(page.evaluate(OVERFLOW), 0)

    def assert_nothing_overlaps(self, page: Page) -> None:
        pieces, overlaps = page.evaluate(FIND_OVERLAPS)
        self.assertGreater(pieces, 10)
        self.assertEqual(overlaps, [])


class AxeTests(AuditTestCase):
    """One page of each template in one way of reading; by night each page in all."""

    # Two tests, so that they run beside each other.
    def test_axe_finds_nothing_in_a_school(self) -> None:
        self.assert_no_violation_in_its_ways(SCHOOL_PAGES)

    def test_axe_finds_nothing_in_a_trust(self) -> None:
        self.assert_no_violation_in_its_ways(TRUST_PAGES)

    def assert_no_violation_in_its_ways(self, names: Iterable[str]) -> None:
        chosen = [name for name in names if EVERY_WAY or name in LOOKED_AT]
        for name, page in self.visit(chosen):
            number = 0 if EVERY_WAY else LOOKED_AT.index(name)
            for way in choose_ways(WAYS, number):
                with self.subTest(name, way=way):
                    self.set_up(page, *WAYS[way])
                    if way == LARGE_TEXT:
                        page.add_style_tag(content=LARGE_TEXT_STYLE)
                    assert_no_violation(page)


class AccessibilityTests(AuditTestCase):
    def test_nothing_has_to_be_scrolled_sideways(self) -> None:
        for name, page in self.visit(LOOKED_AT):
            with self.subTest(name):
                self.set_up(page, PHONE, {})
                self.assert_nothing_sticks_out(page)
                page.add_style_tag(content=LARGE_TEXT_STYLE)
                for width in (PHONE, TABLET, DESKTOP):
                    with self.subTest("large text", width=width):
                        self.set_up(page, width, {})
                        self.assert_nothing_sticks_out(page)

    def test_no_text_lies_on_another(self) -> None:
        for name, page in self.visit(LOOKED_AT):
            with self.subTest(name):
                for width in (PHONE, DESKTOP):
                    with self.subTest(width=width):
                        self.set_up(page, width, {})
                        self.assert_nothing_overlaps(page)

    def test_the_keyboard_goes_in_reading_order_and_is_always_seen(self) -> None:
        for name, page in self.visit(LOOKED_AT):
            with self.subTest(name):
                count = page.locator(STOPS).count()
                self.assertGreater(count, 5)
                for index in range(count):
                    page.keyboard.press("Tab")
                    focus = page.evaluate(LOOK_AT_FOCUS, STOPS)
                    self.assertEqual(focus["index"], index, focus["html"])
                    self.assertTrue(focus["outlined"], focus["html"])
                    self.assertTrue(focus["inSight"], focus["html"])

    def test_what_comes_later_in_the_document_stands_further_down(self) -> None:
        for name, page in self.visit(LOOKED_AT):
            with self.subTest(name):
                for width in (PHONE, DESKTOP):
                    self.set_up(page, width, {})
                    # The skip link stands above all else, out of sight.
                    places = page.evaluate(PLACE_STOPS, STOPS)[1:]
                    for before, after in zip(places, places[1:], strict=False):
                        top, bottom, across, _html = before
                        below = after[0] >= top + 1 or after[1] > bottom
                        self.assertTrue(
                            below or after[2] > across, (width, before, after)
                        )

    def test_each_target_outside_of_a_sentence_is_large_enough_for_a_finger(
        self,
    ) -> None:
        for name, page in self.visit(LOOKED_AT):
            with self.subTest(name):
                for width in (PHONE, DESKTOP):
                    with self.subTest(width=width):
                        self.set_up(page, width, {})
                        self.assertEqual(page.evaluate(FIND_SMALL_TARGETS), [])


class StandardsTests(AuditTestCase):
    def test_the_html_checker_finds_no_fault(self) -> None:
        page = self.open_context().new_page()
        documents = {}
        for name, address in self.addresses.items():
            response = page.goto(address)
            assert response
            documents[name] = response.text()
        self.assertEqual(check_html(documents), [])

    def test_nothing_moves_while_a_page_loads(self) -> None:
        for name, page in self.visit(LOOKED_AT):
            with self.subTest(name):
                self.assertEqual(page.evaluate(MEASURE_SHIFT), 0)
        # So that the measure is known to see what moves.
        page.evaluate("document.body.prepend(document.querySelector('h1'))")
        self.assertGreater(page.evaluate(MEASURE_SHIFT), 0)

    def test_a_page_is_its_html_and_its_styles_and_at_most_30_kib(self) -> None:
        for name in LOOKED_AT or self.addresses:
            with self.subTest(name):
                address = self.addresses[name]
                # Of its own, so that it knows no file yet.
                page = self.open_context().new_page()
                answers: list[Response] = []
                page.on("response", lambda it, kept=answers: kept.append(it))
                page.goto(address)
                site = urljoin(address, "/")
                # An icon is each site's own matter, and is kept for all its pages.
                icons = (f"{site}favicon.ico", f"{site}static/home/icon.svg")
                came = [answer for answer in answers if answer.url not in icons]
                for answer in came:
                    self.assertTrue(answer.ok and answer.url.startswith(site))
                kinds = [answer.request.resource_type for answer in came]
                self.assertLessEqual({*kinds}, {"document", "stylesheet", "image"})
                # Those of the site's colours are a file of their own.
                self.assertLessEqual(kinds.count("stylesheet"), 2)
                words = [each for each in came if each.request.resource_type != "image"]
                weights = [len(gzip.compress(each.body(), 6)) for each in words]
                self.assertLessEqual(sum(weights), HEAVIEST, weights)
                self.assertEqual(page.context.cookies(), [])

    def test_everything_can_be_read_without_javascript(self) -> None:
        for name, page in self.visit(LOOKED_AT, java_script_enabled=False):
            with self.subTest(name):
                main = page.get_by_role("main")
                shown = main.inner_text().split()
                self.assertGreater(len(shown), 100)
                words = main.evaluate(READ_WORDS, NOT_SEEN)
                self.assertEqual("".join(shown), squeeze(words))
                expect(page.locator("noscript")).to_have_count(0)


class RightToLeftTests(AuditTestCase):
    URDU = [name for name, path in SCHOOL_PAGES.items() if path.startswith("ur/")]

    def test_urdu_says_that_it_is_written_from_right_to_left(self) -> None:
        for name, page in self.visit(self.URDU):
            with self.subTest(name):
                root = page.locator("html")
                expect(root).to_have_attribute("lang", "ur")
                expect(root).to_have_attribute("dir", "rtl")
                expect(page.get_by_role("heading", level=1)).to_have_css(
                    "direction", "rtl"
                )

    def test_the_line_beside_the_contact_is_where_reading_begins(self) -> None:
        sides = {"offer": "left", **dict.fromkeys(self.URDU, "right")}
        for name, page in self.visit(sides):
            with self.subTest(name):
                contact = page.locator(".localoffer-contact")
                for side in ("left", "right"):
                    width = "6px" if side == sides[name] else "0px"
                    expect(contact).to_have_css(f"border-{side}-width", width)


#: What stands at the top of each sheet, as letters without ligatures.
RUNNING = "Hawthorn Bank Primary School: Our local offer"


class PaperTests(AuditTestCase):
    def test_on_paper_there_is_the_content_and_nothing_to_click(self) -> None:
        for name, page in self.visit(LOOKED_AT):
            with self.subTest(name):
                page.emulate_media(media="print")
                for gone in page.locator(
                    "nav:not(.localoffer-contents), button, form a, "
                    ".localoffer-header, .localoffer-footer, .localoffer-skip, "
                    ".localoffer-formats"
                ).all():
                    expect(gone).to_be_hidden()
                for stays in page.locator("h1, .localoffer-section > h2").all():
                    expect(stays).to_be_visible()

    def test_on_paper_a_link_says_its_address(self) -> None:
        for name, page in self.visit(("offer", "print", "large print", "report")):
            with self.subTest(name):
                page.emulate_media(media="print")
                links = page.locator(".localoffer-section a[href^=http]")
                self.assertGreater(links.count(), 0)
                for link in links.all():
                    shown = link.evaluate(
                        "it => getComputedStyle(it, '::after').content"
                    )
                    self.assertIn(f"({link.get_attribute('href')})", shown)

    def test_large_print_is_larger_and_takes_more_paper(self) -> None:
        for kind in (
            ("print", "large print"),
            ("service in print", "service in large print"),
        ):
            sizes, sheets = [], []
            for _name, page in self.visit(kind):
                page.emulate_media(media="print")
                text = page.locator(".localoffer-section p").first
                sizes.append(text.evaluate("it => getComputedStyle(it).fontSize"))
                pdf = page.pdf(format="A4")
                sheets.append(len(re.findall(rb"/Type /Page\b", pdf)))
            with self.subTest(kind):
                # In points 12 and 18, the least that is called large print.
                self.assertEqual(sizes, ["16px", "24px"])
                self.assertGreater(sheets[0], 3)
                self.assertGreater(sheets[1], sheets[0])

    def test_each_sheet_has_the_running_name_and_the_example_is_eight_of_them(
        self,
    ) -> None:
        for _name, page in self.visit(["offer"]):
            pdf = page.pdf(format="A4", prefer_css_page_size=True)
            sheets = list_sheets(pdf)
            self.assertLessEqual(len(sheets), 8)
            for number, words in enumerate(sheets, start=1):
                with self.subTest(number):
                    self.assertIn(RUNNING, words)
                    self.assertIn(f"{number} / {len(sheets)}", words)
            for words in ("Who to contact", "01632 960014", "On this page"):
                self.assertIn(words, sheets[0])
            self.assertNotIn("Three things have worked well", sheets[0])

    def test_who_helps_is_one_sheet(self) -> None:
        for _name, page in self.visit(["one sheet"]):
            (sheet,) = list_sheets(page.pdf(format="A4", prefer_css_page_size=True))
            for words in ("01632 960014", "Hoist", "You may spot something first"):
                self.assertIn(words, sheet)


@pytest.mark.nightly
class SurroundingsTests(AuditTestCase):
    """Each page inside of sites with styles of their own."""

    names = (*SCHOOL_PAGES, *TRUST_PAGES)

    @classmethod
    def load_site(cls) -> None:
        super().load_site()
        port = cls.server_thread.port
        cls.council = f"http://{COUNCIL.hostname}:{port}/"
        with override_settings(DEBUG=True, PORT=str(port)):
            call_command("load_council", offers="last-ten", stdout=StringIO())

    @property
    def addresses(self) -> dict[str, str]:
        ours = {name: self.council + path for name, path in COUNCIL_PAGES.items()}
        return {**super().addresses, **ours}

    def test_a_heading_is_larger_than_what_it_stands_above(self) -> None:
        for name, page in self.visit(self.names):
            with self.subTest(name):
                for width in (PHONE, DESKTOP):
                    self.set_up(page, width, {})
                    self.assert_headings_are_larger(page)

    def test_where_a_site_resets_all_styles_the_offer_can_be_used(self) -> None:
        for name, page in self.visit(self.names):
            with self.subTest(name):
                page.add_style_tag(content=RESET)
                for width in (PHONE, DESKTOP):
                    self.set_up(page, width, {})
                    self.assert_nothing_sticks_out(page)
                    self.assert_nothing_overlaps(page)
                assert_no_violation(page)

    def test_where_a_site_resets_all_styles_the_firm_ones_come_back(self) -> None:
        for name, page in self.visit(self.names):
            with self.subTest(name):
                page.add_style_tag(content=RESET)
                page.add_style_tag(url=self.home + FIRM)
                for width in (PHONE, DESKTOP):
                    self.set_up(page, width, {})
                    self.assert_nothing_sticks_out(page)
                    self.assert_nothing_overlaps(page)
                    self.assert_headings_are_larger(page)
                assert_no_violation(page)

    def test_axe_finds_nothing_within_the_frame_of_gov_uk(self) -> None:
        style = need_package("govuk-frontend") / "dist/govuk/govuk-frontend.min.css"
        self.enterContext(
            override_settings(WAGTAIL_LOCALOFFER={"BASE_TEMPLATE": GOVUK})
        )
        context = self.open_context()
        context.route("**/govuk-frontend.min.css", lambda it: it.fulfill(path=style))
        for name, page in self.visit(self.names, context.new_page()):
            with self.subTest(name):
                link = page.locator(".govuk-service-navigation__link")
                expect(link).to_have_css("font-weight", "700")
                for width in (PHONE, DESKTOP):
                    self.set_up(page, width, {})
                    self.assert_nothing_sticks_out(page)
                    self.assert_nothing_overlaps(page)
                    self.assert_headings_are_larger(page)
                    assert_no_violation(page)

    def test_axe_finds_nothing_in_the_looks_of_the_example(self) -> None:
        self.enterContext(
            override_settings(WAGTAIL_LOCALOFFER={"BASE_TEMPLATE": EXAMPLE})
        )
        for name, page in self.visit(self.names):
            with self.subTest(name):
                whose = "trust" if name in TRUST_PAGES else "school"
                footer = page.get_by_role("contentinfo")
                expect(footer).to_contain_text(f"The {whose} is not real")
                for way in ("phone", "desktop", "dark"):
                    self.set_up(page, *WAYS[way])
                    self.assert_nothing_sticks_out(page)
                    self.assert_nothing_overlaps(page)
                    self.assert_headings_are_larger(page)
                    assert_no_violation(page)

    def test_axe_finds_nothing_in_the_look_of_the_council(self) -> None:
        self.enterContext(
            override_settings(WAGTAIL_LOCALOFFER={"BASE_TEMPLATE": EXAMPLE})
        )
        for name, page in self.visit(COUNCIL_PAGES):
            with self.subTest(name):
                footer = page.get_by_role("contentinfo")
                expect(footer).to_contain_text("The council is not real")
                self.assertEqual(page.evaluate(FIND_SMALL_TARGETS), [])
                for way in ("phone", "desktop", "dark"):
                    self.set_up(page, *WAYS[way])
                    self.assert_nothing_sticks_out(page)
                    self.assert_nothing_overlaps(page)
                    assert_no_violation(page)

    def assert_headings_are_larger(self, page: Page) -> None:
        """Each level is larger than the next, and the last one at least as the text."""
        sizes = page.evaluate(MEASURE_TEXT)
        levels = [sizes[name] for name in ("h1", "h2", "h3") if sizes[name]]
        self.assertGreaterEqual(len(levels), 2)
        for upper, lower in zip(levels, levels[1:], strict=False):
            self.assertGreater(min(upper), max(lower), sizes)
        self.assertGreater(min(sizes["h2"]), max(sizes["text"]), sizes)
        self.assertGreaterEqual(min(levels[-1]), max(sizes["text"]), sizes)
        self.assertGreaterEqual(min(sizes["weight"]), 600)


def list_sheets(pdf: bytes) -> list[str]:
    """The words on each page of a PDF."""
    pages = extract_pages(BytesIO(pdf))
    return [
        " ".join(
            " ".join(normalize("NFKC", part.get_text()).split())
            for part in page
            if isinstance(part, LTTextContainer)
        )
        for page in pages
    ]


def squeeze(text: str | None) -> str:
    return "".join((text or "").split())
