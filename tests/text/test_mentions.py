from __future__ import annotations

import re
import unicodedata
from html import escape
from urllib.parse import quote

from django.test import SimpleTestCase
from hypothesis import given
from hypothesis import strategies as st

from wagtail_localoffer.text.mentions import Person

NAME, EMAIL = "Zoë O'Brien-Hall", "Zoe.Hall@hawthornbank.example"

PERSON = Person([NAME, "P. Nuttall", "Hall"], [EMAIL])

#: How the name may be written so that a reader sees it.
SPELLINGS = {
    "as it is": NAME,
    "capitals": NAME.upper(),
    "small letters": NAME.lower(),
    "composed": unicodedata.normalize("NFC", NAME),
    "decomposed": unicodedata.normalize("NFD", NAME),
    "a round apostrophe": NAME.replace("'", "’"),
    "a decimal entity": NAME.replace("'", "&#39;"),
    "a hexadecimal entity": NAME.replace("'", "&#x27;"),
    "a named entity": NAME.replace("'", "&rsquo;").replace("ë", "&euml;"),
    "a mark as an entity": NAME.replace("ë", "e&#776;"),
    "two blanks": NAME.replace(" ", "  "),
    "a fixed blank": NAME.replace(" ", "\u00a0"),
    "a fixed blank as an entity": NAME.replace(" ", "&nbsp;"),
    "a line break": NAME.replace(" ", "\r\n  "),
    "a break as a tag": NAME.replace(" ", "<br/>"),
    "another hyphen": NAME.replace("-", "\u2011"),
    "soft hyphens": NAME.replace("Bri", "B\u00adri\u200b"),
    "a tag around a part": NAME.replace("Zoë", "<b>Zoë</b>"),
    "a tag in a word": NAME.replace("Z", '<i class="x">Z</i>'),
    "a title": f"Mrs {NAME}",
    "a title with a point": f"DR. {NAME}",
    "a title without a blank": f"Mrs.{NAME}",
    "in the address of a link": quote(NAME),
}

#: What is around it.
AROUND = (
    "Ask {} first.",
    "{}",
    "<p>{}</p>",
    "({})",
    "“{}”",
    "'{}'",
    "_{}_",
    "{}'s cat",
)

#: What isn't the person.
OTHERS = (
    "Halls and Hallway, Marshall, the hall-keeper and a music-hall",
    "D'Hall, Hállo, Halḷ, Hall\u0301",
    "post@hall.example, hall@post.example, https://hall.example/, www.hall.example",
    "Zoe O'Brien-Hal",
    "<p>Zoë</p><p>O'Brien</p>",
    "B. Nuttall, Nuttall, P. Nuttalls",
    "xZoe.Hall@hawthornbank.example, a.zoe.hall@hawthornbank.example",
    "zoe.hall@hawthornbank.example.uk, zoe.hall@hawthornbank.examples",
    "zoexhall@hawthornbank.example",
)

EMAILS = (
    (EMAIL, "[-]"),
    (EMAIL.upper(), "[-]"),
    (f"Write to {EMAIL}.", "Write to [-]."),
    (f"Bookings <{EMAIL}>, a@b.example", "Bookings <[-]>, a@b.example"),
    (f"&lt;{EMAIL}&gt;", "&lt;[-]&gt;"),
    (f"'{EMAIL}'", "'[-]'"),
    (f'<a href="mailto:{EMAIL}">Ask</a>', '<a href="mailto:">Ask</a>'),
    (
        f'<a href="mailto:{EMAIL.replace("@", "%40").replace(".", "%2e")}">{EMAIL}</a>',
        '<a href="mailto:">[-]</a>',
    ),
    (
        f'<a href="mailto:a@b.example?cc={EMAIL}&amp;subject={quote(NAME)}">Ask</a>',
        '<a href="mailto:a@b.example?cc=&amp;subject=">Ask</a>',
    ),
    (f"mailto:{quote(EMAIL)}?subject=x", "mailto:[-]?subject=x"),
)

#: What a tag may say of somebody, or not.
TAGS = (
    f'<a href="mailto:{EMAIL}">{{}}</a>',
    f'<a href="https://a.example/?q={quote(NAME)}">{{}}</a>',
    '<b title="Zoë O’Brien-Hall">{}</b>',
    '<i title="P. Nuttall and Hall">{}</i>',
    '<u class="x">{}</u>',
    "{}",
)

