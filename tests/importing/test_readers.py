from __future__ import annotations

import io
import json
import sys
import zipfile
import zlib
from unittest import mock

import docx
from django.test import SimpleTestCase

from tests.importing.samples import read_documents
from tests.test_growth import HOSTILE, grows_too_fast
from wagtail_localoffer.frameworks.lancashire import LANCASHIRE
from wagtail_localoffer.importing import readers
from wagtail_localoffer.importing.html_reader import read_html_passages
from wagtail_localoffer.importing.passages import Passage
from wagtail_localoffer.importing.places import place
from wagtail_localoffer.importing.readers import CantRead, read_document, read_text


def write_word() -> bytes:
    document = docx.Document()
    document.add_heading("Transitions", 1)
    paragraph = document.add_paragraph("We visit ")
    paragraph.add_run("twice").bold = True
    document.add_paragraph("in June", style="List Bullet")
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    cells[0].text, cells[1].text = "Name of School", "Alder School"
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def write_pdf(line: str) -> bytes:
    """One page with one line, as small as a PDF may be."""
    stream = f"BT /F1 12 Tf 72 700 Td ({line}) Tj ET" if line else ""
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        f"/Resources << /Font << /F1 {font} >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
    ]
    written, places = "%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(written))
        written += f"{number} 0 obj\n{each}\nendobj\n"
    start = len(written)
    written += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n"
    written += "".join(f"{place:010} 00000 n \n" for place in places)
    written += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\n"
    return (written + f"startxref\n{start}\n%%EOF\n").encode()


