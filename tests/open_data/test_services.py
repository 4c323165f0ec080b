"""Services: what of an offer stands where."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.builders import complete_body, complete_health_service, complete_offer
from tests.open_data.open_data_case import OpenDataTestCase, make_live
from tests.support import HOSTNAME
from wagtail_localoffer.models import HealthServicePage, LocalOfferPage

pytestmark = pytest.mark.rows

FACTS = {
    "text": "<p>Come in.</p>",
    "more": [],
    "facts": {
        "hoist": {"answer": "partly", "note": "Ask the office"},
        "lift": {"answer": "no", "note": ""},
    },
}


class ServiceTests(OpenDataTestCase):
    def read_service(self, offer: Any) -> Any:
        return self.read(f"services/{offer.translation_key}")

    def test_a_school_is_its_own_organisation_with_its_number(self) -> None:
        service = self.read_service(make_live())
        organisation = service["organization"]
        self.assertEqual(organisation["name"], "Hawthorn Bank Primary School")
        (number,) = organisation["organization_identifiers"]
        self.assertEqual(
            (
                number["identifier_scheme"],
                number["identifier_type"],
                number["identifier"],
            ),
            ("GB-EDU", "URN", "123456"),
        )

    def test_services_of_one_body_have_one_organisation(self) -> None:
        first = self.read_service(make_live(complete_health_service))
        other = self.read_service(
            make_live(complete_health_service, setting_name="Nursing")
        )
        self.assertEqual(first["organization"], other["organization"])
        self.assertNotEqual(first["id"], other["id"])

    def test_everything_has_a_name_if_its_own_was_never_written(self) -> None:
        school = make_live(title="Our offer")
        service = make_live(complete_health_service, setting_name="Therapy")
        LocalOfferPage.objects.update(setting_name="")
        HealthServicePage.objects.update(provider_name="")
        for offer, name in ((school, "Our offer"), (service, "Therapy")):
            with self.subTest(name):
                described = self.read_service(offer)
                self.assertEqual(described["name"], name)
                self.assertEqual(described["organization"]["name"], name)
        self.assertEqual(self.find(), ["Our offer", "Therapy"])
        (place,) = self.read("service_at_locations")["contents"]
        self.assertEqual(place["location"]["name"], "Our offer")
        path = f"service_at_locations/{place['id']}"
        self.assertEqual(self.read(path)["name"], "Our offer")
        lines = b"".join(self.fetch("offers.csv").streaming_content).splitlines()
        self.assertEqual(
            [line.split(b",")[2] for line in lines[1:]], [b"Our offer", b"Therapy"]
        )

    def test_the_last_review_is_its_assurance_without_who_made_it(self) -> None:
        offer = make_live(reviewed_at=datetime(2026, 10, 1, 9, tzinfo=UTC))
        service = self.read_service(offer)
        self.assertEqual(service["assured_date"], "2026-10-01")
        self.assertNotIn("assurer_email", service)

    def test_ages_in_months_are_parts_of_years(self) -> None:
        offer = make_live(minimum_age=9, minimum_age_unit="months", maximum_age=4)
        service = self.read_service(offer)
        self.assertEqual((service["minimum_age"], service["maximum_age"]), (0.75, 4))

    def test_what_is_not_known_is_left_out(self) -> None:
        offer = make_live(minimum_age=None, maximum_age=None, telephone="")
        service = self.read_service(offer)
        for key in ("minimum_age", "maximum_age", "assured_date", "x_telephone"):
            self.assertNotIn(key, service)

    def test_a_fact_that_is_given_is_a_term_and_one_that_is_not_is_none(self) -> None:
        service = self.read_service(make_live(body=complete_body(accessibility=FACTS)))
        answers = {
            each["taxonomy_term"]["name"]: each.get("x_answer")
            for each in service["attributes"]
        }
        self.assertEqual(answers["Hoist"], "partly")
        self.assertNotIn("Lift", answers)
        (place,) = service["service_at_locations"]
        self.assertEqual(
            [each["description"] for each in place["location"]["accessibility"]],
            ["Hoist: Partly. Ask the office", "Lift: No"],
        )

    def test_an_area_that_is_named_twice_is_one(self) -> None:
        areas = "Alderbeck\nMillbrook\nALDERBECK\nAlderbeck"
        offer = make_live(complete_health_service, areas=areas)
        found = self.read_service(offer)["service_areas"]
        self.assertEqual([each["name"] for each in found], ["Alderbeck", "Millbrook"])

    def test_a_service_without_an_address_has_no_place(self) -> None:
        offer = make_live(complete_health_service)
        self.assertNotIn("service_at_locations", self.read_service(offer))
        self.assertEqual(self.find("service_at_locations"), [])

    def test_a_service_at_its_place_leads_to_the_service(self) -> None:
        offer = make_live()
        (listed,) = self.read("service_at_locations")["contents"]
        self.assertNotEqual(listed["id"], str(offer.translation_key))
        place = self.read(f"service_at_locations/{listed['id']}")
        self.assertEqual(place["service"]["id"], str(offer.translation_key))

    def test_the_key_of_a_service_is_none_of_a_place(self) -> None:
        offer = make_live()
        path = f"service_at_locations/{offer.translation_key}"
        self.assertEqual(self.fetch(path).status_code, 404)


class IdentifierTests(OpenDataTestCase):
    def test_they_stay_when_a_page_is_published_again_moved_and_renamed(self) -> None:
        offer = self.publish(complete_offer())
        before = self.read(f"services/{offer.translation_key}")
        folder = complete_offer(title="Folder", slug="folder", live=True)
        offer.title, offer.slug = "Another name", "another-name"
        self.publish(offer)
        offer.move(folder, pos="last-child")
        after = self.read(f"services/{offer.translation_key}")
        self.assertEqual(after["url"], f"http://{HOSTNAME}/folder/another-name/")
        for key in ("id", "organization_id"):
            self.assertEqual(after[key], before[key])
        self.assertEqual(
            [each["id"] for each in after["attributes"]],
            [each["id"] for each in before["attributes"]],
        )

    def test_a_copy_is_another_offer(self) -> None:
        offer = self.publish(complete_offer())
        copy = offer.copy(update_attrs={"slug": "copy"}, keep_live=True)
        self.assertNotEqual(copy.translation_key, offer.translation_key)
        keys = {each["id"] for each in self.read("services")["contents"]}
        self.assertEqual(keys, {str(offer.translation_key), str(copy.translation_key)})
        self.assertEqual(LocalOfferPage.objects.count(), 2)
