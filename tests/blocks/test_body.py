"""What the editor is told of an offer's blocks."""

from __future__ import annotations

import copy
import json
import re
from pickle import dumps, loads
from typing import Any
from unittest.mock import patch

from bs4 import BeautifulSoup
from django.db import connection
from django.http import QueryDict
from django.test import SimpleTestCase
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from wagtail import blocks
from wagtail.admin.telepath import JSContext
from wagtail.blocks.base import BlockWidget

from wagtail_localoffer.blocks import OfferBodyBlock, OfferBodyField
from wagtail_localoffer.blocks.body import quote_json
from wagtail_localoffer.models import LocalOfferPage

#: What Wagtail's editor of rich text calls a paragraph: each time by another name.
PARAGRAPH = re.compile(r'key\\": ?\\"\w{5}')


def write(block: OfferBodyBlock, of: type[BlockWidget] | None = None) -> str:
    """Write down what a new form tells the editor."""
    widget = of(block) if of else OfferBodyField(block).formfield().widget
    # A form asks for its scripts first.
    scripts = str(widget.media)
    return scripts + PARAGRAPH.sub("", widget.block_json)


class DefinitionTests(SimpleTestCase):
    def test_it_is_written_once_for_all_forms(self) -> None:
        block = OfferBodyBlock()
        with patch.object(JSContext, "pack", autospec=True, return_value={}) as pack:
            write(block)
            write(block)
        pack.assert_called_once()

    def test_it_is_what_wagtail_writes_in_each_language(self) -> None:
        block = OfferBodyBlock()
        for _time in range(2):
            for code in ("en-gb", "ur"):
                with self.subTest(code=code), translation.override(code):
                    self.assertEqual(write(block), write(block, BlockWidget))

    def test_blocks_of_a_project_are_asked_for_each_form(self) -> None:
        topics = [("a", "Art")]

        def list_topics() -> list[tuple[str, str]]:
            return topics

        class Body(OfferBodyBlock):
            topic = blocks.ChoiceBlock(choices=list_topics)

        kinds: list[Any] = [
            OfferBodyBlock([("topic", blocks.ChoiceBlock(choices=list_topics))]),
            Body(),
        ]
        for block in kinds:
            with self.subTest(block=type(block).__name__):
                topics[:] = [("a", "Art")]
                self.assertNotIn("Music", write(block))
                topics[:] = [("m", "Music")]
                self.assertIn("Music", write(block))


FIELD: Any = LocalOfferPage._meta.get_field("body")

HEALTH: dict[str, Any] = {"type": "health", "value": {"text": "<p>Yes</p>"}, "id": "a"}

#: What no block can read, beside one that is read, in one, and in place of all.
STORED: dict[str, Any] = {
    "a name that no block has": [HEALTH, {"type": "unknown", "value": "Our pond"}],
    "no block": [HEALTH, "Our pond"],
    "a part of a block": [
        {**HEALTH, "value": {**HEALTH["value"], "pond": ["Newts"]}},
        {"type": "own_section", "value": {"heading": ["Our pond"]}, "id": "b"},
    ],
    "no list": {"pond": "Newts"},
}


def load(stored: Any = (HEALTH,)) -> Any:
    """A body as it comes from the database."""
    return FIELD.from_db_value(json.dumps(stored), None, connection)


def copy_by_pickle(body: Any) -> Any:
    return loads(dumps(body))  # noqa: S301 - it is our own


class ReadingTests(SimpleTestCase):
    def test_it_waits_until_something_in_it_is_asked_for(self) -> None:
        block = LocalOfferPage._meta.get_field("body").stream_block
        with patch.object(block, "read_stored", wraps=block.read_stored) as read:
            body = load()
            read.assert_not_called()
            self.assertEqual([child.block_type for child in body], ["health"])
            self.assertEqual(len(body), 1)
        read.assert_called_once()

    def test_unread_it_can_be_copied_and_pickled(self) -> None:
        for copy_of in (copy.copy, copy.deepcopy, copy_by_pickle):
            self.assertEqual(copy_of(load()), load())

    def test_a_copy_has_also_what_nobody_could_read(self) -> None:
        for what, stored in STORED.items():
            expected = FIELD.get_prep_value(load(stored))
            self.assertIn("ond", json.dumps(expected))
            for copy_of in (copy.copy, copy.deepcopy, copy_by_pickle):
                with self.subTest(what, copy_of=copy_of.__name__):
                    again = copy_of(copy_of(load(stored)))
                    self.assertEqual(FIELD.get_prep_value(again), expected)
                    self.assertEqual(again.stored.unread, load(stored).stored.unread)

    def test_what_it_has_not_is_said_to_be_missing(self) -> None:
        body = load()
        for _time in range(2):
            self.assertFalse(hasattr(body, "no_such_thing"))


