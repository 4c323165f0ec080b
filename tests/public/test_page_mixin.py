"""The addresses at which an offer is read, in both layouts."""

from __future__ import annotations

from unittest.mock import patch

from bs4 import BeautifulSoup
from django.core.cache import caches
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction, Site

from tests import nu
from tests.builders import SENCO, complete_body, complete_offer
from tests.public.face_case import (
    ANCHORS,
    HEALTH,
    PATHS,
    REPORT,
    SECTION,
    WHOLE,
    CompleteFacesTestCase,
    FacesTestCase,
    find_meta,
    own,
    read_page,
)
from tests.school.models import HeadingPage, TrustOfferPage
from tests.support import HOSTNAME, publish
from wagtail_localoffer.blocks import OfferBodyBlock
from wagtail_localoffer.choices import Layout


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
