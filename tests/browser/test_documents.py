"""A document is brought in and sorted, as its editor does it."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.admin.test_documents import DOCUMENT
from tests.browser.editor import EditorTestCase
from wagtail_localoffer.importing.pieces import State


def card_of(page: Page, words: str) -> Locator:
    return page.locator(".localoffer-passage", has_text=words)


def status_of(page: Page) -> Locator:
    return page.locator(".localoffer-sorting__status")


class SortingTests(EditorTestCase):
    def bring(self, html: str = DOCUMENT) -> Page:
        page = self.open_admin("/admin/local-offers/documents/new/")
        page.set_input_files(
            "[name=documents]",
            {"name": "offer.html", "mimeType": "text/html", "buffer": html.encode()},
        )
        page.get_by_role("radio", name="Primary school").first.check()
        page.get_by_role("button", name="Read it").click()
        expect(page.get_by_role("heading", name="The document")).to_be_visible()
        return page

    def test_a_document_becomes_a_draft_by_keyboard_alone(self) -> None:
        page = self.bring()
        hens = card_of(page, "a turn to feed them")
        for _key in range(60):
            page.keyboard.press("Tab")
            if page.locator("[name=piece]:focus").count():
                break
        while hens.locator("input:focus").count() == 0:
            page.keyboard.press("ArrowDown")
        key = page.locator("button[value=activities] kbd").inner_text()
        page.keyboard.press(key.lower())
        expect(status_of(page)).to_contain_text("Placed in “Extra curricular")
        expect(hens).to_have_attribute("data-state", "placed")
        # Where all is decided, the keyboard stays at what was changed.
        page.keyboard.press("u")
        expect(status_of(page)).to_contain_text("Undone: “Every child")
        expect(hens).to_have_attribute("data-state", "open")
        page.keyboard.press("x")
        expect(hens).to_have_attribute("data-state", "left_out")
        go = page.get_by_role("link", name="Go on to make the draft")
        go.focus()
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Make the draft").press("Enter")
        expect(page).to_have_url(re.compile(r"/admin/pages/\d+/edit/"))
        expect(page.get_by_text("Nothing is published")).to_be_visible()
        row = page.locator(".localoffer-tasks li", has_text="Keeping children safe")
        expect(row).not_to_contain_text("Not started")

    @pytest.mark.nightly
    def test_a_suggestion_is_right_with_one_key(self) -> None:
        page = self.bring()
        hens = card_of(page, "a turn to feed them")
        hens.locator("input").focus()
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
        expect(hens).to_have_attribute("data-state", "placed")

    @pytest.mark.nightly
    def test_a_passage_is_split_where_a_sentence_ends(self) -> None:
        page = self.bring()
        card_of(page, "A map of the school").click()
        page.get_by_role("button", name="Split", exact=False).last.click()
        page.get_by_role("button", name="Split here").click()
        expect(status_of(page)).to_have_text("Split in two.")
        expect(card_of(page, "A map of the school")).not_to_contain_text("photos")
        page.get_by_role("button", name="Undo").click()
        expect(card_of(page, "A map of the school")).to_contain_text("photos")
        expect(page.locator(".localoffer-passage", has_text="photos")).to_have_count(1)

    def test_a_passage_is_dragged_to_its_section(self) -> None:
        page = self.bring()
        card = card_of(page, "a turn to feed them")
        card.drag_to(page.locator("[data-section=activities]"))
        expect(card).to_have_attribute("data-state", "placed")

    @pytest.mark.nightly
    def test_what_was_decided_is_there_when_one_comes_back(self) -> None:
        page = self.bring()
        card_of(page, "a turn to feed them").click()
        page.locator("button[value=activities]").click()
        expect(status_of(page)).to_contain_text("Placed")
        page.goto(f"{self.home}admin/local-offers/")
        page.get_by_role("link", name="offer.html").first.click()
        expect(card_of(page, "a turn to feed them")).to_have_attribute(
            "data-state", State.PLACED
        )

    def test_a_failed_line_is_said_and_nothing_is_shown_as_done(self) -> None:
        page = self.bring()
        card = card_of(page, "a turn to feed them")
        page.route("**/step/", lambda route: route.abort())
        card.click()
        page.locator("button[value=activities]").click()
        alert = page.get_by_role("alert").filter(has_text="not saved")
        expect(alert).to_be_visible()
        expect(card).to_have_attribute("data-state", "open")

    @pytest.mark.nightly
    def test_the_screens_are_accessible_and_fit_a_phone(self) -> None:
        page = self.bring()
        for path in ("", "draft/"):
            self.open_admin(f"{urlsplit(page.url).path}{path}")
            self.assert_content(page, "main")
