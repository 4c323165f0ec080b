"""What an editor sees of the council: before publishing, after it, and in a test."""

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
)
from tests.mailserver import MailServer
from wagtail_localoffer.models import LocalOfferPage
from wagtail_localoffer.notices.delivery import deliver_due
from wagtail_localoffer.notices.planner import announce

TICK = "Small correction: don’t tell the council"

IF_PUBLISHED = (
    "If you publish this version, Lancashire County Council is told about 1 changed "
    "section: About the setting."
)


def panel_of(page: Page) -> Locator:
    return page.get_by_role("region", name="What the council knows")


class CouncilNewsTests(EditorTestCase):
    edit_path: ClassVar[str]

    def setUp(self) -> None:
        # First, so that it outlives what the browser asks for.
        self.mail = self.enterContext(MailServer())
        self.enterContext(self.mail.settings())
        super().setUp()

    @classmethod
    def load_site(cls) -> None:
        super().load_site()
        offer = LocalOfferPage.objects.get(slug="local-offer", locale__pk=1)
        cls.edit_path = f"/admin/pages/{offer.pk}/edit/"
        # The address of the site has changed since it was loaded.
        announce(offer.pk)
        deliver_due()

    def open_editor(self) -> Page:
        return self.open_form(self.edit_path)

    def change_telephone(self, page: Page) -> None:
        page.get_by_role("textbox", name="Telephone number").first.fill("01632 960099")

    @pytest.mark.nightly
    def test_the_panel_says_what_the_council_was_told(self) -> None:
        panel = panel_of(self.open_editor())
        expect(panel).to_contain_text(
            re.compile(r"Lancashire County Council was told on .* at \d\d:\d\d that")
        )
        message = panel.get_by_label("The message as text")
        expect(message).to_be_hidden()
        panel.get_by_text("The last message as it was sent").click()
        expect(message).to_contain_text("Read it here:")

    def test_a_change_is_foretold_told_and_confirmed(self) -> None:
        page = self.open_editor()
        panel = panel_of(page)
        expect(panel).to_contain_text("There is nothing new to tell")
        with expect_autosave(page):
            self.change_telephone(page)
        expect(panel).to_contain_text(IF_PUBLISHED)
        self.assertEqual(self.mail.received, [])

        publish(page)
        message = page.get_by_role("status").filter(has_text="was told on")
        expect(message).to_contain_text("about 1 changed section: About the setting.")
        (received,) = self.mail.received
        self.assertIn("About the setting", received.part("plain"))

        message.get_by_role("link", name="Council notices").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Council notices")
        expect(page.get_by_role("main")).to_contain_text("was told on")

    @pytest.mark.nightly
    def test_a_small_correction_is_not_told(self) -> None:
        page = self.open_editor()
        panel = panel_of(page)
        with expect_autosave(page):
            self.change_telephone(page)
        expect(panel).to_contain_text(IF_PUBLISHED)
        with expect_autosave(page):
            page.get_by_role("checkbox", name=TICK).check()
        expect(panel).to_contain_text("is marked as a small correction")

        publish(page)
        expect(page.get_by_text("this was a small correction")).to_be_visible()
        self.assertEqual(self.mail.received, [])

        page.goto(f"{self.home.rstrip('/')}{self.edit_path}#part-publish")
        expect(panel).to_contain_text("small corrections in 1 section since then")
        expect(page.get_by_role("checkbox", name=TICK)).not_to_be_checked()

    @pytest.mark.nightly
    def test_an_editor_sends_the_next_email_to_themself(self) -> None:
        page = self.open_editor()
        with expect_autosave(page):
            self.change_telephone(page)
        expect(panel_of(page)).to_contain_text(IF_PUBLISHED)
        panel_of(page).get_by_role("link", name="All council notices").click()
        preview = page.frame_locator("iframe >> nth=0")
        expect(preview.get_by_role("heading").first).to_contain_text("has updated")

        page.get_by_role("button", name="Send a test to me").click()
        expect(page.get_by_text("A test was sent to editor@")).to_be_visible()
        (received,) = self.mail.received
        self.assertEqual(received.recipients, ["editor@hawthornbank.example"])
        self.assertTrue(received.message["Subject"].startswith("Test: "))

    @pytest.mark.nightly
    def test_the_menu_of_the_page_leads_to_its_notices(self) -> None:
        page = self.open_editor()
        page.get_by_role("button", name="Actions", exact=True).first.click()
        page.get_by_role("link", name="Council notices", exact=True).last.click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Council notices")

    @pytest.mark.nightly
    def test_axe_finds_nothing_and_nothing_is_cut_off_on_a_phone(self) -> None:
        page = self.open_editor()
        panel_of(page).get_by_text("The last message as it was sent").click()
        assert_no_violation(page, ".localoffer-news")
        panel_of(page).get_by_role("link", name="All council notices").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Council notices")
        assert_no_violation(page, ".localoffer-news")
        page.set_viewport_size({"width": 320, "height": 640})
        width = page.evaluate("document.documentElement.scrollWidth")
        self.assertLessEqual(width, 320)
