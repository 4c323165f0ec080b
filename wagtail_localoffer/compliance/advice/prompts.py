"""Questions that help an editor to write, left where the answers should be."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from wagtail_localoffer.compliance.advice.rule import Hit, OfferText
from wagtail_localoffer.content.parts import Paragraph, Part
from wagtail_localoffer.content.questions import is_question, list_prompts, normalise
from wagtail_localoffer.text.sentences import list_words, split_sentences

#: From this share of its words on, a section asks rather than answers.
MOSTLY = 0.6


class Sentence(NamedTuple):
    text: str
    #: As prompts are compared.
    normal: str
    asks: bool
    words: int


def find_prompts(part: Part, offer: OfferText) -> Iterator[Hit]:
    prompts = list_prompts(offer.framework)
    asked, words, said, repeated = "", 0, 0, ""
    for sentence in _list_sentences(part.paragraphs):
        is_ours = sentence.normal in prompts
        if is_ours and not sentence.asks:
            repeated = repeated or sentence.text
        if is_ours or sentence.asks:
            asked = asked or sentence.text
            words += sentence.words
        else:
            said += sentence.words
    repeated = repeated or _find_unanswered(part.paragraphs)
    if repeated or (words and words >= MOSTLY * (words + said)):
        yield Hit(repeated or asked)


# An editor's browser sends every text again whenever one of them changes.
@lru_cache(maxsize=512)
def _list_sentences(paragraphs: tuple[Paragraph, ...]) -> tuple[Sentence, ...]:
    return tuple(
        Sentence(
            sentence,
            normalise(sentence),
            is_question(sentence),
            len(list_words(sentence)),
        )
        for paragraph in paragraphs
        if paragraph.kind == "text"
        for sentence in split_sentences(paragraph.text)
    )


@lru_cache(maxsize=512)
def _find_unanswered(paragraphs: tuple[Paragraph, ...]) -> str:
    """The first of two paragraphs that only ask, one after the other."""
    is_led_in, first = False, ""
    for paragraph in paragraphs:
        # Two questions to the reader stand in one paragraph, and an answer behind them.
        if paragraph.kind != "text" or not _asks(paragraph):
            # "We ask ourselves:" is followed by questions that are no prompts.
            is_led_in, first = paragraph.text.endswith(":"), ""
        elif first:
            return first
        elif not is_led_in:
            first = paragraph.text
    return ""


def _asks(paragraph: Paragraph) -> bool:
    sentences = split_sentences(paragraph.text)
    return bool(sentences) and all(map(is_question, sentences))
