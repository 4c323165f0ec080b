from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wagtail_localoffer.frameworks import Detail
from wagtail_localoffer.text.plain import one_line

if TYPE_CHECKING:
    from wagtail_localoffer.frameworks import Text


@dataclass(frozen=True)
class Row:
    """A line of the front sheet as a reader sees it."""

    label: Text
    value: str
    #: Where it leads, such as the address to dial, or an empty string.
    url: str = ""
    #: Whether it is a name or a code, which nobody translates.
    is_name: bool = False
    #: Whether it is among what a family looks for first.
    is_key: bool = False


def is_filled(offer: Any, field: str) -> bool:
    """Whether a field of the front sheet says something."""
    value = getattr(offer, field, None)
    return value is not None and bool(one_line(str(value)))


def is_asked(offer: Any, detail: Detail) -> bool:
    """Whether a detail matters: the date of what isn't said does not."""
    return not detail.needed_with or is_filled(offer, detail.needed_with)
