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

    def test_a_time_may_have_any_usual_form(self) -> None:
        self.assert_found(
            "We will hold a meeting on Wednesday 9th September 2020.",
            "As of January 2019, we have 26 places.",
            "Date: 17/02/2015",
            "(Correct at 04.09.2018)",
            "Date of last review: 11/2019",
            "Last updated: 2017-06-30",
            "In July 22, thirty of our pupils have a plan.",
            "Miss Hurst is on leave until May ’21.",
            "You can pick up the term dates for 2024-25.",
            "SEND information report 2021-2022",
            "We hope to have a hoist by Easter 2023.",
            "School opens for all on September 3rd, 2021.",
            "New children will visit us on 14 and 15 June 2022.",
            "October 2017 census: 21 pupils with a plan.",
            "Trips for summer 2019: the farm, the sea.",
        )

    def test_this_march_is_over_in_november(self) -> None:
        self.assert_found("A club will start this March.")
        self.assert_passed(
            "A club will start this December.", "This March we won a prize."
        )

    def test_numbers_that_are_no_times_are_left_alone(self) -> None:
        self.assert_passed(
            "Ring 01632 960 200 (ext. 2019).",
            "We are charity 2015012 and open from 7.30 to 18.00.",
            "On July 22 we will close.",
            "It will be ready on 45/13/2019.",
        )

    def test_laws_and_inspections_last(self) -> None:
        self.assert_passed(
            "The Children and Families Act 2014 is our guide.",
            "In May 2022 Ofsted: the school is good.",
            "We follow the code of practice of January 2015.",
        )

    def test_the_pandemic_without_its_name_is_named(self) -> None:
        self.assert_found(
            "Due to current guidelines, each class has its own door.",
            "We meet again once restrictions are lifted.",
            "As per current guidance, meetings are held via Teams.",
            "Each class stays in its bubble, within bubbles.",
            "Parents must wear face masks at the gate.",
        )
        self.assert_passed(
            "Children blow bubbles.", "We follow current guidance on medicine."
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
