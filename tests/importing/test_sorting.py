from __future__ import annotations

from typing import Any
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from wagtail_localoffer.importing.pieces import Piece, State, reopen, restore, store
from wagtail_localoffer.importing.sorting import (
    MOST_STEPS,
    CantSort,
    Sorting,
    count_marks,
    split_html,
)


def heading(key: int, text: str, style: str = "heading2", **more: Any) -> Piece:
    return Piece(key, text, text, style, kind="heading", **more)


def passage(key: int, text: str, **more: Any) -> Piece:
    return Piece(**{"key": key, "text": text, "html": text, **more})


class MovingTests(TestCase):
    def setUp(self) -> None:
        self.sorting = Sorting(
            [
                heading(0, "Teaching", section="teaching", state=State.PLACED),
                passage(1, "We teach.", section="teaching", state=State.PLACED),
                heading(2, "Small groups", "heading3", section="teaching"),
                passage(3, "Six at most.", section="health"),
                passage(4, "By hand.", section="health", state=State.PLACED),
                heading(5, "Health", section="health", state=State.PLACED),
                passage(6, "A nurse comes.", section="health", state=State.PLACED),
            ]
        )

    def read(self) -> list[tuple[str, str | None]]:
        return [(each.state, each.section) for each in self.sorting.pieces]

    def test_a_passage_is_placed_where_a_person_says(self) -> None:
        step = self.sorting.move(3, "transitions")
        self.assertEqual(
            [(each.key, each.state, each.section) for each in step.changed],
            [(3, State.PLACED, "transitions")],
        )

    def test_what_stands_below_a_heading_goes_with_it(self) -> None:
        step = self.sorting.move(0, "activities", with_below=True)
        # Not the one that was placed elsewhere, and nothing below the next heading.
        self.assertEqual([each.key for each in step.changed], [0, 1, 2, 3])

    def test_a_heading_goes_alone_if_asked(self) -> None:
        step = self.sorting.move(0, "activities")
        self.assertEqual([each.key for each in step.changed], [0])

    def test_what_is_proposed_can_be_accepted(self) -> None:
        self.sorting.accept(3)
        self.assertEqual(self.read()[3], (State.PLACED, "health"))

    def test_with_a_heading_only_what_is_proposed_for_its_section_is_accepted(
        self,
    ) -> None:
        self.sorting.accept(2, with_below=True)
        self.assertEqual(self.read()[2], (State.PLACED, "teaching"))
        self.assertEqual(self.read()[3], (State.OPEN, "health"))

    def test_a_plain_heading_stands_below_a_bold_one(self) -> None:
        bold, plain = heading(0, "A", "bold"), heading(1, "B", "normal")
        self.assertLess(bold.level, plain.level)

    def test_many_large_steps_are_kept_up_to_a_limit(self) -> None:
        pieces = [heading(0, "A", section="teaching")]
        pieces += [passage(key, "b", section="teaching") for key in range(1, 1_500)]
        sorting = Sorting(pieces)
        for section in ("health", "teaching", "health"):
            sorting.move(0, section, with_below=True)
        self.assertEqual(len(sorting.steps), 1)

    def test_a_section_that_is_gone_is_asked_for_again(self) -> None:
        placed = passage(0, "a", section="old", second="old", state=State.PLACED)
        found = reopen(placed, {"teaching"})
        self.assertEqual(
            (found.state, found.section, found.second), (State.OPEN, None, None)
        )

    def test_what_another_version_stored_is_read(self) -> None:
        (found,) = restore([{"key": 1, "text": "a", "colour": "red"}])
        self.assertEqual(found, passage(1, "a", html=""))

    def test_nothing_is_accepted_where_nothing_is_proposed(self) -> None:
        self.sorting.pieces[3] = passage(3, "Six at most.")
        with self.assertRaisesRegex(CantSort, "Choose a section"):
            self.sorting.accept(3)

    def test_a_question_that_somebody_keeps_is_a_heading(self) -> None:
        self.sorting.pieces[3] = passage(3, "How do we help?", kind="prompt")
        self.sorting.move(3, "teaching")
        self.assertTrue(self.sorting.get(3).is_heading)

    def test_what_is_left_out_takes_nothing_along(self) -> None:
        self.sorting.leave_out(0)
        with self.assertRaisesRegex(CantSort, "left out already"):
            self.sorting.leave_out(0, with_below=True)

    def test_each_step_can_be_undone(self) -> None:
        before = list(self.sorting.pieces)
        self.sorting.move(0, "activities", with_below=True)
        self.sorting.leave_out(6)
        self.sorting.join(3)
        for _step in range(3):
            self.sorting.undo()
        self.assertEqual(self.sorting.pieces, before)
        with self.assertRaisesRegex(CantSort, "nothing to undo"):
            self.sorting.undo()

    def test_steps_are_kept_up_to_a_limit(self) -> None:
        for _step in range(MOST_STEPS + 5):
            self.sorting.move(3, "health")
        self.assertEqual(len(self.sorting.steps), MOST_STEPS)

    def test_what_the_draft_has_stays_as_it_is(self) -> None:
        self.sorting.pieces[3] = passage(3, "Six at most.", state=State.WRITTEN)
        for step in (
            lambda: self.sorting.move(3, "health"),
            lambda: self.sorting.leave_out(3),
            lambda: self.sorting.split(3, 1),
            lambda: self.sorting.join(3),
            lambda: self.sorting.join(2),
        ):
            with self.assertRaisesRegex(CantSort, "in the draft"):
                step()

    def test_a_piece_that_is_gone_is_said_to_be(self) -> None:
        self.sorting.join(3)
        with self.assertRaisesRegex(CantSort, "isn’t there any more"):
            self.sorting.move(4, "health")

    def test_a_table_is_not_joined(self) -> None:
        self.sorting.pieces[4] = passage(4, "a b", block={"type": "table"})
        with self.assertRaisesRegex(CantSort, "can’t be joined"):
            self.sorting.join(3)

    def test_what_is_stored_is_read_again(self) -> None:
        self.assertEqual(restore(store(self.sorting.pieces)), self.sorting.pieces)


