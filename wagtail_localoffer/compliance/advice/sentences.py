"""Sentences and sections that are hard to read."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from wagtail_localoffer import conf
from wagtail_localoffer.compliance.advice.base import make_advice
from wagtail_localoffer.compliance.findings import Finding
from wagtail_localoffer.content.parts import Part
from wagtail_localoffer.text.readability import measure
from wagtail_localoffer.text.sentences import is_latin, list_words, split_sentences

#: A sentence with more words than this is long.
LONG_SENTENCE = 25


#: How many long sentences of one section are named: an editor mends a few at a time.
MOST_SENTENCES = 3


def find_hard_sentences(parts: list[Part]) -> Iterator[Finding]:
    limit = conf.get_settings().READING_AGE
    for part in parts:
        prose = tuple(part.prose)
        long = sorted(
            (each for text in prose for each in _find_long_sentences(text)),
            key=lambda each: -each[0],
        )
        measured = measure(prose)
        # Half a year is within what the formula can tell.
        if measured and round(measured.reading_age) > limit:
            yield make_advice(
                "reading_age_high",
                part.block,
                format_lazy(
                    _(
                        "This section suits readers aged about {age}. Aim for {limit}: "
                        "split long sentences and choose everyday words."
                    ),
                    age=round(measured.reading_age),
                    limit=limit,
                ),
                long[0][1] if long else "",
                source=_("SEND Code of Practice, paragraph 6.81"),
            )
        for number, sentence in long[:MOST_SENTENCES]:
            yield make_advice(
                "sentence_long",
                part.block,
                format_lazy(
                    _(
                        "This sentence has {number} words. Split it, so that none has "
                        "more than {limit}."
                    ),
                    number=number,
                    limit=LONG_SENTENCE,
                ),
                sentence,
                source=_("GOV.UK: Writing for GOV.UK"),
            )


@lru_cache(maxsize=2048)
def _find_long_sentences(text: str) -> tuple[tuple[int, str], ...]:
    if len(text.split()) <= LONG_SENTENCE or not is_latin(text):
        return ()
    counted = ((len(list_words(each)), each) for each in split_sentences(text))
    return tuple(each for each in counted if each[0] > LONG_SENTENCE)
