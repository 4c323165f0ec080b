"""Passages of a Word document."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from django.utils.translation import gettext as _

from wagtail_localoffer.importing.passages import Passage
from wagtail_localoffer.importing.readers.html_reader import read_html_passages
from wagtail_localoffer.importing.readers.limits import (
    LARGEST_PICTURE,
    LARGEST_PICTURES,
    CantRead,
    check_package,
    import_extra,
)
from wagtail_localoffer.importing.readers.picture_files import PictureFiles

#: How an old Word document begins, and one with a password.
OLD_OFFICE = b"\xd0\xcf\x11\xe0"

#: Where the text of a document stands.
_TEXT = re.compile(r"word/(?:document|footnotes|endnotes)[0-9]{0,2}\.xml")

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"

#: Word's new names for the same.
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"

#: What mammoth makes of styles beyond those that it knows by itself. A list of contents
#: is a menu.
STYLES = """
p[style-name='Title'] => h1.title:fresh
p[style-name^='toc '] => nav > p:fresh
p[style-name^='TOC '] => nav > p:fresh
p[style-name^='Contents '] => nav > p:fresh
"""

DEEPEST_LIST = 9


def read_word(content: bytes) -> list[Passage]:
    """
    Read a Word document.

    :raises CantRead: it is protected, too old, damaged or too large, holds macros, or
        the extra ``importing`` is not installed.
    """
    mammoth = import_extra("mammoth")
    if content.startswith(OLD_OFFICE):
        raise CantRead(
            _(
                "This file is protected by a password, or is an old Word document. "
                "Open it in Word, take the password away, and save it as .docx."
            )
        )
    pictures = _Pictures()
    try:
        if any(name.endswith("vbaProject.bin") for name in check_package(content)):
            raise CantRead(refuse_macros())
        found = mammoth.convert_to_html(
            io.BytesIO(_prepare(content)),
            convert_image=mammoth.images.img_element(pictures.take),
            style_map=STYLES + "\n".join(_list_deep_points()),
            include_embedded_style_map=False,
            # Nothing outside of the file is opened.
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
    return read_html_passages(found.value, PictureFiles(pictures.files))


class _Pictures:
    """The pictures of a document by the names that its HTML has for them."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.left = LARGEST_PICTURES

    def take(self, image: Any) -> dict[str, str]:
        with image.open() as opened:
            content = opened.read(LARGEST_PICTURE + 1)
        if len(content) > min(LARGEST_PICTURE, self.left):
            return {}
        self.left -= len(content)
        ending = str(image.content_type).rpartition("/")[2]
        name = f"picture{len(self.files) + 1}.{ending}"
        self.files[name] = content
        return {"src": name}


def _list_deep_points() -> Iterator[str]:
    """Lists in more lists than mammoth knows, in its language."""
    for depth in range(6, DEEPEST_LIST + 1):
        around = "ul|ol > li > " * (depth - 1)
        yield f"p:unordered-list({depth}) => {around}ul > li:fresh"
        yield f"p:ordered-list({depth}) => {around}ol > li:fresh"


def _prepare(content: bytes) -> bytes:
    """Write a document again without what Word hides, and with all of its text."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as package,
        zipfile.ZipFile(written, "w") as prepared,
    ):
        styles = _Styles(package)
        for name in package.namelist():
            part = package.read(name)
            if _TEXT.fullmatch(name):
                part = _prepare_text(part, styles)
            prepared.writestr(name, part)
    return written.getvalue()


class _Styles:
    """What the styles of a document say that their names don't."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        self.tags: dict[str, ElementTree.Element] = {}
        if "word/styles.xml" in package.namelist():
            root = _parse(package.read("word/styles.xml"))
            for each in root.iter(f"{{{_W}}}style"):
                self.tags[each.get(f"{{{_W}}}styleId", "")] = each

    def find(self, key: str, path: str) -> ElementTree.Element | None:
        """Find a property of a style, or of one that it is based on."""
        for _each in range(10):
            tag = self.tags.get(key)
            if tag is None:
                return None
            found = tag.find(path, {"w": _W})
            if found is not None:
                return found
            based = tag.find("w:basedOn", {"w": _W})
            key = "" if based is None else based.get(f"{{{_W}}}val", "")
        return None


def _parse(part: bytes) -> ElementTree.Element:
    # ``check_package`` has refused all that defines entities.
    plain = part.replace(_STRICT, _W.encode())
    return ElementTree.fromstring(plain)  # noqa: S314


def _prepare_text(part: bytes, styles: _Styles) -> bytes:
    root = _parse(part)
    for tag in list(root.iter()):
        if tag.tag == f"{{{_W}}}p":
            _name_heading(tag, styles)
        elif tag.tag == f"{{{_W}}}r":
            _show_boxes(tag)
        kept = [each for each in tag if not _is_hidden(each, styles)]
        if len(kept) < len(tag):
            tag[:] = kept
    return ElementTree.tostring(root)


def _is_hidden(tag: ElementTree.Element, styles: _Styles) -> bool:
    if tag.tag != f"{{{_W}}}r":
        return False
    names = {"w": _W}
    found = tag.find("w:rPr/w:vanish", names)
    style = tag.find("w:rPr/w:rStyle", names)
    if found is None and style is not None:
        found = styles.find(style.get(f"{{{_W}}}val", ""), "w:rPr/w:vanish")
    return found is not None and found.get(f"{{{_W}}}val") not in ("0", "false", "off")


def _name_heading(paragraph: ElementTree.Element, styles: _Styles) -> None:
    """Give a paragraph of a level the style that mammoth knows as that heading."""
    names = {"w": _W}
    style = paragraph.find("w:pPr/w:pStyle", names)
    level = paragraph.find("w:pPr/w:outlineLvl", names)
    if level is None and style is not None:
        level = styles.find(style.get(f"{{{_W}}}val", ""), "w:pPr/w:outlineLvl")
    value = "" if level is None else level.get(f"{{{_W}}}val", "")
    if value not in ("0", "1", "2", "3", "4", "5"):
        return
    if style is None:
        style = ElementTree.Element(f"{{{_W}}}pStyle")
        properties = paragraph.find("w:pPr", names)
        if properties is not None:
            properties.insert(0, style)
    style.set(f"{{{_W}}}val", f"Heading{int(value) + 1}")


def _show_boxes(run: ElementTree.Element) -> None:
    """
    Let mammoth see the text boxes that are there in one way only.

    Word writes each twice, for new programs and for old ones, and mammoth reads the one
    for old ones. Others only write the new one.
    """
    boxes = [
        box
        for child in run
        if child.tag in (f"{{{_W}}}drawing", f"{{{_MC}}}AlternateContent")
        if child.find(f"{{{_MC}}}Fallback") is None
        for box in child.iter(f"{{{_W}}}txbxContent")
    ]
    if boxes:
        # As what stands in an old drawing, it comes behind its paragraph.
        ElementTree.SubElement(run, f"{{{_W}}}pict").extend(boxes)


def refuse_macros() -> str:
    """What is said to refuse a document with macros."""
    return _(
        "This document holds macros. Open it in Word, and save it as .docx, without "
        "them."
    )
