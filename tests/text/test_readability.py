"""
How far the figures can be trusted.

The published figures of single sentences are those of Wikipedia's page "Flesch–Kincaid
readability tests". Those of the Gettysburg Address are Microsoft Word's (271 words, 10
sentences, reading ease 65; edbarr.blogspot.com, November 2009) and the Boston Globe's
("an 11th-grade level", October 2015). Programs count syllables differently, so that
texts may be 3 points of reading ease, or half a grade, apart.
"""

from __future__ import annotations

import time
from unittest import mock

from django.test import SimpleTestCase

from wagtail_localoffer.content.parts import Paragraph, Part
from wagtail_localoffer.reporting.summaries import measure_words
from wagtail_localoffer.text import readability
from wagtail_localoffer.text.readability import (
    Count,
    add_up,
    count,
    count_syllables,
    measure,
)
from wagtail_localoffer.text.sentences import list_words, split_sentences

GETTYSBURG = (
    "Four score and seven years ago our fathers brought forth on this continent, a "
    "new nation, conceived in Liberty, and dedicated to the proposition that all men "
    "are created equal.",
    "Now we are engaged in a great civil war, testing whether that nation, or any "
    "nation so conceived and so dedicated, can long endure. We are met on a great "
    "battle-field of that war. We have come to dedicate a portion of that field, as a "
    "final resting place for those who here gave their lives that that nation might "
    "live. It is altogether fitting and proper that we should do this.",
    "But, in a larger sense, we can not dedicate — we can not consecrate — we can not "
    "hallow — this ground. The brave men, living and dead, who struggled here, have "
    "consecrated it, far above our poor power to add or detract. The world will "
    "little note, nor long remember what we say here, but it can never forget what "
    "they did here. It is for us the living, rather, to be dedicated here to the "
    "unfinished work which they who fought here have thus far so nobly advanced. It "
    "is rather for us to be here dedicated to the great task remaining before us — "
    "that from these honored dead we take increased devotion to that cause for which "
    "they gave the last full measure of devotion — that we here highly resolve that "
    "these dead shall not have died in vain — that this nation, under God, shall have "
    "a new birth of freedom — and that government of the people, by the people, for "
    "the people, shall not perish from the earth.",
)

#: How many syllables they have.
COUNTED_BY_HAND = {
    "The cat sat on the mat.": 6,
    "We help every child.": 6,
    "Our school has two floors.": 5,
    "Tell us if you are worried.": 7,
    "Each child has a plan, and you can see it.": 10,
    "The special needs co-ordinator listens to parents.": 15,
    "Teachers break tasks into small steps.": 8,
    "If a child needs extra help, we follow four steps.": 12,
}


def ease(sentence: str) -> float:
    """The reading ease of a text that is too short for an answer to editors."""
    with mock.patch.object(readability, "FEW_WORDS", 1):
        measured = measure((sentence,))
    assert measured is not None
    return measured.reading_ease


class PublishedFigureTests(SimpleTestCase):
    def test_the_cat_sat_on_the_mat(self) -> None:
        self.assertAlmostEqual(ease("The cat sat on the mat."), 116, delta=0.2)

    def test_a_reading_passage_unto_itself(self) -> None:
        sentence = (
            "This sentence, taken as a reading passage unto itself, is being used to "
            "prove a point."
        )
        self.assertAlmostEqual(ease(sentence), 69, delta=0.2)

    def test_the_australian_platypus_by_the_formula(self) -> None:
        # 13 words and 24 syllables, times ten.
        counts = [Count(words=13, sentences=1, syllables=24, common=6)] * 10
        measured = add_up(counts)
        assert measured is not None
        self.assertAlmostEqual(measured.reading_ease, 37.5, delta=0.1)

    def test_the_australian_platypus_by_its_words(self) -> None:
        counted = count(
            "The Australian platypus is seemingly a hybrid of a mammal and reptilian "
            "creature."
        )
        self.assertEqual((counted.words, counted.sentences), (13, 1))
        self.assertAlmostEqual(counted.syllables, 24, delta=2)

    def test_the_gettysburg_address(self) -> None:
        measured = measure(GETTYSBURG)
        assert measured is not None
        self.assertEqual((measured.words, measured.sentences), (271, 10))
        self.assertAlmostEqual(measured.reading_ease, 65, delta=3)
        self.assertAlmostEqual(measured.reading_age - 5, 11, delta=0.5)


