"""
Whatever a program has stored: an offer is refused, or each of its faces can be read.

More than the usual examples: ``DAMAGED_BODIES=5000``.
"""

from __future__ import annotations

import json
import os
from typing import Any

from django.db import transaction
from django.db.models import JSONField, Value
from django.test import SimpleTestCase
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from wagtail.models import Revision, Site
from wagtail.search.backends import get_search_backend
from wagtail.test.utils import WagtailTestUtils

from tests.builders import complete_body, complete_health_service, complete_offer
from tests.damage import MARKUP, VALUES, damaged_bodies, rich_body
from wagtail_localoffer.blocks.texts import CleanText, OfferTextBlock
from wagtail_localoffer.compliance import OfferIncomplete, check_offer
from wagtail_localoffer.content import read
from wagtail_localoffer.frameworks.health import HEALTH
from wagtail_localoffer.models import LocalOfferPage
from wagtail_localoffer.notices.planner import preview_news
from wagtail_localoffer.reporting.summaries import survey
from wagtail_localoffer.text.html import RICH_TEXT_FEATURES, clean_html, read_html

EXAMPLES = int(os.environ.get("DAMAGED_BODIES", "200"))

FACES = ("", "print/", "large-print/", "sen-information-report/")

quick = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


#: The column takes no null.
SOMETHING = VALUES.filter(lambda value: value is not None)


class StoredAsItIs(Value):
    """JSON for ``update`` that the field doesn't look into."""

    def __init__(self, value: Any) -> None:
        super().__init__(value, JSONField())


class DamagedOfferTestCase(WagtailTestUtils, TestCase):
    faces: tuple[str, ...] = FACES
    offer: Any

    @classmethod
    def setUpTestData(cls) -> None:
        cls.offer = complete_offer(body=rich_body(), layout="pages")

    def setUp(self) -> None:
        Site.clear_site_root_paths_cache()
        self.addCleanup(Site.clear_site_root_paths_cache)

    def store(self, body: Any, **fields: Any) -> Any:
        """Store a body past everything that could look at it."""
        revision = Revision.objects.get(pk=self.offer.latest_revision_id)
        revision.content = {**revision.content, "body": json.dumps(body)}
        revision.save(update_fields=["content"])
        offers = type(self.offer).objects.filter(pk=self.offer.pk)
        offers.update(body=StoredAsItIs(body), **fields)
        return offers.get()

    def read_database(self) -> Any:
        with transaction.get_connection().cursor() as cursor:
            cursor.execute(
                "SELECT body FROM wagtail_localoffer_localofferpage"
                " WHERE page_ptr_id = %s",
                [self.offer.pk],
            )
            (stored,) = cursor.fetchone()
        return json.loads(stored) if isinstance(stored, str) else stored

    def publish_or_refuse(self, body: Any) -> None:
        offer = self.store(body)
        try:
            offer.latest_revision.publish()
        except OfferIncomplete as error:
            self.assertTrue(all(str(each.message) for each in error.findings))
            self.assertFalse(type(offer).objects.get(pk=offer.pk).live)
        else:
            live = type(offer).objects.get(pk=offer.pk)
            self.assertTrue(live.live)
            self.assert_all_faces_open(live)

    def assert_all_faces_open(self, offer: Any) -> None:
        url = offer.get_url()
        sections = offer.sections[-3:]
        for path in (*self.faces, *(f"{each.anchor}/" for each in sections)):
            response = self.client.get(url + path)
            self.assertEqual(response.status_code, 200, path)
        for notice in preview_news(offer):
            self.assertIn(url, notice.text_body)
            self.assertIn(url, notice.html_body)
        get_search_backend().add(offer)


