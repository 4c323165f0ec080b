"""What an editor reads beside the form: the manual, the history and a comparison."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect
from wagtail.rich_text import RichText

from tests.browser.axe import assert_no_violation
from tests.browser.editor import EditorTestCase
from tests.browser.testcase import choose_ways
from wagtail_localoffer.admin.manual import find_manual_url
from wagtail_localoffer.models import LocalOfferPage

#: The smallest phone, which is a desktop at 400 percent too, and a desktop.
WAYS = ((320, "light"), (1280, "light"), (1280, "dark"))


class ReadingTests(EditorTestCase):
    #: What is ours on each page, and its address.
    pages: dict[str, str]

    @classmethod
    def load_site(cls) -> None:
        super().load_site()
        offer = LocalOfferPage.objects.get(
            slug="local-offer", locale__language_code="en-gb"
        )
        before = offer.get_latest_revision()
        for block in offer.body:
            if block.block_type in ("health", "activities"):
                block.value["text"] = RichText("<p>Come and see us.</p>")
        now = offer.save_revision()
        cls.pages = {
            ".localoffer-manual": find_manual_url(code="telephone_invalid"),
            "table.listing": reverse(
                "wagtail_localoffer:offer_history", args=[offer.pk]
            ),
            "td.comparison": reverse(
                "wagtailadmin_pages:revisions_compare",
                args=[offer.pk, before.pk, now.pk],
            ),
        }

    @pytest.mark.nightly
    def test_axe_finds_nothing_in_what_we_add(self) -> None:
        self.page.context.add_cookies([{**self.session, "url": self.home}])
        for width, scheme in choose_ways(WAYS):
            self.page.set_viewport_size({"width": width, "height": 800})
            self.page.emulate_media(color_scheme=scheme)
            for part, path in self.pages.items():
                with self.subTest(path, width=width, scheme=scheme):
                    self.page.goto(self.home.removesuffix("/") + path)
                    self.page.locator("html").evaluate(
                        "(html, scheme) => html.classList.replace("
                        "'w-theme-system', `w-theme-${scheme}`)",
                        scheme,
                    )
                    expect(self.page.locator(part)).to_be_visible()
                    assert_no_violation(self.page, part)

    def test_a_link_to_a_paragraph_of_the_manual_shows_it(self) -> None:
        self.page.context.add_cookies([{**self.session, "url": self.home}])
        path = self.pages[".localoffer-manual"]
        for width in (320, 1280):
            self.page.set_viewport_size({"width": width, "height": 500})
            self.page.goto("about:blank")
            self.page.goto(self.home.removesuffix("/") + path)
            heading = self.page.get_by_role("heading", name="A telephone number")
            with self.subTest(width=width):
                expect(heading).to_be_in_viewport()
                fits = "part => part.scrollWidth <= part.clientWidth + 1"
                self.assertTrue(self.page.locator(".localoffer-manual").evaluate(fits))
