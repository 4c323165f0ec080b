"""Several files that are one offer: the pages of a website, with their pictures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from wagtail_localoffer.importing.passages import FOOTER, MENU, Passage
from wagtail_localoffer.importing.readers.picture_files import find_format

#: With fewer pages, what stands on more than half of them may be there by chance.
FEWEST = 3

#: In words. What is longer, and stands on most pages, is kept as it is, once.
LONGEST_REPEATED = 14

#: What only says how a page looks and what it does.
LOOKS = {".css", ".eot", ".ico", ".js", ".map", ".svg", ".ttf", ".woff", ".woff2"}


def is_beside(name: str, content: bytes) -> bool:
    """Whether a file only belongs to a page: a picture, or what a browser saved."""
    path = PurePosixPath(name.replace("\\", "/"))
    # Browsers call the folder of a saved page so, and some put its frames into it.
    is_saved = any(each.endswith(("_files", ".files")) for each in path.parts[:-1])
    return is_saved or path.suffix.lower() in LOOKS or bool(find_format(content))


def join_pages(pages: Sequence[list[Passage]]) -> Iterator[Passage]:
    """
    Put the passages of several files together.

    What stands on more than half of them is part of a menu or of a foot, and is there
    once.
    """
    tables = 0
    repeated = _find_repeated(pages)
    seen: set[tuple[str, int]] = set()
    for page in pages:
        used = 0
        for number, passage in enumerate(page):
            if cell := passage.cell:
                used = max(used, cell.table + 1)
                cell = replace(cell, table=tables + cell.table)
                passage = replace(passage, cell=cell)
            key = _name(passage)
            if key in seen:
                continue
            if key in repeated:
                seen.add(key)
                is_first = 2 * number < len(page)
                passage = _mark(passage, MENU if is_first else FOOTER)
            yield passage
        tables += used


def _find_repeated(pages: Sequence[list[Passage]]) -> set[tuple[str, int]]:
    if len(pages) < FEWEST:
        return set()
    counts: Counter[tuple[str, int]] = Counter()
    for page in pages:
        counts.update({_name(each) for each in page if not each.cell and each.text})
    return {name for name, count in counts.items() if 2 * count > len(pages)}


def _name(passage: Passage) -> tuple[str, int]:
    # The menu of each page names what is a heading on one of them.
    return passage.text, passage.level


def _mark(passage: Passage, part: str) -> Passage:
    is_long = len(passage.text.split()) > LONGEST_REPEATED
    if is_long or passage.style in (MENU, FOOTER):
        return passage
    return replace(passage, style=part)
