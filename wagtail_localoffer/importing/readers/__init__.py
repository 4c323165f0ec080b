"""
Readers: one for each kind of file, and each gives passages of clean HTML.

A reader opens nothing but the file that it is given. What can't be read is refused
with a message that says what to do instead.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath

from django.utils.translation import gettext as _

from wagtail_localoffer.importing.passages import Passage
from wagtail_localoffer.importing.readers.html_reader import read_html_passages
from wagtail_localoffer.importing.readers.limits import (
    LARGEST,
    MOST_PASSAGES,
    CantRead,
    too_large,
)
from wagtail_localoffer.importing.readers.mhtml_reader import read_mhtml
from wagtail_localoffer.importing.readers.odt_reader import read_odt
from wagtail_localoffer.importing.readers.pages import is_beside, join_pages
from wagtail_localoffer.importing.readers.pdf_reader import read_pdf
from wagtail_localoffer.importing.readers.picture_files import (
    PictureFiles,
    find_format,
    limit_pictures,
)
from wagtail_localoffer.importing.readers.text_reader import decode, read_text
from wagtail_localoffer.importing.readers.word_reader import (
    OLD_OFFICE,
    read_word,
    refuse_macros,
)
from wagtail_localoffer.text.plain import one_line

__all__ = ["LARGEST", "CantRead", "read_document", "read_rich_text", "read_text"]

#: It is given a file, and the pictures that came with it.
Reader = Callable[[bytes, PictureFiles], list[Passage]]

#: How files begin whose kind is told by that, whatever their names say.
BEGINNINGS = ((b"%PDF", ".pdf"), (OLD_OFFICE, ".docx"), (b"{\\rtf", ".rtf"))

#: What a package of an office program has in it.
INSIDES = (
    ("word/document.xml", ".docx"),
    ("content.xml", ".odt"),
    ("xl/workbook.xml", ".xlsx"),
    ("ppt/presentation.xml", ".pptx"),
)

HTML_STARTS = (b"<!doctype html", b"<html")


def read_document(name: str, content: bytes) -> list[Passage]:
    """
    Read the passages of a document.

    :raises CantRead: it is of no kind that can be read, or is protected or damaged.
    """
    return read_documents([(name, content)])


def read_documents(files: Sequence[tuple[str, bytes]]) -> list[Passage]:
    """
    Read several files, in their order, as the pages of one offer.

    Pictures, and what else a browser saves with a page, may be among them.

    :param files: the name of each, with its folder where it has one, and its content.

    :raises CantRead: one is of no kind that can be read, or is protected or damaged.
    """
    if sum(len(content) for _name, content in files) > LARGEST:
        raise CantRead(too_large())
    beside = {name: content for name, content in files if is_beside(name, content)}
    pages = [each for each in files if each[0] not in beside] or files
    return _check(join_pages(list(_read_pages(pages, beside))))


def _read_pages(
    pages: Sequence[tuple[str, bytes]], beside: Mapping[str, bytes]
) -> Iterator[list[Passage]]:
    for name, content in pages:
        try:
            yield _read_file(name, content, beside)
        except CantRead as error:
            # Of several, it must be known which one.
            raise CantRead(f"{name}: {error}" if len(pages) > 1 else error) from error


def read_rich_text(html: str) -> list[Passage]:
    """Read what somebody pasted from another program, as HTML."""
    return _check(read_html_passages(html))


def _check(passages: Iterable[Passage]) -> list[Passage]:
    found = list(limit_pictures(passages))
    if not found:
        raise CantRead(
            _(
                "There is no text in this file. If its pages are pictures, use the "
                "document that they were made from, or type the text."
            )
        )
    if len(found) > MOST_PASSAGES:
        raise CantRead(
            _("There is far more text in this file than in an offer. Divide it first.")
        )
    return found


def _read_file(name: str, content: bytes, beside: Mapping[str, bytes]) -> list[Passage]:
    kind = find_kind(name, content)
    if reader := READERS.get(kind):
        return reader(content, PictureFiles(beside, name))
    raise CantRead(REFUSED.get(kind, refuse_unknown)())


def find_kind(name: str, content: bytes) -> str:
    """The kind of a file as an ending: what it is, before what its name says."""
    named = PurePath(name).suffix.lower()
    if content.startswith(b"PK\x03\x04"):
        return _find_package(content) or named
    for start, kind in BEGINNINGS:
        if content.startswith(start):
            # An old document is refused with other words than one with a password.
            return named if kind == ".docx" and named == ".doc" else kind
    if find_format(content):
        return ".png"
    if content[:1_000].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(HTML_STARTS):
        return ".html"
    return named


def _find_package(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = set(package.namelist())
    except Exception:  # noqa: BLE001 (zipfile raises a dozen kinds for damaged files.)
        return ""
    return next((kind for inside, kind in INSIDES if inside in names), "")


def _read_json(content: bytes) -> list[Passage]:
    try:
        paragraphs = json.loads(decode(content))["paragraphs"]
        return [
            Passage(one_line(str(each["text"])), str(each.get("style") or "normal"))
            for each in paragraphs
        ]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise CantRead(
            _("This JSON file has no “paragraphs” with a “text” and a “style” each.")
        ) from None


def _read_page(content: bytes, pictures: PictureFiles) -> list[Passage]:
    return read_html_passages(decode(content), pictures)


def _read_text_file(content: bytes) -> list[Passage]:
    return read_text(decode(content))


def refuse_old_word() -> str:
    return _("This is an old Word document. Open it in Word, and save it as .docx.")


def refuse_other_office() -> str:
    return _("Open this file in the program that made it, and save it as .docx.")


def refuse_no_document() -> str:
    return _("This is a spreadsheet or a presentation. Copy its text, and paste that.")


def refuse_picture() -> str:
    return _(
        "This is a picture, and its text can’t be read. Use the document that it was "
        "made from, or type the text."
    )


def refuse_unknown() -> str:
    return _(
        "Files of this kind can’t be read. Use .docx, .odt, .pdf, .html or .txt, or "
        "paste the text."
    )


def _read_alone(read: Callable[[bytes], list[Passage]]) -> Reader:
    """Make a reader of one for files that have all in them."""
    return lambda content, pictures: read(content)


READERS: dict[str, Reader] = {
    **dict.fromkeys((".htm", ".html"), _read_page),
    ".docx": _read_alone(read_word),
    ".json": _read_alone(_read_json),
    **dict.fromkeys((".mht", ".mhtml"), _read_alone(read_mhtml)),
    ".odt": _read_alone(read_odt),
    ".pdf": _read_alone(read_pdf),
    ".txt": _read_alone(_read_text_file),
}

REFUSED: dict[str, Callable[[], str]] = {
    ".doc": refuse_old_word,
    ".docm": refuse_macros,
    **dict.fromkeys((".rtf", ".pages", ".pub"), refuse_other_office),
    **dict.fromkeys((".xls", ".xlsx", ".ods", ".ppt", ".pptx"), refuse_no_document),
    **dict.fromkeys(
        (".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".heic"), refuse_picture
    ),
}
