"""What helps an editor to write: prompts, the checklist and the review."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.conf import settings
from django.test import override_settings
from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import assert_no_violation
from tests.browser.editor import (
    EMAIL,
    SETTING,
    EditorTestCase,
    dictate,
    expect_autosave,
    find_block,
    list_blocks,
    name_of_contact,
    write,
)
from tests.browser.testcase import choose_ways
from wagtail_localoffer.models import LocalOfferPage

CHECKLIST = ".localoffer-checklist"

#: In full: there is a fact about mental health in another section.
HEALTH = "Health (including emotional health and well being)"


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


class TypeTests(EditorTestCase):
    @pytest.mark.nightly
    def test_facts_that_a_type_does_not_have_are_not_asked(self) -> None:
        page = self.open_new_offer()
        fact = find_block(page, "Extra curricular").get_by_text("holidays")
        choose_type(page, "Primary school")
        expect(fact.first).to_be_visible()
        choose_type(page, "College or sixth form")
        expect(fact.first).to_be_hidden()

    @pytest.mark.nightly
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

    @pytest.mark.nightly
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


def open_checklist(page: Page) -> Locator:
    page.get_by_role("button", name="Toggle checklist").click()
    expect(checklist_of(page)).to_be_visible()
    return checklist_of(page)


class ChecklistTests(EditorTestCase):
    def test_it_follows_what_is_typed_without_a_click(self) -> None:
        page = self.open_new_offer()
        checklist = open_checklist(page)
        missing = checklist.get_by_role("link", name="Enter the SENCO’s name.")
        expect(missing.first).to_be_visible()
        with expect_autosave(page):
            name_of_contact(page).fill(SETTING.contact)
        expect(missing).to_have_count(0)

    @pytest.mark.nightly
    def test_its_badge_counts_what_is_needed_to_publish(self) -> None:
        page = self.open_new_offer()
        badge = page.locator(
            "[data-side-panel-toggle=checklist] [data-side-panel-toggle-counter]"
        )
        expect(badge).to_have_text("17")
        with expect_autosave(page):
            name_of_contact(page).fill(SETTING.contact)
        expect(badge).to_have_text("16")

    @pytest.mark.nightly
    def test_what_is_folded_open_stays_open_after_a_save(self) -> None:
        page = self.open_new_offer()
        choose_type(page, "Primary school")
        with expect_autosave(page):
            dictate(page, HEALTH, "A nurse visits us.")
        why = open_checklist(page).locator("details[data-key^=why]").first
        why.locator("summary").click()
        with expect_autosave(page):
            name_of_contact(page).fill(SETTING.contact)
        expect(checklist_of(page)).not_to_contain_text("Enter the SENCO’s name.")
        expect(why).to_have_attribute("open", "")

    @pytest.mark.nightly
    def test_the_keyboard_alone_reaches_a_missing_part(self) -> None:
        page = self.open_new_offer("parts")
        toggle = page.get_by_role("button", name="Toggle checklist")
        toggle.focus()
        page.keyboard.press("Enter")
        link = checklist_of(page).get_by_role("link", name=re.compile("in “Health"))
        link.first.focus()
        page.keyboard.press("Enter")
        editor = find_block(page, HEALTH).locator("[contenteditable=true]").first
        expect(editor).to_be_focused()
        expect(editor).to_be_in_viewport()
        page.keyboard.type("A nurse visits us.")
        expect(editor).to_have_text("A nurse visits us.")

    @pytest.mark.nightly
    def test_a_server_that_does_not_answer_is_said_and_loses_nothing(self) -> None:
        page = self.open_new_offer("parts")
        page.route("**/checklist/", lambda route: route.abort())
        page.evaluate("location.hash = '#part-senco_contact'")
        with expect_autosave(page):
            name_of_contact(page).fill(SETTING.contact)
        expect(page.get_by_text("could not be brought up to date")).to_be_visible()
        page.unroute("**/checklist/")
        with expect_autosave(page):
            page.get_by_role("textbox", name="Email address").fill(EMAIL)
        expect(page.get_by_text("could not be brought up to date")).to_be_hidden()
        expect(name_of_contact(page)).to_have_value(SETTING.contact)


class ExampleTestCase(EditorTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.open_form(self.edit_path, "parts")
        expect(self.page.locator(".localoffer-tasks")).to_be_visible()

    @classmethod
    def load_site(cls) -> None:
        super().load_site()
        offer = LocalOfferPage.objects.get(
            slug="local-offer", locale__language_code="en-gb"
        )
        cls.edit_path = f"/admin/pages/{offer.pk}/edit/"


class ExampleTests(ExampleTestCase):
    @pytest.mark.nightly
    def test_everything_is_ready_and_every_source_is_at_hand(self) -> None:
        page = self.page
        summary = page.locator("#localoffer-progress")
        ready, needed = re.findall(r"\d+", summary.inner_text())[:2]
        self.assertEqual(ready, needed)
        open_checklist(page).locator("details").evaluate_all(
            "all => all.forEach(one => { one.open = true; })"
        )
        sources = checklist_of(page).locator(".localoffer-asked")
        self.assertGreater(sources.count(), 20)
        for source in sources.all():
            expect(source).to_contain_text(
                re.compile("(must|good practice).*(20|Council)")
            )

    @pytest.mark.nightly
    def test_still_correct_is_one_click(self) -> None:
        page = self.page
        expect(page.get_by_text("Not reviewed since")).to_be_visible()
        page.get_by_role("button", name="Nothing to change, still correct").click()
        expect(page.get_by_text("Last reviewed on")).to_contain_text("editor")
        expect(page.get_by_text("Recorded: reviewed today.")).to_be_attached()
        page.goto(f"{self.home}local-offer/")
        expect(page.get_by_text("Last reviewed:")).to_be_visible()

    @pytest.mark.nightly
    def test_a_review_that_was_not_recorded_is_said(self) -> None:
        page = self.page
        page.route("**/review/", lambda route: route.abort())
        page.get_by_role("button", name="Nothing to change, still correct").click()
        expect(
            page.get_by_text("The review was not recorded. Try again.")
        ).to_be_visible()


#: Below each part: what saves it and leads on.
FOOT = ".localoffer-parts__foot"


class AccessTests(ExampleTestCase):
    """What this package adds to the editor, for everybody and in every mode."""

    def check(self, page: Page) -> None:
        for part in choose_ways(("#parts", "#part-accessibility", "#part-publish")):
            page.evaluate(f"location.hash = '{part}'")
            toggle = page.get_by_role("button", name="Toggle checklist")
            if toggle.get_attribute("aria-expanded") == "false":
                toggle.click()
            expect(checklist_of(page)).to_be_visible()
            checklist_of(page).locator("details").evaluate_all(
                "all => all.forEach(one => { one.open = true; })"
            )
            for ours in (CHECKLIST, ".localoffer-parts"):
                assert_no_violation(page, ours)
            if part != "#parts":
                assert_no_violation(page, FOOT)
        prompts = page.locator("[data-localoffer-prompts=accessibility]")
        page.evaluate("location.hash = '#part-accessibility'")
        expect(prompts).to_be_visible()
        expect(page.locator(FOOT)).to_be_visible()
        for ours in (".localoffer-placed:not([hidden]) .localoffer-prompts", FOOT):
            assert_no_violation(page, ours)

    def test_axe_finds_nothing_in_what_we_add(self) -> None:
        self.check(self.page)

    @pytest.mark.nightly
    def test_nor_in_dark_mode(self) -> None:
        self.page.emulate_media(color_scheme="dark")
        self.page.locator("html").evaluate(
            "html => html.classList.replace('w-theme-system', 'w-theme-dark')"
        )
        self.check(self.page)

    @pytest.mark.nightly
    def test_nor_from_right_to_left(self) -> None:
        self.page.locator("html").evaluate("html => { html.dir = 'rtl'; }")
        self.check(self.page)


@override_settings(
    MIDDLEWARE=[
        "tests.browser.test_guided_writing.StrictPolicyMiddleware",
        *settings.MIDDLEWARE,
    ]
)
class StrictPolicyTests(ExampleTestCase):
    @pytest.mark.nightly
    def test_the_checklist_works_where_nothing_inline_is_allowed(self) -> None:
        page = self.page
        page.get_by_role("button", name="Nothing to change, still correct").click()
        expect(page.get_by_text("Last reviewed on")).to_be_visible()

    @pytest.mark.nightly
    def test_nothing_that_we_add_is_inline(self) -> None:
        inline = "script, style, [style], [onclick], [onchange]"
        for part in (CHECKLIST, ".localoffer-parts", ".localoffer-prompts"):
            found = self.page.locator(part).locator(inline)
            expect(found).to_have_count(0)
