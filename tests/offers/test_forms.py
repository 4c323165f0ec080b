from __future__ import annotations

from typing import Any

from django.test import SimpleTestCase, TestCase
from django.urls import reverse
from wagtail.blocks.base import get_error_json_data
from wagtail.test.utils import WagtailTestUtils

from tests.builders import complete_body, complete_offer
from tests.form_data import offer_form_data
from tests.public.test_look import make_picture
from wagtail_localoffer.compliance.findings import Finding
from wagtail_localoffer.frameworks.choices import MUST
from wagtail_localoffer.models import LocalOfferPage
from wagtail_localoffer.offers.forms import OfferForm


class FormTestCase(WagtailTestUtils, TestCase):
    def setUp(self) -> None:
        self.user = self.login()
        self.offer = complete_offer()

    def bind(self, *, draft: bool = False, **data: Any) -> Any:
        form_class = LocalOfferPage.get_edit_handler().get_form_class()
        form = form_class(
            {**offer_form_data(self.offer), **data},
            instance=self.offer,
            parent_page=self.offer.get_parent(),
            for_user=self.user,
        )
        if draft:
            form.defer_required_fields()
        form.is_valid()
        return form


class FrontSheetTests(FormTestCase):
    def test_numbers_of_each_register_are_recognised(self) -> None:
        for scheme, identifier in (
            ("urn", "123456"),
            ("ofsted", "EY123456"),
            ("ofsted", "1234567"),
            ("ukprn", "10012345"),
            ("laestab", "888/1234"),
            ("laestab", "8881234"),
            ("county", "011001"),
            ("county", "01100"),
        ):
            with self.subTest(scheme=scheme, identifier=identifier):
                form = self.bind(identifier_scheme=scheme, identifier=identifier)
                self.assertEqual(form.errors, {})

    def test_a_number_that_can_not_be_right_is_refused_with_an_example(self) -> None:
        for scheme, identifier in (
            ("urn", "12345"),
            ("ofsted", "EY1"),
            ("ukprn", "20012345"),
            ("laestab", "88"),
            ("county", "1"),
        ):
            with self.subTest(scheme=scheme):
                form = self.bind(identifier_scheme=scheme, identifier=identifier)
                self.assertIn("digits", str(form.errors["identifier"]))

    def test_a_number_needs_its_kind(self) -> None:
        form = self.bind(identifier_scheme="", identifier="123456")
        self.assertIn("identifier_scheme", form.errors)

    def test_a_draft_may_have_any_number(self) -> None:
        form = self.bind(draft=True, identifier_scheme="urn", identifier="12")
        self.assertEqual(form.errors, {})

    def test_the_oldest_age_is_not_below_the_youngest(self) -> None:
        form = self.bind(minimum_age="11", maximum_age="3")
        self.assertIn("maximum_age", form.errors)

    def test_ages_in_months_are_not_taken_for_years(self) -> None:
        form = self.bind(minimum_age="9", minimum_age_unit="months", maximum_age="5")
        self.assertEqual(form.errors, {})

    def test_a_draft_may_have_ages_that_are_reversed(self) -> None:
        form = self.bind(draft=True, minimum_age="11", maximum_age="3")
        self.assertEqual(form.errors, {})

    def test_what_every_offer_must_name_is_asked_for_once(self) -> None:
        form = self.bind(setting_name="", setting_type="", address="")
        for field in ("setting_name", "setting_type", "address"):
            with self.subTest(field=field):
                self.assertEqual(len(form.errors[field]), 1)


class ListErrorTests(SimpleTestCase):
    """What is wrong with one of several contacts stands at that one."""

    def locate(self, *fields: str) -> Any:
        findings = [
            Finding(
                code="x", severity=MUST, block="contacts", message=field, field=field
            )
            for field in fields
        ]
        error = OfferForm._locate_in_block(OfferForm.__new__(OfferForm), findings)
        return get_error_json_data(error)

    def test_each_stands_at_its_field_of_its_contact(self) -> None:
        self.assertEqual(
            self.locate("0.name", "2.email", "2.telephone"),
            {
                "blockErrors": {
                    0: {"blockErrors": {"name": {"messages": ["0.name"]}}},
                    2: {
                        "blockErrors": {
                            "email": {"messages": ["2.email"]},
                            "telephone": {"messages": ["2.telephone"]},
                        }
                    },
                }
            },
        )

    def test_what_is_wrong_with_the_whole_stands_above_them(self) -> None:
        data = self.locate("", "11.name")
        self.assertEqual(data["messages"], [""])
        self.assertEqual(set(data["blockErrors"]), {11})

    def test_without_a_contact_it_is_an_error_of_the_whole(self) -> None:
        self.assertEqual(self.locate(""), {"messages": [""]})


class PictureTests(FormTestCase):
    def test_one_that_would_be_blurred_is_refused_with_the_size_that_is_needed(
        self,
    ) -> None:
        for width, height in ((479, 320), (480, 319), (60, 40)):
            form = self.bind(picture=make_picture(width, height).pk)
            with self.subTest(width=width, height=height):
                (message,) = form.errors["picture"]
                self.assertIn(f"{width} by {height} pixels", message)
                self.assertIn("480 pixels wide and 320 pixels high", message)

    def test_a_draft_is_told_too(self) -> None:
        form = self.bind(draft=True, picture=make_picture(60, 40).pk)
        self.assertIn("picture", form.errors)

    def test_the_least_that_is_needed_is_enough(self) -> None:
        form = self.bind(picture=make_picture(480, 320).pk)
        self.assertEqual(form.errors, {})

    def test_a_small_one_of_before_stops_no_other_change(self) -> None:
        self.offer.picture = make_picture(60, 40)
        self.offer.save()
        form = self.bind(picture=self.offer.picture.pk, title="Another title")
        self.assertEqual(form.errors, {})


class BodyErrorTests(FormTestCase):
    def errors_of(self, **changes: Any) -> Any:
        self.offer.body = complete_body(**changes)
        return self.bind().errors.as_data()["body"][0]

    def test_an_error_stands_at_the_field_that_it_means(self) -> None:
        error = self.errors_of(senco_contact={"name": "", "email": "senco"})
        self.assertEqual(set(error.block_errors[0].block_errors), {"name", "email"})

    def test_an_empty_section_has_its_error_at_its_text(self) -> None:
        error = self.errors_of(health={"text": "", "more": []})
        place = [child.block_type for child in self.offer.body].index("health")
        self.assertEqual(set(error.block_errors[place].block_errors), {"text"})

    def test_a_missing_block_is_named_above_the_others(self) -> None:
        error = self.errors_of(health=None)
        self.assertIn("Add the section “Health", str(error.non_block_errors))

    def test_a_council_that_is_gone_is_no_choice(self) -> None:
        error = self.errors_of(council_link=987654)
        self.assertIn("Choose the council", str(error.block_errors[1].messages))

    def test_a_page_title_with_line_breaks_can_be_published_and_read(self) -> None:
        self.client.post(
            reverse("wagtailadmin_pages:edit", args=[self.offer.pk]),
            {
                **offer_form_data(self.offer),
                "title": "Our\r\nBcc: all@elsewhere.example",
                "action-publish": "1",
            },
        )
        self.offer.refresh_from_db()
        self.assertTrue(self.offer.live)
        self.assertEqual(self.client.get(self.offer.url).status_code, 200)
