"""A rule of advice: what it looks at, what it finds there, and what it says of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from wagtail_localoffer.compliance.context import CheckContext
from wagtail_localoffer.content.contacts import StoredContact
from wagtail_localoffer.content.parts import Part
from wagtail_localoffer.frameworks import Framework
from wagtail_localoffer.text.sentences import split_sentences

if TYPE_CHECKING:
    from wagtail_localoffer.frameworks import Text

# What a rule can look at. Paragraphs go by their kind, and what stands in a contact by
# its field.
PARAGRAPHS = frozenset({"text", "heading", "cell", "quote", "foreign"})

#: Readers' own words may say what they like.
UNQUOTED = PARAGRAPHS - {"quote"}

IN_ENGLISH = PARAGRAPHS - {"foreign"}

#: What the setting says itself, in English.
OWN_WORDS = IN_ENGLISH & UNQUOTED

CONTACT_WORDS = frozenset({"area", "name", "job_title", "availability"})

LINK = frozenset({"link"})

PART = frozenset({"part"})

OFFER = frozenset({"offer"})


@dataclass(frozen=True)
class OfferText:
    """All that an offer says, in the order of its page, and what is known around it."""

    parts: list[Part]
    contacts: list[StoredContact]
    framework: Framework
    around: CheckContext


@dataclass(frozen=True)
class Hit:
    """Something that a rule has found. What it leaves empty is as the rule says."""

    #: The words that it means, or an empty string.
    passage: str = ""
    #: What is put into the braces of the message.
    values: dict[str, Any] = field(default_factory=dict)
    message: Text = ""
    source: Text = ""
    #: The block, for a rule that looks at an offer as a whole.
    block: str = ""
    #: The field inside the block, or an empty string.
    field: str = ""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule of advice; the catalogue lists every one."""

    #: Stable name for programs. They are listed in the documentation.
    code: str
    #: The kinds of things that it is asked about.
    looks_at: frozenset[str]
    #: What it finds in such a thing, of such an offer.
    find: Callable[[Any, OfferText], Iterable[Hit]]
    #: For the editor: what is wrong and what to do.
    message: Text
    #: Who asks for it.
    source: Text = ""


#: A longer passage is cut, because it stands in lists.
LONGEST_PASSAGE = 200


# An editor's browser sends every text again whenever one of them changes.
@lru_cache(maxsize=4096)
def search_sentence(pattern: re.Pattern[str], text: str) -> str:
    """The sentence in which ``pattern`` is found first, or an empty string."""
    found = pattern.search(text)
    if not found:
        return ""
    words = found[0].strip(" .:;!?•–-") or found[0]
    sentences = (each for each in split_sentences(text) if words in each)
    return next(sentences, found[0])


def get_sentence(text: str, place: int) -> str:
    """The sentence of ``text`` around a place in it."""
    sentences, ends = _list_sentences(text)
    number = bisect_right(ends, place)
    return sentences[number] if number < len(ends) else text


# Many words of one paragraph may be looked for, one after the other.
@lru_cache(maxsize=64)
def _list_sentences(text: str) -> tuple[list[str], list[int]]:
    """The sentences of ``text``, and the place in it where each ends."""
    sentences = split_sentences(text)
    ends: list[int] = []
    for sentence in sentences:
        start = text.index(sentence, ends[-1] if ends else 0)
        ends.append(start + len(sentence))
    return sentences, ends


def shorten(passage: str) -> str:
    """Cut ``passage`` after a word, with … for what is left out."""
    if len(passage) <= LONGEST_PASSAGE:
        return passage
    kept = passage[: LONGEST_PASSAGE - 1]
    # A word that is longer than a passage has no end to cut it at.
    return (kept.rpartition(" ")[0] or kept).rstrip(" ,;:–—-") + "…"
