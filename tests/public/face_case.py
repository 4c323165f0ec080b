"""The addresses of an offer, and what tests read there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Site

from tests.builders import complete_offer
from tests.support import PublicSiteTestCase, publish
from wagtail_localoffer.choices import Layout
from wagtail_localoffer.frameworks.lancashire import LANCASHIRE

REPORT = "sen-information-report/"
WHOLE = ("print/", "large-print/")
SECTION = "health/"
HEALTH = "Health (including emotional health and well being)"

#: What follows the address of the offer, for each address that shows something.
PATHS = {
    Layout.ONE_PAGE: ("", REPORT, *WHOLE),
    Layout.PAGES: ("", REPORT, *WHOLE, SECTION),
}
FACES = [(layout, path) for layout, paths in PATHS.items() for path in paths]

#: The anchors of the sections of a complete offer.
ANCHORS = [section.anchor for section in LANCASHIRE.sections if section.required]

LONG_NAME = "Llanfairpwllgwyngyll" * 5


def own(heading: str) -> dict[str, Any]:
    value = {"heading": heading, "text": "<p>Come and dig with us.</p>", "more": []}
    return {"type": "own_section", "value": value}


class FacesTestCase(PublicSiteTestCase):
    def make(self, layout: str = Layout.ONE_PAGE, **changes: Any) -> Any:
        return self.publish(complete_offer(layout=layout, **changes))

    def read(self, offer: Any, path: str = "") -> BeautifulSoup:
        response = self.client.get(offer.url + path)
        self.assertEqual(response.status_code, 200, offer.url + path)
        return BeautifulSoup(response.content, "html.parser")

    def read_all(self, **changes: Any) -> Iterator[tuple[Any, str, BeautifulSoup]]:
        """Read every address of an offer in both layouts."""
        for layout, paths in PATHS.items():
            offer = self.make(layout, **changes)
            for path in paths:
                yield offer, path, self.read(offer, path)


class CompleteFacesTestCase(FacesTestCase):
    """A complete offer in both layouts, of which each address is read once."""

    faces: list[tuple[Any, str, BeautifulSoup]]

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        Site.clear_site_root_paths_cache()
        cls.offers = {
            layout: publish(complete_offer(layout=layout)) for layout in Layout
        }

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        # Not as test data, of which each test would get a copy: nobody changes them.
        cls.faces = [
            (cls.offers[layout], path, read_page(cls.offers[layout].url + path))
            for layout, path in FACES
        ]


def read_page(url: str) -> BeautifulSoup:
    response = Client().get(url)
    assert response.status_code == 200, url
    return BeautifulSoup(response.content, "html.parser")


def find_meta(page: BeautifulSoup, name: str) -> str | None:
    tag = page.find("meta", {"name": name}) or page.find("meta", property=name)
    return tag["content"] if tag else None
