"""What search engines and directories read of an offer."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import TestCase

from tests.builders import SENCO, complete_body, complete_offer
from tests.support import HOSTNAME, PublicSiteTestCase, publish
from tests.vocabulary import list_faults
from wagtail_localoffer.choices import IdentifierScheme, SettingType
from wagtail_localoffer.models import LocalOfferPage
from wagtail_localoffer.public.schema_org import TYPES, describe_page

FACTS = {
    "step_free_entrance": {"answer": "yes", "note": "At the front"},
    "hoist": {"answer": "no", "note": ""},
    "lift": {"answer": "partly", "note": "Not to the hall"},
    "parking": {"answer": "", "note": "Two bays"},
}
WITH_FACTS = {"text": "<p>Come in.</p>", "more": [], "facts": FACTS}

#: All that an offer may be without.
BARE = {
    "identifier": "",
    "identifier_scheme": "",
    "minimum_age": None,
    "maximum_age": None,
    "telephone": "",
    "specialism": "",
    "run_by": "",
}
BARE_CONTACT = {"name": "Priya Nuttall", "email": "senco@hawthornbank.example"}


class StructuredDataTestCase(PublicSiteTestCase):
    def read(self, offer: Any) -> dict[str, Any]:
        """The data on the public page of ``offer``, which it publishes."""
        page = self.client.get(publish(offer).url)
        soup = BeautifulSoup(page.content, "html.parser")
        (script,) = soup.select('script[type="application/ld+json"]')
        return json.loads(script.string)

    def read_nodes(self, offer: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        page, setting = self.read(offer)["@graph"]
        return page, setting


@pytest.mark.nightly
class VocabularyTests(StructuredDataTestCase):
    def test_a_complete_offer_of_every_type_of_setting_is_without_faults(self) -> None:
        for setting_type in SettingType.values:
            with self.subTest(setting_type=setting_type):
                offer = complete_offer(
                    setting_type=setting_type,
                    body=complete_body(accessibility=WITH_FACTS),
                )
                self.assertEqual(list_faults(self.read(offer)), [])

    def test_an_offer_with_nothing_optional_is_without_faults(self) -> None:
        for setting_type in SettingType.values:
            with self.subTest(setting_type=setting_type):
                offer = complete_offer(
                    setting_type=setting_type,
                    body=complete_body(senco_contact=BARE_CONTACT),
                    **BARE,
                )
                self.assertEqual(list_faults(self.read(offer)), [])

    def test_every_kind_of_number_is_without_faults(self) -> None:
        for scheme in ("", *IdentifierScheme.values):
            with self.subTest(scheme=scheme):
                offer = LocalOfferPage(
                    title="Offer",
                    slug="offer",
                    setting_name="Hawthorn Bank",
                    address="Mill Lane",
                    identifier="123456",
                    identifier_scheme=scheme,
                    url_path=f"{self.root_path}offer/",
                    body=complete_body(),
                )
                self.assertEqual(list_faults(describe_page(offer)), [])

    @property
    def root_path(self) -> str:
        return complete_offer().get_parent().url_path

    def test_every_type_of_setting_has_a_type_of_its_own(self) -> None:
        self.assertEqual(set(TYPES), set(SettingType))

    def test_an_unknown_type_is_still_a_place_of_education(self) -> None:
        offer = complete_offer(setting_type="primary")
        offer.setting_type = "forest_school"
        data = describe_page(offer)
        self.assertEqual(data["@graph"][1]["@type"], "EducationalOrganization")
        self.assertEqual(list_faults(data), [])


class ContentTests(StructuredDataTestCase):
    def test_the_page_is_about_the_setting(self) -> None:
        page, setting = self.read_nodes(complete_offer(slug="local-offer"))
        self.assertEqual(page["url"], f"http://{HOSTNAME}/local-offer/")
        self.assertEqual(page["about"], {"@id": setting["@id"]})
        self.assertEqual(setting["mainEntityOfPage"], {"@id": page["@id"]})

    def test_it_names_the_setting_and_how_to_reach_it(self) -> None:
        _page, setting = self.read_nodes(complete_offer())
        self.assertEqual(setting["name"], "Hawthorn Bank Primary School")
        self.assertEqual(setting["@type"], "ElementarySchool")
        self.assertEqual(setting["address"], "Mill Lane, Alderbeck, Lancashire")
        self.assertEqual(setting["telephone"], "01632 960010")
        self.assertEqual(
            setting["identifier"],
            {"@type": "PropertyValue", "propertyID": "URN", "value": "123456"},
        )

    def test_an_address_as_a_browser_sends_it_reads_the_same(self) -> None:
        # Browsers end lines in forms with two characters.
        offer = complete_offer(address="Mill Lane\r\nAlderbeck\r\n")
        _page, setting = self.read_nodes(offer)
        self.assertEqual(setting["address"], "Mill Lane, Alderbeck")

    def test_it_names_the_contact(self) -> None:
        _page, setting = self.read_nodes(complete_offer())
        self.assertEqual(
            setting["contactPoint"],
            {
                "@type": "ContactPoint",
                "name": SENCO["name"],
                "contactType": "SENCO",
                "email": SENCO["email"],
                "telephone": SENCO["telephone"],
            },
        )

    def test_a_contact_without_a_job_title_is_called_what_the_setting_calls_them(
        self,
    ) -> None:
        body = complete_body(senco_contact=BARE_CONTACT)
        offer = complete_offer(setting_type="college", body=body)
        _page, setting = self.read_nodes(offer)
        self.assertEqual(setting["contactPoint"]["contactType"], "named person")

    def test_facts_are_true_or_false_and_partly_is_neither(self) -> None:
        offer = complete_offer(body=complete_body(accessibility=WITH_FACTS))
        _page, setting = self.read_nodes(offer)
        values = [each["value"] for each in setting["amenityFeature"]]
        self.assertEqual(values, [True, False])

    def test_what_is_not_known_is_left_out(self) -> None:
        body = complete_body(senco_contact=BARE_CONTACT)
        page, setting = self.read_nodes(complete_offer(body=body, **BARE))
        self.assertNotIn("lastReviewed", page)
        for name in ("telephone", "identifier", "amenityFeature"):
            with self.subTest(name=name):
                self.assertNotIn(name, setting)
        self.assertNotIn("telephone", setting["contactPoint"])

    def test_what_cannot_be_dialled_or_written_to_is_left_out(self) -> None:
        contact = {**SENCO, "email": "by post", "telephone": "ask at the office"}
        offer = complete_offer(telephone="ask")
        offer.body = complete_body(senco_contact=contact)
        setting = describe_page(offer)["@graph"][1]
        self.assertNotIn("telephone", setting)
        self.assertNotIn("email", setting["contactPoint"])
        self.assertNotIn("telephone", setting["contactPoint"])

    def test_days_are_those_that_the_page_shows(self) -> None:
        offer = publish(complete_offer())
        # In summer, it is the next day already where the page is read.
        offer.last_published_at = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
        offer.reviewed_at = offer.last_published_at
        page = describe_page(offer)["@graph"][0]
        self.assertEqual(page["dateModified"], "2026-07-01")
        self.assertEqual(page["lastReviewed"], "2026-07-01")

    def test_an_offer_without_a_contact_is_no_crash(self) -> None:
        offer = complete_offer()
        offer.body = []
        setting = describe_page(offer)["@graph"][1]
        self.assertNotIn("contactPoint", setting)

    def test_only_the_main_page_has_it(self) -> None:
        offer = publish(complete_offer(layout="pages"))
        for path in ("health/", "sen-information-report/", "print/", "large-print/"):
            with self.subTest(path=path):
                page = self.client.get(offer.url + path)
                self.assertNotContains(page, "application/ld+json")


class EscapingTests(StructuredDataTestCase):
    NASTY = '</script><script>alert("1")</script><!-- & \u2028'

    def test_names_cannot_break_out_of_it(self) -> None:
        contact = {**SENCO, "name": self.NASTY, "job_title": self.NASTY}
        offer = complete_offer(
            title=self.NASTY,
            setting_name=self.NASTY,
            address=self.NASTY,
            body=complete_body(senco_contact=contact),
        )
        publish(offer)
        # No rule lets it go live today.
        type(offer).objects.filter(pk=offer.pk).update(identifier="</script>")
        html = self.client.get(offer.url).content.decode()
        soup = BeautifulSoup(html, "html.parser")
        (script,) = soup.find_all("script")
        self.assertEqual(script["type"], "application/ld+json")
        self.assertNotIn("<", script.string)
        data = json.loads(script.string)
        self.assertIn("</script>", data["@graph"][1]["name"])
        self.assertEqual(list_faults(data), [])

    def test_a_name_that_says_json_changes_nothing(self) -> None:
        page, setting = self.read_nodes(
            complete_offer(setting_name="The application/json school")
        )
        self.assertEqual(setting["name"], "The application/json school")


class DraftTests(TestCase):
    def test_a_preview_of_a_page_that_was_never_saved_is_no_crash(self) -> None:
        offer = LocalOfferPage(title="Offer", setting_name="", address="")
        offer.body = []
        self.assertIn("application/ld+json", offer.structured_data)
