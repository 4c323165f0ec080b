"""Passages: the pieces of a document, in its order, as readers give them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from wagtail_localoffer.text.plain import one_line

_LEVEL = re.compile(r"\A(?:heading|title|h) ?([1-6]?)\Z")

#: The level of a line that is no heading by its style, and may be one by its words.
BOLD_LINE, PLAIN_LINE = 7, 8

#: The styles of what stands in a menu or in a footer of a page.
MENU, FOOTER = "menu", "footer"

#: The style of a picture, and that of a whole table while it is placed.
PICTURE, TABLE = "picture", "table"

_NUMBERING = re.compile(
    r"\A(?:(?:q(?:uestion)?|a)[.:]? ?(?:[0-9]{1,2}[.:)]?)?(?![a-z])|"
    r"[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}[.:)]?(?= )|[0-9]{1,2}[.:)]|"
    r"[0-9]{1,2}(?= [a-z])|[a-z][.)](?= ))[ -]*+",
    re.IGNORECASE,
)

_APOSTROPHES = str.maketrans("", "", "'’‘`´")

_MARKS = re.compile(r"[^\w]+")


@dataclass(frozen=True)
class Cell:
    """Where a passage stands in a table of its document; all are counted from 0."""

    table: int
    row: int
    column: int
    #: Whether it is the heading of its column.
    is_header: bool = False


@dataclass(frozen=True)
class Picture:
    """A picture of a document, as it was there."""

    content: bytes
    #: The alternative text that it had; empty if it had none.
    alt: str = ""
    #: The name of its file, where it is known.
    name: str = ""


@dataclass(frozen=True)
class Passage:
    """One piece of a document: a paragraph, a heading, a point of a list, a cell."""

    #: Its words on one line.
    text: str
    #: ``heading1`` to ``heading6``, ``title``, ``bold``, ``list``, ``table-cell``,
    #: ``picture``, ``menu``, ``footer`` or ``normal``.
    style: str = "normal"
    #: The same as clean HTML; empty if ``text`` is all that is known.
    html: str = ""
    #: In how many lists it stands, for a point of one.
    depth: int = 0
    is_ordered: bool = False
    cell: Cell | None = None
    picture: Picture | None = None
    #: A table or the like of an offer, as its section stores it.
    block: dict[str, Any] | None = None

    @property
    def level(self) -> int:
        """The level of a heading by its style: 1 to 6, and 0 for all others."""
        found = _LEVEL.match(self.style.lower().replace("-", " ").replace("_", " "))
        return int(found[1] or 1) if found else 0

    @property
    def is_bold(self) -> bool:
        return self.style.lower().startswith("bold")

    @property
    def is_cell(self) -> bool:
        return "cell" in self.style.lower()

    @property
    def is_point(self) -> bool:
        return self.style.lower().startswith("list")


def tidy(text: str) -> str:
    """
    Write a heading or a label as lists of them do.

    That is in lower case, with ``&`` in words, without numbers before it, apostrophes
    and marks.
    """
    text = _NUMBERING.sub("", one_line(text)).lower().replace("&", " and ")
    return _MARKS.sub(" ", text.translate(_APOSTROPHES)).strip()
