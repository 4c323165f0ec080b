from __future__ import annotations

from datetime import date, timedelta

from django.test import SimpleTestCase
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.importing.samples import read_documents, read_fields
from wagtail_localoffer.clock import get_today
from wagtail_localoffer.frameworks.lancashire import LANCASHIRE
from wagtail_localoffer.importing.details.ages import find_ages
from wagtail_localoffer.importing.details.dates import find_date
from wagtail_localoffer.importing.details.fields import (
    FIELDS,
    find_fields,
    propose_fields,
)
from wagtail_localoffer.importing.details.values import (
    find_identifier,
    find_setting_type,
)
from wagtail_localoffer.importing.passages import Cell, Passage
from wagtail_localoffer.importing.places import place


def read(*lines: str | tuple[str, str]) -> list[Passage]:
    """Lines, each with its style if that isn't normal."""
    return [
        Passage(each) if isinstance(each, str) else Passage(*each) for each in lines
    ]


def read_table(*rows: tuple[str, ...]) -> list[Passage]:
    return [
        Passage(text, "table-cell", cell=Cell(0, row, column))
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    ]


def propose(*lines: str | tuple[str, str]) -> dict[str, str]:
    return propose_fields(place(read(*lines), LANCASHIRE), LANCASHIRE)


def propose_from_table(*rows: tuple[str, ...]) -> dict[str, str]:
    return propose_fields(place(read_table(*rows), LANCASHIRE), LANCASHIRE)


class AgeTests(SimpleTestCase):
    def test_ages_are_read_as_they_are_written(self) -> None:
        for text, wanted in (
            ("2-4", (2, "years", 4)),
            ("3 to 11 years", (3, "years", 11)),
            ("6 months – 5 years", (6, "months", 5)),
            ("three months to five years", (3, "months", 5)),
            ("18-36 months", (18, "months", 3)),
            ("birth to five", (0, "years", 5)),
            ("16+", (16, "years", None)),
            ("Reception to Year 6", (4, "years", 11)),
            ("Years 7-11", (11, "years", 16)),
            # Where a nursery begins is not certain.
            ("Nursery to Year 6", (None, "years", 11)),
            ("6 weeks to 5 years", (None, "years", 5)),
        ):
            with self.subTest(text):
                self.assertEqual(find_ages(text), wanted)

    def test_other_numbers_are_no_ages(self) -> None:
        for text in ("2025-26", "9.30-3.30", "9 to 3", "18 to 30 months", "mixed", ""):
            with self.subTest(text):
                self.assertIsNone(find_ages(text))


class DateTests(SimpleTestCase):
    def test_dates_are_read_in_british_order(self) -> None:
        for text, wanted in (
            ("Reviewed 12/9/24", "2024-09-12"),
            ("12.09.2024", "2024-09-12"),
            ("on 3rd of March 2024", "2024-03-03"),
            ("September 12th, 2025", "2025-09-12"),
            ("2025-09-12", "2025-09-12"),
            ("Sept 2026", "2026-09-01"),
            ("Mar ’26", "2026-03-01"),
            ("09/2025", "2025-09-01"),
        ):
            with self.subTest(text):
                self.assertEqual(str(find_date(text)), wanted)

    def test_what_is_no_day_is_no_date(self) -> None:
        for text in ("9/25/2024", "31/02/2025", "Autumn 2025", "2025", "may 16 play"):
            with self.subTest(text):
                self.assertIsNone(find_date(text))


class SettingTypeTests(SimpleTestCase):
    def test_a_name_says_what_it_is(self) -> None:
        for name, wanted in (
            ("Alder Primary School", "primary"),
            ("St Anne’s C of E Infant and Nursery School", "primary"),
            ("Alder High School", "secondary"),
            ("Rowan Pre-school", "early_years"),
            ("Alder Nursery School", "early_years"),
            ("Mill Sixth Form College", "college"),
            ("The Grange Special School", "special"),
            ("Alder All-through Academy", "all_through"),
        ):
            with self.subTest(name):
                self.assertEqual(find_setting_type(name), wanted)

    def test_a_name_that_may_be_two_things_says_nothing(self) -> None:
        for name in ("Alder College", "Alder Academy", "Elm Primary and Secondary", ""):
            with self.subTest(name):
                self.assertIsNone(find_setting_type(name))


class IdentifierTests(SimpleTestCase):
    def test_the_label_or_the_form_says_the_scheme(self) -> None:
        for text, label, wanted in (
            ("100234", "urn", ("100234", "urn")),
            ("8882345", "dfe number", ("888/2345", "laestab")),
            ("888-2345", "establishment number", ("888/2345", "laestab")),
            ("EY 123456", "registration number", ("EY123456", "ofsted")),
            ("512345", "ofsted number", ("512345", "ofsted")),
            ("011001", "school number", ("011001", "county")),
            ("10012345", "number", ("10012345", "ukprn")),
            # It may be anybody's.
            ("512345", "registration number", ("512345", "")),
        ):
            with self.subTest(text, label=label):
                self.assertEqual(find_identifier(text, label), wanted)

    def test_a_number_of_another_form_is_left_out(self) -> None:
        for text, label in (("4567", "school number"), ("01632 960100", "urn")):
            with self.subTest(text):
                self.assertIsNone(find_identifier(text, label))


