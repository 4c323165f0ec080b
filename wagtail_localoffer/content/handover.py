"""Who has a post on a day: who is named, who follows or covers, or nobody."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.dateparse import parse_date

from wagtail_localoffer.content.parts import as_dict

#: The last day of a person, who is next, and their first day.
UNTIL, NEXT, START = "until", "next", "start"

#: What a contact says of the one who is next.
OF_A_PERSON = ("name", "job_title", "email", "telephone")

#: Marks of what is read of a contact on a day: that nobody has the post, and the last
#: day of somebody who covers for another. No block has such names, so that they are
#: never stored.
VACANT, COVER_UNTIL = "-vacant", "-cover-until"


@dataclass(frozen=True)
class Term:
    """The time of one person in a post."""

    #: The part of the contact in which they stand; empty for the one named first.
    part: str
    value: dict[str, Any]
    #: Their first and last day, as far as they have any.
    first: date | None
    last: date | None
    #: Whether another one comes back after them.
    is_cover: bool = False

    def includes(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and not self.is_over(day)

    def is_over(self, day: date) -> bool:
        return self.last is not None and self.last < day


def list_terms(contact: dict[str, Any]) -> list[Term]:
    """
    List who has a post, one after the other.

    Whoever follows takes over on their first day, whatever stands beside it; by default
    that is the day after the last one of whom they follow. Where they have a last day
    and the other has none, they only cover: the other comes back. Where the name of who
    follows was erased, the post is vacant in their time: whoever was before is gone.

    :param contact: as its block keeps it, or as a program has stored it.
    """
    until, following = read_day(contact, UNTIL), as_dict(contact.get(NEXT))
    is_named = _is_said(following, "name")
    start = read_day(following, START) or _shift(until, 1)
    if start is None:
        return [Term("", contact, None, until)]
    last = read_day(following, UNTIL)
    if last is not None and last < start:
        last = None
    is_cover = last is not None and until is None
    before = _shift(start, -1)
    end = min(until, before) if until and before else before
    terms = [Term("", contact, None, end)]
    if is_named:
        terms.append(Term(NEXT, following, start, last, is_cover))
    if is_cover and (back := _shift(last, 1)):
        terms.append(Term("", contact, back, None))
    return terms


def find_holder(
    contact: dict[str, Any], day: date, telephone: str = ""
) -> dict[str, Any]:
    """
    Say what a contact says on a day: of whom it is then, and of nobody else.

    :param telephone: where to ask while the post is vacant.
    :returns: the contact itself if nothing of it depends on the day.
    """
    terms = list_terms(contact)
    if len(terms) == 1 and terms[0].last is None:
        return contact
    term = next((each for each in terms if each.includes(day)), None)
    if term is None:
        return {VACANT: True, "telephone": telephone}
    if not term.part:
        return {key: contact[key] for key in contact if key not in (UNTIL, NEXT)}
    holder = {key: term.value[key] for key in OF_A_PERSON if key in term.value}
    if term.is_cover and term.last:
        holder[COVER_UNTIL] = term.last.isoformat()
    return holder


def find_next_change(contact: dict[str, Any], day: date) -> date | None:
    """Find the next day on which a contact reads differently by itself."""
    days = (each for each in _list_change_days(contact) if each > day)
    return min(days, default=None)


def find_last_change(contact: dict[str, Any], day: date) -> date | None:
    """Find the last day on which it did; the day itself may be one."""
    days = (each for each in _list_change_days(contact) if each <= day)
    return max(days, default=None)


def move_up(contact: dict[str, Any], day: date) -> dict[str, Any] | None:
    """
    Leave out of a contact who doesn't come any more: who follows stands first then.

    :returns: the parts that change; ``None`` where all of it is still needed.
    """
    for term in list_terms(contact):
        if term.part and term.is_cover:
            return {NEXT: {}} if term.is_over(day) else None
        if term.part and term.first and term.first <= day:
            person = {key: term.value.get(key) or "" for key in OF_A_PERSON}
            return {**person, "availability": "", UNTIL: term.last, NEXT: {}}
    return None


def list_faults(contact: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """List what is wrong with the days of a contact: the field, and what it is."""
    until, following = read_day(contact, UNTIL), as_dict(contact.get(NEXT))
    start, last = (read_day(following, key) for key in (START, UNTIL))
    if not _is_said(following, "name"):
        if start or last or any(_is_said(following, key) for key in OF_A_PERSON):
            yield f"{NEXT}.name", "next_name_missing"
        return
    if start is None and until is None:
        yield f"{NEXT}.{START}", "next_start_missing"
    if start and until and start <= until:
        yield f"{NEXT}.{START}", "next_start_early"
    first = start or _shift(until, 1)
    if first and last and last < first:
        yield f"{NEXT}.{UNTIL}", "next_until_early"


def read_day(value: dict[str, Any], key: str) -> date | None:
    """A day as a block has it or as it is stored; ``None`` for anything else."""
    day = value.get(key)
    if isinstance(day, str):
        # The 29th of February of another year is no day.
        with suppress(ValueError):
            return parse_date(day)
    return day if isinstance(day, date) else None


def _list_change_days(contact: dict[str, Any]) -> Iterator[date]:
    for term in list_terms(contact):
        yield from filter(None, (term.first, _shift(term.last, 1)))


def _is_said(value: dict[str, Any], key: str) -> bool:
    said = value.get(key)
    return isinstance(said, str | int) and bool(str(said).strip())


def _shift(day: date | None, days: int) -> date | None:
    # There is no day after the last one that Python knows.
    with suppress(OverflowError):
        return day + timedelta(days) if day else None
    return None
