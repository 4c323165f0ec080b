from __future__ import annotations

from django.test import SimpleTestCase
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.text.test_characters import TRICKY
from wagtail_localoffer.text import typed
from wagtail_localoffer.text.plain import as_compared

KINDS = (
    typed.tidy_name,
    typed.tidy_lines,
    typed.tidy_address,
    typed.tidy_identifier,
    typed.make_storable,
)


class TestTyped(SimpleTestCase):
    @settings(max_examples=300, deadline=None, derandomize=True)
    @given(st.one_of(TRICKY, st.text(max_size=20)))
    def test_what_is_tidy_stays_as_it_is(self, text: str) -> None:
        for tidy in KINDS:
            once = tidy(text)
            self.assertEqual(tidy(once), once, tidy.__name__)

    @settings(max_examples=200, deadline=None, derandomize=True)
    @given(st.one_of(TRICKY, st.text(max_size=20)))
    def test_tidying_is_no_change_to_a_council(self, text: str) -> None:
        self.assertEqual(as_compared(typed.tidy_name(text)), as_compared(text))

    def test_each_kind_of_text(self) -> None:
        for tidy, text, tidied in (
            (typed.tidy_name, " Zoe\u0301\x00 Nut\u00adtall ", "Zoé Nuttall"),
            (
                typed.tidy_lines,
                "Mill\u200b Lane\r\nAlder\x07beck",
                "Mill Lane\r\nAlder beck",
            ),
            (
                typed.tidy_address,
                " se\u200dnco@\u2060x.example\ufeff",
                "senco@x.example",
            ),
            (typed.tidy_address, "\u202d01632 960014\u202c", "01632 960014"),
            (typed.tidy_identifier, "ｅｙ\u200b١٢٣456", "EY123456"),
        ):
            with self.subTest(text):
                self.assertEqual(tidy(text), tidied)
