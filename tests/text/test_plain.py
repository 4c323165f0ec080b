from __future__ import annotations

from django.test import SimpleTestCase

from wagtail_localoffer.text.plain import defuse_formula, one_line, split_words


class TestOneLine(SimpleTestCase):
    def test_spaces_of_every_kind_become_single_ones(self) -> None:
        self.assertEqual(one_line(" a\t b\u00a0\u2003c\n\nd "), "a b c d")

    def test_line_breaks_of_every_kind_become_spaces(self) -> None:
        for character in "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029":
            with self.subTest(hex(ord(character))):
                self.assertEqual(one_line(f"a{character}b"), "a b")

    def test_control_characters_become_spaces(self) -> None:
        self.assertEqual(one_line("a\x00b\x07c\x7fd"), "a b c d")

    def test_invisible_characters_are_taken_out(self) -> None:
        self.assertEqual(one_line("a\u200bb\u202ec\u00add\ufeff"), "abcd")

    def test_what_cannot_be_seen_is_empty(self) -> None:
        self.assertEqual(one_line("\u200b \n\u2060"), "")

    def test_words_in_any_script_are_kept(self) -> None:
        for words in ("Tŷ Hafan", "école d’été", "特殊学校", "مدرسة", "🏫 School"):
            with self.subTest(words):
                self.assertEqual(one_line(words), words)


class TestDefuseFormula(SimpleTestCase):
    def test_it_is_defused_whatever_stands_before_it(self) -> None:
        for before in ("", "\n", "\r\n", "\t", " ", "\u3000", "\ufeff", "\u200b"):
            for start in "=+-@＝＋－＠\u2212":
                with self.subTest(before + start):
                    text = f"{before}{start}1+1"
                    self.assertEqual(defuse_formula(text), f"'{text}")

    def test_controls_are_defused_before_any_text(self) -> None:
        for text in ("\ta", "\ra", "\na"):
            with self.subTest(text):
                self.assertEqual(defuse_formula(text), f"'{text}")

    def test_other_text_stays_as_it_is(self) -> None:
        for text in ("", "Oak", "1+1", "Oak = Elm", "特殊学校", "’=1", "2026-07-03"):
            with self.subTest(text):
                self.assertEqual(defuse_formula(text), text)


class TestSplitWords(SimpleTestCase):
    def test_words_are_in_small_letters_without_signs(self) -> None:
        for text, words in (
            ("The Children’s CENTRE", ["the", "children", "s", "centre"]),
            ("3.5 & a@b.example", ["3", "5", "a", "b", "example"]),
            ("Ysgol Tŷ-Ffôn", ["ysgol", "tŷ", "ffôn"]),
            ("!(:*", []),
        ):
            with self.subTest(text):
                self.assertEqual(split_words(text), words)

    def test_words_that_are_split_stay_as_they_are(self) -> None:
        words = split_words("A Children’s centre, 3.5 miles on: İstanbul")
        self.assertEqual(split_words(" ".join(words)), words)
