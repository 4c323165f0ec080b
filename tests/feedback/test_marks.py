"""What is marked in a message, because it must not be published."""

from __future__ import annotations

import time

from django.test import SimpleTestCase
from django.utils.translation import override

from wagtail_localoffer.feedback.marks import (
    MarkKind,
    list_marked,
    mark,
    show_marks,
)


def find(text: str, **around: object) -> list[tuple[str, str]]:
    return [
        (text[each.start : each.stop], each.kind)
        for each in mark(text, **around)  # type: ignore[arg-type] # as the test says
    ]


class MarkTests(SimpleTestCase):
    def test_a_message_is_marked_wherever_it_tells_who_it_is_about(self) -> None:
        text = (
            "My son Yusuf in Year 4 has autism and ADHD. Call 07700 900123 or 01632 "
            "960014, or write to anna.smith@gmail.com. We live at 12 Mill Lane, ZZ1 "
            "2AB. Date of birth: 12/05/2016. Mrs Patel said no."
        )
        self.assertEqual(
            find(text),
            [
                ("Yusuf", MarkKind.NAME),
                ("autism", MarkKind.HEALTH),
                ("ADHD", MarkKind.HEALTH),
                ("07700 900123", MarkKind.TELEPHONE),
                ("01632 960014", MarkKind.TELEPHONE),
                ("anna.smith@gmail.com", MarkKind.EMAIL),
                ("12 Mill Lane", MarkKind.ADDRESS),
                ("ZZ1 2AB", MarkKind.ADDRESS),
                ("Date of birth: 12/05/2016", MarkKind.BIRTH),
                ("Patel", MarkKind.NAME),
            ],
        )

    def test_names_are_found_in_small_letters_too(self) -> None:
        for text, name in (
            ("she is called leyla and likes it", "leyla"),
            ("his name is tomasz", "tomasz"),
            ("we came with yusuf", "yusuf"),
            ("MY DAUGHTER AISHA", "AISHA"),
        ):
            with self.subTest(text):
                self.assertIn((name, MarkKind.NAME), find(text))

    def test_words_that_are_names_too_are_marked_with_a_capital_only(self) -> None:
        self.assertEqual(find("you will have grace and the lily pond"), [])
        self.assertEqual(find("We asked Grace."), [("Grace", MarkKind.NAME)])

    def test_who_wrote_it_is_found_in_any_script_and_spelling(self) -> None:
        text = "Regards, wiśniewska"
        found = [("wiśniewska", MarkKind.NAME)]
        self.assertEqual(find(text, name="Kasia Wiśniewska"), found)
        text = "شکریہ، فاطمہ"
        self.assertEqual(find(text, name="فاطمہ"), [("فاطمہ", MarkKind.NAME)])

    def test_a_capital_inside_a_sentence_is_taken_for_a_name(self) -> None:
        self.assertEqual(
            find("Why did Xanthe Owusu-Adjei leave?"),
            [("Xanthe Owusu-Adjei", MarkKind.NAME)],
        )

    def test_what_every_offer_speaks_of_is_not_marked(self) -> None:
        for text in (
            "What happens if my child has an EHC plan?",
            "Who helps pupils with special educational needs or a disability?",
            "We meet in Year 4, on Monday in September. Thank you.",
            "On 12/05/2026 we came at 3.30, in Y4 2nd term.",
            "Is there a ramp? Thank you.\nKind regards",
        ):
            with self.subTest(text):
                self.assertEqual(find(text), [])

    def test_what_is_public_already_is_not_marked(self) -> None:
        text = "Ask at Hawthorn Bank, 01632 960014."
        known = ["Hawthorn Bank School", "01632 960014"]
        self.assertEqual(len(find(text)), 2)
        self.assertEqual(find(text, known=known), [])

    def test_numbers_in_other_digits_are_numbers(self) -> None:
        text = "۰۷۷۰۰۹۰۰۱۲۳"
        self.assertEqual(find(text), [(text, MarkKind.TELEPHONE)])

    def test_needs_of_the_glossary_are_found_short_and_in_full(self) -> None:
        text = "speech, language and communication needs"
        for language in ("en", "ur"):
            with self.subTest(language), override(language):
                self.assertEqual(find(text), [(text, MarkKind.HEALTH)])
        self.assertEqual(find("He has SLCN."), [("SLCN", MarkKind.HEALTH)])
        self.assertEqual(find("oh, hi there"), [])

    def test_the_pieces_are_the_whole_text(self) -> None:
        text = "Yusuf can't hear. Call 07700 900123, <b>Yusuf</b>"
        pieces = show_marks(text, mark(text))
        self.assertEqual("".join(piece.text for piece in pieces), text)
        marked = [piece for piece in pieces if piece.kind]
        self.assertEqual([each.text for each in marked][:1], ["Yusuf"])
        self.assertEqual(marked[0].label, "name")

    def test_what_is_marked_twice_is_listed_once(self) -> None:
        text = "Yusuf, Yusuf and Yusuf"
        self.assertEqual(len(list_marked(text, mark(text))), 1)

    def test_no_text_takes_long(self) -> None:
        for part in ("a", "Anna ", "1 ", "A. ", "my son ", "07", "Aa-", "(", "a@"):
            with self.subTest(part):
                start = time.thread_time()
                mark(part * (20_000 // len(part)), name="Anna Smith")
                self.assertLess(time.thread_time() - start, 5)
