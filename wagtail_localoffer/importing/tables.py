"""Tables of a document: which of them hold data, and how an offer stores these."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from itertools import groupby
from statistics import mean
from typing import Any

from wagtail_localoffer.importing.passages import TABLE, Passage, tidy
from wagtail_localoffer.importing.placing.headings import CONTACT_LABELS, LABELS

#: In words: with more in a cell it is an answer on a form, and so is each if they have
#: more on average.
LONGEST_CELL, LONG_CELLS = 60, 25

#: In words, for the heading of a column.
LONGEST_HEADING = 10

#: Wider or longer, and nobody could read it on a phone or edit it.
MOST_COLUMNS, MOST_ROWS = 15, 200

_LABELS = {*LABELS, *CONTACT_LABELS}

_LINK = re.compile(r'<a href="([^"<>]*+)">([^<>]*+)')

_ALL_BOLD = re.compile(r"<(?:b|strong)>[^<>]*+</(?:b|strong)>")


@dataclass(frozen=True)
class _Table:
    """Rows of the same length. Each cell has what stands in it."""

    caption: list[Passage]
    rows: list[list[list[Passage]]]
    #: How many rows at the top are headings because the document says so.
    headings: int

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0


def list_units(passages: Iterable[Passage]) -> Iterator[list[Passage]]:
    """List what stays together: a passage, or all cells of a table of data."""
    for number, group in groupby(passages, key=_find_table):
        unit = list(group)
        if number is not None and is_table(unit):
            yield unit
        else:
            yield from ([each] for each in unit)


def join_tables(passages: Iterable[Passage]) -> list[Passage]:
    """Make one passage of each table of data, with what a section stores of it."""
    return [
        Passage(
            join_words(unit),
            TABLE,
            block={"type": "table", "value": write_table(unit)},
        )
        if len(unit) > 1
        else unit[0]
        for unit in list_units(passages)
    ]


def join_words(unit: list[Passage]) -> str:
    """The words of passages in one line."""
    return " ".join(each.text for each in unit)


def _find_table(passage: Passage) -> int | None:
    return passage.cell.table if passage.cell else None


def is_table(cells: Sequence[Passage]) -> bool:
    """Whether cells are a table of data, and no form and no mere layout."""
    table = _lay_out(cells)
    if not 2 <= table.width <= MOST_COLUMNS or not 2 <= len(table.rows) <= MOST_ROWS:
        return False
    filled = [cell for row in table.rows for cell in row if cell]
    lengths = [_count_words(cell) for cell in filled]
    if max(lengths) > LONGEST_CELL or mean(lengths) > LONG_CELLS:
        return False
    if 2 * len(filled) < table.width * len(table.rows) or _is_sheet(table):
        return False
    first = [row[0] for row in table.rows[_count_headings(table) :] if row[0]]
    questions = [each for each in first if each[-1].text.rstrip().endswith("?")]
    if 2 * len(questions) > len(first):
        return False
    if table.width > 2:
        return True
    # Two columns are mostly a form, with a label or a question at the left.
    if any(map(_has_label, first)):
        return False
    return bool(table.headings or _has_bold_row(table) or _is_listing(table))


def _is_sheet(table: _Table) -> bool:
    """Whether it is a front sheet or a contact, with each value below its label."""
    labels = [cell for cell in table.rows[0] if cell and _has_label(cell)]
    return len(table.rows) == 2 and 2 * len(labels) > table.width


def _has_label(cell: list[Passage]) -> bool:
    return tidy(cell[0].text) in _LABELS


def _is_listing(table: _Table) -> bool:
    """Whether two columns without marked headings are a list, such as of rooms."""
    cells = [cell for row in table.rows for cell in row]
    return len(table.rows) > 2 and all(
        cell
        and _count_words(cell) <= LONGEST_HEADING
        and not cell[-1].text.endswith(".")
        for cell in cells
    )


def write_table(cells: Sequence[Passage]) -> dict[str, Any] | None:
    """
    Write the cells of one table as the value of the block ``table``.

    :returns: ``None`` for a table of layout: its cells are paragraphs.
    """
    if not is_table(cells):
        return None
    table = _lay_out(cells)
    number = _count_headings(table)
    return {
        "caption": _write(table.caption),
        "columns": [
            {
                "type": "text",
                "heading": ": ".join(
                    _write(row[column]) for row in table.rows[:number] if row[column]
                ),
            }
            for column in range(table.width)
        ],
        "rows": [{"values": list(map(_write, row))} for row in table.rows[number:]],
    }


def _lay_out(cells: Sequence[Passage]) -> _Table:
    """Lay cells out in rows and columns, without those in which nothing stands."""
    found: dict[int, dict[int, list[Passage]]] = defaultdict(lambda: defaultdict(list))
    heading_rows = set()
    for each in cells:
        if each.cell:
            found[each.cell.row][each.cell.column].append(each)
            if each.cell.is_header:
                heading_rows.add(each.cell.row)
    rows = sorted(found)
    caption: list[Passage] = []
    # A row of one cell above all others is its title.
    if len(rows) > 2 and list(found[rows[0]]) == [0] and len(found[rows[1]]) > 1:
        caption = found[rows.pop(0)][0]
    columns = sorted({column for row in rows for column in found[row]})
    headings = 0
    while headings < len(rows) and rows[headings] in heading_rows:
        headings += 1
    return _Table(
        caption,
        [[found[row].get(column, []) for column in columns] for row in rows],
        headings,
    )


def _count_headings(table: _Table) -> int:
    """How many rows at the top are the headings of the columns."""
    if table.headings:
        # Headings of nothing are its rows.
        return min(table.headings, len(table.rows) - 1)
    return int(_has_bold_row(table) or _begins_with_headings(table))


def _has_bold_column(table: _Table) -> bool:
    """Whether the headings are those of rows."""
    return all(_is_bold(row[0]) for row in table.rows)


def _has_bold_row(table: _Table) -> bool:
    """Whether the first row is bold, and not all others are."""
    bold = [all(_is_bold(cell) for cell in row if cell) for row in table.rows]
    return bold[0] and not all(bold) and sum(map(bool, table.rows[0])) > 1


def _begins_with_headings(table: _Table) -> bool:
    first = table.rows[0]
    return not _has_bold_column(table) and all(
        cell
        and _count_words(cell) <= LONGEST_HEADING
        and not any(each.isdigit() for each in cell[0].text)
        for cell in first
    )


def _is_bold(cell: list[Passage]) -> bool:
    return all(_ALL_BOLD.fullmatch(each.html) for each in cell)


def _count_words(cell: list[Passage]) -> int:
    return sum(len(each.text.split()) for each in cell)


def _write(cell: list[Passage]) -> str:
    """Write what stands in a cell on one line, with the addresses of its links."""
    mark = "; " if any(each.is_point for each in cell) else " "
    return mark.join(map(_write_text, cell))


def _write_text(passage: Passage) -> str:
    text = passage.text
    for address, words in _LINK.findall(passage.html):
        address = unescape(address)
        shown = address.removeprefix("mailto:").removeprefix("tel:")
        if shown not in text and unescape(words).strip() != shown:
            text += f" ({shown})"
    return text
