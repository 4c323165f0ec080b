"""Whom an offer says to ask, as it is stored: one person, or one team or more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from wagtail_localoffer.content.parts import as_dict, as_list, read_item
from wagtail_localoffer.frameworks import SENCO


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


def read_contacts(block: str, value: Any) -> list[StoredContact]:
    """
    Read the raw value of the block that says whom to ask.

    :param block: its name.
    """
    if block == SENCO.key:
        return [StoredContact(block, as_dict(value))]
    return [
        StoredContact(block, as_dict(read_item(item)), place)
        for place, item in enumerate(as_list(value))
    ]
