"""
Readers: one for each kind of file, and each gives passages of clean HTML.

A reader opens nothing but the file that it is given. What can't be read is refused
with a message that says what to do instead.
"""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePath
from typing import Any

from django.utils.translation import gettext as _

from wagtail_localoffer.importing.html_reader import read_html_passages
from wagtail_localoffer.importing.passages import Passage
from wagtail_localoffer.text.html import clean_html
from wagtail_localoffer.text.plain import one_line

#: No offer is larger, in bytes. It is checked before anything is read.
LARGEST = 20_000_000

#: What a Word document unpacks to, in bytes: all of it, and its text alone.
LARGEST_UNPACKED, LARGEST_TEXT = 200_000_000, 30_000_000

MOST_FILES, MOST_PAGES = 2_000, 300

#: More passages than an offer of any length has.
MOST_PASSAGES = 5_000

CHUNK = 65_536


class CantRead(Exception):
    """A document that can't be read; its text says what to do instead."""


def read_document(name: str, content: bytes) -> list[Passage]:
    """
    Read the passages of a document.

    :raises CantRead: it is of no kind that can be read, or is protected or damaged.
    """
    if len(content) > LARGEST:
        raise CantRead(too_large())
    kind = PurePath(name).suffix.lower()
    if reader := READERS.get(kind):
        passages = reader(content)
    else:
        raise CantRead(REFUSED.get(kind, refuse_unknown)())
    if not passages:
        raise CantRead(_("There is no text in this file."))
    if len(passages) > MOST_PASSAGES:
        raise CantRead(
            _("There is far more text in this file than in an offer. Divide it first.")
        )
    return passages


def read_documents(files: Sequence[tuple[str, bytes]]) -> list[Passage]:
    """Read the passages of several files, which are the pages of one offer."""
    return [each for name, content in files for each in read_document(name, content)]


def read_rich_text(html: str) -> list[Passage]:
    """Read what was pasted into an editor, as HTML."""
    return read_html_passages(clean_html(html))


def read_text(text: str) -> list[Passage]:
    """Read pasted text: a passage on each line, or between empty lines if it wraps."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [_read_line(line) for each in lines if (line := one_line(each))]


def _read_line(line: str) -> Passage:
    mark, _space, rest = line.partition(" ")
    if mark in ("•", "-", "*", "–", "·", "▪", "o") and rest:
        return Passage(rest, "list")
    return Passage(line)


def _read_text_file(content: bytes) -> list[Passage]:
    return read_text(_decode(content))


def _decode(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise CantRead(
        _("The letters of this file can’t be read. Save it as text in UTF-8.")
    )


def _read_json(content: bytes) -> list[Passage]:
    try:
        paragraphs = json.loads(_decode(content))["paragraphs"]
        return [
            Passage(one_line(str(each["text"])), str(each.get("style") or "normal"))
            for each in paragraphs
        ]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise CantRead(
            _("This JSON file has no “paragraphs” with a “text” and a “style” each.")
        ) from None


def _read_html(content: bytes) -> list[Passage]:
    return read_html_passages(_decode(content))


def _read_word(content: bytes) -> list[Passage]:
    mammoth = _import_extra("mammoth")
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise CantRead(
            _(
                "This file is protected by a password, or is an old Word document. "
                "Open it in Word, take the password away, and save it as .docx."
            )
        )
    try:
        _check_package(content)
        found = mammoth.convert_to_html(
            io.BytesIO(content),
            # Pictures are no text, and nothing outside of the file is opened.
            convert_image=mammoth.images.img_element(lambda image: {}),
            external_file_access=False,
        )
    except CantRead:
        raise
    except Exception as error:
        raise CantRead(
            _(
                "This file is damaged, or no Word document. Open it in Word, and save "
                "it as .docx again."
            )
        ) from error
    return read_html_passages(found.value)


def _check_package(content: bytes) -> None:
    """Refuse what unpacks to more than it may, and XML that defines entities."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        files = package.infolist()
        declared = sum(each.file_size for each in files)
        if len(files) > MOST_FILES or declared > LARGEST_UNPACKED:
            raise CantRead(too_large())
        left = LARGEST_UNPACKED
        for each in files:
            is_text = each.filename.endswith((".xml", ".rels"))
            most = min(left, LARGEST_TEXT if is_text else left)
            left -= _measure(package, each, most, is_text)


