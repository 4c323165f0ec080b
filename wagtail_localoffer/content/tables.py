"""Tables as they are stored: one in which nothing is written counts as none."""

from __future__ import annotations

from typing import Any

from wagtail_localoffer.text.plain import one_line

#: The name of the block that holds one.
TABLE = "table"


def drop_empty_tables(value: Any) -> Any:
    """
    Take tables and rows without words out of a stored value, at any depth.

    A new table begins with rows and columns, so that it can be written in at once.

    :returns: the same object if there are none.
    """
    match value:
        case {"columns": list(columns), "rows": list(rows), **rest}:
            written = [each for each in rows if _has_words(_read_cells(each))]
            headings = [_read(each, "heading") for each in columns]
            if not written and not _has_words([rest.get("caption"), *headings]):
                return {}
            return value if len(written) == len(rows) else {**value, "rows": written}
        case dict():
            kept = {key: drop_empty_tables(each) for key, each in value.items()}
            is_same = all(each is value[key] for key, each in kept.items())
            return value if is_same else kept
        case list():
            items = [drop_empty_tables(each) for each in value]
            items = [each for each in items if not _is_table_without_words(each)]
            is_same = len(items) == len(value) and all(
                one is other for one, other in zip(items, value, strict=True)
            )
            return value if is_same else items
    return value


def _is_table_without_words(block: Any) -> bool:
    return (
        isinstance(block, dict)
        and block.get("type") == TABLE
        and block.get("value", {}) in (None, "", [], {})
    )


def _read(value: Any, key: str) -> Any:
    return value.get(key) if isinstance(value, dict) else None


def _read_cells(row: Any) -> list[Any]:
    cells = _read(row, "values")
    return cells if isinstance(cells, list) else []


def _has_words(values: list[Any]) -> bool:
    return any(
        one_line(str(value)) if isinstance(value, str | int | float) else value
        for value in values
        if value is not None
    )
