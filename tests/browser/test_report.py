"""The report of all offers and the log, on a phone and on a desk."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.axe import assert_no_violation
from tests.browser.editor import EditorTestCase
from tests.browser.test_manual import WAYS
from tests.browser.testcase import choose_ways
from wagtail_localoffer.models import LocalOfferPage, OfferSummary
from wagtail_localoffer.reporting.summaries import survey_all

#: What is ours on each page.
REPORT = "table.localoffer-report"


class ReportTests(EditorTestCase):
    pages: dict[str, str]

    @classmethod
    def load_site(cls) -> None:
        super().load_site()
        list(survey_all())
        OfferSummary.objects.update(obstacles=1, missing_musts=1)
        owner = get_user_model().objects.get(username="editor")
        owner.email = "jo@school.example"
        owner.save()
        LocalOfferPage.objects.update(owner=owner)
        cls.pages = {
            "wagtail_localoffer_report": REPORT,
            "wagtail_localoffer_councilnotice_modeladmin_index": ".result-list",
        }

    def open(self, name: str) -> None:
        self.page.context.add_cookies([{**self.session, "url": self.home}])
        self.page.goto(self.home.removesuffix("/") + reverse(name))

    def test_no_page_is_wider_than_its_screen_and_axe_finds_nothing(self) -> None:
        for width, scheme in choose_ways(WAYS):
            self.page.set_viewport_size({"width": width, "height": 800})
            self.page.emulate_media(color_scheme=scheme)
            for name, part in self.pages.items():
                with self.subTest(name, width=width, scheme=scheme):
                    self.open(name)
                    expect(self.page.locator(part)).to_be_visible()
                    wide = "document.documentElement.scrollWidth"
                    self.assertLessEqual(self.page.evaluate(wide), width)
                    if part == REPORT:
                        assert_no_violation(self.page, part)

    def test_on_a_phone_those_chosen_are_reminded(self) -> None:
        self.page.set_viewport_size({"width": 375, "height": 800})
        self.open("wagtail_localoffer_report")
        for box in self.page.locator("[data-bulk-action-checkbox]").all()[:2]:
            box.check()
        button = self.page.get_by_role("link", name="Remind those who answer")
        expect(button).to_be_in_viewport()
        button.click()
        expect(self.page.get_by_role("heading", name="One person")).to_be_visible()
        expect(self.page.get_by_text("jo@school.example")).to_be_visible()
        self.page.get_by_role("button", name="Send").click()
        expect(self.page.get_by_text("1 person is reminded by email.")).to_be_visible()
