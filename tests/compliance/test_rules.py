from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django.test import SimpleTestCase, TestCase
from wagtail.rich_text import RichText

from tests.builders import SENCO, TEAM, complete_body, complete_offer
from wagtail_localoffer.compliance.context import CheckContext
from wagtail_localoffer.compliance.rules import check_offer, find_obstacles
from wagtail_localoffer.frameworks.health import HEALTH
from wagtail_localoffer.frameworks.lancashire import LANCASHIRE
from wagtail_localoffer.models import HealthServicePage, LocalOfferPage


def section(text: str = "", more: list[Any] | None = None) -> dict[str, Any]:
    return {"text": text, "more": more or []}


class CheckOfferTests(TestCase):
    def codes(self, **changes: Any) -> list[str]:
        offer = LocalOfferPage(
            setting_name="Hawthorn Bank",
            setting_type="primary",
            address="Mill Lane",
            body=complete_body(**changes),
        )
        return [finding.code for finding in find_obstacles(offer)]

    def test_a_complete_offer_has_no_findings(self) -> None:
        self.assertEqual(check_offer(complete_offer()), [])

    def test_it_makes_no_query(self) -> None:
        pk = complete_offer().pk
        offer = LocalOfferPage.objects.get(pk=pk)
        with self.assertNumQueries(0):
            check_offer(offer)

    def test_it_makes_no_query_for_pictures_and_documents(self) -> None:
        more = [
            {
                "type": "image",
                "value": {"image": 1, "alt_text": "", "decorative": True},
            },
            {"type": "document", "value": 1},
        ]
        offer = LocalOfferPage(body=complete_body(health=section("<p>Yes</p>", more)))
        with self.assertNumQueries(0):
            check_offer(offer)

    def test_a_body_made_in_code_is_checked_like_a_stored_one(self) -> None:
        body = LocalOfferPage(body=complete_body()).body
        body[3].value["text"] = RichText("<p> </p>")
        offer = LocalOfferPage(
            setting_name="x", setting_type="primary", address="x", body=body
        )
        self.assertEqual([f.code for f in find_obstacles(offer)], ["section_empty"])

    def test_any_object_with_the_attributes_will_do(self) -> None:
        offer = SimpleNamespace(
            setting_name="x",
            setting_type="special",
            address="x",
            body=SimpleNamespace(get_prep_value=complete_body),
        )
        self.assertEqual(find_obstacles(offer), [])

    def test_each_section_of_the_council_is_needed(self) -> None:
        for part in LANCASHIRE.sections:
            with self.subTest(section=part.key):
                expected = ["section_missing"] if part.required else []
                self.assertEqual(self.codes(**{part.key: None}), expected)

    def test_the_setting_is_optional_but_may_be_there_once(self) -> None:
        self.assertEqual(
            self.codes(the_setting=section("<p>We are a nursery.</p>")), []
        )

    def test_text_without_anything_to_read_is_empty(self) -> None:
        for text in (
            "",
            " \n\t",
            "<p></p>",
            "<p>&nbsp;</p><p><br/></p>",
            "<p>\u200b\u2060\ufeff</p>",
            "<ul><li></li></ul>",
        ):
            with self.subTest(text=text):
                self.assertEqual(self.codes(health=section(text)), ["section_empty"])

    def test_a_script_is_nothing_to_read_and_is_refused(self) -> None:
        self.assertEqual(
            self.codes(health=section("<script>alert('hello')</script>")),
            ["section_empty", "section_foreign_markup"],
        )

    def test_markup_that_could_run_or_break_the_page_is_refused(self) -> None:
        for text in (
            "<p onclick=\"alert('x')\">Words</p>",
            '<p><a href="javascript:alert(1)">Words</a></p>',
            '<p>Words</p><iframe src="https://elsewhere.example"></iframe>',
            "<h1>Words</h1>",
            "<h2>Words</h2>",
            '<p style="color: red">Words</p>',
            "<p>Words</p><!--><img src=x onerror=alert(1)>-->",
            "<p>Words</p><![CDATA[ > <img src=x onerror=alert(1)>]]>",
            "<p>Words</p><img src=x onerror=alert(1) ",
        ):
            with self.subTest(text=text):
                self.assertEqual(
                    self.codes(health=section(text)), ["section_foreign_markup"]
                )

    def test_foreign_markup_is_found_in_further_texts_too(self) -> None:
        more = [{"type": "text", "value": "<p>Words<script>x()</script></p>"}]
        self.assertEqual(
            self.codes(health=section("<p>Words</p>", more)), ["section_foreign_markup"]
        )

    def test_what_the_editor_writes_is_not_foreign(self) -> None:
        text = (
            '<h3 data-block-key="a">Medicine</h3><p data-block-key="b"><b>Bold</b>, '
            '<i>italic</i> and <a linktype="page" id="3">a link</a>, '
            '<a linktype="document" id="3">a file</a>, '
            '<a href="mailto:office@hawthornbank.example">an address</a><br/></p>'
            '<ol><li data-block-key="c">One</li></ol><ul><li>Two</li></ul>'
        )
        self.assertEqual(self.codes(health=section(text)), [])

    def test_words_in_tables_quotes_and_further_texts_count(self) -> None:
        table = {
            "columns": [{"type": "text", "heading": "Who"}],
            "rows": [{"values": ["The nurse"]}],
            "caption": "",
        }
        for child in (
            {"type": "text", "value": "<p>Words</p>"},
            {"type": "quote", "value": {"quote": "They listened.", "attribution": ""}},
            {"type": "table", "value": table},
        ):
            with self.subTest(kind=child["type"]):
                self.assertEqual(self.codes(health=section(more=[child])), [])

    def test_a_picture_or_a_document_alone_is_nothing_to_read(self) -> None:
        for child in (
            {"type": "image", "value": {"image": 1, "alt_text": "A ramp"}},
            {"type": "document", "value": 1},
        ):
            with self.subTest(kind=child["type"]):
                self.assertEqual(
                    self.codes(health=section(more=[child])), ["section_empty"]
                )

    def test_the_senco_can_be_reached_by_either_way(self) -> None:
        for way in ("email", "telephone"):
            with self.subTest(without=way):
                self.assertEqual(self.codes(senco_contact={**SENCO, way: ""}), [])

    def test_an_email_address_that_is_none_is_refused(self) -> None:
        for email in (
            "senco",
            "senco@",
            "senco @hawthornbank.example",
            "www.hawthornbank.example",
            "senco@hawthornbank.example\nBcc: all@elsewhere.example",
        ):
            with self.subTest(email=email):
                self.assertEqual(
                    self.codes(senco_contact={**SENCO, "email": email}),
                    ["senco_contact_email_invalid"],
                )

    def test_a_telephone_number_that_is_none_is_refused(self) -> None:
        for telephone in ("ask at the office", "senco@hawthornbank.example", "12", "-"):
            with self.subTest(telephone=telephone):
                self.assertEqual(
                    self.codes(senco_contact={**SENCO, "telephone": telephone}),
                    ["senco_contact_telephone_invalid"],
                )

    def test_any_spacing_of_a_telephone_number_will_do(self) -> None:
        for telephone in (
            "01632960014",
            "01632 960 014",
            "(01632) 960014",
            "+44 1632 960014",
            "01632 960014 ext 12",
            "01632 960014, option 2",
        ):
            with self.subTest(telephone=telephone):
                self.assertEqual(
                    self.codes(senco_contact={**SENCO, "telephone": telephone}), []
                )

    def test_values_of_a_wrong_shape_are_missing_not_a_crash(self) -> None:
        for value in ("text", 5, ["list"], {"text": 5, "more": ["x", None, 5]}):
            with self.subTest(value=value):
                body = complete_body(health=value, senco_contact=value)
                offer = SimpleNamespace(body=SimpleNamespace(get_prep_value=body.copy))
                codes = [finding.code for finding in check_offer(offer)]
                self.assertIn("senco_contact_name_missing", codes)

    def test_the_front_sheet_names_the_setting(self) -> None:
        offer = LocalOfferPage(body=complete_body(), setting_name=" \u200b")
        self.assertEqual(
            [finding.code for finding in find_obstacles(offer)],
            ["setting_name_missing", "setting_type_missing", "address_missing"],
        )

    def test_every_finding_says_what_to_do_where_and_who_asks_for_it(self) -> None:
        for finding in find_obstacles(LocalOfferPage(body=[])):
            with self.subTest(code=finding.code):
                self.assertEqual(finding.severity, "must")
                self.assertTrue(str(finding.message).endswith("."))
                self.assertTrue(finding.block or finding.field)
                self.assertIn("Lancashire", str(finding.source))


