"""A review with families: in the editor, and in the report without a script."""

from __future__ import annotations

from typing import ClassVar
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from tests.browser.editor import EditorTestCase, form_of
from wagtail_localoffer.models import LocalOfferPage

LINE = "We say first who to call"


class ReviewTests(EditorTestCase):
    key: ClassVar[int]

    @classmethod
    def load_site(cls) -> None:
        super().load_site()
        offers = LocalOfferPage.objects.filter(locale__pk=1)
        cls.key = offers.get(slug="local-offer").pk

    def open_review(self) -> Page:
        page = self.open_form(f"/admin/pages/{self.key}/edit/", "parts")
        page.get_by_text("Did families take part in this review?").click()
        return page

    def test_who_took_part_is_ticked_and_read_by_families(self) -> None:
        page = self.open_review()
        page.get_by_role("checkbox", name="Parents and carers").check()
        page.get_by_role("textbox", name="What changed because of it").fill(LINE)
        page.get_by_role("button", name="Nothing to change, still correct").click()
        expect(page.get_by_text("Reviewed with parents and carers.")).to_be_visible()
        reader = self.open_context().new_page()
        reader.goto(f"{self.home}local-offer/")
        dates = reader.locator(".localoffer-dates")
        expect(dates).to_contain_text("with parents and carers")
        expect(dates).to_contain_text(LINE)

    @pytest.mark.nightly
    def test_what_is_typed_there_is_no_part_of_the_offer(self) -> None:
        page = self.open_review()
        line = page.get_by_role("textbox", name="What changed because of it")
        line.fill(LINE)
        # It would send the form of the offer.
        line.press("Enter")
        still = page.get_by_role("button", name="Nothing to change, still correct")
        expect(still).to_be_focused()
        expect(page.get_by_text("Not reviewed since")).to_be_visible()
        names = form_of(page).evaluate("form => [...new FormData(form).values()]")
        self.assertNotIn(LINE, names)

    @pytest.mark.nightly
    def test_what_was_ticked_is_kept_when_the_list_is_read_again(self) -> None:
        page = self.open_review()
        box = page.get_by_role("checkbox", name="Children and young people")
        box.check()
        page.get_by_role("textbox", name="What changed because of it").fill(LINE)
        page.evaluate("document.querySelector('.localoffer-tasks').dataset.old = 'yes'")
        with page.expect_response("**/checklist/"):
            page.evaluate(
                """document.dispatchEvent(
                    new CustomEvent("w-autosave:success", {detail: {response: {}}}))"""
            )
        expect(page.locator(".localoffer-tasks[data-old]")).to_have_count(0)
        expect(box).to_be_checked()
        expect(page.locator("[data-review=changed]")).to_have_value(LINE)

    @pytest.mark.nightly
    def test_axe_finds_nothing_and_a_phone_has_room_for_it(self) -> None:
        page = self.open_review()
        self.assert_content(page, ".localoffer-review")

    def test_the_report_does_it_without_a_script(self) -> None:
        context = self.open_context(java_script_enabled=False)
        context.add_cookies([{**self.session, "url": self.home}])
        page = context.new_page()
        asked = urlencode({"id": self.key, "next": "/admin/reports/local-offers/"})
        action = "admin/bulk/wagtail_localoffer/offersummary/review/"
        page.goto(f"{self.home}{action}?{asked}")
        page.get_by_role("checkbox", name="Children and young people").check()
        page.get_by_role("textbox", name="What changed because of it").fill(LINE)
        page.get_by_role("button", name="Still correct").click()
        expect(page.get_by_text("1 offer is marked as reviewed today.")).to_be_visible()
        page.goto(f"{self.home}local-offer/")
        dates = page.locator(".localoffer-dates")
        expect(dates).to_contain_text("with children and young people")

    @pytest.mark.nightly
    def test_axe_finds_nothing_in_the_form_of_the_report(self) -> None:
        page = self.open_admin(
            f"/admin/bulk/wagtail_localoffer/offersummary/review/?id={self.key}"
        )
        self.assert_content(page, "main")
