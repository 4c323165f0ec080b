"""Whom an offer says to ask, as it is stored: one person, or one team or more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from wagtail_localoffer.content.handover import (
    COVER_UNTIL,
    VACANT,
    find_holder,
    list_terms,
    read_day,
)
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
    #: The name of the part in which somebody stands who is next.
    part: str = ""

    def read(self, key: str) -> str:
        value = self.value.get(key)
        return str(value).strip() if isinstance(value, str | int) else ""

    @property
    def is_vacant(self) -> bool:
        """Whether nobody has the post today."""
        return VACANT in self.value

    @property
    def shown_name(self) -> str:
        """Whom to ask, or in words that there is nobody."""
        return _("The post is vacant") if self.is_vacant else self.read("name")

    @property
    def cover_until(self) -> date | None:
        """The last day of who only covers for another."""
        return read_day(self.value, COVER_UNTIL)

    def locate(self, key: str) -> str:
        """The field of ``key`` as a ``Finding`` names it."""
        where = self.part if self.place is None else str(self.place)
        return f"{where}.{key}" if where else key


def read_contacts(
    block: str, value: Any, day: date, telephone: str = ""
) -> list[StoredContact]:
    """
    Read the raw value of the block that says whom to ask on a day.

    :param block: its name.
    :param telephone: where to ask while the post of the SENCO is vacant.
    """
    if block == SENCO.key:
        return [StoredContact(block, find_holder(as_dict(value), day, telephone))]
    return [
        StoredContact(block, as_dict(read_item(item)), place)
        for place, item in enumerate(as_list(value))
    ]


def read_coming_contacts(block: str, value: Any, day: date) -> list[StoredContact]:
    """The same, and with them whoever is asked later; none who is gone for good."""
    if block != SENCO.key:
        return read_contacts(block, value, day)
    terms = [each for each in list_terms(as_dict(value)) if not each.is_over(day)]
    # Whoever comes back after a cover is there once.
    coming = {
        each.part: StoredContact(block, each.value, part=each.part) for each in terms
    }
    return list(coming.values())
