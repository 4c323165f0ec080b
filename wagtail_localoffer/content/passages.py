"""
Passages of an offer: its paragraphs and lists, each with the heading it stands under.

What answers the law, and the questions of families, is one of them.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from wagtail_localoffer.content.offer import Content
from wagtail_localoffer.content.parts import Element, Part
from wagtail_localoffer.content.statements import announces
from wagtail_localoffer.frameworks import Framework
from wagtail_localoffer.frameworks.reserved import OWN_SECTION
from wagtail_localoffer.text.plain import one_line

#: A bold line of more words is no heading.
LONGEST_HEADING = 14

LISTS = ("ul", "ol")

#: Marks within a number, and the apostrophe of a word.
IN_NUMBERS, APOSTROPHES = ".,:", "'’"


@dataclass(frozen=True)
class Passage:
    """One passage of an offer: a paragraph or a list with the words that lead to it."""

    #: The name of its block in the body.
    block: str
    #: The id of that block in the stored body, or an empty string.
    block_id: str
    words: str
    #: It is clean, and safe to show.
    html: str
    #: The heading that it stands under in its section, kept apart.
    heading: str = ""

    @property
    def key(self) -> str:
        """
        A fingerprint of its words, by which a stored decision finds it again.

        NB: those who store it rely on that. Another result for the same words makes
        all decisions look as if their passages were gone.
        """
        return hashlib.sha256(fold(self.words).encode()).hexdigest()[:16]


# Of a version that was measured before, most passages are the same.
@lru_cache(maxsize=4096)
def fold(words: str) -> str:
    """
    Words without what makes no difference to their meaning: capitals and punctuation.

    A price and a time keep their points, and a letter its vowel signs.
    """
    text = unicodedata.normalize("NFC", words).casefold()
    padded = f" {text} "
    kept = (
        each
        if each.isalnum()
        or unicodedata.category(each)[0] in "MS"
        or (each in IN_NUMBERS and before.isdigit() and after.isdigit())
        else ""
        if each in APOSTROPHES
        else " "
        for before, each, after in zip(padded, text, padded[2:], strict=False)
    )
    return " ".join("".join(kept).split()) or words


@dataclass(frozen=True)
class FoundPassage:
    """A passage as it is found in an offer."""

    passage: Passage
    #: Its words, point by point or line by line.
    lines: tuple[str, ...]
    #: Whether it is the first below its heading.
    is_first: bool


def list_passages(content: Content) -> tuple[Passage, ...]:
    """List the passages of an offer in its order, without tables and quotations."""
    return tuple(found.passage for found in read_passages(content))


def read_passages(content: Content) -> Iterator[FoundPassage]:
    """The same, each with its lines and its place below a heading."""
    blocks = (each for each in content.blocks if isinstance(each.get("value"), dict))
    read: set[str] = set()
    seen: set[tuple[str, str]] = set()
    for block, part in zip(blocks, content.parts, strict=True):
        # Where a section is there twice, the page shows the first.
        if part.block in read and part.block != OWN_SECTION:
            continue
        read.add(part.block)
        for found in _read_part(part, one_line(str(block.get("id") or "")), content):
            # What it says twice is one passage.
            if (once := (part.block, found.passage.words)) not in seen:
                seen.add(once)
                yield found


def read_cells(content: Content) -> Iterator[FoundPassage]:
    """Read the cells of its tables as if each were a passage."""
    for block, part in content.parts_by_block.items():
        for each in part.paragraphs:
            if each.kind == "cell":
                html = f"<p>{escape(each.text, quote=False)}</p>"
                passage = Passage(block, "", each.text, html, part.heading)
                yield FoundPassage(passage, (each.text,), False)


def _read_part(part: Part, block_id: str, content: Content) -> Iterator[FoundPassage]:
    for text in part.texts:
        if text.is_foreign:
            continue
        heading, is_first = part.heading, bool(part.heading)
        for elements in _join_lists(text.elements):
            words = " ".join(each.words for each in elements)
            if not words:
                continue
            if _is_heading(elements, content.framework):
                heading, is_first = words, True
                continue
            html = "".join(each.html for each in elements)
            lines = tuple(line for each in elements for line in each.lines)
            passage = Passage(part.block, block_id, words, html, heading)
            yield FoundPassage(passage, lines, is_first)
            is_first = False


def _join_lists(elements: Iterable[Element]) -> Iterator[tuple[Element, ...]]:
    """Put a list together with the words that lead to it."""
    leading: Element | None = None
    for element in elements:
        if leading and element.name in LISTS:
            yield leading, element
            leading = None
            continue
        if leading:
            yield (leading,)
        leading = element if element.words.endswith((":", "：")) else None
        if not leading:
            yield (element,)
    if leading:
        yield (leading,)


def _is_heading(elements: tuple[Element, ...], framework: Framework) -> bool:
    first = elements[0]
    if len(elements) > 1 or first.name in LISTS:
        return False
    return (
        first.name == "h3"
        or (
            first.is_bold
            and not first.words.endswith((".", ","))
            and len(first.words.split()) <= LONGEST_HEADING
        )
        or announces(first.words, framework)
    )