class DateTests(TestCase):
    """How long a date on the front sheet can be relied on."""

    def find_old(self, **changes: Any) -> list[str]:
        return self.find("_old", **changes)

    def find(self, ending: str, **changes: Any) -> list[str]:
        said = {"waiting_time": "weeks", "commissioner": "a board"}
        values = {"setting_name": "x", "framework": HEALTH, **said, **changes}
        body = SimpleNamespace(get_prep_value=lambda: complete_body(HEALTH))
        around = CheckContext(today=date(2026, 11, 25))
        found = check_offer(SimpleNamespace(**values, body=body), around)
        return [finding.code for finding in found if finding.code.endswith(ending)]

    def test_a_waiting_time_can_be_relied_on_for_half_a_year(self) -> None:
        last_day = date(2026, 11, 25) - timedelta(183)
        self.assertEqual(self.find_old(waiting_time_date=last_day), [])
        self.assertEqual(
            self.find_old(waiting_time_date=last_day - timedelta(1)),
            ["waiting_time_date_old"],
        )

    def test_no_date_is_in_the_future(self) -> None:
        for field in ("waiting_time_date", "commissioner_date"):
            for day, found in (
                (date(2026, 11, 25), []),
                (date(2026, 11, 26), [f"{field}_future"]),
                ("2026-11-26", [f"{field}_future"]),
                (datetime(2026, 11, 25, 23, 59), []),
                # In London it is the same day.
                (datetime(2026, 11, 26, 0, 1, tzinfo=UTC), [f"{field}_future"]),
            ):
                with self.subTest(field=field, day=day):
                    self.assertEqual(self.find("_future", **{field: day}), found)

    def test_the_date_of_what_is_not_said_is_passed_over(self) -> None:
        for ending, day in (("_old", date(2020, 1, 1)), ("_future", date.max)):
            with self.subTest(ending):
                said = {"waiting_time": "", "waiting_time_date": day}
                self.assertEqual(self.find(ending, **said), [])

    def test_the_date_of_a_draft_counts_like_that_of_a_page(self) -> None:
        self.assertEqual(
            self.find_old(commissioner_date="2025-11-23"), ["commissioner_date_old"]
        )

    def test_words_that_look_like_a_date_are_no_crash(self) -> None:
        strange = {"telephone": "1234-56-78", "waiting_time_date": "2026-02-31"}
        self.assertEqual(self.find_old(**strange), [])


