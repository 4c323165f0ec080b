"""Comparing offers, as readers meet it: on a desk, a phone, on paper, by keyboard."""

from __future__ import annotations

import gzip
import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from wagtail.models import Locale

from tests.browser.axe import assert_no_violation
from tests.browser.test_audits import (
    DESKTOP,
    HEAVIEST,
    LARGE_TEXT,
    LARGE_TEXT_STYLE,
    LOOK_AT_FOCUS,
    PHONE,
    RESET,
    STOPS,
    WAYS,
    AuditTestCase,
    squeeze,
)
from tests.browser.testcase import choose_ways
from tests.directory.directory_case import add_directory, add_elsewhere
from tests.nu import check_html
from wagtail_localoffer.models import (
    HealthServicePage,
    LocalOfferPage,
    QuestionsOfferPage,
)

TWO, FOUR, MIXED, URDU, NONE = "two", "four", "mixed", "two in Urdu", "none"


#: What the names above the columns lie on, when the page is scrolled.
IS_STUCK = "it => Math.abs(it.getBoundingClientRect().top) < 2"


class ComparisonTests(AuditTestCase):
    """All of them look at the same few pages, which are made once."""

    queries: dict[str, str]

    @classmethod
    def keep_site(cls) -> None:
        directory = add_directory(scope="sources", slug="compare-here")
        urdu = directory.copy_for_translation(Locale.objects.get(language_code="ur"))
        urdu.save_revision().publish()
        schools: Any = LocalOfferPage.objects.filter(locale=directory.locale)
        keys = dict(schools.values_list("slug", "translation_key"))
        school, nursery, minder = (
            keys[slug] for slug in ("local-offer", "little-alders", "sparrows")
        )
        high = QuestionsOfferPage.objects.get().translation_key
        service = HealthServicePage.objects.order_by("pk")[0].translation_key
        elsewhere = add_elsewhere().key
        cls.queries = {
            name: "&".join(f"offer={key}" for key in chosen)
            for name, chosen in {
                TWO: (school, nursery),
                FOUR: (school, nursery, minder, high),
                MIXED: (school, service, elsewhere),
                URDU: (school, nursery),
                NONE: (),
            }.items()
        }

    @property
    def addresses(self) -> dict[str, str]:
        return {
            name: f"{self.home}{'ur/' if name == URDU else ''}compare-here/compare/"
            + (f"?{query}" if query else "")
            for name, query in self.queries.items()
        }

    def open_one(self, name: str, **options: Any) -> Page:
        ((_name, page),) = self.visit((name,), **options)
        return page

    @pytest.mark.nightly
    def test_axe_finds_nothing(self) -> None:
        for number, (name, page) in enumerate(self.visit()):
            for way in choose_ways(WAYS, number):
                with self.subTest(name, way=way):
                    self.set_up(page, *WAYS[way])
                    if way == LARGE_TEXT:
                        page.add_style_tag(content=LARGE_TEXT_STYLE)
                    assert_no_violation(page)

    def test_the_html_checker_finds_no_fault(self) -> None:
        page = self.open_context().new_page()
        documents = {}
        for name, address in self.addresses.items():
            response = page.goto(address)
            assert response
            documents[name] = response.text()
        self.assertEqual(check_html(documents), [])

    @pytest.mark.nightly
    def test_nothing_sticks_out_or_lies_on_another(self) -> None:
        # 320 pixels are also what a desktop has at 400 %.
        for name, page in self.visit():
            for width in (PHONE, 820, DESKTOP):
                with self.subTest(name, width=width):
                    self.set_up(page, width, {})
                    self.assert_nothing_sticks_out(page)
                    if name != NONE:
                        self.assert_nothing_overlaps(page)
            page.add_style_tag(content=LARGE_TEXT_STYLE)
            for width in (PHONE, DESKTOP):
                with self.subTest("large text", name=name, width=width):
                    self.set_up(page, width, {})
                    self.assert_nothing_sticks_out(page)

    def test_on_a_desk_it_is_a_table_whose_names_stay_in_sight(self) -> None:
        page = self.open_one(TWO, viewport={"width": DESKTOP, "height": 800})
        access = page.get_by_role("table", name="Access")
        names = ["Hawthorn Bank Primary School", "Little Alders Nursery"]
        expect(access.get_by_role("columnheader")).to_have_text(names)
        row = access.get_by_role("row", name=re.compile("^Hoist"))
        expect(row.get_by_role("rowheader")).to_have_text("Hoist")
        expect(row.locator(".localoffer-comparison__name").first).to_be_hidden()
        access.get_by_role("rowheader").last.evaluate("it => it.scrollIntoView()")
        page.mouse.wheel(0, -60)
        head = access.get_by_role("columnheader").first
        page.wait_for_function(IS_STUCK, arg=head.element_handle())
        expect(head).to_be_in_viewport(ratio=1)

    def test_on_a_phone_each_answer_has_the_name_beside_it(self) -> None:
        page = self.open_one(TWO, viewport={"width": 390, "height": 800})
        row = page.locator("#facts-access tbody tr").first
        expect(page.locator("#facts-access thead")).to_be_hidden()
        expect(row).to_have_text(
            re.compile(
                "Step-free entrance.*Hawthorn Bank Primary School.*Yes"
                ".*Little Alders Nursery.*Yes",
                re.DOTALL,
            )
        )
        for name in row.locator(".localoffer-comparison__name").all():
            expect(name).to_be_visible()
        # Who is compared, and how to leave one out, stands on top all the same.
        expect(page.get_by_role("link", name="Remove Little Alders")).to_be_visible()

    def test_on_a_tablet_four_offers_stand_two_by_two(self) -> None:
        page = self.open_one(FOUR, viewport={"width": 820, "height": 800})
        cells = page.locator("#facts-access tbody tr").first.locator("td")
        tops = cells.evaluate_all(
            "all => all.map(it => it.getBoundingClientRect().top)"
        )
        self.assertEqual([tops[0], tops[2]], [tops[1], tops[3]])
        self.assertLess(tops[0], tops[2])

    def test_the_keyboard_is_always_seen_below_the_names(self) -> None:
        page = self.open_one(TWO, viewport={"width": DESKTOP, "height": 800})
        count = page.locator(STOPS).count()
        self.assertGreater(count, 30)
        for key, places in (
            ("Tab", range(count)),
            ("Shift+Tab", range(count - 1)[::-1]),
        ):
            for index in places:
                page.keyboard.press(key)
                focus = page.evaluate(LOOK_AT_FOCUS, STOPS)
                self.assertEqual(focus["index"], index, focus["html"])
                self.assertTrue(focus["outlined"], focus["html"])
                self.assertTrue(focus["inSight"], (key, focus["html"]))

    def test_two_that_are_ticked_in_the_list_are_compared(self) -> None:
        page = self.open_context(java_script_enabled=False).new_page()
        page.goto(f"{self.home}compare-here/?setting_type=primary")
        page.get_by_label("Compare Hawthorn Bank").check()
        page.get_by_role("button", name="Compare").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(
            "Compare Hawthorn Bank Primary School with others"
        )
        page.get_by_role("link", name="Choose another offer").click()
        expect(page.get_by_label("Compare Hawthorn Bank")).to_be_checked()
        self.assertIn("setting_type=primary", page.url)

    @pytest.mark.nightly
    def test_where_a_site_resets_all_styles_it_can_be_used(self) -> None:
        page = self.open_one(TWO)
        page.add_style_tag(content=RESET)
        for width in (PHONE, DESKTOP):
            with self.subTest(width=width):
                self.set_up(page, width, {})
                self.assert_nothing_sticks_out(page)
                self.assert_nothing_overlaps(page)
        assert_no_violation(page)

    def test_one_is_removed_and_another_added_without_a_script(self) -> None:
        page = self.open_one(FOUR, java_script_enabled=False)
        page.get_by_role("link", name="Remove Sparrows Childminding").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(
            "Compare Hawthorn Bank Primary School, Little Alders Nursery and "
            "Beckside High School"
        )
        page.get_by_role("link", name="Add another offer").click()
        self.assertRegex(
            page.url, r"/compare-here/\?offer=[-\w]+&offer=[-\w]+&offer=[-\w]+$"
        )
        self.assertEqual(page.context.cookies(), [])

    def test_everything_is_there_without_a_script(self) -> None:
        page = self.open_one(TWO, java_script_enabled=False)
        self.assertIn("Readtherest", squeeze(page.get_by_role("main").inner_text()))

    def test_the_rest_of_a_passage_is_one_click_away(self) -> None:
        page = self.open_one(TWO)
        row = page.locator("#sections tbody tr", has_text="Teaching and learning")
        row.get_by_role("link").last.click()
        heading = page.get_by_role("heading", name="Teaching and learning", level=1)
        expect(heading).to_be_in_viewport(ratio=1)

    def test_two_offers_weigh_no_more_than_other_pages(self) -> None:
        page = self.open_context().new_page()
        answers: list[Any] = []
        page.on("response", lambda answer: answers.append(answer))
        page.goto(self.addresses[TWO])
        kinds = ("document", "stylesheet")
        came = [each for each in answers if each.request.resource_type in kinds]
        weights = [len(gzip.compress(each.body(), 6)) for each in came]
        self.assertLessEqual(sum(weights), HEAVIEST, weights)

    def test_on_paper_the_facts_of_four_take_two_sheets(self) -> None:
        page = self.open_one(FOUR)
        page.emulate_media(media="print")
        for gone in page.locator("nav, .localoffer-comparison__remove").all():
            expect(gone).to_be_hidden()
        expect(page.locator("#facts-access thead")).to_be_visible()
        page.add_style_tag(content="#sections { display: none }")
        sheets = re.findall(rb"/Type /Page\b", page.pdf(format="A4"))
        self.assertEqual(len(sheets), 2)

    def test_urdu_is_read_from_right_to_left(self) -> None:
        page = self.open_one(URDU, viewport={"width": DESKTOP, "height": 800})
        first, second = page.locator("#about thead th").all()
        places = [each.bounding_box() for each in (first, second)]
        self.assertGreater(places[0]["x"], places[1]["x"])
        note = page.locator(".localoffer-comparison__note[lang=en-gb]").first
        expect(note).to_have_css("direction", "ltr")
        # It stands where the answer above it does.
        self.assertEqual(
            *(
                page.locator("#facts-need td", has=note).first.evaluate(
                    "(cell, what) => { const range = document.createRange();"
                    "range.selectNodeContents(cell.querySelector(what));"
                    "return Math.round(range.getBoundingClientRect().right) }",
                    what,
                )
                for what in ("strong", ".localoffer-comparison__note")
            )
        )
