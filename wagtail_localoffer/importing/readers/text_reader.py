"""Passages of plain text, and the letters of a file."""

from __future__ import annotations

import codecs

from django.utils.translation import gettext as _

from wagtail_localoffer.importing.passages import MENU, Passage
from wagtail_localoffer.importing.readers.limits import CantRead
from wagtail_localoffer.text.plain import one_line

POINTS = ("•", "-", "*", "–", "·", "▪", "o")


def read_text(text: str) -> list[Passage]:
    """Read pasted text: a passage on each line."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [read_line(line) for each in lines if (line := one_line(each))]


def read_line(line: str) -> Passage:
    """Read one line of plain text, which is not empty."""
    # So a list of contents leads to the number of a page.
    if line[-1].isdecimal() and "....." in line.replace(" ", ""):
        return Passage(line, MENU)
    mark, _space, rest = line.partition(" ")
    if mark in POINTS and rest:
        return Passage(rest, "list")
    return Passage(line)


def decode(content: bytes) -> str:
    """
    Decode a text file, whichever program has saved it.

    :raises CantRead: it is in no encoding that is known here.
    """
    encodings = ["utf-8-sig", "cp1252"]
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        # So Windows calls what it saves as “Unicode”.
        encodings = ["utf-16"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise CantRead(
        _("The letters of this file can’t be read. Save it as text in UTF-8.")
    )
