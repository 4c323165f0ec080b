"""Passages of a document of LibreOffice and others, in OpenDocument's format."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from html import escape
from xml.etree.ElementTree import Element, fromstring

from django.utils.translation import gettext as _

from wagtail_localoffer.importing.passages import Passage
from wagtail_localoffer.importing.readers.html_reader import read_html_passages
from wagtail_localoffer.importing.readers.limits import (
    LARGEST_PICTURES,
    CantRead,
    check_package,
)
from wagtail_localoffer.importing.readers.picture_files import PictureFiles

#: Where it keeps pictures.
PICTURES = "Pictures/"

_XML = "urn:oasis:names:tc:opendocument:xmlns:"

#: The short names of OpenDocument, part 3.
NAMES = {
    **{each: f"{_XML}{each}:1.0" for each in ("office", "style", "table", "text")},
    "draw": f"{_XML}drawing:1.0",
    "fo": f"{_XML}xsl-fo-compatible:1.0",
    "svg": f"{_XML}svg-compatible:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
}

#: What is no text of the document: comments, and what tracked changes have deleted.
LEFT_OUT = {
    *("office:annotation", "office:annotation-end", "text:tracked-changes"),
    *("text:note-citation", "text:hidden-text", "text:hidden-paragraph", "svg:title"),
    *("svg:desc", "office:forms", "text:sequence-decls", "office:event-listeners"),
}

#: What is written as one tag of HTML.
TAGS = {
    **dict.fromkeys(("text:list-item", "text:list-header"), "li"),
    **{"table:table": "table", "table:table-row": "tr"},
    **{"table:table-header-rows": "thead"},
    **{"text:table-of-content": "nav"},
}

#: Where the alternative text stands, the better place first.
_ALT = ("desc", "title")

SPACES = {"text:s": " ", "text:tab": " ", "text:line-break": "<br>"}


def read_odt(content: bytes) -> list[Passage]:
    """
    Read a text document in OpenDocument's format.

    :raises CantRead: it is protected, damaged, too large, or no text document.
    """
    try:
        names = check_package(content)
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if b"encryption-data" in package.read("META-INF/manifest.xml"):
                raise CantRead(refuse_protected())
            parts = [
                fromstring(package.read(name))  # noqa: S314 (entities are refused)
                for name in ("styles.xml", "content.xml")
                if name in names
            ]
            pictures = _read_pictures(package)
        html = "".join(_Writer(parts).write())
    except CantRead:
        raise
    except Exception as error:
        raise CantRead(
            _(
                "This file is damaged, or no text document. Open it in the program "
                "that made it, and save it as .docx."
            )
        ) from error
    return read_html_passages(html, PictureFiles(pictures))


def _read_pictures(package: zipfile.ZipFile) -> dict[str, bytes]:
    found, left = {}, LARGEST_PICTURES
    for each in package.infolist():
        if each.filename.startswith(PICTURES) and each.file_size <= left:
            left -= each.file_size
            found[each.filename] = package.read(each)
    return found


class _Writer:
    """Writes the text of a document as HTML."""

    def __init__(self, parts: list[Element]) -> None:
        self.body = parts[-1].find("office:body/office:text", NAMES)
        self.styles: dict[str, Element] = {}
        self.lists: dict[str, Element] = {}
        for part in parts:
            for tag in part.iter(_name("style:style")):
                self.styles[_get(tag, "style:name")] = tag
            for tag in part.iter(_name("text:list-style")):
                self.lists[_get(tag, "style:name")] = tag
        self.writers: dict[str, Callable[[Element], Iterator[str]]] = {
            "text:h": self._write_heading,
            "text:p": self._write_paragraph,
            "text:span": self._write_span,
            "text:a": self._write_link,
            "text:list": self._write_list,
            "table:table-cell": self._write_cell,
            "draw:frame": self._write_frame,
            "draw:text-box": self._write_aside,
            "text:note-body": self._write_aside,
        }
        #: Notes and boxes: they come behind the paragraph in which they hang.
        self.asides: list[str] = []
        #: The styles of the lists that are open.
        self.open: list[str] = []

    def write(self) -> Iterator[str]:
        if self.body is None:
            raise ValueError("There is no text in it.")
        yield from self._write_all(self.body)
        for number, aside in enumerate(self.asides, 1):
            yield f'<li id="footnote-{number}">{aside}</li>'

    def _write_all(self, tag: Element) -> Iterator[str]:
        yield escape(tag.text or "", quote=False)
        for child in tag:
            yield from self._write(child)
            yield escape(child.tail or "", quote=False)

    def _write(self, tag: Element) -> Iterator[str]:
        name = _shorten(tag.tag)
        if name in LEFT_OUT:
            return
        if name in SPACES:
            yield SPACES[name]
        elif writer := self.writers.get(name):
            yield from writer(tag)
        elif html := TAGS.get(name):
            yield from self._wrap(tag, html)
        else:
            yield from self._write_all(tag)

    def _wrap(self, tag: Element, html: str, attributes: str = "") -> Iterator[str]:
        yield f"<{html}{attributes}>"
        yield from self._write_all(tag)
        yield f"</{html}>"

    def _write_heading(self, tag: Element) -> Iterator[str]:
        level = _get(tag, "text:outline-level") or "1"
        yield from self._wrap(tag, f"h{level if level in '123456' else '6'}")

    def _write_paragraph(self, tag: Element) -> Iterator[str]:
        if "Title" in (name := _get(tag, "text:style-name"), self._find_parent(name)):
            yield from self._wrap(tag, "h1", ' class="title"')
        else:
            yield "<p>"
            yield from self._write_span(tag)
            yield "</p>"

    def _write_span(self, tag: Element) -> Iterator[str]:
        style = _get(tag, "text:style-name")
        if self._find(style, "text:display") == "none":
            return
        inside = "".join(self._write_all(tag))
        if self._find(style, "fo:font-style") == "italic":
            inside = f"<em>{inside}</em>"
        is_bold = self._find(style, "fo:font-weight") in ("bold", "600", "700", "800")
        yield f"<strong>{inside}</strong>" if is_bold and inside.strip() else inside

    def _write_link(self, tag: Element) -> Iterator[str]:
        address = escape(_get(tag, "xlink:href"))
        yield from self._wrap(tag, "a", f' href="{address}"')

    def _write_list(self, tag: Element) -> Iterator[str]:
        # A list in a list has the style of that, one level deeper.
        name = _get(tag, "text:style-name") or (self.open[-1] if self.open else "")
        self.open.append(name)
        is_ordered = any(
            _shorten(each.tag) == "text:list-level-style-number"
            and _get(each, "text:level") == str(len(self.open))
            for each in self.lists.get(name, ())
        )
        yield from self._wrap(tag, "ol" if is_ordered else "ul")
        self.open.pop()

    def _write_cell(self, tag: Element) -> Iterator[str]:
        spans = (
            ("colspan", _get(tag, "table:number-columns-spanned")),
            ("rowspan", _get(tag, "table:number-rows-spanned")),
        )
        yield from self._wrap(
            tag, "td", "".join(f' {name}="{escape(n)}"' for name, n in spans if n)
        )

    def _write_frame(self, tag: Element) -> Iterator[str]:
        alt = tag.findtext("svg:desc", "", NAMES) or tag.findtext(
            "svg:title", "", NAMES
        )
        for each in tag.findall("draw:image", NAMES):
            address = escape(_get(each, "xlink:href"))
            yield f'<img src="{address}" alt="{escape(alt)}">'
        yield from self._write_all(tag)

    def _write_aside(self, tag: Element) -> Iterator[str]:
        aside = "".join(self._write_all(tag))
        self.asides.append(aside)
        yield f'<a href="#footnote-{len(self.asides)}"></a>'

    def _find_parent(self, style: str) -> str:
        tag = self.styles.get(style)
        return "" if tag is None else _get(tag, "style:parent-style-name")

    def _find(self, style: str, key: str) -> str:
        """Find what a style, or one that it is made from, says of its letters."""
        for _each in range(10):
            tag = self.styles.get(style)
            if tag is None:
                break
            letters = tag.find("style:text-properties", NAMES)
            if letters is not None and (value := _get(letters, key)):
                return value
            style = _get(tag, "style:parent-style-name")
        return ""


def _name(short: str) -> str:
    prefix, _colon, name = short.partition(":")
    return f"{{{NAMES[prefix]}}}{name}"


_SHORT = {address: prefix for prefix, address in NAMES.items()}


def _shorten(name: str) -> str:
    address, _brace, local = name[1:].partition("}")
    return f"{_SHORT.get(address, '')}:{local}"


def _get(tag: Element, name: str) -> str:
    return tag.get(_name(name), "")


def refuse_protected() -> str:
    return _(
        "This file is protected by a password. Open it, take the password away, and "
        "save it again."
    )
