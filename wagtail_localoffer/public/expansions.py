"""Abbreviations explained where a page uses them for the first time."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString
from django.utils.safestring import SafeString

from wagtail_localoffer.conf import get_framework
from wagtail_localoffer.content.abbreviations import (
    Use,
    is_explained,
    list_expansions,
    list_uses,
)
from wagtail_localoffer.frameworks import Framework
from wagtail_localoffer.public.markup import read_markup, write_markup
from wagtail_localoffer.text.html import UNREADABLE_TAGS

#: Headings, lists of contents and sources are names, which stay as they are.
SKIPPED_TAGS = {
    *UNREADABLE_TAGS,
    *("h1", "h2", "h3", "nav", "caption", "cite"),
    # What a project's own blocks may have, and in which no tag or word may be added.
    *("button", "code", "iframe", "math", "object", "option", "pre", "select", "svg"),
    *("textarea", "title"),
}


#: What a reader takes for one passage: an explanation in it is for all of it.
PASSAGES = ("p", "li", "td", "th", "dd", "dt", "figcaption", "blockquote")


#: "SENCOs" and "SENCO’s" are one word: the explanation follows it.
REST_OF_WORD = re.compile(r"[’']?s\b")


@dataclass
class _Passage:
    """The texts of a passage, without those of passages in it."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    #: Where each of its strings begins.
    strings: list[tuple[int, NavigableString]] = field(default_factory=list)

    def add(self, node: Any) -> None:
        """Add a text, or a line break."""
        if isinstance(node, NavigableString):
            self.strings.append((self.length, node))
        piece = str(node) if isinstance(node, NavigableString) else "\n"
        self.pieces.append(piece)
        self.length += len(piece)


def explain_abbreviations(html: str, framework: Framework | None = None) -> SafeString:
    """
    Write out what an abbreviation means, in brackets, after its first use in ``html``.

    The meanings are those of the framework's glossary. Nothing is added where the text
    explains it itself, in headings, in names, or in passages in another language.

    :param html: a part of a page, which is returned with what is added.
    :param framework: that of the page; by default the one of settings' own offers.
    """
    soup = read_markup(html)
    explain_abbreviations_in(soup, framework)
    return write_markup(soup)


def explain_abbreviations_in(soup: BeautifulSoup, framework: Framework | None) -> None:
    """Do the same in what has been read already, for whom adds more to it."""
    glossary = list_expansions(framework or get_framework())
    seen: set[str] = set()
    for passage in _list_passages(soup):
        text = "".join(passage.pieces)
        explained: list[tuple[int, str]] = []
        for use in list_uses(text, glossary):
            if use.expansion and use.term not in seen:
                seen.add(use.term)
                if not _has_explanation(text, use):
                    rest = REST_OF_WORD.match(text, use.end)
                    explained.append((rest.end() if rest else use.end, use.expansion))
        _insert(soup, passage, explained)


def _list_passages(soup: BeautifulSoup) -> list[_Passage]:
    """List the passages in the order of their first words."""
    found: list[_Passage] = []
    # Nodes still to read, each with the passage around it. The last one comes next.
    waiting: list[tuple[Any, _Passage | None]] = [(soup, None)]
    while waiting:
        node, around = waiting.pop()
        if isinstance(node, Tag) and node.name != "br":
            if not _is_skipped(node):
                around = _Passage() if node.name in PASSAGES else around
                waiting += [(child, around) for child in reversed(node.contents)]
        elif not isinstance(node, PreformattedString):
            # What is in no passage is one of its own.
            passage = around or _Passage()
            if not passage.pieces:
                found.append(passage)
            passage.add(node)
    return found


def _is_skipped(tag: Tag) -> bool:
    """Whether no word may be added to what is in ``tag``."""
    return (
        tag.name in SKIPPED_TAGS or tag.has_attr("lang") or tag.get("translate") == "no"
    )


def _has_explanation(text: str, use: Use) -> bool:
    # Brackets around it alone follow what it stands for, in any language.
    in_brackets = text[: use.start].endswith("(") and text[use.end :].startswith(")")
    return in_brackets or is_explained(text, use)


def _insert(soup: Any, passage: _Passage, explained: list[tuple[int, str]]) -> None:
    for start, string in passage.strings:
        text = str(string)
        pieces: list[Any] = []
        done = 0
        for place, expansion in explained:
            # The text in which the word ends, which may be within an emphasis.
            if start < place <= start + len(text):
                span = soup.new_tag("span", attrs={"class": "localoffer-explained"})
                span.string = f"({expansion})"
                pieces += [NavigableString(text[done : place - start] + " "), span]
                done = place - start
        if pieces:
            string.replace_with(*pieces, NavigableString(text[done:]))
