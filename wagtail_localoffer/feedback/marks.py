"""Marks in what a family wrote: what may tell who somebody is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from wagtail_localoffer.compliance.advice import find_private, is_common_word
from wagtail_localoffer.frameworks.glossary import GLOSSARY
from wagtail_localoffer.text.emails import is_email
from wagtail_localoffer.text.mentions import Person
from wagtail_localoffer.text.postcodes import POSTCODE
from wagtail_localoffer.text.telephones import is_telephone


class MarkKind(TextChoices):
    """What a passage may tell of somebody."""

    NAME = "name", _("name")
    HEALTH = "health", _("health or need")
    TELEPHONE = "telephone", _("telephone number")
    EMAIL = "email", _("email address")
    ADDRESS = "address", _("address")
    BIRTH = "birth", _("date of birth")


@dataclass(frozen=True)
class Piece:
    """A piece of a text: as it is, or marked with what it may tell."""

    text: str
    kind: str = ""

    @property
    def label(self) -> str:
        return str(MarkKind(self.kind).label) if self.kind else ""


@dataclass(frozen=True)
class Mark:
    start: int
    stop: int
    kind: MarkKind


#: Abbreviations of the glossary that name a need. They count in capitals only.
NEEDS = frozenset(
    ("ASC", "ASD", "SEMH", "SLCN", "SpLD", "MLD", "SLD", "PMLD", "HI", "VI", "MSI")
    + ("PD", "ADHD")
)

#: As many digits as a number of the United Kingdom has with or without its area's code.
FEWEST_DIGITS = 9

_NUMBER = re.compile(r"(?<!\w)[+(]?\d[\d ().\-/]{6,30}\d(?!\w)")

_POSTCODE = re.compile(rf"(?<!\w)(?:{POSTCODE.pattern})(?!\w)", re.IGNORECASE)

# "Y4 2nd term" is none.
_ORDINAL = re.compile(r"(?:1st|2nd|3rd|\dth)\Z", re.IGNORECASE)

_STREET = re.compile(
    r"\b(?:(?:flat|no\.?|number) ?)?\d{1,4}[a-z]?,? (?:[\w’'-]+ ){1,3}?"
    r"(?:road|rd|street|st|lane|avenue|ave|drive|close|way|crescent|terrace|court|"
    r"gardens?|grove|place|square|hill|mews|walk|row|view)\b\.?",
    re.IGNORECASE,
)

_BORN = re.compile(
    r"\b(?:born|dob|d\.o\.b\.?|date of birth|birthday)\b[^\d\n]{0,15}"
    r"\d{1,2}(?:[./ -]|st|nd|rd|th){1,3}(?:\d{1,2}|[a-z]{3,9})[./ -]{1,2}\d{2,4}",
    re.IGNORECASE,
)

_CAPITAL = r"[A-ZÀ-Þ][a-zà-ÿ]+(?:[-’'][A-ZÀ-Þ]?[a-zà-ÿ]+)*"

#: Several words with capitals are one name.
_CAPITALS = re.compile(rf"\b{_CAPITAL}(?: {_CAPITAL})*")

_CAPITAL_WORD = re.compile(_CAPITAL)

#: Every sentence begins with a capital, and so do greetings, lists and quotations.
_ENDS, _OPENS = frozenset(".!?:;…•–—-*"), '\n("“‘'

_COMMON_WORDS = """
    monday tuesday wednesday thursday friday saturday sunday january february march
    april may june july august september october november december spring summer autumn
    winter christmas easter ramadan eid diwali hi hello dear thank thanks please kind
    regards best yours sincerely faithfully many mum mummy mother dad daddy father nan
    gran grandma grandad english urdu polish arabic bengali british sign language welsh
    local offer support special education educational needs send sen senco sendco key
    stage covid zoom teams facebook whatsapp google england scotland wales united
    kingdom makaton braille ofsted government report plan act law nhs council i yes god
