from __future__ import annotations

from typing import Any
from unittest import TestCase

from wagtail.rich_text import RichText

from wagtail_localoffer.importing.drafts import add_to_body, write_html
from wagtail_localoffer.importing.pieces import Piece, State
from wagtail_localoffer.models import LocalOfferPage


def point(text: str, depth: int = 1, is_ordered: bool = False) -> Piece:
    return Piece(0, text, text, "list", depth, is_ordered)


class ListTests(TestCase):
    def assert_written(self, pieces: list[Any], html: str) -> None:
        self.assertEqual(write_html(pieces), html)

    def test_points_of_a_list_stand_in_one(self) -> None:
        self.assert_written(
            [point("a"), point("b", 2), point("c")],
            "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>",
        )

    def test_numbers_follow_dots_in_a_list_of_their_own(self) -> None:
        self.assert_written(
            [point("a"), point("b", is_ordered=True), point("c", is_ordered=True)],
            "<ul><li>a</li></ul><ol><li>b</li><li>c</li></ol>",
        )

    def test_within_a_point_too(self) -> None:
        self.assert_written(
            [point("a"), point("b", 2), point("c", 2, is_ordered=True), point("d")],
            "<ul><li>a<ul><li>b</li></ul><ol><li>c</li></ol></li><li>d</li></ul>",
        )

    def test_a_point_whose_list_stands_elsewhere_leaves_no_empty_one(self) -> None:
        self.assert_written([point("in June", 2)], "<ul><li>in June</li></ul>")

    def test_text_ends_a_list(self) -> None:
        self.assert_written(
            [point("a", 2), Piece(1, "b", "b"), point("c")],
            "<ul><li>a</li></ul><p>b</p><ul><li>c</li></ul>",
        )


class SectionTests(TestCase):
    def test_text_below_a_table_that_is_there_stays_below_a_picture_too(self) -> None:
        body = LocalOfferPage._meta.get_field("body").stream_block.get_default()
        more = next(each for each in body if each.block_type == "health").value["more"]
        more.append(("text", RichText("<p>We had this.</p>")))
        picture = {"type": "image", "value": None}
        add_to_body(
            body,
            [
                Piece(
                    0,
                    "",
                    style="picture",
                    state=State.PLACED,
                    section="health",
                    block=picture,
                ),
                Piece(1, "New.", "New.", state=State.PLACED, section="health"),
            ],
            {},
        )
        section = next(each for each in body if each.block_type == "health").value
        self.assertEqual(section["text"].source, "")
        self.assertEqual(
            [each.block_type for each in section["more"]], ["text", "image", "text"]
        )
