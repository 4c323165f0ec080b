"""Links to places in an offer: in every layout, and in templates of a project's own."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import override_settings

from tests.builders import complete_body, complete_offer
from tests.support import PublicSiteTestCase
from wagtail_localoffer.choices import Layout
from wagtail_localoffer.public.guide import Guide

LIFT = {"lift": {"answer": "no", "note": "We move classes to the ground floor"}}

#: What an editor may link to in a text, whatever the layout is later.
FRAGMENTS = (
    *("health", "health--medicine", "accessibility-and-inclusion"),
    *("fact-lift", "ask-lift", "ask-medicine"),
)

ADDRESSES = (
    *("", "print/", "large-print/", "who-helps/", "sen-information-report/"),
    *("health/", "accessibility-and-inclusion/", "transitions/"),
)

#: Templates of a section, as projects have them.
WITHOUT_CLASS = """
<div id="{{ anchor }}"><h2>{{ heading }}</h2>
{% load wagtailcore_tags %}{% if value.facts %}
{% include_block value.facts %}{% endif %}
{{ value.text }}</div>
"""
WITHOUT_ID = WITHOUT_CLASS.replace(' id="{{ anchor }}"', "")
WITHOUT_BOX = WITHOUT_ID.replace("<div>", "").replace("</div>", "")
HEADING_WITH_ID = WITHOUT_BOX.replace("<h2>", '<h2 id="{{ anchor }}">')
MARK_IN_HEADING = WITHOUT_BOX.replace("<h2>", '<h2><a id="{{ anchor }}"></a>')
MARK_BEFORE_IT = WITHOUT_BOX.replace("<h2>", '<a id="{{ anchor }}"></a><h2>')

OWN_SECTIONS = {
    "without the class": WITHOUT_CLASS,
    "without an id": WITHOUT_ID,
    "without a box": WITHOUT_BOX,
    "its heading has the id": HEADING_WITH_ID,
    "a mark in its heading": MARK_IN_HEADING,
    "a mark before its heading": MARK_BEFORE_IT,
}

#: As it was when a section's page had the offer's name as its main heading.
OLD_HEADING = "<header><h1>{{ page.publisher_name }}</h1></header>"

SECTION, FACTS, HEADING, CONTENTS = (
    "blocks/section.html",
    "blocks/facts.html",
    "parts/heading.html",
    "parts/contents.html",
)

#: As it was before facts had ids, and one that shows no fact by its name.
OLD_FACTS = """<dl>{% for row in value.answered %}
<div><dt>{{ row.fact.label }}</dt><dd>{{ row.answer }}</dd></div>{% endfor %}</dl>"""
NO_FACTS = "<p>Ask us how to get in.</p>"

#: A class whose name only begins like that of a section.
OTHER_CLASS = """
<nav class="localoffer-section-x"><ul>{% for section in sections %}
<li class="localoffer-section-x" id="{{ section.anchor }}">
<h3>{{ section.heading }}</h3></li>{% endfor %}</ul></nav>
"""


class AnchorsTestCase(PublicSiteTestCase):
    @contextmanager
    def override(self, **templates: str) -> Iterator[None]:
        """Give the project these templates in place of ours."""
        [engine] = settings.TEMPLATES
        with tempfile.TemporaryDirectory() as folder:
            for name, text in templates.items():
                file = Path(folder) / "wagtail_localoffer" / name
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text)
            # Django keeps what it has read of a template until this changes.
            with override_settings(TEMPLATES=[{**engine, "DIRS": [folder]}]):
                yield

    def make(self, layout: str = Layout.ONE_PAGE) -> Any:
        links = "".join(f'<p><a href="#{each}">{each}</a></p>' for each in FRAGMENTS)
        health = f"<h3>Medicine</h3><p>You sign a form for medicine.</p>{links}"
        body = complete_body(
            health={"text": health, "more": []},
            transitions={"text": f"<p>We help.</p>{links}", "more": []},
            accessibility={"text": f"<p>Come.</p>{links}", "more": [], "facts": LIFT},
        )
        return self.publish(complete_offer(layout=layout, body=body))

    def read(self, url: str) -> BeautifulSoup:
        response = self.client.get(url, follow=True)
        self.assertEqual(response.status_code, 200, url)
        return BeautifulSoup(response.content, "html.parser")

    def assert_no_link_leads_nowhere(self, offer: Any) -> None:
        pages: dict[str, BeautifulSoup] = {}
        followed, broken = 0, []
        for path in ADDRESSES:
            for link in self.read(offer.url + path).select("article a[href*='#']"):
                there, _hash, fragment = link["href"].partition("#")
                address = there or offer.url + path
                if address not in pages:
                    pages[address] = self.read(address)
                followed += 1
                if len(pages[address].find_all(id=fragment)) != 1:
                    broken.append((path, link["href"]))
        self.assertEqual(broken, [])
        self.assertGreater(followed, 200)


class LayoutTests(AnchorsTestCase):
    def test_no_link_to_a_place_leads_nowhere(self) -> None:
        for layout in Layout:
            with self.subTest(layout):
                self.assert_no_link_leads_nowhere(self.make(layout))

    def test_a_link_of_one_layout_finds_its_place_in_the_other(self) -> None:
        for layout in Layout:
            offer = self.make(layout)
            for path in ("", "print/"):
                page = self.read(offer.url + path)
                for fragment in Guide(offer).fragments:
                    with self.subTest(layout=layout, path=path, fragment=fragment):
                        self.assertEqual(len(page.find_all(id=fragment)), 1)

    def test_a_link_to_a_heading_leads_to_the_page_that_has_it(self) -> None:
        offer = self.make(Layout.PAGES)
        page = self.read(f"{offer.url}transitions/")
        link = page.find("a", string="health--medicine")
        self.assertEqual(link["href"], f"{offer.url}health/#health--medicine")

    def test_a_link_to_a_fact_leads_to_the_page_that_has_it(self) -> None:
        offer = self.make(Layout.PAGES)
        page = self.read(f"{offer.url}transitions/")
        link = page.find("a", string="fact-lift")
        self.assertEqual(
            link["href"], f"{offer.url}accessibility-and-inclusion/#fact-lift"
        )


class OwnTemplateTests(AnchorsTestCase):
    def read_each(self) -> Iterator[tuple[Any, BeautifulSoup]]:
        """An offer in each layout with each template, and its section on health."""
        for name, template in OWN_SECTIONS.items():
            for layout in Layout:
                with (
                    self.override(**{SECTION: template}),
                    self.subTest(name, layout=layout),
                ):
                    offer = self.make(layout)
                    yield offer, self.read(f"{offer.url}health/")

    @pytest.mark.nightly
    def test_a_question_leads_to_its_answer_in_any_section(self) -> None:
        for _offer, page in self.read_each():
            self.assertEqual(page.find(id="ask-medicine").parent.text, "Medicine")
            self.assertEqual(page.find(id="health--medicine").text, "Medicine")

    @pytest.mark.nightly
    def test_no_link_leads_nowhere_in_any_section(self) -> None:
        for offer, _page in self.read_each():
            self.assert_no_link_leads_nowhere(offer)

    def test_facts_without_ids_are_led_to_by_their_words(self) -> None:
        with self.override(**{FACTS: OLD_FACTS}):
            page = self.read(self.make().url)
        for fragment in ("ask-lift", "fact-lift"):
            with self.subTest(fragment):
                self.assertEqual(page.find(id=fragment).parent.name, "dt")

    def test_a_fact_that_is_not_shown_is_led_to_by_its_section(self) -> None:
        with self.override(**{FACTS: NO_FACTS}):
            page = self.read(self.make().url)
        for fragment in ("ask-lift", "fact-lift"):
            with self.subTest(fragment):
                heading = page.find(id=fragment).parent
                self.assertEqual(heading["id"], "accessibility-and-inclusion-heading")

    def test_a_class_that_begins_like_that_of_a_section_is_none(self) -> None:
        with self.override(**{CONTENTS: OTHER_CLASS}):
            offer = self.make(Layout.PAGES)
            entry = self.read(offer.url).find(id="accessibility-and-inclusion")
            self.assertEqual(entry.h3.name, "h3")
            # What is not on this page is where the link to it is.
            self.assertEqual(entry.find(id="fact-lift").name, "span")

    def test_one_main_heading_is_on_the_page_of_a_section(self) -> None:
        section, heading = {SECTION: WITHOUT_CLASS}, {HEADING: OLD_HEADING}
        for templates, main in (
            (section, "Health (including emotional health and well being)"),
            (heading, "Hawthorn Bank Primary School"),
            ({**section, **heading}, "Hawthorn Bank Primary School"),
        ):
            with self.override(**templates), self.subTest([*templates]):
                page = self.read(f"{self.make(Layout.PAGES).url}health/")
                self.assertEqual([each.text for each in page.find_all("h1")], [main])

    def test_headings_on_the_page_of_a_section_follow_the_main_one(self) -> None:
        section, heading = {SECTION: WITHOUT_CLASS}, {HEADING: OLD_HEADING}
        for templates, level in (
            (section, "h2"),
            (heading, "h3"),
            ({**section, **heading}, "h3"),
        ):
            with self.override(**templates), self.subTest([*templates]):
                page = self.read(f"{self.make(Layout.PAGES).url}health/")
                self.assertEqual(page.find(id="health--medicine").name, level)
