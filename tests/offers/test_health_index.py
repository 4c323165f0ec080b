"""A trust's list of services: what is in it, and how it is searched."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction, Site

from tests.builders import (
    TEAM,
    complete_body,
    complete_health_service,
    complete_offer,
)
from tests.routes.kinds import HEALTH_SERVICE
from tests.support import PublicSiteTestCase, publish
from wagtail_localoffer.content.parts import read_text
from wagtail_localoffer.frameworks.health import HEALTH
from wagtail_localoffer.models import HealthServiceIndexPage

pytestmark = pytest.mark.portable

JUNK = ("x" * 5000, "\0", "' OR 1=1 --", "<script>", "-1", "26", "1.5", "½")


def needs(**answers: str) -> list[dict[str, Any]]:
    facts = {f"need_{key}": {"answer": answer} for key, answer in answers.items()}
    return complete_body(HEALTH, needs={"text": "", "more": [], "facts": facts})


class IndexTestCase(PublicSiteTestCase):
    def setUp(self) -> None:
        super().setUp()
        root = Site.objects.get(is_default_site=True).root_page
        self.index = root.add_child(
            instance=HealthServiceIndexPage(title="Our services", slug="services")
        )

    def add(self, name: str, parent: Page | None = None, **changes: Any) -> Any:
        service = complete_health_service(
            parent=parent or self.index, title=name, setting_name=name, **changes
        )
        publish(service)
        return service

    def read(self, **query: str) -> BeautifulSoup:
        response = self.client.get(self.index.url, query)
        self.assertEqual(response.status_code, 200)
        return BeautifulSoup(response.content, "html.parser")

    def find(self, **query: str) -> list[str]:
        return [link.text for link in self.read(**query).select("li h3 a")]


class ListTests(IndexTestCase):
    def test_services_stand_by_their_names(self) -> None:
        for name in ("speech", "Eyes", "hearing"):
            self.add(name)
        self.assertEqual(self.find(), ["Eyes", "hearing", "speech"])

    def test_only_what_the_public_can_read_below_it_is_listed(self) -> None:
        self.add("Public")
        complete_health_service(parent=self.index, setting_name="Draft")
        self.add("Elsewhere", parent=self.index.get_parent())
        private = self.add("Private")
        PageViewRestriction.objects.create(
            page=private, restriction_type=PageViewRestriction.LOGIN
        )
        self.assertEqual(self.find(), ["Public"])

    def test_a_service_further_down_is_listed(self) -> None:
        group = self.index.add_child(
            instance=HealthServiceIndexPage(title="Therapies", slug="therapies")
        )
        self.add("Speech", parent=group)
        self.assertEqual(self.find(), ["Speech"])

    def test_other_offers_are_not_listed(self) -> None:
        publish(complete_offer(parent=self.index, title="A school"))
        self.assertEqual(self.find(), [])

    def test_its_queries_do_not_grow(self) -> None:
        self.add("One")
        self.find()
        with CaptureQueriesContext(connection) as one:
            self.find()
        for number in range(3):
            self.add(f"Another {number}")
        self.find()
        with CaptureQueriesContext(connection) as four:
            self.find()
        self.assertEqual(len(one), len(four))

    def test_no_text_is_read_for_it(self) -> None:
        self.add("Speech")
        self.find()
        read_text.cache_clear()
        self.find()
        self.assertEqual(read_text.cache_info().misses, 0)

    def test_the_header_names_it_where_the_site_has_no_name(self) -> None:
        Site.objects.update(site_name="")
        Site.clear_site_root_paths_cache()
        header = self.read().select_one(".localoffer-header a")
        self.assertEqual(header.text, "Our services")


class TelephoneTests(IndexTestCase):
    def list_numbers(self, *teams: dict[str, str]) -> list[tuple[str, str]]:
        body = complete_body(HEALTH, contacts=HEALTH_SERVICE.contacts(*teams))
        self.add("Speech", body=body)
        links = self.read().select('li dd a[href^="tel:"]')
        return [(link["href"], link.next_sibling.strip()) for link in links]

    def test_each_number_stands_with_its_area_or_its_team(self) -> None:
        north = {**TEAM, "area": "Hawthorn District", "telephone": "01632 960161"}
        self.assertEqual(
            self.list_numbers(TEAM, north),
            [
                ("tel:01632960160", "(Bookings team)"),
                ("tel:01632960161", "(Hawthorn District)"),
            ],
        )

    def test_without_a_number_there_is_no_line(self) -> None:
        self.assertEqual(self.list_numbers({**TEAM, "telephone": ""}), [])
        self.assertNotIn("Telephone:", self.read().text)


class SearchTests(IndexTestCase):
    def test_a_need_is_met_at_least_partly(self) -> None:
        self.add("Yes", body=needs(autism="yes"))
        self.add("Partly", body=needs(autism="partly"))
        self.add("No", body=needs(autism="no", hearing="yes"))
        self.assertEqual(self.find(need="need_autism"), ["Partly", "Yes"])

    def test_what_is_met_partly_says_so(self) -> None:
        self.add("Partly", body=needs(autism="partly"))
        self.assertIn("Autism (partly)", " ".join(self.read().text.split()))

    def test_an_age_is_within_those_of_the_service(self) -> None:
        self.add("Babies", minimum_age=18, minimum_age_unit="months", maximum_age=4)
        self.add("Pupils", minimum_age=5, maximum_age=16)
        self.add("Unknown", minimum_age=None, maximum_age=None)
        self.add("Adults too", minimum_age=16, maximum_age=None)
        for age, names in {
            "0": ["Unknown"],
            "1": ["Babies", "Unknown"],
            "4": ["Babies", "Unknown"],
            "5": ["Pupils", "Unknown"],
            "16": ["Adults too", "Pupils", "Unknown"],
            "25": ["Adults too", "Unknown"],
        }.items():
            with self.subTest(age=age):
                self.assertEqual(self.find(age=age), names)

    def test_a_service_without_areas_is_for_all(self) -> None:
        self.add("Everywhere", areas="")
        self.add("North", areas="North\nSouth")
        self.add("East", areas="East")
        self.assertEqual(self.find(area="South"), ["Everywhere", "North"])

    def test_junk_is_no_crash_and_hides_nothing(self) -> None:
        self.add("Speech")
        for field in ("need", "age", "area"):
            for value in JUNK:
                with self.subTest(field, value=value[:20]):
                    self.assertEqual(self.find(**{field: value}), ["Speech"])

    def test_a_search_that_cant_be_is_said_in_words(self) -> None:
        self.add("Speech")
        page = self.read(age="99")
        self.assertIn("Enter a whole number from 0 to 25.", page.text)
        self.assertTrue(page.title.text.startswith("Error:"))

    def test_what_is_wrong_stands_above_the_results_with_a_link_to_it(self) -> None:
        self.add("Speech")
        page = self.read(age="99", need="need_money")
        results = page.select_one(page.form["action"].removeprefix(self.index.url))
        said = results.select("p.localoffer-filters__wrong")
        self.assertEqual(
            [line.text for line in said],
            [
                "Need: Choose one from the list.",
                "Age in years: Enter a whole number from 0 to 25.",
            ],
        )
        for line in said:
            field = page.select_one(line.a["href"])
            self.assertEqual(field["aria-invalid"], "true")
            self.assertIsNotNone(line.find_next("ul"))

    def test_areas_that_differ_by_capitals_are_one(self) -> None:
        self.add("North", areas="Alder Vale")
        self.add("South", areas="ALDER VALE\nalder vale")
        options = self.read().select("#id_area option")
        (area,) = [option["value"] for option in options if option["value"]]
        self.assertEqual(area.casefold(), "alder vale")
        self.assertEqual(self.find(area=area), ["North", "South"])

    def test_names_and_areas_are_shown_as_text(self) -> None:
        self.add("<b>Bold</b>", areas="<i>Here</i>", also_called="<u>Low</u>")
        content = str(self.read().select_one("main"))
        for markup in ("<b>", "<i>", "<u>"):
            self.assertNotIn(markup, content)
