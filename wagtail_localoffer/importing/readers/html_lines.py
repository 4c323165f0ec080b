"""What stands on one line of a page: its words, and what hangs on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from urllib.parse import urljoin

from bs4 import Tag
from bs4.element import PageElement, PreformattedString

from wagtail_localoffer.text.characters import make_storable
from wagtail_localoffer.text.html import UNREADABLE_TAGS, clean_html

#: The address of a page whose links stay as they are: one of this site.
AS_THEY_ARE = "*"

#: What is no text of a page.
SKIPPED = {
    *UNREADABLE_TAGS,
    *("head", "title", "svg", "button", "select", "iframe", "textarea"),
}

BOLD = ("b", "strong")

#: They change nothing about whether what is in them is bold.
AROUND_BOLD = ("em", "i", "p", "span", "u", "a")

#: How a style says that nobody sees something; the last is Word's.
HIDING = ("display:none", "visibility:hidden", "mso-hide:all")

BOLD_STYLES = tuple(f"font-weight:{weight}" for weight in ("bold", 600, 700, 800, 900))

#: What pages copied from Word have before the points of their lists.
BULLETS = "•·▪\uf0b7\uf0a7"

#: How Word calls a footnote, and the way back from it.
NOTES, NOTE_MARKS = ("#footnote-", "#endnote-"), ("#footnote-ref-", "#endnote-ref-")

#: They begin an address that needs no page to start from.
WHOLE = ("https:", "http:", "mailto:", "tel:")


@dataclass
class Line:
    """One line of a page, and what it looks like."""

    html: str = ""
    is_bold: bool = False
    #: Whether a bullet stood before it.
    is_point: bool = False
    #: Its pictures, which are passages of their own.
    pictures: list[Tag] = field(default_factory=list)
    #: The ``id`` of each note that it refers to.
    notes: list[str] = field(default_factory=list)


def is_hidden(tag: Tag) -> bool:
    """Whether a page says itself that nobody sees it."""
    style = _read_style(tag)
    return tag.has_attr("hidden") or any(each in style for each in HIDING)


def _read_style(tag: Tag) -> str:
    return str(tag.get("style", "")).lower().replace(" ", "")


def read_line(nodes: list[PageElement], base: str = "") -> Line:
    """
    Read what stands on one line, as clean HTML.

    :param base: the address of the page, from which its links start.
    """
    line = Line()
    html = " ".join("".join(_write_all(nodes, line, base)).split())
    if html[:1] and html[0] in BULLETS:
        line.is_point = True
        html = html.lstrip(BULLETS + " ")
    line.html = clean_html(html)
    line.is_bold = _are_bold(nodes)
    return line


def _write_all(nodes: Iterable[PageElement], line: Line, base: str) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, Tag):
            yield from _write(node, line, base)
        elif not isinstance(node, PreformattedString):
            yield escape(make_storable(str(node)), quote=False)


def _write(tag: Tag, line: Line, base: str) -> Iterator[str]:
    # ``parse`` lets no tag stand in more than fifty others.
    if tag.name in SKIPPED or is_hidden(tag):
        return
    if tag.name == "img":
        line.pictures.append(tag)
    elif tag.name == "input":
        yield from _write_tick(tag)
    elif tag.name == "a":
        yield from _write_link(tag, line, base)
    elif (is_bold := _is_bold_tag(tag)) or tag.name in ("i", "em"):
        name = "b" if is_bold and tag.name not in BOLD else tag.name
        inside = "".join(_write_all(tag.children, line, base))
        yield f"<{name}>{inside}</{name}>" if inside.strip() else inside
    else:
        yield from _write_all(tag.children, line, base)


def _write_tick(tag: Tag) -> Iterator[str]:
    """What is ticked on a form is an answer."""
    if tag.get("type") in ("checkbox", "radio"):
        yield "☑ " if tag.has_attr("checked") else "☐ "


def _write_link(tag: Tag, line: Line, base: str) -> Iterator[str]:
    address = str(tag.get("href", "")).strip()
    if address.startswith(NOTE_MARKS):
        return
    if address.startswith(NOTES):
        line.notes.append(address[1:])
        return
    if tag.get("linktype"):
        attributes = f'linktype="{escape(str(tag["linktype"]))}"'
        attributes += f' id="{escape(str(tag.get("id", "")))}"'
    else:
        attributes = f'href="{escape(_complete(address, base))}"'
    is_dead = attributes == 'href=""'
    inside = "".join(_write_all(tag.children, line, base))
    yield inside if is_dead or not inside.strip() else f"<a {attributes}>{inside}</a>"


def _complete(address: str, base: str) -> str:
    """The whole address of a link; empty where it only leads around its own page."""
    if base == AS_THEY_ARE or address.lower().startswith(WHOLE):
        return address
    if not base.startswith(WHOLE) or not address or address.startswith("#"):
        return ""
    try:
        found = urljoin(base, address)
    except ValueError:
        return ""
    return found if found.startswith(WHOLE) else ""


def _is_bold_tag(tag: Tag) -> bool:
    style = _read_style(tag)
    if tag.name in BOLD:
        # Google's editor puts all that it copies into one of these.
        return "font-weight:normal" not in style and "font-weight:400" not in style
    return any(each in style for each in BOLD_STYLES)


def _are_bold(nodes: Iterable[PageElement]) -> bool:
    seen = [each for each in nodes if isinstance(each, Tag) or str(each).strip()]
    return bool(seen) and all(isinstance(each, Tag) and _is_bold(each) for each in seen)


def _is_bold(tag: Tag) -> bool:
    """Whether all words of a tag are bold, whatever stands around the bold."""
    if _is_bold_tag(tag):
        return True
    is_mark = tag.name == "a" and not tag.get_text(strip=True)
    return (
        is_mark
        or tag.name in ("em", "i", "p", "span", "u", "a")
        and _are_bold(tag.children)
    )
