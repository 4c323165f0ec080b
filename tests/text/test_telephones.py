from __future__ import annotations

from time import process_time

import phonenumbers
from django.test import SimpleTestCase
from hypothesis import given, settings
from hypothesis import strategies as st

from wagtail_localoffer.text.telephones import (
    has_several_telephones,
    is_telephone,
    read_telephone,
    telephone_url,
)


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

    def test_each_is_dialled_in_digits_that_every_telephone_knows(self) -> None:
        for number, url in (
            ("01632 960014", "tel:01632960014"),
            ("\u202d01632 960014\u202c", "tel:01632960014"),
            ("01632\u00ad960014", "tel:01632960014"),
            ("01632\u200b960014", "tel:01632960014"),
            ("۰۱۶۳۲ ۹۶۰۰۱۴", "tel:01632960014"),
            ("٠١٦٣٢ ٩٦٠٠١٤", "tel:01632960014"),
            ("०१६३२ ९६००१४", "tel:01632960014"),
            ("０１６３２　９６００１４", "tel:01632960014"),
            ("01632–960014", "tel:01632960014"),
            ("01632\u2011960014", "tel:01632960014"),
            ("01632\u2212960014", "tel:01632960014"),
            ("01632/960014", "tel:01632960014"),
            ("(+44) 1632 960014", "tel:+441632960014"),
            ("+44 01632 960014", "tel:+441632960014"),
            ("0044 1632 960014", "tel:+441632960014"),
            ("0044 (0)1632 960014", "tel:+441632960014"),
            ("(+44)(0)1632 960014", "tel:+441632960014"),
            ("+353 (0)1 234 5678", "tel:+35312345678"),
            ("01632 960014 (option 2)", "tel:01632960014"),
            ("01632 960014 then press option 2", "tel:01632960014"),
            ("01632 960014 Ext: 23", "tel:01632960014;ext=23"),
            ("01632 960014 (ext. 23)", "tel:01632960014;ext=23"),
            ("01632 960014 ext ۲۳", "tel:01632960014;ext=23"),
            ("01632 960014 ext 23, option 2", "tel:01632960014;ext=23"),
            ("111", "tel:111"),
            ("116 123", "tel:116123"),
            ("18001 01632 960014", "tel:1800101632960014"),
        ):
            with self.subTest(number):
                self.assertEqual(telephone_url(number), url)

    def test_two_numbers_are_no_number(self) -> None:
        for numbers in (
            "01632 960014 / 960015",
            "01632 960014 / 01632 960015",
            "01632 960014/5",
            "960014 / 960015",
            "01632 960014, 960015",
            "01632 960014 and 960015",
            "01632 960014 - 960015",
            "+44 1632 960014 / 960015",
            "01632 960014 01632 960015",
        ):
            with self.subTest(numbers):
                self.assertFalse(is_telephone(numbers))
                self.assertTrue(has_several_telephones(numbers))

    def test_words_and_one_number_are_not_several(self) -> None:
        for text in (
            *("", "ask at the office", "12", "01632 960014", "01632 960014 ext"),
            *("020/7946/0123", "01632 960014 ext 1234567", "01632 960014 x1234567"),
        ):
            with self.subTest(text):
                self.assertFalse(has_several_telephones(text))

    def test_a_number_that_lost_its_zero_is_dialled_by_the_country_s_code(self) -> None:
        """A spreadsheet takes it away, and nobody answers without it."""
        for text in (
            *("1632960014", "1632 960014", "1632960014.0"),
            # What has lost its plus.
            *("441632960014", "44 1632 960014", "(44) 1632-960014", "441632960014.0"),
        ):
            with self.subTest(text):
                self.assertEqual(telephone_url(text), "tel:+441632960014")
        for text in ("163296001", "44163296001", "4416329600141"):
            self.assertFalse(is_telephone(text), text)

    def test_a_number_with_its_zero_typed_twice_is_not_dialled_abroad(self) -> None:
        for text in (
            "001632 960014",
            "00 1632 960014",
            "001632960014",
            "0(0)1632 960014",
        ):
            with self.subTest(text):
                self.assertFalse(is_telephone(text))
        self.assertEqual(telephone_url("001 202 555 0123"), "tel:+12025550123")

    def test_reading_takes_no_square_of_the_length(self) -> None:
        start = process_time()
        for part in (" ", "1", "(0)", " (", "1 ext ", "/", " or 111", "۱"):
            text = f"0{part * 60_000}"
            read_telephone(text)
            has_several_telephones(text)
        self.assertLess(process_time() - start, 5)

    @settings(max_examples=150, deadline=None, derandomize=True)
    @given(
        st.sampled_from(("0", "+44 ", "+44 (0)", "0044 ", "0044 (0)", "(+44) ")),
        st.sampled_from(("1632 960", "20 7946 0", "7700 900", "808 157 0")),
        st.integers(0, 999),
        st.sampled_from(("", " ext 12", " Ext: 12", ", extension 12", " x12")),
        st.sampled_from((" ", "-", "–", ".", "", "\u00a0", "\u200b ")),
        st.sampled_from(("0123456789", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९")),
    )
    def test_another_library_dials_the_same(
        self,
        prefix: str,
        code: str,
        last: int,
        extension: str,
        between: str,
        digits: str,
    ) -> None:
        text = f"{prefix}{code}{last:03}".replace(" ", between)
        text = text.translate(str.maketrans("0123456789", digits)) + extension
        theirs = phonenumbers.parse(text, "GB")
        ours = phonenumbers.parse(telephone_url(text).replace(";ext=", " ext "), "GB")
        self.assertEqual(ours, theirs)