class FrontSheetTests(SimpleTestCase):
    def test_labels_stand_beside_their_values(self) -> None:
        self.assertEqual(
            propose_from_table(
                ("Name of School", "Alder Primary School"),
                ("Age range", "3 – 11"),
                ("DfE number", "888 2345"),
                ("Telephone", "01632 960100"),
                ("Website", "www.alder.example"),
                ("Date of last review", "September 2025"),
            ),
            {
                "setting_name": "Alder Primary School",
                "setting_type": "primary",
                "identifier": "888/2345",
                "identifier_scheme": "laestab",
                "minimum_age": "3",
                "minimum_age_unit": "years",
                "maximum_age": "11",
                "telephone": "01632 960100",
                "website": "www.alder.example",
                "reviewed_on": "2025-09-01",
            },
        )

    def test_or_above_them(self) -> None:
        found = propose_from_table(
            ("School name", "Telephone", "Website"),
            ("Alder School", "01632 960100", "www.alder.example"),
        )
        self.assertEqual(found["setting_name"], "Alder School")
        self.assertEqual(found["telephone"], "01632 960100")
        self.assertEqual(found["website"], "www.alder.example")

    def test_several_stand_on_one_line(self) -> None:
        found = propose(
            "Tel: 01632 960100 | Email: office@alder.example | Website: alder.example"
        )
        self.assertEqual(
            found, {"telephone": "01632 960100", "website": "alder.example"}
        )

    def test_a_name_and_its_address_stand_on_one_line_too(self) -> None:
        found = propose("Alder School, Mill Lane, Alderbeck, ZZ1 1ZZ, 01632 960100")
        self.assertEqual(found["setting_name"], "Alder School")
        self.assertEqual(found["address"], "Mill Lane, Alderbeck, ZZ1 1ZZ")

    def test_an_email_is_no_website(self) -> None:
        self.assertEqual(propose("Website: office@alder.example"), {})

    def test_a_number_in_the_field_of_the_website_is_a_telephone(self) -> None:
        self.assertEqual(
            propose("Website: 01632 960100"), {"telephone": "01632 960100"}
        )

    def test_the_title_has_the_name(self) -> None:
        for title in (
            "Rowan Primary School: SEND local offer",
            "SEN Information Report – Rowan Primary School 2025",
            "Welcome to Rowan Primary School’s local offer",
        ):
            with self.subTest(title):
                found = propose((title, "heading1"), ("Transitions", "heading2"))
                self.assertEqual(found["setting_name"], "Rowan Primary School")

    def test_the_first_value_counts_and_the_others_are_kept(self) -> None:
        found = find_fields(
            place(
                read("Tel: 01632 960100", "Telephone: 01632 960200", "Transitions"),
                LANCASHIRE,
            ),
            LANCASHIRE,
        )
        self.assertEqual(found["telephone"], ["01632 960100", "01632 960200"])

    def test_what_a_setting_says_of_itself_counts(self) -> None:
        found = propose(
            ("The Setting", "heading1"),
            "We are a small day nursery for children from six months to five years.",
        )
        self.assertEqual(found["setting_type"], "early_years")
        self.assertEqual(
            (found["minimum_age"], found["minimum_age_unit"], found["maximum_age"]),
            ("6", "months", "5"),
        )

    def test_hours_are_no_ages(self) -> None:
        found = propose(
            ("The Setting", "heading1"), "We are open for children from 9 to 12."
        )
        self.assertNotIn("minimum_age", propose("We are open from 9 to 12."))
        self.assertNotIn("telephone", found)


class ContactTests(SimpleTestCase):
    def test_the_contact_has_a_name_and_ways_to_reach_them(self) -> None:
        self.assertEqual(
            propose_from_table(
                ("SENCO name and contact details", ""),
                ("Name", "Mrs Ida Holt"),
                ("Telephone", "01632 960201"),
                ("Email", "senco@alder.example"),
            ),
            {
                "senco_name": "Mrs Ida Holt",
                "senco_telephone": "01632 960201",
                "senco_email": "senco@alder.example",
            },
        )

    def test_what_stands_beside_a_name_is_no_part_of_it(self) -> None:
        for text in (
            "SENCO: Mrs Ida Holt, Mondays to Thursdays",
            "Our SENCO is Mrs Ida Holt (01632 960201)",
            "Mrs Ida Holt – Deputy Head and SENCO",
            "Inclusion Manager and SENDCo: Mrs Ida Holt Monday",
        ):
            with self.subTest(text):
                self.assertEqual(propose(text).get("senco_name"), "Mrs Ida Holt")

    def test_a_vacant_post_is_nobody(self) -> None:
        self.assertNotIn("senco_name", propose("SENCO: To Be Appointed, 01632 960201"))

    def test_another_name_for_the_senco_contradicts(self) -> None:
        found = find_fields(
            place(
                read(
                    "SENCO: Mrs Ida Holt, 01632 960201",
                    ("Teaching and learning", "heading1"),
                    "The class teacher talks to our SENCO, Mr Lee Marsh, about it.",
                    "Mrs I Holt (SENCO) visits each class.",
                ),
                LANCASHIRE,
            ),
            LANCASHIRE,
        )
        self.assertEqual(found["senco_name"], ["Mrs Ida Holt", "Mr Lee Marsh"])


