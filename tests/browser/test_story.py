"""What an editor does in the admin, from logging in to the council's inbox."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.editor import (
    COUNCIL,
    EMAIL,
    HEALTH_SERVICE,
    TITLE,
    EditorTestCase,
    answer,
    dictate,
    expect_autosave,
    fill_in,
    find_block,
    give_title,
    list_blocks,
    name_of_contact,
    publish,
    read_form,
    search_councils,
    show_whole_form,
    title_of,
    wait_until_ready,
    wait_until_saved,
)
from tests.mailserver import MailServer


class StoryTests(EditorTestCase):
    def setUp(self) -> None:
        # First, so that it outlives what the browser asks for.
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
        # Behind its name is what the page type is for.
        page.get_by_role("link", name=re.compile(rf"^{self.kind.name} *\.")).click()
        wait_until_ready(page)
        show_whole_form(page)
        expect(list_blocks(page)).to_have_count(len(self.kind.blocks))
        expect(list_blocks(page)).to_contain_text(self.kind.blocks)

        fill_in(page, self.kind, contact="")
        publish(page)
        page.get_by_role("alert").get_by_role(
            "link", name=self.kind.contact_missing
        ).click()
        name = name_of_contact(page, self.kind)
        expect(name).to_be_in_viewport()
        field = page.locator("[data-contentpath=name]", has=name)
        expect(field).to_contain_text(self.kind.contact_missing)
        self.assertEqual(self.mail.received, [])

        name.fill(self.kind.contact)
        publish(page)
        page.get_by_role("status").get_by_role("link", name="View live").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
        for heading in self.kind.sections:
            section = page.get_by_role("region", name=heading, exact=True)
            expect(section).to_contain_text(answer(heading))
        self.assertEqual(urlsplit(page.url).path, "/support-for-your-child/")

        (received,) = self.mail.received
        self.assertEqual(
            received.recipients, ["Lancashirelocaloffer@lancashire.gov.uk"]
        )
        self.assertIn(page.url, received.part("plain").split())

    @pytest.mark.nightly
    def test_a_half_filled_draft_saves_itself(self) -> None:
        page = self.open_new_offer()
        with expect_autosave(page):
            give_title(page)
        with expect_autosave(page):
            dictate(page, self.kind.section, "We ask you every term.")
        expect(page.get_by_text("Autosave is paused")).to_be_hidden()

        elsewhere = page.context.new_page()
        elsewhere.goto(page.url)
        wait_until_ready(elsewhere)
        expect(title_of(elsewhere)).to_have_value(TITLE)
        section = find_block(elsewhere, self.kind.section)
        expect(section).to_contain_text("every term.")

    @pytest.mark.nightly
    def test_a_half_filled_draft_is_neither_public_nor_announced(self) -> None:
        page = self.open_new_offer()
        with expect_autosave(page):
            give_title(page)
        response = page.goto(f"{self.home}support-for-your-child/")
        self.assertEqual(response and response.status, 404)
        self.assertEqual(self.mail.received, [])

    @pytest.mark.nightly
    def test_a_draft_keeps_its_contact_whatever_marks_it_as_deleted(self) -> None:
        page = self.open_new_offer()
        with expect_autosave(page):
            give_title(page)
        with expect_autosave(page):
            # As a script of another package may do it.
            page.evaluate(
                "document.getElementById('body-root').rootBlock.children[0]"
                ".deletedInput.val('1')"
            )
            dictate(page, self.kind.section, "We ask you every term.")
        page.goto(page.url.replace("/edit/", "/view_draft/"))
        expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
        expect(page.get_by_role("main")).not_to_contain_text("None")

    @pytest.mark.nightly
    def test_nothing_is_lost_when_a_draft_is_opened_again(self) -> None:
        page = self.open_new_offer()
        fill_in(page, self.kind)
        wait_until_saved(page)
        page.get_by_role("button", name="Save draft").click()
        expect(page.get_by_role("status").get_by_text(TITLE)).to_be_visible()
        wait_until_ready(page)
        written = read_form(page)
        typed = {TITLE, EMAIL, self.kind.contact, *map(answer, self.kind.sections)}
        self.assertLessEqual(typed | {*self.kind.details.values()}, {*written})
        page.reload()
        wait_until_ready(page)
        self.assertEqual(read_form(page), written)

    def test_each_block_is_known_to_a_screen_reader_by_its_own_name(self) -> None:
        page = self.open_new_offer()
        regions = list_blocks(page).locator("> section")
        expect(regions).to_have_count(len(self.kind.blocks))
        for region, heading in zip(regions.all(), self.kind.blocks, strict=True):
            expect(region).to_have_accessible_name(re.compile(re.escape(heading)))


@pytest.mark.nightly
class HealthServiceStoryTests(StoryTests):
    kind = HEALTH_SERVICE

    def test_an_error_stands_at_the_contact_that_it_means(self) -> None:
        page = self.open_new_offer()
        fill_in(page, self.kind)
        block = find_block(page, self.kind.blocks[0])
        block.get_by_role("button", name="Add").last.click()
        names = block.locator("[data-contentpath=name]")
        expect(names).to_have_count(2)
        publish(page)
        expect(names.last).to_contain_text(self.kind.contact_missing)
        expect(names.first).not_to_contain_text(self.kind.contact_missing)


@pytest.mark.nightly
class CouncilChooserTests(EditorTestCase):
    def test_a_council_is_found_by_a_part_of_its_name(self) -> None:
        page = self.open_new_offer()
        page.get_by_role("button", name="Choose a council").click()
        dialog = search_councils(page, "york")
        york = dialog.get_by_role("link", name="City of York Council")
        expect(york).to_be_visible()
        expect(dialog.get_by_role("link", name=COUNCIL)).to_be_hidden()
        search_councils(page, "lanc")
        expect(dialog.get_by_role("link", name=COUNCIL)).to_be_visible()
