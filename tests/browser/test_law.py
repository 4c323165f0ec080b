"""What the law asks: a person decides, item by item, and the report follows."""

from __future__ import annotations

import re
from typing import ClassVar

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import assert_no_violation
from tests.browser.editor import (
    EditorTestCase,
    expect_autosave,
    publish,
    show_whole_form,
    wait_until_ready,
)
from wagtail_localoffer.models import LocalOfferPage


def item_of(page: Page, key: str) -> Locator:
    return page.locator(f"[data-law='{key}']")


def status_of(item: Locator) -> Locator:
    return item.locator("h3 .localoffer-status")


class LawTestCase(EditorTestCase):
    edit_path: ClassVar[str]

    @classmethod
    def load_site(cls) -> None:
        super().load_site()
        offer = LocalOfferPage.objects.get(slug="local-offer", locale__pk=1)
        # As it is before anybody has decided anything.
        offer.answers = {}
        offer.save_revision().publish()
        cls.edit_path = f"/admin/pages/{offer.pk}/edit/"

    def open_law(self) -> Page:
        page = self.open_form(self.edit_path, "part-law")
        expect(item_of(page, "schedule-1.2")).to_be_visible()
        return page


class LawTests(LawTestCase):
    def test_the_suggestion_is_taken_and_the_report_prints_it(self) -> None:
        page = self.open_law()
        item = item_of(page, "schedule-1.9")
        expect(status_of(item)).to_have_text("Not settled")
        words = item.locator("blockquote p >> nth=0").inner_text()
        with expect_autosave(page):
            item.get_by_role("radio", name="This answers it").check()
        expect(status_of(item)).to_have_text("Settled")
        publish(page)
        expect(page.get_by_role("status").filter(has_text="published")).to_be_visible()
        page.goto(f"{self.home}local-offer/sen-information-report/")
        said = page.locator("#schedule-1-9").inner_text()
        self.assertIn(" ".join(words.split())[:40], " ".join(said.split()))

    @pytest.mark.nightly
    def test_several_other_passages_are_ticked(self) -> None:
        page = self.open_law()
        item = item_of(page, "schedule-1.7")
        item.get_by_role("radio", name="Another passage").check()
        with expect_autosave(page):
            item.get_by_role("checkbox", name=re.compile("Parents have a say")).check()
            item.get_by_role("checkbox", name=re.compile("parents.? evenings")).check()
        page.reload()
        wait_until_ready(page)
        item = item_of(page, "schedule-1.7")
        # What was chosen is what is proposed from now on.
        expect(item.get_by_role("radio", name="This answers it")).to_be_checked()
        for words in ("Parents have a say", "We hold parents"):
            expect(item.locator("blockquote").filter(has_text=words)).to_be_visible()

    @pytest.mark.nightly
    def test_a_save_leaves_the_list_of_passages_open(self) -> None:
        page = self.open_law()
        item = item_of(page, "schedule-1.7")
        with expect_autosave(page):
            item.get_by_role("radio", name="This answers it").check()
        item.get_by_role("radio", name="Another passage").check()
        boxes = item.get_by_role("checkbox")
        with expect_autosave(page):
            boxes.nth(5).check()
        with expect_autosave(page):
            boxes.nth(7).check()
        expect(boxes.nth(5)).to_be_checked()
        expect(item.get_by_role("checkbox", checked=True)).to_have_count(3)

    @pytest.mark.nightly
    def test_passing_by_another_choice_keeps_what_was_decided(self) -> None:
        page = self.open_law()
        item = item_of(page, "schedule-1.7")
        proposed = item.get_by_role("radio", name="This answers it")
        proposed.check()
        decided = page.locator("[name=answers]").input_value()
        proposed.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        expect(item.get_by_role("radio", name="Does not apply")).to_be_checked()
        expect(page.locator("[name=answers]")).to_have_value(decided)

    @pytest.mark.nightly
    def test_a_click_on_another_item_after_a_save_is_not_lost(self) -> None:
        page = self.open_law()
        item = item_of(page, "schedule-1.12")
        item.get_by_role("radio", name="Does not apply").check()
        with expect_autosave(page):
            item.get_by_role("textbox").fill("Nobody leaves us.")
        other = item_of(page, "schedule-1.9")
        other.get_by_role("radio", name="This answers it").click()
        expect(status_of(other)).to_have_text("Settled")

    @pytest.mark.nightly
    def test_what_does_not_apply_needs_a_reason(self) -> None:
        page = self.open_law()
        item = item_of(page, "schedule-1.12")
        item.get_by_role("radio", name="Does not apply").check()
        expect(status_of(item)).to_have_text("Not settled")
        item.get_by_role("textbox").focus()
        with expect_autosave(page):
            page.keyboard.insert_text("Nobody leaves us.")
        expect(status_of(item)).to_have_text("Settled")
        # What is drawn anew by a save leaves the words where they are.
        expect(item.get_by_role("textbox")).to_have_value("Nobody leaves us.")
        expect(item.get_by_role("textbox")).to_be_focused()

    def test_the_keyboard_alone_settles_item_after_item_and_takes_back(self) -> None:
        page = self.open_law()
        first = item_of(page, "schedule-1.2").get_by_role("radio", name="This answers")
        first.focus()
        page.keyboard.press("Space")
        expect(status_of(item_of(page, "schedule-1.2"))).to_have_text("Settled")
        second = item_of(page, "schedule-1.3a").get_by_role("radio").first
        for _press in range(6):
            page.keyboard.press("Tab")
            if second.evaluate("each => each === document.activeElement"):
                break
        expect(second).to_be_focused()
        page.keyboard.press("Space")
        item = item_of(page, "schedule-1.3a")
        expect(status_of(item)).to_have_text("Settled")
        take_back = item.get_by_role("button", name="Take back")
        take_back.focus()
        page.keyboard.press("Enter")
        expect(status_of(item)).to_have_text("Not settled")
        expect(second).to_be_focused()

    @pytest.mark.nightly
    def test_a_changed_passage_asks_again(self) -> None:
        page = self.open_law()
        item = item_of(page, "schedule-1.8")
        with expect_autosave(page):
            item.get_by_role("radio", name="This answers it").check()
        page.evaluate("location.hash = '#part-working_together'")
        with expect_autosave(page):
            page.locator("[contenteditable=true]:visible").first.click()
            page.keyboard.press("Control+Home")
            page.keyboard.insert_text("From this year on, nothing is as before. ")
        page.evaluate("location.hash = '#part-law'")
        expect(status_of(item)).to_have_text("Changed: decide again")
        with expect_autosave(page):
            item.get_by_role("radio", name="still answers it").check()
        expect(status_of(item)).to_have_text("Settled")

    @pytest.mark.nightly
    def test_a_complete_offer_is_settled_in_a_click_for_each_item(self) -> None:
        page = self.open_law()
        items = page.locator("[data-counted] [data-law]")
        total = items.count()
        clicks = 0
        with expect_autosave(page):
            for item in items.all():
                if status_of(item).inner_text() == "Settled":
                    continue
                proposed = item.get_by_role("radio", name="This answers it")
                if proposed.count():
                    proposed.check()
                    clicks += 1
                else:
                    item.get_by_role("radio", name="A passage that I choose").check()
                    item.get_by_role("checkbox").first.check()
                    clicks += 2
        expect(page.locator("#localoffer-settled")).to_have_text(
            f"{total} of {total} settled"
        )
        self.assertLessEqual(clicks, 2 * total)
        page.evaluate("location.hash = '#parts'")
        expect(page.locator("#localoffer-state-law")).to_have_text(
            f"{total} of {total} settled"
        )

    @pytest.mark.nightly
    def test_the_checklist_leads_to_an_item(self) -> None:
        page = self.open_form(self.edit_path, "parts")
        page.get_by_role("button", name="Toggle checklist").click()
        part = page.locator("details[data-key=law-reviewing]")
        if not part.evaluate("each => each.open"):
            part.locator("summary").first.click()
        page.get_by_role("link", name=re.compile("^Decide.*How you find")).click()
        radio = item_of(page, "schedule-1.3a").get_by_role("radio").first
        expect(radio).to_be_focused()

    @pytest.mark.nightly
    def test_nothing_that_is_chosen_is_posted_beside_its_field(self) -> None:
        page = self.open_law()
        item_of(page, "schedule-1.9").get_by_role("radio").first.check()
        names = page.locator("form[data-edit-form]").evaluate(
            "form => [...new FormData(form).keys()]"
            ".filter(each => each.startsWith('law'))"
        )
        self.assertEqual(names, [])


