"""Beginnings of texts: whole lines and sentences, and never half a word."""

from __future__ import annotations

import pytest
from django.test import SimpleTestCase

from wagtail_localoffer.directory.excerpts import Excerpt, take_excerpt

pytestmark = pytest.mark.rows


class BeginningTests(SimpleTestCase):
    def test_a_short_text_is_all_there(self) -> None:
        self.assertEqual(
            take_excerpt(["We help.", "Ask us."]), Excerpt(("We help.", "Ask us."))
        )

    def test_nothing_is_all_of_nothing(self) -> None:
        self.assertEqual(take_excerpt([]), Excerpt())

    def test_it_ends_with_a_whole_line(self) -> None:
        found = take_excerpt(["One two three.", "Four five six."], most=5)
        self.assertEqual(found, Excerpt(("One two three.",), is_all=False))

    def test_it_ends_with_a_whole_sentence(self) -> None:
        found = take_excerpt(["One two. Three four. Five six."], most=5)
        self.assertEqual(found, Excerpt(("One two. Three four.",), is_all=False))

    def test_a_long_sentence_ends_with_a_whole_word(self) -> None:
        found = take_excerpt(["one two three four five"], most=3)
        self.assertEqual(found, Excerpt(("one two three…",), is_all=False))

    def test_what_only_announces_more_is_left_out(self) -> None:
        found = take_excerpt(["We help.", "We have:", "a room of great calm"], most=6)
        self.assertEqual(found, Excerpt(("We help.",), is_all=False))

    def test_a_text_without_spaces_is_no_longer_than_others(self) -> None:
        (line,) = take_excerpt(["x" * 100_000]).lines
        self.assertLess(len(line), 2_000)

    def test_a_text_of_that_many_words_is_all_there(self) -> None:
        self.assertTrue(take_excerpt(["one two three", "four five six"], most=6).is_all)
