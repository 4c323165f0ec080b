"""
Whatever a program has stored: an offer is refused, or each of its faces can be read.

A build tries a few, always the same, and ``make nightly`` thousands:
``DAMAGED_BODIES=5000``.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.db.models import JSONField, Value
from django.test import SimpleTestCase
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from wagtail import blocks
from wagtail.models import Revision, Site
from wagtail.search.backends import get_search_backend
from wagtail.test.utils import WagtailTestUtils

from tests.builders import complete_body, complete_health_service, complete_offer
from tests.damage import MARKUP, VALUES, damaged_bodies, nest, rich_body
from tests.support import with_reference_index
from wagtail_localoffer.blocks.fitting import fit
from wagtail_localoffer.blocks.texts import CleanText, OfferTextBlock
from wagtail_localoffer.compliance import OfferIncomplete, check_offer
from wagtail_localoffer.content import read
from wagtail_localoffer.frameworks.health import HEALTH
from wagtail_localoffer.models import LocalOfferPage
from wagtail_localoffer.notices.planner import preview_news
from wagtail_localoffer.reporting.summaries import survey
from wagtail_localoffer.text.html import RICH_TEXT_FEATURES, clean_html, read_html

EXAMPLES = int(os.environ.get("DAMAGED_BODIES", "16"))

FACES = ("", "print/", "large-print/", "sen-information-report/")

OPEN_DATA = [
    f"/open-data/{path}"
    for path in ("services", "services/{}", "offers/", "offers/{}", "offers.csv")
]

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


@with_reference_index()
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
        # A revision keeps it as text, and so takes what no column of JSON does.
        with suppress(DatabaseError), transaction.atomic():
            offers.update(body=StoredAsItIs(body))
        if fields:
            offers.update(**fields)
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
        for path in OPEN_DATA:
            response = self.client.get(path.format(offer.translation_key))
            self.assertEqual(response.status_code, 200, path)
            self.assertTrue(response.getvalue())
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
        stored = self.read_database()
        self.assert_all_faces_open(offer)
        check_offer(offer)
        survey(offer)
        self.assertEqual(self.read_database(), stored)

    @pytest.mark.nightly
    def test_the_api_shows_it(self) -> None:
        for value in DAMAGED_SECTIONS:
            with self.subTest(value=value):
                offer = self.store(complete_body(health=value), live=True)
                for query in ("", "?rich_text_format=db", "?fields=*"):
                    url = f"/api/v2/pages/{offer.pk}/{query}"
                    self.assertLess(self.client.get(url).status_code, 500)

    @pytest.mark.nightly
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
        url = reverse("wagtail_localoffer:checklist", args=[offer.pk])
        self.assertIn("can’t be read: 57", self.client.get(url).json()["needed"])

    def test_what_cannot_be_read_stays_stored(self) -> None:
        body = self.make_half_readable()
        offer = self.store(body)
        offer.title = "Another title"
        self.assert_stays_stored(offer, body)
        self.assertIsNone(LocalOfferPage.objects.get(pk=offer.pk).body.raw_text)

    def test_it_stays_stored_once_the_page_was_read(self) -> None:
        body = self.make_half_readable()
        offer = self.store(body, live=True)
        self.client.get(offer.get_url())
        read_to_the_end(offer.body)
        self.assert_stays_stored(offer, body)

    def test_it_stays_as_long_as_its_own_block_is_not_changed(self) -> None:
        body = self.make_half_readable()
        offer = self.store(body)
        contact, health = offer.body[0], self.find_block(offer, "health")
        health.value["text"] = CleanText("<p>Other words</p>")
        offer.save(clean=False)
        stored = {each["type"]: each["value"] for each in self.read_database()[:-2]}
        self.assertEqual(stored["health"]["text"], "<p>Other words</p>")
        self.assertNotIn("old", stored["health"])
        self.assertEqual(stored["senco_contact"]["availability"], ["Mon", "Tue"])
        self.assertEqual(contact.value["availability"], "")

    def test_what_is_changed_before_it_is_read_is_not_changed_back(self) -> None:
        offer = self.store(self.make_half_readable())
        offer.body.raw_data[0]["value"]["name"] = "Sam Ogden"
        offer.save(clean=False)
        self.assertEqual(self.read_database()[0]["value"]["name"], "Sam Ogden")

    def make_half_readable(self) -> list[Any]:
        quote = {"type": "quote", "value": {"quote": "Kind."}, "id": "q"}
        body: list[Any] = complete_body(
            health={"text": "<p>x</p>", "more": [57, quote], "old": {"a": [1]}}
        )
        body[0]["value"] = {**body[0]["value"], "availability": ["Mon", "Tue"]}
        for child in body:
            child["id"] = child["type"]
        gone = {"type": "gone", "value": "Somebody's whole work", "id": "gone"}
        return [*body, "STRAY WORDS", gone]

    def find_block(self, offer: Any, name: str) -> Any:
        return next(each for each in offer.body if each.block_type == name)

    def assert_stays_stored(self, offer: Any, body: list[Any]) -> None:
        offer.save(clean=False)
        revision = offer.save_revision(clean=False)
        # Blocks that can be read are written with all that Wagtail knows of them.
        damaged = [
            body[0],
            *(each for each in body if "health" in str(each)),
            *body[-2:],
        ]
        for stored in (self.read_database(), json.loads(revision.content["body"])):
            self.assertEqual([each for each in stored if each in damaged], damaged)
            self.assertEqual(len(stored), len(body))
        unread = [
            ("senco_contact", "['Mon', 'Tue']"),
            ("health", "57"),
            ("", "STRAY WORDS"),
            ("gone", "Somebody's whole work"),
        ]
        for again in (type(offer).objects.get(pk=offer.pk), revision.as_object()):
            self.assertCountEqual(read(again).unread, unread)

    def test_what_is_no_list_of_blocks_stays_stored(self) -> None:
        offer = self.store({"health": "x"})
        offer.save(clean=False)
        self.assertEqual(json.loads(self.read_database()), {"health": "x"})

    def test_no_depth_of_one_takes_down_a_list(self) -> None:
        body = complete_body(health={"text": "DEEP"})
        for levels in (40, 450, 960):
            with self.subTest(levels=levels):
                deep = "[" * levels + "]" * levels
                if not self.write_text(json.dumps(body).replace('"DEEP"', deep)):
                    continue
                (offer,) = LocalOfferPage.objects.all()
                self.assertTrue(read(offer).unread)
                offer.save(clean=False)
                offer.save_revision(clean=False)
                self.assertTrue(read(LocalOfferPage.objects.get()).unread)

    def test_no_number_of_one_takes_down_a_list(self) -> None:
        body = complete_body(health={"text": "LONG"})
        if self.write_text(json.dumps(body).replace('"LONG"', "9" * 5000)):
            (offer,) = LocalOfferPage.objects.all()
            self.assertTrue(read(offer).unread)
            offer.save(clean=False)

    def write_text(self, text: str) -> bool:
        """Write into the column as other programs do; not all databases take it."""
        statement = (
            "UPDATE wagtail_localoffer_localofferpage SET body = %s"
            " WHERE page_ptr_id = %s"
        )
        connection = transaction.get_connection()
        with suppress(DatabaseError), transaction.atomic():
            connection.cursor().execute(statement, [text, self.offer.pk])
            return True
        return False

    def test_a_number_that_json_has_not_is_named_and_can_be_saved(self) -> None:
        body = json.dumps(complete_body(health={"text": "NUMBER"}))
        for number in ("NaN", "Infinity", "-Infinity", "1e999"):
            with self.subTest(number=number):
                offer = LocalOfferPage.objects.get(pk=self.offer.pk)
                offer.body = body.replace('"NUMBER"', number)
                self.assertEqual(
                    [name for name, _words in read(offer).unread], ["health"]
                )
                offer.save(clean=False)
                offer.save_revision(clean=False)
                stored = {each["type"]: each["value"] for each in self.read_database()}
                self.assertIsNone(stored["health"]["text"])

    def test_what_is_no_list_at_all_can_be_set_and_saved(self) -> None:
        deep = nest("x", 2000)
        for value in (
            *(b"[]", {1}, {"a": date.today()}, {(1, 2): 3}, object(), 10**5000, deep),
            *(float("nan"), "\ud800 is no JSON", "[" * 100_000),
        ):
            with self.subTest(value=type(value).__name__):
                offer = LocalOfferPage.objects.get(pk=self.offer.pk)
                offer.body = value
                self.assertEqual([name for name, _words in read(offer).unread], [""])
                offer.save(clean=False)

    def test_a_block_with_an_unknown_name_is_named_if_it_says_anything(self) -> None:
        for value, words in (
            ("Somebody's whole work", "Somebody's whole work"),
            ({"heading": "Our pond"}, "{'heading': 'Our pond'}"),
            ({"text": ["x"], "more": []}, "{'more': [], 'text': ['x']}"),
            (7, "7"),
            ("", None),
            (None, None),
            ({"heading": "", "items": [{"a": None}]}, None),
        ):
            with self.subTest(value=value):
                offer = self.store(
                    [*complete_body(), {"type": "gone", "value": value, "id": "g"}]
                )
                expected = [("gone", words)] if words else []
                self.assertEqual([*read(offer).unread], expected)
                found = [each.code for each in check_offer(offer)]
                self.assertEqual("unreadable" in found, bool(words))
                offer.save(clean=False)
                self.assertEqual(self.read_database()[-1]["value"], value)


class IdTests(DamagedOfferTestCase):
    """Blocks that were stored without an id, as an import does."""

    def own(self, heading: str, **given: Any) -> dict[str, Any]:
        value = {"heading": heading, "text": "<p>A pond.</p>", "more": []}
        return {"type": "own_section", "value": value, **given}

    def find_anchors(self, offer: Any) -> dict[str, str]:
        return {each.heading: each.anchor for each in offer.sections}

    def test_an_own_section_has_the_same_address_at_each_load(self) -> None:
        body = [*complete_body(), self.own("Garden"), self.own("Kitchen", id=5)]
        offer = self.store(body, live=True)
        anchor = self.find_anchors(offer)["Kitchen"]
        read(offer)
        self.assertEqual(self.find_anchors(offer)["Kitchen"], anchor)
        response = self.client.get(f"{offer.get_url()}{anchor}/")
        self.assertContains(response, "Kitchen")

    def test_it_keeps_its_address_when_another_is_stored_before_it(self) -> None:
        body = [*complete_body(), self.own("Garden"), self.own("Kitchen")]
        offer = self.store(body)
        before = self.find_anchors(offer)
        offer.save(clean=False)
        stored = self.read_database()
        offer = self.store([*stored[:-2], self.own("Pond"), *stored[-2:]])
        now = self.find_anchors(offer)
        self.assertEqual(len(set(now.values())), len(now))
        self.assertEqual({**now, **before}, now)

    def test_two_blocks_with_one_id_have_two_addresses(self) -> None:
        body = [
            *complete_body(),
            self.own("Garden", id="a"),
            self.own("Kitchen", id="a"),
        ]
        now = self.find_anchors(self.store(body))
        self.assertNotEqual(now["Garden"], now["Kitchen"])

    def test_the_editor_gets_only_ids_that_its_script_can_look_for(self) -> None:
        for key in ("urn:import/3", "a b", "a.b", "a'", "", 5):
            with self.subTest(key=key):
                more = [{"type": "quote", "value": {"quote": "Kind."}, "id": key}]
                body = [
                    *complete_body(health={"text": "<p>x</p>", "more": more}),
                    self.own("Garden", id=key),
                ]
                offer = self.store(body)
                state = offer.body.stream_block.get_form_state(offer.body)
                ids = [*find_ids(state)]
                self.assertGreaterEqual(len(ids), len(body))
                for each in ids:
                    self.assertRegex(each, r"\A[\w-]+\Z")

    def test_the_items_of_a_list_have_such_ids_too(self) -> None:
        block = blocks.ListBlock(blocks.CharBlock())
        item = {"type": "item", "value": "Chess", "id": "urn:import/3"}
        (fitting,) = fit(block, [item], [])
        self.assertEqual(fitting, {**item, "id": None})


def find_ids(value: Any) -> Iterator[str]:
    """The ids in what the editor is told, at any depth."""
    if isinstance(value, dict):
        # Where there is none, the script gives one.
        if "type" in value and value.get("id") is not None:
            yield value["id"]
        value = [*value.values()]
    if isinstance(value, list):
        for each in value:
            yield from find_ids(each)


def read_to_the_end(body: Any) -> None:
    """Read each block, and what is in it."""
    for _reference in body.stream_block.extract_references(body):
        pass


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