class FamilyTests(LawTestCase):
    question = "Who gives my child medicine?"
    key = "family.medicine"

    @pytest.mark.nightly
    def test_what_is_left_out_is_gone_from_the_public_page_once_published(self) -> None:
        page = self.open_law()
        page.goto(f"{self.home}local-offer/")
        asked = page.get_by_role("link", name=self.question)
        expect(asked).to_be_visible()
        page = self.open_law()
        item = item_of(page, self.key)
        expect(status_of(item)).to_have_text("The program found it")
        with expect_autosave(page):
            item.get_by_role("radio", name="Leave this question out").check()
        expect(status_of(item)).to_have_text("Left out")
        publish(page)
        expect(page.get_by_role("status").filter(has_text="published")).to_be_visible()
        for path in ("", "who-helps/"):
            page.goto(f"{self.home}local-offer/{path}")
            expect(
                page.get_by_role("heading", name="What families ask")
            ).to_be_visible()
            expect(page.get_by_text(self.question)).to_have_count(0)

    @pytest.mark.nightly
    def test_one_other_passage_is_chosen_and_what_was_found_comes_back(self) -> None:
        page = self.open_law()
        item = item_of(page, self.key)
        settled = page.locator("#localoffer-settled").inner_text()
        found = item.locator("blockquote").inner_text()
        item.get_by_role("radio", name="Another passage").check()
        with expect_autosave(page):
            for words in ("Parents have a say", "parents.? evenings"):
                item.get_by_role("radio", name=re.compile(words)).check()
        expect(status_of(item)).to_have_text("A person chose it")
        # One alone can be led to.
        expect(item.get_by_role("radio", checked=True)).to_have_count(2)
        expect(page.locator("#localoffer-settled")).to_have_text(settled)
        page.reload()
        wait_until_ready(page)
        expect(item.get_by_role("radio", name="This answers it")).to_be_checked()
        expect(item.locator("blockquote")).to_contain_text("evenings")
        with expect_autosave(page):
            item.get_by_role("button", name="Go back to what the program finds").click()
        expect(item.locator("blockquote")).to_have_text(found, use_inner_text=True)
        expect(status_of(item)).to_have_text("The program found it")
        expect(item.get_by_role("radio").first).to_be_focused()

    @pytest.mark.nightly
    def test_the_keyboard_alone_leaves_out_and_takes_in_again(self) -> None:
        page = self.open_law()
        item = item_of(page, self.key)
        item.get_by_role("radio").first.focus()
        page.keyboard.press("ArrowUp")
        expect(status_of(item)).to_have_text("Left out")
        page.keyboard.press("Tab")
        expect(item.get_by_role("button", name="Go back")).to_be_focused()
        page.keyboard.press("Enter")
        expect(status_of(item)).to_have_text("The program found it")

    @pytest.mark.nightly
    def test_a_link_leads_from_the_law_to_the_questions_and_to_a_fact(self) -> None:
        page = self.open_law()
        page.get_by_role("link", name="What families ask").click()
        expect(page.locator("#law-families")).to_be_focused()
        item_of(page, "family.lift").get_by_role("link", name="Change it there").click()
        answer = page.locator("[data-contentpath=lift] [data-contentpath=answer]")
        expect(answer.locator("select, input").first).to_be_focused()

    @pytest.mark.nightly
    def test_a_passage_that_was_rewritten_is_asked_for_again(self) -> None:
        page = self.open_law()
        item = item_of(page, "family.complain")
        item.get_by_role("radio", name="Another passage").check()
        with expect_autosave(page):
            part = item.locator("[data-part=working_together]")
            part.get_by_role("radio").first.check()
        page.evaluate("location.hash = '#part-working_together'")
        with expect_autosave(page):
            page.locator("[contenteditable=true]:visible").first.click()
            page.keyboard.press("Control+Home")
            page.keyboard.insert_text("From this year on. ")
        page.evaluate("location.hash = '#part-law'")
        expect(status_of(item)).to_have_text("Changed: decide again")


