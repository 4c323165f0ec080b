"""What a template leaves behind: placeholders, its instructions and its questions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wagtail_localoffer.compliance.advice.base import make_advice
from wagtail_localoffer.compliance.findings import Finding
from wagtail_localoffer.content.contacts import StoredContact, list_texts
from wagtail_localoffer.content.parts import Paragraph, Part
from wagtail_localoffer.frameworks import Framework
from wagtail_localoffer.frameworks.lookups import put_in_words
from wagtail_localoffer.text.sentences import list_words, split_sentences

PLACEHOLDER = re.compile(
    r"\binsert\b[^.?!]{1,40}\bhere\b"
    r"|\[[^\]]{0,40}\b(?:insert|add|enter|name|date|school|setting|nursery|college|link|"
    r"address|telephone|phone|number|email|details|x+)\b[^\]]{0,40}\]"
    r"|\b(?:TBC|TBA)\b|\bt\.b\.[ca]\b"
    r"|\blorem ipsum\b|\bdolor sit amet\b"
    r"|\bx{3,}\b"
    r"|\bclick (?:or tap )?(?:here )?to (?:enter|add|insert) (?:text|a date)\b"
    r"|(?:^|[.:] )choose an item\b\.?|\b(?:enter|type|your) text here\b|\btype here\b"
    r"|\b(?:name of|your) (?:school|setting|nursery|college) (?:name )?here\b"
    r"|\bdd/mm/yy(?:yy)?\b"
    r"|\?{3,}|_{3,}|\.{6,}|…{2,}",
    re.IGNORECASE,
)

# Readers' own words have kisses and brackets in them.
IN_QUOTES_TOO = re.compile(r"\binsert quote\b|\blorem ipsum\b|_{3,}", re.IGNORECASE)


_ESTABLISHMENT = (
    r"(?:school|setting|nursery|pre-?school|college|establishment|provision)"
)

# What parents are asked for is no instruction to an editor.
_NOT_FOR_PARENTS = rf"(?![^.?!]{{0,40}}\b(?:your (?!{_ESTABLISHMENT})|form|us\b))"

INSTRUCTION = re.compile(
    r"\b\(?\*?delete as (?:appropriate|applicable|necessary)"
    rf"|\bplease (?:complete|fill in)\b{_NOT_FOR_PARENTS}"
    # At the end or before a colon it asks the writer. In a sentence it asks parents.
    r"|\bplease (?:describe|outline|list|specify|state|indicate|summarise|detail|"
    r"give (?:\w+ )?(?:details|examples)|provide (?:details|information))"
    rf"(?:[^.?!]{{0,60}}\b(?:your|the|this) {_ESTABLISHMENT}|"
    r"[^.?!]{0,40}\b(?:below|here|overleaf)|\s*[:.]?\s*$)"
    r"|\bguidance notes?:|\bsee (?:the )?guidance notes?\b|\bguidance for completion\b"
    r"|\blocal offer template\b|\bquestions in the template\b"
    r"|\bmust be published on your website\b|\bplease use the following:?$"
    r"|(?:(?:^|[.:;!?•–-] ?)(?-i:Include)|\b(?:please|you should|you could) include) "
    r"(?:any )?(?:information|details) (?:about|on|of|for)\b"
    r"|\bmax(?:imum|\.)?(?: of)? \d{2,4} words\b"
    r"|\b\d{2,4} words (?:max(?:imum)?|or (?:less|fewer))\b"
    r"|\byou (?:may|might)(?: also)? (?:want|wish|like) to "
    r"(?:include|mention)\b"
    r"|\byou should (?:make clear|describe|outline)\b"
    r"|\bthis (?:section|box) should (?:include|describe|explain|cover|contain)\b"
    r"|\b(?:complete|fill in) (?:this|each|every|all) (?:section|box|question)s?\b"
    r"|\b(?:things|points) to consider(?::|$)"
    r"|\bif (?:yes|no|applicable),? please (?:describe|give|provide|state|specify|list|"
    r"explain|complete|include|indicate)\b",
    re.IGNORECASE,
)


QUESTION = re.compile(
    r"\?[\"”’')]*$"
    r"|^(?:how|what|who|when|where|which) (?:do|does|is|are|will|can|has|have) [^.!]*$",
    re.IGNORECASE,
)

#: From this share of its words on, a section asks rather than answers.
MOSTLY = 0.6

#: A shorter sentence may be like a prompt by chance.
FEW_WORDS = 6


def find_leftovers(
    parts: list[Part], contacts: list[StoredContact]
) -> Iterator[Finding]:
    placeholder = _("Something is still to be filled in here. Write it or delete it.")
    for contact, key, value in list_texts(contacts):
        if PLACEHOLDER.search(value):
            yield make_advice(
                "placeholder_left",
                contact.block,
                placeholder,
                value,
                field=contact.locate(key),
            )
    for part in parts:
        for paragraph in part.paragraphs:
            if found := _find_placeholder(paragraph):
                yield make_advice("placeholder_left", part.block, placeholder, found)
            if found := _find_instruction(paragraph):
                yield make_advice(
                    "instruction_left",
                    part.block,
                    _(
                        "This looks like an instruction for filling in a form. Delete "
                        "it, and keep only what families need."
                    ),
                    found,
                )


@lru_cache(maxsize=2048)
def _find_placeholder(paragraph: Paragraph) -> str:
    rule = IN_QUOTES_TOO if paragraph.kind == "quote" else PLACEHOLDER
    return _find_sentence(rule, paragraph.text)


@lru_cache(maxsize=2048)
def _find_instruction(paragraph: Paragraph) -> str:
    if paragraph.kind == "quote":
        return ""
    return _find_sentence(INSTRUCTION, paragraph.text)


def _find_sentence(rule: re.Pattern[str], text: str) -> str:
    """The sentence in which ``rule`` is found first, or an empty string."""
    found = rule.search(text)
    if not found:
        return ""
    words = found[0].strip(" .:;!?•–-") or found[0]
    sentences = (each for each in split_sentences(text) if words in each)
    return next(sentences, found[0])


def find_prompts(parts: list[Part], framework: Framework) -> Iterator[Finding]:
    prompts = _list_prompts(framework, get_language() or "")
    for part in parts:
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
            yield make_advice(
                "prompt_left",
                part.block,
                _(
                    "These are the questions that help you to write. Put your answers "
                    "in their place."
                ),
                repeated or asked[0],
            )


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
