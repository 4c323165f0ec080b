"""What stands on the pages of an offer, however much or little it says."""

from __future__ import annotations

import re
from typing import Any

import pytest
from bs4 import Tag
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.documents import get_document_model

from tests.builders import SENCO, complete_body
from tests.public.face_case import (
    HEALTH,
    LONG_NAME,
    PATHS,
    REPORT,
    SECTION,
    CompleteFacesTestCase,
    FacesTestCase,
    find_meta,
)
from wagtail_localoffer.choices import Layout
from wagtail_localoffer.models import LocalOfferPage


class ContactTests(CompleteFacesTestCase):
    def test_the_card_is_on_every_face_in_the_same_place(self) -> None:
        for offer, path, page in self.faces:
            with self.subTest(path=path, layout=offer.layout):
                article = page.find("article")
                (card,) = article.find_all(id="senco-contact")
                before = [
                    each.name
                    for each in article.children
                    if isinstance(each, Tag) and each in list(card.previous_siblings)
                ]
                if path == SECTION:
                    self.assertEqual(before[-2:], ["div", "nav"])
                else:
                    # The first is the running name on paper.
                    self.assertEqual(before, ["p", "header"])
                    self.assertIs(article.find("section"), card)
                self.assertIn(SENCO["name"], card.text)
                self.assertEqual(
                    [link["href"] for link in card.find_all("a")],
                    ["tel:01632960014", f"mailto:{SENCO['email']}"],
                )

    def test_the_councils_link_ends_every_face(self) -> None:
        for offer, path, page in self.faces:
            with self.subTest(path=path, layout=offer.layout):
                link = page.select("article > section")[-1].a
                self.assertEqual(link["href"], "https://www.lancashire.gov.uk/SEND")

    def test_without_a_telephone_number_there_is_no_place_for_one(self) -> None:
        contact = {**SENCO, "telephone": "", "availability": ""}
        body = complete_body(senco_contact=contact)
        for offer, path, page in self.read_all(body=body, telephone=""):
            with self.subTest(path=path, layout=offer.layout):
                self.assertNotIn("Telephone", page.text)
                self.assertEqual(page.select('a[href^="tel:"]'), [])


class OptionalContentTests(FacesTestCase):
    #: What has no content of its own but is no gap either.
    VOID = ("img", "link", "meta", "br", "hr", "script", "wbr")

    #: Places to which links lead are no gaps either.
    PLACE = "ask-"

    def test_nothing_stands_for_what_is_missing(self) -> None:
        contact = {"name": "Priya Nuttall", "email": SENCO["email"]}
        for offer, path, page in self.read_all(
            body=complete_body(senco_contact=contact),
            **{
                "minimum_age": None,
                "maximum_age": None,
                "identifier": "",
                "identifier_scheme": "",
                "telephone": "",
                "run_by": "",
            },
        ):
            with self.subTest(path=path, layout=offer.layout):
                gaps = [
                    tag
                    for tag in page.body.find_all(True)
                    if tag.name not in self.VOID
                    and not tag.get_text(strip=True)
                    and not tag.get("id", "").startswith(self.PLACE)
                ]
                self.assertEqual(gaps, [])
                self.assertNotIn("None", page.text)
                for heading in ("Ages", "Telephone", "URN", "Last reviewed:"):
                    self.assertNotIn(heading, page.text)
                self.assertIsNone(page.find(id="languages"))
                self.assertEqual(
                    page.select("link[hreflang], .localoffer-document"), []
                )
                self.assertIsNone(find_meta(page, "hreflang"))

    def test_an_offer_from_before_the_contact_was_asked_for_is_still_read(self) -> None:
        for layout, paths in PATHS.items():
            offer = self.make(layout)
            body = complete_body(senco_contact=None, council_link=None)
            LocalOfferPage.objects.filter(pk=offer.pk).update(body=body)
            cache.clear()
            for path in paths:
                with self.subTest(layout=layout, path=path):
                    page = self.read(offer, path)
                    self.assertIsNone(page.find(id="senco-contact"))
                    self.assertIsNone(page.find(id="council-local-offer"))

    def test_links_to_the_contact_are_only_there_with_it(self) -> None:
        for layout, paths in PATHS.items():
            offer = self.make(layout)
            body = complete_body(
                senco_contact=None,
                council_link=None,
                communication=None,
                working_together=None,
                family_support=None,
            )
            LocalOfferPage.objects.filter(pk=offer.pk).update(body=body)
            cache.clear()
            for path in paths:
                with self.subTest(layout=layout, path=path):
                    page = self.read(offer, path)
                    for link in page.select('a[href^="#"]'):
                        self.assertIsNotNone(page.find(id=link["href"][1:]), link)

    def test_what_only_officers_ask_is_in_the_report_alone(self) -> None:
        offer = self.make(identifier_scheme="urn", identifier="123456")
        for path, is_there in (("", False), (REPORT, True), ("print/", False)):
            with self.subTest(path=path):
                facts = self.read(offer, path).select_one("#about-the-setting").text
                for words in (r"Specialises in a type of need\s*No", "123456"):
                    is_found = re.search(words, facts) is not None
                    self.assertEqual(is_found, is_there, words)

    def test_a_type_of_need_in_which_it_specialises_is_for_families(self) -> None:
        facts = self.read(self.make(specialism="autism")).select_one(
            "#about-the-setting"
        )
        self.assertRegex(facts.text, r"Specialises in a type of need\s*Yes: autism")


