"""What helps an editor to write: prompts, the checklist and the review."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import override_settings
from playwright.sync_api import Locator, Page, expect

from tests.browser.editor import (
    SETTING,
    TITLE,
    EditorTestCase,
    dictate,
    expect_autosave,
    fill_in,
    find_block,
    give_title,
    list_blocks,
    name_of_contact,
    publish,
    write,
)
from wagtail_localoffer.models import LocalOfferPage

CHECKLIST = ".localoffer-checklist"

#: In full: there is a fact about mental health in another section.
HEALTH = "Health (including emotional health and well being)"

AXE_OPTIONS = {
    "runOnly": {
        "type": "tag",
        "values": [
            "wcag2a",
            "wcag2aa",
            "wcag21a",
            "wcag21aa",
            "wcag22aa",
            "best-practice",
        ],
    }
}


class StrictPolicyMiddleware:
    """Allow what comes from the site itself, and nothing that is inline."""

    POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'"

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> Any:
        response = self.get_response(request)
        response["Content-Security-Policy"] = self.POLICY
        return response


def checklist_of(page: Page) -> Locator:
    return page.locator(CHECKLIST)


def choose_type(page: Page, name: str) -> None:
    page.get_by_role("combobox", name="Type of setting").select_option(name)


class PromptTests(EditorTestCase):
    def test_they_follow_the_type_of_setting_at_once(self) -> None:
        page = self.open_new_offer()
        prompts = find_block(page, "Transitions").locator(".localoffer-prompts")
        asked = {}
        for name in ("Early years setting", "Primary school", "College or sixth form"):
            choose_type(page, name)
            asked[name] = prompts.inner_text()
        self.assertEqual(len(set(asked.values())), 3)
        self.assertIn("pupil", asked["Primary school"])
        self.assertIn("student", asked["College or sixth form"])
        self.assertNotIn("pupil", asked["Early years setting"])

    def test_facts_that_a_type_does_not_have_are_not_asked(self) -> None:
        page = self.open_new_offer()
        fact = find_block(page, "Extra curricular").get_by_text("holidays")
        choose_type(page, "Primary school")
        expect(fact.first).to_be_visible()
        choose_type(page, "College or sixth form")
        expect(fact.first).to_be_hidden()

    def test_whoever_works_at_home_is_asked_for_the_area_alone(self) -> None:
        page = self.open_new_offer()
        address = page.get_by_label("Address", exact=True)
        area = page.get_by_label("Area", exact=True)
        choice = page.get_by_label("Your address for families")
        at_home = "At our home: give the area only"
        usual = "The area alone for a childminder, else the whole address"
        for name, said, asked, not_asked in (
            ("Primary school", usual, address, area),
            ("Childminder", usual, area, address),
            ("Childminder", "Give the whole address", address, area),
            ("Primary school", at_home, area, address),
        ):
            choose_type(page, name)
            choice.select_option(said)
            expect(asked).to_be_visible()
            expect(not_asked).to_be_hidden()

    def test_a_part_for_others_steps_aside_while_it_is_empty(self) -> None:
        page = self.open_new_offer()
        block = list_blocks(page).filter(
            has=page.get_by_role("heading", name="The Setting", include_hidden=True)
        )
        choose_type(page, "Primary school")
        expect(block).to_be_hidden()
        choose_type(page, "Early years setting")
        expect(block).to_be_visible()
        write(page, "The Setting", "We have two rooms.")
        choose_type(page, "Primary school")
        expect(block).to_be_visible()


class ChecklistTests(EditorTestCase):
    def test_it_follows_what_is_typed_without_a_click(self) -> None:
        page = self.open_new_offer()
        missing = checklist_of(page).get_by_role("link", name="Enter the SENCO’s name.")
        checklist_of(page).get_by_text(
            "Needed before you can publish", exact=True
        ).click()
        expect(missing).to_be_visible()
        with expect_autosave(page):
            give_title(page)
        with expect_autosave(page):
            name_of_contact(page).fill(SETTING.contact)
        expect(missing).to_be_hidden()
        expect(checklist_of(page)).to_contain_text("Enter the address of your setting.")

    def test_what_was_unfolded_stays_so(self) -> None:
        page = self.open_new_offer()
        checklist_of(page).get_by_text("All parts, and what is asked of them").click()
        health = checklist_of(page).locator("details[data-key=health]")
        expect(health).to_be_visible()
        with expect_autosave(page):
            give_title(page)
        with expect_autosave(page):
            dictate(page, HEALTH, "A nurse visits us.")
        expect(health).to_contain_text("Thin")
        expect(health).to_be_visible()

    def test_the_keyboard_alone_reaches_a_missing_part(self) -> None:
        page = self.open_new_offer()
        heading = page.get_by_text("Needed before you can publish", exact=True)
        heading.focus()
        page.keyboard.press("Enter")
        link = checklist_of(page).get_by_role("link", name=re.compile("“Health"))
        for _press in range(40):
            page.keyboard.press("Tab")
            if link.evaluate("link => link === document.activeElement"):
                break
        expect(link).to_be_focused()
        page.keyboard.press("Enter")
        editor = find_block(page, HEALTH).locator("[contenteditable=true]").first
        expect(editor).to_be_focused()
        expect(editor).to_be_in_viewport()
        page.keyboard.type("A nurse visits us.")
        expect(editor).to_have_text("A nurse visits us.")

    def test_a_link_to_the_council_leads_to_its_button(self) -> None:
        page = self.open_new_offer()
        page.get_by_text("Needed before you can publish", exact=True).click()
        link = checklist_of(page).get_by_role("link", name="Choose the council")
        link.focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name="Choose a council")).to_be_focused()

    def test_a_server_that_does_not_answer_is_said_and_loses_nothing(self) -> None:
        page = self.open_new_offer()
        page.route("**/checklist/", lambda route: route.abort())
        with expect_autosave(page):
            give_title(page)
        expect(page.get_by_text("could not be brought up to date")).to_be_visible()
        page.unroute("**/checklist/")
        with expect_autosave(page):
            name_of_contact(page).fill(SETTING.contact)
        expect(page.get_by_text("could not be brought up to date")).to_be_hidden()

    def test_a_nursery_publishes_without_adding_a_block(self) -> None:
        page = self.open_new_offer()
        nursery = replace(SETTING, choices={"Type of setting": "Early years setting"})
        before = list_blocks(page).count()
        fill_in(page, nursery)
        write(page, "The Setting", "We have two rooms and thirty places.")
        publish(page)
        page.get_by_role("status").get_by_role("link", name="View live").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
        region = page.get_by_role("region", name="The Setting", exact=True)
        expect(region).to_contain_text("two rooms")
        self.assertEqual(before, 14)


class ExampleTestCase(EditorTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.open_form(self.edit_path)

    @classmethod
    def load_site(cls) -> None:
        super().load_site()
        offer = LocalOfferPage.objects.get(
            slug="local-offer", locale__language_code="en-gb"
        )
        cls.edit_path = f"/admin/pages/{offer.pk}/edit/"


class ExampleTests(ExampleTestCase):
    def test_everything_is_done_and_every_source_is_shown(self) -> None:
        page = self.page
        summary = checklist_of(page).locator("#localoffer-progress")
        done, asked = re.findall(r"\d+", summary.inner_text())[:2]
        self.assertEqual(done, asked)
        checklist_of(page).locator("details").evaluate_all(
            "all => all.forEach(one => { one.open = true; })"
        )
        sources = checklist_of(page).locator(".localoffer-checklist__asked > li")
        self.assertGreater(sources.count(), 20)
        for source in sources.all():
            expect(source).to_contain_text(re.compile("(Must|Should): .*(20|Council)"))

    def test_still_correct_is_one_click(self) -> None:
        page = self.page
        expect(checklist_of(page)).to_contain_text("Not reviewed since")
        page.get_by_role("button", name="Nothing to change, still correct").click()
        expect(checklist_of(page)).to_contain_text("Last reviewed on")
        expect(checklist_of(page)).to_contain_text("editor")
        expect(page.get_by_text("Recorded: reviewed today.")).to_be_attached()
        # The button has done its work, and the keyboard is still in the list.
        expect(checklist_of(page).locator("summary").first).to_be_focused()
        page.goto(f"{self.home}local-offer/")
        expect(page.get_by_text("Last reviewed:")).to_be_visible()

    def test_a_review_that_was_not_recorded_is_said(self) -> None:
        page = self.page
        page.route("**/review/", lambda route: route.abort())
        page.get_by_role("button", name="Nothing to change, still correct").click()
        expect(checklist_of(page).get_by_role("alert")).to_have_text(
            "The review was not recorded. Try again."
        )


class AccessTests(ExampleTestCase):
    """What this package adds to the editor, for everybody and in every mode."""

    def check(self, page: Page) -> None:
        checklist_of(page).locator("details").evaluate_all(
            "all => all.forEach(one => { one.open = true; })"
        )
        for part in (CHECKLIST, ".localoffer-prompts", ".localoffer-facts-form"):
            results = Axe().run(page, context=part, options=AXE_OPTIONS)
            self.assertEqual(results.violations_count, 0, results.generate_report())
            self.assertGreater(len(results.response["passes"]), 3)

    def test_axe_finds_nothing_in_what_we_add(self) -> None:
        self.check(self.page)

    def test_nor_in_dark_mode(self) -> None:
        self.page.emulate_media(color_scheme="dark")
        self.page.locator("html").evaluate(
            "html => html.classList.replace('w-theme-system', 'w-theme-dark')"
        )
        self.check(self.page)

    def test_nor_from_right_to_left(self) -> None:
        self.page.locator("html").evaluate("html => { html.dir = 'rtl'; }")
        self.check(self.page)
        left = self.page.locator(f"{CHECKLIST} progress").bounding_box()
        whole = checklist_of(self.page).bounding_box()
        assert left is not None and whole is not None
        self.assertAlmostEqual(
            left["x"] + left["width"], whole["x"] + whole["width"], delta=2
        )

    def test_nothing_is_cut_off_at_400_percent(self) -> None:
        # 1280 pixels at four times the size.
        self.page.set_viewport_size({"width": 320, "height": 256})
        self.check(self.page)
        for part in (CHECKLIST, ".localoffer-prompts"):
            fits = self.page.locator(part).first.evaluate(
                "part => part.scrollWidth <= part.clientWidth + 1"
            )
            self.assertTrue(fits, part)


@override_settings(
    MIDDLEWARE=[
        "tests.browser.test_guided_writing.StrictPolicyMiddleware",
        *settings.MIDDLEWARE,
    ]
)
class StrictPolicyTests(ExampleTestCase):
    def test_the_checklist_works_where_nothing_inline_is_allowed(self) -> None:
        page = self.page
        page.get_by_role("button", name="Nothing to change, still correct").click()
        expect(checklist_of(page)).to_contain_text("Last reviewed on")

    def test_nothing_that_we_add_is_inline(self) -> None:
        inline = "script, style, [style], [onclick], [onchange]"
        for part in (CHECKLIST, ".localoffer-prompts"):
            found = self.page.locator(part).locator(inline)
            expect(found).to_have_count(0)
