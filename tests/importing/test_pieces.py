from __future__ import annotations

from unittest import TestCase

from wagtail_localoffer.frameworks.lancashire import LANCASHIRE
from wagtail_localoffer.importing.passages import Passage
from wagtail_localoffer.importing.pieces import Piece, State, build_pieces
from wagtail_localoffer.importing.places import Place, place
from wagtail_localoffer.importing.placing.kinds import Kind

SECTIONS = {each.key for each in LANCASHIRE.sections}


def put(
    text: str,
    section: str | None,
    *,
    sure: bool = True,
    second: str | None = None,
    style: str = "normal",
    kind: Kind = Kind.ANSWER,
) -> Place:
    return Place(Passage(text, style), kind, section, sure, second)


class PiecesTests(TestCase):
    def build(self, *places: Place) -> list[Piece]:
        return build_pieces(places, LANCASHIRE, SECTIONS)

    def test_a_list_stands_with_the_line_that_opens_it(self) -> None:
        _lead, point, other = self.build(
            put("We have:", "accessibility"),
            put("a nurse", "health", sure=False, second="accessibility", style="list"),
            put("a choir", "activities", sure=False, style="list"),
        )
        self.assertEqual(
            (point.state, point.section, point.second),
            (State.PLACED, "accessibility", "health"),
        )
        # Where nothing else speaks for it, a person is asked.
        self.assertEqual(
            (other.state, other.section, other.second),
            (State.OPEN, "accessibility", "activities"),
        )

    def test_nothing_is_proposed_where_nothing_speaks_for_a_section(self) -> None:
        (piece,) = self.build(put("Six.", None, sure=False, second="health"))
        self.assertEqual(
            (piece.state, piece.section, piece.second), (State.OPEN, None, "health")
        )

    def test_a_bold_question_may_be_a_heading(self) -> None:
        (piece,) = self.build(
            put("Who helps at lunch?", "health", style="bold", kind=Kind.PROMPT)
        )
        self.assertEqual((piece.state, piece.is_heading), (State.OPEN, True))

    def test_a_heading_that_says_more_than_the_page_s_stays(self) -> None:
        pages, own = self.build(
            put("Transitions", "transitions", style="heading2", kind=Kind.HEADING),
            put("Staff training", "teaching", style="heading2", kind=Kind.HEADING),
        )
        self.assertEqual((pages.state, own.state), (State.LEFT_OUT, State.PLACED))

    def test_a_line_that_opens_a_list_is_no_heading(self) -> None:
        found = place(
            [
                Passage("Keeping children safe", "bold"),
                Passage("We do three things at the gate:"),
                Passage("we say hello", "list", depth=1),
                Passage("we look who is there", "list", depth=1),
            ],
            LANCASHIRE,
        )
        self.assertEqual(found[1].kind, Kind.ANSWER)
