from __future__ import annotations

import io
from time import thread_time
from typing import Any

import docx
import pytest
from django.test import SimpleTestCase
from docx.enum.style import WD_STYLE_TYPE

from tests.importing.writers import (
    add_parts,
    save_word,
    write_png,
    write_word,
)
from wagtail_localoffer.importing.passages import Passage
from wagtail_localoffer.importing.readers import read_document

MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"

VML = "urn:schemas-microsoft-com:vml"

BOX = "<w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent>"

OLD_BOX = (
    f'<w:pict><v:shape xmlns:v="{VML}"><v:textbox>{BOX}</v:textbox></v:shape></w:pict>'
)

NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def paragraph(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def read(content: bytes) -> list[Passage]:
    return read_document("offer.docx", content)


def list_texts(content: bytes) -> list[str]:
    return [each.text for each in read(content)]


class WordTests(SimpleTestCase):
    def test_headings_points_links_and_cells_stay(self) -> None:
        document = docx.Document()
        document.add_heading("Our offer", 0)
        document.add_heading("Transitions", 1)
        line = document.add_paragraph("We visit ")
        line.add_run("twice").bold = True
        document.add_paragraph("in June", style="List Bullet")
        document.add_paragraph("in July", style="List Number")
        cells = document.add_table(rows=1, cols=2).rows[0].cells
        cells[0].text, cells[1].text = "Name of School", "Alder School"
        found = read(save_word(document))
        self.assertEqual(
            [(each.style, each.text) for each in found],
            [
                ("title", "Our offer"),
                ("heading1", "Transitions"),
                ("normal", "We visit twice"),
                ("list", "in June"),
                ("list", "in July"),
                ("table-cell", "Name of School"),
                ("table-cell", "Alder School"),
            ],
        )
        self.assertIn("<strong>twice</strong>", found[2].html)
        self.assertEqual([each.is_ordered for each in found[3:5]], [False, True])

    def test_a_style_that_is_based_on_a_heading_is_one(self) -> None:
        document = docx.Document()
        style: Any = document.styles.add_style("School", WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Heading 2"]
        document.add_paragraph("Health", style=style)
        self.assertEqual(read(save_word(document))[0].style, "heading2")

    def test_a_paragraph_with_a_level_is_a_heading(self) -> None:
        level = '<w:outlineLvl w:val="2"/>'
        content = write_word(paragraph(run("Health"), properties=level), "a")
        self.assertEqual([each.style for each in read(content)], ["heading3", "normal"])

    def test_a_list_of_contents_is_a_menu(self) -> None:
        document = docx.Document()
        style = document.styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH)
        document.add_paragraph("Health 4", style=style)
        self.assertEqual(read(save_word(document))[0].style, "menu")

    def test_a_picture_comes_with_its_alternative_text(self) -> None:
        document = docx.Document()
        shape = (
            document.add_paragraph("Our ramp")
            .add_run()
            .add_picture(io.BytesIO(write_png()))
        )
        shape._inline.docPr.set("descr", "A ramp")
        text, picture = read(save_word(document))
        self.assertEqual((text.text, picture.style), ("Our ramp", "picture"))
        assert picture.picture
        self.assertEqual(picture.picture.alt, "A ramp")
        self.assertEqual(picture.picture.content, write_png())

    def test_the_same_picture_is_there_once(self) -> None:
        document = docx.Document()
        for _each in range(3):
            document.add_picture(io.BytesIO(write_png()))
        self.assertEqual(len(read(save_word(document))), 1)

    def test_ticked_boxes_stay_ticked(self) -> None:
        word14 = "http://schemas.microsoft.com/office/word/2010/wordml"
        box = (
            f'<w:sdt xmlns:w14="{word14}"><w:sdtPr><w14:checkbox><w14:checked '
            'w14:val="1"/></w14:checkbox></w:sdtPr><w:sdtContent>'
            f"{run('☒')}</w:sdtContent></w:sdt>"
        )
        found = list_texts(write_word(paragraph(box, run("Hoist"))))
        self.assertEqual(found, ["☑ Hoist"])


class AwkwardTests(SimpleTestCase):
    def test_deleted_text_stays_out_and_inserted_text_in(self) -> None:
        content = write_word(
            paragraph(
                f"<w:ins>{run('We ')}</w:ins>",
                "<w:del><w:r><w:delText>don’t </w:delText></w:r></w:del>",
                f"<w:moveFrom>{run('never ')}</w:moveFrom>",
                run("help"),
            ),
            paragraph(run("two "), properties="<w:rPr><w:del/></w:rPr>"),
            paragraph(run("in one")),
        )
        self.assertEqual(list_texts(content), ["We help", "two in one"])

    def test_hidden_text_stays_out(self) -> None:
        document = docx.Document()
        style: Any = document.styles.add_style("Unseen", WD_STYLE_TYPE.CHARACTER)
        style.font.hidden = True
        line = document.add_paragraph("We ")
        line.add_run("don’t ", style=style)
        line.add_run("never ").font.hidden = True
        line.add_run("help").font.hidden = False
        self.assertEqual(list_texts(save_word(document)), ["We help"])

    def test_a_text_box_is_there_once(self) -> None:
        choice = f'<mc:Choice Requires="wps"><w:drawing>{BOX}</w:drawing></mc:Choice>'
        for fallback in (f"<mc:Fallback>{OLD_BOX}</mc:Fallback>", ""):
            both = f'<mc:AlternateContent xmlns:mc="{MC}">{choice}{fallback}'
            inside = f"<w:r>{both}</mc:AlternateContent></w:r>"
            content = write_word(paragraph(run("We "), inside, run("help")), "end")
            self.assertEqual(list_texts(content), ["We help", "In a box", "end"])

    def test_a_text_box_of_other_programs_is_there_too(self) -> None:
        for inside in (f"<w:drawing><wp:inline>{BOX}</wp:inline></w:drawing>", OLD_BOX):
            content = write_word(paragraph(run("We help"), f"<w:r>{inside}</w:r>"))
            self.assertEqual(list_texts(content), ["We help", "In a box"])

    def test_comments_stay_out(self) -> None:
        document = docx.Document()
        line = document.add_paragraph("We help")
        document.add_comment(line.runs, text="Really?", author="Ida")
        self.assertEqual(list_texts(save_word(document)), ["We help"])

    def test_a_footnote_stands_behind_its_paragraph(self) -> None:
        note = paragraph(run("From September."))
        parts = {
            "word/footnotes.xml": f"<w:footnotes {NAMES}>"
            f'<w:footnote w:id="2">{note}</w:footnote></w:footnotes>'
        }
        mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
        content = write_word(
            paragraph(run("We help"), mark, run(" daily.")), "end", parts=parts
        )
        self.assertEqual(
            list_texts(content), ["We help daily.", "From September.", "end"]
        )

    def test_a_picture_elsewhere_is_never_fetched(self) -> None:
        relationships = "http://schemas.openxmlformats.org/package/2006/relationships"
        kind = (
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
        )
        linked = (
            "<w:r><w:drawing><wp:inline><a:graphic><a:graphicData><pic:pic>"
            '<pic:blipFill><a:blip r:link="rId99"/></pic:blipFill></pic:pic>'
            "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )
        for address in ("file:///etc/passwd", "http://127.0.0.1:9/a.png"):
            found = (
                f'<Relationships xmlns="{relationships}"><Relationship Id="rId99" '
                f'Type="{kind}" Target="{address}" TargetMode="External"/>'
                "</Relationships>"
            )
            content = write_word(
                paragraph(run("We help"), linked),
                parts={"word/_rels/document.xml.rels": found},
            )
            self.assertEqual(list_texts(content), ["We help"])

    def test_a_map_of_styles_in_a_document_is_not_followed(self) -> None:
        content = add_parts(
            write_word("We help"), {"mammoth/style-map": "p => script:fresh"}
        )
        self.assertEqual(list_texts(content), ["We help"])

    def test_lists_in_many_lists_stay_lists(self) -> None:
        levels = "".join(
            f'<w:lvl w:ilvl="{level}"><w:numFmt w:val="bullet"/></w:lvl>'
            for level in range(9)
        )
        numbering = (
            f'<w:numbering {NAMES}><w:abstractNum w:abstractNumId="0">{levels}'
            '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
            "</w:numbering>"
        )
        lines = [
            paragraph(
                run(f"level {level}"),
                properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/>'
                "</w:numPr>",
            )
            for level in range(9)
        ]
        found = read(write_word(*lines, parts={"word/numbering.xml": numbering}))
        self.assertEqual([each.depth for each in found], list(range(1, 10)))

    @pytest.mark.nightly
    def test_three_thousand_paragraphs_take_some_seconds(self) -> None:
        content = write_word(*["We help each child with reading, in groups."] * 3_000)
        start = thread_time()
        self.assertEqual(len(read(content)), 3_000)
        self.assertLess(thread_time() - start, 10)
