from __future__ import annotations

from django.test import SimpleTestCase

from wagtail_localoffer.text.telephones import is_telephone


class TestTelephones(SimpleTestCase):
    def test_numbers_are_taken_in_any_spacing(self) -> None:
        for number in (
            "01632 960014",
            "01632960014",
            " 01632-960-014 ",
            "(01632) 960014",
            "+44 1632 960014",
            "+44 (0)1632 960014",
            "01632 960014 ext. 12",
            "01632 960014, extension 12",
            "01632 960014 x12",
            "01632 960014, option 2",
            "119",
        ):
            with self.subTest(number):
                self.assertTrue(is_telephone(number))

    def test_other_words_are_no_numbers(self) -> None:
        for words in (
            "",
            "Ring the office",
            "12",
            "(((",
            "01632 960014 or 01632 960015",
            "01632 960014 ext",
            "office: 01632 960014",
            "0163296001401632960014",
            "senco@school.example",
        ):
            with self.subTest(words):
                self.assertFalse(is_telephone(words))

    def test_a_long_text_of_spaces_comes_to_an_end(self) -> None:
        """A rule that takes the square of this length would take minutes."""
        self.assertFalse(is_telephone(f"0{' ' * 60_000}y"))
