"""Questions that help an editor to write, left where the answers should be."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from wagtail_localoffer.compliance.advice.rule import Hit, OfferText
from wagtail_localoffer.content.parts import Paragraph, Part
from wagtail_localoffer.content.questions import is_prompt, is_question
from wagtail_localoffer.text.sentences import list_words, split_sentences

#: From this share of its words on, a section asks rather than answers.
MOSTLY = 0.6


def find_prompts(part: Part, offer: OfferText) -> Iterator[Hit]:
    asked, said, repeated = [], 0, ""
    for sentence, asks in _list_sentences(part.paragraphs):
        is_ours = is_prompt(sentence, offer.framework)
        if is_ours and not asks:
            repeated = repeated or sentence
        if is_ours or asks:
            asked.append(sentence)
        else:
            said += len(list_words(sentence))
    words = sum(len(list_words(sentence)) for sentence in asked)
    if repeated or (words and words >= MOSTLY * (words + said)):
        yield Hit(repeated or asked[0])


@lru_cache(maxsize=512)
def _list_sentences(paragraphs: tuple[Paragraph, ...]) -> tuple[tuple[str, bool], ...]:
    return tuple(
        (sentence, is_question(sentence))
        for paragraph in paragraphs
        if paragraph.kind == "text"
        for sentence in split_sentences(paragraph.text)
    )
