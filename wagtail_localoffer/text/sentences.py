"""Sentences and words of a plain text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

# What ends a sentence, also in Arabic, Urdu and Chinese, and closes a quotation.
END = re.compile(r"(?<![.!?…؟۔。])[.!?…؟۔。]++[\"”’')\]]*+(?=\s)")

ABBREVIATION = re.compile(
    r"(?:^|[\s(“‘\"'])(?:mrs?|ms|miss|dr|prof|rev|revd|st|no|tel|ext|e\.?g|i\.?e|etc|"
    r"vs|approx|incl|inc|a\.m|p\.m|[a-z])\.$",
    re.IGNORECASE,
)

WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")

ADDRESS = ("http://", "https://", "www.")


def split_sentences(paragraph: str) -> list[str]:
    """Split a paragraph, on one line, after the marks that end its sentences."""
    return list(_list_sentences(paragraph))


# Several ask for those of one paragraph, and an editor's browser sends it again.
@lru_cache(maxsize=2048)
def _list_sentences(paragraph: str) -> tuple[str, ...]:
    return tuple(_split(paragraph))


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
