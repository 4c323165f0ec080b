"""The Word document of the example site becomes an offer with little left to decide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

import docx
from django.test import TestCase
from docx.table import Table
from wagtail.images.models import Image

from tests.support import ROOT
from wagtail_localoffer.frameworks.lancashire import LANCASHIRE
from wagtail_localoffer.importing.pieces import (
    Piece,
    State,
    build_pieces,
    list_sections,
)
from wagtail_localoffer.importing.places import place
from wagtail_localoffer.importing.readers import read_document
from wagtail_localoffer.importing.tables import join_tables

DOCUMENT = ROOT / "example_site" / "documents" / "willow-lane-local-offer.docx"

#: How a passage begins, and the section of all that stands from there on.
SECTIONS = (
    ("We are a village school", "teaching"),
    ("We are proud", "good_practice"),
    ("All classrooms are", "accessibility"),
    ("Teachers check", "teaching"),
    ("If your child gets SEN support", "reviewing"),
    ("A member of staff is", "keeping_safe"),
    ("Medicines: bring", "health"),
    ("Talk to the class teacher", "communication"),
    ("Two children from each class", "working_together"),
    ("Forms can be long", "family_support"),
    ("We visit your child", "transitions"),
    ("Breakfast club", "activities"),
    ("If you are unhappy", "communication"),
    ("Some of our children with SEN", "working_together"),
)

#: How what belongs to no section begins, behind the first of those.
LEFT_OVER = (
    "What the school provides",
    "Is your building",
    "How do you",
    "How will I hear",
    "Q: ",
    "Who can I talk to",
    "This local offer was",
)

#: What a picture shows stands in no paragraph.
PICTURE = "A drawing of the ramp with a rail that leads to our main door"


@cache
def read_pieces() -> list[Piece]:
    passages = read_document(DOCUMENT.name, DOCUMENT.read_bytes())
    return build_pieces(
        place(join_tables(passages), LANCASHIRE),
        LANCASHIRE,
        {each.key for each in list_sections(LANCASHIRE, "primary")},
        keep_picture=lambda picture: Image(pk=1, title=picture.alt),
    )


def list_labels() -> Iterator[tuple[Piece, str | None]]:
    """Each piece that is no heading, with its section; ``None`` if it has none."""
    current, coming = None, list(SECTIONS)
    for piece in read_pieces():
        if coming and piece.text.startswith(coming[0][0]):
            current = coming.pop(0)[1]
        if not piece.is_heading:
            yield piece, None if piece.text.startswith(LEFT_OVER) else current
    assert not coming, f"No passage begins with “{coming[0][0]}”."


def list_words(piece: Piece) -> Iterable[str]:
    """What stands in a piece: of a table, each cell."""
    if not piece.block or piece.block["type"] != "table":
        return (piece.text,)
    table = piece.block["value"]
    cells = [cell for row in table["rows"] for cell in row["values"]]
    return (*(column["heading"] for column in table["columns"]), *cells)


def count(texts: Iterable[str]) -> Counter[str]:
    """Count texts, whatever spaces stand in them."""
    return Counter(text for each in texts if (text := "".join(each.split())))


class ExampleDocumentTests(TestCase):
    def test_no_paragraph_is_lost_or_doubled(self) -> None:
        written = count(
            paragraph.text
            for block in docx.Document(str(DOCUMENT)).iter_inner_content()
            for paragraph in (
                [
                    each
                    for row in block.rows
                    for cell in row.cells
                    for each in cell.paragraphs
                ]
                if isinstance(block, Table)
                else [block]
            )
        )
        found = count(text for each in read_pieces() for text in list_words(each))
        self.assertGreater(written.total(), 100)
        self.assertEqual(written - found, Counter())
        self.assertEqual(found - written, count([PICTURE]))

    def test_most_is_placed_or_proposed_where_it_belongs(self) -> None:
        labelled = [(each, label) for each, label in list_labels() if label]
        wrong = [each.text for each, label in labelled if each.section != label]
        self.assertLess(len(wrong), 0.15 * len(labelled), wrong)

    def test_what_is_placed_without_a_person_is_where_it_belongs(self) -> None:
        placed = [
            (each, label)
            for each, label in list_labels()
            if each.state == State.PLACED and label
        ]
        self.assertGreater(len(placed), 50)
        for piece, label in placed:
            with self.subTest(piece.text):
                self.assertEqual(piece.section, label)

    def test_nothing_left_over_is_placed(self) -> None:
        left = [each for each, label in list_labels() if label is None]
        self.assertGreater(len(left), 25)
        for piece in left:
            # A bold question of its own may be a heading: a person says so.
            is_asked = piece.text.startswith(("How will I hear", "Who can I talk to"))
            with self.subTest(piece.text):
                wanted = State.OPEN if is_asked else State.LEFT_OUT
                self.assertEqual(piece.state, wanted)

    def test_no_answer_is_left_out(self) -> None:
        for piece, label in list_labels():
            with self.subTest(piece.text):
                self.assertFalse(label and piece.state == State.LEFT_OUT)

    def test_each_section_of_a_primary_school_has_something(self) -> None:
        filled = {
            each.section for each in read_pieces() if each.state != State.LEFT_OUT
        }
        needed = {each.key for each in LANCASHIRE.sections if each.required}
        self.assertEqual(needed - filled, set())

    def test_a_person_has_something_to_decide(self) -> None:
        waiting = [each for each in read_pieces() if each.state == State.OPEN]
        self.assertGreater(len(waiting), 2)

    def test_its_table_and_its_picture_come_along(self) -> None:
        blocks = [
            (each.block["type"], each.section) for each in read_pieces() if each.block
        ]
        self.assertEqual(blocks, [("image", "accessibility"), ("table", "activities")])

    def test_it_is_small(self) -> None:
        self.assertLess(DOCUMENT.stat().st_size, 60_000)
