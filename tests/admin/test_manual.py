"""The manual in the admin, and the links of messages to its paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission, User
from django.template import Context, Template
from django.test import TestCase, override_settings
from django.urls import reverse
from django.utils import translation
from django.utils.text import capfirst

from tests.builders import complete_offer
from tests.support import ROOT
from tests.test_docs import (
    MessageTests,
    PublishRulePageTests,
    list_messages,
)
from wagtail_localoffer.admin import manual
from wagtail_localoffer.admin.manual import find_manual_url, render_manual
from wagtail_localoffer.admin.sorting import TAKEN_LETTERS
from wagtail_localoffer.compliance.advice.catalogue import RULES
from wagtail_localoffer.models import HealthServicePage, LocalOfferPage
from wagtail_localoffer.offers.queries import get_offer_models

#: Wagtail's own, and what has chapters.
NOT_EXPLAINED = ("page_ptr", "body")

FOLDER = ROOT / "wagtail_localoffer/templates/wagtail_localoffer/admin/manual"


def read_text() -> BeautifulSoup:
    return BeautifulSoup(render_manual()[0], "html.parser")


def list_ids(text: BeautifulSoup) -> list[str]:
    return [str(each["id"]) for each in text.select("[id]")]


def list_codes() -> set[str]:
    """All codes that ``check_offer`` can give."""
    codes = {rule.code for rules in RULES for rule in rules}
    return {*PublishRulePageTests().find_all(), *codes}


class ParagraphTests(TestCase):
    def assert_found(self, url: str) -> None:
        path, _hash, anchor = url.partition("#")
        self.assertEqual(path, reverse("wagtail_localoffer:help"))
        self.assertIn(anchor, self.ids)

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.text = read_text()
        cls.ids = list_ids(cls.text)

    def test_every_code_has_a_paragraph_of_its_own_kind(self) -> None:
        codes = list_codes()
        self.assertGreater(len(codes), 50)
        self.assertEqual(set(manual.ANCHORS), codes)
        for code in codes:
            with self.subTest(code):
                self.assert_found(find_manual_url(code=code))

    def test_no_code_stands_in_two_paragraphs(self) -> None:
        codes = [code for codes in manual.PARAGRAPHS.values() for code in codes]
        self.assertEqual(len(codes), len(set(codes)))

    def test_the_codes_of_a_projects_own_details_have_one_too(self) -> None:
        for code in ("motto_missing", "motto_invalid", "motto_old", "whatever"):
            with self.subTest(code):
                self.assert_found(find_manual_url(code=code))

    def test_every_part_of_every_kind_has_one(self) -> None:
        for model in get_offer_models():
            framework = model.get_framework()
            parts = ["", framework.contact.key, "council_link", "own_section"]
            for part in (*parts, *(each.key for each in framework.sections)):
                with self.subTest(model=model.__name__, part=part):
                    self.assert_found(find_manual_url(part=part, offer=model()))
                    self.assert_found(find_manual_url(part=part))

    def test_no_id_is_there_twice(self) -> None:
        twice = [name for name, times in Counter(self.ids).items() if times > 1]
        self.assertEqual(twice, [])

    def test_every_link_inside_of_it_leads_somewhere(self) -> None:
        for link in self.text.select("a[href^='#']"):
            with self.subTest(link):
                self.assertIn(str(link["href"])[1:], self.ids)

    def test_every_field_is_named_and_explained(self) -> None:
        for model in (LocalOfferPage, HealthServicePage):
            heading = self.text.find(id=f"about-{model._meta.model_name}")
            terms = heading.find_next("dl").find_all("dt")
            self.assertGreater(len(terms), 10)
            for term in terms:
                with self.subTest(term.get_text(" ", strip=True)):
                    words = term.find_next("dd").get_text(" ", strip=True)
                    self.assertRegex(words, r"^[A-Z].{10,}")

    def test_it_names_every_field_of_the_form(self) -> None:
        words = self.text.get_text(" ")
        for model in (LocalOfferPage, HealthServicePage):
            for field in model._meta.fields:
                if not field.editable or field.name in NOT_EXPLAINED:
                    continue
                if not field.model.__module__.startswith("wagtail_localoffer."):
                    continue
                label = str(capfirst(field.verbose_name))
                with self.subTest(label):
                    self.assertIn(label, words)

    def test_the_messages_that_it_quotes_are_said(self) -> None:
        said = {*MessageTests.WAGTAILS}.union(*map(list_messages, MessageTests.MODULES))
        quoted = self.text.select(".localoffer-manual__message")
        self.assertTrue(quoted)
        for message in quoted:
            start = message.get_text().rstrip("… ")
            with self.subTest(start):
                self.assertTrue([each for each in said if each.startswith(start)])

    def test_it_names_the_keys_by_which_a_document_is_sorted(self) -> None:
        keys = self.text.find(id="bring-document").find_next("ul").select("kbd")
        named = {each.get_text() for each in keys}
        self.assertEqual(named, {"Enter", *TAKEN_LETTERS.upper()})

    def test_every_language_has_every_paragraph(self) -> None:
        for path in FOLDER.glob("*.html"):
            with self.subTest(path.stem), translation.override(path.stem):
                self.assertEqual(list_ids(read_text()), self.ids)

    def test_what_is_not_translated_is_marked_as_english(self) -> None:
        for code in ("ur", "en-gb", "cy", "pt-br"):
            with self.subTest(code), translation.override(code):
                self.assertEqual(render_manual()[1], "en")

    def test_it_is_in_plain_words(self) -> None:
        for paragraph in self.text.select("p"):
            for sentence in re.split(r"(?<=[.:?!]) ", paragraph.get_text(" ")):
                with self.subTest(sentence):
                    self.assertLess(len(sentence.split()), 40)


class TagTests(TestCase):
    def render(self, arguments: str, **context: Any) -> str:
        source = "{% load localoffer_admin %}{% manual_url " + arguments + " %}"
        return Template(source).render(Context(context))

    def test_it_links_to_a_paragraph(self) -> None:
        help_url = reverse("wagtail_localoffer:help")
        for arguments, anchor in (
            ("", ""),
            ("'tables'", "#tables"),
            ("code='section_thin'", "#message-thin"),
            ("part='health'", "#part-health"),
            ("part='' offer=offer", "#about-healthservicepage"),
        ):
            with self.subTest(arguments):
                self.assertEqual(
                    self.render(arguments, offer=HealthServicePage()),
                    f"{help_url}{anchor}",
                )


class PageTests(TestCase):
    def setUp(self) -> None:
        self.url = reverse("wagtail_localoffer:help")

    def test_whoever_sees_the_admin_may_read_it(self) -> None:
        user = User.objects.create_user("editor", "", "x")
        user.user_permissions.add(Permission.objects.get(codename="access_admin"))
        self.client.force_login(user)
        response = self.client.get(self.url)
        self.assertContains(response, 'id="message-telephone"')
        self.assertContains(response, 'href="#publish"')

    def test_the_notices_of_an_offer_link_to_what_their_states_mean(self) -> None:
        self.client.force_login(User.objects.create_superuser("head"))
        offer = complete_offer()
        notices = reverse("wagtail_localoffer:offer_notices", args=[offer.pk])
        self.assertContains(self.client.get(notices), f'href="{self.url}#not-told"')

    def test_nobody_else_does(self) -> None:
        self.assertEqual(self.client.get(self.url).status_code, 302)

    def test_it_asks_the_database_for_nothing(self) -> None:
        with self.assertNumQueries(0):
            render_manual()

    @override_settings(LANGUAGE_CODE="ur")
    def test_in_another_language_its_frame_is_translated_at_least(self) -> None:
        self.client.force_login(User.objects.create_superuser("head"))
        response = self.client.get(self.url)
        self.assertContains(response, '<div class="localoffer-manual__text" lang="en">')
