"""The addresses at which an offer is read, in both layouts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from unittest.mock import patch

import pytest
from bs4 import BeautifulSoup, Tag
from django.core.cache import cache, caches
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client, TestCase
from django.test.utils import CaptureQueriesContext
from wagtail.documents import get_document_model
from wagtail.models import Page, PageViewRestriction, Site

from tests import nu
from tests.builders import SENCO, complete_body, complete_offer, save_draft
from tests.school.models import HeadingPage, TrustOfferPage
from tests.support import HOSTNAME, PublicSiteTestCase, publish
from wagtail_localoffer.blocks import OfferBodyBlock
from wagtail_localoffer.choices import Layout
from wagtail_localoffer.content import read
from wagtail_localoffer.content.decisions import choose
from wagtail_localoffer.frameworks.lancashire import LANCASHIRE
from wagtail_localoffer.frameworks.reserved import FEEDBACK, SHEET, SHOWN
from wagtail_localoffer.models import LocalOfferPage

REPORT = "sen-information-report/"
WHOLE = ("print/", "large-print/")
SECTION = "health/"
HEALTH = "Health (including emotional health and well being)"

#: What follows the address of the offer, for each address that shows something.
PATHS = {
    Layout.ONE_PAGE: ("", REPORT, *WHOLE),
    Layout.PAGES: ("", REPORT, *WHOLE, SECTION),
}
FACES = [(layout, path) for layout, paths in PATHS.items() for path in paths]

#: The anchors of the sections of a complete offer.
ANCHORS = [section.anchor for section in LANCASHIRE.sections if section.required]

LONG_NAME = "Llanfairpwllgwyngyll" * 5


def own(heading: str) -> dict[str, Any]:
    value = {"heading": heading, "text": "<p>Come and dig with us.</p>", "more": []}
    return {"type": "own_section", "value": value}


class FacesTestCase(PublicSiteTestCase):
    def make(self, layout: str = Layout.ONE_PAGE, **changes: Any) -> Any:
        return self.publish(complete_offer(layout=layout, **changes))

    def read(self, offer: Any, path: str = "") -> BeautifulSoup:
        response = self.client.get(offer.url + path)
        self.assertEqual(response.status_code, 200, offer.url + path)
        return BeautifulSoup(response.content, "html.parser")

    def read_all(self, **changes: Any) -> Iterator[tuple[Any, str, BeautifulSoup]]:
        """Read every address of an offer in both layouts."""
        for layout, paths in PATHS.items():
            offer = self.make(layout, **changes)
            for path in paths:
                yield offer, path, self.read(offer, path)


class CompleteFacesTestCase(FacesTestCase):
    """A complete offer in both layouts, of which each address is read once."""

    faces: list[tuple[Any, str, BeautifulSoup]]

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        Site.clear_site_root_paths_cache()
        cls.offers = {
            layout: publish(complete_offer(layout=layout)) for layout in Layout
        }

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        # Not as test data, of which each test would get a copy: nobody changes them.
        cls.faces = [
            (cls.offers[layout], path, read_page(cls.offers[layout].url + path))
            for layout, path in FACES
        ]


def read_page(url: str) -> BeautifulSoup:
    response = Client().get(url)
    assert response.status_code == 200, url
    return BeautifulSoup(response.content, "html.parser")


def find_meta(page: BeautifulSoup, name: str) -> str | None:
    tag = page.find("meta", {"name": name}) or page.find("meta", property=name)
    return tag["content"] if tag else None


class AddressTests(CompleteFacesTestCase):
    def test_each_has_one_h1_and_no_skipped_heading(self) -> None:
        for offer, path, page in self.faces:
            with self.subTest(path=path, layout=offer.layout):
                headings = page.find_all(["h1", "h2", "h3", "h4", "h5", "h6"])
                levels = [int(tag.name[1]) for tag in headings]
                self.assertEqual(levels.count(1), 1)
                # Above the heading of a section stand the contents, as in a guide.
                self.assertEqual(levels.index(1), 1 if path == SECTION else 0)
                for before, after in zip(levels, levels[1:], strict=False):
                    self.assertLessEqual(after, before + 1)

    def test_each_has_a_title_that_says_what_it_is_and_whose(self) -> None:
        for offer, path, page in self.faces:
            with self.subTest(path=path, layout=offer.layout):
                beginning = {
                    REPORT: "SEN information report",
                    SECTION: f"{HEALTH} – {offer.title}",
                }.get(path, offer.title)
                self.assertEqual(page.title.text, f"{beginning} – {offer.setting_name}")

    def test_each_names_its_canonical_address(self) -> None:
        for offer, path, page in self.faces:
            with self.subTest(path=path, layout=offer.layout):
                (link,) = page.select('link[rel="canonical"]')
                expected = offer.full_url if path in WHOLE else offer.full_url + path
                self.assertTrue(expected.startswith(f"http://{HOSTNAME}/"))
                self.assertEqual(link["href"], expected)

    def test_only_the_whole_in_another_form_is_not_to_be_found(self) -> None:
        for offer, path, page in self.faces:
            with self.subTest(path=path, layout=offer.layout):
                expected = "noindex" if path in WHOLE else None
                self.assertEqual(find_meta(page, "robots"), expected)

    def test_no_id_is_there_twice(self) -> None:
        for offer, path, page in self.faces:
            with self.subTest(path=path, layout=offer.layout):
                ids = [tag["id"] for tag in page.find_all(id=True)]
                self.assertEqual(sorted(set(ids)), sorted(ids))

    def test_links_within_a_page_lead_somewhere(self) -> None:
        for offer, path, page in self.faces:
            with self.subTest(path=path, layout=offer.layout):
                for link in page.select('a[href^="#"]'):
                    self.assertIsNotNone(page.find(id=link["href"][1:]), link)

    def test_links_to_the_other_addresses_lead_somewhere(self) -> None:
        pages = {offer.url + path: page for offer, path, page in self.faces}
        for offer, path, page in self.faces:
            with self.subTest(path=path, layout=offer.layout):
                for link in page.select(f'a[href^="{offer.url}"]'):
                    address, _hash, anchor = link["href"].partition("#")
                    if address not in pages:
                        pages[address] = read_page(address)
                    if anchor:
                        self.assertIsNotNone(pages[address].find(id=anchor), link)

    def test_large_print_is_larger_and_nothing_else_is(self) -> None:
        for offer, path, page in self.faces:
            with self.subTest(path=path, layout=offer.layout):
                is_large = page.select_one("article.localoffer--large") is not None
                self.assertEqual(is_large, path == "large-print/")

    def test_an_unknown_address_is_not_found(self) -> None:
        for layout in Layout:
            offer = self.make(layout)
            for path in (
                "xyz/",
                "health/xyz/",
                "print/xyz/",
                "Health/",
                "senco-contact/",
                # Nothing is written there.
                "the-setting/",
                "own-12345678/",
            ):
                with self.subTest(layout=layout, path=path):
                    response = self.client.get(offer.url + path)
                    self.assertEqual(response.status_code, 404)

    def test_an_address_without_its_last_slash_leads_to_the_one_with_it(self) -> None:
        offer = self.make(Layout.PAGES)
        response = self.client.get(f"{offer.url}health")
        self.assertEqual(response.headers["Location"], f"{offer.url}health/")

    def test_all_is_valid_html(self) -> None:
        text = "<h3>Medicine</h3><p>Our SENCO &amp; a nurse help.</p>"
        facts = {"hoist": {"answer": "yes", "note": "Ask <us> & come"}}
        quote = {"type": "quote", "value": {"quote": "Good", "attribution": ""}}
        foreign = {
            "type": "other_language",
            "value": {"language": "ur", "text": "<p>ہم سے پوچھیں</p>"},
        }
        pages = {}
        for layout, paths in PATHS.items():
            body = [
                *complete_body(
                    health={"text": text, "more": [quote, foreign]},
                    accessibility={"text": text, "more": [], "facts": facts},
                ),
                own("Our garden"),
            ]
            offer = self.make(layout, body=body)
            for path in paths:
                response = self.client.get(offer.url + path)
                pages[f"{layout} {path}"] = response.content.decode()
        self.assertEqual(nu.check_html(pages), [])


class SectionTests(FacesTestCase):
    def test_a_section_shows_its_own_words_and_no_others(self) -> None:
        page = self.read(self.make(Layout.PAGES), SECTION)
        shown = page.select(".localoffer-section")
        self.assertEqual([tag["id"] for tag in shown], ["health"])
        self.assertIn("learning mentor", shown[0].text)

    def test_its_heading_is_the_first_and_the_offer_stands_above_it(self) -> None:
        offer = self.make(Layout.PAGES)
        page = self.read(offer, SECTION)
        self.assertEqual(page.select_one("#health > h1").text, HEALTH)
        link = page.select_one(".localoffer-guide a")
        self.assertEqual((link.text, link["href"]), (offer.title, offer.url))

    def test_headings_in_it_are_one_level_below_that_of_the_page(self) -> None:
        health = {"text": "<h3>Medicine</h3><p>Ask the office.</p>", "more": []}
        offer = self.make(Layout.PAGES, body=complete_body(health=health))
        page = self.read(offer, SECTION)
        self.assertEqual(page.select_one("#health h2").text, "Medicine")
        self.assertEqual(page.select("#health h3"), [])

    def test_the_contents_come_first(self) -> None:
        page = self.read(self.make(Layout.PAGES), SECTION)
        parts = page.select(
            "article > :is(nav.localoffer-contents, section, .localoffer-section)"
        )
        classes = [part["class"][0].removeprefix("localoffer-") for part in parts]
        self.assertEqual(classes[:3], ["contents", "section", "contact"])

    def test_on_one_page_its_address_leads_to_its_place_there(self) -> None:
        offer = self.make()
        for anchor in ANCHORS:
            with self.subTest(anchor=anchor):
                response = self.client.get(f"{offer.url}{anchor}/")
                self.assertRedirects(
                    response, f"{offer.url}#{anchor}", fetch_redirect_response=False
                )
                # The layout may change back again.
                self.assertEqual(response.status_code, 302)

    def test_every_old_anchor_is_on_the_main_page_in_both_layouts(self) -> None:
        for layout in Layout:
            offer = self.make(layout, body=[*complete_body(), own("Our garden")])
            page = self.read(offer)
            own_anchor = offer.sections[-1].anchor
            for anchor in (
                *(*ANCHORS, own_anchor),
                *("senco-contact", "about-the-setting", "council-local-offer"),
            ):
                with self.subTest(layout=layout, anchor=anchor):
                    self.assertEqual(len(page.find_all(id=anchor)), 1)

    def test_with_pages_an_old_anchor_stands_at_the_link_to_the_new_one(self) -> None:
        offer = self.make(Layout.PAGES)
        page = self.read(offer)
        for anchor in ANCHORS:
            with self.subTest(anchor=anchor):
                place = page.find(id=anchor)
                self.assertEqual(place.name, "li")
                self.assertEqual(place.a["href"], f"{offer.url}{anchor}/#{anchor}")

    def test_with_pages_the_main_page_has_no_section_on_it(self) -> None:
        page = self.read(self.make(Layout.PAGES))
        self.assertEqual(page.select(".localoffer-section"), [])

    def test_every_section_is_read_at_its_own_address(self) -> None:
        offer = self.make(Layout.PAGES, body=[*complete_body(), own("Our garden")])
        for section in offer.sections:
            with self.subTest(anchor=section.anchor):
                page = self.read(offer, f"{section.anchor}/")
                self.assertEqual(
                    page.find(id=section.anchor).h1.text, str(section.heading)
                )

    def test_print_has_all_sections_in_both_layouts(self) -> None:
        for layout in Layout:
            offer = self.make(layout)
            for path in WHOLE:
                with self.subTest(layout=layout, path=path):
                    page = self.read(offer, path)
                    shown = page.select(".localoffer-section")
                    self.assertEqual([tag["id"] for tag in shown], ANCHORS)

    def test_it_leads_to_the_one_before_and_the_one_after(self) -> None:
        offer = self.make(Layout.PAGES)
        for place, anchor in enumerate(ANCHORS):
            page = self.read(offer, f"{anchor}/")
            for rel, there in (
                ("prev", ANCHORS[place - 1] if place else None),
                ("next", (*ANCHORS, None)[place + 1]),
            ):
                with self.subTest(anchor=anchor, rel=rel):
                    link = page.select_one(f'a[rel="{rel}"]')
                    href = link["href"] if link else None
                    expected = there and f"{offer.url}{there}/#{there}"
                    self.assertEqual(href, expected)

    def test_the_contents_say_which_section_it_is(self) -> None:
        page = self.read(self.make(Layout.PAGES), SECTION)
        (here,) = page.select('[aria-current="page"]')
        self.assertEqual(here.span.text, HEALTH)

    def test_links_to_other_sections_work_from_a_page_of_its_own(self) -> None:
        # An editor links to a place on the page, whatever its layout is later.
        text = '<p>See <a href="#transitions">how we help with moves</a>.</p>'
        body = complete_body(health={"text": text, "more": []})
        for offer, path, page in self.read_all(body=body):
            with self.subTest(layout=offer.layout, path=path):
                for link in page.find_all("a", string="how we help with moves"):
                    address, _hash, anchor = link["href"].partition("#")
                    there = BeautifulSoup(
                        self.client.get(address or offer.url + path).content,
                        "html.parser",
                    )
                    self.assertIsNotNone(anchor and there.find(id=anchor), link)


class PagesBelowTests(FacesTestCase):
    def test_a_page_below_an_offer_is_still_reached(self) -> None:
        for layout in Layout:
            offer = self.make(layout, model=TrustOfferPage)
            child = offer.add_child(instance=HeadingPage(title="Uniform"))
            below = child.add_child(instance=HeadingPage(title="Shoes"))
            for page in (child, below):
                with self.subTest(layout=layout, page=page.title):
                    response = self.client.get(page.url)
                    self.assertContains(response, page.title)

    def test_a_page_below_a_draft_is_still_reached(self) -> None:
        offer = complete_offer(model=TrustOfferPage)
        child = offer.add_child(instance=HeadingPage(title="Uniform"))
        self.assertContains(self.client.get(child.url), "Uniform")

    def test_what_is_neither_a_section_nor_a_page_is_not_found(self) -> None:
        offer = self.make(model=TrustOfferPage)
        offer.add_child(instance=HeadingPage(title="Uniform"))
        self.assertEqual(self.client.get(f"{offer.url}shoes/").status_code, 404)


class NotPublicTests(FacesTestCase):
    ADDRESSES = ("", REPORT, *WHOLE, SECTION)

    def test_a_draft_has_no_address(self) -> None:
        for layout in Layout:
            offer = complete_offer(layout=layout)
            for path in self.ADDRESSES:
                with self.subTest(layout=layout, path=path):
                    response = self.client.get(offer.url + path)
                    self.assertEqual(response.status_code, 404)

    def test_an_unpublished_offer_has_no_address_any_more(self) -> None:
        for layout in Layout:
            offer = self.make(layout)
            self.client.get(offer.url)
            self.unpublish(offer)
            for path in self.ADDRESSES:
                with self.subTest(layout=layout, path=path):
                    response = self.client.get(offer.url + path)
                    self.assertEqual(response.status_code, 404)

    def test_a_private_offer_asks_for_a_log_in_at_every_address(self) -> None:
        for layout in Layout:
            offer = self.make(layout)
            self.client.get(offer.url)
            PageViewRestriction.objects.create(
                page=offer, restriction_type=PageViewRestriction.LOGIN
            )
            for path in self.ADDRESSES:
                with self.subTest(layout=layout, path=path):
                    response = self.client.get(offer.url + path)
                    self.assertEqual(response.status_code, 302)
                    self.assertNotIn("#", response.headers["Location"])
                    self.assertNotIn(SENCO["name"], response.content.decode())

    def test_a_private_offer_asks_for_its_password_at_every_address(self) -> None:
        for layout in Layout:
            offer = self.make(layout)
            PageViewRestriction.objects.create(
                page=offer,
                restriction_type=PageViewRestriction.PASSWORD,
                password="hawthorn",
            )
            for path in self.ADDRESSES:
                with self.subTest(layout=layout, path=path):
                    response = self.client.get(offer.url + path)
                    self.assertContains(response, 'type="password"')
                    self.assertNotContains(response, SENCO["name"])

    def test_a_private_offer_is_not_in_the_sitemap(self) -> None:
        offer = self.make(Layout.PAGES)
        PageViewRestriction.objects.create(
            page=offer, restriction_type=PageViewRestriction.LOGIN
        )
        self.assertNotContains(self.client.get("/sitemap.xml"), offer.url)


class PreviewTests(FacesTestCase):
    def preview(self, offer: Any, mode: str) -> BeautifulSoup:
        response = offer.make_preview_request(preview_mode=mode)
        self.assertEqual(response.status_code, 200)
        return BeautifulSoup(response.content, "html.parser")

    def test_every_mode_of_a_draft_is_rendered(self) -> None:
        for layout in Layout:
            offer = complete_offer(layout=layout)
            for mode, _name in offer.preview_modes:
                with self.subTest(layout=layout, mode=mode):
                    page = self.preview(offer, mode)
                    self.assertIn(SENCO["name"], page.text)

    def test_every_mode_of_a_page_that_was_never_saved_is_rendered(self) -> None:
        home = Site.objects.get(is_default_site=True).root_page
        for mode, _name in LocalOfferPage.preview_modes:
            for layout in Layout:
                with self.subTest(layout=layout, mode=mode):
                    offer = LocalOfferPage(
                        title="Our offer", slug="our-offer", layout=layout
                    )
                    # As Wagtail's preview of a new page does.
                    offer.set_url_path(home)
                    self.assertIsNotNone(self.preview(offer, mode).h1)

    def test_a_page_that_no_site_shows_has_no_link_to_none(self) -> None:
        # Such as one that is written before its site is set up.
        offer = complete_offer(
            layout=Layout.PAGES, parent=Page.objects.get(depth=1), slug="elsewhere"
        )
        self.assertIsNone(offer.url)
        for mode, _name in offer.preview_modes:
            with self.subTest(mode=mode):
                links = self.preview(offer, mode).find_all("a", href=True)
                hrefs = [link["href"] for link in links]
                self.assertEqual([each for each in hrefs if "None" in each], [])

    def test_the_modes_show_what_they_name(self) -> None:
        offer = complete_offer(layout=Layout.PAGES)
        self.assertIsNotNone(
            self.preview(offer, "").select_one("nav li#health a[href]")
        )
        self.assertIsNotNone(
            self.preview(offer, "sen-information-report").find(id="schedule-1-9")
        )
        self.assertIsNotNone(self.preview(offer, "print").select_one("section#health"))
        self.assertIsNotNone(
            self.preview(offer, "large-print").select_one(".localoffer--large")
        )

    def test_it_shows_the_draft_and_the_public_page_does_not(self) -> None:
        offer = self.make()
        text = "<p>If you want to complain, come on Mondays.</p>"
        offer.body = complete_body(communication={"text": text, "more": []})
        offer.answers = {"schedule-1.9": choose(read(offer), ["If you want"])}
        save_draft(offer)
        for mode, _name in offer.preview_modes:
            with self.subTest(mode=mode):
                draft = offer.get_latest_revision_as_object()
                self.assertIn("come on Mondays", self.preview(draft, mode).text)
        self.assertNotIn("come on Mondays", self.read(offer).text)


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


class QueryTests(TestCase):
    def count_queries(self, url: str) -> int:
        self.client.get(url)
        with CaptureQueriesContext(connection) as captured:
            self.client.get(url)
        return len(captured)

    def test_each_address_takes_one_query_more_than_a_page_of_one_heading(
        self,
    ) -> None:
        home = Site.objects.get(is_default_site=True).root_page
        floor = self.count_queries(
            home.add_child(instance=HeadingPage(title="Floor")).url
        )
        for layout, paths in PATHS.items():
            offer = complete_offer(layout=layout)
            offer.get_latest_revision().publish()
            for path in paths:
                with self.subTest(layout=layout, path=path):
                    self.assertEqual(self.count_queries(offer.url + path), floor + 1)

    def test_a_kept_page_is_shown_without_its_body(self) -> None:
        for layout, paths in PATHS.items():
            offer = complete_offer(layout=layout)
            offer.get_latest_revision().publish()
            for path in paths:
                before = self.client.get(offer.url + path).content
                with (
                    self.subTest(layout=layout, path=path),
                    patch.object(OfferBodyBlock, "read_stored", None),
                ):
                    self.assertEqual(self.client.get(offer.url + path).content, before)

    def test_a_section_that_is_emptied_or_renamed_is_not_kept(self) -> None:
        offer = complete_offer(layout=Layout.PAGES)
        offer.body = [*complete_body(), own("Our garden")]
        publish(offer)
        path = f"{offer.url}{offer.list_paths()[-1]}"
        self.assertContains(self.client.get(path), "<title>Our garden")
        offer.body[-1].value["heading"] = "Our pond"
        publish(offer)
        self.assertContains(self.client.get(path), "<title>Our pond")
        offer.body = complete_body()
        publish(offer)
        self.assertEqual(self.client.get(path).status_code, 404)

    def test_an_address_that_leads_nowhere_is_not_kept(self) -> None:
        offer = publish(complete_offer(layout=Layout.PAGES))
        self.client.get(offer.url + "nowhere/")
        with patch.object(type(caches["default"]), "set") as keep:
            self.client.get(offer.url + "elsewhere/")
        keep.assert_not_called()


class SitemapTests(FacesTestCase):
    def list_entries(self, offer: Any) -> dict[str, str]:
        sitemap = self.client.get("/sitemap.xml").content.decode()
        entries = re.findall(
            r"<loc>([^<]+)</loc>\s*<lastmod>([^<]+)</lastmod>", sitemap
        )
        return {
            address.removeprefix(offer.full_url): day
            for address, day in entries
            if address.startswith(offer.full_url)
        }

    def test_on_one_page_there_are_the_offer_and_its_report(self) -> None:
        offer = self.make()
        self.assertEqual(list(self.list_entries(offer)), ["", REPORT])

    def test_with_pages_there_is_every_section_too(self) -> None:
        offer = self.make(Layout.PAGES, body=[*complete_body(), own("Our garden")])
        anchors = [*ANCHORS, offer.sections[-1].anchor]
        self.assertEqual(
            list(self.list_entries(offer)),
            ["", REPORT, *(f"{anchor}/" for anchor in anchors)],
        )

    def test_all_entries_changed_when_the_offer_was_last_published(self) -> None:
        for layout in Layout:
            offer = self.make(layout)
            with self.subTest(layout=layout):
                entries = offer.get_sitemap_urls()
                self.assertEqual(
                    {each["lastmod"] for each in entries}, {offer.last_published_at}
                )
                day = offer.last_published_at.date().isoformat()
                for lastmod in self.list_entries(offer).values():
                    self.assertTrue(lastmod.startswith(day))

    def test_every_entry_is_an_address_that_is_its_own_canonical_one(self) -> None:
        for layout in Layout:
            offer = self.make(layout)
            for path in self.list_entries(offer):
                with self.subTest(layout=layout, path=path):
                    (link,) = self.read(offer, path).select('link[rel="canonical"]')
                    self.assertEqual(link["href"], offer.full_url + path)

    def test_a_draft_of_a_live_offer_changes_nothing(self) -> None:
        offer = self.make()
        before = self.list_entries(offer)
        offer.title = "Another title"
        save_draft(offer)
        self.assertEqual(self.list_entries(offer), before)


class DescriptionTests(CompleteFacesTestCase):
    def test_every_face_has_a_description_that_is_its_open_graph_one_too(self) -> None:
        for offer, path, page in self.faces:
            with self.subTest(path=path, layout=offer.layout):
                (tag,) = page.select('meta[name="description"]')
                self.assertTrue(tag["content"].strip())
                self.assertEqual(find_meta(page, "og:description"), tag["content"])
                self.assertEqual(find_meta(page, "og:site_name"), offer.setting_name)
                self.assertEqual(find_meta(page, "og:type"), "website")
                (link,) = page.select('link[rel="canonical"]')
                self.assertEqual(find_meta(page, "og:url"), link["href"])
                first = {REPORT: "SEN information report", SECTION: HEALTH}
                self.assertEqual(
                    find_meta(page, "og:title"),
                    f"{first.get(path, offer.title)} – {offer.setting_name}",
                )

    def test_the_main_page_says_who_it_is_for_whom_to_ask_and_what_is_there(
        self,
    ) -> None:
        said = find_meta(self.read(self.make()), "description")
        for words in (
            "What Hawthorn Bank Primary School does for pupils",
            "(SEND)",
            "Contact: Priya Nuttall.",
            "Who gives my child medicine?",
        ):
            with self.subTest(words=words):
                self.assertIn(words, said)

    def test_a_heading_that_ends_as_a_question_has_no_second_mark(self) -> None:
        page = self.read(self.make())
        self.assertNotIn("?.", find_meta(page, "description"))

    def test_the_editors_own_description_comes_first(self) -> None:
        page = self.read(self.make(search_description="We help & listen."))
        self.assertEqual(find_meta(page, "description"), "We help & listen.")

    def test_a_section_is_described_by_its_first_words(self) -> None:
        said = find_meta(self.read(self.make(Layout.PAGES), SECTION), "description")
        self.assertTrue(said.startswith("The office keeps medicine"))
        self.assertLessEqual(len(said), 160)

    def test_a_section_without_a_text_is_described_by_its_heading(self) -> None:
        quote = {"type": "quote", "value": {"quote": "Good", "attribution": ""}}
        setting = {"text": "", "more": [quote]}
        offer = self.make(Layout.PAGES, body=complete_body(the_setting=setting))
        page = self.read(offer, "the-setting/")
        self.assertEqual(find_meta(page, "description"), "The Setting")

    def test_the_report_has_a_description_of_its_own(self) -> None:
        said = find_meta(self.read(self.make(), REPORT), "description")
        self.assertTrue(said.startswith("SEN information report of Hawthorn Bank"))

    def test_names_with_markup_stay_in_the_attribute(self) -> None:
        nasty = '"><script>x()</script>'
        contact = {**SENCO, "name": nasty}
        body = complete_body(senco_contact=contact)
        for offer, path, page in self.read_all(
            title=nasty, setting_name=nasty, body=body
        ):
            with self.subTest(path=path, layout=offer.layout):
                for script in page.find_all("script"):
                    self.assertEqual(script["type"], "application/ld+json")
                self.assertEqual(find_meta(page, "og:site_name"), nasty)


class Crawler(HTMLParser):
    """Reads a page as a council's program does: words, links and nothing more."""

    def __init__(self) -> None:
        super().__init__()
        self.words = ""
        self.links: list[str] = []
        self.hidden = 0
        #: Before the next words, unless a line may only break there.
        self.gap = " "

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        href = dict(attrs).get("href")
        if tag == "a" and href:
            self.links.append(href)
        self.hidden += tag in ("script", "style")
        self.gap = "" if tag == "wbr" else " "

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in ("script", "style")
        self.gap = " "

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.words += f"{self.gap}{' '.join(data.split())}"


