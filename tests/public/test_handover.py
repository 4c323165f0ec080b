"""Wherever families and machines read who is the SENCO, it is who it is that day."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any
from unittest import mock

from bs4 import BeautifulSoup
from django.core.management import call_command

from tests.builders import SENCO, complete_body, complete_offer
from tests.content.test_handover import (
    BEGINS,
    COVERED,
    COVERS,
    DAY,
    FOLLOWED,
    LEAVES,
    LEFT,
    NAME,
    OMAR,
)
from tests.notices.test_handover import NOW, VACANT_FROM, on
from tests.support import PublicSiteTestCase
from wagtail_localoffer.clock import get_day
from wagtail_localoffer.models import LocalOfferPage, WithdrawnPage
from wagtail_localoffer.public.schema_org import find_changed

#: By whatever somebody is known.
KNOWN_BY = ("name", "email", "telephone")

#: What follows the address of an offer, with whom to ask on it.
FACES = ("", "who-helps/", "sen-information-report/", "print/")


class DayTestCase(PublicSiteTestCase):
    def make(self, contact: dict[str, Any], **changes: Any) -> Any:
        with on(NOW):
            body = complete_body(senco_contact=contact)
            return self.publish(complete_offer(body=body, **changes))

    def get(self, url: str, day: date) -> str:
        with on(day):
            response = self.client.get(url)
            self.assertEqual(response.status_code, 200)
            return b"".join(response).decode()

    def read(self, offer: Any, day: date) -> BeautifulSoup:
        return BeautifulSoup(self.get(offer.url, day), "html.parser")

    def assert_named(
        self, text: str, who: dict[str, Any], other: dict[str, Any]
    ) -> None:
        """That one person can be reached by what is said, and another one can't."""
        self.assertIn(who["name"], text)
        self.assertIn(who["email"], text)
        for key in KNOWN_BY:
            self.assertNotIn(other[key], text)

    def assert_nobody(self, text: str) -> None:
        for person in (SENCO, OMAR):
            for key in KNOWN_BY:
                self.assertNotIn(person[key], text)


class FaceTests(DayTestCase):
    def test_each_face_names_who_it_is_that_day_alone(self) -> None:
        offer = self.make(FOLLOWED)
        for path in FACES:
            for day, who, other in ((LEAVES, SENCO, OMAR), (BEGINS, OMAR, SENCO)):
                with self.subTest(path=path, day=day):
                    text = self.get(offer.url + path, day)
                    self.assert_named(text, who, other)

    def test_between_them_each_says_that_the_post_is_vacant(self) -> None:
        offer = self.make(FOLLOWED)
        for path in FACES:
            for day in (VACANT_FROM, BEGINS - DAY):
                with self.subTest(path=path, day=day):
                    text = self.get(offer.url + path, day)
                    self.assert_nobody(text)
                    card = BeautifulSoup(text, "html.parser").find(id="senco-contact")
                    # An abbreviation is explained beside it.
                    self.assertIn("is vacant.", card.text)

    def test_what_is_kept_of_a_page_is_of_its_day(self) -> None:
        offer = self.make(FOLLOWED)
        for day, who in ((LEAVES, SENCO), (BEGINS, OMAR), (LEAVES, SENCO)):
            for _again in range(2):
                self.assertIn(who["name"], self.get(offer.url, day))

    def test_a_vacancy_says_whom_to_ask_meanwhile(self) -> None:
        page = self.read(self.make(LEFT), VACANT_FROM)
        card = page.find(id="senco-contact")
        self.assertIn("Until somebody has it, you can ask us here:", card.text)
        link = card.select_one("a.localoffer-button")
        self.assertEqual(link["href"], "tel:01632960010")

    def test_a_vacancy_without_a_telephone_says_so_all_the_same(self) -> None:
        page = self.read(self.make(LEFT, telephone=""), VACANT_FROM)
        card = page.find(id="senco-contact")
        self.assertIn("Until somebody has it, please ask us.", card.text)
        self.assertIsNone(card.a)

    def test_the_button_to_call_calls_the_setting_meanwhile(self) -> None:
        offer = self.make(FOLLOWED)
        for day, number, name in (
            (LEAVES, "01632960014", NAME),
            (VACANT_FROM, "01632960010", offer.setting_name),
            (BEGINS, "01632960088", OMAR["name"]),
        ):
            link = self.read(offer, day).select_one(".localoffer-reach a[href^=tel]")
            self.assertEqual(link["href"], f"tel:{number}")
            self.assertEqual(link["aria-label"], f"Call {name}")

    def test_a_cover_says_until_when(self) -> None:
        offer = self.make(COVERED)
        for day, is_said in ((COVERS - DAY, False), (COVERS, True)):
            text = self.get(offer.url, day)
            self.assertEqual("Covers until 30 June 2027." in text, is_said)

    def test_search_engines_are_told_of_who_it_is_that_day(self) -> None:
        offer = self.make(FOLLOWED)
        for day, name, number in (
            (LEAVES, NAME, "01632 960014"),
            (VACANT_FROM, None, "01632 960010"),
            (BEGINS, OMAR["name"], "01632 960088"),
        ):
            script = self.read(offer, day).find("script", type="application/ld+json")
            found = [
                each["contactPoint"]
                for each in _walk(json.loads(script.string))
                if "contactPoint" in each
            ]
            said = {(each.get("name"), each["telephone"]) for each in found}
            self.assertEqual(said, {(name, number)})

    def test_a_page_in_place_of_an_offer_names_who_it_is_that_day(self) -> None:
        offer = self.make(FOLLOWED)
        with on(NOW):
            WithdrawnPage.objects.leave(offer)
            self.unpublish(offer)
        for day, who, other in ((LEAVES, SENCO, OMAR), (BEGINS, OMAR, SENCO)):
            with on(day):
                text = self.client.get(offer.url).content.decode()
            self.assert_named(text, who, other)

    def test_where_who_followed_is_erased_it_names_nobody_who_is_gone(self) -> None:
        offer = self.make({**FOLLOWED, "until": ""})
        with on(BEGINS):
            WithdrawnPage.objects.leave(offer)
            self.unpublish(offer)
            with mock.patch("sys.stdout"):
                call_command("erase_person", name=[OMAR["name"]], yes=True)
            self.assert_nobody(self.client.get(offer.url).content.decode())


