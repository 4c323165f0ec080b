from __future__ import annotations

import time

import pytest
from django.test import SimpleTestCase

from wagtail_localoffer.notices.differences import LONGEST_LINE, tell_difference


class TestDifferences(SimpleTestCase):
    def test_only_lines_that_differ_are_told(self) -> None:
        was = ["A nurse visits.", "She comes on Mondays.", "Ask at the office."]
        now = ["A nurse visits.", "She comes on Tuesdays.", "Ask at the office."]
        self.assertEqual(
            tell_difference(was, now),
            {"was": ["She comes on Mondays."], "now": ["She comes on Tuesdays."]},
        )

    def test_what_is_new_was_nothing(self) -> None:
        self.assertEqual(
            tell_difference([], ["There is a lift."]),
            {"was": [], "now": ["There is a lift."]},
        )

    def test_nothing_is_told_of_what_is_the_same(self) -> None:
        self.assertEqual(tell_difference(["The same."], ["The same."]), {})

    def test_who_is_not_named_any_more_is_not_named_again(self) -> None:
        for line in (
            "Ask Mrs Priya Nuttall about it.",
            "Ask Ms. O’Brien-Nuttall about it.",
            "Ask priya.nuttall@school.example about it.",
            "Ask 01632 960123 about it.",
            "Ask +44 (0)1632 960 123 about it.",
        ):
            with self.subTest(line):
                told = tell_difference([line], ["Ask the office about it."])
                self.assertEqual(told["was"], ["Ask […] about it."])

    def test_names_of_every_alphabet_with_capitals_are_taken_out(self) -> None:
        for name in ("Élodie Özdemir", "Łukasz Żak", "Ольга Петрова", "Mrs Évans"):
            with self.subTest(name):
                told = tell_difference([f"Ask {name} first."], ["Ask the office."])
                self.assertEqual(told["was"], ["Ask […] first."])

    def test_without_capitals_nothing_is_told_of_what_was(self) -> None:
        told = tell_difference(["مسز خان سے پوچھیں۔"], ["دفتر سے پوچھیں۔"])
        self.assertEqual(told, {"was": ["[…]"], "now": ["دفتر سے پوچھیں۔"]})

    def test_who_is_still_named_is_named(self) -> None:
        told = tell_difference(
            ["Ask Priya Nuttall on Monday."], ["Ask Priya Nuttall on Friday."]
        )
        self.assertEqual(told["was"], ["Ask Priya Nuttall on Monday."])

    def test_a_long_change_is_cut(self) -> None:
        told = tell_difference(["a" * 900], [f"{each} lines" for each in range(9)])
        self.assertEqual(len(told["was"][0]), LONGEST_LINE)
        self.assertEqual(told["now"], ["0 lines", "1 lines", "2 lines", "…"])

    def test_nothing_is_told_where_there_is_no_room(self) -> None:
        self.assertEqual(tell_difference(["Was."], ["Now."], room=5), {})

    @pytest.mark.nightly
    def test_twice_the_text_takes_no_more_than_twice_as_long(self) -> None:
        def measure(words: int) -> float:
            line = "Capital Words " * words + "1" * words + "@"
            start = time.process_time()
            tell_difference([line], ["Nothing."])
            return time.process_time() - start

        measure(10)
        small = min(measure(20_000) for _round in range(3))
        large = min(measure(40_000) for _round in range(3))
        # With room for noise: what grows by the square takes four times as long.
        self.assertLess(large, 3 * small + 0.05)
