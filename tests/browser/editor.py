"""What an editor does with Wagtail's form of an offer, as one types and clicks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from playwright.sync_api import (
    BrowserContext,
    Locator,
    Page,
    Response,
    TimeoutError,
    expect,
)
from wagtail.models import Site

from example_site.home.management.commands.load_example import ACCOUNTS
from tests.browser.axe import assert_no_violation
from tests.browser.testcase import NO_MOTION, WriterTestCase
from wagtail_localoffer.models import HealthServicePage, LocalOfferPage

TITLE = "Support for your child"
EMAIL = "senco@alderbeck.example"
COUNCIL = "Lancashire County Council"


@dataclass(frozen=True)
class Kind:
    """A kind of offer, as its editor meets it."""

    model: Any
    #: How Wagtail's list of page types begins its name.
    name: str
    #: Whom to ask, in which field, and what is said while that is empty.
    contact: str
    contact_field: str
    contact_missing: str
    #: One of the sections that it must have, by the whole of its heading.
    section: str
    #: What is typed into the front sheet, by what the labels begin with.
    details: dict[str, str]
    #: What is chosen in it.
    choices: dict[str, str] = field(default_factory=dict)

    @cached_property
    def sections(self) -> list[str]:
        """The headings of all that must be written."""
        return [
            str(section.heading)
            for section in self.model.get_framework().sections
            if section.required
        ]

    @cached_property
    def blocks(self) -> list[str]:
        """The headings of all that is placed in a new offer."""
        framework = self.model.get_framework()
        return [
            str(framework.contact.heading),
            "Council’s local offer",
            "Other councils",
            *(str(section.heading) for section in framework.sections),
        ]


SETTING = Kind(
    model=LocalOfferPage,
    name="Local offer",
    contact="Anwar Whittle",
    contact_field="Name",
    contact_missing="Enter the SENCO’s name.",
    section="Working together",
    details={
        "Name of the setting": "Alderbeck School",
        "Address": "Mill Lane\nAlderbeck",
    },
    choices={"Type of setting": "Special school"},
)

HEALTH_SERVICE = Kind(
    model=HealthServicePage,
    name="Health service",
    contact="Bookings team",
    contact_field="Team or role",
    contact_missing="Enter the name of the team, or the role of the person.",
    section="How we decide who we see",
    details={
        "Name of the service": "Wheelchairs and seating",
        "Provider": "Alder Vale Community NHS Trust",
    },
)


class EditorTestCase(WriterTestCase):
    """Each test has a page in which somebody is about to log in."""

    kind: ClassVar[Kind] = SETTING
    add_path: ClassVar[str]
    #: The cookie of an editor who has logged in.
    session: ClassVar[dict[str, str]]
    #: Where the tests of a class have their pages. They share its cache: to fetch and
    #: compile all of Wagtail's scripts is a third of what opening its form takes.
    desk: ClassVar[BrowserContext]

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.desk = cls.enterClassContext(cls.browser.new_context(**NO_MOTION))
        cls.desk.add_init_script(COUNT_WATCHES)

    @classmethod
    def load_site(cls) -> None:
        super().load_site()
        home = Site.objects.get(is_default_site=True).root_page_id
        cls.add_path = reverse(
            "wagtailadmin_pages:add",
            args=["wagtail_localoffer", cls.kind.model._meta.model_name, home],
        )
        client = Client()
        client.force_login(get_user_model().objects.get(username="editor"))
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        cls.session = {"name": cookie.key, "value": cookie.value}

    def setUp(self) -> None:
        super().setUp()
        self.page = self.desk.new_page()
        self.addCleanup(self.clear_desk)
        self.watch(self.desk)

    def clear_desk(self) -> None:
        """Leave nothing to the next test but the cache."""
        self.desk.clear_cookies()
        page = self.desk.new_page()
        storage = self.desk.new_cdp_session(page)
        for site in (self.home, self.trust):
            stored = {"origin": site.rstrip("/"), "storageTypes": "all"}
            storage.send("Storage.clearDataForOrigin", stored)
        for page in self.desk.pages:
            page.close()

    def log_in(self) -> None:
        """Log in as people do."""
        self.page.goto(f"{self.home}admin/")
        self.page.get_by_label("Username").fill("editor")
        self.page.get_by_label("Password").fill(ACCOUNTS["editor"])
        self.page.get_by_role("button", name="Sign in").click()

    def open_form(self, path: str, part: str = "part-all") -> Page:
        """
        Open a form of Wagtail's editor, without the way there.

        :param part: what is shown of an offer, as its address names it.
        """
        self.page.context.add_cookies([{**self.session, "url": self.home}])
        self.page.goto(f"{self.home.removesuffix('/')}{path}#{part}")
        wait_until_ready(self.page)
        return self.page

    def open_admin(self, path: str) -> Page:
        self.page.context.add_cookies([{**self.session, "url": self.home}])
        self.page.set_viewport_size({"width": 1280, "height": 800})
        self.page.goto(f"{self.home.removesuffix('/')}{path}")
        return self.page

    def assert_content(self, page: Page, ours: str) -> None:
        assert_no_violation(page, ours)
        page.set_viewport_size({"width": 320, "height": 640})
        width = page.evaluate("document.documentElement.scrollWidth")
        self.assertLessEqual(width, 320)

    def open_new_offer(self, part: str = "part-all") -> Page:
        return self.open_form(self.add_path, part)


#: Wagtail's editor looks twice at what a form held when it was loaded, since the form
#: is made ready twice. What is typed before the second look counts as loaded, and is
#: not saved before the next edit.
COUNT_WATCHES = """
    window.watches = 0;
    document.addEventListener("w-unsaved:ready", () => window.watches -= 1);
    document.addEventListener("w-unsaved:watch-edits", () => window.watches += 1);
    window.isSaving = false;
    document.addEventListener("w-autosave:save", () => window.isSaving = true);
    document.addEventListener("w-autosave:success", () => window.isSaving = false);
    document.addEventListener("w-autosave:error", () => window.isSaving = false);
