"""What an editor sees before it is public."""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup
from wagtail.models import Page, Site

from tests.builders import SENCO, complete_body, complete_offer, save_draft
from tests.public.face_case import (
    FacesTestCase,
)
from wagtail_localoffer.choices import Layout
from wagtail_localoffer.content import read
from wagtail_localoffer.content.decisions import choose
from wagtail_localoffer.models import LocalOfferPage


class PreviewTests(FacesTestCase):
    def preview(self, offer: Any, mode: str) -> BeautifulSoup:
        response = offer.make_preview_request(preview_mode=mode)
        self.assertEqual(response.status_code, 200)
        return BeautifulSoup(response.content, "html.parser")

    def test_every_mode_of_a_draft_is_rendered(self) -> None:
        for layout in Layout:
            offer = complete_offer(layout=layout)
            for mode, _name in offer.preview_modes:
                with self.subTest(layout=layout, mode=mode):
                    page = self.preview(offer, mode)
                    self.assertIn(SENCO["name"], page.text)

    def test_every_mode_of_a_page_that_was_never_saved_is_rendered(self) -> None:
        home = Site.objects.get(is_default_site=True).root_page
        for mode, _name in LocalOfferPage.preview_modes:
            for layout in Layout:
                with self.subTest(layout=layout, mode=mode):
                    offer = LocalOfferPage(
                        title="Our offer", slug="our-offer", layout=layout
                    )
                    # As Wagtail's preview of a new page does.
                    offer.set_url_path(home)
                    self.assertIsNotNone(self.preview(offer, mode).h1)

    def test_a_page_that_no_site_shows_has_no_link_to_none(self) -> None:
        # Such as one that is written before its site is set up.
        offer = complete_offer(
            layout=Layout.PAGES, parent=Page.objects.get(depth=1), slug="elsewhere"
        )
        self.assertIsNone(offer.url)
        for mode, _name in offer.preview_modes:
            with self.subTest(mode=mode):
                links = self.preview(offer, mode).find_all("a", href=True)
                hrefs = [link["href"] for link in links]
                self.assertEqual([each for each in hrefs if "None" in each], [])

    def test_the_modes_show_what_they_name(self) -> None:
        offer = complete_offer(layout=Layout.PAGES)
        self.assertIsNotNone(
            self.preview(offer, "").select_one("nav li#health a[href]")
        )
        self.assertIsNotNone(
            self.preview(offer, "sen-information-report").find(id="schedule-1-9")
        )
        self.assertIsNotNone(self.preview(offer, "print").select_one("section#health"))
        self.assertIsNotNone(
            self.preview(offer, "large-print").select_one(".localoffer--large")
        )

    def test_it_shows_the_draft_and_the_public_page_does_not(self) -> None:
        offer = self.make()
        text = "<p>If you want to complain, come on Mondays.</p>"
        offer.body = complete_body(communication={"text": text, "more": []})
        offer.answers = {"schedule-1.9": choose(read(offer), ["If you want"])}
        save_draft(offer)
        for mode, _name in offer.preview_modes:
            with self.subTest(mode=mode):
                draft = offer.get_latest_revision_as_object()
                self.assertIn("come on Mondays", self.preview(draft, mode).text)
        self.assertNotIn("come on Mondays", self.read(offer).text)