class PublishingTests(DamagedOfferTestCase):
    @quick
    @given(st.data())
    def test_a_damaged_offer_is_refused_or_can_be_read(self, data: Any) -> None:
        self.publish_or_refuse(data.draw(damaged_bodies(rich_body())))

    @settings(quick, max_examples=EXAMPLES // 4)
    @given(SOMETHING)
    def test_any_json_is_refused_or_can_be_read(self, body: Any) -> None:
        self.publish_or_refuse(body)

    def test_the_part_is_named_in_which_something_cannot_be_read(self) -> None:
        for block, value, heading in (
            ("health", {"text": ["x"], "more": []}, "Health"),
            ("health", {"text": "<p>Words</p>", "more": 5}, "Health"),
            ("health", {"text": "<p>Words</p>", "more": [5]}, "Health"),
            (
                "health",
                {"text": "<p>x</p>", "more": [{"type": "table", "value": 5}]},
                "Health",
            ),
            (
                "health",
                {"text": "<p>x</p>", "more": [{"type": "document", "value": "q"}]},
                "Health",
            ),
            ("senco_contact", "Priya Nuttall", "SENCO"),
            ("council_link", "q", "council"),
        ):
            with self.subTest(value=value):
                offer = self.store(complete_body(**{block: value}))
                with self.assertRaisesMessage(OfferIncomplete, heading):
                    offer.latest_revision.publish()

    def test_a_number_in_place_of_words_is_read_as_words(self) -> None:
        offer = self.store(complete_body(health={"text": 5}))
        offer.latest_revision.publish()
        self.assertContains(self.client.get(offer.get_url()), "5")


class HealthServiceTests(DamagedOfferTestCase):
    faces = ("", "print/", "large-print/")

    @classmethod
    def setUpTestData(cls) -> None:
        cls.offer = complete_health_service(body=rich_body(HEALTH), layout="pages")

    @settings(quick, max_examples=EXAMPLES // 4)
    @given(st.data())
    def test_a_damaged_service_is_refused_or_can_be_read(self, data: Any) -> None:
        self.publish_or_refuse(data.draw(damaged_bodies(rich_body(HEALTH))))

    @settings(quick, max_examples=EXAMPLES // 8)
    @given(st.data())
    def test_a_live_one_opens(self, data: Any) -> None:
        offer = self.store(data.draw(damaged_bodies(rich_body(HEALTH))), live=True)
        self.assert_all_faces_open(offer)
        check_offer(offer)
        survey(offer)


class ReadingTests(DamagedOfferTestCase):
    """A damaged offer that is live already, or that is a draft, can be read."""

    @settings(quick, max_examples=EXAMPLES // 4)
    @given(st.data())
    def test_a_live_one_opens_and_says_what_cannot_be_read(self, data: Any) -> None:
        body = data.draw(damaged_bodies(rich_body()) | SOMETHING)
        offer = self.store(body, live=True)
        self.assert_all_faces_open(offer)
        check_offer(offer)
        survey(offer)
        self.assertEqual(self.read_database(), body)

    def test_the_api_shows_it(self) -> None:
        for value in DAMAGED_SECTIONS:
            with self.subTest(value=value):
                offer = self.store(complete_body(health=value), live=True)
                for query in ("", "?rich_text_format=db", "?fields=*"):
                    url = f"/api/v2/pages/{offer.pk}/{query}"
                    self.assertLess(self.client.get(url).status_code, 500)

    def test_the_editor_and_the_comparison_show_it(self) -> None:
        self.login()
        pk, before = self.offer.pk, self.offer.latest_revision.pk
        for value in DAMAGED_SECTIONS:
            with self.subTest(value=value):
                offer = self.store(complete_body(health=value))
                newer = self.offer.save_revision(changed=False, clean=False)
                for url in (
                    reverse("wagtailadmin_pages:edit", args=[pk]),
                    reverse("wagtailadmin_pages:view_draft", args=[pk]),
                    reverse(
                        "wagtailadmin_pages:revisions_compare",
                        args=[pk, before, newer.pk],
                    ),
                ):
                    self.assertEqual(self.client.get(url).status_code, 200, url)
                self.assertTrue(read(offer).parts)

    def test_the_editor_says_what_it_cannot_show(self) -> None:
        self.login()
        offer = self.store(complete_body(health={"text": "<p>x</p>", "more": 57}))
        url = reverse("wagtailadmin_pages:edit", args=[offer.pk])
        self.assertContains(self.client.get(url), "can’t be read: 57")

    def test_what_cannot_be_read_stays_stored(self) -> None:
        body = complete_body(health={"text": "<p>x</p>", "more": 57, "old": {"a": [1]}})
        for child in body:
            child["id"] = child["type"]
        offer = self.store(body)
        offer.title = "Another title"
        offer.save(clean=False)
        offer.save_revision(clean=False)
        self.assertEqual(self.read_database(), body)
        self.assertEqual(json.loads(offer.latest_revision.content["body"]), body)
        self.assertIsNone(LocalOfferPage.objects.get(pk=offer.pk).body.raw_text)

    def test_what_is_no_list_of_blocks_stays_stored(self) -> None:
        offer = self.store({"health": "x"})
        offer.save(clean=False)
        self.assertEqual(json.loads(self.read_database()), {"health": "x"})


TABLE = {"columns": [{"type": "text", "heading": "Who"}], "rows": [], "caption": ""}

DAMAGED_SECTIONS: list[Any] = [
    None,
    5,
    "words",
    [],
    {"text": 5},
    {"text": None},
    {"text": {"a": 1}, "more": None},
    {"text": "<p>a <![x b</p>"},
    {"text": "<p>a <!x b <a linktype='page'>c</a>"},
    {"text": '<p><a linktype="page" id="x">c</a><a linktype="y" id="1">d</a></p>'},
    {"text": "&#" + "9" * 5000 + ";"},
    {"text": "<p>a</a></p>"},
    {"text": "<li>a</li>"},
    {"text": "<b><p>a</p></b><a href='/b'><h3>b</h3></a>"},
    {"text": "<p>x</p>", "more": {"type": "text", "value": "x"}},
    {"text": "<p>x</p>", "facts": 5},
    *(
        {"text": "<p>x</p>", "more": [each]}
        for each in (
            5,
            None,
            {"type": "text"},
            {"type": []},
            {"type": "embed", "value": "x"},
            {"type": "text", "value": 5, "id": 5},
            {"type": "table", "value": 5},
            {"type": "table", "value": {"columns": 5, "rows": [5]}},
            {"type": "table", "value": {**TABLE, "rows": [{"values": []}]}},
            {"type": "table", "value": {**TABLE, "rows": [{"values": [1, 2]}]}},
            {"type": "table", "value": {**TABLE, "columns": [{"type": "x"}]}},
            {"type": "document", "value": "q"},
            {"type": "document", "value": 2**70},
            {"type": "document", "value": True},
            {"type": "image", "value": "q"},
            {"type": "image", "value": 7},
            {"type": "image", "value": {"image": [], "alt_text": 5}},
            {"type": "quote", "value": {"quote": None}},
            {"type": "quote", "value": "words"},
            {"type": "other_language", "value": {"language": ["pl"], "text": []}},
        )
    ),
]


#: Tags that the editor knows, and not in every place.
TAGS = [
    *(
        "<p>",
        "</p>",
        "<h3>",
        "</h3>",
        "<ul>",
        "</ul>",
        "<ol>",
        "</ol>",
        "<li>",
        "</li>",
    ),
    *("<b>", "</b>", "<i>", "</i>", '<a href="/">', "</a>", "<br/>", "words", " "),
]


class MarkupTests(SimpleTestCase):
    @settings(quick, max_examples=EXAMPLES * 5)
    @given(MARKUP)
    def test_any_markup_is_read_and_shown_without_what_could_run(
        self, html: str
    ) -> None:
        read_html(html)
        clean = clean_html(html)
        # The parser keeps one space of several between two tags.
        self.assertEqual(clean_html(clean).split(), clean.split())
        self.assertNotRegex(clean, r"(?i)<(?!/?(?:p|h3|b|strong|i|em|[ou]l|li|a|br)\b)")
        self.assertNotRegex(clean, r"(?i)<[^>]*\son\w+=")

    @settings(quick, max_examples=EXAMPLES)
    @given(st.lists(st.sampled_from(TAGS), max_size=7).map("".join))
    def test_the_editor_opens_a_text_whose_tags_are_out_of_place(
        self, html: str
    ) -> None:
        block = OfferTextBlock(features=list(RICH_TEXT_FEATURES))
        block.set_name("text")
        given = block.value_for_form(CleanText(html))
        block.field.widget.format_value(given)
        # It is all that it was, and not its words alone.
        self.assertEqual(given, clean_html(html))

    def test_one_tag_out_of_place_costs_no_other_its_markup(self) -> None:
        link = '<p>See <a href="https://school.example">our policy</a></p>'
        points = "<ul><li>one</li><li>two</li></ul>"
        block = OfferTextBlock(features=list(RICH_TEXT_FEATURES))
        block.set_name("text")
        for lost, kept in (
            ("<b><p>Bold</p></b>", "<p>Bold</p>"),
            ("<b>a<i><p>Bold</p></i>z</b>", "a<p>Bold</p>z"),
            ('<a href="/"><h3>Head</h3></a>', "<h3>Head</h3>"),
            ("<em><ol><li>one</li></ol></em>", "<ol><li>one</li></ol>"),
            ("<ul><b><li>one</li></b></ul>", "<ul><li>one</li></ul>"),
            ("<ul><div><li>one</li></div></ul>", "<ul> <li>one</li> </ul>"),
            ("<li>one</li>", "<p>one</p>"),
            ("<b><li>one</li></b>", "<p>one</p>"),
            ("<p><b>Bold</p>", "<p><b>Bold</b></p>"),
        ):
            with self.subTest(lost):
                given = block.value_for_form(CleanText(link + lost + points))
                self.assertEqual(given, link + kept + points)
