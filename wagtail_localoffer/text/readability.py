"""Readability of a text. It needs the ``readability`` extra, or says nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from wagtail_localoffer.text.languages import COMMON_WORDS, SHARE
from wagtail_localoffer.text.sentences import is_latin, list_words, split_sentences

try:
    from readability import FleschReadingEase, KincaidGradeLevel
    from readability.langdata import LANGDATA
except ImportError:
    LANGDATA = None


#: With fewer words than this, a few long names decide the figures.
FEW_WORDS = 100


#: Children start school at five in England, and in the formula's grade 0.
AGE_AT_GRADE_ZERO = 5


# What the library's rules get wrong, of the words that offers are full of.
SYLLABLES = {"school": 1, "schools": 1, "people": 2, "area": 3, "areas": 3}


@dataclass(frozen=True)
class Measure:
    """How easily a text is read."""

    #: Flesch reading ease: 60 to 70 is plain English, and less is harder.
    reading_ease: float
    #: The Flesch-Kincaid grade as an age, in years.
    reading_age: float
    words: int
    sentences: int


def measure(paragraphs: tuple[str, ...]) -> Measure | None:
    """
    Measure how hard it is to read ``paragraphs``, each of which ends a sentence.

    :returns: ``None`` if there is nothing to be said: the text is too short, it isn't
        English, or the library isn't installed.
    """
    return add_up(count(paragraph) for paragraph in paragraphs)


@dataclass(frozen=True)
class Count:
    words: int
    sentences: int
    syllables: int
    #: How many of the words show that they are English.
    common: int


def add_up(counts: Iterable[Count]) -> Measure | None:
    counted = list(counts)
    words = sum(each.words for each in counted)
    sentences = sum(each.sentences for each in counted)
    common = sum(each.common for each in counted)
    if LANGDATA is None or words < FEW_WORDS or common * SHARE < words:
        return None
    totals = (sum(each.syllables for each in counted), words, sentences)
    return Measure(
        reading_ease=FleschReadingEase(*totals),
        reading_age=KincaidGradeLevel(*totals) + AGE_AT_GRADE_ZERO,
        words=words,
        sentences=sentences,
    )


# An editor's browser sends every text again whenever one of them changes.
@lru_cache(maxsize=2048)
def count(paragraph: str) -> Count:
    """Count what a paragraph adds to the figures: nothing if it can't be English."""
    if not is_latin(paragraph):
        return Count(0, 0, 0, 0)
    sentences = [list_words(each) for each in split_sentences(paragraph)]
    words = [word.lower() for sentence in sentences for word in sentence]
    return Count(
        words=len(words),
        sentences=sum(1 for each in sentences if each),
        syllables=sum(count_syllables(word) for word in words),
        common=sum(word in COMMON_WORDS for word in words),
    )


def count_syllables(word: str) -> int:
    """
    Count the syllables of a word in lower case.

    The library takes "the" and its like for words without any.
    """
    if LANGDATA is None:
        return 1
    word = word.replace("’", "'").removesuffix("'s")
    # Half of a word with a hyphen is a word to its rules.
    parts = [part for part in word.split("-") if part]
    return sum(
        SYLLABLES.get(part) or max(1, LANGDATA["en"]["syllables"](part[:50]))
        for part in parts
    )
