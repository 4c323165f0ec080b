"""What the editor is told of an offer's blocks."""

from __future__ import annotations

import copy
import json
import re
from pickle import dumps, loads
from typing import Any
from unittest.mock import patch

from django.db import connection
from django.test import SimpleTestCase
from django.utils import translation
from wagtail import blocks
from wagtail.admin.telepath import JSContext
from wagtail.blocks.base import BlockWidget

from wagtail_localoffer.blocks import OfferBodyBlock, OfferBodyField
from wagtail_localoffer.models import LocalOfferPage

#: What Wagtail's editor of rich text calls a paragraph: each time by another name.
PARAGRAPH = re.compile(r'key\\": \\"\w{5}')


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


def load() -> Any:
    """A body as it comes from the database."""
    field: Any = LocalOfferPage._meta.get_field("body")
    stored = json.dumps([{"type": "health", "value": {"text": "<p>Yes</p>"}}])
    return field.from_db_value(stored, None, connection)


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
        for copy_of in (copy.copy, copy.deepcopy, lambda body: loads(dumps(body))):  # noqa: S301 - it is our own
            self.assertEqual(copy_of(load()), load())

    def test_what_it_has_not_is_said_to_be_missing(self) -> None:
        body = load()
        for _time in range(2):
            self.assertFalse(hasattr(body, "no_such_thing"))
