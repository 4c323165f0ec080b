"""One sheet of paper: who helps, for an office to hand out."""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.builders import (
    SENCO,
    complete_body,
    complete_health_service,
    complete_offer,
    write,
)
from tests.support import PublicSiteTestCase
from wagtail_localoffer.choices import Layout
from wagtail_localoffer.content import read
from wagtail_localoffer.content.decisions import choose
from wagtail_localoffer.frameworks.lancashire import LANCASHIRE

MEDICINE = "You sign a form, and two adults give the medicine."


class SheetTests(PublicSiteTestCase):
    def make(self, *, chosen: str = "", **changes: Any) -> Any:
        health = {"text": f"<p>{MEDICINE}</p>", "more": []}
        offer = complete_offer(body=complete_body(health=health), **changes)
        if chosen:
            offer.answers = {chosen: choose(read(offer), [MEDICINE])}
        return self.publish(offer)

    def read(self, offer: Any) -> BeautifulSoup:
        response = self.client.get(f"{offer.url}who-helps/")
        self.assertEqual(response.status_code, 200)
        return BeautifulSoup(response.content, "html.parser")

    def test_it_has_the_contact_and_says_where_to_read_all(self) -> None:
        for layout in Layout:
            with self.subTest(layout):
                offer = self.make(layout=layout)
                page = self.read(offer)
                self.assertEqual(page.h1.text, "Who helps my child")
                self.assertIn(SENCO["name"], page.find(id="senco-contact").text)
                self.assertIn(offer.full_url, page.select_one(".localoffer-lead").text)

    def test_what_a_person_chose_is_printed(self) -> None:
        page = self.read(self.make(chosen="family.medicine"))
        self.assertIn(MEDICINE, page.article.text)

    def test_what_only_seems_to_be_the_answer_is_not(self) -> None:
        offer = self.make()
        page = self.read(offer)
        self.assertNotIn(MEDICINE, page.article.text)
        link = page.select_one(".localoffer-sheet a[href$='#ask-medicine']")
        self.assertEqual(link["href"], f"{offer.url}#ask-medicine")

    def test_links_in_it_lead_to_the_offer(self) -> None:
        for layout in Layout:
            words = "You sign a form for medicine: see the rooms"
            link = '<a href="#accessibility-and-inclusion">the rooms</a>'
            html = f"<p>You sign a form for medicine: see {link}</p>"
            offer = complete_offer(
                body=complete_body(health={"text": html, "more": []}), layout=layout
            )
            chosen = choose(read(offer), [words])
            offer.answers = {"family.medicine": chosen}
            page = self.read(self.publish(offer))
            with self.subTest(layout):
                self.assertIn("see the rooms", page.text)
                for each in page.select("main a[href^='#']"):
                    self.assertIsNotNone(page.find(id=each["href"][1:]), each)

    def make_full(self, note: str) -> BeautifulSoup:
        """The sheet of an offer that says something of each fact, and answers much."""
        facts = {
            section.key: {fact.key: {"note": note} for fact in section.facts}
            | {
                fact.key: {"answer": "yes", "note": note}
                for fact in section.facts
                if fact.has_answer
            }
            for section in LANCASHIRE.sections
        }
        answer = " ".join(["medicine"] * 60)
        texts = {"health": f"<p>{answer}</p>"}
        body = complete_body(
            **{
                key: {"text": texts.get(key, write(key)), "more": [], "facts": each}
                for key, each in facts.items()
                if each or key in texts
            }
        )
        offer = complete_offer(body=body)
        asked = ("medicine", "bullying", "clubs", "more-help", "diagnosis", "year-7")
        chosen = choose(read(offer), [answer])
        offer.answers = {f"family.{key}": chosen for key in asked}
        return self.read(self.publish(offer))

    def test_what_is_said_of_a_fact_in_a_few_words_is_on_it(self) -> None:
        page = self.make_full("By the door")
        self.assertIn("By the door", page.select_one(".localoffer-sheet dl").text)

    def test_where_too_much_is_said_of_facts_their_answers_stay(self) -> None:
        page = self.make_full("By the door, " * 19)
        facts = page.select_one(".localoffer-sheet dl")
        row = " ".join(facts.find("dt", string="Lift").parent.text.split())
        self.assertEqual(row, "Lift Yes")

    def test_a_fact_that_is_nothing_but_words_keeps_the_first_of_them(self) -> None:
        page = self.make_full("By the door, " * 19)
        row = page.find("dt", string="Opening times").parent
        self.assertTrue(row.dd.text.startswith("By the door"))
        self.assertLess(len(row.dd.text), 50)

    def test_a_question_for_whose_answer_there_is_no_room_leads_to_it(self) -> None:
        page = self.make_full("By the door")
        sheet = page.select_one(".localoffer-sheet:has(h3)")
        paragraphs = [each.text for each in sheet.find_all("p")]
        printed = [each for each in paragraphs if each.startswith("medicine medicine")]
        led_to = [each for each in paragraphs if each.startswith("See in our local")]
        self.assertGreater(len(printed), 1)
        self.assertGreater(len(led_to), 0)
        self.assertEqual(len(printed + led_to), len(sheet.find_all("h3")))
        self.assertLessEqual(len(paragraphs), 5)

    def test_it_is_not_to_be_found_and_names_the_offer_as_its_original(self) -> None:
        offer = self.make()
        page = self.read(offer)
        robots = page.find("meta", attrs={"name": "robots"})
        self.assertEqual(robots["content"], "noindex")
        (link,) = page.select("link[rel=canonical]")
        self.assertEqual(link["href"], offer.full_url)

    def test_the_offer_leads_to_it(self) -> None:
        offer = self.make()
        page = BeautifulSoup(self.client.get(offer.url).content, "html.parser")
        self.assertIsNotNone(
            page.select_one(f"#other-formats a[href='{offer.url}who-helps/']")
        )

    def test_a_health_service_has_one_too(self) -> None:
        page = self.read(self.publish(complete_health_service()))
        self.assertEqual(page.h1.text, "Who helps my child")

    def test_it_takes_no_more_queries_than_the_offer(self) -> None:
        offer = self.make()
        counts = []
        for path in ("", "who-helps/"):
            self.client.get(offer.url + path)
            with CaptureQueriesContext(connection) as queries:
                self.client.get(offer.url + path)
            counts.append(len(queries))
        self.assertLessEqual(counts[1], counts[0])
