"""Ages that a setting takes, as documents write them."""

from __future__ import annotations

import re
from typing import NamedTuple

from wagtail_localoffer.frameworks.choices import AgeUnit

#: No line of ages is longer, in letters.
_LONGEST = 400


class Ages(NamedTuple):
    """The youngest and the oldest age taken; ``None`` for what isn't said."""

    minimum: int | None
    unit: AgeUnit
    maximum: int | None


_IN_WORDS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]

_AGE = rf"(?:birth|\d{{1,2}}|{'|'.join(_IN_WORDS[::-1])})"

_UNIT = r"(?:-|\s)?(?P<{0}>months?|mths?|years?|yrs?|weeks?)?(?: old| of age)?"

_RANGE = re.compile(
    rf"(?<![\w./-])(?P<youngest>{_AGE}) ?{_UNIT.format('first')}(?:\s?[-–—]\s?|\s(?:to|"
    rf"up to|until|through to|and)\s)(?P<oldest>{_AGE})\+? ?{_UNIT.format('second')}"
    r"(?![\w/]|\.\d)",
    re.IGNORECASE,
)

_FROM = re.compile(
    rf"(?<![\w./-])(?P<youngest>{_AGE})"
    r"(?: ?\+|(?: years)? (?:and (?:over|above)|plus)\b)",
    re.IGNORECASE,
)

_YEARS = re.compile(
    r"\b(?:reception|(?P<nursery>nursery)|(?:years?|yrs?|y) ?(?P<start>\d{1,2}))"
    r"(?: ?[-–] ?| (?:to|up to|through to) )(?:year|yr|y)? ?(?P<end>\d{1,2})\b",
    re.IGNORECASE,
)

#: A pupil of Year 1 is five when it begins and six when it ends.
_BEFORE_YEAR_1, _LAST_YEAR, _OLDEST = 4, 13, 99


def find_ages(text: str) -> Ages | None:
    """Find the ages taken: "2-4", "6 months to 5 years", "Reception to Year 6"."""
    if len(text) > _LONGEST:
        return None
    if found := _YEARS.search(text):
        return _read_years(found)
    if found := _RANGE.search(text):
        return _read_range(found)
    if found := _FROM.search(text):
        return Ages(_read_number(found["youngest"]), AgeUnit.YEARS, None)
    return None


def _read_years(found: re.Match[str]) -> Ages | None:
    end, start = int(found["end"]), int(found["start"] or 0)
    if not start < end <= _LAST_YEAR:
        return None
    # Nobody knows how old a nursery's youngest children are.
    youngest = None if found["nursery"] else _BEFORE_YEAR_1 + start
    return Ages(youngest, AgeUnit.YEARS, _BEFORE_YEAR_1 + end + 1)


def _read_range(found: re.Match[str]) -> Ages | None:
    first, second = found["first"] or "", (found["second"] or "years").lower()
    youngest, oldest = _read_number(found["youngest"]), _read_number(found["oldest"])
    is_birth = found["youngest"].lower() == "birth"
    unit = "years" if is_birth else (first or second).lower()
    if second[0] == "m":
        # The oldest age is counted in years.
        oldest, rest = divmod(oldest, 12)
        if rest or not oldest:
            return None
    if second[0] == "w" or oldest > _OLDEST:
        return None
    if unit[0] == "w":
        return Ages(None, AgeUnit.YEARS, oldest)
    in_months = unit[0] == "m"
    if (youngest / 12 if in_months else youngest) > oldest:
        return None
    return Ages(youngest, AgeUnit.MONTHS if in_months else AgeUnit.YEARS, oldest)


def _read_number(text: str) -> int:
    text = text.lower()
    if text == "birth":
        return 0
    return int(text) if text.isdecimal() else _IN_WORDS.index(text)