class AgesTests(TestCase):
    def find(self, model: Any, youngest: Any, unit: str, oldest: Any) -> list[str]:
        ages = {"minimum_age": youngest, "maximum_age": oldest}
        offer = model(**ages, minimum_age_unit=unit)
        found = find_obstacles(offer)
        return [each.field for each in found if each.code == "ages_reversed"]

    def test_the_oldest_is_not_below_the_youngest(self) -> None:
        for youngest, unit, oldest, is_wrong in (
            (11, "years", 3, True),
            (1, "years", 0, True),
            (0, "years", 0, False),
            (3, "years", 3, False),
            (3, "years", 11, False),
            # At 35 months somebody is two.
            (35, "months", 2, False),
            (36, "months", 2, True),
            (11, "months", 0, False),
            (12, "months", 0, True),
            (None, "years", 0, False),
            (5, "years", None, False),
            (None, "years", None, False),
            # What an import may have left.
            ("11", "years", 3, False),
        ):
            for model in (LocalOfferPage, HealthServicePage):
                with self.subTest(model.__name__, ages=(youngest, unit, oldest)):
                    self.assertEqual(
                        self.find(model, youngest, unit, oldest),
                        ["maximum_age"] if is_wrong else [],
                    )


class PatternTests(TestCase):
    def find(self, code: Any) -> list[tuple[str, str]]:
        found = find_obstacles(HealthServicePage(ods_code=code))
        return [
            (each.field, each.passage)
            for each in found
            if each.code == "ods_code_invalid"
        ]

    def test_what_does_not_fit_is_named_with_its_field(self) -> None:
        for code, said in (("a 1b", "A 1B"), ("A1", "A1"), (" É1B ", "É1B")):
            with self.subTest(code):
                self.assertEqual(self.find(code), [("ods_code", said)])

    def test_what_fits_and_what_is_not_there_is_right(self) -> None:
        for code in ("A1B", "rw5xx", " A12345 ", "", " ", None):
            with self.subTest(code):
                self.assertEqual(self.find(code), [])