class AttributeTests(SimpleTestCase):
    """What the form writes between single quotes reads back as it was."""

    WORDS = "Mo’s “den”: <b>5 > 3</b> & 'more' \"here\" \\ ہاتھورن 😀 &amp; &#39;"

    def read(self, html: str) -> dict[str, Any]:
        element = BeautifulSoup(html, "html.parser").div
        assert element is not None
        return {
            name: json.loads(str(element[name]))
            for name in (
                "data-w-block-data-value",
                "data-w-block-arguments-value",
            )
        }

    def test_both_are_what_wagtail_writes(self) -> None:
        field = OfferBodyField()
        value = field.to_python([{"type": "senco_contact", "value": {}, "id": "a"}])
        value[0].value["name"] = self.WORDS
        for language in ("en-gb", "ur"):
            with self.subTest(language=language), translation.override(language):
                ours = field.formfield().widget.render("body", value)
                theirs = BlockWidget(field.stream_block).render("body", value)
                read, wanted = self.read(ours), self.read(theirs)
                self.assertEqual(
                    read["data-w-block-arguments-value"],
                    wanted["data-w-block-arguments-value"],
                )
                blocks_read, blocks_wanted = (
                    re.sub(r'key": ?"\w{5}', "", str(each["data-w-block-data-value"]))
                    for each in (read, wanted)
                )
                self.assertEqual(blocks_read, blocks_wanted)
                self.assertLess(len(ours), 0.8 * len(theirs))

    @given(st.text())
    def test_any_text_comes_back(self, text: str) -> None:
        html = f"<div data-value='{quote_json([text])}'></div>"
        element = BeautifulSoup(html, "html.parser").div
        assert element is not None
        self.assertEqual(json.loads(str(element["data-value"])), [text])


class PlacedTests(SimpleTestCase):
    """No form takes away what belongs in every offer."""

    def setUp(self) -> None:
        self.block = OfferBodyBlock()
        self.body = self.block.get_default()
        self.types = [child.block_type for child in self.body]
        own = self.block.child_blocks["own_section"].get_default()
        self.body.append(("own_section", own))

    def post(self, **changes: str) -> Any:
        """What a form says of which only the marks of its blocks are looked at."""
        data: dict[str, str] = {"body-count": str(len(self.body))}
        for number, child in enumerate(self.body):
            name = f"body-{number}"
            marks = {
                "deleted": "",
                "order": str(number),
                "type": child.block_type,
                "id": str(child.id or ""),
            }
            data |= {f"{name}-{key}": value for key, value in marks.items()}
        data |= changes
        found = QueryDict(mutable=True)
        found.update(data)
        return found

    def read(self, data: Any) -> list[str]:
        with (
            patch.object(
                blocks.StructBlock,
                "value_from_datadict",
                lambda block, *_args: block.get_default(),
            ),
            patch.object(blocks.FieldBlock, "value_from_datadict", lambda *_args: None),
        ):
            value = self.block.value_from_datadict(data, {}, "body")
        return [child.block_type for child in value]

    def test_one_that_is_marked_as_deleted_stays_at_its_place(self) -> None:
        for number, name in enumerate(self.types):
            with self.subTest(block=name):
                marks = {f"body-{number}-deleted": "1"}
                # As Wagtail's script leaves it: what follows has moved up.
                for later in range(number + 1, len(self.body)):
                    marks[f"body-{later}-order"] = str(later - 1)
                self.assertEqual(
                    self.read(self.post(**marks)), [*self.types, "own_section"]
                )

    def test_all_of_them_together_stay_too(self) -> None:
        marks = {f"body-{number}-deleted": "1" for number in range(len(self.types))}
        marks |= {f"body-{number}-order": "0" for number in range(len(self.types))}
        self.assertEqual(self.read(self.post(**marks)), [*self.types, "own_section"])

    def test_an_own_section_can_go(self) -> None:
        last = len(self.types)
        self.assertEqual(
            self.read(self.post(**{f"body-{last}-deleted": "1"})), self.types
        )

    def test_of_two_of_one_kind_one_can_go(self) -> None:
        again = self.block.child_blocks["health"].get_default()
        self.body.append(("health", again))
        last = len(self.body) - 1
        kept = self.read(self.post(**{f"body-{last}-deleted": "1"}))
        self.assertEqual(kept, [*self.types, "own_section"])

    def test_what_is_posted_is_not_changed(self) -> None:
        data = self.post(**{"body-0-deleted": "1"})
        before = data.copy()
        self.read(data)
        self.assertEqual(data, before)