"""
#: Where Wagtail's editor says whether there is anything to save.
HAS_EDITS = "data-w-unsaved-has-edits-value"

READY = f"""form => form.getAttribute("{HAS_EDITS}") === "false"
    && !/w-init/.test(form.dataset.controller) && window.watches >= 0"""

#: Looks a tenth of a second apart. The editor looks for edits twice a second, so one
#: answer of "no" says little. They are counted, since a busy page may be late for all.
LOOKS = 12
SETTLED = f"""form => {{
    const saved = form.getAttribute("{HAS_EDITS}") === "false" && !window.isSaving;
    form.looks = saved ? (form.looks ?? 0) + 1 : 0;
    return form.looks > {LOOKS};
}}"""

#: What tells why a form has not been saved, with the addresses that were asked last.
STATE = """form => JSON.stringify({
    state: {...form.dataset},
    watches: window.watches,
    isSaving: window.isSaving,
    asked: performance.getEntriesByType("resource").slice(-9)
        .map(({ name, responseStatus }) => `${name} ${responseStatus}`),
})"""


def form_of(page: Page) -> Locator:
    return page.locator("form[data-edit-form]")


def show_whole_form(page: Page) -> None:
    page.get_by_role("link", name="Show the whole form").click()


def wait_until_ready(page: Page) -> None:
    # Not with expect(), which describes the whole form each time that it is not so yet.
    page.wait_for_function(READY, arg=form_of(page).element_handle())


def wait_until_saved(page: Page) -> None:
    form = form_of(page)
    form.evaluate("form => delete form.looks")
    page.wait_for_function(SETTLED, arg=form.element_handle(), polling=100)


@contextmanager
def expect_autosave(page: Page) -> Iterator[None]:
    """Expect that what is done inside is saved without an error and a click."""
    try:
        with page.expect_response(is_autosave) as saved:
            yield
    except TimeoutError as error:
        error.add_note(f"The form: {form_of(page).evaluate(STATE)}")
        raise
    assert saved.value.ok, saved.value.text()
    # A slow machine may save twice what is done inside.
    wait_until_saved(page)


def is_autosave(response: Response) -> bool:
    return (
        response.request.method == "POST"
        and "/admin/pages/" in response.url
        and "/preview/" not in response.url
    )


def title_of(page: Page) -> Locator:
    return page.get_by_role("textbox", name=re.compile("^(Page )?title", re.IGNORECASE))


def give_title(page: Page) -> None:
    title_of(page).fill(TITLE)
    # The page's address is filled in when one leaves the field.
    page.keyboard.press("Tab")


def name_of_contact(page: Page, kind: Kind = SETTING) -> Locator:
    return page.get_by_role("textbox", name=kind.contact_field, exact=True)


def list_blocks(page: Page) -> Locator:
    """The blocks of the offer, and none of those inside of them."""
    return page.locator(
        "#panel-child-content-body-content [data-streamfield-child]"
        ":not([data-streamfield-child] *)"
    )


def find_block(page: Page, heading: str) -> Locator:
    # Where its part is shown alone, its heading stands at the top instead.
    title = page.get_by_role("heading", name=heading, include_hidden=True)
    return list_blocks(page).filter(has=title)


def answer(heading: str) -> str:
    return f"What we do about “{heading}”"


def write(page: Page, heading: str, words: str) -> None:
    """Write into the text editor of a section, key by key as an editor does."""
    enter_section(page, heading)
    page.keyboard.type(words)


def dictate(page: Page, heading: str, words: str) -> None:
    """Write at once what takes hundreds of keys, as speech recognition does."""
    enter_section(page, heading)
    page.keyboard.insert_text(words)


def enter_section(page: Page, heading: str) -> None:
    find_block(page, heading).locator("[contenteditable=true]").first.click()


def fill_in(page: Page, kind: Kind = SETTING, contact: str | None = None) -> None:
    """Fill in a whole offer: one section is typed, and the others are dictated."""
    give_title(page)
    for label, words in kind.details.items():
        page.get_by_role("textbox", name=re.compile(f"^{label}")).fill(words)
    for label, choice in kind.choices.items():
        page.get_by_role("combobox", name=label).select_option(choice)
    name_of_contact(page, kind).fill(kind.contact if contact is None else contact)
    page.get_by_role("textbox", name="Email address").fill(EMAIL)
    page.get_by_role("button", name="Choose a council").click()
    # There are too many to look through.
    search_councils(page, "lanc").get_by_role("link", name=COUNCIL).click()
    expect(find_block(page, "Council’s local offer")).to_contain_text(COUNCIL)
    first, *others = kind.sections
    write(page, first, answer(first))
    for heading in others:
        dictate(page, heading, answer(heading))


def search_councils(page: Page, words: str) -> Locator:
    """Search in the dialog in which one is chosen."""
    dialog = page.get_by_role("dialog")
    results = dialog.locator("#search-results")
    results.evaluate("each => each.prepend(document.createElement('old-results'))")
    # Not key by key: while a dialog opens it takes the focus away from the field.
    dialog.get_by_role("textbox", name="Search").fill(words)
    # A click on a link that is replaced meanwhile would be lost.
    expect(results.locator("old-results")).to_have_count(0)
    return dialog


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
