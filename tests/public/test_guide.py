"""The ways into an offer: what families ask, the contents, what stays within reach."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Locale, Site

from tests.builders import SENCO, complete_body, complete_health_service, complete_offer
from tests.support import PublicSiteTestCase
from wagtail_localoffer.choices import Layout
from wagtail_localoffer.content import read
from wagtail_localoffer.content.decisions import choose
from wagtail_localoffer.content.family_answers import DECIDED, LEFT_OUT
from wagtail_localoffer.models import LocalOfferPage, OfferDirectoryPage
from wagtail_localoffer.public.guide import Guide

LIFT = {"lift": {"answer": "no", "note": "We move classes to the ground floor"}}

HEALTH = (
    "<p>We write a care plan.</p><h3>Medicine</h3><p>You sign a form.</p>"
    "<h3>Feelings &amp; friends</h3><p>Our mentor listens.</p><h3>Medicine</h3>"
)


def make_urdu(offer: Any) -> Any:
    """A public translation, with as many passages in each section."""
    locale, _created = Locale.objects.get_or_create(language_code="ur")
    urdu = offer.copy_for_translation(locale, copy_parents=True)
    urdu.save_revision().publish()
    urdu.refresh_from_db()
    return urdu


class GuideTestCase(PublicSiteTestCase):
    def make(self, layout: str = Layout.ONE_PAGE, **sections: Any) -> Any:
        own = {
            "health": {"text": HEALTH, "more": []},
            "accessibility": {"text": "<p>Come in.</p>", "more": [], "facts": LIFT},
            **sections,
        }
        return self.publish(complete_offer(layout=layout, body=complete_body(**own)))

    def read(self, url: str) -> BeautifulSoup:
        response = self.client.get(url)
        self.assertEqual(response.status_code, 200, url)
        return BeautifulSoup(response.content, "html.parser")

    def list_questions(self, page: BeautifulSoup) -> dict[str, str]:
        """The address of each question by its words."""
        links = page.select("nav.localoffer-questions a")
        return {link.text: link["href"] for link in links}


class QuestionTests(GuideTestCase):
    def test_each_leads_to_a_place_in_either_layout(self) -> None:
        for layout in Layout:
            offer = self.make(layout)
            questions = self.list_questions(self.read(offer.url))
            self.assertGreater(len(questions), 4)
            for text, href in questions.items():
                with self.subTest(text, layout=layout):
                    path, _hash, anchor = href.partition("#")
                    page = self.read(path or offer.url)
                    self.assertIsNotNone(page.find(id=anchor))

    def test_the_heading_above_the_answer_is_where_one_arrives(self) -> None:
        page = self.read(self.make().url)
        place = page.find(id="ask-medicine")
        self.assertEqual(place.parent.name, "h3")
        self.assertEqual(place.parent["id"], "health--medicine")

    def test_a_heading_that_announces_the_answer_is_where_all_of_it_begins(
        self,
    ) -> None:
        html = (
            "<h3>If you are unhappy</h3><p>See the head.</p><p>Ofsted deals with "
            "complaints made in writing within ten working days.</p>"
        )
        communication = {"text": html, "more": []}
        page = self.read(self.make(communication=communication).url)
        self.assertEqual(page.find(id="ask-complain").parent.name, "h3")

    def test_the_word_of_a_fact_stands_beside_its_question(self) -> None:
        page = self.read(self.make().url)
        item = page.select_one("nav.localoffer-questions li:has(a[href='#ask-lift'])")
        self.assertEqual(" ".join(item.text.split()), "Is there a lift? No")
        row = page.find(id="fact-lift")
        self.assertIsNotNone(row.dt.find(id="ask-lift"))

    def test_a_link_to_an_answer_on_the_whole_page_leads_to_its_entry(self) -> None:
        page = self.read(self.make(Layout.PAGES).url)
        self.assertEqual(page.find(id="ask-medicine").name, "li")

    def test_where_nothing_is_answered_there_is_no_list(self) -> None:
        offer = self.publish(complete_offer())
        body = [
            each
            for each in complete_body()
            if each["type"] in ("senco_contact", "council_link", "good_practice")
        ]
        LocalOfferPage.objects.filter(pk=offer.pk).update(body=body)
        page = self.read(offer.url)
        self.assertEqual(page.select("nav.localoffer-questions"), [])

    def test_a_decision_of_the_law_is_read_in_the_words_of_today(self) -> None:
        chosen, edited = "Ask Mr Osei about it.", "Ask Mr Osei about it first."
        offer = self.make(communication={"text": f"<p>{chosen}</p>", "more": []})
        offer.answers = {"schedule-1.9": choose(read(offer), [chosen])}
        for words, is_led_to in (
            (chosen, True),
            (edited, True),
            ("To complain, write to the headteacher.", False),
        ):
            with self.subTest(words):
                communication = {"text": f"<p>{words}</p>", "more": []}
                offer.body = complete_body(communication=communication)
                page = self.read(self.publish(offer).url)
                questions = self.list_questions(page)
                self.assertEqual("How do I complain?" in questions, is_led_to)
                if is_led_to:
                    self.assertEqual(page.find(id="ask-complain").parent.text, words)

    def test_what_a_person_left_out_is_on_no_face_in_either_language(self) -> None:
        question = "Who gives my child medicine?"
        offer = self.make()
        urdu = make_urdu(offer)
        self.assertIn(question, self.list_questions(self.read(offer.url)))
        for path in ("", "who-helps/"):
            self.assertIn("ask-medicine", str(self.read(urdu.url + path)))
        offer.answers = {DECIDED.format("medicine"): LEFT_OUT}
        self.publish(offer)
        for page in (offer, urdu):
            for path in ("", "print/", "who-helps/"):
                with self.subTest(page.locale.language_code, path=path):
                    self.assertNotIn("ask-medicine", str(self.read(page.url + path)))

    def test_what_a_person_chose_for_a_question_without_a_sign_is_led_to(self) -> None:
        words = "All is on one floor."
        accessibility = {"text": f"<p>{words}</p>", "more": []}
        offer = self.make(accessibility=accessibility)
        offer.answers = {DECIDED.format("lift"): choose(read(offer), [words])}
        page = self.read(self.publish(offer).url)
        self.assertEqual(page.find(id="ask-lift").parent.text, words)

    def test_a_place_in_a_list_stands_in_one_of_its_points(self) -> None:
        html = "<ul><li>We lock medicine in the office.</li></ul>"
        page = self.read(self.make(health={"text": html, "more": []}).url)
        self.assertEqual(page.find(id="ask-medicine").parent.name, "li")

    def test_print_has_no_link_to_another_page(self) -> None:
        for layout in Layout:
            page = self.read(f"{self.make(layout).url}print/")
            for href in self.list_questions(page).values():
                self.assertTrue(href.startswith("#"), href)


class ContentsTests(GuideTestCase):
    def test_the_headings_in_a_section_stand_below_it(self) -> None:
        page = self.read(self.make().url)
        item = page.select_one("nav.localoffer-contents li:has(> a[href='#health'])")
        self.assertEqual(
            [(link.text, link["href"]) for link in item.ul.select("a")],
            [
                ("Medicine", "#health--medicine"),
                ("Feelings & friends", "#health--feelings-friends"),
                ("Medicine", "#health--medicine-2"),
            ],
        )

    def test_each_has_an_address_of_its_own(self) -> None:
        names = ("Trips", "Trips", "Trips 2", "Trips-2")
        html = "".join(f"<h3>{name}</h3><p>Come.</p>" for name in names)
        offer = self.make(activities={"text": html, "more": []})
        anchors = [
            each.anchor
            for headings in Guide(offer).outline.values()
            for each in headings
            if each.text.startswith("Trips")
        ]
        self.assertEqual(len(set(anchors)), len(names))

    def test_each_leads_to_its_heading(self) -> None:
        page = self.read(self.make().url)
        for link in page.select("nav.localoffer-contents ul ul a"):
            heading = page.find(id=link["href"][1:])
            self.assertEqual((heading.name, heading.text), ("h3", link.text))

    def test_with_pages_they_lead_to_the_page_of_the_section(self) -> None:
        offer = self.make(Layout.PAGES)
        page = self.read(offer.url)
        link = page.select_one("nav.localoffer-contents #health ul a")
        self.assertEqual(link["href"], f"{offer.url}health/#health--medicine")
        heading = self.read(f"{offer.url}health/").find(id="health--medicine")
        self.assertEqual(heading.name, "h2")

    def test_a_heading_in_letters_that_no_address_has_is_led_to_as_well(self) -> None:
        health = {"text": "<h3>دوا</h3><p>آئیں</p>", "more": []}
        page = self.read(self.make(health=health).url)
        self.assertEqual(page.find(id="health--part").text, "دوا")

    def test_a_heading_that_is_no_text_of_ours_stays_as_it_is(self) -> None:
        foreign = {"language": "ur", "text": "<h3>دوا</h3>"}
        more = [{"type": "other_language", "value": foreign}]
        page = self.read(self.make(health={"text": HEALTH, "more": more}).url)
        heading = page.select_one(".localoffer-other-language h3")
        self.assertIsNone(heading.get("id"))


class ReachTests(GuideTestCase):
    def list_links(self, page: BeautifulSoup) -> list[tuple[str, str]]:
        links = page.select("nav.localoffer-reach a")
        return [(link.text, link["href"]) for link in links]

    def test_contents_and_the_telephone_are_within_reach_on_every_page(self) -> None:
        offer = self.make(Layout.PAGES)
        for path in ("", "health/", "sen-information-report/", "print/"):
            with self.subTest(path):
                self.assertEqual(
                    self.list_links(self.read(offer.url + path)),
                    [
                        ("Contents", "#localoffer-contents"),
                        ("Call", "tel:01632960014"),
                        ("Back to top", "#localoffer-top"),
                    ],
                )

    def test_whom_one_calls_is_read_out(self) -> None:
        page = self.read(self.make().url)
        link = page.select_one("nav.localoffer-reach a[href^='tel:']")
        self.assertEqual(link["aria-label"], f"Call {SENCO['name']}")

    def test_without_a_number_one_writes(self) -> None:
        contact = {**SENCO, "telephone": ""}
        page = self.read(self.make(senco_contact=contact).url)
        self.assertIn(("Email", f"mailto:{SENCO['email']}"), self.list_links(page))

    def test_of_several_teams_a_family_chooses(self) -> None:
        service = complete_health_service()
        contacts = service.body.first_block_by_name("contacts")
        contacts.value.append(contacts.value[0])
        page = self.read(self.publish(service).url)
        self.assertIn(("Contact", "#contacts"), self.list_links(page))


class RelatedTests(GuideTestCase):
    def test_it_leads_to_the_council_the_advice_and_the_report(self) -> None:
        offer = self.make()
        links = self.read(offer.url).select("nav.localoffer-related a")
        self.assertEqual(
            [link["href"] for link in links],
            [
                f"{offer.url}sen-information-report/",
                "#ask-advice",
                f"{offer.url}feedback/",
                f"{offer.url}what-families-say/",
                "#council-local-offer",
            ],
        )


@pytest.mark.rows
class CompareTests(GuideTestCase):
    WORDS = "Compare with other local offers"

    def setUp(self) -> None:
        super().setUp()
        home = Site.objects.get(is_default_site=True).root_page
        find = OfferDirectoryPage(title="Find", slug="find")
        self.directory = home.add_child(instance=find)

    def test_it_leads_to_a_directory_in_which_the_offer_is_chosen(self) -> None:
        page = self.read(self.make().url)
        (link,) = page.find_all("a", string=self.WORDS)
        self.assertTrue(link["href"].startswith(f"{self.directory.url}?offer="))

    def test_it_stands_where_families_have_seen_what_is_answered(self) -> None:
        for layout in Layout:
            page = self.read(self.make(layout).url)
            (link,) = page.find_all("a", string=self.WORDS)
            with self.subTest(layout):
                place = link.parent
                above = place.find_previous_sibling(True)
                below = place.find_next_sibling(True)
                self.assertIn("localoffer-questions", above["class"])
                self.assertIn("localoffer-contents", below["class"])

    def test_on_the_other_addresses_it_is_among_what_is_related(self) -> None:
        offer = self.make(Layout.PAGES)
        for path in ("health/", "sen-information-report/"):
            (link,) = self.read(offer.url + path).find_all("a", string=self.WORDS)
            with self.subTest(path):
                self.assertIsNotNone(link.find_parent(class_="localoffer-related"))


class TableTests(GuideTestCase):
    def make_table(self) -> BeautifulSoup:
        value = {
            "caption": "Who to ask",
            "columns": [
                {"type": "text", "heading": "Who"},
                {"type": "text", "heading": "How"},
            ],
            "rows": [
                {"values": ["Office", "01632 960010 or office@school.example"]},
                {"values": ["Head", ""]},
            ],
        }
        more = [{"type": "table", "value": value}]
        page = self.read(self.make(health={"text": HEALTH, "more": more}).url)
        return page.select_one("#health table")

    def test_a_number_and_an_address_in_it_are_links(self) -> None:
        links = self.make_table().select("td a")
        self.assertEqual(
            [link["href"] for link in links],
            ["tel:01632960010", "mailto:office@school.example"],
        )

    def test_a_cell_says_which_column_it_is_of_where_columns_are_not_seen(self) -> None:
        (label,) = self.make_table().select(".localoffer-table__label")
        self.assertEqual(label.text, "How: ")
