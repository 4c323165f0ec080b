"""
What one sheet of paper has room for.

Nobody can ask a printer, so that it is a rule: lines are counted, and where there are
too many, facts lose their longer notes, and then questions their answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import count
from math import ceil
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import get_language

from wagtail_localoffer.public.questions import Question
from wagtail_localoffer.text.html import parse

#: The most questions.
QUESTIONS = 5

#: The lines of a sheet below its heading, in Latin letters and in taller ones.
LINES, TALL_LINES = 46, 32

#: The languages of those, which the stylesheet gives more room too.
TALL = ("ar", "fa", "ps", "ur")

#: The letters in a line of text, and in one of the columns of the facts.
LINE, COLUMN, COLUMNS = 88, 26, 3

#: The part of a sheet that facts may have before their notes are left out.
FACTS = 0.35

#: The longest notes that stay, from the fullest sheet to the shortest.
NOTES = (255, 80, 40, 0)

#: Of what is all note something stays.
SHORTEST = 40

#: The room above a heading or between rows, in lines.
HEADING, GAP = 2.0, 0.5


@dataclass(frozen=True)
class Sheet:
    """What stands on the sheet of an offer."""

    #: The facts, as ``FactsValue.answered`` has them.
    facts: list[dict[str, Any]]
    #: What families ask, in the order of the offer.
    questions: list[Question]


def plan_sheet(
    facts: list[dict[str, Any]],
    questions: list[Question],
    contacts: Iterable[Any],
    key_rows: Iterable[Any],
) -> Sheet:
    """
    Choose what of an offer is on its sheet, beside its contacts.

    :param key_rows: what is at the top of it, if anything.
    """
    language = (get_language() or "").partition("-")[0]
    lines = TALL_LINES if language in TALL else LINES
    room = lines - HEADING - sum(map(_measure_contact, contacts))
    for row in key_rows:
        # An area stands in a line of its own.
        room -= sum(_count_lines(len(each)) for each in str(row.value).splitlines())
    facts, used = _fit_facts(facts, room * FACTS)
    # First what the setting said for sure.
    asked = [each for each in questions if each.answer.passage]
    asked.sort(key=lambda each: not each.answer.is_certain)
    chosen = {each.anchor: each for each in _fit(asked, room - used)}
    found = (chosen.get(each.anchor) for each in questions)
    return Sheet(facts, [each for each in found if each])


def _measure_contact(contact: Any) -> float:
    names = [str(contact.get(each) or "") for each in ("name", "job_title", "area")]
    times = str(contact.get("availability") or "")
    return _count_lines(len("".join(names))) + _count_lines(len(times)) + 1 + GAP


def _fit_facts(
    rows: list[dict[str, Any]], room: float
) -> tuple[list[dict[str, Any]], float]:
    if not rows:
        return rows, 0
    for longest in NOTES:
        shortened = [_shorten(row, longest) for row in rows]
        lines = HEADING + sum(map(_measure_fact, shortened)) / COLUMNS
        if lines <= room:
            break
    return shortened, lines


def _shorten(row: dict[str, Any], longest: int) -> dict[str, Any]:
    note = row["note"]
    if len(note) <= longest:
        return row
    rest = "" if row["code"] else Truncator(note).chars(max(longest, SHORTEST))
    return {**row, "note": rest}


def _measure_fact(row: dict[str, Any]) -> float:
    words = (str(row["fact"].label), str(row["answer"]), row["note"])
    return ceil(sum(len(each) + 2 for each in words) / COLUMN) + GAP


def _fit(questions: Iterable[Question], room: float) -> Iterator[Question]:
    """The first of the questions, each with its answer or where to read it."""
    room -= HEADING
    numbers = count(1)
    for each in questions:
        heading = _count_lines(len(str(each.text))) + GAP
        for question in (each, replace(each, is_brief=True)):
            lines = heading + _measure_words(question)
            if lines <= room:
                room -= lines
                yield question
                if next(numbers) == QUESTIONS:
                    return
                break


def _measure_words(question: Question) -> float:
    words = str(question.words or "")
    parts = parse(words).find_all(["p", "li", "h3"]) if words else []
    return sum(_count_lines(len(each.get_text())) for each in parts) + GAP or 1 + GAP


def _count_lines(letters: int) -> int:
    return ceil(letters / LINE)
