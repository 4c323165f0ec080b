"""Passages of HTML, whether a page of the web or what a library makes of a document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bs4 import Tag
from bs4.element import PageElement

from wagtail_localoffer.importing.passages import (
    FOOTER,
    MENU,
    PICTURE,
    Cell,
    Passage,
)
from wagtail_localoffer.importing.readers.html_lines import (
    SKIPPED,
    Line,
    is_hidden,
    read_line,
)
from wagtail_localoffer.importing.readers.html_tables import find_cells
from wagtail_localoffer.importing.readers.limits import (
    MOST_HTML_TAGS,
    CantRead,
    too_large,
)
from wagtail_localoffer.importing.readers.picture_files import PictureFiles
from wagtail_localoffer.importing.tables import is_table
from wagtail_localoffer.text.html import parse, read_html
from wagtail_localoffer.text.plain import one_line

HEADINGS = {f"h{level}": f"heading{level}" for level in range(1, 7)}

#: What is written as one passage, and what only holds others.
BLOCKS = {"p", "li", "td", "th", "dt", "dd", "caption", "blockquote", "pre", *HEADINGS}

HOLDERS = {
    *("html", "body", "div", "section", "article", "main", "header", "footer", "nav"),
    *("aside", "ul", "ol", "table", "tbody", "thead", "tfoot", "tr", "dl", "form"),
    *("figure", "center", "[document]", "fieldset", "details", "summary", "address"),
    *("figcaption", "legend", "hr", "label"),
}

STYLES = {
    **HEADINGS,
    **{"li": "list", "td": "table-cell", "th": "table-cell", "caption": "table-cell"},
    **{"dt": "table-cell", "dd": "table-cell"},
}

#: By its name, its role, its class or its ``id``.
PARTS = {
    **dict.fromkeys(("nav", "navigation", "navbar", "breadcrumb", "breadcrumbs"), MENU),
    **dict.fromkeys(("footer", "contentinfo", "site-footer"), FOOTER),
}

LISTS = ("ul", "ol")


def read_html_passages(
    html: str, pictures: PictureFiles | None = None, address: str = ""
) -> list[Passage]:
    """
    Read each block of a page and each of its pictures, in their order.

    :param address: of the page, where it is known.

    :raises CantRead: it has more tags than any page.
    """
    if html.count("<") > MOST_HTML_TAGS:
        raise CantRead(too_large())
    reader = _Reader(parse(html), pictures or PictureFiles(), address)
    return [each for each in reader if each.text or each.picture]


class _Reader:
    def __init__(self, soup: Tag, pictures: PictureFiles, address: str) -> None:
        self.soup = soup
        self.pictures = pictures
        self.base = _find_base(soup) or address
        #: The ``id`` of each tag that is a block, or has one within.
        self.blocks: set[int] = set()
        for block in soup.find_all([*BLOCKS, *HOLDERS]):
            for tag in (block, *block.parents):
                if id(tag) in self.blocks:
                    break
                self.blocks.add(id(tag))
        #: The notes at the foot of a document that stand where it refers to them.
        self.notes = {
            str(tag["id"]): tag
            for tag in soup.find_all("li", id=True)
            if str(tag["id"]).startswith(("footnote-", "endnote-"))
        }
        self.is_note = set(map(id, self.notes.values()))
        self.tables = 0
        self.cells: dict[int, Cell] = {}

    def __iter__(self) -> Iterator[Passage]:
        yield from self._read(self.soup, Passage(""))
        # To these nothing refers.
        for note in list(self.notes.values()):
            yield from self._read(note, Passage(""))

    def _read(self, tag: Tag, like: Passage) -> Iterator[Passage]:
        """
        Read what is in a tag. What stands between blocks is a passage as well.

        ``parse`` lets no tag stand in more than fifty others.

        :param like: has the style of what is in it.
        """
        inline: list[PageElement] = []
        for child in tag.children:
            if not isinstance(child, Tag):
                inline.append(child)
            elif child.name == "br" or id(child) in self.blocks:
                yield from self._make(inline, like)
                inline = []
                yield from self._read_block(child, like)
            else:
                inline.append(child)
        yield from self._make(inline, like)

    def _read_block(self, tag: Tag, like: Passage) -> Iterator[Passage]:
        if tag.name in SKIPPED or id(tag) in self.is_note or is_hidden(tag):
            return
        style = self._find_style(tag, like)
        if tag.name == "table":
            yield from self._read_table(tag, style)
        else:
            yield from self._read(tag, style)

    def _read_table(self, table: Tag, like: Passage) -> Iterator[Passage]:
        self.cells |= find_cells(table, self.tables)
        self.tables += 1
        found = list(self._read(table, replace(like, cell=None)))
        if is_table([each for each in found if each.text]):
            # Nothing may stand between its cells.
            found.sort(key=lambda each: each.picture is not None)
        yield from found

    def _find_style(self, tag: Tag, like: Passage) -> Passage:
        if like.style in (MENU, FOOTER):
            return like
        if part := _find_part(tag):
            return replace(like, style=part)
        if tag.name in LISTS:
            if _is_heading(tag):
                return like
            return replace(like, depth=like.depth + 1, is_ordered=tag.name == "ol")
        style = STYLES.get(tag.name, like.style)
        if tag.name == "li" and not like.depth:
            style = "normal"
        if tag.name == "h1" and "title" in tag.get_attribute_list("class"):
            style = "title"
        # A paragraph in a cell or in a point is a part of it.
        return replace(like, style=style, cell=self.cells.get(id(tag), like.cell))

    def _make(self, nodes: list[PageElement], like: Passage) -> Iterator[Passage]:
        """Make a passage of what stands on one line, and of what hangs on it."""
        if not nodes:
            return
        line = read_line(nodes, self.base)
        text = read_html(line.html).text
        if text:
            yield replace(_style_line(line, like), text=text, html=line.html)
        if like.style not in (MENU, FOOTER):
            yield from self._list_pictures(line)
        for each in line.notes:
            if note := self.notes.pop(each, None):
                style = "normal" if like.level else like.style
                yield from self._read(note, replace(like, style=style))

    def _list_pictures(self, line: Line) -> Iterator[Passage]:
        for tag in line.pictures:
            alt = one_line(str(tag.get("alt", "")))
            if picture := self.pictures.find(str(tag.get("src", "")), alt):
                yield Passage(alt, PICTURE, picture=picture)


def _style_line(line: Line, like: Passage) -> Passage:
    if like.style != "normal":
        return like
    if line.is_point:
        return replace(like, style="list", depth=1)
    return replace(like, style="bold") if line.is_bold else like


def _find_part(tag: Tag) -> str:
    """The style of a menu or a footer; empty for all else."""
    if tag.name in ("html", "body", "main"):
        return ""
    names = (tag.name, tag.get("role"), tag.get("id"), *tag.get_attribute_list("class"))
    return next((PARTS[str(each)] for each in names if str(each) in PARTS), "")


def _is_heading(listing: Tag) -> bool:
    """Whether a list is a numbered heading, which Word makes a list of one point."""
    points = [each for each in listing.children if isinstance(each, Tag)]
    if listing.name != "ol" or len(points) != 1 or listing.find(LISTS):
        return False
    if listing.find_parent(("li", "td", "th")):
        return False
    text = points[0].get_text().strip()
    return text.endswith("?") or (len(text) < 80 and read_line(list(points[0])).is_bold)


def _find_base(soup: Tag) -> str:
    """The address of the page, where it names that itself."""
    if (tag := soup.find("base", href=True)) or (
        tag := soup.find("link", rel="canonical", href=True)
    ):
        return str(tag["href"])
    return ""
