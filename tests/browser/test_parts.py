"""One part of an offer at a time: the list, its parts, and what can't be broken."""

from __future__ import annotations

import re
from typing import Any, ClassVar

import pytest
from django.test import override_settings
from django.urls import reverse
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.editor import (
    EMAIL,
    HEALTH_SERVICE,
    SETTING,
    EditorTestCase,
    answer,
    dictate,
    expect_autosave,
    find_block,
    list_blocks,
    name_of_contact,
    read_form,
    search_councils,
    wait_until_ready,
    wait_until_saved,
)
from tests.builders import complete_offer, without
from tests.mailserver import MailServer
from wagtail_localoffer.frameworks.taking_part import TAKING_PART
from wagtail_localoffer.models import LocalOfferPage

#: In full: there is a fact about mental health in another section.
HEALTH = "Health (including emotional health and well being)"


#: What is typed in the moment in which Wagtail hears that it has saved.
TYPE_BEFORE_ANSWER = """(field, words) => document.addEventListener(
    "w-autosave:success",
    () => { field.value = words; },
    { capture: true, once: true },
)"""


def tasks_of(page: Page) -> Locator:
    return page.locator(".localoffer-tasks")


def heading_of(page: Page) -> Locator:
    return page.locator(".localoffer-parts__heading")


def open_part(page: Page, name: str) -> None:
    tasks_of(page).get_by_role("link", name=name, exact=True).click()


def list_shown(page: Page) -> list[str]:
    """The names of the blocks that one sees, as Wagtail's form has them."""
    types = list_blocks(page).locator("> input[name$='-type']")
    return [
        each.input_value()
        for each in types.all()
        if each.locator("xpath=..").is_visible()
    ]


def press_until_focused(page: Page, target: Locator, key: str = "Tab") -> None:
    for _press in range(80):
        if target.evaluate("each => each === document.activeElement"):
            return
        page.keyboard.press(key)
    expect(target).to_be_focused()


