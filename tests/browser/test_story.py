"""What an editor does in the admin, from logging in to the council's inbox."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, Response, expect

from example_site.home.management.commands.load_example import ACCOUNTS
from tests.browser.testcase import BrowserTestCase
from tests.mailserver import MailServer
from wagtail_localoffer.frameworks.lancashire import LANCASHIRE

SECTIONS = [str(section.heading) for section in LANCASHIRE.sections if section.required]
BLOCKS = ["SENCO contact", "Council’s local offer", *SECTIONS]

TITLE = "Support for your child"
SENCO = "Anwar Whittle"
EMAIL = "senco@alderbeck.example"
COUNCIL = "Lancashire County Council"


class StoryTests(BrowserTestCase):
    def setUp(self) -> None:
        # First, so that it outlives the browser.
        self.mail = self.enterContext(MailServer())
        self.enterContext(self.mail.settings())
        super().setUp()
        self.page = self.open_context().new_page()

    def test_an_editor_publishes_an_offer_and_the_council_hears_of_it(self) -> None:
        page = self.page
        self.log_in()
        page.get_by_role("button", name="Pages", exact=True).click()
        explorer = page.get_by_role("dialog", name="Page explorer")
        explorer.get_by_role("link", name="Hawthorn Bank Primary School").click()
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
        expect(dialog.get_by_role("link", name=COUNCIL)).to_be_visible()
        dialog.get_by_role("textbox", name="Search").press_sequentially("york")
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

    def log_in(self, next_path: str = "/admin/") -> None:
        self.page.goto(f"{self.home}admin/login/?next={next_path}")
        self.page.get_by_label("Username").fill("editor")
        self.page.get_by_label("Password").fill(ACCOUNTS["editor"])
        self.page.get_by_role("button", name="Sign in").click()

    def open_new_offer(self) -> Page:
        """Open the form of a new offer, without the way there."""
        self.log_in(self.add_path)
        wait_until_ready(self.page)
        return self.page


#: Where Wagtail's editor says whether there is anything to save.
HAS_EDITS = "data-w-unsaved-has-edits-value"

#: It looks for edits twice a second, so that one answer of "no" says little.
SETTLED = f"""form => {{
    const saved = form.getAttribute("{HAS_EDITS}") === "false";
    form.savedSince = saved ? form.savedSince ?? performance.now() : undefined;
    return performance.now() - form.savedSince > 1200;
}}"""


def form_of(page: Page) -> Locator:
    return page.locator("form[data-edit-form]")


def wait_until_ready(page: Page) -> None:
    # Edits are what differs from the form as it was a moment after it was loaded.
    expect(form_of(page)).to_have_attribute(HAS_EDITS, "false")


def wait_until_saved(page: Page) -> None:
    form = form_of(page)
    form.evaluate("form => delete form.savedSince")
    page.wait_for_function(SETTLED, arg=form.element_handle(), polling=100)


@contextmanager
def expect_autosave(page: Page) -> Iterator[None]:
    """Expect that what is done inside is saved without an error and a click."""
    with page.expect_response(is_autosave) as saved:
        yield
    assert saved.value.ok, saved.value.text()
    expect(form_of(page)).to_have_attribute(HAS_EDITS, "false")


def is_autosave(response: Response) -> bool:
    return response.request.method == "POST" and "/admin/pages/" in response.url


def title_of(page: Page) -> Locator:
    return page.get_by_role("textbox", name=re.compile("^(Page )?title", re.IGNORECASE))


def give_title(page: Page) -> None:
    title_of(page).fill(TITLE)
    # The page's address is filled in when one leaves the field.
    page.keyboard.press("Tab")


def name_of_senco(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Name", exact=True)


def list_blocks(page: Page) -> Locator:
    """The blocks of the offer, and none of those inside of them."""
    return page.locator(
        "#panel-child-content-body-content [data-streamfield-child]"
        ":not([data-streamfield-child] *)"
    )


def find_block(page: Page, heading: str) -> Locator:
    title = page.get_by_role("heading", name=heading)
    return list_blocks(page).filter(has=title)


def answer(heading: str) -> str:
    return f"What we do about “{heading}”"


def write(page: Page, heading: str, words: str) -> None:
    """Write into the text editor of a section, key by key as an editor does."""
    find_block(page, heading).locator("[contenteditable=true]").first.click()
    page.keyboard.type(words)


def fill_in(page: Page, *, senco: str) -> None:
    """Fill in a whole offer, as one types and clicks."""
    give_title(page)
    page.get_by_role("textbox", name="Name of the setting").fill("Alderbeck School")
    page.get_by_role("combobox", name="Type of setting").select_option("Special school")
    page.get_by_role("textbox", name=re.compile("^Address")).fill(
        "Mill Lane\nAlderbeck"
    )
    name_of_senco(page).fill(senco)
    page.get_by_role("textbox", name="Email address").fill(EMAIL)
    page.get_by_role("button", name="Choose a council").click()
    page.get_by_role("dialog").get_by_role("link", name=COUNCIL).click()
    expect(find_block(page, "Council’s local offer")).to_contain_text(COUNCIL)
    for heading in SECTIONS:
        write(page, heading, answer(heading))


def publish(page: Page) -> None:
    wait_until_saved(page)
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Publish", exact=True).click()


def read_form(page: Page) -> list[str]:
    """Read all that has been typed, and the choices that have been made."""
    fields = "input:not([type=hidden], [type=checkbox]), textarea, select"
    return (
        form_of(page)
        .locator(f"{fields}, [contenteditable=true]")
        .evaluate_all("all => all.map(one => one.value ?? one.innerText.trim())")
    )
