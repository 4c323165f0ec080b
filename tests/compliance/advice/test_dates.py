from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.builders import SENCO
from tests.compliance.advice.cases import (
    AROUND,
    TEAM,
    RuleTestCase,
    find,
    find_in_teams,
)


class DateTests(RuleTestCase):
    code = "date_past"

    def test_times_that_are_over_are_named(self) -> None:
        self.assert_found(
            "Our lead is Mrs Nuttall (from September 2014).",
            "Mr Shaw covers until July 2023.",
            "Our aims for the school year 2014/15 are these.",
            "Our plan for the academic year 2023-2024.",
            "Meetings are currently taking place via Zoom.",
            "Meetings are currently via Zoom.",
            "During the pandemic, please wait outside.",
            "We will open a new room in 2024.",
            "Governors will review it by 9 October 2025.",
            "Next review due: April 2021",
            "Last updated on 3 September 2020.",
            "We will review this in summer term 2023.",
        )

    def test_history_is_left_alone(self) -> None:
        self.assert_passed(
            "We have had a lift since 2014.",
            "In 2019 we won an award.",
            "The hall was closed until July 2023.",
            "During the pandemic we learned to teach online.",
            "From September 2010 to July 2014 she taught in Leeds.",
            "We will keep the plan that we agreed in 2019.",
        )

    def test_times_of_the_last_twelve_months_are_left_alone(self) -> None:
        self.assert_passed(
            "From September 2026 we open earlier.",
            "Our aims for the school year 2025/26 are these.",
            "Governors will review it by 9 October 2028.",
            "We will remove them by 31 July 2028.",
            "Open until July 2026.",
            "Last updated September 2026. Next review: September 2027",
        )

    def test_the_contact_can_have_one(self) -> None:
        (finding,) = find(contact={**SENCO, "job_title": "SENCO from September 2014"})
        self.assertEqual((finding.code, finding.field), ("date_past", "job_title"))

    def test_one_of_several_contacts_can_have_one(self) -> None:
        old = {**TEAM, "availability": "Open until July 2023."}
        self.assertEqual(
            find_in_teams(TEAM, old), [("date_past", "contacts", "1.availability")]
        )

    def test_the_last_of_february_has_a_year_before(self) -> None:
        around = replace(AROUND, today=date(2028, 2, 29))
        self.assert_found("Closed until May 2023.", around=around)