class PartsTests(EditorTestCase):
    def test_a_new_offer_opens_with_the_list_of_its_parts(self) -> None:
        page = self.open_new_offer("parts")
        expect(page.get_by_text("Welcome.")).to_be_visible()
        rows = tasks_of(page).get_by_role("listitem")
        expect(rows).to_have_count(18)
        expect(rows.first).to_contain_text("About the setting")
        expect(rows.last).to_contain_text("Check and publish")
        self.assertEqual(list_shown(page), [])

    @pytest.mark.nightly
    def test_a_part_is_shown_alone_and_can_be_linked_to(self) -> None:
        page = self.open_new_offer("part-health")
        self.assertEqual(list_shown(page), ["health"])
        expect(heading_of(page)).to_have_text(HEALTH)
        prompts = find_block(page, HEALTH).locator(".localoffer-prompts")
        expect(prompts).to_be_visible()
        expect(page.get_by_label("Name of the setting")).to_be_hidden()

    def test_back_leads_to_the_list_and_to_the_same_row(self) -> None:
        page = self.open_new_offer("parts")
        open_part(page, HEALTH)
        expect(heading_of(page)).to_be_focused()
        page.go_back()
        row = tasks_of(page).get_by_role("link", name=HEALTH)
        expect(row).to_be_focused()
        page.go_forward()
        expect(heading_of(page)).to_have_text(HEALTH)
        # Nothing has moved sideways by that.
        self.assertEqual(page.evaluate("scrollX"), 0)

    def test_save_and_go_to_the_next_saves_and_shows_it(self) -> None:
        page = self.open_new_offer("part-senco_contact")
        name_of_contact(page).fill(SETTING.contact)
        with expect_autosave(page):
            page.get_by_role("button", name="Save and go to the next").click()
        # Other councils stand in the part of the council.
        self.assertEqual(list_shown(page), ["council_link", "other_councils"])
        expect(find_block(page, "Other councils")).to_be_visible()
        # Wagtail gives the page another address with that.
        expect(page).to_have_url(re.compile(r"/edit/#part-council_link$"))
        page.reload()
        page.evaluate("location.hash = '#part-senco_contact'")
        expect(name_of_contact(page)).to_have_value(SETTING.contact)

    @pytest.mark.nightly
    def test_the_list_follows_what_is_written(self) -> None:
        page = self.open_new_offer("parts")
        open_part(page, HEALTH)
        with expect_autosave(page):
            dictate(page, HEALTH, "A nurse keeps the medicine in a locked cupboard.")
        ticked = page.locator(".localoffer-prompts__answered:visible")
        expect(ticked.first).to_contain_text("medicine")
        page.get_by_role("link", name="All parts", exact=True).first.click()
        row = tasks_of(page).get_by_role("listitem").filter(has_text=HEALTH)
        expect(row).to_contain_text("Started")

    @pytest.mark.nightly
    def test_prompts_are_for_the_type_of_setting_in_the_form(self) -> None:
        page = self.open_new_offer("part-about")
        prompts = find_block(page, "Transitions").locator(".localoffer-prompts")
        types = page.get_by_role("combobox", name="Type of setting")
        for name, words in (
            ("Primary school", "pupil"),
            ("College or sixth form", "student"),
        ):
            types.select_option(name)
            expect(prompts).to_contain_text(words)

    def test_the_keyboard_alone_goes_from_part_to_part(self) -> None:
        page = self.open_new_offer("parts")
        row = tasks_of(page).get_by_role("link", name="SENCO contact")
        press_until_focused(page, row)
        page.keyboard.press("Enter")
        expect(heading_of(page)).to_have_text("SENCO contact")
        press_until_focused(page, name_of_contact(page))
        page.keyboard.type(SETTING.contact)
        following = page.get_by_role("button", name="Save and go to the next")
        press_until_focused(page, following)
        page.keyboard.press("Enter")
        expect(heading_of(page)).to_have_text("Council’s local offer")
        expect(heading_of(page)).to_be_focused()

    @pytest.mark.nightly
    def test_the_whole_form_is_one_click_away(self) -> None:
        page = self.open_new_offer("parts")
        page.get_by_role("link", name="Show the whole form").click()
        self.assertEqual(len(list_shown(page)), len(SETTING.blocks))

    @pytest.mark.nightly
    def test_nothing_is_cut_off_on_a_phone_or_at_400_percent(self) -> None:
        self.page.set_viewport_size({"width": 320, "height": 640})
        for part in ("parts", "part-about", "part-accessibility", "part-publish"):
            page = self.open_new_offer(part)
            expect(tasks_of(page)).to_be_attached()
            width = page.evaluate(
                "() => Math.max(...[...document.querySelectorAll("
                "'.localoffer-parts *, .localoffer-parts__foot *, "
                ".localoffer-facts-form *')].filter(each => each.checkVisibility()"
                " && !each.closest('.w-sr-only, .w-field__label, [data-comment-add]'))"
                ".map(each => each.getBoundingClientRect().right), 0)"
            )
            self.assertLessEqual(width, 321, part)

    @pytest.mark.nightly
    def test_a_page_without_autosave_is_saved_by_the_same_button(self) -> None:
        with override_settings(WAGTAIL_AUTOSAVE_INTERVAL=0):
            page = self.open_new_offer("part-senco_contact")
            name_of_contact(page).fill(SETTING.contact)
            page.get_by_role("button", name="Save and go to the next").click()
            expect(page).to_have_url(re.compile(r"/edit/#part-council_link$"))
            expect(heading_of(page)).to_have_text("Council’s local offer")


