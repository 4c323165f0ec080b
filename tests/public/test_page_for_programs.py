"""What search engines and the programs of councils read of an offer."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from wagtail.models import Page

from tests.builders import SENCO, complete_body, save_draft
from tests.public.face_case import (
    ANCHORS,
    HEALTH,
    REPORT,
    SECTION,
    WHOLE,
    CompleteFacesTestCase,
    FacesTestCase,
    find_meta,
    own,
)
from wagtail_localoffer.choices import Layout
from wagtail_localoffer.frameworks.reserved import FEEDBACK, SHEET, SHOWN


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
