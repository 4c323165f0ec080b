"""The file for Outpost's import."""

from __future__ import annotations

import csv
from typing import Any

from tests.builders import (
    SENCO,
    TEAM,
    TEAM_ITEM,
    complete_body,
    complete_health_service,
)
from tests.open_data.open_data_case import OpenDataTestCase, make_live
from wagtail_localoffer.frameworks.health import HEALTH


class FileTests(OpenDataTestCase):
    def read_rows(self, **query: Any) -> list[dict[str, str]]:
        response = self.fetch("offers.csv", **query)
        text = b"".join(response.streaming_content).decode("utf-8")
        return list(csv.DictReader(text.splitlines(keepends=True)))

    def test_a_school_fills_what_it_says(self) -> None:
        facts = {
            "hoist": {"answer": "yes", "note": ""},
            "lift": {"answer": "partly", "note": ""},
        }
        access = {"text": "<p>Come in.</p>", "more": [], "facts": facts}
        offer = make_live(
            body=complete_body(accessibility=access),
            address="Mill Lane\nAlderbeck\nZZ1 1AA",
        )
        (row,) = self.read_rows()
        for column, value in {
            "name": "Hawthorn Bank Primary School",
            "organisation": "Hawthorn Bank Primary School",
            "url": offer.full_url,
            "min_age": "3",
            "max_age": "11",
            "contact_name": "Priya Nuttall",
            "contact_email": "senco@hawthornbank.example",
            "location_address_1": "Mill Lane",
            "location_city": "Alderbeck",
            "location_postcode": "ZZ1 1AA",
            "mask_exact_address": "FALSE",
            "location_accessibilities": "Hoist",
            "is_local_offer": "TRUE",
            "environment_accessibility": "Come in.",
            "recent_send_report": f"{offer.full_url}sen-information-report/",
            "approved": "",
            "needs_referral": "",
            "future_plans": "",
        }.items():
            with self.subTest(column):
                self.assertEqual(row[column], value)
        self.assertTrue(row["support_description"])

    def test_a_service_says_who_runs_it_and_whether_somebody_must_refer(self) -> None:
        facts = {"self_referral": {"answer": "yes", "note": ""}}
        help_ = {"text": "<p>Call us.</p>", "more": [], "facts": facts}
        body = complete_body(HEALTH, getting_help=help_)
        make_live(complete_health_service, body=body)
        (row,) = self.read_rows()
        self.assertEqual(row["organisation"], "Alder Vale Community NHS Trust")
        self.assertEqual(row["needs_referral"], "FALSE")
        self.assertEqual(row["how_to_start"], "Call us.")
        self.assertEqual(row["recent_send_report"], "")

    def test_further_contacts_are_rows_of_their_own(self) -> None:
        other = {**TEAM_ITEM, "value": {**TEAM, "name": "Advice line"}}
        body = complete_body(HEALTH, contacts=[TEAM_ITEM, other])
        make_live(complete_health_service, body=body)
        make_live()
        first, further, school = self.read_rows()
        self.assertEqual(further["import_id_reference"], first["import_id"])
        self.assertEqual(further["contact_name"], "Advice line")
        self.assertEqual(further["name"], "")
        self.assertEqual(len({row["import_id"] for row in (first, further, school)}), 3)

    def test_of_a_home_there_is_the_area(self) -> None:
        make_live(setting_type="childminder")
        (row,) = self.read_rows()
        self.assertEqual(row["location_city"], "Alderbeck, ZZ1")
        self.assertEqual(row["mask_exact_address"], "TRUE")
        self.assertEqual(row["location_address_1"], "")

    def test_nothing_is_a_formula(self) -> None:
        body = complete_body(senco_contact={**SENCO, "name": "@SUM(1)"})
        make_live(setting_name="=HYPERLINK(1)", title="+1", body=body)
        (row,) = self.read_rows()
        self.assertEqual(row["name"], "'=HYPERLINK(1)")
        self.assertEqual(row["description"], "'+1")
        self.assertEqual(row["contact_name"], "'@SUM(1)")

    def test_a_page_of_it_can_be_asked_for(self) -> None:
        for name in ("One", "Two", "Three"):
            make_live(setting_name=name)
        rows = [
            row["name"]
            for page in (1, 2, 3)
            for row in self.read_rows(page=page, per_page=2)
        ]
        self.assertEqual(rows, ["One", "Two", "Three"])
        self.assertEqual(self.fetch("offers.csv", page="x").status_code, 400)
