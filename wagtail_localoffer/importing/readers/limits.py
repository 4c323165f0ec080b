"""How much of a document is read, and the messages for what is not."""

from __future__ import annotations

import io
import zipfile
from importlib import import_module
from typing import Any

from django.utils.translation import gettext as _

#: No offer is larger, in bytes. It is checked before anything is read.
LARGEST = 20_000_000

#: What a package unpacks to, in bytes: all of it, and its text alone.
LARGEST_UNPACKED, LARGEST_TEXT = 200_000_000, 15_000_000

MOST_FILES, MOST_PAGES = 2_000, 300

#: Tags and attributes of a package, and tags of a page. Each takes far more room and
#: time than its letters.
MOST_TAGS, MOST_HTML_TAGS = 300_000, 100_000

#: More passages than an offer of any length has.
MOST_PASSAGES = 5_000

#: Of a picture, and of all pictures together, in bytes; and how many there may be.
LARGEST_PICTURE, LARGEST_PICTURES, MOST_PICTURES = 10_000_000, 50_000_000, 100

#: Smaller, in bytes, and it only keeps a place on a page.
SMALLEST_PICTURE = 100

CHUNK = 65_536


class CantRead(Exception):
    """A document that can't be read; its text says what to do instead."""


def check_package(content: bytes) -> list[str]:
    """
    Refuse what unpacks to more than it may, and XML that defines entities.

    :returns: the names of its files.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        files = package.infolist()
        declared = sum(each.file_size for each in files)
        if len(files) > MOST_FILES or declared > LARGEST_UNPACKED:
            raise CantRead(too_large())
        left, tags = LARGEST_UNPACKED, MOST_TAGS
        for each in files:
            is_text = each.filename.endswith((".xml", ".rels"))
            most = min(left, LARGEST_TEXT if is_text else left)
            size, number = _measure(package, each, most, is_text)
            left, tags = left - size, tags - number
            if tags < 0:
                raise CantRead(too_large())
        return [each.filename for each in files]


def _measure(
    package: zipfile.ZipFile, file: zipfile.ZipInfo, most: int, is_text: bool
) -> tuple[int, int]:
    """Unpack a file piece by piece, because it may say less than its size."""
    size, tags, before = 0, 0, b""
    with package.open(file) as opened:
        while piece := opened.read(CHUNK):
            size += len(piece)
            if size > most:
                raise CantRead(too_large())
            if not is_text:
                continue
            tags += piece.count(b"<") + piece.count(b"=")
            # Office programs write neither. UTF-16 has a zero beside each letter.
            plain = (before + piece).replace(b"\0", b"")
            if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
                raise CantRead(
                    _("This file defines entities, which no Word document does.")
                )
            before = piece[-20:]
    return size, tags


def import_extra(name: str) -> Any:
    """
    Import a library of the extra ``importing``.

    :raises CantRead: it is not installed.
    """
    try:
        return import_module(name)
    except ImportError:
        raise CantRead(
            _(
                "To read Word and PDF documents, install the extra “importing”: "
                "pip install 'wagtail-localoffer[importing]'"
            )
        ) from None


def too_large() -> str:
    """What is said to refuse a file that is too large."""
    return _(
        "This file is too large. Take pictures out of it, or paste its text instead."
    )