class SplittingTests(TestCase):
    def test_a_passage_is_split_behind_a_sentence(self) -> None:
        link = '<a href="https://a.example/">'
        html = (
            'We <b>sign.</b> See <a href="https://a.example/">our page. It</a> helps.'
        )
        sorting = Sorting([Piece(4, "We sign. See our page. It helps.", html)])
        step = sorting.split(4, 2)
        self.assertEqual(
            [(each.key, each.text, each.html) for each in step.after],
            [
                (
                    4,
                    "We sign. See our page.",
                    f"We <b>sign.</b> See {link}our page.</a>",
                ),
                (5, "It helps.", f"{link}It</a> helps."),
            ],
        )

    def test_nothing_is_split_where_no_sentence_ends(self) -> None:
        for end in (0, 1, 7):
            sorting = Sorting([passage(0, "One sentence.")])
            with self.assertRaisesRegex(CantSort, "between two sentences"):
                sorting.split(0, end)

    @given(
        st.lists(st.sampled_from(["a.", " B ", "<b>c. D</b>", "<br/>", "é. "])),
        st.integers(0, 12),
    )
    def test_no_mark_is_lost_or_doubled(self, parts: list[str], marks: int) -> None:
        html = "".join(parts)
        first, second = split_html(html, marks)
        texts = [each.replace("<br/>", " ") for each in (first, second, html)]
        plain = [
            "".join(each.replace("<b>", "").replace("</b>", "").split())
            for each in texts
        ]
        self.assertEqual(plain[0] + plain[1], plain[2])
        self.assertEqual(count_marks(plain[0]), min(marks, count_marks(plain[2])))


STEPS = st.tuples(
    st.sampled_from(["move", "accept", "leave_out", "split", "join", "undo"]),
    st.integers(0, 9),
)


class SplitHeadingTests(TestCase):
    def test_what_follows_a_heading_on_its_line_is_text(self) -> None:
        sorting = Sorting([heading(0, "Our hens. There are six.")])
        first, second = sorting.split(0, 1).after
        self.assertEqual((first.is_heading, second.is_heading), (True, False))

    def test_a_break_stays_where_it_was(self) -> None:
        self.assertEqual(split_html("a.<br/>b.", 2), ("a.", "<br/>b."))


class AnyStepsTests(TestCase):
    @given(st.lists(STEPS, max_size=30))
    def test_nothing_is_lost_and_all_can_be_undone(
        self, steps: list[tuple[str, int]]
    ) -> None:
        before = [
            heading(0, "Teaching", section="teaching"),
            passage(1, "We sign. We draw. We sing.", section="teaching"),
            passage(2, "A ramp. A lift.", section="accessibility"),
            passage(3, "A nurse comes.", section="health"),
        ]
        words = "".join(each.text for each in before).split()
        sorting = Sorting(list(before))
        for name, key in steps:
            more: dict[str, Any] = {
                "move": {"section": "health", "with_below": True},
                "split": {"end": 1},
            }.get(name, {})
            try:
                sorting.undo() if name == "undo" else getattr(sorting, name)(
                    key, **more
                )
            except CantSort:
                continue
            text = "".join(each.text for each in sorting.pieces)
            self.assertEqual("".join(text.split()), "".join(words))
        while sorting.steps:
            sorting.undo()
        self.assertEqual(sorting.pieces, before)
