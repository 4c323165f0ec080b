"""Stored JSON made fit for its blocks, whatever a program has written there."""

from __future__ import annotations

import copy
import json
import math
import uuid
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks import Block
from wagtail.blocks.field_block import BaseChoiceBlock
from wagtail.blocks.list_block import ListBlock
from wagtail.blocks.stream_block import BaseStreamBlock
from wagtail.blocks.struct_block import BaseStructBlock
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.images.blocks import ImageBlock

from wagtail_localoffer.content.typed import (
    LONGEST_NUMBER,
    sum_up,
    tidy_body,
    write_out,
)
from wagtail_localoffer.text.characters import make_storable

#: No database has a larger key, and not every one can be asked for it.
LARGEST_KEY = 2**63 - 1

#: How much is shown of what can't be read.
LONGEST_PASSAGE = 60

#: What says nothing, so that nothing is lost where something else should stand.
EMPTY: tuple[Any, ...] = (None, "", [], {})

#: In place of what isn't stored at all.
MISSING: Any = object()

#: The beginning of the ids that blocks get which were stored without one.
NAMESPACE = uuid.UUID("8c0f5c0e-6f0b-4b43-9a3e-0d5a3c1b7e52")

TEXT_BLOCKS = (
    *(blocks.CharBlock, blocks.TextBlock, blocks.RichTextBlock, blocks.RawHTMLBlock),
    *(blocks.RegexBlock, blocks.EmailBlock, blocks.URLBlock),
)


@dataclass
class MendedBlock:
    """A block that was stored otherwise."""

    block: Block
    #: What was made of its value.
    value: Any
    stored: dict[str, Any]

    def is_unchanged(self, value: Any) -> bool:
        """Whether nobody has written anything else into it."""
        return self._write(value) == self._write(self.value)

    def _write(self, value: Any) -> Any:
        """
        Write a value once it was read to the end.

        Wagtail writes down what is missing in each part that was read, and gives ids.
        """
        read = self.block.to_python(copy.deepcopy(value))
        deque(self.block.extract_references(read), maxlen=0)
        return _drop_ids(self.block.get_prep_value(read))


@dataclass
class StoredBody:
    """The body of an offer as it is stored, made fit for its blocks."""

    blocks: list[dict[str, Any]] = field(default_factory=list)
    #: What can't be read: the name of the block and the beginning of what is in it.
    unread: list[tuple[str, str]] = field(default_factory=list)
    #: The blocks that were stored otherwise, by their ids.
    mended: dict[str, MendedBlock] = field(default_factory=dict)
    #: What is among the blocks and is none of them.
    stray: list[Any] = field(default_factory=list)
    #: The text that is stored, if it is no list of blocks at all.
    raw_text: str | None = None

    def get_prep_value(self) -> list[dict[str, Any]]:
        return self.blocks

    def add(self, block: Block, stored: dict[str, Any]) -> None:
        """Add a stored block, made fit for ``block``."""
        lost: list[Any] = []
        value = fit(block, stored.get("value"), lost)
        is_fit = value is stored.get("value", MISSING) and stored.keys() <= {
            "type",
            "value",
            "id",
        }
        fitting = stored
        if not is_fit:
            fitting = {"type": stored["type"], "value": value, "id": stored["id"]}
        (fitting,) = tidy_body([fitting])
        self.blocks.append(fitting)
        if not is_fit:
            value = copy.deepcopy(fitting["value"])
            self.mended[fitting["id"]] = MendedBlock(block, value, stored)
        for each in lost:
            self._name_unread(stored["type"], each)

    def add_stray(self, stored: Any) -> None:
        """Keep what is no block, or has a name that no block has."""
        is_block = isinstance(stored, dict) and isinstance(stored.get("type"), str)
        name, value = (
            (stored["type"], stored.get("value")) if is_block else ("", stored)
        )
        self.stray.append(stored)
        if not _is_empty(value):
            self._name_unread(name, value)

    def restore(self, prepared: Any) -> Any:
        """Put back what is stored in place of what was made of it."""
        if not isinstance(prepared, list):
            return prepared
        return [*map(self._restore_block, prepared), *self.stray]

    def _restore_block(self, prepared: dict[str, Any]) -> dict[str, Any]:
        mended = self.mended.get(prepared["id"])
        if mended is None or not mended.is_unchanged(prepared["value"]):
            return prepared
        return {**mended.stored, "id": prepared["id"]}

    def _name_unread(self, name: str, value: Any) -> None:
        self.unread.append((describe(name), describe(value)))


