from __future__ import annotations

import base64
import json
import sys
from unittest import mock

import docx
import pytest
from django.test import SimpleTestCase

from tests.importing.samples import read_documents
from tests.importing.writers import (
    add_parts,
    pack,
    save_word,
    write_odt,
    write_pdf,
    write_png,
    write_word,
)
from tests.test_growth import HOSTILE, grows_too_fast, repeat
from wagtail_localoffer.frameworks.lancashire import LANCASHIRE
from wagtail_localoffer.importing.passages import Passage
from wagtail_localoffer.importing.places import place
from wagtail_localoffer.importing.readers import (
    CantRead,
    limits,
    read_document,
    read_rich_text,
    read_text,
)
from wagtail_localoffer.importing.readers.html_reader import read_html_passages

#: What a page has and a text of an offer hasn't.
HOSTILE_PAGES = {
    "rows": repeat("<tr><td>a", "<table>"),
    "cells": repeat("<td rowspan=999 colspan=99>a</td>", "<table><tr>"),
    "rows that end": repeat("<tr><td>a</td></tr>", "<table>"),
    "numbered questions": repeat("<ol><li>a?</li></ol>"),
    "one numbered heading": repeat("<i>a</i>", "<ol><li>", "?"),
    "ticked boxes": repeat("<input type=checkbox checked>", "<p>"),
    "bold by a style": repeat("<span style='font-weight:700'>a</span>", "<p>"),
    "notes": repeat("<a href='#footnote-1'>1</a><li id='footnote-1'>a</li>"),
    "pictures": repeat("<img src='data:image/png;base64,iVBORw0KGgo='>", "<p>"),
    "one picture": repeat("A", "<img src='data:image/png;base64,", "'>"),
}


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

    def test_what_a_page_hides_is_no_text(self) -> None:
        hidden = "<p hidden>a</p><div style='DISPLAY: none'><p>b</p></div>"
        found = self.read(f"{hidden}<p>We <i style='visibility:hidden'>c</i>help</p>")
        self.assertEqual(found, [("normal", "We help")])

    def test_a_link_that_only_its_own_site_knows_is_text(self) -> None:
        html = "<p><a href='/policy'>Policy</a> <a href='#top'>top</a></p>"
        self.assertEqual(self.read(html), [("normal", "Policy top")])

    def test_a_page_that_names_its_address_keeps_all_links(self) -> None:
        base = "<base href='https://a.example/send/'>"
        html = f"{base}<p><a href='policy.html'>Policy</a></p>"
        link = '<a href="https://a.example/send/policy.html">Policy</a>'
        self.assertEqual(self.read(html), [("normal", link)])

    def test_a_picture_in_a_page_keeps_its_alternative_text(self) -> None:
        png = write_png()
        address = "data:image/png;base64," + base64.b64encode(png).decode()
        html = f"<p>We <a href='https://a.example/'><img src='{address}' alt='A ramp'>"
        found = read_document("a.html", f"{html}</a> help</p>".encode())
        self.assertEqual([each.text for each in found], ["We help", "A ramp"])
        picture = found[1].picture
        assert picture
        self.assertEqual((found[1].style, picture.alt), ("picture", "A ramp"))
        self.assertEqual(picture.content, png)

    def test_a_picture_that_no_browser_shows_is_left_out(self) -> None:
        for address in ("data:image/tiff;base64,SUkqAA==", "data:,x", "data:;base64,%"):
            found = self.read(f"<p>a<img src='{address}'></p>")
            self.assertEqual(found, [("normal", "a")])

    def test_a_ticked_box_stays_ticked(self) -> None:
        html = "<p><input type=checkbox checked>Yes <input type=checkbox>No</p>"
        self.assertEqual(self.read(html), [("normal", "☑ Yes ☐ No")])

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

    def test_a_numbered_question_is_no_point_of_a_list(self) -> None:
        html = (
            "<ol><li>How do you help?</li></ol><p>a</p><ol><li><b>Health</b></li></ol>"
        )
        self.assertEqual(
            [style for style, _html in self.read(html)], ["normal", "normal", "bold"]
        )

    def test_controls_are_no_text_and_right_to_left_is(self) -> None:
        found = self.read("<p>a\x07b <b>\x0c</b></p><p dir=rtl>\u200fمدرسہ</p>")
        self.assertEqual(found[0], ("normal", "a b"))
        self.assertIn("مدرسہ", found[1][1])

    def test_pasted_text_has_a_passage_on_each_line(self) -> None:
        found = read_text("Health\r\n\r\n• inhalers\n")
        self.assertEqual(found, [Passage("Health"), Passage("inhalers", "list")])

    def test_pasted_text_of_a_word_processor_keeps_its_shape(self) -> None:
        found = read_rich_text(
            "<b style='font-weight:normal'><h2>Health</h2>"
            "<p><span style='font-weight:700'>Inhalers</span></p>"
            "<p class=MsoList><span>·&nbsp;&nbsp;</span>in the office</p></b>"
        )
        self.assertEqual(
            [(each.style, each.text) for each in found],
            [("heading2", "Health"), ("bold", "Inhalers"), ("list", "in the office")],
        )

    def test_pasted_markup_is_cleaned(self) -> None:
        (passage,) = read_rich_text(
            "<p onclick='a()'>We <a href='javascript:a()'>help</a>"
            "<script>b</script></p>"
        )
        self.assertEqual(passage.html, "We help")

    def test_a_text_file_of_windows_is_read(self) -> None:
        for encoding in ("utf-16", "cp1252", "utf-8-sig"):
            found = read_document("a.txt", "Café – toilet".encode(encoding))
            self.assertEqual(found[0].text, "Café – toilet")

    def test_a_document_in_json_is_read(self) -> None:
        document = {"paragraphs": [{"text": " Health ", "style": "heading1"}]}
        found = read_document("offer.json", json.dumps(document).encode())
        self.assertEqual(found, [Passage("Health", "heading1")])


