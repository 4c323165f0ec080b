"""Passages of a PDF with text. Sizes and bold letters say what its headings are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from time import thread_time
from typing import Any

from django.utils.translation import gettext as _

from wagtail_localoffer.importing.passages import Passage
from wagtail_localoffer.importing.readers.limits import (
    MOST_PAGES,
    CantRead,
    import_extra,
    too_large,
)
from wagtail_localoffer.importing.readers.text_reader import read_line
from wagtail_localoffer.text.plain import one_line

#: How much larger a heading is than the text, and how many words it may have.
HEADING, LONGEST_HEADING = 1.15, 20

#: How far two lines of one heading are apart, as a share of their size.
NEAR = 0.8

#: What pdfminer compares with each other on a page. Beyond that, the order in which a
#: page was written is as good.
MOST_LINES, MOST_BOXES = 500, 200

MOST_LETTERS = 50_000

#: In seconds of the processor, for all pages.
LONGEST_TIME = 60

#: How much the place across counts for the order, beside the place from the top.
FLOW = 0.5


#: Letters that are drawn as one, and bullets of fonts that only have signs.
DRAWN = str.maketrans(
    {
        **{"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi"},
        **{"\ufb04": "ffl", "\uf0b7": "•", "\uf0a7": "•", "\uf0d8": "•"},
    }
)

SOFT_HYPHEN = "\xad"

#: What pdfminer writes for a letter that it doesn't know.
_UNKNOWN = re.compile(r"\(cid:[0-9]{1,6}\)")


@dataclass(frozen=True)
class _Line:
    text: str
    size: float
    is_bold: bool
    #: Where it stands: from the left, and its edges from the bottom.
    left: float
    top: float
    bottom: float
    #: Whether it begins a block of its page.
    begins: bool


def read_pdf(content: bytes) -> list[Passage]:
    """
    Read a PDF document that has text in it.

    :raises CantRead: it has none, is protected, damaged or too large, or the extra
        ``importing`` is not installed.
    """
    document = import_extra("pdfminer.pdfdocument")
    try:
        lines = list(_list_lines(content))
    except CantRead:
        raise
    except document.PDFPasswordIncorrect:
        raise CantRead(
            _(
                "This PDF is protected. Open it, copy its text, and paste that, or use "
                "the Word document that it was made from."
            )
        ) from None
    except Exception as error:
        raise CantRead(
            _("This PDF is damaged. Copy its text, and paste that.")
        ) from error
    if not lines:
        raise CantRead(
            _(
                "This PDF holds pictures of pages, such as scans, and no text. Use the "
                "document that it was made from, or type the text."
            )
        )
    return list(_join_lines(lines))


def _list_lines(content: bytes) -> Iterator[_Line]:
    from pdfminer.converter import PDFPageAggregator
    from pdfminer.pdfpage import PDFPage

    from wagtail_localoffer.importing.readers.pdf_limits import (
        BoundedDocument,
        BoundedFonts,
        BoundedInterpreter,
        Budget,
    )

    budget = Budget()
    document = BoundedDocument(content, budget)
    fonts = BoundedFonts(budget)
    device = PDFPageAggregator(fonts, laparams=None)
    interpreter = BoundedInterpreter(fonts, device)
    start = thread_time()
    for page in islice(PDFPage.create_pages(document), MOST_PAGES):
        interpreter.process_page(page)
        for box in _order_boxes(device.get_result()):
            for number, line in enumerate(box):
                if text := _read_letters(line.get_text()):
                    yield _describe(text, line, begins=number == 0)
        if thread_time() - start > LONGEST_TIME:
            raise CantRead(too_large())


def _read_letters(text: str) -> str:
    """Write a line, with a soft hyphen where it cuts a word."""
    text = text.translate(DRAWN).strip()
    # Such a letter before a line is a bullet.
    text = _UNKNOWN.sub("", f"• {text}" if _UNKNOWN.match(text) else text)
    return one_line(text) + (SOFT_HYPHEN if text.endswith(SOFT_HYPHEN) else "")


def _order_boxes(page: Any) -> Iterable[Any]:
    """Put the blocks of lines of a page in the order in which they are read."""
    from pdfminer.layout import LAParams, LTPage, LTTextBox

    letters = list(_list_letters(page))
    if len(letters) > MOST_LETTERS:
        raise CantRead(too_large())
    if not letters:
        return
    parameters = LAParams(boxes_flow=FLOW)
    plain = LTPage(page.pageid, page.bbox)
    lines = [
        each
        for each in plain.group_objects(parameters, letters)
        if not each.is_empty() and each.get_text().strip()
    ]
    if len(lines) > MOST_LINES:
        yield from ([each] for each in lines)
        return
    boxes = list(plain.group_textlines(parameters, lines))
    for box in boxes:
        box.analyze(parameters)
    # A group has boxes and groups. They are put in order without a call in a call.
    waiting: list[Any] = boxes[::-1]
    if len(boxes) <= MOST_BOXES:
        waiting = list(plain.group_textboxes(parameters, boxes))
    while waiting:
        item = waiting.pop()
        if isinstance(item, LTTextBox):
            yield item
        else:
            waiting += sorted(item, key=_rank, reverse=True)


def _list_letters(page: Any) -> Iterator[Any]:
    """List the letters of a page, and of the forms that are drawn on it."""
    from pdfminer.layout import LTChar, LTFigure

    waiting = [page]
    while waiting:
        item = waiting.pop()
        if isinstance(item, LTChar):
            yield item
        elif item is page or isinstance(item, LTFigure):
            waiting += reversed(list(item))


def _rank(item: Any) -> float:
    rank: float = (1 - FLOW) * item.x0 - (1 + FLOW) * (item.y0 + item.y1)
    return rank


def _describe(text: str, line: Any, *, begins: bool) -> _Line:
    letters = [each for each in line if hasattr(each, "fontname")]
    sizes = Counter(round(each.size, 1) for each in letters)
    bold = [each for each in letters if "bold" in str(each.fontname).lower()]
    return _Line(
        text,
        sizes.most_common(1)[0][0] if sizes else 0.0,
        2 * len(bold) > len(letters),
        line.x0,
        line.y1,
        line.y0,
        begins,
    )


def _join_lines(lines: list[_Line]) -> Iterator[Passage]:
    """Join the lines of each paragraph, heading and point."""
    sizes: Counter[float] = Counter()
    for each in lines:
        sizes[each.size] += len(each.text)
    usual = sizes.most_common(1)[0][0]
    large = sorted(
        {each.size for each in lines if each.size >= HEADING * usual}, reverse=True
    )
    levels = {size: min(number, 6) for number, size in enumerate(large, 1)}
    text, before = "", None
    for line in lines:
        if before and not _goes_on(before, line, levels):
            yield _make(text, before, levels)
            text = ""
        text = _join(text, line.text)
        before = line
    if before:
        yield _make(text, before, levels)


def _goes_on(before: _Line, line: _Line, levels: Collection[float]) -> bool:
    """Whether a line goes on with the one before it."""
    is_alike = (line.size, line.is_bold) == (before.size, before.is_bold)
    gap = before.bottom - line.top
    # A heading of several lines may be further apart than text.
    is_near = abs(before.left - line.left) < 2 and 0 <= gap < NEAR * line.size
    if not is_alike or line.text[0] in "•▪·":
        return False
    return not line.begins or (line.size in levels and is_near)


def _join(before: str, text: str) -> str:
    if not before:
        return text
    if before.endswith(SOFT_HYPHEN):
        return before[:-1] + text
    # A word with a hyphen is one word.
    is_cut = before.endswith("-") and before[-2:-1].isalpha() and text[0].islower()
    return before + text if is_cut else f"{before} {text}"


def _make(text: str, line: _Line, levels: dict[float, int]) -> Passage:
    text = text.removesuffix(SOFT_HYPHEN)
    is_short = len(text.split()) <= LONGEST_HEADING
    if is_short and line.size in levels:
        return Passage(text, f"heading{levels[line.size]}")
    found = read_line(text)
    if is_short and line.is_bold and not found.is_point:
        return Passage(text, "bold")
    return found
