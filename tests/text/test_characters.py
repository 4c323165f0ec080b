from __future__ import annotations

import sys
import unicodedata

from django.test import SimpleTestCase
from hypothesis import given, settings
from hypothesis import strategies as st

from wagtail_localoffer.text import characters
from wagtail_localoffer.text.characters import drop_unseen, make_storable
from wagtail_localoffer.text.plain import one_line

#: Format characters that draw something, or that stand around a number or a note.
DRAWN = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2"


def list_characters(tables: tuple[tuple[int, int], ...]) -> list[str]:
    return [chr(code) for first, last in tables for code in range(first, last + 1)]


IGNORABLE = list_characters(characters.DEFAULT_IGNORABLE)

BLANK = list_characters(characters.BLANKS)

#: Rather often what is looked for: joiners, styles, tags, marks, halves, spaces.
TRICKY = st.text(
    st.one_of(
        st.sampled_from(
            "aé #1☎❤👩🏽🏴\u0301\u200c\u200d\u200b\ufe0f\ufe0e\u034f\u3164\u2800\u202e"
            "\ud800\udc00\x00\n\r\u2028\u06cc\u0915\u094d\u20e3\U000e0067\U000e007f"
        ),
        st.characters(codec=None),
    ),
    max_size=30,
)


class TestTheTable(SimpleTestCase):
    def test_it_has_every_format_character_that_draws_nothing(self) -> None:
        known = {*IGNORABLE, *list_characters(characters.ANNOTATIONS)}
        for code in range(sys.maxunicode + 1):
            character = chr(code)
            if unicodedata.category(character) == "Cf" and character not in DRAWN:
                name = unicodedata.name(character, hex(code))
                # Kaithi's number signs and the joints of hieroglyphs draw something.
                if not name.startswith(("KAITHI", "EGYPTIAN")):
                    self.assertIn(character, known, name)

    def test_it_has_nothing_that_people_see(self) -> None:
        seen = [
            hex(ord(character))
            for character in IGNORABLE
            if unicodedata.category(character) not in ("Cf", "Cn", "Mn")
            and "FILLER" not in unicodedata.name(character, "")
        ]
        self.assertEqual(seen, [])


class TestEmptiness(SimpleTestCase):
    def test_what_shows_nothing_is_no_text(self) -> None:
        for character in {*IGNORABLE, *BLANK}:
            for text in (character, f" {character}\n{character * 3} "):
                self.assertEqual(one_line(text), "", hex(ord(character)))

    def test_controls_that_put_hieroglyphs_together_are_no_text(self) -> None:
        for code in range(0x13430, 0x13440):
            self.assertEqual(one_line(chr(code)), "", hex(code))

    def test_controls_and_spaces_of_every_kind_are_no_text(self) -> None:
        for code in range(sys.maxunicode + 1):
            if unicodedata.category(chr(code)) in ("Cc", "Zs", "Zl", "Zp"):
                self.assertEqual(one_line(chr(code)), "", hex(code))

    def test_a_letter_among_them_is_one(self) -> None:
        for character in {*IGNORABLE, *BLANK}:
            self.assertEqual(one_line(f"{character}a{character}"), "a")


class TestWhatStays(SimpleTestCase):
    def test_names_and_symbols_keep_what_makes_them_up(self) -> None:
        for text in (
            "نیم\u200cفاصله",
            "क्\u200dष",
            "👩\u200d👧",
            "👩🏽\u200d🏫",
            "❤\ufe0f\u200d🔥",
            "1\ufe0f\u20e3",
            "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
            "Tŷ Hafan",
            "葛\U000e0100飾",
        ):
            with self.subTest(text):
                self.assertEqual(one_line(text), text)

    def test_a_joiner_that_joins_nothing_goes(self) -> None:
        for text in ("a\u200d", "\u200ca", "a \u200d b", "👩\u200d", "\u200d\u200c"):
            with self.subTest(text):
                self.assertEqual(
                    one_line(text),
                    text.replace("\u200d", "").replace("\u200c", "").replace("  ", " "),
                )

    def test_a_hidden_message_in_tags_goes(self) -> None:
        hidden = "".join(chr(0xE0000 + ord(each)) for each in "send money")
        self.assertEqual(one_line(f"Priya{hidden} Nuttall"), "Priya Nuttall")


class TestWhatCanBeStored(SimpleTestCase):
    def test_half_a_character_is_marked_as_lost(self) -> None:
        self.assertEqual(make_storable("a\ud800b\udc00"), "a\ufffdb\ufffd")

    def test_two_halves_are_one_character(self) -> None:
        self.assertEqual(make_storable("\ud83d\ude00"), "😀")

    def test_line_breaks_and_tabs_stay(self) -> None:
        self.assertEqual(make_storable("a\r\n\tb\x0bc\x00"), "a\r\n\tb c ")


class TestProperties(SimpleTestCase):
    @settings(max_examples=300, deadline=None, derandomize=True)
    @given(TRICKY)
    def test_it_is_done_at_once_and_can_be_written(self, text: str) -> None:
        for tidy in (one_line, drop_unseen, make_storable):
            once = tidy(text)
            once.encode()
            self.assertEqual(tidy(once), once)
        self.assertTrue(unicodedata.is_normalized("NFC", one_line(text)))
