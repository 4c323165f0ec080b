"""Questions that help an editor to write, left where the answers should be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from django.utils.translation import get_language

from wagtail_localoffer.compliance.advice.rule import Hit, OfferText
from wagtail_localoffer.content.parts import Paragraph, Part
from wagtail_localoffer.frameworks import Framework
from wagtail_localoffer.frameworks.lookups import put_in_words
from wagtail_localoffer.text.sentences import list_words, split_sentences

QUESTION = re.compile(
    r"\?[\"”’')]*$"
    r"|^(?:how|what|who|when|where|which) (?:do|does|is|are|will|can|has|have) [^.!]*$",
    re.IGNORECASE,
)

#: From this share of its words on, a section asks rather than answers.
MOSTLY = 0.6

#: A shorter sentence may be like a prompt by chance.
FEW_WORDS = 6


def find_prompts(part: Part, offer: OfferText) -> Iterator[Hit]:
    prompts = _list_prompts(offer.framework, get_language() or "")
    asked, said, repeated = [], 0, ""
    for sentence, is_question in _list_sentences(part.paragraphs):
        is_prompt = _normalise(sentence) in prompts
        if is_prompt and not is_question:
            repeated = repeated or sentence
        if is_prompt or is_question:
            asked.append(sentence)
        else:
            said += len(list_words(sentence))
    words = sum(len(list_words(sentence)) for sentence in asked)
    if repeated or (words and words >= MOSTLY * (words + said)):
        yield Hit(repeated or asked[0])


@lru_cache(maxsize=512)
def _list_sentences(paragraphs: tuple[Paragraph, ...]) -> tuple[tuple[str, bool], ...]:
    return tuple(
        (sentence, bool(QUESTION.search(sentence)))
        for paragraph in paragraphs
        if paragraph.kind == "text"
        for sentence in split_sentences(paragraph.text)
    )


@lru_cache(maxsize=8)
def _list_prompts(framework: Framework, language: str) -> frozenset[str]:
    """
    All sentences of the prompts, in the words of every kind of setting.

    :param language: the active one, in which the prompts are read.
    """
    return frozenset(
        _normalise(sentence)
        for words in framework.words.values()
        for section in framework.sections
        for prompt in section.prompts
        for sentence in split_sentences(str(put_in_words(prompt.text, words)))
        if len(list_words(sentence)) >= FEW_WORDS
    )


@lru_cache(maxsize=4096)
def _normalise(sentence: str) -> str:
    return " ".join(word.lower().replace("’", "'") for word in list_words(sentence))