class KindTests(SimpleTestCase):
    def test_what_a_file_is_counts_and_not_what_its_name_says(self) -> None:
        document = docx.Document()
        document.add_paragraph("We help")
        for content in (
            *(save_word(document), write_pdf("We help")),
            *(write_odt("<text:p>We help</text:p>"), b"<!DOCTYPE html><p>We help</p>"),
        ):
            for name in ("a.docx", "a.pdf", "a.odt", "a.html", "a.doc", "a"):
                with self.subTest(name, start=content[:4]):
                    (passage,) = read_document(name, content)
                    self.assertEqual(passage.text, "We help")


@pytest.mark.nightly
class TimeTests(SimpleTestCase):
    def test_no_page_takes_the_square_of_its_length(self) -> None:
        for name, make in {**HOSTILE, **HOSTILE_PAGES}.items():
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

    def test_a_document_with_macros_is_to_be_saved_without(self) -> None:
        content = add_parts(write_word("a"), {"word/vbaProject.bin": "x"})
        for name in ("offer.docm", "offer.docx"):
            self.assertIn("macros", self.refuse(name, content))

    def test_other_documents_are_named(self) -> None:
        for name, content, words in (
            ("a.docx", pack(**{"xl/workbook": b"<a/>"}), "spreadsheet"),
            ("a.docx", b"{\\rtf1 a}", "save it as .docx"),
            ("a.pdf", write_png(), "picture"),
            ("a.doc", b"\xd0\xcf\x11\xe0", "old Word document"),
        ):
            self.assertIn(words, self.refuse(name, content))

    def test_a_page_of_far_too_many_tags_is_not_read(self) -> None:
        content = b"<b>" * (limits.MOST_HTML_TAGS + 1)
        self.assertIn("too large", self.refuse("a.html", content))

    def test_a_document_of_far_too_many_tags_is_not_read(self) -> None:
        content = pack(document=b"<a b=''/>" * limits.MOST_TAGS)
        self.assertIn("too large", self.refuse("a.docx", content))
        self.assertIn("too large", self.refuse("a.odt", content))

    def test_a_scan_has_no_text(self) -> None:
        self.assertIn("scans", self.refuse("offer.pdf", write_pdf()))

    def test_a_damaged_file_is_named(self) -> None:
        self.assertIn("damaged", self.refuse("offer.docx", b"PK\x03\x04 nothing"))
        self.assertIn("damaged", self.refuse("offer.pdf", b"%PDF nothing"))

    def test_an_unknown_kind_says_which_are_read(self) -> None:
        self.assertIn(".docx", self.refuse("offer.xyz", b"x"))

    def test_a_file_that_is_too_large_is_not_read(self) -> None:
        self.assertIn("too large", self.refuse("a.txt", b"a" * (limits.LARGEST + 1)))

    def test_a_bomb_is_not_unpacked(self) -> None:
        bomb = pack(document=b"a" * (limits.LARGEST_TEXT + 1))
        self.assertLess(len(bomb), 100_000)
        self.assertIn("too large", self.refuse("offer.docx", bomb))

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
        for name, module in (("a.docx", "mammoth"), ("a.pdf", "pdfminer.pdfdocument")):
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
        places = place(read_document("offer.docx", save_word(document)), LANCASHIRE)
        self.assertEqual(
            [(each.passage.text, each.section) for each in places],
            [(each.passage.text, each.section) for each in wanted],
        )
