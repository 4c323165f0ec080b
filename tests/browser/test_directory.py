"""Finding and comparing, as families do it: on a phone, by keyboard, on paper."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any

from django.core.management import call_command
from django.test import override_settings
from playwright.sync_api import Locator, Page, expect
from wagtail.models import Locale, Site

from example_site.home.council import COUNCIL
from tests.browser.axe import assert_no_violation
from tests.browser.test_audits import (
    DESKTOP,
    FIND_SMALL_TARGETS,
    HEAVIEST,
    LOOK_AT_FOCUS,
    MEASURE_SHIFT,
    PHONE,
    WAYS,
    AuditTestCase,
)
from tests.directory.directory_case import add_elsewhere
from tests.nu import check_html
from wagtail_localoffer.models import OfferDirectoryPage, OfferListing

ALL, OPEN, EMPTY, WRONG, CHOSEN, COMPARED = (
    *("all", "filters open", "nothing found", "errors", "chosen"),
    "two compared",
)

#: In which way each of them is looked at. Other pages are, in each way.
LOOKED_AT = {
    ALL: "desktop",
    OPEN: "phone",
    EMPTY: "dark",
    WRONG: "forced colours",
    CHOSEN: "forced colours, dark",
    COMPARED: "dark",
}

SCHOOLS = ("Pike End Primary School", "St John’s Primary School, Millbrook")

PARENTS_PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
}

#: What the Tab key stops at: not at what is folded away.
STOPS = (
    "a[href], button, select, summary, [tabindex], "
    "input:not(details:not([open]) > fieldset input)"
)

#: From the home page to two schools side by side, each field and each tick counted.
MOST_TAPS = 10


class DirectoryTests(AuditTestCase):
    """All of them look at the site of the example's council, which is loaded once."""

    keys: dict[str, str]

    @classmethod
    def load_site(cls) -> None:
        port = cls.server_thread.port
        with override_settings(DEBUG=True, PORT=str(port)):
            call_command("load_council", offers="last-ten", stdout=StringIO())
        Site.objects.update(hostname=COUNCIL.hostname, port=port)
        Site.clear_site_root_paths_cache()
        cls.home = f"http://{COUNCIL.hostname}:{port}/"

    @classmethod
    def keep_site(cls) -> None:
        urdu, _created = Locale.objects.get_or_create(language_code="ur")
        directory = OfferDirectoryPage.objects.get()
        # More than one page of the list shows, without as many offers to publish.
        directory.scope = "sources"
        directory.save()
        for number in range(15):
            add_elsewhere(name=f"Otter Lane Nursery {number}")
        for page in (directory.get_parent().specific, directory):
            page.copy_for_translation(urdu).save_revision().publish()
        names = OfferListing.objects.values_list("name", "key")
        cls.keys = {name: str(key) for name, key in names}

    @property
    def addresses(self) -> dict[str, str]:
        chosen = "&".join(f"offer={self.keys[name]}" for name in SCHOOLS)
        paths = {
            ALL: "",
            OPEN: "?need=sensory_physical&access=hearing_loop"
            "&childcare=childcare_before",
            EMPTY: f"?place=Nowhere&age=24&access=hoist&{chosen}",
            WRONG: "?age=nine&place=Millbrook",
            CHOSEN: f"?childcare=childcare_after&{chosen}",
            COMPARED: f"compare/?age=9&access=hearing_loop&{chosen}",
        }
        return {name: f"{self.home}find/{path}" for name, path in paths.items()}

    def open_one(self, name: str, **options: Any) -> Page:
        ((_name, page),) = self.visit((name,), **options)
        return page

    def test_a_parent_finds_two_schools_with_a_hearing_loop_in_ten_taps(self) -> None:
        page = self.open_context(**PARENTS_PHONE).new_page()
        taps = 0

        def tap(target: Locator) -> None:
            nonlocal taps
            taps += 1
            target.tap()

        page.goto(self.home)
        tap(page.get_by_role("link", name="Find and compare"))
        for label, words in (("Age in years", "9"), ("Town or postcode", "Pike End")):
            tap(page.get_by_label(label))
            page.keyboard.type(words)
        tap(page.locator("summary", has_text="Access").first)
        tap(page.get_by_label("Hearing loop"))
        tap(page.get_by_role("button", name="Show offers"))

        expect(page.get_by_role("heading", name="1 local offer")).to_be_in_viewport()
        first = page.get_by_role("listitem").filter(has_text="Pike End Primary")
        expect(first.locator("dl > div").first).to_have_text("Hearing loop: Yes")
        tap(page.get_by_label("Compare Pike End Primary"))
        tap(page.get_by_role("button", name="Without Pike End"))
        expect(page.get_by_label("Compare Pike End Primary")).to_be_checked()
        tap(page.get_by_label("Compare St John’s Primary"))
        compare = page.get_by_role("button", name="Compare")
        expect(compare).to_be_in_viewport(ratio=1)
        tap(compare)

        expect(page.get_by_role("heading", level=1)).to_have_text(
            "Compare Pike End Primary School and St John’s Primary School, Millbrook"
        )
        asked = page.locator("#about tbody tr").nth(1)
        expect(asked.locator("th")).to_have_text("Hearing loop")
        expect(asked.locator("strong")).to_have_text(["Yes", "Yes"])
        # Side by side, without scrolling.
        tops = [each.bounding_box()["y"] for each in asked.locator("td").all()]
        self.assertEqual(*tops)
        expect(asked.locator("strong").first).to_be_in_viewport()
        self.assertLessEqual(taps, MOST_TAPS)

    def test_axe_finds_nothing(self) -> None:
        for name, page in self.visit(LOOKED_AT):
            with self.subTest(name, way=LOOKED_AT[name]):
                self.set_up(page, *WAYS[LOOKED_AT[name]])
                assert_no_violation(page)

    def test_nothing_sticks_out_or_is_too_small_for_a_finger(self) -> None:
        # 320 pixels are also what a desktop has at 400 %.
        for name, page in self.visit():
            for width in (PHONE, DESKTOP):
                with self.subTest(name, width=width):
                    self.set_up(page, width, {})
                    self.assert_nothing_sticks_out(page)
                    # What it is for is to lie on the list.
                    page.add_style_tag(content=".localoffer-compare { all: unset }")
                    self.assert_nothing_overlaps(page)
                    self.assertEqual(page.evaluate(FIND_SMALL_TARGETS), [])

    def test_the_html_checker_finds_no_fault(self) -> None:
        documents = {}
        with self.record_answers() as (page, answers):
            for name, address in self.addresses.items():
                answers.clear()
                page.goto(address)
                documents[name] = answers[0].text()
        self.assertEqual(check_html(documents), [])

    def test_the_keyboard_alone_compares_two_and_is_never_behind_the_bar(self) -> None:
        page = self.open_one(CHOSEN, viewport={"width": DESKTOP, "height": 700})
        expect(page.locator(".localoffer-compare")).to_have_css("position", "sticky")
        count = page.locator(STOPS).count()
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
        page.get_by_label("Compare St John’s Primary").focus()
        page.keyboard.press("Space")
        expect(page.locator("[name=offer]:checked")).to_have_count(1)
        page.keyboard.press("Space")
        page.get_by_role("button", name="Compare").press("Enter")
        expect(page.locator("#about thead th")).to_have_count(2)

    def test_in_a_low_window_the_bar_takes_no_room(self) -> None:
        page = self.open_one(CHOSEN, viewport={"width": PHONE, "height": 256})
        expect(page.locator(".localoffer-compare")).to_have_css("position", "static")

    def test_before_something_is_ticked_there_is_no_bar(self) -> None:
        page = self.open_one(ALL, **PARENTS_PHONE)
        bar = page.locator(".localoffer-compare")
        expect(bar).to_have_css("position", "static")
        ticks = page.get_by_role("checkbox", name="Compare")
        ticks.first.check()
        expect(bar).to_have_css("position", "sticky")
        expect(bar).to_be_in_viewport(ratio=1)
        # It has the number on it, which only its looks tell.
        one = bar.screenshot()
        ticks.nth(1).check()
        self.assertNotEqual(bar.screenshot(), one)

    def test_it_works_the_same_without_a_script(self) -> None:
        context = self.open_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(f"{self.home}find/")
        page.get_by_label("Age in years").fill("3")
        page.locator("summary", has_text="Childcare").first.click()
        page.get_by_label("Childcare after the day ends").check()
        page.get_by_role("button", name="Show offers").click()
        names = ("Oakenrow Primary School", "Starling Cottage Childminding")
        for name in names:
            page.get_by_label(f"Compare {name}").check()
        page.get_by_role("button", name="Remove Age 3").click()
        self.assertNotIn("age=", page.url)
        page.get_by_role("button", name="Compare").click()
        columns = page.get_by_role("table", name="At a glance")
        for name in names:
            expect(columns.get_by_role("link", name=name, exact=True)).to_be_visible()
        self.assertEqual(context.cookies(), [])

    def test_an_age_that_is_wrong_is_said_and_stays_to_be_put_right(self) -> None:
        page = self.open_one(WRONG)
        age = page.get_by_label("Age in years")
        expect(age).to_have_value("nine")
        expect(age).to_have_accessible_description("Enter a whole number from 0 to 25.")
        page.locator("#results").get_by_role("link", name="Age in years").click()
        expect(age).to_be_in_viewport()

    def test_on_paper_there_is_the_list_with_all_facts_and_no_filters(self) -> None:
        page = self.open_one(CHOSEN)
        page.emulate_media(media="print")
        gone = page.locator(
            "main :is(button, input, select, summary, .localoffer-filters)"
        )
        for each in gone.all():
            expect(each).to_be_hidden()
        entry = page.get_by_role("listitem").filter(has_text="St John’s Primary")
        expect(entry.get_by_text("before the day starts")).to_be_visible()
        # What was asked for says which these are.
        expect(page.locator(".localoffer-asked")).to_contain_text("after the day")

    def test_urdu_is_read_from_right_to_left(self) -> None:
        page = self.open_context(**PARENTS_PHONE).new_page()
        page.goto(f"{self.home}ur/find/?access=hearing_loop")
        expect(page.locator("html")).to_have_attribute("dir", "rtl")
        self.assert_nothing_sticks_out(page)
        ticks = page.locator("#results > ul > li [name=offer]")
        for index in (0, 1):
            ticks.nth(index).check()
        box = ticks.first.bounding_box()
        assert box
        self.assertGreater(box["x"], 300)
        page.locator("button[formaction]").tap()
        expect(page.locator("#about thead th")).to_have_count(2)
        expect(page.locator("html")).to_have_attribute("lang", "ur")
        page.wait_for_load_state()
        self.assert_nothing_sticks_out(page)

    def test_a_list_and_a_comparison_weigh_no_more_than_other_pages(self) -> None:
        with self.record_answers() as (page, answers):
            for name in (ALL, COMPARED):
                answers.clear()
                page.goto(self.addresses[name])
                kinds = ("document", "stylesheet")
                came = [a for a in answers if a.request.resource_type in kinds]
                weights = [len(gzip.compress(each.body(), 6)) for each in came]
                with self.subTest(name):
                    self.assertGreater(len(weights), 1)
                    self.assertLessEqual(sum(weights), HEAVIEST, weights)

    def test_nothing_moves_while_a_page_loads(self) -> None:
        for name, page in self.visit((ALL, CHOSEN, COMPARED), **PARENTS_PHONE):
            with self.subTest(name):
                self.assertEqual(page.evaluate(MEASURE_SHIFT), 0)

    @contextmanager
    def record_answers(self) -> Iterator[tuple[Page, list[Any]]]:
        page = self.open_context().new_page()
        answers: list[Any] = []
        page.on("response", lambda answer: answers.append(answer))
        yield page, answers
