"""Planning who is the SENCO when, in the editor and past it."""

from __future__ import annotations

import copy
from datetime import date
from typing import Any

from bs4 import BeautifulSoup
from django.test import TestCase
from django.urls import reverse
from wagtail.test.utils import WagtailTestUtils

from tests.builders import SENCO, complete_body, complete_offer
from tests.content.test_handover import (
    BEGINS,
    COVERED,
    DAY,
    FOLLOWED,
    LEFT,
    NAME,
    OMAR,
)
from tests.form_data import offer_form_data
from tests.notices.test_handover import NOW, VACANT_FROM, on
from tests.support import publish
from wagtail_localoffer.blocks import SencoContactBlock
from wagtail_localoffer.compliance import check_offer, find_obstacles
from wagtail_localoffer.content.redaction import Redaction
from wagtail_localoffer.models import LocalOfferPage
from wagtail_localoffer.text.mentions import Person


def with_next(**values: Any) -> dict[str, Any]:
    return {**FOLLOWED, "next": {**FOLLOWED["next"], **values}}


class RuleTests(TestCase):
    def codes(self, contact: Any, day: date = NOW) -> list[tuple[str, str]]:
        """What stops an offer on a day, each with its field."""
        with on(day):
            offer = complete_offer(body=complete_body(senco_contact=contact))
            return [(each.code, each.field) for each in find_obstacles(offer)]

    def advice(self, contact: Any, day: date) -> list[str]:
        with on(day):
            offer = complete_offer(body=complete_body(senco_contact=contact))
            return [each.code for each in check_offer(offer)]

    def test_what_people_plan_stops_nothing_on_any_day(self) -> None:
        for contact in (LEFT, FOLLOWED, COVERED):
            for day in (NOW, VACANT_FROM, BEGINS, date(2029, 1, 1)):
                with self.subTest(day=day):
                    self.assertEqual(self.codes(contact, day), [])

    def test_what_is_wrong_is_named_at_its_field(self) -> None:
        for contact, code, field in (
            (with_next(name=""), "next_name_missing", "next.name"),
            (with_next(start="2027-07-18"), "next_start_early", "next.start"),
            (with_next(until="2027-08-31"), "next_until_early", "next.until"),
            (
                {**SENCO, "next": OMAR},
                "next_start_missing",
                "next.start",
            ),
            (with_next(email="omar"), "email_invalid", "next.email"),
            (with_next(telephone="12"), "telephone_invalid", "next.telephone"),
            (
                with_next(email="", telephone=""),
                "details_missing",
                "next.email",
            ),
        ):
            with self.subTest(code):
                expected = [(f"senco_contact_{code}", field)]
                self.assertEqual(self.codes(contact), expected)

    def test_what_is_no_day_is_named(self) -> None:
        for contact in ({**SENCO, "until": "2027-02-29"}, with_next(start="soon")):
            (found,) = self.codes(contact)
            self.assertEqual(found[0], "unreadable")

    def test_who_is_gone_need_not_be_named(self) -> None:
        gone = dict.fromkeys(SENCO, "")
        contact = {**FOLLOWED, **gone}
        self.assertEqual(self.codes(contact, BEGINS), [])
        self.assertNotEqual(self.codes(contact, NOW), [])

    def test_that_the_post_is_vacant_is_advice_and_nothing_else(self) -> None:
        self.assertEqual(self.advice(LEFT, VACANT_FROM - DAY), [])
        self.assertEqual(self.advice(LEFT, VACANT_FROM), ["senco_contact_vacant"])

    def test_while_somebody_is_to_follow_there_is_nothing_to_do(self) -> None:
        self.assertEqual(self.advice(FOLLOWED, VACANT_FROM), [])

    def test_a_live_offer_stays_live_and_can_be_corrected(self) -> None:
        with on(NOW):
            offer = publish(complete_offer(body=complete_body(senco_contact=LEFT)))
        with on(VACANT_FROM):
            offer.address = "Beech Lane"
            publish(offer)
            offer = LocalOfferPage.objects.get(pk=offer.pk)
            line = offer.get_checklist().lines[1]
        self.assertEqual((offer.live, offer.address), (True, "Beech Lane"))
        self.assertEqual((line.key, line.status), ("senco_contact", "ready"))
        self.assertIn("The post of the SENCO is vacant", str(line.advice[0].message))

    def test_without_a_telephone_of_the_setting_it_is_no_part_to_begin(self) -> None:
        with on(NOW):
            body = complete_body(senco_contact=LEFT)
            offer = publish(complete_offer(body=body, telephone=""))
        with on(VACANT_FROM):
            line = offer.get_checklist().lines[1]
        self.assertEqual((line.key, line.obstacles), ("senco_contact", ()))
        self.assertNotEqual(line.status, "not_started")

    def test_to_name_another_one_in_the_text_is_advice_from_the_day_on(self) -> None:
        text = f"<p>Our SENCO is {NAME}. She helps you.</p>"
        body = complete_body(senco_contact=FOLLOWED, health={"text": text, "more": []})
        offer = complete_offer(body=body)
        for day, found in ((NOW, False), (BEGINS, True)):
            with on(day):
                codes = [each.code for each in check_offer(offer)]
            self.assertEqual("contact_differs" in codes, found)


