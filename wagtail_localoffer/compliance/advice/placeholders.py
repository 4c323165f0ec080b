"""What is left of a template: gaps to be filled in, and instructions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wagtail_localoffer.compliance.advice.rule import (
    CONTACT_WORDS,
    Hit,
    OfferText,
    search_sentence,
)
from wagtail_localoffer.content.parts import Paragraph

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
    r"[^.?!]{0,40}\b(?:below|here|overleaf)| ?[:.]? ?$)"
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


def find_placeholder(paragraph: Paragraph, offer: OfferText) -> Iterator[Hit]:
    pattern = IN_QUOTES_TOO if paragraph.kind == "quote" else PLACEHOLDER
    if found := search_sentence(pattern, paragraph.text):
        # A contact's field is short, and shown as a whole.
        yield Hit(paragraph.text if paragraph.kind in CONTACT_WORDS else found)


def find_instruction(paragraph: Paragraph, offer: OfferText) -> Iterator[Hit]:
    if found := search_sentence(INSTRUCTION, paragraph.text):
        yield Hit(found)
