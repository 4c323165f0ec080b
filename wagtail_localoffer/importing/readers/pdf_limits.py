"""
Parts of pdfminer that stop before a PDF takes too much room or time.

A PDF of some kilobytes may unpack to gigabytes, draw one form a million times, or give
billions of letters a width. pdfminer does all of it.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from functools import partial
from io import BytesIO
from typing import Any

from pdfminer.lzw import LZWDecoder
from pdfminer.pdfdevice import PDFDevice
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import (
    LITERALS_FLATE_DECODE,
    LITERALS_LZW_DECODE,
    LITERALS_RUNLENGTH_DECODE,
    PDFStream,
    int_value,
    list_value,
    resolve1,
    stream_value,
)

from wagtail_localoffer.importing.readers.limits import (
    CHUNK,
    CantRead,
    too_large,
)

#: In bytes: what is unpacked, its fonts as well, and what is drawn on all pages.
UNPACKED, DRAWN = 50_000_000, 10_000_000

#: What it costs to draw a form, in bytes, even if nothing is in it.
FORM = 1_000

#: How many letters fonts may describe by their first and last.
MOST_LETTERS = 1_000_000

#: How often objects may be looked up.
MOST_OBJECTS = 500_000

#: The most columns of a picture that a filter looks at as rows.
WIDEST = 1_000_000

_RANGE = re.compile(
    r"<([0-9a-fA-F]{1,16})>\s*+<([0-9a-fA-F]{1,16})>\s*+(?:<|\[|[0-9])[^<\]]*+[>\]]?+"
)


class Budget:
    """What is left of what one PDF may take."""

    def __init__(self) -> None:
        self.unpacked, self.drawn = UNPACKED, DRAWN
        self.letters, self.objects = MOST_LETTERS, MOST_OBJECTS

    def unpack(self, number: int) -> None:
        self.unpacked -= number
        self._check(self.unpacked)

    def draw(self, number: int) -> None:
        self.drawn -= number
        self._check(self.drawn)

    def describe(self, number: int) -> None:
        self.letters -= max(number, 0)
        self._check(self.letters)

    def look_up(self) -> None:
        self.objects -= 1
        self._check(self.objects)

    def _check(self, left: int) -> None:
        if left < 0:
            raise CantRead(too_large())


class BoundedDocument(PDFDocument):
    """A PDF document; ``CantRead`` is raised where its budget is used up."""

    def __init__(self, content: bytes, budget: Budget) -> None:
        self.budget = budget
        super().__init__(BoundedParser(content, budget))

    def getobj(self, objid: int) -> object:
        # One that is nothing but itself would be looked up for ever.
        self.budget.look_up()
        return super().getobj(objid)


class BoundedParser(PDFParser):
    """Gives streams that keep to a budget."""

    def __init__(self, content: bytes, budget: Budget) -> None:
        super().__init__(BytesIO(content))
        self.budget = budget

    def push(self, *objects: Any) -> None:
        for _place, each in objects:
            if isinstance(each, PDFStream):
                # NB: pdfminer asks for this very class, so it can't be one of our own.
                each.decode = partial(  # type: ignore[method-assign]
                    _decode, each, self.budget
                )
        super().push(*objects)


def _decode(stream: PDFStream, budget: Budget) -> None:
    """Unpack a stream step by step first, and let pdfminer do so if that is little."""
    data = stream.rawdata or b""
    if stream.decipher and stream.objid is not None and stream.genno is not None:
        data = stream.decipher(stream.objid, stream.genno, data, stream.attrs)
    for name, parameters in stream.get_filters():
        if isinstance(parameters, dict):
            columns = int_value(parameters.get("Columns", 1))
            if not 0 < columns <= WIDEST:
                raise CantRead(too_large())
        for size in _measure(name, data):
            budget.unpack(size)
        # What comes out of one filter goes into the next.
        step = PDFStream({"Filter": name, "DecodeParms": parameters}, data)
        data = step.get_data()
    stream.data, stream.rawdata = data, None


def _measure(name: Any, data: bytes) -> Iterator[int]:
    """Measure what a filter makes of data, piece by piece."""
    if name in LITERALS_FLATE_DECODE:
        yield from _measure_flate(data)
    elif name in LITERALS_LZW_DECODE:
        for piece in LZWDecoder(BytesIO(data)).run():
            yield len(piece)
    elif name in LITERALS_RUNLENGTH_DECODE:
        yield 64 * len(data)


def _measure_flate(data: bytes) -> Iterator[int]:
    unpacker = zlib.decompressobj()
    try:
        while data and not unpacker.eof:
            yield len(unpacker.decompress(data, CHUNK))
            data = unpacker.unconsumed_tail
    except zlib.error:
        # What is damaged is left to pdfminer, which reads no more of it than this.
        return


class BoundedFonts(PDFResourceManager):
    """The fonts of a PDF document, within its budget."""

    def __init__(self, budget: Budget) -> None:
        super().__init__()
        self.budget = budget

    def get_font(self, objid: object, spec: Mapping[str, object]) -> Any:
        for name in ("W", "W2"):
            self._check_widths(resolve1(spec.get(name)), 3 if name == "W" else 5)
        for name in ("ToUnicode", "Encoding"):
            if isinstance(stream := resolve1(spec.get(name)), PDFStream):
                self._check_letters(stream.get_data())
        return super().get_font(objid, spec)

    def _check_widths(self, widths: object, length: int) -> None:
        """Check ``first last width`` and ``first [width width]``, one after another."""
        numbers: list[int] = []
        for each in map(resolve1, widths if isinstance(widths, list) else []):
            if isinstance(each, list):
                numbers = []
            elif isinstance(each, int | float):
                numbers.append(int(each))
            if len(numbers) == length:
                self.budget.describe(numbers[1] - numbers[0])
                numbers = []

    def _check_letters(self, mapping: bytes) -> None:
        text = mapping.decode("latin-1").replace("begincidrange", "beginbfrange")
        for ranges in text.split("beginbfrange")[1:]:
            for first, last in _RANGE.findall(ranges.partition("end")[0]):
                self.budget.describe(int(last, 16) - int(first, 16))


class BoundedInterpreter(PDFPageInterpreter):
    """What draws the pages of a PDF document, within its budget."""

    def __init__(self, fonts: BoundedFonts, device: PDFDevice) -> None:
        super().__init__(fonts, device)
        self.budget = fonts.budget

    def subinterp(self) -> BoundedInterpreter:
        found = super().subinterp()
        if not isinstance(found, BoundedInterpreter):
            raise TypeError("pdfminer draws forms by itself.")
        return found

    def render_contents(
        self, resources: dict[object, object], streams: Any, *args: Any, **kwargs: Any
    ) -> None:
        self.budget.draw(FORM)
        for each in list_value(streams):
            self.budget.draw(len(stream_value(each).get_data()))
        super().render_contents(resources, streams, *args, **kwargs)
