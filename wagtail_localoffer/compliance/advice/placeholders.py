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
from wagtail_localoffer.content.parts import Paragraph, Part
from wagtail_localoffer.text.sentences import split_sentences

# Most begin with a word, and nothing but the beginnings of words is tried for those.
PLACEHOLDER = re.compile(
    r"\b(?:insert\b[^.?!]{1,40}\bhere\b|TBC\b|TBA\b|TBD\b|t\.b\.[ca]\b"
    r"|lorem ipsum\b|dolor sit amet\b|x{3,}\b|xx/xx\b|dd/mm/yy(?:yy)?\b"
    r"|click (?:or tap )?(?:here )?to (?:enter|add|insert) (?:text|a date)\b"
    r"|(?:enter|type|your|add|sample) text here\b|type here\b"
    r"|(?:name of|your) (?:school|setting|nursery|college) (?:name )?here\b)"
    r"|(?:^|[.:(–-] ?)(?:to (?:be confirmed|follow)(?=[.)]|$)"
    r"|(?:details to follow|coming soon|under construction)\b)"
    r"|(?:^|[.:] )choose an item\b\.?"
    r"|\[(?!email protected)[^\]]{0,40}\b(?:insert|add|enter|name|date|school|setting|"
    r"nursery|college|link|address|telephone|phone|number|email|details|x+)\b"
    r"[^\]]{0,40}\]|[<{(](?: ?(?:please )?insert\b[^)}>]{0,40}"
    r"|(?:school|setting|nursery|college|your|senco)[’']?s? "
    r"(?:name|number|address|email|telephone))[)}>]"
    r"|\((?:name|date|number|link|e-?mail|telephone|add (?:name|date|link|details))\)"
    r"|(?-i:(?<!\w)X{1,2} (?:children|pupils|students|places|years|staff|hours)\b)"
    r"|\?{3,}|_{3,}|\.{6,}|…{2,}",
    re.IGNORECASE,
)

# Readers' own words have kisses and brackets in them.
IN_QUOTES_TOO = re.compile(r"\binsert quote\b|\blorem ipsum\b|_{3,}", re.IGNORECASE)


_ESTABLISHMENT = (
    r"(?:school|setting|nursery|pre-?school|college|establishment|provision|academy)"
)

# What parents are asked for is no instruction to an editor.
_NOT_FOR_PARENTS = rf"(?![^.?!]{{0,40}}\b(?:your (?!{_ESTABLISHMENT})|form|us\b))"

INSTRUCTION = re.compile(
    r"\b(?:delete (?:as|where|if) (?:appropriate|applicable|necessary|not)"
    r"|(?:tick|circle|highlight|underline) (?:as|where|all that|the) (?:appropriate|"
    r"applicable|apply|box(?:es)?|relevant)|please (?:tick|circle|highlight)\b"
    rf"|please (?:complete|fill in)\b{_NOT_FOR_PARENTS}"
    # What is to be done with the form itself.
    r"|please (?:return|send|email|submit|save) (?:back )?(?:this|the (?:completed|"
    r"finished|filled-in)|your completed) (?:form|template|document|proforma)\b"
    r"|(?:return|send|email|submit) (?:the |this |your )?(?:completed|finished|"
    r"filled-in) (?:form|template|document|proforma)\b|complete and return\b"
    r"|(?:return|send) (?:the|this) (?:sheet|form)(?: back)? (?:by|via) e?-?(?:mail|"
    r"post)|completed (?:forms?|templates?) (?:should|must|can|to) be\b"
    r"|this (?:local offer )?(?:form|template|proforma) "
    r"(?:is|should|must|will|has|helps|asks)\b|for office use\b"
    r"|continue on (?:a )?(?:separate|another) (?:sheet|page)\b"
    r"|local offer template\b|questions in the template\b"
    # The name that its file should have.
    r"|(?-i:LO[-_][A-Z]{4})|(?:SCHOOL|SETTING)[-_ ]?NAME[-_](?:SCHOOL|"
    r"SETTING)?[-_ ]?NUMBER|save (?:it|this|the \w+) as\b"
    r"|when (?:saving|you have (?:added|finished|completed|saved)) your local offer\b"
    # At the end or before a colon it asks the writer. In a sentence it asks parents.
    r"|please (?:describe|outline|list|specify|state|indicate|summarise|detail|"
    r"give (?:\w+ )?(?:details|examples)|provide (?:details|information))"
    rf"(?:[^.?!]{{0,60}}\b(?:your|the|this) {_ESTABLISHMENT}|"
    r"[^.?!]{0,40}\b(?:below|here|overleaf)| ?[:.]? ?$)"
    r"|please (?:give|provide|enter|insert|supply|add|include|paste|state|attach)"
    r" (?:\w+ ){0,3}?(?:URL|web ?(?:site )?address|hyperlink|web ?link|links? to your|"
    rf"name of (?:the|your) {_ESTABLISHMENT}|copy of your)\b"
    r"|please use the following(?: format)?:?$"
    r"|if (?:yes|no|so|applicable),? please (?:describe|give|provide|state|specify|"
    r"list|explain|complete|include|indicate|tell)\b"
    r"|(?:please|you should|you could) include (?:any )?(?:information|details) "
    r"(?:about|on|of|for)\b"
    # How long it should be, and what should be in it.
    r"|max(?:imum|\.)?(?: of)? \d{2,4} words\b"
    r"|(?:no more than|(?:write|use) (?:about|up to|around)) \d{2,4} words\b"
    r"|(?:use|in|fill) this (?:box|space)\b|your answers? (?:should|must|could)\b"
    r"|\d{2,4} words (?:max(?:imum)?|or (?:less|fewer))\b"
    r"|guidance notes?:|see (?:the )?guidance notes?\b|guidance for completion\b"
    r"|notes for (?:completion|guidance|schools|settings)\b"
    r"|examples? (?:might|may|could) include\b|must be published on your website\b"
    r"|information (?:that )?you (?:make available|give here|provide here)\b"
    rf"|your {_ESTABLISHMENT}[’']s local offer (?:must|should|will|can)\b"
    r"|your own parents\b|keep your information up[- ]to[- ]date\b"
    r"|you (?:may|might)(?: also)? (?:want|wish|like) to (?:include|mention)\b"
    r"|you should (?:make clear|describe|outline|include (?:how|what|your|a link|the "
    r"name))\b|this (?:section|box|page) should (?:include|describe|explain|cover|"
    r"contain)\b|(?:complete|fill in) (?:this|each|every|all) (?:section|box|"
    r"question)s?\b|(?:things|points) to consider(?::|$)"
    r"|mainstream, short stay schools, special schools\b)"
    # Titles of boxes and names of fields, also after the letter of an answer.
    r"|(?:^|[.:;!?•] )(?:[QA][.:)]? |\d{1,2}[.)] )?(?:"
    rf"what (?:the|your|our) {_ESTABLISHMENT} (?:provides?|offers?)(?= ?[:.?]| ?$)"
    rf"|{_ESTABLISHMENT}(?:/\w+)? (?:response|number|name and address)(?= ?:| ?$)"
    rf"|name (?:and (?:address|contact details) )?of (?:your )?{_ESTABLISHMENT}"
    r"(?:[’']s SENCO)?(?= ?:| ?$))|(?:^|[.:;!?•–-] ?)(?:(?-i:Include) (?:any "
    r")?(?:information|details) (?:about|on|of|for)\b"
    r"|(?-i:Give|Provide|List|Describe|Explain|State|Outline) (?:\w+ ){0,3}?"
    rf"(?:how|what|which|whether) (?:you|(?:your|the) {_ESTABLISHMENT})\b)",
    re.IGNORECASE,
)


