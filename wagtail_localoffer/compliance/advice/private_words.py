"""Words that may tell who somebody is: names, health and addresses, by their look."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from wagtail_localoffer.compliance.advice.people import (
    CHILDRENS_NAMES,
    CUES,
    LISTED,
    NEED,
    NO_NAMES,
    PLACES,
)
from wagtail_localoffer.compliance.advice.private_details import EMAIL, MOBILE

NAME, HEALTH, TELEPHONE, EMAIL_ADDRESS = "name", "health", "telephone", "email"

#: Names that are words, too: only with a capital are they somebody's.
_WORDS_TOO = frozenset(
    ("will", "max", "grace", "eve", "ruby", "lily", "jasmine", "teddy", "mason")
    + ("ebony", "harry", "jack", "bobby", "eden", "florence", "luke", "robert", "ali")
)

#: What an offer is about in general. It gives nobody away.
_GENERAL = re.compile(
    r"(?:ehc|education, health|special |disab|learning dis|learning diff)",
    re.IGNORECASE,
)

#: What families write of a child's health, beside the needs that offers name.
_HEALTH = re.compile(
    r"\b(?:pda|ocd|odd|fasd|ptsd|tics?|eczema|arthritis|bipolar|psychosis|trauma\w*|"
    r"depress(?:ed|ion)|self[- ]harm\w*|suicid\w+|anorexi\w+|bulimi\w+|eating disorder|"
    r"incontinen\w+|ritalin|insulin|inhaler|epi-?pens?|meltdowns?|panic attacks?)\b",
    re.IGNORECASE,
)

_WORD = re.compile(r"[^\W\d_]+")

_LETTERS = r"[^\W\d_]+(?:[-’'][^\W\d_]+)*"

#: After these a name stands whatever its case: "she is called leyla".
_CALLED = re.compile(
    r"\b(?:(?:is|was|son|daughter|child|boy|girl|brother|sister) (?:called|named)|"
    r"names? (?:is|was|are)|name[’']s) "
    rf"(?P<name>{_LETTERS})",
    re.IGNORECASE,
)

_TITLED = re.compile(
    r"\b(?i:mrs?|miss|ms|mx|dr|prof|professor|sir|madam)\.? "
    rf"(?P<name>[A-ZÀ-Þ]{_LETTERS})"
)


class Private(NamedTuple):
    """A passage of a text, and what it may tell of somebody."""

    kind: str
    start: int
    stop: int


def find_private(text: str) -> Iterator[Private]:
    """
    Find what may tell who somebody is, in a text that isn't in an offer yet.

    Here too much is better than too little: a person looks at all of it.
    """
    for kind, pattern in (
        (EMAIL_ADDRESS, EMAIL),
        (TELEPHONE, MOBILE),
        (HEALTH, NEED),
        (HEALTH, _HEALTH),
    ):
        for found in pattern.finditer(text):
            if kind != HEALTH or not _GENERAL.match(found[0]):
                yield Private(kind, *found.span())
    for found in _WORD.finditer(text):
        word = found[0].lower()
        if word in CHILDRENS_NAMES and (
            not found[0].islower() or word not in _WORDS_TOO
        ):
            yield Private(NAME, *found.span())
    for cue in (*CUES, *LISTED, _CALLED, _TITLED):
        for found in cue.finditer(text):
            groups = found.groupdict()
            last = "last" if groups.get("last") else "name"
            if (
                groups["name"].lower() not in NO_NAMES
                and groups[last].lower() not in PLACES
                and not NEED.match(groups["name"])
            ):
                yield Private(NAME, found.start("name"), found.end(last))


def is_common_word(word: str) -> bool:
    """Whether a word with a capital is nobody's name in most texts about a school."""
    return word.lower() in NO_NAMES or word.lower() in PLACES
