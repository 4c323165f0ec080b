"""Passages of HTML, whether a page of the web or what a library makes of a document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from html import escape

from bs4 import Tag
from bs4.element import PageElement, PreformattedString

from wagtail_localoffer.importing.passages import FOOTER, MENU, Passage
from wagtail_localoffer.text.html import UNREADABLE_TAGS, clean_html, parse, read_html

HEADINGS = {f"h{level}": f"heading{level}" for level in range(1, 7)}

#: What is no text of a page.
SKIPPED = {
    *UNREADABLE_TAGS,
    "head",
    "title",
    "img",
    "svg",
    "button",
    "select",
    "iframe",
}

#: What is written as one passage, and what only holds others.
BLOCKS = {"p", "li", "td", "th", "dt", "dd", "caption", "blockquote", "pre", *HEADINGS}

HOLDERS = {
    *("html", "body", "div", "section", "article", "main", "header", "footer", "nav"),
    *("aside", "ul", "ol", "table", "tbody", "thead", "tfoot", "tr", "dl", "form"),
    *("figure", "center", "[document]", "fieldset", "details", "summary", "address"),
}

STYLES = {
    **HEADINGS,
    **{"li": "list", "td": "table-cell", "th": "table-cell", "caption": "table-cell"},
    **{"nav": MENU, "footer": FOOTER},
    **{"dt": "table-cell", "dd": "table-cell"},
}

BOLD = ("b", "strong")

LISTS = ("ul", "ol")


def read_html_passages(html: str) -> list[Passage]:
    """Read each block of a page, in its order."""
    return [each for each in _Reader(parse(html)) if each.text]


class _Reader:
    def __init__(self, soup: Tag) -> None:
        self.soup = soup
        #: The ``id`` of each tag that is a block, or has one within.
        self.blocks: set[int] = set()
        for block in soup.find_all([*BLOCKS, *HOLDERS]):
            for tag in (block, *block.parents):
                if id(tag) in self.blocks:
                    break
                self.blocks.add(id(tag))

    def __iter__(self) -> Iterator[Passage]:
        yield from self._read(self.soup, Passage(""))

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
                yield _make(inline, like)
                inline = []
                yield from self._read(child, _find_style(child, like))
            elif child.name not in SKIPPED:
                inline.append(child)
        yield _make(inline, like)


def _find_style(tag: Tag, like: Passage) -> Passage:
    if tag.name in LISTS:
        return replace(like, depth=like.depth + 1, is_ordered=tag.name == "ol")
    if like.style in (MENU, FOOTER):
        return like
    # A paragraph in a cell or in a point is a part of it.
    return replace(like, style=STYLES.get(tag.name, like.style))


def _make(nodes: list[PageElement], like: Passage) -> Passage:
    """Make a passage of what stands on one line."""
    seen = [each for each in nodes if isinstance(each, Tag) or str(each).strip()]
    raw = "".join(
        str(each) if isinstance(each, Tag) else escape(str(each), quote=False)
        for each in nodes
        if not isinstance(each, PreformattedString)
    )
    html = clean_html(" ".join(raw.split()))
    is_bold = seen and all(isinstance(each, Tag) and each.name in BOLD for each in seen)
    style = "bold" if is_bold and like.style == "normal" else like.style
    return replace(like, text=read_html(html).text, style=style, html=html)
