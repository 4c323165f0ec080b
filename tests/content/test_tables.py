"""A table in which nothing is written counts as none, wherever an offer is read."""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup
from django.test import SimpleTestCase

from tests.builders import complete_body, complete_offer
from tests.support import PublicSiteTestCase
from wagtail_localoffer.compliance.rules import find_obstacles
from wagtail_localoffer.content import fingerprint, read
from wagtail_localoffer.content.fingerprint import reads_same
from wagtail_localoffer.content.parts import read_part
from wagtail_localoffer.content.tables import drop_empty_tables
from wagtail_localoffer.public.api import SectionsField


def table(*rows: list[Any], headings: Any = ("", ""), caption: Any = "") -> Any:
    return {
        "type": "table",
        "value": {
            "caption": caption,
            "columns": [{"type": "text", "heading": each} for each in headings],
            "rows": [{"values": list(row)} for row in rows],
        },
        "id": "a",
    }


#: As the editor stores them: nobody has typed anything, or blanks only.
EMPTY = (
    table(["", ""], ["", ""]),
    table(),
    table(headings=()),
    table([" ", "\u200b"], [None, ""], headings=(" ", None), caption="\u2800"),
    {"type": "table", "value": None},
    {"type": "table", "value": {}, "id": None},
    {"type": "table"},
)

WRITTEN = (
    table(["", "Learning"]),
    table(headings=("Who", "")),
    table(caption="Who to talk to"),
    table([0, ""]),
)


class DroppingTests(SimpleTestCase):
    def test_those_without_words_are_dropped(self) -> None:
        for each in EMPTY:
            with self.subTest(each):
                self.assertEqual(drop_empty_tables({"more": [each]}), {"more": []})

    def test_those_with_words_stay_as_they_are(self) -> None:
        for each in WRITTEN:
            value = {"text": "<p>x</p>", "more": [{"type": "text", "value": ""}, each]}
            with self.subTest(each):
                self.assertIs(drop_empty_tables(value), value)

    def test_rows_without_words_are_dropped(self) -> None:
        self.assertEqual(
            drop_empty_tables([table(["", ""], ["Office", "Forms"], [" ", ""])]),
            [table(["Office", "Forms"])],
        )

    def test_what_is_no_table_is_no_crash(self) -> None:
        for value in (
            None,
            5,
            "x",
            [5, [None]],
            {"columns": [5], "rows": [None, 5, {"values": 5}]},
            {"type": "table", "value": {"columns": 5, "rows": [5]}},
            {"type": "table", "value": "x"},
        ):
            with self.subTest(value):
                drop_empty_tables(value)


class OfferTests(PublicSiteTestCase):
    def make(self, *more: Any, text: str = "<p>We help.</p>") -> Any:
        health = {"text": text, "more": list(more)}
        return complete_offer(body=complete_body(health=health))

    def test_it_is_nothing_to_read(self) -> None:
        for each in EMPTY[:4]:
            (found,) = find_obstacles(self.make(each, text=""))
            with self.subTest(each):
                self.assertEqual(found.code, "section_empty")
                self.assertNotIn("picture", str(found.message))
                self.assertFalse(read_part("health", {"more": [each]}).has_more)

    def test_no_council_is_told_of_it(self) -> None:
        before = read(self.make()).fingerprint
        written = read(self.make(table(["Office", "Forms"]))).fingerprint
        for each in EMPTY[:4]:
            with self.subTest(each):
                now = read(self.make(each)).fingerprint
                self.assertTrue(reads_same(before["health"], now["health"]))
        now = read(self.make(table(["Office", "Forms"], ["", ""]))).fingerprint
        self.assertTrue(reads_same(written["health"], now["health"]))
        self.assertFalse(reads_same(written["health"], before["health"]))

    def test_families_do_not_see_it(self) -> None:
        offer = self.publish(self.make(*EMPTY[:4]))
        response = self.client.get(offer.url)
        self.assertNotContains(response, "localoffer-table")
        offer = self.publish(self.make(table(["Office", "Forms"], ["", ""])))
        page = BeautifulSoup(self.client.get(offer.url).content, "html.parser")
        self.assertEqual(len(page.select(".localoffer-table tbody tr")), 1)

    def test_a_section_that_has_nothing_else_is_not_shown(self) -> None:
        own = {"heading": "Our garden", "text": "", "more": [EMPTY[0]]}
        offer = self.publish(complete_offer(body=complete_body(own_section=own)))
        self.assertNotContains(self.client.get(offer.url), "Our garden")

    def test_programs_are_not_told_of_it(self) -> None:
        offer = self.make(EMPTY[0], table(["Office", "Forms"]))
        (health,) = (each for each in offer.body if each.block_type == "health")
        shown = health.block.get_api_representation(health.value)["more"]
        self.assertEqual(len(shown), 1)
        words = next(
            each
            for each in SectionsField().describe(self.make(EMPTY[0]))
            if each["key"] == "health"
        )
        self.assertEqual(words["html"], "<p>We help.</p>")

    def test_a_new_one_has_two_columns_to_write_in(self) -> None:
        (health,) = (e for e in self.make().body if e.block_type == "health")
        block = health.block.child_blocks["more"].child_blocks["table"]
        state = block.get_form_state(block.get_default())
        self.assertEqual([each["heading"] for each in state["columns"]], ["", ""])
        self.assertEqual([len(each["values"]) for each in state["rows"]], [2, 2])
        self.assertFalse(block.has_words(block.get_default()))


class StoredHashTests(PublicSiteTestCase):
    def test_what_an_earlier_version_told_of_is_no_news(self) -> None:
        """It kept the hash of a section with the table in which nothing is written."""
        offer = complete_offer(
            body=complete_body(health={"text": "<p>Yes.</p>", "more": [EMPTY[0]]})
        )
        (value,) = (e.value for e in offer.body if e.block_type == "health")
        stored = value.block.get_prep_value(value)
        before = fingerprint._hash_both_forms([fingerprint._visible(stored)])
        self.assertTrue(reads_same(before, read(offer).fingerprint["health"]))
