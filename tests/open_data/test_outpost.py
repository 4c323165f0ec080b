"""The file for Outpost's import."""

from __future__ import annotations

import csv
from typing import Any

import pytest

from tests.builders import (
    SENCO,
    TEAM,
    TEAM_ITEM,
    complete_body,
    complete_health_service,
    complete_offer,
)
from tests.open_data.open_data_case import OpenDataTestCase, make_live
from wagtail_localoffer.frameworks.health import HEALTH
from wagtail_localoffer.frameworks.lancashire import LANCASHIRE
from wagtail_localoffer.frameworks.questions import FOURTEEN_QUESTIONS
from wagtail_localoffer.models import (
    HealthServicePage,
    LocalOfferPage,
    QuestionsOfferPage,
)

pytestmark = pytest.mark.rows

#: The columns of its import in 2024, as its README has them.
HEADER = (
    "import_id,import_id_reference,name,description,organisation,url,approved,"
    "visible_from,visible_to,visible,needs_referral,min_age,max_age,notes,"
    "service_taxonomies,contact_name,contact_title,contact_visible,contact_email,"
    "contact_phone,location_name,location_latitude,location_longitude,"
    "location_address_1,location_city,location_postcode,location_visible,"
    "mask_exact_address,preferred_for_post,location_accessibilities,free,cost_option,"
    "cost_amount,cost_type,temporarily_closed,schedules_opens_at,schedules_closes_at,"
    "scheduled_weekday,links_label,links_url,labels,suitabilities,is_local_offer,"
    "send_needs_support,support_description,recent_send_report,outcomes,"
    "recent_send_training,parental_involvement,information_sharing,"
    "environment_accessibility,how_to_start,future_plans"
)

#: Which of its questions the sections that must be written answer, in each framework.
ANSWERED = [
    (
        LocalOfferPage,
        LANCASHIRE,
        {"parental_involvement", "information_sharing", "environment_accessibility"},
    ),
    (
        QuestionsOfferPage,
        FOURTEEN_QUESTIONS,
        {
            *("parental_involvement", "information_sharing", "how_to_start"),
            *("environment_accessibility", "recent_send_training"),
        },
    ),
    (HealthServicePage, HEALTH, {"how_to_start"}),
]
QUESTIONS = (
    *("support_description", "outcomes", "recent_send_training", "future_plans"),
    *("parental_involvement", "information_sharing", "environment_accessibility"),
    "how_to_start",
)


class FileTests(OpenDataTestCase):
    def read_rows(self, **query: Any) -> list[dict[str, str]]:
        response = self.fetch("offers.csv", **query)
        text = b"".join(response.streaming_content).decode("utf-8")
        return list(csv.DictReader(text.splitlines(keepends=True)))

    def test_its_columns_are_those_of_the_import(self) -> None:
        (header,) = b"".join(self.fetch("offers.csv").streaming_content).splitlines()
        self.assertEqual(header.decode(), HEADER)

    def test_every_framework_describes_the_support_and_answers_what_it_can(
        self,
    ) -> None:
        for model, framework, columns in ANSWERED:
            with self.subTest(model.__name__):
                make = complete_offer
                if model is HealthServicePage:
                    make = complete_health_service
                make_live(make, model=model, body=complete_body(framework))
                row = self.read_rows()[-1]
                answered = {column for column in QUESTIONS if row[column]}
                self.assertEqual(answered, {"support_description", *columns})

    def test_no_two_services_have_one_name(self) -> None:
        for address in ("Mill Lane\nAlderbeck", "Mill Lane\nAlderbeck", "ZZ1 1AA"):
            make_live(setting_name="St Ann’s", title="Offer", address=address)
        last = make_live(setting_name="ST ANN’S", title="Offer", address="ZZ1 1AA")
        self.assertEqual(
            [row["name"] for row in self.read_rows()],
            [
                "St Ann’s",
                "St Ann’s, Alderbeck",
                "St Ann’s, Offer",
                f"ST ANN’S, {last.translation_key}",
            ],
        )

    def test_a_telephone_can_be_dialled(self) -> None:
        body = complete_body(senco_contact={**SENCO, "telephone": "+44 1632 960014"})
        make_live(body=body)
        (row,) = self.read_rows()
        self.assertEqual(row["contact_phone"], "+44 1632 960014")

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