class SyllableTests(SimpleTestCase):
    def test_sentences_counted_by_hand(self) -> None:
        for sentence, syllables in COUNTED_BY_HAND.items():
            with self.subTest(sentence=sentence):
                self.assertAlmostEqual(count(sentence).syllables, syllables, delta=1)

    def test_all_of_them_together_are_right_within_three_in_a_hundred(self) -> None:
        counted = sum(count(sentence).syllables for sentence in COUNTED_BY_HAND)
        by_hand = sum(COUNTED_BY_HAND.values())
        self.assertAlmostEqual(counted / by_hand, 1, delta=0.03)

    def test_every_word_has_one(self) -> None:
        for word in ("the", "we", "me", "27", "nhs"):
            with self.subTest(word=word):
                self.assertEqual(count_syllables(word), 1)

    def test_the_commonest_words_of_offers_are_right(self) -> None:
        for word, syllables in {
            "school": 1,
            "child": 1,
            "child’s": 1,
            "children": 2,
            "people": 2,
            "co-ordinator": 5,
            "educational": 5,
            "disability": 5,
            "teacher": 2,
            "needs": 1,
            "family": 3,
            "families": 3,
            "health": 1,
        }.items():
            with self.subTest(word=word):
                self.assertEqual(count_syllables(word), syllables)


class SplittingTests(SimpleTestCase):
    def test_sentences_end_at_their_marks(self) -> None:
        self.assertEqual(
            split_sentences("We help. Do you? “Yes!” Good (very). End"),
            ["We help.", "Do you?", "“Yes!”", "Good (very).", "End"],
        )

    def test_other_full_stops_end_none(self) -> None:
        for sentence in (
            "Mrs. Nuttall and Dr. Shaw help.",
            "Some, e.g. Year 5, do.",
            "Come at 3.15pm or 9 a.m. on Monday.",
            "See www.a.school/plan.html for more.",
            "We wait … and then go on.",
        ):
            with self.subTest(sentence=sentence):
                self.assertEqual(split_sentences(sentence), [sentence])

    def test_sentences_without_capitals_end_too(self) -> None:
        self.assertEqual(len(split_sentences("نساعد الأطفال. اتصل بنا؟ نعم.")), 3)

    def test_addresses_are_no_words(self) -> None:
        words = list_words("Write to a.b@c.school or see https://c.school/very-long.")
        self.assertEqual(words, ["Write", "to", "or", "see"])


class MeasureTests(SimpleTestCase):
    TEXT = ("We help every child in our school to learn with friends.",) * 10

    def test_each_paragraph_ends_a_sentence(self) -> None:
        measured = measure(("We help you and your child to learn",) * 13)
        assert measured is not None
        self.assertEqual((measured.words, measured.sentences), (104, 13))

    def test_nothing_is_said_of_fewer_than_100_words(self) -> None:
        self.assertIsNone(measure(("We help you and your child to learn.",) * 12))
        self.assertIsNone(measure(()))

    def test_nothing_is_said_without_the_library(self) -> None:
        with mock.patch.object(readability, "LANGDATA", None):
            count.cache_clear()
            self.assertIsNone(measure(self.TEXT))
        count.cache_clear()
        self.assertIsNotNone(measure(self.TEXT))

    def test_nothing_is_said_of_other_languages(self) -> None:
        for text in (
            "نحن نساعد كل طفل في المدرسة.",
            "Pomagamy każdemu dziecku, a rodzice mogą z nami porozmawiać.",
            "Мы помогаем каждому ребёнку.",
        ):
            with self.subTest(text=text):
                self.assertIsNone(measure((text,) * 40))

    def test_paragraphs_in_other_scripts_do_not_count(self) -> None:
        mixed = (*self.TEXT, *("نحن نساعد كل طفل في المدرسة.",) * 20)
        self.assertEqual(measure(mixed), measure(self.TEXT))

    def test_the_whole_offer_is_measured_by_its_prose(self) -> None:
        parts = [
            Part("health", tuple(Paragraph(text) for text in self.TEXT)),
            Part("teaching", (Paragraph("A heading", "heading"), Paragraph("Go on."))),
        ]
        measured = measure_words(parts)
        assert measured is not None
        self.assertEqual(measured.words, 112)

    def test_ten_thousand_words_take_well_under_a_second(self) -> None:
        count.cache_clear()
        start = time.thread_time()
        measured = measure((" ".join(GETTYSBURG * 37),))
        taken = time.thread_time() - start
        assert measured is not None
        self.assertGreater(measured.words, 10_000)
        self.assertLess(taken, 0.5)
