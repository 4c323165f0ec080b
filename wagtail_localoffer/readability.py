"""How hard a text is to read. It needs the ``readability`` extra, or says nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

try:
    from readability import FleschReadingEase, KincaidGradeLevel
    from readability.langdata import LANGDATA
except ImportError:
    LANGDATA = None

if TYPE_CHECKING:
    from wagtail_localoffer.reading import Part

#: With fewer words than this, a few long names decide the figures.
FEW_WORDS = 100

#: Children start school at five in England, and in the formula's grade 0.
AGE_AT_GRADE_ZERO = 5

# Nearly every English sentence has some of them, and hardly any other language does.
_COMMON_WORDS = """
    a an and are as at be by can for from have help if in is it not of on or our that
    the their they this to we what when who will with you your
"""
COMMON_WORDS = frozenset(_COMMON_WORDS.split())

# What ends a sentence, also in Arabic, Urdu and Chinese, and closes a quotation.
END = re.compile(r"(?<![.!?…؟۔。])[.!?…؟۔。]++[\"”’')\]]*+(?=\s)")
ABBREVIATION = re.compile(
    r"(?:^|[\s(“‘\"'])(?:mrs?|ms|miss|dr|prof|rev|revd|st|no|tel|ext|e\.?g|i\.?e|etc|"
    r"vs|approx|incl|inc|a\.m|p\.m|[a-z])\.$",
    re.IGNORECASE,
)
WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
ADDRESS = ("http://", "https://", "www.")

# What the library's rules get wrong, of the words that offers are full of.
SYLLABLES = {"school": 1, "schools": 1, "people": 2, "area": 3, "areas": 3}


@dataclass(frozen=True)
class Measure:
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


def measure_offer(parts: Iterable[Part]) -> Measure | None:
    """Measure the whole of an offer."""
    return measure(tuple(text for part in parts for text in part.prose))


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
    if LANGDATA is None or words < FEW_WORDS or common * 8 < words:
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


def split_sentences(paragraph: str) -> list[str]:
    """Split a paragraph, on one line, after the marks that end its sentences."""
    return list(_split(paragraph))


def _split(paragraph: str) -> Iterator[str]:
    start = 0
    for mark in END.finditer(paragraph):
        following = paragraph[mark.end() : mark.end() + 2].strip()
        # No abbreviation is longer than this, with what stands before it.
        ending = paragraph[max(start, mark.end() - 12) : mark.end()]
        if following.islower() or ABBREVIATION.search(ending):
            continue
        yield paragraph[start : mark.end()].strip()
        start = mark.end()
    if rest := paragraph[start:].strip():
        yield rest


def list_words(sentence: str) -> list[str]:
    """List the words of a sentence, without its web and email addresses."""
    if "@" in sentence or "." in sentence[:-1]:
        sentence = " ".join(
            token
            for token in sentence.split()
            if "@" not in token and not token.lower().lstrip("(“‘").startswith(ADDRESS)
        )
    return WORD.findall(sentence)


def is_latin(text: str) -> bool:
    """Whether most letters of ``text`` are Latin, as those of English are."""
    if text.isascii():
        return True
    letters = [character for character in text if character.isalpha()]
    latin = sum(
        character.isascii() or unicodedata.name(character, "").startswith("LATIN")
        for character in letters
    )
    return latin * 2 > len(letters)
