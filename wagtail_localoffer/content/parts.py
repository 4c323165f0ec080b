"""The parts of an offer as its readers get them: words, links, pictures, facts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from html import escape
from itertools import groupby
from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.element import PreformattedString

from wagtail_localoffer.content.tables import drop_empty_tables
from wagtail_localoffer.frameworks.choices import Answer
from wagtail_localoffer.text.html import (
    UNREADABLE_TAGS,
    clean_html,
    find_foreign_markup,
    parse,
)
from wagtail_localoffer.text.plain import one_line

#: What a reader takes for a paragraph of its own, and its kind. An offer has only
#: ``p``, ``h3`` and ``li``; the others come with pasted or imported text.
BLOCKS_OF_TEXT = {
    **dict.fromkeys(("p", "li", "div", "dt", "dd"), "text"),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("td", "th"), "cell"),
    "blockquote": "quote",
}


#: What a cleaned text is made of.
BLOCK_TAGS = ("p", "h3", "ul", "ol")

# How people begin the points of a list that they make with line breaks.
POINT = re.compile(r"(?:[-–—•·*▪●◦]|\(?\d{1,2}[.)])\s")


@dataclass(frozen=True)
class Link:
    """A link in a text."""

    text: str
    #: Where it leads, or an empty string for a page or a document of this site.
    href: str
    #: ``page`` or ``document`` for what Wagtail keeps by its key, or empty.
    kind: str
    #: That key, or an empty string.
    pk: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, a point of a list, a cell of a table or a quotation."""

    text: str
    #: ``text``, ``heading``, ``cell``, ``quote`` or ``foreign``.
    kind: str = "text"
    links: tuple[Link, ...] = ()
    #: Who said it, if it is a quotation.
    said_by: str = ""


# Two paragraphs of the same words are still two.
@dataclass(frozen=True, eq=False)
class Element:
    """A paragraph, a heading or a list as a text has it, for a page that quotes it."""

    #: The name of its tag: ``p``, ``h3``, ``ul`` or ``ol``.
    name: str
    #: Without what an offer may not have.
    html: str
    #: Its words, point by point or line by line.
    lines: tuple[str, ...]
    #: Whether its author made it bold as a whole, as one does for want of a heading.
    is_bold: bool = False

    @property
    def words(self) -> str:
        return " ".join(self.lines)


@dataclass(frozen=True)
class StoredText:
    """A rich text as it is stored, parsed once for all who ask."""

    paragraphs: tuple[Paragraph, ...] = ()
    elements: tuple[Element, ...] = ()
    #: The first markup that an offer may not have, or an empty string.
    foreign_markup: str = ""
    #: Whether it is in another language than the offer.
    is_foreign: bool = False


@dataclass(frozen=True)
class Part:
    """What stands in one block of an offer."""

    block: str
    #: All that it says: that of its texts, and its quotations and cells of tables.
    paragraphs: tuple[Paragraph, ...] = ()
    #: The raw values of its pictures: ``image``, ``decorative``, ``alt_text``.
    images: tuple[dict[str, Any], ...] = ()
    #: The keys of its documents.
    documents: tuple[Any, ...] = ()
    #: The raw answers to its facts: ``answer`` and ``note``, by their keys.
    facts: dict[str, dict[str, str]] = field(default_factory=dict)
    texts: tuple[StoredText, ...] = ()
    #: The heading that its author gave it, if any.
    heading: str = ""
    #: Whether anything stands below its text, such as a picture.
    has_more: bool = False

    @property
    def has_words(self) -> bool:
        return any(paragraph.text for paragraph in self.paragraphs)

    @property
    def word_count(self) -> int:
        return sum(len(paragraph.text.split()) for paragraph in self.paragraphs)

    @property
    def answered_facts(self) -> list[str]:
        """The keys of its facts that say something."""
        return [
            key
            for key, fact in self.facts.items()
            if fact.get("answer") or fact.get("note")
        ]

    @property
    def given_facts(self) -> list[str]:
        """The keys of its facts that say that there is something, at least partly."""
        return [
            key
            for key, fact in self.facts.items()
            if fact.get("answer") in (Answer.YES, Answer.PARTLY)
        ]

    @property
    def prose(self) -> list[str]:
        """The setting's own sentences, without headings, tables and quotations."""
        return [each.text for each in self.paragraphs if each.kind == "text"]


def read_part(block: str, value: dict[str, Any]) -> Part:
    """Read the raw value of a section."""
    # What came past the editor, such as an import, may have any shape.
    texts = [read_text(_as_text(value.get("text")))]
    paragraphs = list(texts[0].paragraphs)
    images, documents = [], []
    more = as_list(drop_empty_tables(value.get("more")))
    for child in more:
        match child:
            case {"type": "text", "value": str(html)}:
                texts.append(read_text(html))
                paragraphs += texts[-1].paragraphs
            case {"type": "other_language", "value": {"text": str(html)}}:
                texts.append(replace(read_text(html), is_foreign=True))
                paragraphs += [
                    replace(each, kind="foreign") for each in texts[-1].paragraphs
                ]
            case {"type": "quote", "value": {"quote": str(words)}}:
                said_by = one_line(_as_text(child["value"].get("attribution")))
                paragraphs.append(Paragraph(one_line(words), "quote", said_by=said_by))
            case {"type": "table", "value": {"rows": list(rows)}}:
                paragraphs += _read_cells(rows)
            case {"type": "image", "value": dict(image)}:
                images.append(image)
            case {"type": "document", "value": int() | str() as document}:
                documents.append(document)
    return Part(
        block,
        tuple(each for each in paragraphs if each.text or each.links),
        tuple(images),
        tuple(documents),
        read_facts(value),
        tuple(texts),
        one_line(_as_text(value.get("heading"))),
        bool(more),
    )


