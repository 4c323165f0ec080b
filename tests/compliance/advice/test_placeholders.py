from __future__ import annotations

from tests.builders import SENCO
from tests.compliance.advice.cases import (
    AROUND,
    FRAMEWORK,
    TEAM,
    RuleTestCase,
    codes,
    find,
    find_in_teams,
)
from wagtail_localoffer.compliance.advice import advise
from wagtail_localoffer.content.parts import read_part


class PlaceholderTests(RuleTestCase):
    code = "placeholder_left"

    def test_placeholders_are_named(self) -> None:
        self.assert_found(
            "Council link: INSERT LINK HERE",
            "Welcome to [name of school].",
            "The date is TBC.",
            "Lorem ipsum dolor sit amet.",
            "Our lead is xxx.",
            "Click or tap here to enter text.",
            "Lift: Choose an item.",
            "We have ??? places.",
            "Name: ____",
        )

    def test_a_colon_with_nothing_behind_it_is_named(self) -> None:
        self.assert_found(
            "You can read it online. The link is:",
            "Our guide is here:</p><h3>Visits</h3><p>Come in June.",
            "Telephone:</p><p>Email: office@a.school",
        )

    def test_a_colon_with_something_behind_it_is_left_alone(self) -> None:
        self.assert_passed(
            "We have:</p><ul><li>a ramp</li></ul><p>And more.",
            "In the hall:</p><p>Chess: on Monday",
            'The link: <a href="https://a.school/plan">our plan:</a>',
        )
        table = {"type": "table", "value": {"rows": [{"values": ["Monday"]}]}}
        self.assert_passed("Our times:", more=[table])

    def test_ordinary_words_are_left_alone(self) -> None:
        self.assert_passed(
            "We do not wait for a diagnosis to be confirmed.",
            "Really? Yes! Wait…",
            "She said [sic] so.",
            "The children choose an item from the menu.",
            "We insert pictures into the timetable.",
            "Some (type 1 diabetes) need a snack (add salt).",
        )

    def test_kisses_in_a_quotation_are_left_alone(self) -> None:
        quote = {"type": "quote", "value": {"quote": "Thank you all xxx"}}
        self.assertEqual(codes("<p>They wrote:</p>", more=[quote]), [])

    def test_the_note_beside_a_fact_can_have_one(self) -> None:
        value = {"text": "<p>We help.</p>", "facts": {"lift": {"note": "TBC"}}}
        found = advise([read_part("health", value)], [], FRAMEWORK, AROUND)
        self.assertEqual([finding.code for finding in found], [self.code])

    def test_the_contact_can_have_one(self) -> None:
        (finding,) = find(contact={**SENCO, "name": "TBC"})
        self.assertEqual(
            (finding.code, finding.block, finding.field),
            ("placeholder_left", "senco_contact", "name"),
        )

    def test_one_of_several_contacts_can_have_one(self) -> None:
        for field in ("area", "name", "availability"):
            with self.subTest(field=field):
                self.assertEqual(
                    find_in_teams(TEAM, {**TEAM, field: "TBC"}),
                    [("placeholder_left", "contacts", f"1.{field}")],
                )
