"""Every address of the example site, judged by the schemas."""

from __future__ import annotations

import csv
from typing import Any

import pytest

from tests.open_data.judges import (
    PLACE,
    SERVICE,
    TAXONOMY,
    TERM,
    list_faults,
    list_faults_of_ours,
    list_faults_of_page,
    load,
)
from tests.open_data.open_data_case import ROOT
from tests.support import ExampleTestCase
from wagtail_localoffer.offers.queries import get_offer_models
from wagtail_localoffer.open_data.outpost import COLUMNS

pytestmark = pytest.mark.rows

#: What may stand in a list: the standard has one of it for each service.
LISTED = set(load("example_service_list")["contents"][0]) | {"organization_id"}


def count_offers() -> int:
    """How many the example publishes: in English, and some in Urdu too."""
    return sum(
        model.objects.live().filter(locale__language_code="en-gb").count()
        for model in get_offer_models()
    )


@pytest.mark.nightly
class ExampleTests(ExampleTestCase):
    def read(self, path: str = "", **query: Any) -> Any:
        response = self.client.get(f"{ROOT}/{path}", query)
        self.assertEqual(response.status_code, 200, path)
        return response.json()

    def list_keys(self, path: str) -> list[str]:
        return [each["id"] for each in self.read(path)["contents"]]

    def test_the_root_says_what_the_standard_does(self) -> None:
        self.assertEqual(self.read(), load("example_api_details"))

    def test_the_list_of_services_is_valid_and_has_nothing_of_which_there_are_several(
        self,
    ) -> None:
        page = self.read("services")
        needed = {**SERVICE, "required": [*SERVICE["required"], "url"]}
        self.assertEqual(list_faults_of_page(page, needed), [])
        self.assertEqual(page["total_items"], count_offers())
        for service in page["contents"]:
            self.assertLessEqual(set(service), LISTED)

    def test_every_service_is_valid(self) -> None:
        for key in self.list_keys("services"):
            with self.subTest(key):
                service = self.read(f"services/{key}")
                self.assertEqual(list_faults(service, SERVICE), [])
                self.assertEqual(service["id"], key)

    def test_the_list_of_places_is_valid(self) -> None:
        page = self.read("service_at_locations")
        self.assertEqual(list_faults_of_page(page, PLACE), [])
        self.assertEqual(page["total_items"], count_offers())

    def test_every_place_is_valid(self) -> None:
        for key in self.list_keys("service_at_locations"):
            with self.subTest(key):
                place = self.read(f"service_at_locations/{key}")
                self.assertEqual(list_faults(place, SERVICE), [])
                self.assertEqual(list_faults(place, PLACE), [])
                self.assertEqual(list_faults(place["service"], SERVICE), [])

    def test_taxonomies_and_their_terms_are_valid(self) -> None:
        for path, schema in (
            ("taxonomies", TAXONOMY),
            ("taxonomy_terms", {**TERM, "required": [*TERM["required"], "taxonomy"]}),
        ):
            page = self.read(path, per_page=100)
            self.assertEqual(list_faults_of_page(page, schema), [])
            for each in page["contents"]:
                one = self.read(f"{path}/{each['id']}")
                self.assertEqual(list_faults(one, schema), [])
                self.assertLessEqual(each.items(), one.items())

    def test_every_offer_is_valid_in_each_of_its_languages(self) -> None:
        page = self.read("offers/")
        self.assertEqual(list_faults_of_ours(page, "page"), [])
        for listed in page["contents"]:
            for language in listed["languages"]:
                with self.subTest(listed["title"], language=language["language"]):
                    response = self.client.get(language["data_url"])
                    offer = response.json()
                    self.assertEqual(list_faults_of_ours(offer, "offer"), [])
                    self.assertEqual(offer["id"], listed["id"])
                    self.assertEqual(offer["url"], language["url"])
                    self.assertEqual(
                        response.headers["Content-Language"], offer["language"]
                    )

    def test_every_page_leads_to_its_data(self) -> None:
        for listed in self.read("offers/")["contents"]:
            for language in listed["languages"]:
                with self.subTest(language["url"]):
                    host = language["url"].split("/")[2]
                    page = self.client.get(language["url"], headers={"host": host})
                    link = '<link rel="alternate" type="application/json" href="'
                    _head, _link, rest = page.content.decode().partition(link)
                    offer = self.client.get(rest.partition('"')[0]).json()
                    self.assertEqual(offer["url"], language["url"])

    def test_the_sitemap_leads_to_the_data_of_each_offer(self) -> None:
        sitemap = self.client.get("/sitemap.xml").content.decode()
        listed = self.read("offers/")["contents"]
        here = [each for each in listed if each["url"].startswith("http://localhost")]
        self.assertTrue(here)
        for offer in here:
            link = f'href="{offer["languages"][0]["data_url"]}"/>'
            self.assertIn(
                f'<xhtml:link rel="alternate" type="application/json" {link}', sitemap
            )

    def test_the_home_of_the_childminder_stays_private(self) -> None:
        offers = {each["name"]: each for each in self.read("offers/")["contents"]}
        sparrows = offers["Sparrows Childminding"]
        self.assertTrue(sparrows["address_is_area"])
        service = self.read(f"services/{sparrows['id']}")
        (place,) = service["service_at_locations"]
        self.assertNotIn("addresses", place["location"])

    def test_the_file_for_outpost_has_its_columns(self) -> None:
        response = self.client.get(f"{ROOT}/offers.csv")
        lines = b"".join(response.streaming_content).decode().splitlines(True)
        rows = list(csv.DictReader(lines))
        self.assertEqual(tuple(rows[0]), COLUMNS)
        numbers = [row["import_id"] for row in rows]
        self.assertEqual(len(set(numbers)), len(rows))
        names = [row["name"] for row in rows if not row["import_id_reference"]]
        self.assertEqual(len(set(names)), count_offers())