class ContactNameTests(TestCase):
    def find_passage(self, **values: Any) -> str:
        found = find_obstacles(values.pop("model")(body=complete_body(**values)))
        (passage,) = [each.passage for each in found if "details_mi" in each.code]
        return passage

    def test_of_several_contacts_it_says_which_cant_be_reached(self) -> None:
        nurses = {**TEAM, "name": "Nurses", "telephone": "", "email": ""}
        passage = self.find_passage(
            model=HealthServicePage, framework=HEALTH, contacts=[TEAM, nurses]
        )
        self.assertEqual(passage, "Nurses")

    def test_of_one_it_need_not(self) -> None:
        senco = {**SENCO, "telephone": "", "email": ""}
        passage = self.find_passage(model=LocalOfferPage, senco_contact=senco)
        self.assertEqual(passage, "")


class ContactShapeTests(TestCase):
    """What an import may have left where a contact belongs."""

    def test_a_list_is_no_contact_of_a_school(self) -> None:
        for value in ([SENCO], [{"type": "item", "id": "a", "value": SENCO}]):
            offer = LocalOfferPage(
                setting_name="x",
                setting_type="primary",
                address="x",
                body=complete_body(senco_contact=value),
            )
            self.assertEqual(
                [finding.code for finding in find_obstacles(offer)],
                ["senco_contact_name_missing", "senco_contact_details_missing"],
            )

    def test_one_contact_is_no_list_of_a_service_and_can_be_read_all_the_same(
        self,
    ) -> None:
        body = complete_body(HEALTH, contacts=TEAM)
        service = HealthServicePage(setting_name="x", provider_name="x", body=body)
        codes = [finding.code for finding in find_obstacles(service)]
        self.assertEqual(codes, ["contacts_missing"])
        (contact,) = service.contact_block.value
        self.assertEqual(contact["name"], TEAM["name"])


class FactsTests(TestCase):
    """Whether answers without a text say enough."""

    def codes(self, **answers: str) -> list[str]:
        facts = {key: {"answer": answer} for key, answer in answers.items()}
        needs = {"text": "", "more": [], "facts": facts}
        offer = HealthServicePage(
            setting_name="x", provider_name="x", body=complete_body(HEALTH, needs=needs)
        )
        return [finding.code for finding in find_obstacles(offer)]

    def test_a_need_that_is_met_at_least_partly_is_enough(self) -> None:
        self.assertEqual(self.codes(need_autism="no", need_hearing="partly"), [])

    def test_needs_that_are_not_met_are_not_enough(self) -> None:
        self.assertEqual(self.codes(need_autism="no"), ["section_empty"])
        self.assertEqual(self.codes(), ["section_empty"])


class FrameworkTests(SimpleTestCase):
    def test_headings_and_addresses_are_the_published_ones(self) -> None:
        expected = [
            ("Promoting good practice and successes", "good_practice"),
            ("Accessibility and inclusion", "accessibility"),
            ("Teaching and learning", "teaching"),
            ("Reviewing and evaluating outcomes", "reviewing"),
            ("Keeping children safe", "keeping_safe"),
            ("Health (including emotional health and well being)", "health"),
            ("Communication with parents", "communication"),
            ("Working together", "working_together"),
            ("What help and support is available for the family?", "family_support"),
            ("Transitions from primary school and school leavers", "transitions"),
            ("Extra curricular activities", "activities"),
        ]
        required = [part for part in LANCASHIRE.sections if part.required]
        self.assertEqual([(str(p.heading), p.key) for p in required], expected)
        self.assertEqual(
            [part.anchor for part in required],
            [
                "promoting-good-practice-and-successes",
                "accessibility-and-inclusion",
                "teaching-and-learning",
                "reviewing-and-evaluating-outcomes",
                "keeping-children-safe",
                "health",
                "communication-with-parents",
                "working-together",
                "help-and-support-for-the-family",
                "transitions",
                "extra-curricular-activities",
            ],
        )


class DoubleZeroTests(TestCase):
    def test_a_zero_too_many_is_told_wherever_a_number_stands(self) -> None:
        number = "001632 960014"
        senco = {"name": "Priya Nuttall", "telephone": number}
        offer = complete_offer(
            telephone=number, body=complete_body(senco_contact=senco)
        )
        told = [each for each in find_obstacles(offer) if each.passage == number]
        self.assertEqual([each.block for each in told], ["", "senco_contact"])
        for finding in told:
            self.assertIn("one 0 at its beginning", str(finding.message))
