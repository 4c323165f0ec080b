"""Where each cell of a table on a page stands, with those that are merged."""

from __future__ import annotations

from bs4 import Tag

from wagtail_localoffer.importing.passages import Cell

#: More columns than this are counted as one.
MOST_COLUMNS = 100


def find_cells(table: Tag, number: int) -> dict[int, Cell]:
    """
    Find where the cells of a table stand, by the ``id`` of their tags.

    A merged cell stands at its top left. A caption is a row by itself, above all. None
    is found where another table stands in this one: it only puts things side by side.
    """
    if table.find("table"):
        return {}
    caption = table.find("caption")
    found = {id(caption): Cell(number, 0, 0)} if caption else {}
    first = len(found)
    #: From which row on each column is free again.
    free = [0] * MOST_COLUMNS
    is_heading = True
    for row, tag in enumerate(table.find_all("tr")):
        cells = tag.find_all(("td", "th"))
        is_heading = is_heading and _is_heading_row(tag, cells)
        column = 0
        for cell in cells:
            while column < MOST_COLUMNS - 1 and free[column] > row:
                column += 1
            found[id(cell)] = Cell(number, first + row, column, is_heading)
            until = row + _read_span(cell, "rowspan")
            for _each in range(_read_span(cell, "colspan")):
                if column < MOST_COLUMNS - 1:
                    free[column] = until
                    column += 1
    return found


def _is_heading_row(row: Tag, cells: list[Tag]) -> bool:
    """Whether the cells of a row, and of all above it, are headings of columns."""
    if row.parent and row.parent.name == "thead":
        return True
    return len(cells) > 1 and all(each.name == "th" for each in cells)


def _read_span(cell: Tag, name: str) -> int:
    value = str(cell.get(name, ""))
    # The same limits as browsers have, or nearly so.
    return max(1, min(int(value), 1_000)) if value.isdecimal() and len(value) < 6 else 1
