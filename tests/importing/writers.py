"""Documents of each kind, written as the programs of settings write them."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

W = nsdecls("w")


def save_word(document: Any) -> bytes:
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def write_word(*paragraphs: str, parts: Mapping[str, str] | None = None) -> bytes:
    """
    A Word document of paragraphs.

    :param paragraphs: the text of each, or its XML.
    :param parts: further parts of the document, by their names.
    """
    document = docx.Document()
    body = document.element.body
    for each in paragraphs:
        if each.startswith("<"):
            names = nsdecls("w", "wp", "a", "r", "pic")
            root = parse_xml(f"<w:body {names}>{each}</w:body>")
            for child in list(root):
                body.insert(len(body) - 1, child)
        else:
            document.add_paragraph(each)
    return add_parts(save_word(document), parts or {})


def add_parts(package: bytes, parts: Mapping[str, str | bytes]) -> bytes:
    """Put parts into a package, in place of those that it has."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as old,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return written.getvalue()


def pack(**files: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(f"{name}.xml", content)
    return written.getvalue()


def write_odt(
    body: str, styles: str = "", files: Mapping[str, bytes] | None = None
) -> bytes:
    """A document of LibreOffice with the body and the styles of its text."""
    names = " ".join(
        f'xmlns:{each}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for each, name in (
            *((each, each) for each in ("office", "style", "table", "text")),
            *(("draw", "drawing"), ("fo", "xsl-fo-compatible")),
            ("svg", "svg-compatible"),
        )
    )
    content = (
        f'<office:document-content {names} xmlns:xlink="http://www.w3.org/1999/xlink">'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("META-INF/manifest.xml", "<manifest/>")
        package.writestr("content.xml", content)
        for name, each in (files or {}).items():
            package.writestr(name, each)
    return written.getvalue()


def write_pdf(
    *lines: str | tuple[str, int, int] | tuple[str, int, int, str],
    streams: Sequence[bytes] = (),
) -> bytes:
    """
    One page as small as a PDF may be.

    :param lines: the text of each, with its place across and from the bottom, and
        with ``bold``, ``large`` or neither.
    :param streams: whole objects that are streams, the first of which is the page's
        text in place of the lines.
    """
    drawn = []
    for each in lines:
        text, x, y, *looks = (each, 72, 700) if isinstance(each, str) else each
        font = "/F2" if "bold" in looks else "/F1"
        size = 18 if "large" in looks else 12
        drawn.append(f"BT {font} {size} Tf {x} {y} Td ({text}) Tj ET")
    content = "\n".join(drawn).encode()
    texts = list(streams) or [b"<< /Length %d >>" % len(content) + wrap(content)]
    fonts = " ".join(
        f"/F{number} << /Type /Font /Subtype /Type1 /BaseFont /{name} >>"
        for number, name in ((1, "Helvetica"), (2, "Helvetica-Bold"))
    )
    forms = " ".join(f"/X{n} {n + 4} 0 R" for n in range(1, len(texts)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << %s >> /XObject << %s >> >> >>"
        % (fonts.encode(), forms.encode()),
        *texts,
    ]
    written, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    start = len(written)
    written += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    written += b"".join(b"%010d 00000 n \n" % place for place in places)
    written += b"trailer << /Size %d /Root 1 0 R >>\n" % (len(objects) + 1)
    return written + b"startxref\n%d\n%%%%EOF\n" % start


def wrap(content: bytes) -> bytes:
    return b"\nstream\n" + content + b"\nendstream"


def write_stream(content: bytes, filters: str = "", more: str = "") -> bytes:
    """An object of a PDF that is a stream."""
    named = f"/Filter [{filters}] " if filters else ""
    head = f"<< /Length {len(content)} {named}{more} >>"
    return head.encode() + wrap(content)


def write_png(width: int = 12, height: int = 12, colour: int = 120) -> bytes:
    """A picture of one colour, with a comment that makes it large enough to count."""
    rows = (b"\0" + bytes([colour]) * width) * height
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
        (b"tEXt", b"Comment\0" + b"Made for a test. " * 5),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data))
        + kind
        + data
        + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
