"""Values made fit for the blocks that are to read them, whatever they are."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import cache
from typing import Any, TypeGuard

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks import Block
from wagtail.blocks.field_block import BaseChoiceBlock
from wagtail.blocks.list_block import ListBlock
from wagtail.blocks.stream_block import BaseStreamBlock
from wagtail.blocks.struct_block import BaseStructBlock
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.images.blocks import ImageBlock

from wagtail_localoffer.content.typed import LONGEST_NUMBER

#: No database has a larger key, and not every one can be asked for it.
LARGEST_KEY = 2**63 - 1

#: An id that Wagtail's editor can look for: its script writes it into a CSS selector.
BLOCK_ID = re.compile(r"[\w-]+")

#: What says nothing, so that nothing is lost where something else should stand.
EMPTY: tuple[Any, ...] = (None, "", [], {})

#: In place of what isn't stored at all.
MISSING: Any = object()

TEXT_BLOCKS = (
    *(blocks.CharBlock, blocks.TextBlock, blocks.RichTextBlock, blocks.RawHTMLBlock),
    *(blocks.RegexBlock, blocks.EmailBlock, blocks.URLBlock),
)


def fit(block: Block, value: Any, lost: list[Any]) -> Any:
    """
    Make a stored value one that ``block`` can read.

    :param lost: gets what has no place in it.
    :returns: the same object if it is one already.
    """
    # The stubs of Wagtail's metaclass hide that its classes can be keys.
    fitter = _find_fitter(type(block))  # type: ignore[arg-type]
    return fitter(block, value, lost) if fitter else value


def is_block_id(key: Any) -> TypeGuard[str]:
    """Whether the editor can find a block by an id."""
    return isinstance(key, str) and BLOCK_ID.fullmatch(key) is not None


Fitter = Callable[[Any, Any, list[Any]], Any]


@cache
def _find_fitter(kind: type[Block]) -> Fitter | None:
    """What a kind of block reads; ``None`` if only it knows, as a project's may."""
    for base, fitter, may_differ in FITTERS:
        if issubclass(kind, base):
            is_the_same = kind.to_python is base.to_python
            return fitter if may_differ or is_the_same else None
    return None