class ProjectTests(DayTestCase):
    """What a project's own code and templates ask of a page."""

    def test_the_page_has_the_contact_of_the_day(self) -> None:
        offer = self.make(FOLLOWED)
        for day, name in ((LEAVES, NAME), (VACANT_FROM, ""), (BEGINS, OMAR["name"])):
            with on(day):
                self.assertEqual(offer.senco_contact.value["name"], name)
                self.assertEqual(offer.contact_name, name)

    def test_to_render_the_body_names_who_it_is_that_day(self) -> None:
        offer = self.make(FOLLOWED)
        block = offer.body.first_block_by_name("senco_contact")
        for day, who, other in ((LEAVES, SENCO, OMAR), (BEGINS, OMAR, SENCO)):
            with on(day):
                self.assert_named(str(block.render({"page": offer})), who, other)

    def test_the_body_keeps_what_is_stored(self) -> None:
        offer = self.make(FOLLOWED)
        with on(BEGINS):
            offer.save()
        (stored,) = [
            each["value"]
            for each in LocalOfferPage.objects.get(pk=offer.pk).body.get_prep_value()
            if each["type"] == "senco_contact"
        ]
        self.assertEqual(stored["name"], NAME)
        self.assertEqual(stored["next"]["name"], OMAR["name"])


class MachineTests(DayTestCase):
    def test_the_api_has_who_it_is_that_day_alone(self) -> None:
        offer = self.make(FOLLOWED)
        for day, who, other in ((LEAVES, SENCO, OMAR), (BEGINS, OMAR, SENCO)):
            text = self.get(f"/api/v2/pages/{offer.pk}/", day)
            self.assert_named(text, who, other)
        self.assert_nobody(self.get(f"/api/v2/pages/{offer.pk}/", VACANT_FROM))

    def test_the_contact_in_the_api_has_the_parts_that_it_had(self) -> None:
        for contact in (SENCO, FOLLOWED):
            offer = self.make(contact)
            data = json.loads(self.get(f"/api/v2/pages/{offer.pk}/", NOW))
            self.assertEqual(data["body"][0]["value"], SENCO)

    def test_open_data_have_who_it_is_that_day_alone(self) -> None:
        offer = self.make(FOLLOWED)
        for url in (
            f"/open-data/offers/{offer.translation_key}",
            f"/open-data/services/{offer.translation_key}",
            "/open-data/offers.csv",
        ):
            with self.subTest(url):
                for day, who, other in ((LEAVES, SENCO, OMAR), (BEGINS, OMAR, SENCO)):
                    self.assert_named(self.get(url, day), who, other)
                self.assert_nobody(self.get(url, VACANT_FROM))

    def test_who_keeps_a_copy_is_told_that_it_has_changed_on_the_day(self) -> None:
        offer = self.make(FOLLOWED)
        for day, changed in (
            (LEAVES, NOW),
            (VACANT_FROM, VACANT_FROM),
            (BEGINS - DAY, VACANT_FROM),
            (BEGINS + DAY, BEGINS),
        ):
            for path, key in (("offers", "changed"), ("services", "last_modified")):
                url = f"/open-data/{path}/{offer.translation_key}"
                moment = datetime.fromisoformat(json.loads(self.get(url, day))[key])
                self.assertEqual(get_day(moment), changed, (path, day))
            script = self.read(offer, day).find("script", type="application/ld+json")
            self.assertIn(f'"dateModified": "{changed}"', script.string)

    def test_to_publish_it_later_is_the_newer_change(self) -> None:
        offer = self.make(FOLLOWED)
        with on(BEGINS + DAY):
            self.publish(offer)
            self.assertEqual(find_changed(offer), offer.last_published_at)


def _walk(value: Any) -> Any:
    if isinstance(value, dict):
        yield value
    for each in value.values() if isinstance(value, dict) else value:
        if isinstance(each, dict | list):
            yield from _walk(each)