def pack(**files: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(f"{name}.xml", content)
    return written.getvalue()


class ReaderTests(SimpleTestCase):
    def read(self, html: str) -> list[tuple[str, str]]:
        found = read_document("offer.html", html.encode())
        return [(each.style, each.html) for each in found]

    def test_a_page_of_the_web_keeps_links_and_bold(self) -> None:
        link = '<a href="https://a.example/">Our policy</a>'
        found = self.read(f'<h2>Health</h2><p style="color:red">{link} <b>now</b></p>')
        self.assertEqual(
            found, [("heading2", "Health"), ("normal", f"{link} <b>now</b>")]
        )

    def test_scripts_and_pictures_are_no_text(self) -> None:
        found = self.read("<script>a()</script><p>Hello<img src='//b.example/'></p>")
        self.assertEqual(found, [("normal", "Hello")])

    def test_a_list_in_a_list_keeps_its_depth(self) -> None:
        html = b"<ul><li>Groups<ol><li>for reading</li></ol></li></ul>"
        found = read_document("offer.html", html)
        self.assertEqual(
            [(each.text, each.style, each.depth, each.is_ordered) for each in found],
            [("Groups", "list", 1, False), ("for reading", "list", 2, True)],
        )

    def test_text_between_blocks_is_not_lost(self) -> None:
        found = self.read("before<div>in<p>para</p>after</div>end")
        self.assertEqual(
            [text for _style, text in found], ["before", "in", "para", "after", "end"]
        )

    def test_the_menu_and_the_footer_of_a_page_are_dropped(self) -> None:
        html = (
            "<nav><ul><li>Clubs</li></ul></nav><p>We play</p>"
            "<footer><h2>Trips</h2></footer>"
        )
        places = place(read_document("a.html", html.encode()), LANCASHIRE)
        self.assertEqual([each.dropped for each in places], ["menu", None, "footer"])

    def test_a_line_in_bold_may_be_a_heading(self) -> None:
        self.assertEqual(self.read("<p><b>Health</b></p>")[0][0], "bold")

    def test_word_keeps_headings_points_and_cells(self) -> None:
        found = read_document("offer.docx", write_word())
        self.assertEqual(
            [(each.style, each.text) for each in found],
            [
                ("heading1", "Transitions"),
                ("normal", "We visit twice"),
                ("list", "in June"),
                ("table-cell", "Name of School"),
                ("table-cell", "Alder School"),
            ],
        )
        self.assertIn("<strong>twice</strong>", found[1].html)

    def test_the_text_of_a_pdf_is_read(self) -> None:
        found = read_document("offer.pdf", write_pdf("Two hoists and a pool"))
        self.assertEqual(found, [Passage("Two hoists and a pool")])

    def test_pasted_text_has_a_passage_on_each_line(self) -> None:
        found = read_text("Health\r\n\r\n• inhalers\n")
        self.assertEqual(found, [Passage("Health"), Passage("inhalers", "list")])

    def test_a_document_in_json_is_read(self) -> None:
        document = {"paragraphs": [{"text": " Health ", "style": "heading1"}]}
        found = read_document("offer.json", json.dumps(document).encode())
        self.assertEqual(found, [Passage("Health", "heading1")])


class TimeTests(SimpleTestCase):
    def test_no_page_takes_the_square_of_its_length(self) -> None:
        for name, make in HOSTILE.items():
            if grows_too_fast(read_html_passages, make):
                self.fail(f"It takes the square of {name}")


class RefusalTests(SimpleTestCase):
    def refuse(self, name: str, content: bytes) -> str:
        with self.assertRaises(CantRead) as raised:
            read_document(name, content)
        return str(raised.exception)

    def test_an_old_word_document_is_to_be_saved_again(self) -> None:
        self.assertIn("save it as .docx", self.refuse("offer.doc", b"x"))

    def test_a_protected_word_document_is_named(self) -> None:
        self.assertIn("password", self.refuse("a.docx", b"\xd0\xcf\x11\xe0 and more"))

    def test_a_scan_has_no_text(self) -> None:
        self.assertIn("scans", self.refuse("offer.pdf", write_pdf("")))

    def test_a_damaged_file_is_named(self) -> None:
        self.assertIn("damaged", self.refuse("offer.docx", b"PK\x03\x04 nothing"))
        self.assertIn("damaged", self.refuse("offer.pdf", b"%PDF nothing"))

    def test_an_unknown_kind_says_which_are_read(self) -> None:
        self.assertIn(".docx", self.refuse("offer.xyz", b"x"))

    def test_a_file_that_is_too_large_is_not_read(self) -> None:
        self.assertIn("too large", self.refuse("a.txt", b"a" * (readers.LARGEST + 1)))

    def test_a_bomb_is_not_unpacked(self) -> None:
        bomb = pack(document=b"a" * (readers.LARGEST_TEXT + 1))
        self.assertLess(len(bomb), 100_000)
        self.assertIn("too large", self.refuse("offer.docx", bomb))

    def test_a_bomb_in_a_pdf_is_not_unpacked(self) -> None:
        packed = zlib.compress(b" " * (readers.LARGEST_UNPACKED + 1))
        for stream in (packed, zlib.compress(packed)):
            content = b"%PDF-1.4\nstream\n" + stream + b"\nendstream"
            self.assertIn("too large", self.refuse("offer.pdf", content))

    def test_a_packed_pdf_is_read(self) -> None:
        content = write_pdf("Two hoists")
        # What looks like more of it, as a picture may.
        content += b"\nstream\n" + zlib.compress(b"x\x9c" + b"picture" * 50_000)
        self.assertEqual(read_document("a.pdf", content)[0].text, "Two hoists")

    def test_entities_are_not_expanded(self) -> None:
        for encoding in ("utf-8", "utf-16"):
            content = '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode(encoding)
            message = self.refuse("offer.docx", pack(document=content))
            self.assertIn("entities", message)

    def test_no_paragraphs_in_json_are_named(self) -> None:
        for content in (b"[]", b"{", b'{"paragraphs": [1]}', b"[" * 100_000):
            self.assertIn("paragraphs", self.refuse("offer.json", content))

    def test_nothing_to_read_is_said(self) -> None:
        self.assertIn("no text", self.refuse("offer.html", b"<p> </p>"))


class ExtraTests(SimpleTestCase):
    def test_without_the_extra_it_says_what_to_install(self) -> None:
        for name, module in (("a.docx", "mammoth"), ("a.pdf", "pdfminer.high_level")):
            # To Python it is not there then.
            with (
                mock.patch.dict(sys.modules, {module: None}),
                self.assertRaisesMessage(CantRead, "wagtail-localoffer[importing]"),
            ):
                read_document(name, b"x")

    def test_pages_of_the_web_need_no_extra(self) -> None:
        with mock.patch.dict(sys.modules, {"mammoth": None}):
            self.assertEqual(
                read_document("a.html", b"<p>a</p>"), [Passage("a", html="a")]
            )


class WholeDocumentTests(SimpleTestCase):
    def test_a_form_in_word_is_placed_like_its_passages(self) -> None:
        document = docx.Document()
        wanted = read_documents()["ferrybridge"]
        for each in wanted:
            passage = each.passage
            if passage.level:
                document.add_heading(passage.text, passage.level)
            elif passage.is_cell:
                document.add_table(rows=1, cols=1).rows[0].cells[0].text = passage.text
            else:
                style = "List Bullet" if passage.is_point else None
                document.add_paragraph(passage.text, style=style)
        written = io.BytesIO()
        document.save(written)
        places = place(read_document("offer.docx", written.getvalue()), LANCASHIRE)
        self.assertEqual(
            [(each.passage.text, each.section) for each in places],
            [(each.passage.text, each.section) for each in wanted],
        )
