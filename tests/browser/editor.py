"""What an editor does with Wagtail's form of an offer, as one types and clicks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Locator, Page, Response, expect

from example_site.home.management.commands.load_example import ACCOUNTS
from tests.browser.testcase import BrowserTestCase
from wagtail_localoffer.frameworks.lancashire import LANCASHIRE

SECTIONS = [str(section.heading) for section in LANCASHIRE.sections if section.required]
BLOCKS = ["SENCO contact", "Council’s local offer", "The Setting", *SECTIONS]

TITLE = "Support for your child"
SENCO = "Anwar Whittle"
EMAIL = "senco@alderbeck.example"
COUNCIL = "Lancashire County Council"


class EditorTestCase(BrowserTestCase):
    """Each test has a browser in which somebody is about to log in."""

    def setUp(self) -> None:
        super().setUp()
        self.page = self.open_context().new_page()

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


def fill_in(page: Page, *, senco: str, setting_type: str = "Special school") -> None:
    """Fill in a whole offer, as one types and clicks."""
    give_title(page)
    page.get_by_role("textbox", name="Name of the setting").fill("Alderbeck School")
    page.get_by_role("combobox", name="Type of setting").select_option(setting_type)
    page.get_by_role("textbox", name=re.compile("^Address")).fill(
        "Mill Lane\nAlderbeck"
    )
    name_of_senco(page).fill(senco)
    page.get_by_role("textbox", name="Email address").fill(EMAIL)
    page.get_by_role("button", name="Choose a council").click()
    # There are too many to look through.
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="Search").press_sequentially("lanc")
    dialog.get_by_role("link", name=COUNCIL).click()
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
