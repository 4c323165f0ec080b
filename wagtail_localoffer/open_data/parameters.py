"""Parameters of a question, in the names of Open Referral UK, and what they may be."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import time
from math import isfinite
from typing import Any, TypeVar

from django.http import HttpRequest

from wagtail_localoffer.offers.records.identifiers import read_key
from wagtail_localoffer.text.plain import one_line
from wagtail_localoffer.text.postcodes import find_outward

PER_PAGE, MOST_PER_PAGE = 25, 100

#: No list has as many pages. Databases refuse a number of thousands of digits.
LAST_PAGE = 1_000_000_000

#: Longer words are cut off: nobody looks for as many.
LONGEST_SEARCH = 200

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

_Value = TypeVar("_Value")


class BadParameter(Exception):
    """A parameter is not what it must be; the message says what that is."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(f"{name}: {message}")
        self.name = name


class Parameters:
    """What a question asks. A parameter that is empty asks nothing."""

    def __init__(self, request: HttpRequest) -> None:
        self._given = request.GET

    def _read(
        self, name: str, read: Callable[[str], _Value | None], what: str
    ) -> _Value | None:
        given = self._given.get(name, "").strip()
        if not given:
            return None
        try:
            value = read(given)
        except (ValueError, OverflowError):
            value = None
        if value is None:
            raise BadParameter(name, what)
        return value

    @property
    def page(self) -> int:
        what = f"Give a whole number from 1 to {LAST_PAGE}."
        return (
            self._read("page", lambda given: _read_count(given, LAST_PAGE), what) or 1
        )

    @property
    def per_page(self) -> int:
        """How many a page has: as many as are wanted, up to the most."""
        what = "Give a whole number, 1 or more."
        wanted = self._read("per_page", lambda given: _read_count(given), what)
        return min(wanted or PER_PAGE, MOST_PER_PAGE)

    @property
    def part_of_file(self) -> tuple[int, int | None]:
        """From where to where a file goes: all, if no page of it is asked for."""
        if not self._given.get("page") and not self._given.get("per_page"):
            return 0, None
        start = (self.page - 1) * self.per_page
        return start, start + self.per_page

    @property
    def search(self) -> str:
        return one_line(self._given.get("search", ""))[:LONGEST_SEARCH]

    def read_id(self, name: str) -> uuid.UUID | None:
        return self._read(name, read_key, "Give a UUID.")

    def read_age(self, name: str) -> float | None:
        return self._read(name, _read_age, "Give a number of years, 0 or more.")

    @property
    def asks_for_times(self) -> bool:
        """Whether only services at certain times are wanted, of which we know none."""
        times = [
            self._read(name, _read_time, "Give a time, such as 09:30.")
            for name in ("start_time", "end_time")
        ]
        what = f"Give one of {', '.join(DAYS)}, or the name of a day."
        day = self._read("day", _read_day, what)
        return any(each is not None for each in (*times, day))

    @property
    def postcode(self) -> str:
        """The first half of a postcode, such as ``ZZ1``; empty if none is given."""
        what = "Give a postcode, or the first half of one."
        return self._read("postcode", _read_postcode, what) or ""

    def refuse_proximity(self) -> None:
        """
        Refuse a question that can't be answered.

        :raises BadParameter: a distance is asked for.
        """
        if self._given.get("proximity", "").strip():
            raise BadParameter(
                "proximity",
                "This feed has no coordinates. Ask by the first half of a postcode.",
            )

    @property
    def language(self) -> str:
        return self._given.get("language", "").strip()


def _read_count(given: str, most: int | None = None) -> int | None:
    if not (given.isascii() and given.isdecimal()):
        return None
    # Python refuses to read thousands of digits.
    number = int(given[:20])
    return number if number >= 1 and (most is None or number <= most) else None


def _read_age(given: str) -> float | None:
    # Python reads 1_0 and the digits of other scripts too.
    if not given.isascii() or "_" in given:
        return None
    age = float(given)
    return age if isfinite(age) and 0 <= age <= 1000 else None


def _read_time(given: str) -> time | None:
    return time.fromisoformat(given)


def _read_day(given: str) -> str | None:
    day = given[:2].upper()
    names = [
        "MONDAY",
        "TUESDAY",
        "WEDNESDAY",
        "THURSDAY",
        "FRIDAY",
        "SATURDAY",
        "SUNDAY",
    ]
    return day if given.upper() in (*DAYS, *names) else None


def _read_postcode(given: str) -> str | None:
    return find_outward(given) or None


def paginate(
    parameters: Parameters, total: int, read: Callable[[int, int], list[Any]]
) -> dict[str, Any]:
    """
    One page of a list, in the envelope of Open Referral UK.

    :param total: how many there are on all pages.
    :param read: gives those from one place to another.
    """
    number, per_page = parameters.page, parameters.per_page
    pages = -(-total // per_page)
    start = (number - 1) * per_page
    contents = read(start, start + per_page) if start < total else []
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": number,
        "size": len(contents),
        "first_page": number == 1,
        "last_page": number >= pages,
        "empty": not contents,
        "contents": contents,
    }
