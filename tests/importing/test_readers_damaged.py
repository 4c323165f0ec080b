"""Whatever is damaged in a file, it is read or refused with words."""

from __future__ import annotations

import io
import zipfile
import zlib
from contextlib import suppress

import docx
from django.test import SimpleTestCase
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.importing.writers import (
    save_word,
    write_odt,
    write_pdf,
    write_png,
    write_stream,
)
from wagtail_localoffer.importing.readers import CantRead, read_document


def write_word() -> bytes:
    document = docx.Document()
    document.add_heading("Our offer", 0)
    document.add_paragraph("in June", style="List Bullet")
    document.add_picture(io.BytesIO(write_png()))
    document.add_table(rows=2, cols=3).cell(0, 0).text = "Who"
    return save_word(document)


def unpack(package: bytes) -> bytes:
    """Write a package without packing, so that damage reaches what is in it."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as old,
        zipfile.ZipFile(written, "w") as new,
    ):
        for name in old.namelist():
            new.writestr(name, old.read(name))
    return written.getvalue()


ODT = write_odt(
    '<text:h text:outline-level="2">Health</text:h><text:p>We help</text:p>'
    "<text:list><text:list-item><text:p>a</text:p></text:list-item></text:list>"
    "<table:table><table:table-row><table:table-cell><text:p>a</text:p>"
    "</table:table-cell></table:table-row></table:table>"
)

HTML = (
    b"<!doctype html><nav>a</nav><table><caption>b<tr><th>c<td rowspan=3>d</table>"
    b"<ol><li><b>e</b></ol><p style='color:red'>f<img src='data:image/png;base64,AA='>"
    b"<a href='http://[g'>h</a><base href='http://a.example/'>"
)

MHTML = (
    b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n"
    b"Content-Type: text/html\nContent-Location: https://a.example/\n\n<p>a</p>\n"
    b"--x\nContent-Type: image/png\nContent-ID: <a>\n\nabc\n--x--\n"
)

PACKED = write_stream(zlib.compress(b"BT /F1 9 Tf (Two) Tj ET"), "/FlateDecode")

FILES = [
    *(("a.docx", write_word()), ("a.docx", unpack(write_word()))),
    *(("a.odt", ODT), ("a.odt", unpack(ODT)), ("a.html", HTML), ("a.mhtml", MHTML)),
    *(("a.pdf", write_pdf("Two hoists")), ("a.pdf", write_pdf(streams=[PACKED]))),
    ("a.json", b'{"paragraphs": [{"text": "a", "style": "list"}]}'),
]

PIECES = [
    *(b"", b"<", b">", b'"', b"\0", b"-1", b"99999999999", b"1e9", b"<table>", b"<tr>"),
    *(b"<w:p>", b"</w:p>", b"<< ", b"[ ", b"1 0 R", b"/Length 99999999", b"\xff\xfe"),
]


class DamageTests(SimpleTestCase):
    @settings(deadline=None, derandomize=True, max_examples=400)
    @given(
        st.sampled_from(FILES),
        st.lists(
            st.tuples(st.floats(0, 1), st.integers(0, 30), st.sampled_from(PIECES)),
            min_size=1,
            max_size=5,
        ),
    )
    def test_no_damage_raises_anything_else(
        self, file: tuple[str, bytes], damage: list[tuple[float, int, bytes]]
    ) -> None:
        name, content = file
        for place, length, piece in damage:
            start = int(place * len(content))
            content = content[:start] + piece + content[start + length :]
        with suppress(CantRead):
            read_document(name, content)
