"""Which signs are found in a sentence."""

from __future__ import annotations

from django.test import SimpleTestCase

from wagtail_localoffer.text.signs import SignFinder


def find(sentence: str, *signs: str) -> set[str]:
    return set(SignFinder(signs).find(sentence))


class TestSigns(SimpleTestCase):
    def assert_found(self, sign: str, *sentences: str) -> None:
        for sentence in sentences:
            with self.subTest(sign, sentence=sentence):
                self.assertEqual(find(sentence, sign), {sign})

    def assert_not_found(self, sign: str, *sentences: str) -> None:
        for sentence in sentences:
            with self.subTest(sign, sentence=sentence):
                self.assertEqual(find(sentence, sign), set())

    def test_a_word_may_go_on(self) -> None:
        self.assert_found("complain", "To complain, write.", "Our complaints policy")
        self.assert_not_found("complain", "We explain all.", "A noncomplaining child")

    def test_a_word_with_a_dot_may_not(self) -> None:
        self.assert_found("you.", "We ask you.", "YOU decide")
        self.assert_not_found("you.", "Your child", "young people")

    def test_words_in_a_row_stand_in_a_row_and_only_the_last_goes_on(self) -> None:
        self.assert_found("pre teach", "We pre-teach words.", "Pre-teaching helps.")
        self.assert_not_found(
            "pre teach", "Precision teaching", "teach pre", "pre and teach", "pre"
        )

    def test_what_is_joined_stands_anywhere_in_any_order(self) -> None:
        self.assert_found("parent + ask / invite", "We invite all parents.")
        self.assert_found("parent + ask / invite", "Parents are asked.")
        self.assert_not_found("parent + ask / invite", "We ask.", "Parents come.")

    def test_capitals_hyphens_and_apostrophes_make_no_difference(self) -> None:
        self.assert_found(
            "childrens view",
            "The CHILDREN’S views",
            "children's-views",
            "“Childrens view”",
        )

    def test_addresses_numbers_and_names_have_marks(self) -> None:
        self.assert_found("@email", "Write to senco@fernhill.example")
        self.assert_found(
            "@phone", "Ring 01632 960123.", "(01632) 960-123", "+44 1632 960123"
        )
        self.assert_found(
            "@link", "See www.a.example", "https://b.example", "at send.vale.example."
        )
        self.assert_found("@name", "It is Mrs Kaur.", "Ask Dawn Sutcliffe", "Dr. Lee")

    def test_what_only_looks_like_them_has_none(self) -> None:
        self.assert_not_found("@email", "@ home", "5 @ £3")
        self.assert_not_found("@phone", "in 2026", "30 places, 10 kept")
        self.assert_not_found("@link", "senco@fernhill.example", "e.g. chess", "3.15pm")
        self.assert_not_found("@name", "The Inclusion Manager", "our school", "Mr")

    def test_places_tell_which_words_a_sign_has(self) -> None:
        found = SignFinder(("parent", "parent + ask", "we ask")).find("We ask parents")
        self.assertEqual(
            found, {"parent": 0b100, "parent + ask": 0b110, "we ask": 0b11}
        )

    def test_a_text_without_words_has_none(self) -> None:
        for text in ("", " ", "…", "😀", "مدرسہ"):
            self.assertEqual(find(text, "a", "@name"), set())