@pytest.mark.nightly
class CrawlerTests(FacesTestCase):
    def crawl(self, url: str) -> Crawler:
        crawler = Crawler()
        crawler.feed(self.client.get(url).content.decode())
        return crawler

    def test_it_finds_on_the_main_page_what_the_law_asks_to_be_found(self) -> None:
        for layout in Layout:
            with self.subTest(layout=layout):
                found = self.crawl(self.make(layout).url)
                words = " ".join(found.words.split())
                self.assertIn(SENCO["name"], words)
                self.assertIn(SENCO["email"], words)
                self.assertIn(SENCO["telephone"], words)
                self.assertIn("SEN information report", words)
                self.assertIn("local offer", words)
                self.assertIn("special educational needs and disabilities", words)
                self.assertIn(f"mailto:{SENCO['email']}", found.links)
                self.assertIn("tel:01632960014", found.links)
                self.assertIn("https://www.lancashire.gov.uk/SEND", found.links)

    def test_it_reaches_every_address_from_the_main_page(self) -> None:
        offer = self.make(Layout.PAGES)
        seen: set[str] = set()
        waiting = [offer.url]
        while waiting:
            # Of the form, each section has an address with its name in it.
            url = re.split("[?#]", waiting.pop())[0]
            if url.startswith(offer.url) and url not in seen:
                seen.add(url)
                waiting += self.crawl(url).links
        forms = (*WHOLE, f"{SHEET}/", f"{FEEDBACK}/", f"{SHOWN}/")
        expected = ("", REPORT, *forms, *(f"{anchor}/" for anchor in ANCHORS))
        self.assertEqual(seen, {offer.url + path for path in expected})

    def test_it_finds_every_section_within_one_step(self) -> None:
        offer = self.make(Layout.PAGES)
        words = "".join(self.crawl(url).words for url in self.list_pages(offer))
        for phrase in ("learning mentor", "want to complain", "chess to football"):
            with self.subTest(phrase=phrase):
                self.assertIn(phrase, words)

    def list_pages(self, offer: Page) -> list[str]:
        links = self.crawl(offer.url).links
        return [link for link in links if link.startswith(offer.url)]