class ReviewTests(SimpleTestCase):
    def test_dates_of_review_are_fields_and_no_text(self) -> None:
        for text, wanted in (
            ("Date of review: September 2025", {"reviewed_on": "2025-09-01"}),
            ("Reviewed 12/9/24", {"reviewed_on": "2024-09-12"}),
            ("Next review due Sept 2031", {"next_review_on": "2031-09-01"}),
            (
                "Last reviewed: 1.9.25. Next review: 1.9.31",
                {"reviewed_on": "2025-09-01", "next_review_on": "2031-09-01"},
            ),
            (
                "This report was reviewed by governors in May 2025 and will be "
                "reviewed again in May 2031.",
                {"reviewed_on": "2025-05-01", "next_review_on": "2031-05-01"},
            ),
            ("Policy written September 2024, reviewed September 2025", None),
            ("Approved by governors: 4th July 2025", {}),
            ("To be reviewed annually", {}),
        ):
            with self.subTest(text):
                passages = read(("Transitions", "heading1"), "We visit.", text)
                found = place(passages, LANCASHIRE)
                self.assertTrue(found[-1].dropped)
                if wanted is not None:
                    self.assertEqual(propose_fields(found, LANCASHIRE), wanted)

    def test_a_review_of_a_childs_plan_stays(self) -> None:
        for text in (
            "Reviewed every six weeks with you and your child.",
            "The next review of your child’s plan is in June.",
            "Plans are last reviewed in July, before the summer.",
            "Targets are reviewed in September, January and April.",
            "Date of review meetings are agreed with parents.",
            "The next review is held six weeks later.",
        ):
            with self.subTest(text):
                passages = read(("Reviewing and evaluating outcomes", "heading1"), text)
                self.assertEqual(place(passages, LANCASHIRE)[1].section, "reviewing")

    def test_a_date_of_review_to_come_is_that_of_the_next(self) -> None:
        day = get_today() + timedelta(days=400)
        found = propose(f"Review date: {day:%d/%m/%Y}")
        self.assertEqual(found, {"next_review_on": day.isoformat()})

    def test_the_latest_of_several_reviews_is_the_last_one(self) -> None:
        found = propose(
            "Reviewed: May 2021", "Reviewed: May 2025", "Reviewed: May 2023"
        )
        self.assertEqual(found["reviewed_on"], "2025-05-01")


class WholenessTests(SimpleTestCase):
    @settings(deadline=None, derandomize=True)
    @given(
        st.lists(
            st.one_of(
                st.text(max_size=60),
                st.sampled_from(
                    [
                        *("Name of School:", "Tel: 01632 960100", "Ages: 3-11", "::"),
                        *("SENCO: Mrs Ida Holt", "Reviewed 31/12/99", "URN", "123456"),
                        *("Review date: 1/1/25", "Website", "a@b.example", "Years 1-2"),
                    ]
                ),
            ),
            max_size=12,
        )
    )
    def test_all_that_is_proposed_has_a_name_and_a_value(
        self, texts: list[str]
    ) -> None:
        found = propose(*texts)
        self.assertLessEqual(set(found), set(FIELDS))
        self.assertTrue(all(found.values()))
        for name in ("reviewed_on", "next_review_on"):
            if name in found:
                date.fromisoformat(found[name])
        self.assertEqual("minimum_age" in found, "minimum_age_unit" in found)


class DocumentTests(SimpleTestCase):
    def test_what_is_proposed_from_a_document_is_right_and_nearly_all_of_it(
        self,
    ) -> None:
        documents, every, missed = read_documents(), 0, 0
        for name, wanted in read_fields().items():
            passages = [each.passage for each in documents[name]]
            found = propose_fields(place(passages, LANCASHIRE), LANCASHIRE)
            with self.subTest(name):
                # Nothing is invented.
                self.assertEqual(found, {key: wanted.get(key) for key in found})
            every += len(wanted)
            missed += len(wanted.keys() - found.keys())
        self.assertLess(missed, 0.1 * every)
