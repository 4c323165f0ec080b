"""Rows of the front sheet: who offers it and for whom, line by line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

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
    #: Whether it is for councils and inspectors, and says nothing to a family.
    is_official: bool = False
    #: How programs know it, in every language.
    key: str = ""