def _is_number(value: Any) -> bool:
    """Whether something is a number that can be written in JSON."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        return False
    if isinstance(value, float):
        return math.isfinite(value)
    return value.bit_length() <= LONGEST_NUMBER


def _lose(value: Any, lost: list[Any]) -> None:
    if value not in EMPTY:
        lost.append(value)


def _fit_text(block: Any, value: Any, lost: list[Any]) -> str | None:
    if isinstance(value, str):
        return value
    if value is None and isinstance(block, blocks.FieldBlock):
        # Wagtail itself stores it for a line that is empty, and not for rich text.
        return "" if isinstance(block, blocks.RichTextBlock) else None
    if _is_number(value):
        # A telephone number may have been imported as a number, with a point or not.
        return str(value).removesuffix(".0")
    _lose(value, lost)
    return ""


def _fit_choice(block: Any, value: Any, lost: list[Any]) -> Any:
    if value is None or isinstance(value, str | bool) or _is_number(value):
        return value
    _lose(value, lost)
    return None


def _fit_choices(block: Any, value: Any, lost: list[Any]) -> Any:
    if not isinstance(value, list):
        return _fit_choice(block, value, lost)
    return _same(value, [_fit_choice(block, each, lost) for each in value])


def _fit_boolean(block: Any, value: Any, lost: list[Any]) -> bool:
    if isinstance(value, bool):
        return value
    _lose(value, lost)
    return False


def _fit_key(block: Any, value: Any, lost: list[Any]) -> Any:
    if value is None:
        return None
    if isinstance(value, str | int) and not isinstance(value, bool):
        try:
            key = block.model_class._meta.pk.to_python(value)
        except (ValidationError, ValueError):
            key = None
        if key is not None and not (isinstance(key, int) and abs(key) > LARGEST_KEY):
            return value if type(key) is type(value) else key
    _lose(value, lost)
    return None


def _fit_field(block: Any, value: Any, lost: list[Any]) -> Any:
    """Of what else there is, such as dates, a block itself says what it can read."""
    if value is None or isinstance(value, str | bool | date) or _is_number(value):
        with suppress(Exception):
            block.to_python(value)
            return value
    _lose(value, lost)
    return None


def _fit_struct(block: Any, value: Any, lost: list[Any]) -> dict[str, Any]:
    if not isinstance(value, dict):
        _lose(value, lost)
        return {}
    known = block.child_blocks
    fitting = {
        key: fit(known[key], each, lost) for key, each in value.items() if key in known
    }
    # Wagtail doesn't read what has no block, so that it may stay.
    is_fit = all(each is value[key] for key, each in fitting.items())
    return value if is_fit else fitting


def _fit_list(block: Any, value: Any, lost: list[Any]) -> Any:
    if isinstance(value, dict) and getattr(block, "reads_one", False):
        return fit(block.child_block, value, lost)
    if not isinstance(value, list):
        _lose(value, lost)
        return []
    fitting: list[Any] = []
    for each in value:
        if block._item_is_in_block_format(each):
            inner = fit(block.child_block, each["value"], lost)
            key = each["id"] if is_block_id(each["id"]) else None
            is_fit = inner is each["value"] and key is each["id"]
            item = {"type": "item", "value": inner, "id": key}
            fitting.append(each if is_fit else item)
        else:
            fitting.append(fit(block.child_block, each, lost))
    return _same(value, fitting)


def _fit_stream(block: Any, value: Any, lost: list[Any]) -> list[Any]:
    if not isinstance(value, list):
        _lose(value, lost)
        return []
    fitting: list[Any] = []
    for each in value:
        name = each.get("type") if isinstance(each, dict) else None
        if not isinstance(name, str) or name not in block.child_blocks:
            _lose(each, lost)
            continue
        inner = fit(block.child_blocks[name], each.get("value"), lost)
        key = each.get("id")
        is_fit = key is None or is_block_id(key)
        if inner is each.get("value", MISSING) and is_fit:
            fitting.append(each)
        else:
            key = key if is_fit else None
            fitting.append({"type": name, "value": inner, "id": key})
    return _same(value, fitting)


def _fit_image(block: Any, value: Any, lost: list[Any]) -> Any:
    # A picture may be its key alone.
    is_key = value is None or isinstance(value, int | str)
    return (_fit_key if is_key else _fit_struct)(
        block.child_blocks["image"] if is_key else block, value, lost
    )


def _fit_table(block: Any, value: Any, lost: list[Any]) -> Any:
    if value is None:
        return None
    if not isinstance(value, dict):
        _lose(value, lost)
        return None
    columns, places = [], []
    for place, column in enumerate(_fit_rows(value.get("columns"), lost)):
        name = column.get("type")
        if isinstance(name, str) and name in block.child_blocks:
            heading = _fit_text(None, column.get("heading"), lost)
            columns.append({"type": name, "heading": heading})
            places.append(place)
        else:
            _lose(column, lost)
    rows = []
    for row in _fit_rows(value.get("rows"), lost):
        cells = row.get("values")
        if not isinstance(cells, list):
            _lose(cells, lost)
            cells = []
        for place, cell in enumerate(cells):
            if place not in places:
                _lose(cell, lost)
        rows.append(
            {
                "values": [
                    fit(
                        block.child_blocks[column["type"]],
                        cells[place] if place < len(cells) else None,
                        lost,
                    )
                    for place, column in zip(places, columns, strict=True)
                ]
            }
        )
    caption = _fit_text(None, value.get("caption"), lost)
    fitting = {"columns": columns, "rows": rows, "caption": caption}
    return value if value == fitting else fitting


def _fit_rows(value: Any, lost: list[Any]) -> list[dict[str, Any]]:
    if not isinstance(value, list):
        _lose(value, lost)
        return []
    for each in value:
        if not isinstance(each, dict):
            _lose(each, lost)
    return [each for each in value if isinstance(each, dict)]


def _same(value: list[Any], fitting: list[Any]) -> list[Any]:
    """``value`` itself if there was nothing to mend in it."""
    is_fit = len(value) == len(fitting) and all(
        one is other for one, other in zip(value, fitting, strict=True)
    )
    return value if is_fit else fitting


#: What each kind of block reads, and whether blocks made of it read the same, even if
#: they make something else of it.
FITTERS: list[tuple[type[Any], Fitter, bool]] = [
    (ImageBlock, _fit_image, True),
    (BaseStructBlock, _fit_struct, False),
    (BaseStreamBlock, _fit_stream, False),
    (ListBlock, _fit_list, True),
    (BaseTypedTableBlock, _fit_table, False),
    (blocks.ChooserBlock, _fit_key, False),
    (blocks.MultipleChoiceBlock, _fit_choices, False),
    (BaseChoiceBlock, _fit_choice, True),
    (blocks.BooleanBlock, _fit_boolean, True),
    *((kind, _fit_text, True) for kind in TEXT_BLOCKS),
    (blocks.FieldBlock, _fit_field, True),
]