def _measure(
    package: zipfile.ZipFile, file: zipfile.ZipInfo, most: int, is_text: bool
) -> int:
    """Unpack a file piece by piece, because it may say less than its size."""
    size, before = 0, b""
    with package.open(file) as opened:
        while piece := opened.read(CHUNK):
            size += len(piece)
            if size > most:
                raise CantRead(too_large())
            # Word writes neither. UTF-16 has a zero beside each letter.
            plain = (before + piece).replace(b"\0", b"") if is_text else b""
            if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
                raise CantRead(
                    _("This file defines entities, which no Word document does.")
                )
            before = piece[-20:]
    return size


def _read_pdf(content: bytes) -> list[Passage]:
    layout = _import_extra("pdfminer.high_level")
    parts = _import_extra("pdfminer.layout")
    document = _import_extra("pdfminer.pdfdocument")
    _check_streams(content)
    passages: list[Passage] = []
    try:
        pages = layout.extract_pages(
            io.BytesIO(content), laparams=parts.LAParams(), maxpages=MOST_PAGES
        )
        for page in pages:
            for box in page:
                if isinstance(box, parts.LTTextContainer):
                    passages += _read_box(box.get_text())
    except document.PDFPasswordIncorrect:
        raise CantRead(
            _(
                "This PDF is protected. Open it, copy its text, and paste that, or use "
                "the Word document that it was made from."
            )
        ) from None
    except Exception as error:
        raise CantRead(
            _("This PDF is damaged. Copy its text, and paste that.")
        ) from error
    if not any(each.text for each in passages):
        raise CantRead(
            _(
                "This PDF holds pictures of pages, such as scans, and no text. Use the "
                "document that it was made from, or type the text."
            )
        )
    return passages


def _check_streams(content: bytes) -> None:
    """Refuse a PDF that unpacks to more than it may: pdfminer would do so at once."""
    left = LARGEST_UNPACKED
    place = 0
    while (place := content.find(b"stream", place)) >= 0:
        # Behind its name is the end of a line.
        place += len(b"stream") + (content[place + 6 : place + 8] == b"\r\n") + 1
        if not _is_packed(content[place : place + 2]):
            continue
        try:
            for number, piece in enumerate(_unpack(content, place)):
                left -= len(piece)
                # Packed twice, it would get past this.
                if left < 0 or (number == 0 and _is_packed_again(piece)):
                    raise CantRead(too_large())
        except zlib.error:
            # What is damaged is left to who reads it.
            continue


def _unpack(content: bytes, place: int) -> Iterator[bytes]:
    unpacker = zlib.decompressobj()
    while place < len(content) and not unpacker.eof:
        packed = content[place : place + CHUNK]
        place += CHUNK
        while packed and not unpacker.eof:
            yield unpacker.decompress(packed, CHUNK)
            packed = unpacker.unconsumed_tail


def _is_packed_again(piece: bytes) -> bool:
    try:
        # Pictures and fonts may begin like that, and then go on otherwise.
        return _is_packed(piece[:2]) and len(next(_unpack(piece, 0))) == CHUNK
    except zlib.error:
        return False


def _is_packed(start: bytes) -> bool:
    """Whether bytes begin like what zlib has packed (RFC 1950, 2.2)."""
    return len(start) == 2 and start[0] & 15 == 8 and int.from_bytes(start) % 31 == 0


def _read_box(text: str) -> list[Passage]:
    """Read a block of a page: its lines are one paragraph, but for points of lists."""
    pieces: list[str] = []
    for each in text.split("\n"):
        line = one_line(each)
        if line and (not pieces or line[0] in "•▪·"):
            pieces.append(line)
        elif line:
            pieces[-1] += f" {line}"
    return [_read_line(piece) for piece in pieces]


def _import_extra(name: str) -> Any:
    from importlib import import_module

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
    return _(
        "This file is too large. Take pictures out of it, or paste its text instead."
    )


def refuse_old_word() -> str:
    return _("This is an old Word document. Open it in Word, and save it as .docx.")


def refuse_other_office() -> str:
    return _("Open this file in the program that made it, and save it as .docx.")


def refuse_picture() -> str:
    return _(
        "This is a picture, and its text can’t be read. Use the document that it was "
        "made from, or type the text."
    )


def refuse_unknown() -> str:
    return _(
        "Files of this kind can’t be read. Use .docx, .pdf, .html or .txt, or paste "
        "the text."
    )


READERS: dict[str, Callable[[bytes], list[Passage]]] = {
    ".docx": _read_word,
    ".htm": _read_html,
    ".html": _read_html,
    ".json": _read_json,
    ".pdf": _read_pdf,
    ".txt": _read_text_file,
}

REFUSED: dict[str, Callable[[], str]] = {
    ".doc": refuse_old_word,
    **dict.fromkeys((".odt", ".rtf", ".pages", ".docm", ".pub"), refuse_other_office),
    **dict.fromkeys(
        (".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".heic"), refuse_picture
    ),
}
