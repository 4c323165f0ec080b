"""Whom an offer says to ask, as it is stored: one person, or one team or more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from wagtail_localoffer.frameworks import Framework


@dataclass(frozen=True)
class StoredContact:
    """A contact as its block keeps it. What was imported may have any shape."""

    #: The name of the block.
    block: str
    value: dict[str, Any]
    #: Where it stands among several, or ``None`` in a block of one.
    place: int | None = None

    def read(self, key: str) -> str:
        value = self.value.get(key)
        return str(value).strip() if isinstance(value, str | int) else ""

    def locate(self, key: str) -> str:
        """The field of ``key`` as a ``Finding`` names it."""
        return key if self.place is None else f"{self.place}.{key}"


def read_contacts(body: Any, framework: Framework) -> list[StoredContact]:
    """
    Read the contacts of an offer, without a query.

    :param body: a ``StreamValue``, of which only ``get_prep_value()`` is asked. Of a
        block that is there twice, the first counts.
    """
    block = framework.contact.key
    for child in body.get_prep_value():
        if child["type"] == block:
            return list(_read(block, child.get("value")))
    return []


def list_texts(
    contacts: list[StoredContact],
) -> Iterator[tuple[StoredContact, str, str]]:
    """List the words of contacts, each with its contact and the key of its field."""
    for contact in contacts:
        for key in ("area", "name", "job_title", "availability"):
            yield contact, key, contact.read(key)


def _read(block: str, value: Any) -> Iterator[StoredContact]:
    if not isinstance(value, list):
        yield StoredContact(block, _as_dict(value))
        return
    for place, item in enumerate(value):
        match item:
            # As Wagtail tells an item from a bare value, which an import may have left.
            case {"type": "item", "id": _, "value": content}:
                yield StoredContact(block, _as_dict(content), place)
            case _:
                yield StoredContact(block, _as_dict(item), place)


def _as_dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