class NewOfferTests(EditorTestCase):
    @pytest.mark.nightly
    def test_what_is_written_is_suggested_without_a_reload(self) -> None:
        page = self.open_new_offer("part-law")
        expect(page.get_by_text("Write your sections first.")).to_be_visible()
        page.evaluate("location.hash = '#part-communication'")
        with expect_autosave(page):
            page.locator("[contenteditable=true]:visible").first.click()
            page.keyboard.insert_text("To complain, write to the head teacher.")
        page.evaluate("location.hash = '#part-law'")
        expect(page.get_by_text("Write your sections first.")).to_be_hidden()
        item = item_of(page, "schedule-1.9")
        item.get_by_role("radio", name="This answers it").check()
        expect(status_of(item)).to_have_text("Settled")


class AccessTests(LawTestCase):
    @pytest.mark.nightly
    def test_axe_finds_nothing_and_nothing_is_cut_off_on_a_phone(self) -> None:
        page = self.open_law()
        item = item_of(page, "schedule-1.7")
        item.get_by_role("radio", name="Another passage").check()
        other = item_of(page, "family.medicine")
        other.get_by_role("radio", name="Another passage").check()
        assert_no_violation(page, "[data-controller=localoffer-law]")
        page.set_viewport_size({"width": 320, "height": 640})
        width = page.locator("[data-controller=localoffer-law]").evaluate(
            "each => Math.max(...[...each.querySelectorAll('*')]"
            ".filter(one => one.checkVisibility() && !one.closest('.w-sr-only'))"
            ".map(one => one.getBoundingClientRect().right))"
        )
        self.assertLessEqual(width, 321)

    @pytest.mark.nightly
    def test_in_the_whole_form_it_stands_below_the_blocks(self) -> None:
        page = self.open_form(self.edit_path, "parts")
        show_whole_form(page)
        expect(item_of(page, "schedule-1.9")).to_be_visible()
