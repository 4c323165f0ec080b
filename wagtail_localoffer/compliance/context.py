"""Check contexts: what an offer itself doesn't say, and rules need to know."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, kw_only=True)
class CheckContext:
    """What an offer itself doesn't say, and advice on it needs to know."""

    today: date
    #: The address of the local offer of the offer's own council: empty if its record
    #: has none, ``None`` if there is no council or it isn't known.
    council_url: str | None = None
    #: Whether the record of a further council of the offer has none.
    has_council_without_url: bool = False
    #: Those of all councils that the offer doesn't name.
    other_council_urls: frozenset[str] = field(default_factory=frozenset)
    #: Keys of the pages and documents that it links to and that are gone or not public,
    #: such as ``page-12`` and ``document-3``.
    dead_links: frozenset[str] = field(default_factory=frozenset)