class SafeFailureTests(EditorTestCase):
    @pytest.mark.nightly
    def test_where_the_blocks_do_not_start_the_whole_form_is_there(self) -> None:
        self.page.route("**/js/body.js*", lambda route: route.abort())
        self.page.context.add_cookies([{**self.session, "url": self.home}])
        self.page.goto(self.home.removesuffix("/") + self.add_path)
        expect(self.page.get_by_label("Name of the setting")).to_be_visible()

    @pytest.mark.nightly
    def test_a_part_that_there_is_not_leads_to_the_list(self) -> None:
        page = self.open_new_offer("part-nonsense")
        expect(tasks_of(page)).to_be_visible()

    def open_saved_offer(self) -> Page:
        """Open the contact of a new offer that has been saved by itself."""
        page = self.open_new_offer("part-senco_contact")
        name_of_contact(page).fill(SETTING.contact)
        expect(page).to_have_url(re.compile("/edit/"))
        wait_until_saved(page)
        return page

    def answer_autosaves(self, page: Page, code: str) -> None:
        """Let Wagtail refuse to save by itself, or nobody answer."""

        def answer(route: Route) -> None:
            if "json" not in route.request.headers.get("accept", ""):
                route.continue_()
            elif code:
                refusal = {"success": False, "error_code": code, "error_message": "No."}
                route.fulfill(status=400, json=refusal)
            else:
                route.abort()

        page.route("**/edit/", answer)

    def test_where_the_line_has_failed_that_is_said_and_nothing_is_lost(self) -> None:
        page = self.open_saved_offer()
        self.answer_autosaves(page, "")
        name_of_contact(page).fill("Somebody Else")
        said = page.get_by_text("Not saved yet: the line or your log-in has failed.")
        expect(said).to_be_visible()
        page.get_by_role("button", name="Save and go to the next").click()
        expect(heading_of(page)).to_have_text("Council’s local offer")
        page.evaluate("location.hash = '#part-senco_contact'")
        expect(name_of_contact(page)).to_have_value("Somebody Else")
        page.unroute("**/edit/")
        with expect_autosave(page):
            page.get_by_role("textbox", name="Email address").fill("a@school.example")
        expect(said).to_be_hidden()

    def test_what_is_typed_while_an_answer_is_on_its_way_is_saved_too(self) -> None:
        page = self.open_saved_offer()
        email = page.get_by_role("textbox", name="Email address")
        email.evaluate(TYPE_BEFORE_ANSWER, EMAIL)
        name_of_contact(page).fill("Somebody Else")
        expect(email).to_have_value(EMAIL)
        wait_until_saved(page)
        page.reload()
        wait_until_ready(page)
        expect(email).to_have_value(EMAIL)

    def test_where_saving_by_itself_has_stopped_the_button_sends_the_form(self) -> None:
        page = self.open_saved_offer()
        self.answer_autosaves(page, "invalid_revision")
        name_of_contact(page).fill("Somebody Else")
        expect(page.get_by_text("Autosave is paused").first).to_be_visible()
        page.get_by_role("button", name="Save and go to the next").click()
        expect(
            page.get_by_role("status").get_by_text("has been updated")
        ).to_be_visible()
        expect(heading_of(page)).to_have_text("Council’s local offer")
        page.evaluate("location.hash = '#part-senco_contact'")
        expect(name_of_contact(page)).to_have_value("Somebody Else")


