from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TypeAlias

    from django.utils.functional import _StrPromise

    #: Words for people, in their language at the time of showing.
    Text: TypeAlias = str | _StrPromise


@dataclass(frozen=True, kw_only=True)
class Section:
    """One part of an offer, with a fixed heading and a fixed public address."""

    #: The name of its block in ``LocalOfferPage.body``.
    key: str
    #: The council's own words for it.
    heading: Text
    #: The fragment of its public address. It never follows a change of heading,
    #: because emails and other people's pages link to it.
    anchor: str
    #: What to write about, for the editor; never shown to the public.
    prompt: Text
    #: Whether a live offer must have something to read in it.
    required: bool = True


@dataclass(frozen=True, kw_only=True)
class Framework:
    """What a council asks an offer to contain, in the council's order."""

    #: Where the list comes from, in words.
    source: Text
    sections: tuple[Section, ...]
