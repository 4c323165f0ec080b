"""Filters: which services a question finds."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from tests.builders import complete_body, complete_health_service, complete_offer
from tests.open_data.open_data_case import OpenDataTestCase, make_live
from tests.support import finds_at_once, with_search_index
from wagtail_localoffer.models import LocalOfferPage
from wagtail_localoffer.offers.listings.rows import renew_all

pytestmark = pytest.mark.rows


def fact(key: str, answer: str) -> dict[str, Any]:
    return {
        "text": "<p>Come in.</p>",
        "more": [],
        "facts": {key: {"answer": answer, "note": ""}},
    }


def give(key: str, answer: str) -> list[dict[str, Any]]:
    return complete_body(accessibility=fact(key, answer))


@pytest.mark.portable
class FilterTests(OpenDataTestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        make_live(setting_name="Primary", body=give("hoist", "yes"))
        make_live(
            setting_name="College",
            setting_type="college",
            minimum_age=16,
            maximum_age=25,
            address="High Street\nMillbrook\nZZ2 3BB",
            body=give("hoist", "no"),
        )
        make_live(
            setting_name="Nursery",
            setting_type="childminder",
            minimum_age=6,
            minimum_age_unit="months",
            maximum_age=4,
            body=give("hoist", "partly"),
        )
        make_live(complete_health_service, setting_name="Therapy", minimum_age=None)
        renew_all()

    def find_id(self, path: str, name: str) -> str:
        found = self.read(path, per_page=100)["contents"]
        return next(each["id"] for each in found if each["name"] == name)

    def test_ages(self) -> None:
        for query, names in [
            ({"minimum_age": 0.5}, ["College", "Nursery", "Primary"]),
            ({"minimum_age": 1}, ["College", "Primary"]),
            ({"minimum_age": 3, "maximum_age": 11}, ["Primary"]),
            ({"maximum_age": 18}, ["Nursery", "Primary", "Therapy"]),
            ({"maximum_age": 3.9}, []),
        ]:
            with self.subTest(query):
                self.assertEqual(self.find(**query), names)

    def test_terms(self) -> None:
        for term, names in [
            ("Hoist", ["Nursery", "Primary"]),
            ("Lift", []),
            ("College or sixth form", ["College"]),
            ("Health service", ["Therapy"]),
            ("Local offer of a setting", ["College", "Nursery", "Primary"]),
        ]:
            with self.subTest(term):
                key = self.find_id("taxonomy_terms", term)
                self.assertEqual(self.find(taxonomy_term_id=key), names)

    def test_taxonomies(self) -> None:
        for taxonomy, names in [
            ("Accessibility and inclusion", ["Nursery", "Primary"]),
            ("Type of setting", ["College", "Nursery", "Primary"]),
            ("Kind of local offer", ["College", "Nursery", "Primary", "Therapy"]),
        ]:
            with self.subTest(taxonomy):
                key = self.find_id("taxonomies", taxonomy)
                self.assertEqual(self.find(taxonomy_id=key), names)

    def test_a_body_that_is_no_list_of_blocks_has_no_fact(self) -> None:
        key = self.find_id("taxonomy_terms", "Hoist")
        # The name of a table can't be a parameter (S608).
        table = LocalOfferPage._meta.db_table
        for body in ('""', '"text"', "[]", '["text", 1, null]', "1", "null", "{}"):
            with self.subTest(body), connection.cursor() as cursor:
                cursor.execute(f"UPDATE {table} SET body = %s", [body])  # noqa: S608
                renew_all(every=True)
                self.assertEqual(self.find(taxonomy_term_id=key), [])

    def test_filters_together_narrow(self) -> None:
        key = self.find_id("taxonomy_terms", "Hoist")
        self.assertEqual(self.find(taxonomy_term_id=key, minimum_age=3), ["Primary"])

    def test_a_term_that_nobody_knows_is_nobody_s(self) -> None:
        key = "3f7b145d-84af-42d7-8fae-eaca714b02b2"
        self.assertEqual(self.find(taxonomy_term_id=key), [])
        self.assertEqual(self.find(taxonomy_id=key), [])

    def test_times_find_none_because_none_are_known(self) -> None:
        for query in ({"day": "MO"}, {"day": "tuesday"}, {"start_time": "09:30"}):
            with self.subTest(query):
                self.assertEqual(self.find(**query), [])

    def test_places_by_the_first_half_of_a_postcode(self) -> None:
        for postcode, names in [
            ("ZZ2", ["College"]),
            ("zz2 9xx", ["College"]),
            # In place of the address of a home.
            ("ZZ1", ["Nursery"]),
            ("ZZ22", []),
            ("Z2", []),
        ]:
            with self.subTest(postcode):
                found = self.find("service_at_locations", postcode=postcode)
                self.assertEqual(found, names)

    def test_a_postcode_is_found_however_it_is_written(self) -> None:
        for written in ("ZZ91AA", "zz91aa.", "(ZZ9 1AA)", "ZZ9"):
            make_live(setting_name=written, address=f"Mill Lane\n{written}")
        for other in ("ZZ911AA", "ZZ9A1AA", "AZZ91AA", "ZZ91AAA"):
            make_live(setting_name=other, address=f"Mill Lane\n{other}")
        found = self.find("service_at_locations", postcode="ZZ9")
        self.assertEqual(found, ["(ZZ9 1AA)", "ZZ9", "ZZ91AA", "zz91aa."])

    def test_a_distance_is_refused_because_there_are_no_coordinates(self) -> None:
        response = self.fetch("service_at_locations", postcode="ZZ2", proximity=500)
        self.assertEqual(response.status_code, 400)
        self.assertEqual(response.json()["parameter"], "proximity")

    def test_what_is_empty_asks_nothing(self) -> None:
        query = dict.fromkeys(
            ("search", "page", "minimum_age", "taxonomy_id", "day"), ""
        )
        self.assertEqual(len(self.find(**query)), 4)


@pytest.mark.portable
@with_search_index
class SearchTests(OpenDataTestCase):
    @finds_at_once
    def test_all_words_are_looked_for_in_the_whole_offer(self) -> None:
        self.publish(complete_offer(setting_name="Hawthorn Bank"))
        self.publish(complete_health_service(setting_name="Therapy"))
        renew_all()
        for words, names in [
            ("hawthorn bank", ["Hawthorn Bank"]),
            # In a section.
            ("chess football", ["Hawthorn Bank"]),
            ("chess diagnosis", []),
            ("THERAPY", ["Therapy"]),
        ]:
            with self.subTest(words):
                self.assertEqual(self.find(search=words), names)

    def test_a_draft_s_words_find_nothing(self) -> None:
        offer = self.publish(complete_offer())
        offer.body = complete_body(activities={"text": "<p>Trampoline</p>", "more": []})
        offer.save_revision()
        renew_all()
        self.assertEqual(self.find(search="trampoline"), [])

    def test_no_sign_is_a_command(self) -> None:
        self.publish(complete_offer(setting_name="Hawthorn Bank"))
        for words in (
            *('"', "'", "*", "haw*", "%", "_", "(", "\\", "a OR", "NEAR(a b)", ":"),
            *(
                "NOT hawthorn",
                "\x00",
                "haw\x00thorn",
                "word " * 2000,
                " ".join(map("w{}".format, range(2000))),
                "&|!<->",
                "-a",
            ),
        ):
            with self.subTest(words[:20]):
                self.assertEqual(self.fetch("services", search=words).status_code, 200)
