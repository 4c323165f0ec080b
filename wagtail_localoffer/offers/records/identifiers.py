"""
Identifiers of what machines read.

An offer has the key that Wagtail calls its translation key. It is a random UUID that a
page gets when it is made and keeps: whoever publishes, moves or renames it, and in
whichever copy of the database. The key of a page's row is another in each database; its
address changes with each move. All languages of an offer share it, as they should: they
are one offer. A copy of a page gets one of its own. What belongs to an offer has
an identifier that is derived from it.
"""

from __future__ import annotations

import uuid
from typing import Any

#: Derived from nothing. Another one here would change every derived identifier.
NAMESPACE = uuid.UUID("5f0a7f6e-6a39-4c0f-9d50-7b6d1f6e3c11")

#: What tells the key of a service at its place from that of the service. It leaves the
#: digits alone that say which kind of UUID it is.
PLACE = 0x706C6163_6500_0000_0000_000000000001


def get_key(offer: Any) -> str:
    """The identifier of an offer, in all its languages."""
    return str(offer.translation_key)


def get_place_key(offer: Any) -> str:
    """The identifier of an offer at its address, from which its own can be told."""
    return str(_turn(offer.translation_key))


def read_key(text: str) -> uuid.UUID | None:
    """Read an identifier as we write it; ``None`` if it is none."""
    try:
        key = uuid.UUID(text)
    except ValueError:
        return None
    # Python reads braces and no hyphens too, and each of those is one more address.
    return key if str(key) == text.lower() else None


def read_place_key(text: str) -> uuid.UUID | None:
    """The key of the offer of which it is the place."""
    key = read_key(text)
    return key and _turn(key)


def derive(*names: str) -> str:
    """The identifier of something that has none of its own."""
    return str(uuid.uuid5(NAMESPACE, "/".join(names)))


def _turn(key: uuid.UUID) -> uuid.UUID:
    return uuid.UUID(int=key.int ^ PLACE)