#: A choice that nobody has made.
CHOICE = re.compile(
    r"\b(?:yes ?/ ?no(?= ?(?:[.(*]|$))|(?P<verb>is|are|do|does|can|has|have|will) ?/ ?"
    r"(?P=verb) not\b)",
    re.IGNORECASE,
)

#: A line of a form, before its value.
FIELD = re.compile(
    r"(?:web ?site(?: address)?|web address|tel(?:ephone)?(?: number)?|phone(?: "
    r"number)?|e-?mail(?: address)?|(?:full )?address|name|date|contact(?: name| "
    r"number| details)?|signed|signature|position|role|job title|post ?code|"
    r"sen(?:d)?co) ?:[ –-]{0,2}",
    re.IGNORECASE,
)

#: The next line, with or without a value.
NEXT_FIELD = re.compile(r"[A-Z][\w /-]{1,30}:")


def find_placeholder(paragraph: Paragraph, offer: OfferText) -> Iterator[Hit]:
    pattern = IN_QUOTES_TOO if paragraph.kind == "quote" else PLACEHOLDER
    if found := search_sentence(pattern, paragraph.text):
        # A contact's field is short, and shown as a whole.
        yield Hit(paragraph.text if paragraph.kind in CONTACT_WORDS else found)


def find_unfinished(part: Part, offer: OfferText) -> Iterator[Hit]:
    """Find what leads in to something that isn't there: "The link is:"."""
    followers = (*part.paragraphs[1:], None)
    for paragraph, following in zip(part.paragraphs, followers, strict=False):
        if paragraph.kind != "text" or not _leads_in(paragraph):
            continue
        # What stands below the text, such as a picture, has no words.
        if (not part.has_more) if following is None else _is_else(paragraph, following):
            yield Hit(split_sentences(paragraph.text)[-1])


def _is_else(paragraph: Paragraph, following: Paragraph) -> bool:
    """Whether what follows is no answer to what leads in."""
    if following.kind != "text":
        return following.kind == "heading"
    return _leads_in(following) or bool(
        FIELD.fullmatch(paragraph.text) and NEXT_FIELD.match(following.text)
    )


def _leads_in(paragraph: Paragraph) -> bool:
    return not paragraph.links and paragraph.text.rstrip(" –-").endswith(":")


def find_instruction(paragraph: Paragraph, offer: OfferText) -> Iterator[Hit]:
    found = search_sentence(INSTRUCTION, paragraph.text)
    if found := found or search_sentence(CHOICE, paragraph.text):
        yield Hit(found)
