from __future__ import annotations

from typing import Any

from django.test import TestCase
from django.utils.translation import override

from tests.builders import (
    TEAM_ITEM,
    complete_body,
    complete_health_service,
    complete_offer,
)
from tests.content.test_handover import FOLLOWED
from wagtail_localoffer.frameworks.health import HEALTH
from wagtail_localoffer.importing.details.accepted import write_proposals
from wagtail_localoffer.importing.details.proposals import Proposal, list_proposals
from wagtail_localoffer.models import LocalOfferPage

FOUND = {
    "setting_name": "Alder Primary School",
    "setting_type": "primary",
    "identifier": "888/2345",
    "identifier_scheme": "laestab",
    "minimum_age": "6",
    "minimum_age_unit": "months",
    "maximum_age": "11",
    "address": "Mill Lane, Alderbeck, ZZ1 1ZZ",
    "telephone": "01632 960100",
    "senco_name": "Mrs Ida Holt",
    "senco_telephone": "01632 960201",
    "senco_email": "senco@alder.example",
}


def propose(offer: Any, **found: str) -> dict[str, Proposal]:
    return {each.name: each for each in list_proposals(offer, found)}


class ListTests(TestCase):
    def test_what_a_new_offer_lacks_is_new(self) -> None:
        proposals = list_proposals(LocalOfferPage(title="New"), FOUND)
        self.assertFalse(any(each.now for each in proposals))
        self.assertEqual(
            {each.name: each.value for each in proposals},
            {
                "setting_name": "Alder Primary School",
                "setting_type": "Primary school",
                "identifier": "888/2345, DfE number (LAESTAB)",
                "minimum_age": "6 months",
                "maximum_age": "11",
                "address": "Mill Lane, Alderbeck, ZZ1 1ZZ",
                "telephone": "01632 960100",
                "senco_name": "Mrs Ida Holt",
                "senco_telephone": "01632 960201",
                "senco_email": "senco@alder.example",
            },
        )

    def test_it_is_called_what_the_editor_calls_it(self) -> None:
        found = propose(LocalOfferPage(), telephone="01632 960100", senco_name="Al Low")
        self.assertEqual(str(found["telephone"].label), "telephone number")
        self.assertEqual(str(found["senco_name"].label), "SENCO contact: Name")

    def test_what_is_the_same_already_is_left_out(self) -> None:
        found = propose(
            complete_offer(),
            setting_name="HAWTHORN BANK  Primary school",
            address="Mill Lane, Alderbeck, Lancashire",
            telephone="(01632) 960 010",
            identifier="123456",
            identifier_scheme="urn",
            senco_name="Priya Nuttall",
            senco_email="SENCO@hawthornbank.example",
        )
        self.assertEqual(found, {})

    def test_another_senco_is_pointed_out(self) -> None:
        offer = complete_offer()
        other = propose(offer, senco_name="Mrs Ida Holt")["senco_name"]
        self.assertEqual((other.now, other.value), ("Priya Nuttall", "Mrs Ida Holt"))
        self.assertIn("names another person", str(other.note))

    def test_another_form_of_the_same_name_is_not(self) -> None:
        found = propose(complete_offer(), senco_name="Mrs P Nuttall")
        self.assertEqual(found["senco_name"].note, "")

    def test_a_mobile_number_is_pointed_out(self) -> None:
        offer = complete_offer()
        for name in ("telephone", "senco_telephone"):
            for number in ("07700 900456", "+44 7700 900456"):
                with self.subTest(name, number=number):
                    note = propose(offer, **{name: number})[name].note
                    self.assertIn("mobile", str(note))

    def test_a_review_long_past_is_pointed_out_and_never_written(self) -> None:
        found = propose(
            complete_offer(), reviewed_on="2019-09-01", next_review_on="2020-09-01"
        )
        self.assertIn("long ago", str(found["reviewed_on"].note))
        self.assertIn("overdue", str(found["next_review_on"].note))
        self.assertIn("2019", found["reviewed_on"].value)
        self.assertFalse(found["reviewed_on"].can_be_written)

    def test_a_website_that_is_not_its_own_is_shown(self) -> None:
        offer = complete_offer()
        found = propose(offer, website="www.alder.example/send")["website"]
        self.assertFalse(found.can_be_written)
        self.assertIn("isn’t the site of this offer", str(found.note))
        self.assertEqual(propose(offer, website=f"{offer.full_url}"), {})

    def test_a_new_offer_has_no_site_to_differ_from(self) -> None:
        found = propose(LocalOfferPage(title="New"), website="www.alder.example")
        self.assertIn("no field", str(found["website"].note))
        self.assertNotIn("isn’t the site", str(found["website"].note))

    def test_the_address_of_a_home_is_shown_and_not_written(self) -> None:
        offer = complete_offer(setting_type="childminder")
        found = propose(offer, address="1 Mill Lane")["address"]
        self.assertFalse(found.can_be_written)
        self.assertIn("area only", str(found.note))

    def test_a_contradiction_in_the_document_is_named(self) -> None:
        (found,) = list_proposals(
            complete_offer(),
            {"telephone": "01632 960100"},
            {"telephone": ["01632 960100", "01632 960 100", "07700 900456"]},
        )
        self.assertIn("something else too: 07700 900456", str(found.note))

    def test_a_health_service_has_the_fields_that_it_has(self) -> None:
        found = propose(complete_health_service(), **FOUND)
        self.assertNotIn("setting_type", found)
        self.assertNotIn("identifier", found)
        self.assertEqual(found["senco_name"].now, "Bookings team")

    def test_labels_and_notes_are_in_the_language_of_the_reader(self) -> None:
        found = propose(complete_offer(), telephone="07700 900456")["telephone"]
        with override("en"):
            self.assertIn("telephone", str(found.label))


