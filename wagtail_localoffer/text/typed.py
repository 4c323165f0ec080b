"""
What people type, as it is kept: each kind of text has one function that tidies it.

They are pure, and what is tidy already comes back as it is. All that is saved goes
through them, see :mod:`wagtail_localoffer.fields`, so that the page, the publish
rule, emails and exports read the same.
"""

from __future__ import annotations

import re
import unicodedata

from wagtail_localoffer.text.characters import (
    drop_joiners,
    drop_unseen,
    is_plain,
    make_storable,
)
from wagtail_localoffer.text.plain import one_line

__all__ = [
    "make_storable",
    "tidy_address",
    "tidy_email_lines",
    "tidy_identifier",
    "tidy_lines",
    "tidy_name",
]

_LINE_BREAK = re.compile(r"\r\n|[\r\n]")


def tidy_name(text: str) -> str:
    """A name, a title or another line of words."""
    return one_line(text)


def tidy_lines(text: str) -> str:
    """A text of several lines, such as a postal address. Its line breaks stay."""
    if is_plain(text):
        return unicodedata.normalize("NFC", text)
    # Line by line: what stands at the end of one has no neighbour in the next.
    breaks = [*_LINE_BREAK.findall(text), ""]
    lines = map(drop_unseen, _LINE_BREAK.split(text))
    return "".join(
        part for line, end in zip(lines, breaks, strict=True) for part in (line, end)
    )


def tidy_email_lines(text: str) -> str:
    """Email addresses, one on each line."""
    return tidy_lines(drop_joiners(text))


def tidy_address(text: str) -> str:
    """An email address, a web address or a telephone number: no joiner has a use."""
    return one_line(drop_joiners(text))


def tidy_identifier(text: str) -> str:
    """A number or a code of a register: capitals, and digits of ASCII."""
    text = unicodedata.normalize("NFKC", tidy_address(text))
    if not text.isascii():
        text = "".join(str(unicodedata.decimal(each, each)) for each in text)
    return one_line(text.upper())