"""

_COMMON = frozenset(_COMMON_WORDS.split())

#: Shorter words of a name stand in too many others.
_SHORTEST = 3


def mark(text: str, *, name: str = "", known: Iterable[str] = ()) -> list[Mark]:
    """
    Find what may tell who somebody is.

    It goes by the look of the words, in English, and so it can be wrong either way.

    :param name: of who wrote it.
    :param known: what is public already, such as the name of the setting.
    """
    spared = [each.casefold() for each in known if each.strip()]
    words = {word for each in spared for word in re.findall(r"[^\W_]+", each)}
    found = sorted(
        (
            each
            for each in (
                *_find_name(text, name),
                *_find_details(text),
                *_find_private(text),
                *_find_needs(text),
                *_find_capitals(text, words),
            )
            if not _is_known(text[each.start : each.stop], spared)
        ),
        key=lambda each: (each.start, -each.stop),
    )
    kept: list[Mark] = []
    for each in found:
        if not kept or each.start >= kept[-1].stop:
            kept.append(each)
    return kept


def show_marks(text: str, marks: Iterable[Mark]) -> list[Piece]:
    """Cut a text into pieces, marked and not. Together they are the whole text."""
    pieces, end = [], 0
    for each in marks:
        pieces.append(Piece(text[end : each.start]))
        pieces.append(Piece(text[each.start : each.stop], each.kind))
        end = each.stop
    pieces.append(Piece(text[end:]))
    return [piece for piece in pieces if piece.text]


def list_marked(text: str, marks: Iterable[Mark]) -> list[Piece]:
    """List each passage that is marked, once."""
    return list(
        dict.fromkeys(Piece(text[each.start : each.stop], each.kind) for each in marks)
    )


def _is_known(passage: str, spared: list[str]) -> bool:
    folded = passage.casefold().strip()
    return any(folded == each or f" {folded} " in f" {each} " for each in spared)


def _find_name(text: str, name: str) -> Iterator[Mark]:
    """Find who wrote it: their whole name, and each word of it."""
    words = [word for word in re.findall(r"[^\W\d_]+", name) if len(word) >= _SHORTEST]
    if words:
        for start, stop in Person([*words, " ".join(name.split())]).find(text):
            yield Mark(start, stop, MarkKind.NAME)


def _find_details(text: str) -> Iterator[Mark]:
    """Find telephone numbers, email addresses, postcodes, streets and birthdays."""
    for found in _BORN.finditer(text):
        yield Mark(*found.span(), MarkKind.BIRTH)
    for found in _STREET.finditer(text):
        yield Mark(*found.span(), MarkKind.ADDRESS)
    for found in _POSTCODE.finditer(text):
        if found[0] != found[1] and not _ORDINAL.search(found[0]):
            yield Mark(*found.span(), MarkKind.ADDRESS)
    for found in _NUMBER.finditer(text):
        digits = sum(each.isdecimal() for each in found[0])
        if digits >= FEWEST_DIGITS and is_telephone(found[0]):
            yield Mark(*found.span(), MarkKind.TELEPHONE)


def _find_private(text: str) -> Iterator[Mark]:
    for each in find_private(text):
        kind = MarkKind(each.kind)
        # "Thanks.@home" is no address.
        if kind != MarkKind.EMAIL or is_email(text[each.start : each.stop].lstrip("'")):
            yield Mark(each.start, each.stop, kind)


def _find_needs(text: str) -> Iterator[Mark]:
    for found in _match_needs().finditer(text):
        yield Mark(*found.span(), MarkKind.HEALTH)


@cache
def _match_needs() -> re.Pattern[str]:
    """The pattern of the needs that the glossary names, short and in full."""
    terms = [term for term in GLOSSARY if term.word in NEEDS]
    short = "|".join(re.escape(term.word) for term in terms)
    # As the glossary has them before they are translated: it goes by English words.
    with override(None):
        full = "|".join(re.escape(str(term.expansion)) for term in terms)
    return re.compile(rf"\b(?:{short}|(?i:{full}))\b")


def _find_capitals(text: str, known: set[str]) -> Iterator[Mark]:
    """Find words with a capital where no sentence begins: most are names."""
    for run in _CAPITALS.finditer(text):
        words = list(_CAPITAL_WORD.finditer(text, run.start(), run.end()))
        if _begins(text[max(0, run.start() - 12) : run.start()]):
            words = words[1:]
        strange = [
            word
            for word in words
            if not is_common_word(word[0])
            and word[0].lower() not in _COMMON
            and word[0].casefold() not in known
        ]
        if strange:
            yield Mark(strange[0].start(), strange[-1].end(), MarkKind.NAME)


def _begins(before: str) -> bool:
    """Whether a sentence, a greeting or a quotation begins after some letters."""
    words = before.rstrip(f" \t\r{_OPENS}")
    return (
        not words
        or words[-1] in _ENDS
        or not set(_OPENS).isdisjoint(before[len(words) :])
    )
