"""Stored JSON made fit for its blocks, whatever a program has written there."""

from __future__ import annotations

import copy
import json
import uuid
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from wagtail.blocks import Block, StreamValue

from wagtail_localoffer.blocks.fitting import EMPTY, MISSING, fit, is_block_id
from wagtail_localoffer.content.typed import sum_up, tidy_body, write_out
from wagtail_localoffer.text.characters import make_storable

#: How much is shown of what can't be read.
LONGEST_PASSAGE = 60

#: The beginning of the ids that blocks get which were stored without one.
NAMESPACE = uuid.UUID("8c0f5c0e-6f0b-4b43-9a3e-0d5a3c1b7e52")


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


class OfferBody(StreamValue):
    """
    The body of an offer, which is read when something in it is asked for.

    A public page that is kept in a cache is shown without it, as is an offer in a list.

    :param read: reads what is stored.
    """

    def __init__(self, block: Block, read: Callable[[], StoredBody]) -> None:
        self.stream_block = block
        self._read = read

    def __getattr__(self, name: str) -> Any:
        # Python asks here for what isn't there. Once it was read, all is there.
        read = self.__dict__.pop("_read", None)
        if read is None:
            raise AttributeError(name, name=name, obj=self)
        self.stored = read()
        super().__init__(
            self.stream_block,
            self.stored.blocks,
            is_lazy=True,
            raw_text=self.stored.raw_text,
        )
        return getattr(self, name)

    def __reduce__(self) -> tuple[Any, ...]:
        """Copy what is stored, together with what no block can read."""
        rebuild, (*field_name, _prepared) = super().__reduce__()
        return rebuild, (*field_name, self._stream_field.get_prep_value(self))


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

    One that was stored without an id, as an import does, or with one by which the
    editor can't find it, gets the same each time it is read, because a section has its
    address from it.
    """
    taken = {key for each in found if isinstance(key := each.get("id"), str)}
    given: set[str] = set()
    blocks = []
    for place, each in enumerate(found):
        key = each.get("id")
        if not is_block_id(key) or key in given:
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
