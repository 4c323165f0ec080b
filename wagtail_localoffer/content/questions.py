"""Questions in a text, among them the prompts of a framework that were left there."""

from __future__ import annotations

import re
from functools import lru_cache

from django.utils.translation import get_language

from wagtail_localoffer.content.parts import Paragraph
from wagtail_localoffer.frameworks import Framework
from wagtail_localoffer.frameworks.lookups import find_origin, put_in_words
from wagtail_localoffer.text.plain import one_line
from wagtail_localoffer.text.sentences import list_words, split_sentences

QUESTION = re.compile(
    r"[?؟？][\"”’')]*$"
    r"|^(?:how|what|who|when|where|which) (?:do|does|is|are|will|can|has|have) [^.!]*$",
    re.IGNORECASE,
)

#: A shorter sentence may be like a prompt by chance.
FEW_WORDS = 6


def is_question(sentence: str) -> bool:
    """Whether a sentence asks something."""
    return bool(QUESTION.search(sentence))


def is_prompt(sentence: str, framework: Framework) -> bool:
    """Whether it is one of the framework's own, in the words of any kind of setting."""
    return normalise(sentence) in list_prompts(framework)


def list_prompts(framework: Framework) -> frozenset[str]:
    """All sentences of a framework's prompts, as :func:`normalise` has them."""
    return _list_prompts(find_origin(framework), get_language() or "")


def announce_questions(
    paragraphs: tuple[Paragraph, ...], framework: Framework
) -> list[Paragraph]:
    """Part texts into sentences, and make headings of those that only ask."""
    said: list[Paragraph] = []
    for paragraph in paragraphs:
        if paragraph.kind == "text":
            said += (
                Paragraph(
                    sentence,
                    "heading"
                    if is_question(sentence) or is_prompt(sentence, framework)
                    else "text",
                )
                for sentence in split_sentences(paragraph.text)
            )
        else:
            # "Parent of a boy in Year 2" tells whose words a quotation has.
            words = one_line(f"{paragraph.text} {paragraph.said_by}")
            said.append(Paragraph(words, paragraph.kind))
    return said


@lru_cache(maxsize=8)
def _list_prompts(framework: Framework, language: str) -> frozenset[str]:
    """
    All sentences of the prompts, in the words of every kind of setting.

    :param language: the active one, in which the prompts are read.
    """
    return frozenset(
        normalise(sentence)
        for words in framework.words.values()
        for section in framework.sections
        for prompt in section.prompts
        for sentence in split_sentences(str(put_in_words(prompt.text, words)))
        if len(list_words(sentence)) >= FEW_WORDS
    )


@lru_cache(maxsize=4096)
def normalise(sentence: str) -> str:
    """A sentence as it is compared: its words in small letters."""
    return " ".join(word.lower().replace("’", "'") for word in list_words(sentence))