class StoredTests(TestCase):
    def test_a_program_may_give_days_as_python_has_them(self) -> None:
        contact = {**SENCO, "until": date(2027, 7, 18)}
        offer = complete_offer(body=complete_body(senco_contact=contact))
        for each in (offer, LocalOfferPage.objects.get(pk=offer.pk)):
            self.assertEqual(each.body[0].value["until"], date(2027, 7, 18))

    def test_the_fields_of_who_follows_are_tidied_too(self) -> None:
        contact = with_next(name="  Omar   Whitfield ", email=" omar@a.example ")
        offer = complete_offer(body=complete_body(senco_contact=contact))
        following = offer.body.get_prep_value()[0]["value"]["next"]
        self.assertEqual(following["name"], "Omar Whitfield")
        self.assertEqual(following["email"], "omar@a.example")


class FormTests(WagtailTestUtils, TestCase):
    def setUp(self) -> None:
        self.login()
        self.clock = self.enterContext(on(NOW))
        self.offer = publish(complete_offer())

    def post(self, contact: dict[str, Any], **action: str) -> Any:
        offer = copy.copy(self.offer)
        empty = dict.fromkeys((*OMAR, "start", "until"), "")
        value = {"until": "", **contact, "next": {**empty, **contact.get("next", {})}}
        offer.body = complete_body(senco_contact=value)
        data = offer_form_data(offer, **action)
        url = reverse("wagtailadmin_pages:edit", args=[self.offer.pk])
        return self.client.post(url, data)

    def stored(self) -> dict[str, Any]:
        offer = LocalOfferPage.objects.get(pk=self.offer.pk)
        value: dict[str, Any] = offer.body.get_prep_value()[0]["value"]
        return value

    def test_what_is_planned_is_stored(self) -> None:
        response = self.post(FOLLOWED, **{"action-publish": "1"})
        self.assertEqual(response.status_code, 302)
        offer = LocalOfferPage.objects.get(pk=self.offer.pk)
        value = offer.body[0].value
        self.assertEqual(value["until"], date(2027, 7, 18))
        self.assertEqual(value["next"]["start"], date(2027, 9, 1))
        self.assertEqual(value["next"]["name"], OMAR["name"])
        self.assertEqual(offer.next_change_on, VACANT_FROM)

    def test_an_error_stands_at_its_field_in_the_part(self) -> None:
        response = self.post(with_next(start="2027-07-18"), **{"action-publish": "1"})
        form = response.context["form"]
        (error,) = form.errors.as_data()["body"]
        inner = error.block_errors[0].block_errors["next"].block_errors["start"]
        self.assertIn("after the last day of the person above", str(inner))

    def test_the_29th_of_february_of_another_year_is_refused(self) -> None:
        response = self.post(LEFT, **{"body-0-value-until": "2027-02-29"})
        self.assertEqual(response.status_code, 200)
        (error,) = response.context["form"].errors.as_data()["body"]
        message = error.block_errors[0].block_errors["until"]
        self.assertIn("Enter a valid date.", str(message))

    def test_a_draft_may_be_incomplete(self) -> None:
        response = self.post({**SENCO, "next": {"name": "Omar Whitfield"}})
        self.assertEqual(response.status_code, 302)

    def test_a_form_without_the_days_keeps_a_contact_as_it_was(self) -> None:
        response = self.client.post(
            reverse("wagtailadmin_pages:edit", args=[self.offer.pk]),
            offer_form_data(self.offer, **{"action-publish": "1"}),
        )
        self.assertEqual(response.status_code, 302)
        self.assertIsNone(LocalOfferPage.objects.get(pk=self.offer.pk).next_change_on)


class EditorTests(TestCase):
    def state(self, contact: dict[str, Any], day: date) -> dict[str, Any]:
        """What the form begins with on a day."""
        offer = complete_offer(body=complete_body(senco_contact=contact))
        block = SencoContactBlock()
        with on(day):
            found: dict[str, Any] = block.get_form_state(offer.body[0].value)
        return found

    def test_it_begins_with_what_is_stored(self) -> None:
        state = self.state(FOLLOWED, VACANT_FROM)
        self.assertEqual((state["name"], state["until"]), (NAME, "2027-07-18"))
        self.assertEqual(state["next"]["start"], "2027-09-01")

    def test_who_follows_stands_first_once_they_have_begun(self) -> None:
        state = self.state(FOLLOWED, BEGINS)
        self.assertEqual({key: state[key] for key in OMAR}, OMAR)
        self.assertEqual((state["until"], state["next"]["name"]), (None, None))
        self.assertNotIn(NAME, str(state))

    def test_who_covered_is_gone_afterwards(self) -> None:
        state = self.state(COVERED, date(2027, 7, 1))
        self.assertEqual((state["name"], state["next"]["name"]), (NAME, None))


class ComparisonTests(WagtailTestUtils, TestCase):
    def test_days_and_who_follows_are_compared(self) -> None:
        self.login()
        offer = complete_offer()
        pair = []
        for contact in (SENCO, FOLLOWED):
            offer.body = complete_body(senco_contact=contact)
            pair.append(offer.save_revision().pk)
        url = reverse("wagtailadmin_pages:revisions_compare", args=[offer.pk, *pair])
        page = BeautifulSoup(self.client.get(url).content, "html.parser")
        added = [each.text for each in page.select(".addition")]
        for words in ("2027-07-18", "2027-09-01", OMAR["name"]):
            self.assertIn(words, " ".join(added))
        self.assertNotIn("None", page.main.text)


class RedactionTests(TestCase):
    def test_who_follows_is_taken_out_with_how_to_reach_them(self) -> None:
        redaction = Redaction(Person([OMAR["name"]], [OMAR["email"]]), "the SENCO")
        body = redaction.take_out(complete_body(senco_contact=FOLLOWED), "body")
        value = body[0]["value"]
        left = {key: value["next"][key] for key in ("name", "email", "telephone")}
        self.assertEqual(set(left.values()), {""})
        self.assertEqual(value["name"], NAME)
