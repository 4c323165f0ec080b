"""The form of an offer, as families find it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.test import override_settings
from django.urls import clear_url_caches
from wagtail.models import Locale, PageViewRestriction, Site

from tests.builders import (
    TEAM,
    complete_body,
    complete_health_service,
    complete_offer,
)
from tests.feedback.form_case import FormTestCase, read
from tests.support import BY_COMMAND_ONLY
from wagtail_localoffer.clock import get_today
from wagtail_localoffer.frameworks.health import HEALTH
from wagtail_localoffer.models import FeedbackSettings


def set_way_in(**values: Any) -> None:
    FeedbackSettings.objects.create(site=Site.objects.get(), **values)


class FormTests(FormTestCase):
    def test_it_asks_for_a_topic_a_section_a_message_and_little_else(self) -> None:
        form = self.open().form
        names = [each["name"] for each in form.select("input, select, textarea")]
        self.assertEqual(
            list(dict.fromkeys(names)),
            ["token", "subject", "topic", "section", "message", "name", "reply_to"],
        )
        self.assertEqual(form["action"], f"{self.post_url}#feedback")
        headings = [each.text for each in form.select("option")[1:]]
        self.assertEqual(headings, [str(each.heading) for each in self.offer.sections])

    def test_each_field_has_a_label_and_its_hint(self) -> None:
        form = self.open().form
        for field in form.select("select, textarea, input:not([type=hidden])"):
            label = form.find("label", attrs={"for": field["id"]})
            self.assertIsNotNone(label, field)
        hint = form.find(id=form.find(id="feedback-reply_to")["aria-describedby"])
        self.assertIn("for nothing else", hint.text)

    def test_a_link_may_choose_the_section(self) -> None:
        for query, value in {
            "?section=health": "health",
            "?section=nonsense": None,
            "?section=": "",
            "?section=%00": None,
        }.items():
            with self.subTest(query):
                chosen = self.open(query).find("option", selected=True)
                self.assertEqual(chosen["value"] if chosen else None, value)

    def test_it_says_before_sending_who_reads_it_and_for_how_long(self) -> None:
        words = self.open().find("section").text
        self.assertIn(
            "Who reads it: SENCO (special educational needs co-ordinator), "
            "Hawthorn Bank Primary School",
            words,
        )
        self.assertIn("do not name a child", words)
        last = get_today() + timedelta(days=365)
        self.assertIn(f"until {last.day} {last:%B %Y}", words)
        with override_settings(WAGTAIL_LOCALOFFER={"KEEP_FEEDBACK_DAYS": 30}):
            last = get_today() + timedelta(days=30)
            words = self.open().find("section").text
            self.assertIn(f"until {last.day} {last:%B %Y}", words)

    def test_a_mailbox_of_the_site_is_not_shown_and_is_not_the_contact(self) -> None:
        set_way_in(mailbox="heard@school.example")
        page = self.open()
        self.assertNotIn("heard@school.example", str(page))
        self.assertNotIn("SENCO", page.find("section").text)
        self.assertIn("Who reads it: Hawthorn Bank", page.find("section").text)

    def test_it_says_where_to_turn_for_what_can_not_wait(self) -> None:
        for query in ("", "?for=young"):
            with self.subTest(query):
                page = self.open(query).article
                self.assertIsNotNone(page.select_one("a[href='tel:999']"))
                complain = page.find("a", string="How do I complain?")
                self.assertEqual(complain["href"], f"{self.offer.url}#ask-complain")
        safe = self.open().find("a", string="Keeping children safe")
        self.assertEqual(safe["href"], f"{self.offer.url}#keeping-children-safe")
        self.assertIn("0800 1111", self.open("?for=young").text)

    def test_the_links_lead_to_pages_of_sections_where_there_are_such(self) -> None:
        offer = self.publish(complete_offer(layout="pages"))
        page = self.open(url=f"{offer.url}feedback/")
        path = "communication-with-parents/#ask-complain"
        for url in (path, "keeping-children-safe/#keeping-children-safe"):
            self.assertIsNotNone(page.find("a", href=f"{offer.url}{url}"), url)

    def test_where_nothing_is_said_about_complaints_the_contact_is_named(self) -> None:
        body = complete_body(communication={"text": "<p>We talk.</p>", "more": []})
        offer = self.publish(complete_offer(body=body))
        page = self.open(url=f"{offer.url}feedback/")
        self.assertIsNone(page.find("a", string="How do I complain?"))
        self.assertIsNotNone(page.find("a", href="#senco-contact"))
        self.assertIsNotNone(page.find(id="senco-contact"))

    def test_a_service_has_its_team_and_its_own_way_to_complain(self) -> None:
        service = self.publish(complete_health_service())
        page = self.open(url=f"{service.url}feedback/").article
        words = page.find("section").text
        self.assertIn(f"Who reads it: {TEAM['name']}, Alder Vale Community", words)
        link = page.find(
            "a", href=re.compile("#(ask-complain|feedback-and-complaints)")
        )
        self.assertIsNotNone(link)

    def test_a_service_names_its_patient_advice_where_the_offer_does(self) -> None:
        words = "PALS"
        link = "a[href$='#feedback-and-complaints']"
        for text, number in ((f"<p>Ask {words} first.</p>", 1), ("<p>Ask us.</p>", 0)):
            body = complete_body(HEALTH, feedback={"text": text, "more": []})
            service = self.publish(complete_health_service(body=body))
            section = self.open(url=f"{service.url}feedback/").find("section")
            with self.subTest(text):
                self.assertEqual(section.text.count(words), number)
                if number:
                    self.assertEqual(
                        section.select(link)[-1].text, "Feedback and complaints"
                    )

    def test_the_short_form_is_shorter_and_both_lead_to_each_other(self) -> None:
        page = self.open("?for=young")
        names = [each["name"] for each in page.form.select("input, textarea, select")]
        self.assertEqual(
            list(dict.fromkeys(names)), ["token", "for", "subject", "topic", "message"]
        )
        self.assertLess(len(page.main.text.split()), len(self.open().main.text.split()))
        self.assertIsNotNone(page.find("a", href=self.url))
        self.assertIsNotNone(self.open().find("a", href=f"{self.url}?for=young"))

    def test_nobody_else_keeps_or_finds_it(self) -> None:
        response = self.client.get(self.url)
        self.assertIn("private", response.headers["Cache-Control"])
        robots = read(response).find("meta", attrs={"name": "robots"})
        self.assertEqual(robots["content"], "noindex")
        self.assertIsNone(read(response).find("link", rel="canonical"))
        places = [each["location"] for each in self.offer.get_sitemap_urls()]
        self.assertFalse([each for each in places if "feedback" in each])

    def test_nothing_in_it_needs_a_script_or_a_style_of_its_own(self) -> None:
        page = self.open()
        self.assertEqual(page.select("[style], style, script, [onclick]"), [])

    def test_a_translation_has_its_own_in_its_own_language(self) -> None:
        urdu, _created = Locale.objects.get_or_create(language_code="ur")
        home = self.offer.get_parent().copy_for_translation(urdu)
        home.save_revision().publish()
        offer = self.publish(self.offer.copy_for_translation(urdu))
        page = self.open(url=f"{offer.url}feedback/")
        self.assertEqual((page.html["lang"], page.html["dir"]), ("ur", "rtl"))
        sent = self.fill(page, topic=None)
        answer = read(self.send(sent, url=page.form["action"].partition("#")[0]))
        self.assertEqual((answer.html["lang"], answer.html["dir"]), ("ur", "rtl"))

    def test_it_takes_two_queries_more_than_the_offer(self) -> None:
        for query in ("", "?for=young", "?section=health"):
            self.client.get(f"{self.url}{query}")
            with self.subTest(query), self.assertNumQueries(9):
                self.client.get(f"{self.url}{query}")

    def test_what_is_sent_takes_few_queries(self) -> None:
        self.write()
        sent = self.fill()
        with self.assertNumQueries(29):
            self.send(sent)
        # The same again.
        with self.assertNumQueries(15):
            self.send(sent)


class WithoutFormTests(FormTestCase):
    """Where families can't write, or write somewhere else."""

    def assert_nothing(self, url: str = "") -> None:
        self.assertEqual(self.client.get(url or self.url).status_code, 404)

    def test_a_site_may_have_none(self) -> None:
        set_way_in(way_in="nowhere")
        self.assert_nothing()

    def test_a_site_may_have_its_own(self) -> None:
        set_way_in(way_in="own_form", own_form_url="https://forms.example/a?b=c")
        response = self.client.get(self.url)
        self.assertRedirects(
            response, "https://forms.example/a?b=c", fetch_redirect_response=False
        )

    def test_where_nobody_would_hear_of_it_there_is_none(self) -> None:
        contact = {"name": "The office", "telephone": "01632 960014", "email": ""}
        body = complete_body(senco_contact=contact)
        offer = self.publish(complete_offer(body=body))
        self.assert_nothing(f"{offer.url}feedback/")
        set_way_in(mailbox="heard@school.example")
        self.open(url=f"{offer.url}feedback/")

    def test_what_is_not_for_everybody_has_none(self) -> None:
        PageViewRestriction.objects.create(page=self.offer, restriction_type="login")
        reader = get_user_model().objects.create_user("reader", password="x")
        self.client.force_login(reader)
        self.assertEqual(self.client.get(self.offer.url).status_code, 200)
        self.assert_nothing()

    def test_a_draft_has_none(self) -> None:
        self.assert_nothing(f"{complete_offer().get_url()}feedback/")

    def test_without_the_public_addresses_there_is_none_and_no_link(self) -> None:
        with override_settings(ROOT_URLCONF="tests.public.urls_beside_prefixes"):
            clear_url_caches()
            self.assertEqual(self.offer.feedback.post_url, "")
            self.assert_nothing()
            self.assertEqual(self.client.get(self.offer.url).status_code, 200)

    def test_an_alias_leads_to_what_it_is_a_copy_of(self) -> None:
        alias = self.offer.create_alias(update_slug="alias")
        self.assertRedirects(
            self.client.get(f"{alias.url}feedback/?section=health"),
            f"{self.url}?section=health",
        )

    def test_a_preview_of_a_new_offer_shows_all_but_the_form(self) -> None:
        with override_settings(WAGTAIL_LOCALOFFER=BY_COMMAND_ONLY):
            response = self.offer.make_preview_request()
            self.assertEqual(response.status_code, 200)
        self.assertIn(b"senco-contact", response.content)
