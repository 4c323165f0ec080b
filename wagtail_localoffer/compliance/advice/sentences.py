"""Sentences that are long, and the sections with which to begin."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from django.utils.translation import gettext_lazy as _

from wagtail_localoffer import conf
from wagtail_localoffer.compliance.advice.rule import Hit, OfferText
from wagtail_localoffer.content.parts import Part
from wagtail_localoffer.text.readability import Measure, count, measure
from wagtail_localoffer.text.sentences import is_latin, list_words, split_sentences

#: A sentence with more words than this is long.
LONG_SENTENCE = 25


#: How many long sentences of one section are named: an editor mends a few at a time.
MOST_SENTENCES = 3

#: How many hard sections of an offer are named, for the same reason.
MOST_SECTIONS = 2


def find_hard_sections(offer: OfferText, _offer: OfferText) -> Iterator[Hit]:
    """Find the sections whose readers would gain most if they were easier."""
    limit = conf.get_settings().READING_AGE
    measured = ((part, measure(tuple(part.prose))) for part in offer.parts)
    # Half a year is within what the formula can tell.
    hard = [
        (part, found)
        for part, found in measured
        if found and round(found.reading_age) > limit
    ]
    hard.sort(key=lambda each: -_get_gain(each[1], limit))
    for place, (part, found) in enumerate(hard[:MOST_SECTIONS]):
        yield Hit(
            _find_first_to_shorten(part),
            {"age": round(found.reading_age), "limit": limit},
            message=THEN_HERE if place else "",
            block=part.block,
        )


THEN_HERE = _(
    "After the other section that is named, this one would gain most from easier "
    "words: it suits readers aged about {age}, and the aim is {limit}. Shorten this "
    "sentence first."
)


def _get_gain(measured: Measure, limit: int) -> float:
    """How much harder it is than it should be, for each word that has to be read."""
    return (measured.reading_age - limit) * measured.words


def _find_first_to_shorten(part: Part) -> str:
    """The sentence with the most syllables: it is long, has hard words, or both."""
    sentences = (each for text in part.prose for each in split_sentences(text))
    return max(sentences, key=lambda each: count(each).syllables)


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