class UnbreakableTests(EditorTestCase):
    def body(self, page: Page, code: str) -> Any:
        return page.evaluate(
            f"(() => {{ const body = document.getElementById('body-root').rootBlock;"
            f" {code} }})()"
        )

    def test_no_button_takes_a_part_away_or_moves_it(self) -> None:
        page = self.open_new_offer()
        expect(list_blocks(page)).to_have_count(len(SETTING.blocks))
        buttons = list_blocks(page).locator(
            "> .w-panel > .w-panel__header [data-streamfield-action]"
        )
        expect(buttons).to_have_count(0)
        order = "return body.children.map(child => child.type)"
        before = self.body(page, order)
        self.body(page, "body.deleteBlock(2); body.duplicateBlock(1);")
        self.body(page, "body.moveBlock(0, 4);")
        self.assertEqual(self.body(page, order), before)

    @pytest.mark.nightly
    def test_a_script_that_marks_a_part_as_deleted_loses_nothing(self) -> None:
        page = self.open_new_offer("part-health")
        with expect_autosave(page):
            dictate(page, HEALTH, answer(HEALTH))
        types = self.body(page, "return body.children.map(child => child.type)")
        health = types.index("health")
        with expect_autosave(page):
            self.body(page, f"body.children[{health}].deletedInput.val('1');")
            self.body(page, f"body.children[{health}].indexInput.val('3');")
            page.keyboard.insert_text("!")
        page.reload()
        wait_until_ready(page)
        kept = self.body(page, "return body.children.map(child => child.type)")
        self.assertEqual(kept, types)
        expect(find_block(page, HEALTH)).to_contain_text(answer(HEALTH))

    @pytest.mark.nightly
    def test_what_is_removed_can_be_brought_back(self) -> None:
        page = self.open_new_offer("part-own_section")
        page.get_by_role("button", name="Add a section of your own").click()
        heading = page.get_by_role("textbox", name="Heading")
        with expect_autosave(page):
            heading.fill("Our sensory garden")
        with expect_autosave(page):
            page.get_by_role("button", name="Delete").click()
        expect(heading).to_be_hidden()
        with expect_autosave(page):
            page.get_by_role("button", name="Undo").click()
        expect(page.get_by_role("textbox", name="Heading")).to_have_value(
            "Our sensory garden"
        )
        page.reload()
        wait_until_ready(page)
        expect(page.get_by_role("textbox", name="Heading")).to_have_value(
            "Our sensory garden"
        )

    @pytest.mark.nightly
    def test_a_project_s_own_blocks_can_be_added_after_all_others(self) -> None:
        page = self.open_new_offer("part-own_section")
        hidden = "return body.inserters.map(inserter => inserter.element.hidden)"
        # There is a button for the only block that this project may add.
        self.assertEqual(set(self.body(page, hidden)), {True})
        self.body(
            page,
            "body.blockDef.groupedChildBlockDefs[0][1]"
            ".push({ name: 'strategy', meta: {} });",
        )
        page.evaluate("location.hash = '#part-all'")
        expect(heading_of(page)).to_have_text("The whole form")
        *others, last = self.body(page, hidden)
        self.assertEqual(set(others), {True})
        self.assertFalse(last)

    @classmethod
    def load_site(cls) -> None:
        super().load_site()
        cls.lacking = without(complete_offer(), "teaching").pk

    lacking: ClassVar[int]

    @pytest.mark.nightly
    def test_a_part_that_is_newer_than_the_offer_is_empty(self) -> None:
        page = self.open_form(f"/admin/pages/{self.lacking}/edit/")
        expect(find_block(page, str(TAKING_PART.heading))).to_be_visible()
        self.assertNotIn("undefined", read_form(page))

    @pytest.mark.nightly
    def test_a_part_that_a_program_left_out_is_put_back_by_a_button(self) -> None:
        page = self.open_form(f"/admin/pages/{self.lacking}/edit/", "part-teaching")
        expect(page.get_by_text("This part is not in the form.")).to_be_visible()
        page.get_by_role("button", name="Put it back").click()
        self.assertEqual(list_shown(page), ["teaching"])
        with expect_autosave(page):
            dictate(page, "Teaching and learning", "We teach in small groups.")
        page.reload()
        wait_until_ready(page)
        kept = self.body(page, "return body.children.map(child => child.type)")
        placed = self.body(page, "return body.blockDef.meta.placed")
        # A primary school has no such part.
        placed.remove("the_setting")
        self.assertEqual(kept, placed)


