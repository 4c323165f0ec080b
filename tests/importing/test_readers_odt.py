from __future__ import annotations

from django.test import SimpleTestCase

from tests.importing.writers import add_parts, pack, write_odt, write_png
from wagtail_localoffer.importing.passages import Passage
from wagtail_localoffer.importing.readers import CantRead, read_document

STYLES = """
<style:style style:name="B"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="P" style:parent-style-name="B"/>
<style:style style:name="H"><style:text-properties text:display="none"/></style:style>
<text:list-style style:name="L"><text:list-level-style-bullet text:level="1"/>
<text:list-level-style-number text:level="2"/></text:list-style>
"""


def read(body: str, **files: bytes) -> list[Passage]:
    named = {f"Pictures/{name}.png": content for name, content in files.items()}
    return read_document("offer.odt", write_odt(body, STYLES, named))


class OdtTests(SimpleTestCase):
    def test_headings_bold_and_links_stay(self) -> None:
        found = read(
            '<text:p text:style-name="Title">Our offer</text:p>'
            '<text:h text:outline-level="2">Health</text:h>'
            '<text:p>We <text:span text:style-name="B">help</text:span><text:s/>'
            '<text:a xlink:href="https://a.example/">here</text:a></text:p>'
            '<text:p text:style-name="P">Inhalers</text:p>'
        )
        self.assertEqual(
            [(each.style, each.html) for each in found],
            [
                ("title", "Our offer"),
                ("heading2", "Health"),
                (
                    "normal",
                    'We <strong>help</strong> <a href="https://a.example/">here</a>',
                ),
                ("bold", "<strong>Inhalers</strong>"),
            ],
        )

    def test_a_list_in_a_list_keeps_its_depth_and_kind(self) -> None:
        found = read(
            '<text:list text:style-name="L"><text:list-item><text:p>one</text:p>'
            "<text:list><text:list-item><text:p>deep</text:p></text:list-item>"
            "</text:list></text:list-item></text:list>"
        )
        self.assertEqual(
            [(each.style, each.depth, each.is_ordered) for each in found],
            [("list", 1, False), ("list", 2, True)],
        )

    def test_merged_cells_stand_at_their_top_left(self) -> None:
        cell = "<table:table-cell{}><text:p>{}</text:p></table:table-cell>"
        wide = cell.format(' table:number-columns-spanned="2"', "Reading")
        covered = "<table:covered-table-cell/>"
        found = read(
            "<table:table><table:table-header-rows><table:table-row>"
            f"{cell.format('', 'Who')}{cell.format('', 'When')}"
            "</table:table-row></table:table-header-rows>"
            f"<table:table-row>{wide}{covered}</table:table-row>"
            f"<table:table-row>{cell.format('', 'Ms Low')}{cell.format('', 'Monday')}"
            "</table:table-row></table:table>"
        )
        self.assertEqual(
            [
                (each.text, each.cell.row, each.cell.column, each.cell.is_header)
                for each in found
                if each.cell
            ],
            [
                ("Who", 0, 0, True),
                ("When", 0, 1, True),
                ("Reading", 1, 0, False),
                ("Ms Low", 2, 0, False),
                ("Monday", 2, 1, False),
            ],
        )

    def test_a_picture_comes_with_its_alternative_text(self) -> None:
        frame = (
            '<draw:frame><draw:image xlink:href="{}"/><svg:desc>A ramp</svg:desc>'
            "</draw:frame>"
        )
        inside = frame.format("Pictures/a.png")
        outside = frame.format("http://127.0.0.1:9/b.png")
        text, picture = read(
            f"<text:p>We help{inside}{outside}</text:p>", a=write_png()
        )
        assert picture.picture
        self.assertEqual((text.text, picture.picture.alt), ("We help", "A ramp"))

    def test_notes_and_boxes_stand_behind_their_paragraph_once(self) -> None:
        found = read(
            "<text:p>We help<text:note><text:note-citation>1</text:note-citation>"
            "<text:note-body><text:p>From May</text:p></text:note-body></text:note>"
            " daily<draw:frame><draw:text-box><text:p>In a box</text:p>"
            "</draw:text-box></draw:frame>.</text:p><text:p>end</text:p>"
        )
        self.assertEqual(
            [each.text for each in found],
            ["We help daily.", "From May", "In a box", "end"],
        )

    def test_what_is_deleted_commented_or_hidden_stays_out(self) -> None:
        found = read(
            "<text:tracked-changes><text:changed-region><text:deletion><text:p>a"
            "</text:p></text:deletion></text:changed-region></text:tracked-changes>"
            '<text:p>We <text:span text:style-name="H">don’t </text:span>help'
            "<office:annotation><text:p>b</text:p></office:annotation></text:p>"
            '<text:p text:style-name="H">c</text:p>'
        )
        self.assertEqual([each.text for each in found], ["We help"])

    def test_a_list_of_contents_is_a_menu(self) -> None:
        found = read(
            "<text:table-of-content><text:p>Health 4</text:p></text:table-of-content>"
        )
        self.assertEqual(found[0].style, "menu")


class RefusalTests(SimpleTestCase):
    def refuse(self, content: bytes) -> str:
        with self.assertRaises(CantRead) as raised:
            read_document("offer.odt", content)
        return str(raised.exception)

    def test_a_protected_document_is_named(self) -> None:
        manifest = "<manifest><encryption-data/></manifest>"
        content = add_parts(
            write_odt("<text:p>a</text:p>"), {"META-INF/manifest.xml": manifest}
        )
        self.assertIn("password", self.refuse(content))

    def test_a_damaged_document_is_named(self) -> None:
        deep = "<text:section>" * 5_000 + "</text:section>" * 5_000
        for content in (
            *(b"PK\x03\x04 nothing", pack(content=b"<a")),
            *(pack(content=b"<a/>"), write_odt(deep)),
        ):
            self.assertIn("damaged", self.refuse(content))

    def test_entities_are_not_expanded(self) -> None:
        content = pack(content=b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
        self.assertIn("entities", self.refuse(content))

    def test_an_empty_document_is_named(self) -> None:
        self.assertIn("no text", self.refuse(write_odt("<text:p/>")))