def read_facts(value: dict[str, Any]) -> dict[str, dict[str, str]]:
    """The raw answers to the facts of a section, by their keys."""
    facts = as_dict(value.get("facts"))
    return {key: fact for key, fact in facts.items() if isinstance(fact, dict)}


# An editor's browser sends every text again whenever one of them changes.
@lru_cache(maxsize=1024)
def read_text(html: str) -> StoredText:
    """Read rich text as it is stored."""
    if not html:
        return StoredText()
    soup = parse(html)
    return StoredText(
        tuple(_list_paragraphs(soup)),
        tuple(_list_elements(html, soup)),
        find_foreign_markup(html, soup),
    )


def _list_elements(html: str, soup: BeautifulSoup) -> Iterator[Element]:
    cleaned = clean_html(html)
    if cleaned != html:
        soup = parse(cleaned)
    for is_block, nodes in groupby(soup.contents, _is_block):
        if is_block:
            yield from map(_read_element, nodes)
        elif outside := "".join(map(_write, nodes)).strip():
            # Words outside of any block come with imported text.
            yield _read_element(parse(f"<p>{outside}</p>").contents[0])


def _is_block(node: Any) -> bool:
    return isinstance(node, Tag) and node.name in BLOCK_TAGS


def _write(node: Any) -> str:
    return str(node) if isinstance(node, Tag) else escape(node, quote=False)


def _read_element(tag: Any) -> Element:
    html = str(tag)
    if tag.name in ("p", "h3") and "<br" not in html:
        lines = tuple(filter(None, [one_line(tag.get_text())]))
    else:
        lines = tuple(each.text for each in _list_paragraphs(tag) if each.text)
    bold = [each for each in tag.contents if each.name in ("b", "strong")]
    is_bold = bool(bold) and one_line(bold[0].get_text()) == " ".join(lines)
    return Element(tag.name, html, lines, is_bold)


def _list_paragraphs(soup: BeautifulSoup) -> Iterator[Paragraph]:
    outside = _Block("text")
    found = []
    # Nodes still to read, each with the block around it. The last one comes next.
    waiting: list[tuple[Any, _Block]] = [(soup, outside)]
    while waiting:
        node, around = waiting.pop()
        if isinstance(node, Tag):
            if node.name in UNREADABLE_TAGS:
                continue
            if node.name == "br":
                around.lines.append(_Line())
            elif node.name == "a":
                around.lines[-1].links.append(_read_link(node))
            elif node.name in BLOCKS_OF_TEXT:
                # A point of a list that holds a list: its own words only.
                around.lines[-1].text += " "
                around = _Block(BLOCKS_OF_TEXT[node.name])
                found.append(around)
            waiting += [(child, around) for child in reversed(node.contents)]
        elif not isinstance(node, PreformattedString):
            around.lines[-1].text += str(node)
    # Words outside of any block come with imported text, and readers see them too.
    for block in [*found, outside]:
        yield from block.split()


@dataclass
class _Line:
    text: str = ""
    links: list[Link] = field(default_factory=list)


@dataclass
class _Block:
    """A tag that holds text, while it is read: its lines end at ``<br>``."""

    kind: str
    lines: list[_Line] = field(default_factory=lambda: [_Line()])

    def split(self) -> Iterator[Paragraph]:
        """Find the paragraphs and points that somebody made with line breaks."""
        texts: list[str] = []
        links: list[Link] = []
        for line in self.lines:
            text = one_line(line.text)
            if texts and (not text or POINT.match(line.text.lstrip())):
                yield Paragraph(" ".join(texts), self.kind, tuple(links))
                texts, links = [], []
            texts += [text] if text else []
            links += line.links
        if texts or links:
            yield Paragraph(" ".join(texts), self.kind, tuple(links))


def _read_link(tag: Tag) -> Link:
    def attribute(name: str) -> str:
        return str(tag.get(name) or "").strip()

    return Link(
        one_line(tag.get_text("")),
        attribute("href"),
        attribute("linktype"),
        attribute("id"),
    )


def _read_cells(rows: list[Any]) -> Iterator[Paragraph]:
    for row in rows:
        for cell in as_list(as_dict(row).get("values")):
            if text := one_line(_as_text(cell)):
                yield Paragraph(text, "cell")


def as_dict(value: Any) -> dict[str, Any]:
    """A stored value as a dict, which is empty for anything else."""
    return value if isinstance(value, dict) else {}


def as_list(value: Any) -> list[Any]:
    """A stored value as a list, which is empty for anything else."""
    return value if isinstance(value, list) else []


def read_item(item: Any) -> Any:
    """The value of an item of a list, which an import may have left bare."""
    match item:
        # As Wagtail tells the two apart.
        case {"type": "item", "id": _, "value": value}:
            return value
    return item


def _as_text(value: Any) -> str:
    return str(value) if isinstance(value, str | int | float) and value else ""