class RefusedTests(EditorTestCase):
    @pytest.mark.nightly
    def test_one_heading_says_that_the_draft_is_safe_and_what_is_needed(self) -> None:
        page = self.open_new_offer("part-publish")
        page.get_by_role("button", name="Publish", exact=True).last.click()
        alert = page.get_by_role("alert").filter(has_text="Not published yet")
        expect(alert).to_be_focused()
        expect(alert).to_contain_text("Not published yet: 17 things are needed")
        expect(alert).to_contain_text("Your draft is safe")
        expect(page.get_by_text("could not be")).to_have_count(0)

    def test_each_of_them_leads_to_its_field(self) -> None:
        page = self.open_new_offer("part-publish")
        page.get_by_role("button", name="Publish", exact=True).last.click()
        alert = page.get_by_role("alert").filter(has_text="Not published yet")
        for words, part, field in (
            (
                "Enter the address",
                "About the setting",
                page.get_by_label("Address", exact=True),
            ),
            ("Enter the SENCO’s name", "SENCO contact", name_of_contact(page)),
            (
                "email address for the SENCO",
                "SENCO contact",
                page.get_by_role("textbox", name="Email address"),
            ),
            (
                "Choose the council",
                "Council’s local offer",
                page.get_by_role("button", name="Choose a council"),
            ),
            (
                f"in “{HEALTH}”",
                HEALTH,
                find_block(page, HEALTH).locator("[contenteditable=true]").first,
            ),
        ):
            page.evaluate("location.hash = '#parts'")
            alert.get_by_role("link", name=re.compile(re.escape(words))).click()
            expect(heading_of(page)).to_have_text(part)
            expect(field.first).to_be_focused()

    @pytest.mark.nightly
    def test_what_is_folded_away_is_unfolded(self) -> None:
        page = self.open_new_offer("part-senco_contact")
        fold = page.locator("[data-contentpath=next]")
        field = fold.get_by_label("Email address")
        expect(field).to_be_hidden()
        fold.get_by_role("button", name="Toggle section").click()
        with expect_autosave(page):
            fold.get_by_label("Name").fill("Omar Whitfield")
        page.reload()
        page.evaluate("location.hash = '#part-publish'")
        page.get_by_role("button", name="Publish", exact=True).last.click()
        alert = page.get_by_role("alert").filter(has_text="Not published yet")
        toggle = fold.locator("[data-panel-toggle]")
        if toggle.get_attribute("aria-expanded") == "true":
            # Wagtail has unfolded it itself; somebody folds it again.
            toggle.dispatch_event("click")
        alert.get_by_role("link", name="Enter their first day.").click()
        expect(fold.get_by_label("First day")).to_be_focused()

    @pytest.mark.nightly
    def test_what_is_written_after_that_is_saved_by_itself(self) -> None:
        page = self.open_new_offer("part-publish")
        page.get_by_role("button", name="Publish", exact=True).last.click()
        alert = page.locator(".localoffer-problems")
        expect(page).to_have_url(re.compile("/edit/"))
        wait_until_saved(page)
        alert.get_by_role("link", name=re.compile("SENCO’s name")).click()
        expect(alert).to_be_hidden()
        with expect_autosave(page):
            name_of_contact(page).fill(SETTING.contact)
        page.get_by_role("link", name="All parts", exact=True).click()
        expect(alert).to_contain_text("Still needed to publish")
        expect(alert).not_to_contain_text("SENCO’s name")
        page.reload()
        page.evaluate("location.hash = '#part-senco_contact'")
        expect(name_of_contact(page)).to_have_value(SETTING.contact)


