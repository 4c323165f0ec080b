"""What was true once: dates that are over, and what a pandemic asked for."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from wagtail_localoffer.compliance.advice.rule import Hit, OfferText
from wagtail_localoffer.content.parts import Paragraph
from wagtail_localoffer.text.sentences import split_sentences

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec"

MONTHS = _MONTHS.split()

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)

_DAY = r"(?:(?:the )?\d{1,2}(?:st|nd|rd|th)?(?: of)? )?"

_DATE = rf"{_DAY}(?P<month>{_MONTH})\.?,? (?P<year>20\d\d)"

_SCHOOL_YEAR = r"(?P<start>20\d\d) ?(?:/|-|–|to) ?(?P<end>(?:20)?\d\d)"

_SEASON = r"(?:(?:the )?(?:spring|summer|autumn|winter)(?: term)? (?:of )?)?"


# What is said of a time that is over. A time alone is history: "in 2019 we won".
TIMES = [
    re.compile(rf"\bfrom {_DATE}(?! (?:to|until|till)\b)", re.IGNORECASE),
    re.compile(rf"\b(?:until|till) (?:the end of )?{_DATE}", re.IGNORECASE),
    re.compile(
        rf"\b(?:school|academic) year,? (?:of )?\(?{_SCHOOL_YEAR}\b", re.IGNORECASE
    ),
    re.compile(
        rf"\b(?:next review|last (?:updated|reviewed))\b[^.\d]{{0,20}}?{_DATE}",
        re.IGNORECASE,
    ),
    # NB: nothing between the two may make the date one of something else.
    re.compile(
        r"\bwill\b(?:(?!\b(?:that|which|who|agreed|since|made|written|dated|wrote|of)\b)"
        rf"[^.;]){{1,60}}?\b(?:in|by|from|on|during|before) {_SEASON}"
        rf"(?:{_DATE}|(?P<bare>20\d\d)(?![\d/–-]))",
        re.IGNORECASE,
    ),
]

HISTORY = re.compile(
    r"\b(?:since|was|were|had|won|began|became|did|used to|opened|started|joined|moved|"
    r"received|achieved|gained|awarded|introduced|held|took|gave|made|came|went)\b",
    re.IGNORECASE,
)


PANDEMIC = re.compile(
    r"\b(?:current(?:ly)?|at present|at the moment|for now)\b[^.]{0,60}"
    r"\b(?:via|on|over|by|through|using) (?:zoom|teams|google meet|skype)\b"
    r"|\b(?:during|because of|due to|owing to|throughout|under) "
    r"(?:the )?(?:current )?(?:(?:global )?pandemic|lockdown|covid|coronavirus)"
    r"|\b(?:covid(?:-?19)?|coronavirus|lockdown|pandemic) "
    r"(?:restrictions|guidelines|measures)\b",
    re.IGNORECASE,
)

#: By then all rules of the pandemic had long ended.
PANDEMIC_OVER = date(2023, 1, 1)

PAST_TENSE = re.compile(r"\b(?:\w{3,}ed|set up|learnt|kept|ran|built)\b", re.IGNORECASE)


def find_past(paragraph: Paragraph, offer: OfferText) -> Iterator[Hit]:
    return map(Hit, list_past(paragraph.text, offer.around.today))


@lru_cache(maxsize=2048)
def list_past(text: str, today: date) -> tuple[str, ...]:
    """The sentences of ``text`` that speak of a time which is long over as of now."""
    return tuple(
        sentence
        for sentence in split_sentences(text)
        if (_is_long_over(sentence, today) or _is_pandemic(sentence, today))
        and not HISTORY.search(sentence)
    )


def _is_long_over(sentence: str, today: date) -> bool:
    # All patterns name a year of this century.
    if "20" not in sentence:
        return False
    a_year_ago = date(today.year - 1, today.month, min(today.day, 28))
    for pattern in TIMES:
        for match in pattern.finditer(sentence):
            found = match.groupdict()
            if found.get("bare"):
                if int(found["bare"]) < today.year:
                    return True
            elif _get_end(found) < a_year_ago:
                return True
    return False


def _get_end(found: dict[str, str | None]) -> date:
    """The last day of a month or of a school year."""
    if start := found.get("start"):
        return date(int(start) + 1, 8, 31)
    year = int(found.get("year") or 0)
    month = MONTHS.index(str(found.get("month"))[:3].lower()) + 1
    return date(year, month, monthrange(year, month)[1])


def _is_pandemic(sentence: str, today: date) -> bool:
    if today < PANDEMIC_OVER or not (found := PANDEMIC.search(sentence)):
        return False
    return "urrent" in found[0] or not PAST_TENSE.search(sentence)