class WordsTests(FacesTestCase):
    def test_a_college_has_students_and_a_named_person(self) -> None:
        contact = {**SENCO, "job_title": ""}
        body = complete_body(senco_contact=contact)
        for offer, path, page in self.read_all(setting_type="college", body=body):
            with self.subTest(path=path, layout=offer.layout):
                card = page.find(id="senco-contact")
                self.assertIn(f"{SENCO['name']}, named person", card.text)
                if path not in (REPORT, SECTION):
                    lead = page.select_one(".localoffer-lead").text
                    self.assertIn("does for students with special", lead)
                if path != SECTION:
                    heading = page.find(id="about-the-setting").h2.text
                    self.assertEqual(heading, "About the college")

    def test_a_nursery_has_children_and_is_a_setting(self) -> None:
        page = self.read(self.make(setting_type="early_years"))
        self.assertIn(
            "does for children with", page.select_one(".localoffer-lead").text
        )
        self.assertEqual(page.find(id="about-the-setting").h2.text, "About the setting")

    def test_the_description_is_in_the_settings_words_too(self) -> None:
        page = self.read(self.make(setting_type="college"))
        self.assertIn("does for students with", find_meta(page, "description"))


@pytest.mark.nightly
class LargeOfferTests(FacesTestCase):
    def test_names_of_100_characters_are_shown_in_full(self) -> None:
        contact = {**SENCO, "name": LONG_NAME, "job_title": LONG_NAME}
        changes = {"title": LONG_NAME, "setting_name": LONG_NAME}
        body = complete_body(senco_contact=contact)
        for offer, path, page in self.read_all(**changes, body=body):
            with self.subTest(path=path, layout=offer.layout):
                others = {REPORT: "SEN information report", SECTION: HEALTH}
                self.assertEqual(page.h1.text, others.get(path, LONG_NAME))
                self.assertIn(LONG_NAME, page.select_one(".localoffer-heading").text)
                self.assertIn(LONG_NAME, page.find(id="senco-contact").text)
                self.assertIn(offer.setting_name, page.title.text)

    def make_with_documents(self, number: int, layout: str) -> Any:
        documents = [
            get_document_model().objects.create(
                title=f"Policy {each}",
                file=ContentFile(b"x" * 2048, name=f"policy-{each}.pdf"),
                file_size=2048,
            )
            for each in range(number)
        ]
        more = [{"type": "document", "value": each.pk} for each in documents]
        text = "<p>If a pupil is sad, our mentor listens.</p>"
        body = complete_body(health={"text": text, "more": more})
        return self.make(layout, body=body)

    def test_60_documents_are_all_linked(self) -> None:
        for layout, path in (
            (Layout.ONE_PAGE, ""),
            (Layout.PAGES, SECTION),
            (Layout.PAGES, "print/"),
        ):
            with self.subTest(layout=layout, path=path):
                page = self.read(self.make_with_documents(60, layout), path)
                links = page.select(".localoffer-document a")
                self.assertEqual(len(links), 60)
                self.assertEqual(
                    " ".join(links[-1].text.split()), "Policy 59 (PDF, 2.0 KB)"
                )

    def test_documents_take_no_more_queries_when_there_are_many(self) -> None:
        few = self.make_with_documents(2, Layout.PAGES)
        many = self.make_with_documents(60, Layout.PAGES)
        for path in (SECTION, "print/"):
            with self.subTest(path=path):
                counts = []
                for offer in (few, many):
                    self.client.get(offer.url)
                    with CaptureQueriesContext(connection) as captured:
                        self.client.get(offer.url + path)
                    counts.append(len(captured))
                self.assertEqual(counts[0], counts[1])
