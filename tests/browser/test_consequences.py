"""What is said on confirming screens, as somebody sees it who is about to click."""

from __future__ import annotations

from typing import ClassVar
from unittest import skipUnless

import pytest
from playwright.sync_api import expect
from wagtail import VERSION

from tests.browser.editor import EditorTestCase
from wagtail_localoffer.models import LocalOfferPage

FAMILIES = "Families can’t read it any more."


class ConsequencesTests(EditorTestCase):
    key: ClassVar[int]
    other_key: ClassVar[int]

    @classmethod
    def load_site(cls) -> None:
        super().load_site()
        offers = LocalOfferPage.objects.filter(locale__pk=1)
        cls.key = offers.get(slug="local-offer").pk
        cls.other_key = offers.get(slug="sparrows").pk

    @pytest.mark.nightly
    def test_axe_finds_nothing_in_what_is_said_before_deleting(self) -> None:
        page = self.open_admin(f"/admin/pages/{self.key}/delete/")
        expect(page.get_by_role("status").first).to_contain_text(FAMILIES)
        self.assert_content(page, ".messages")

    @pytest.mark.nightly
    def test_axe_finds_nothing_in_what_is_said_of_many_pages(self) -> None:
        keys = f"id={self.key}&id={self.other_key}"
        for action in ("unpublish", "delete", "publish", "move"):
            with self.subTest(action):
                page = self.open_admin(f"/admin/bulk/wagtailcore/page/{action}/?{keys}")
                expect(
                    page.get_by_text("What follows for local offers")
                ).to_be_visible()
                self.assert_content(page, ".localoffer-consequences")

    @skipUnless(VERSION >= (8, 0), "Wagtail 7.4 asks on a screen of its own first.")
    def test_families_find_whom_to_ask_where_an_offer_was(self) -> None:
        page = self.open_admin(f"/admin/pages/{self.other_key}/unpublish/")
        expect(page.locator(".localoffer-consequences")).to_contain_text(FAMILIES)
        page.get_by_text("Leave a page with the name and the contact").click()
        page.get_by_role("button", name="Yes, unpublish it").click()
        expect(page.get_by_role("status").first).to_contain_text("At its address")
        reader = self.open_context().new_page()
        response = reader.goto(f"{self.home}sparrows/")
        self.assertEqual(response and response.status, 410)
        expect(reader.get_by_role("heading", name="Who to contact")).to_be_visible()
        expect(reader.get_by_text("Ruth Sharples")).to_be_visible()
        self.assert_content(reader, "main")

    def test_a_review_is_taken_back(self) -> None:
        page = self.open_admin(f"/admin/pages/{self.key}/edit/")
        still = page.get_by_role("button", name="Nothing to change, still correct")
        still.click()
        back = page.get_by_role("button", name="Take it back")
        expect(page.get_by_text("It is recorded as correct today.")).to_be_visible()
        back.click()
        expect(still).to_be_visible()
        expect(page.get_by_text("Not reviewed since it was first")).to_be_visible()
