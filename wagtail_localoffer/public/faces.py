"""Faces: what of an offer is read at one of its addresses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wagtail_localoffer.frameworks.reserved import LARGE_PRINT, PRINT, SHEET

if TYPE_CHECKING:
    from wagtail_localoffer.frameworks import Text


@dataclass(frozen=True)
class SectionOnPage:
    """A section as a reader finds it."""

    heading: Text
    #: The fragment of its public address, and the last part of that of its own page.
    anchor: str
    #: The block in the offer's body.
    block: Any


@dataclass(frozen=True)
class Face:
    """One of the addresses at which an offer is read."""

    #: ``offer``, ``section``, ``report``, ``print``, ``large-print``, ``who-helps`` or
    #: ``what-families-say``.
    name: str
    #: What comes first in the title of the page.
    heading: Text
    #: What follows the address of the offer.
    path: str = ""
    #: The section that the page is about, if it is about one.
    section: SectionOnPage | None = None

    @property
    def is_whole(self) -> bool:
        """Whether all of the offer is on it, whatever the layout."""
        return self.name in (PRINT, LARGE_PRINT)

    @property
    def is_copy(self) -> bool:
        """Whether it is another form of the offer, and not a page to be found."""
        return self.is_whole or self.name == SHEET
