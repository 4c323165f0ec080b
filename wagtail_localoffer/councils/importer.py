"""Councils from a file: read, checked, and added to what editors entered."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from io import StringIO
from itertools import takewhile
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from wagtail_localoffer.councils.models import Council

#: The 153 education authorities of England. Its head and docs/councils.md say where
#: each fact in it comes from.
COUNCILS = Path(__file__).parent / "data" / "councils.csv"

#: The columns that a file may have. Only the name has to be there.
COLUMNS = (
    "gss_code",
    "name",
    "homepage_url",
    "local_offer_url",
    "update_email",
    "valid_to",
)


class BadFile(Exception):
    """A file that can't be loaded; the message has a line for each error."""


@dataclass(frozen=True)
class Line:
    """What a file says of one council, checked."""

    number: int
    #: By the names of the columns; those that are empty are left out.
    values: dict[str, Any]


@dataclass(frozen=True)
class Change:
    """What loading did to one council."""

    council: Council
    added: bool
    #: The columns that were blank before.
    filled: tuple[str, ...]


def read_councils(path: Path) -> list[Line]:
    """
    Read a file of councils: CSV in UTF-8, with a line of column names.

    Lines at its top that begin with ``#`` are remarks.

    :raises BadFile: it can't be read, or something in it is wrong, with all errors.
    """
    columns, rows = _read_table(path)
    errors: list[str] = []
    seen: dict[tuple[str, str], int] = {}
    lines = []
    for number, cells in rows:
        if len(cells) != len(columns):
            errors.append(
                f"line {number}: it has {len(cells)} columns instead of {len(columns)}."
            )
            continue
        values = {
            column: cell.strip()
            for column, cell in zip(columns, cells, strict=True)
            if cell.strip()
        }
        council = Council(**values)
        try:
            # As its form does, but without asking the database whether it is there.
            council.clean_fields()
        except ValidationError as error:
            errors += [
                f"line {number}, {column}: {message}"
                for column, messages in error.message_dict.items()
                for message in messages
            ]
        for column in sorted({"gss_code", "name"}.intersection(values)):
            first = seen.setdefault((column, values[column].casefold()), number)
            if first != number:
                errors.append(
                    f"line {number}, {column}: {values[column]!r} is in line {first} "
                    "already."
                )
        cleaned = {column: getattr(council, column) for column in values}
        lines.append(Line(number, cleaned))
    if errors:
        raise BadFile("\n".join(errors))
    return lines


def _read_table(path: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Read the names of the columns, and each line that isn't blank with its number."""
    try:
        # Excel writes a mark before the first letter.
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BadFile(f"{path} can't be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise BadFile(f"{path} is not text in UTF-8.") from error
    rows = list(StringIO(text))
    remarks = len(list(takewhile(lambda row: row.startswith("#"), rows)))
    reader = csv.reader(rows[remarks:], strict=True)
    try:
        columns = next(reader, [])
        if problem := _describe_wrong_column(columns):
            raise BadFile(f"line {remarks + 1}: {problem}")
        return columns, [
            (remarks + reader.line_num, cells)
            for cells in reader
            if any(cell.strip() for cell in cells)
        ]
    except csv.Error as error:
        raise BadFile(f"line {remarks + reader.line_num}: {error}.") from error


def _describe_wrong_column(columns: list[str]) -> str:
    known = ", ".join(COLUMNS)
    for place, column in enumerate(columns):
        if column not in COLUMNS:
            return f"there is no column {column!r}. Known: {known}."
        if column in columns[:place]:
            return f"the column {column!r} is there twice."
    return "" if "name" in columns else "there is no column 'name'."


@transaction.atomic
def load_councils(lines: list[Line]) -> list[Change]:
    """
    Add the councils that are missing, and fill in what is blank in the others.

    A council is found by its GSS code, else by its name, and where the file has no code
    also by the address of its website. What its record says already stays.

    :returns: what was added or filled in. All of it is saved, or after an error none.
    """
    councils = list(Council.objects.all())
    changes = []
    for line in lines:
        council = _find_council(councils, line.values)
        added = council is None
        if council is None:
            council = Council()
            councils.append(council)
        filled = tuple(column for column in line.values if not getattr(council, column))
        if not filled:
            continue
        for column in filled:
            setattr(council, column, line.values[column])
        if "local_offer_url" in filled:
            council.forget_check()
        # Nothing else, which an editor may be changing now.
        written = [*filled, "checked_at", "check_problem"]
        council.save(update_fields=None if added else written)
        changes.append(Change(council, added, filled))
    return changes


def _find_council(councils: list[Council], values: dict[str, Any]) -> Council | None:
    keys = ["gss_code", "name"]
    if "gss_code" not in values:
        # The name alone is often corrected by an editor, who must not get it twice.
        keys.append("homepage_url")
    for key in keys:
        wanted = values.get(key, "").casefold()
        for council in councils:
            if wanted and (getattr(council, key) or "").casefold() == wanted:
                return council
    return None
