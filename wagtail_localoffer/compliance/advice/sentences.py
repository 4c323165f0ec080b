"""Sentences and sections that are hard to read."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from wagtail_localoffer import conf
from wagtail_localoffer.compliance.advice.rule import Hit, OfferText
from wagtail_localoffer.content.parts import Part
from wagtail_localoffer.text.readability import measure
from wagtail_localoffer.text.sentences import is_latin, list_words, split_sentences

#: A sentence with more words than this is long.
LONG_SENTENCE = 25


#: How many long sentences of one section are named: an editor mends a few at a time.
MOST_SENTENCES = 3


def find_hard_section(part: Part, offer: OfferText) -> Iterator[Hit]:
    limit = conf.get_settings().READING_AGE
    measured = measure(tuple(part.prose))
    # Half a year is within what the formula can tell.
    if measured and (age := round(measured.reading_age)) > limit:
        longest = [sentence for _number, sentence in _list_longest(part)[:1]]
        yield Hit("".join(longest), {"age": age, "limit": limit})


def find_long_sentences(part: Part, offer: OfferText) -> Iterator[Hit]:
    for number, sentence in _list_longest(part)[:MOST_SENTENCES]:
        yield Hit(sentence, {"number": number, "limit": LONG_SENTENCE})


def _list_longest(part: Part) -> list[tuple[int, str]]:
    """The long sentences, each with the number of its words, the longest first."""
    long = (each for text in part.prose for each in _list_long(text))
    return sorted(long, key=lambda each: -each[0])


@lru_cache(maxsize=2048)
def _list_long(text: str) -> tuple[tuple[int, str], ...]:
    if len(text.split()) <= LONG_SENTENCE or not is_latin(text):
        return ()
    counted = ((len(list_words(each)), each) for each in split_sentences(text))
    return tuple(each for each in counted if each[0] > LONG_SENTENCE)