def read_list(stored: Any) -> tuple[list[dict[str, Any]], StoredBody]:
    """
    Read the JSON of a body as far as it is a list of blocks.

    :returns: what may be its blocks, and a body that has none of them yet.
    """
    body = StoredBody()
    value = stored
    if isinstance(value, str) and value:
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            body.raw_text = stored
    if isinstance(value, tuple):
        value = list(value)
    if not isinstance(value, list):
        if value not in EMPTY:
            body.raw_text = stored if isinstance(stored, str) else write_out(stored)
            body.unread.append(("", describe(value)))
        return [], body
    found = []
    for each in value:
        if isinstance(each, dict) and isinstance(each.get("type"), str):
            found.append(each)
        else:
            body.add_stray(each)
    return _give_ids(found), body


def _give_ids(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """
    Give each block an id of its own.

    One that was stored without an id, as an import does, gets the same each time it is
    read, because a section has its address from it.
    """
    taken = {key for each in found if isinstance(key := each.get("id"), str)}
    given: set[str] = set()
    blocks = []
    for place, each in enumerate(found):
        key = each.get("id")
        if not isinstance(key, str) or not key or key in given:
            key = _make_id(place, taken)
            each = {**each, "id": key}
        given.add(key)
        blocks.append(each)
    return blocks


def _make_id(place: int, taken: set[str]) -> str:
    while (key := str(uuid.uuid5(NAMESPACE, str(place)))) in taken:
        place += 1
    taken.add(key)
    return key


def describe(value: Any) -> str:
    """The beginning of a value, on one line."""
    text = value if isinstance(value, str) else sum_up(value)
    return " ".join(make_storable(text[:LONGEST_PASSAGE]).split())


def _is_empty(value: Any) -> bool:
    """Whether nothing is said by a value, nor by anything in it."""
    waiting = [value]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict | list):
            waiting += value.values() if isinstance(value, dict) else value
        elif value not in EMPTY:
            return False
    return True


def _drop_ids(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _drop_ids(each) for key, each in value.items() if key != "id"}
    return [_drop_ids(each) for each in value] if isinstance(value, list) else value


def _is_number(value: Any) -> bool:
    """Whether something is a number that can be written in JSON."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        return False
    if isinstance(value, float):
        return math.isfinite(value)
    return value.bit_length() <= LONGEST_NUMBER


def fit(block: Block, value: Any, lost: list[Any]) -> Any:
    """
    Make a stored value one that ``block`` can read.

    :param lost: gets what has no place in it.
    :returns: the same object if it is one already.
    """
    # The stubs of Wagtail's metaclass hide that its classes can be keys.
    fitter = _find_fitter(type(block))  # type: ignore[arg-type]
    return fitter(block, value, lost) if fitter else value


Fitter = Callable[[Any, Any, list[Any]], Any]


@cache
def _find_fitter(kind: type[Block]) -> Fitter | None:
    """What a kind of block reads; ``None`` if only it knows, as a project's may."""
    for base, fitter, may_differ in FITTERS:
        if issubclass(kind, base):
            is_the_same = kind.to_python is base.to_python
            return fitter if may_differ or is_the_same else None
    return None


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
    if value is None or isinstance(value, str | bool) or _is_number(value):
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
            key = each["id"] if isinstance(each["id"], str) else None
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
        if inner is each.get("value", MISSING) and isinstance(key, str | None):
            fitting.append(each)
        else:
            key = key if isinstance(key, str) else None
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