class WriteTests(TestCase):
    def test_only_what_was_chosen_is_written(self) -> None:
        offer = LocalOfferPage(title="New")
        self.assertEqual(write_proposals(offer, FOUND, ["setting_name"]), {})
        self.assertEqual(offer.setting_name, "Alder Primary School")
        self.assertEqual((offer.telephone, offer.contact_name), ("", ""))

    def test_all_can_be_written_without_a_query(self) -> None:
        offer = LocalOfferPage(title="New")
        with self.assertNumQueries(0):
            refused = write_proposals(offer, FOUND, list(FOUND))
        self.assertEqual(refused, {})
        self.assertEqual(
            {
                name: str(getattr(offer, name))
                for name in FOUND
                if not name.startswith("senco")
            },
            {name: FOUND[name] for name in FOUND if not name.startswith("senco")},
        )
        contact = offer.contact_block.value
        self.assertEqual(
            (contact["name"], contact["telephone"], contact["email"]),
            ("Mrs Ida Holt", "01632 960201", "senco@alder.example"),
        )

    def test_what_was_written_is_proposed_no_more(self) -> None:
        offer = LocalOfferPage(title="New")
        write_proposals(offer, FOUND, list(FOUND))
        self.assertEqual(list_proposals(offer, FOUND), [])

    def test_the_rest_of_a_contact_stays(self) -> None:
        offer = complete_offer()
        write_proposals(offer, {"senco_name": "Mrs Ida Holt"}, {"senco_name"})
        contact = offer.body.get_prep_value()[0]["value"]
        self.assertEqual(contact["name"], "Mrs Ida Holt")
        self.assertEqual(contact["availability"], "Monday to Thursday, 8:30am to 4pm")

    def test_what_is_written_is_kept_where_somebody_follows(self) -> None:
        contact = {**FOLLOWED, "until": "2026-01-01", "next": {}}
        offer = complete_offer(body=complete_body(senco_contact=contact))
        write_proposals(offer, {"senco_name": "Mrs Ida Holt"}, {"senco_name"})
        self.assertEqual(
            offer.body.get_prep_value()[0]["value"]["name"], "Mrs Ida Holt"
        )

    def test_a_body_without_its_contact_gets_one(self) -> None:
        offer = complete_offer(body=complete_body(senco_contact=None))
        write_proposals(offer, FOUND, ["senco_name"])
        self.assertEqual(offer.contact_name, "Mrs Ida Holt")

    def test_the_first_of_several_contacts_is_written(self) -> None:
        for contacts in ([], [TEAM_ITEM], None):
            with self.subTest(contacts=contacts):
                body = complete_body(HEALTH, contacts=contacts)
                offer = complete_health_service(body=body)
                write_proposals(offer, FOUND, ["senco_telephone"])
                (contact,) = offer.contact_block.value
                self.assertEqual(contact["telephone"], "01632 960201")

    def test_a_number_without_a_scheme_takes_the_old_one_away(self) -> None:
        offer = complete_offer()
        write_proposals(offer, {"identifier": "512345"}, ["identifier"])
        self.assertEqual((offer.identifier, offer.identifier_scheme), ("512345", ""))

    def test_what_cannot_stand_there_is_refused_in_plain_words(self) -> None:
        for name, value, words in (
            ("setting_name", "A" * 256, "255 characters"),
            ("setting_type", "castle", "not a valid choice"),
            ("maximum_age", "old", "must be an integer"),
            ("telephone", "call us", "no telephone number"),
            ("senco_telephone", "call us", "no telephone number"),
            ("senco_email", "senco at alder", "no email address"),
            ("senco_name", "A" * 101, "100 characters"),
        ):
            with self.subTest(name):
                offer = LocalOfferPage(title="New")
                refused = write_proposals(offer, {name: value}, [name])
                self.assertIn(words, refused[name])
                self.assertFalse(list_proposals(offer, {})[:1])
                self.assertNotIn(
                    value, (str(getattr(offer, name, "")), offer.contact_name)
                )

    def test_a_number_of_another_register_is_refused(self) -> None:
        offer = complete_offer()
        found = {"identifier": "99", "identifier_scheme": "urn"}
        self.assertIn("6 digits", write_proposals(offer, found, found)["identifier"])
        self.assertEqual(offer.identifier, "123456")

    def test_the_address_of_a_home_is_refused(self) -> None:
        offer = complete_offer(setting_type="childminder")
        refused = write_proposals(offer, {"address": "1 Mill Lane"}, ["address"])
        self.assertIn("area only", refused["address"])
        self.assertEqual(offer.address, "")

    def test_nothing_is_saved(self) -> None:
        offer = complete_offer()
        write_proposals(offer, FOUND, list(FOUND))
        offer.refresh_from_db()
        self.assertEqual(offer.setting_name, "Hawthorn Bank Primary School")
