"""What an editor does in the admin, from logging in to the council's inbox."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.browser.editor import (
    BLOCKS,
    COUNCIL,
    EMAIL,
    SECTIONS,
    SENCO,
    TITLE,
    EditorTestCase,
    answer,
    expect_autosave,
    fill_in,
    find_block,
    give_title,
    list_blocks,
    name_of_senco,
    publish,
    read_form,
    title_of,
    wait_until_ready,
    wait_until_saved,
    write,
)
from tests.mailserver import MailServer


class StoryTests(EditorTestCase):
    def setUp(self) -> None:
        # First, so that it outlives the browser.
        self.mail = self.enterContext(MailServer())
        self.enterContext(self.mail.settings())
        super().setUp()

    def test_an_editor_publishes_an_offer_and_the_council_hears_of_it(self) -> None:
        page = self.page
        self.log_in()
        page.get_by_role("button", name="Pages", exact=True).click()
        explorer = page.get_by_role("dialog", name="Page explorer")
        explorer.locator(".c-page-explorer__item__link").first.click()
        page.get_by_role("link", name="Add child page").click()
        page.get_by_role("link", name=re.compile("^Local offer")).click()
        wait_until_ready(page)
        expect(list_blocks(page)).to_have_count(len(BLOCKS))
        expect(list_blocks(page)).to_contain_text(BLOCKS)

        fill_in(page, senco="")
        publish(page)
        page.get_by_role("button", name="Go to the first error").click()
        expect(name_of_senco(page)).to_be_in_viewport()
        field = page.locator("[data-contentpath=name]", has=name_of_senco(page))
        expect(field).to_contain_text("Enter the SENCO’s name.")
        self.assertEqual(self.mail.received, [])

        name_of_senco(page).fill(SENCO)
        publish(page)
        page.get_by_role("status").get_by_role("link", name="View live").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
        for heading in SECTIONS:
            section = page.get_by_role("region", name=heading, exact=True)
            expect(section).to_contain_text(answer(heading))
        self.assertEqual(urlsplit(page.url).path, "/support-for-your-child/")

        (received,) = self.mail.received
        self.assertEqual(
            received.recipients, ["Lancashirelocaloffer@lancashire.gov.uk"]
        )
        self.assertIn(page.url, received.part("plain").split())

    def test_a_half_filled_draft_saves_itself(self) -> None:
        page = self.open_new_offer()
        with expect_autosave(page):
            give_title(page)
        with expect_autosave(page):
            write(page, "Working together", "We ask you every term.")
        expect(page.get_by_text("Autosave is paused")).to_be_hidden()

        elsewhere = page.context.new_page()
        elsewhere.goto(page.url)
        expect(title_of(elsewhere)).to_have_value(TITLE)
        expect(find_block(elsewhere, "Working together")).to_contain_text("every term.")

    def test_a_half_filled_draft_is_neither_public_nor_announced(self) -> None:
        page = self.open_new_offer()
        with expect_autosave(page):
            give_title(page)
        response = page.goto(f"{self.home}support-for-your-child/")
        self.assertEqual(response and response.status, 404)
        self.assertEqual(self.mail.received, [])

    def test_a_draft_without_its_senco_can_be_looked_at(self) -> None:
        page = self.open_new_offer()
        with expect_autosave(page):
            give_title(page)
        with expect_autosave(page):
            block = find_block(page, "SENCO contact")
            block.get_by_role("button", name="Delete").click()
        page.goto(page.url.replace("/edit/", "/view_draft/"))
        expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
        expect(page.get_by_role("main")).not_to_contain_text("None")

    def test_nothing_is_lost_when_a_draft_is_opened_again(self) -> None:
        page = self.open_new_offer()
        fill_in(page, senco=SENCO)
        wait_until_saved(page)
        page.get_by_role("button", name="Save draft").click()
        expect(page.get_by_role("status").get_by_text(TITLE)).to_be_visible()
        wait_until_ready(page)
        written = read_form(page)
        self.assertLessEqual({TITLE, SENCO, EMAIL, *map(answer, SECTIONS)}, {*written})
        page.reload()
        wait_until_ready(page)
        self.assertEqual(read_form(page), written)

    def test_a_council_is_found_by_a_part_of_its_name(self) -> None:
        page = self.open_new_offer()
        page.get_by_role("button", name="Choose a council").click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_role("textbox", name="Search").press_sequentially("york")
        york = dialog.get_by_role("link", name="City of York Council")
        expect(york).to_be_visible()
        expect(dialog.get_by_role("link", name=COUNCIL)).to_be_hidden()
        dialog.get_by_role("textbox", name="Search").fill("")
        dialog.get_by_role("textbox", name="Search").press_sequentially("lanc")
        expect(dialog.get_by_role("link", name=COUNCIL)).to_be_visible()

    def test_each_block_is_known_to_a_screen_reader_by_its_own_name(self) -> None:
        page = self.open_new_offer()
        regions = list_blocks(page).locator("> section")
        expect(regions).to_have_count(len(BLOCKS))
        for region, heading in zip(regions.all(), BLOCKS, strict=True):
            expect(region).to_have_accessible_name(re.compile(re.escape(heading)))
