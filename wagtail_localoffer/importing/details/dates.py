"""Dates as documents write them, and what documents say of their own reviews."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

_MONTHS = [
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
]

_MONTH = (
    r"(?P<{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|"
    r"aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)

_ENDING = r"(?:st|nd|rd|th)?"

#: Years of four digits, or of two behind an apostrophe or marks.
_DATE = (
    # 2025-09-12
    r"(?<![\d./-])(?P<iso>20\d\d-[01]\d-[0-3]\d)(?!\d)"
    # 12/9/24, 12.09.2024: in this country, the day comes first.
    r"|(?<![\d./-])(?P<d>\d{1,2}) ?(?P<mark>[/.-]) ?(?P<m>\d{1,2}) ?(?P=mark) ?"
    r"(?P<y>(?:20)?\d\d)(?![\d/-]|\.\d)"
    # 09/2025
    r"|(?<![\d./-])(?P<mm>[01]?\d)/(?P<my>20\d\d)(?![\d/])"
    # September 12th, 2025
    rf"|\b{_MONTH.format('first')} (?P<behind>\d{{1,2}}){_ENDING},? (?P<year1>20\d\d)"
    # 12th of September 2025, Sept 2025, Sept '25
    rf"|(?:(?<!\d)(?P<day>\d{{1,2}}){_ENDING} ?(?:of )?)?(?<![a-z])"
    rf"{_MONTH.format('month')}\.?,? ?(?:(?P<year>20\d\d)|[’'‘](?P<short>[1-4]\d)"
    r"|(?P<bare>[1-4]\d)(?= *+(?:\Z|[.,;|)])))(?![\d:/]|\.\d)"
)

_FIND_DATE = re.compile(_DATE, re.IGNORECASE)

_NEXT = (
    r"next (?:be )?(?:review|due)|next date|(?:due|date) (?:for|of) next|due for review"
    r"|review (?:is )?due|due to be reviewed|(?:to|will) be (?:next |re-?)?reviewed"
    r"|review by"
)

#: What names the last review or the next one, and a date.
_TOKEN = re.compile(
    rf"(?P<next>\b(?:{_NEXT}))|(?P<last>\b(?:review|last review))|{_DATE}",
    re.IGNORECASE,
)

#: A date that stands farther behind those words, in letters, is the date of another
#: thing.
NEAR = 60


def find_date(text: str) -> date | None:
    """
    Find the first date of a text, in British order.

    A month alone is its first day. A year or a season alone is no date.
    """
    return next(filter(None, map(_read, _FIND_DATE.finditer(text))), None)


def find_reviews(text: str) -> Iterator[tuple[bool, date]]:
    """Find the dates of reviews: whether each is the next one, and the day."""
    is_next, end = False, -NEAR - 1
    for found in _TOKEN.finditer(text):
        if found["next"] or found["last"]:
            is_next, end = bool(found["next"]), found.end()
        elif found.start() - end <= NEAR and (day := _read(found)):
            yield is_next, day
            end = -NEAR - 1


def _read(found: re.Match[str]) -> date | None:
    try:
        if found["iso"]:
            return date.fromisoformat(found["iso"])
        if found["d"]:
            return date(_year(found["y"]), int(found["m"]), int(found["d"]))
        if found["mm"]:
            return date(int(found["my"]), int(found["mm"]), 1)
        month = (found["first"] or found["month"] or "")[:3].lower()
        year = found["year1"] or found["year"] or found["short"] or found["bare"]
        if not month or not year:
            return None
        day = found["behind"] or found["day"] or 1
        return date(_year(year), _MONTHS.index(month) + 1, int(day))
    except ValueError:
        # There is no such day.
        return None


def _year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)