TAG = re.compile("<[^>]+>")

#: The same tags without anybody.
CLEARED = (
    '<a href="mailto:">{}</a>',
    '<a href="https://a.example/?q=">{}</a>',
    '<b title="">{}</b>',
    '<i title=" and ">{}</i>',
    '<u class="x">{}</u>',
    "{}",
)


class TestMentions(SimpleTestCase):
    def test_a_name_is_found_however_it_is_written(self) -> None:
        for kind, spelling in SPELLINGS.items():
            for around in AROUND:
                with self.subTest(kind, around=around):
                    text = around.format(spelling)
                    replaced, number = PERSON.replace(text, "[-]")
                    self.assertEqual(number, 1)
                    for tag in ("b", "i", "br"):
                        replaced = replaced.replace(f"</{tag}>", "")
                        replaced = replaced.replace(f"<{tag}>", "")
                    replaced = replaced.replace("<br/>", "")
                    replaced = replaced.replace('<i class="x">', "")
                    self.assertEqual(replaced, around.format("[-]"))
                    self.assertEqual(PERSON.count(replaced), 0)

    def test_initials_are_found_with_their_points_or_without(self) -> None:
        for spelling in ("P. Nuttall", "P Nuttall", "p.nuttall", "Ms P.  Nuttall"):
            with self.subTest(spelling):
                self.assertEqual(PERSON.replace(spelling, "-"), ("-", 1))

    def test_an_address_is_found_however_it_is_written(self) -> None:
        for text, expected in EMAILS:
            with self.subTest(text):
                self.assertEqual(PERSON.replace(text, "[-]")[0], expected)

    def test_nobody_else_is_found(self) -> None:
        for text in OTHERS:
            with self.subTest(text):
                self.assertEqual(PERSON.replace(text, "[-]"), (text, 0))

    def test_a_word_that_can_be_a_title_stays_where_it_is_none(self) -> None:
        self.assertEqual(PERSON.replace("We miss Hall.", "-"), ("We miss -.", 1))

    def test_tags_keep_their_other_half(self) -> None:
        text = "<b>Zoë</b> <i>O'Brien-Hall</i> helps."
        self.assertEqual(PERSON.replace(text, "-")[0], "<b>-</b><i></i> helps.")

    @given(
        st.sampled_from(["Zoë", "Ask Zoë", "P.", "Ask"]),
        st.lists(
            st.tuples(
                st.sampled_from(["O'Brien-Hall", "Nuttall", "Hall", EMAIL, "now"]),
                st.lists(st.integers(0, len(TAGS) - 1), max_size=3),
            ),
            max_size=4,
        ),
    )
    def test_tags_in_and_around_a_mention_lose_theirs_and_stay_whole(
        self, first: str, parts: list[tuple[str, list[int]]]
    ) -> None:
        text = cleared = first
        for word, around in parts:
            there = expected = word
            for each in around:
                there = TAGS[each].format(there)
                expected = CLEARED[each].format(expected)
            text, cleared = f"{text} {there}", f"{cleared} {expected}"
        replaced, _number = PERSON.replace(text, "-")
        self.assertEqual(TAG.findall(replaced), TAG.findall(cleared))
        seen = PERSON.replace(TAG.sub("", text), "-")[0]
        self.assertEqual(TAG.sub("", replaced), seen)
        self.assertEqual(PERSON.count(replaced), 0)

    def test_each_mention_counts(self) -> None:
        self.assertEqual(PERSON.count(f"{NAME}, {NAME} and {EMAIL}"), 3)

    @given(st.text(), st.text(), st.sampled_from([*SPELLINGS.values(), EMAIL]))
    def test_whatever_is_around_it_nothing_but_it_is_changed(
        self, before: str, after: str, spelling: str
    ) -> None:
        before, after = (escape(each).replace("%", "") for each in (before, after))
        text = f"<p>{before}</p> {spelling} <p>{after}</p>"
        replaced, number = PERSON.replace(text, "[-]")
        if number == 1:
            self.assertTrue(replaced.startswith(f"<p>{before}</p> "))
            self.assertTrue(replaced.endswith(f" <p>{after}</p>"))
        self.assertGreaterEqual(number, 1)
        self.assertEqual(PERSON.count(replaced), 0)

    @given(st.text())
    def test_any_text_can_be_read(self, text: str) -> None:
        replaced, number = PERSON.replace(text, "")
        self.assertEqual(replaced == text, number == 0)
