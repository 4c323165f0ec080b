"""What people typed into the body of an offer, as it is kept."""

from __future__ import annotations

import json
import math
import reprlib
from collections.abc import Callable
from typing import Any

from wagtail_localoffer.content.handover import NEXT
from wagtail_localoffer.frameworks import SENCO, TEAMS
from wagtail_localoffer.text.typed import make_storable, tidy_address, tidy_name

#: MariaDB takes no JSON of more than 32 levels, and Python's own limit depends on what
#: is running. No offer has half as many.
DEEPEST = 28

#: Python reads no whole number of more than 4300 digits out of JSON.
LONGEST_NUMBER = 14_000

#: How each field of a contact is tidied.
CONTACT_FIELDS: dict[str, Callable[[str], str]] = {
    "name": tidy_name,
    "job_title": tidy_name,
    "area": tidy_name,
    "availability": tidy_name,
    "email": tidy_address,
    "telephone": tidy_address,
}


def tidy_body(blocks: Any) -> Any:
    """
    Tidy a body as it is stored, before it is written and when it is read.

    What was imported may have any shape; only its texts are touched, and what is tidy
    comes back as it is.
    """
    if isinstance(blocks, str):
        # What is no list of blocks is kept as it is written.
        return make_storable(blocks)
    return _tidy_each(blocks, _tidy_block) if isinstance(blocks, list) else blocks


def write_out(value: Any) -> str:
    """A value of any shape as a text, by which it could be written again."""
    try:
        return json.dumps(value, default=str)
    except (TypeError, ValueError, RecursionError):
        return sum_up(value)


def sum_up(value: Any) -> str:
    """A value of any shape as a text, without what lies deep in it."""
    try:
        return reprlib.repr(value)
    except ValueError:
        # A number may have more digits than Python writes out.
        return type(value).__name__


def _tidy_block(block: Any) -> Any:
    match block:
        case {"type": SENCO.key, "value": dict(contact)}:
            return _put(block, _tidy_contact(contact))
        case {"type": TEAMS.key, "value": list(items)}:
            return _put(block, _tidy_each(items, _tidy_item))
        case {"type": TEAMS.key, "value": dict(contact)}:
            # One contact may have been imported as it is.
            return _put(block, _tidy_contact(contact))
    return tidy_value(block)


def _tidy_item(item: Any) -> Any:
    match item:
        case {"type": "item", "id": _, "value": dict(contact)}:
            return _put(item, _tidy_contact(contact))
        case dict():
            return _tidy_contact(item)
    return tidy_value(item)


def _tidy_contact(contact: dict[str, Any], level: int = 2) -> dict[str, Any]:
    return _keep_same(
        contact,
        {
            _make_key(key): _tidy_field(key, part, level)
            for key, part in contact.items()
        },
    )


def _tidy_field(key: str, value: Any, level: int) -> Any:
    if key in CONTACT_FIELDS and isinstance(value, str):
        return CONTACT_FIELDS[key](value)
    if key == NEXT and isinstance(value, dict) and level < DEEPEST:
        # Whoever is next has the same fields.
        return _tidy_contact(value, level + 1)
    return tidy_value(value, level)


def tidy_value(value: Any, level: int = 2) -> Any:
    """
    Make a value one that any database can hold: its texts, its numbers and its depth.

    :param level: how many lists and dictionaries are around it, at the most.
    """
    match value:
        case str():
            return make_storable(value)
        case tuple():
            return tidy_value([*value], level)
        case float() if not math.isfinite(value):
            return None
        case int() if value.bit_length() > LONGEST_NUMBER:
            return None
        case dict() | list() if level >= DEEPEST:
            return make_storable(write_out(value))
        case dict():
            return _keep_same(
                value,
                {
                    _make_key(key): tidy_value(part, level + 1)
                    for key, part in value.items()
                },
            )
        case list():
            return _tidy_each(value, lambda part: tidy_value(part, level + 1))
    return value


def _make_key(key: Any) -> Any:
    """The key of a field as JSON has it, which a program may have as a number."""
    if isinstance(key, str):
        return make_storable(key)
    if isinstance(key, int) and key.bit_length() > LONGEST_NUMBER:
        return sum_up(key)
    if key is None or isinstance(key, int | float):
        (key,) = json.loads(json.dumps({key: None}))
    return key


def _tidy_each(items: list[Any], tidy: Callable[[Any], Any]) -> list[Any]:
    tidied = [tidy(item) for item in items]
    return items if tidied == items else tidied


def _put(block: dict[str, Any], value: Any) -> dict[str, Any]:
    """Give a block a tidy value, and make storable what stands beside it."""
    beside = tidy_value({**block, "value": None})
    return _keep_same(block, {**beside, "value": value})


def _keep_same(before: dict[Any, Any], now: dict[Any, Any]) -> dict[Any, Any]:
    return before if now == before else now