class WayInTests(EditorTestCase):
    def setUp(self) -> None:
        # First, so that it outlives what the browser asks for.
        self.mail = self.enterContext(MailServer())
        self.enterContext(self.mail.settings())
        super().setUp()

    @pytest.mark.nightly
    def test_a_nursery_writes_and_publishes_its_offer_and_the_council_hears(
        self,
    ) -> None:
        page = self.page
        page.context.add_cookies([{**self.session, "url": self.home}])
        clicks = 0

        def click(locator: Locator) -> None:
            nonlocal clicks
            clicks += 1
            locator.click()

        page.goto(f"{self.home}admin/")
        click(page.get_by_role("button", name="Local offers"))
        click(page.get_by_role("link", name="My offers"))
        click(page.get_by_role("link", name="New offer"))
        click(page.get_by_role("radio", name="Early years setting").first)
        click(page.get_by_role("button", name="Begin"))
        wait_until_ready(page)
        click(page.get_by_role("link", name="Go on with “About the setting”"))
        page.get_by_label("Name of the setting").fill("Little Alders")
        page.get_by_label("Address", exact=True).fill("2 Mill Lane\nAlderbeck")
        following = page.get_by_role("button", name="Save and go to the next")
        click(following)
        name_of_contact(page).fill("Anwar Whittle")
        page.get_by_role("textbox", name="Email address").fill(
            "senco@alderbeck.example"
        )
        click(following)
        click(page.get_by_role("button", name="Choose a council"))
        click(search_councils(page, "lanc").get_by_role("link", name="Lancashire"))
        expect(page.get_by_role("button", name="Choose a council")).to_be_hidden()
        click(following)
        for section in LocalOfferPage.get_framework().sections:
            heading = str(section.heading)
            expect(heading_of(page)).to_have_text(heading)
            clicks += 1
            dictate(page, heading, answer(heading))
            click(following)
        expect(heading_of(page)).to_have_text("Your own sections")
        click(following)
        expect(heading_of(page)).to_have_text("What the law asks")
        click(following)
        wait_until_saved(page)
        expect(page.locator(".localoffer-parts")).to_contain_text(
            "Nothing more is needed."
        )
        click(page.get_by_role("button", name="Publish", exact=True).last)
        click(page.get_by_role("status").get_by_role("link", name="View live"))
        for section in LocalOfferPage.get_framework().sections:
            region = page.get_by_role("region", name=str(section.heading), exact=True)
            expect(region).to_contain_text(answer(str(section.heading)))
        self.assertLessEqual(clicks, 60)

        (received,) = self.mail.received
        self.assertEqual(
            received.recipients, ["Lancashirelocaloffer@lancashire.gov.uk"]
        )
        self.assertIn(page.url, received.part("plain").split())

    @pytest.mark.nightly
    def test_the_type_of_setting_is_chosen_first_and_decides_what_is_asked(
        self,
    ) -> None:
        page = self.page
        page.context.add_cookies([{**self.session, "url": self.home}])
        page.goto(self.home.removesuffix("/") + reverse("wagtail_localoffer:new_offer"))
        page.get_by_role("radio", name="Primary school").first.click()
        page.get_by_role("button", name="Begin").click()
        wait_until_ready(page)
        expect(tasks_of(page)).to_be_visible()
        expect(tasks_of(page)).not_to_contain_text("The Setting")
        open_part(page, "About the setting")
        types = page.get_by_role("combobox", name="Type of setting")
        expect(types).to_have_value("primary")


@pytest.mark.nightly
class HealthServicePartsTests(EditorTestCase):
    kind = HEALTH_SERVICE

    def test_a_health_service_has_its_own_parts(self) -> None:
        page = self.open_new_offer("parts")
        rows = tasks_of(page).get_by_role("listitem")
        # The front sheet, each block, sections of its own, families, the last check.
        # Of the blocks, two are in one part.
        expect(rows).to_have_count(len(self.kind.blocks) - 1 + 4)
        open_part(page, "What families ask")
        expect(heading_of(page)).to_have_text("What families ask")
        expect(page.locator("[data-law='family.missed']")).to_be_visible()
        page.evaluate("location.hash = '#parts'")
        open_part(page, "Contacts")
        self.assertEqual(list_shown(page), ["contacts"])
