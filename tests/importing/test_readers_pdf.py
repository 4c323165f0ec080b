from __future__ import annotations

import base64
import zlib
from time import thread_time

from django.test import SimpleTestCase

from tests.importing.writers import write_pdf, write_stream
from wagtail_localoffer.importing.passages import Passage
from wagtail_localoffer.importing.readers import CantRead, pdf_limits, read_document

TEXT = b"BT /F1 12 Tf 72 700 Td (Two hoists) Tj ET "


def read(content: bytes) -> list[tuple[str, str]]:
    return [(each.style, each.text) for each in read_document("offer.pdf", content)]


class PdfTests(SimpleTestCase):
    def test_the_text_is_read(self) -> None:
        found = read_document("offer.pdf", write_pdf("Two hoists and a pool"))
        self.assertEqual(found, [Passage("Two hoists and a pool")])

    def test_two_columns_are_read_one_after_the_other(self) -> None:
        left = [
            "Health",
            "We keep inhalers in",
            "the room, and well-",
            "being plans.",
        ]
        right = [
            "Transitions",
            "We visit twice in",
            "summer before they",
            "join us.",
        ]
        found = read(
            write_pdf(
                ("Our local offer", 72, 780, "large"),
                *(
                    (line, x, 740 - 15 * number, "bold" if number == 0 else "")
                    for number, pair in enumerate(zip(left, right, strict=True))
                    for line, x in zip(pair, (72, 320), strict=True)
                ),
            )
        )
        self.assertEqual(
            found,
            [
                ("heading1", "Our local offer"),
                ("bold", "Health"),
                ("normal", "We keep inhalers in the room, and well-being plans."),
                ("bold", "Transitions"),
                ("normal", "We visit twice in summer before they join us."),
            ],
        )

    def test_a_larger_heading_is_a_higher_one(self) -> None:
        lines = ["We help each child.", "We help each family.", "We help each other."]
        found = read(
            write_pdf(
                ("Our offer", 72, 780, "large"),
                *((each, 72, 700 - 15 * n) for n, each in enumerate(lines)),
            )
        )
        self.assertEqual(
            found, [("heading1", "Our offer"), ("normal", " ".join(lines))]
        )

    def test_points_are_points(self) -> None:
        found = read(write_pdf(("\\267 hoists", 72, 700), ("\\267 a pool", 72, 685)))
        self.assertEqual([text for _style, text in found], ["hoists", "a pool"])

    def test_a_heading_of_two_lines_is_one(self) -> None:
        lines = ["We help each child.", "We help each family.", "We help each other."]
        found = read(
            write_pdf(
                *(("Who helps", 72, 780, "large"), ("our children", 72, 752, "large")),
                *((each, 72, 700 - 15 * n) for n, each in enumerate(lines)),
            )
        )
        self.assertEqual(found[0], ("heading1", "Who helps our children"))

    def test_a_list_of_contents_is_a_menu(self) -> None:
        found = read(write_pdf("Health . . . . . . . . 4"))
        self.assertEqual(found, [("menu", "Health . . . . . . . . 4")])

    def test_text_in_a_form_is_read(self) -> None:
        form = write_stream(
            TEXT, more="/Type /XObject /Subtype /Form /BBox [0 0 595 842]"
        )
        content = write_pdf(streams=[write_stream(b"/X1 Do"), form])
        # The form is without fonts of its own, and takes those of the page.
        self.assertEqual(read(content), [("normal", "Two hoists")])

    def test_each_way_to_pack_is_unpacked(self) -> None:
        packed = zlib.compress(TEXT)
        for filters, content in (
            ("/FlateDecode", packed),
            ("/ASCII85Decode /FlateDecode", base64.a85encode(packed) + b"~>"),
            ("/ASCIIHexDecode", TEXT.hex().encode() + b">"),
            ("/RunLengthDecode", bytes([len(TEXT) - 1]) + TEXT + b"\x80"),
        ):
            with self.subTest(filters):
                found = read(write_pdf(streams=[write_stream(content, filters)]))
                self.assertEqual(found, [("normal", "Two hoists")])


class RefusalTests(SimpleTestCase):
    def test_a_protected_pdf_is_named(self) -> None:
        key = b"(%s)" % (b"x" * 32)
        lock = b"/Filter /Standard /V 1 /R 2 /P -4 /O %s /U %s" % (key, key)
        content = write_pdf("Two hoists").replace(
            b"/Root 1 0 R", b"/Root 1 0 R /ID [(a) (a)] /Encrypt << %s >>" % lock
        )
        with self.assertRaisesMessage(CantRead, "protected"):
            read_document("offer.pdf", content)


def pack_bits(codes: list[int]) -> bytes:
    """Write the codes of LZW, each as short as its table allows."""
    bits, known = "", 258
    for code in codes:
        size = 9 + sum(known >= most for most in (511, 1_023, 2_047))
        bits += f"{code:0{size}b}"
        # The first code of a table adds nothing to it.
        known = 257 if code == 256 else known + 1
    bits = bits.ljust(-(-len(bits) // 8) * 8, "0")
    return int(bits, 2).to_bytes(len(bits) // 8)


class BombTests(SimpleTestCase):
    def refuse(self, content: bytes) -> None:
        start = thread_time()
        with self.assertRaisesMessage(CantRead, "too large"):
            read_document("offer.pdf", content)
        self.assertLess(thread_time() - start, 20)

    def test_what_unpacks_to_too_much_is_refused(self) -> None:
        packed = zlib.compress(b" " * (pdf_limits.UNPACKED + 1))
        twice = b"\x81\x81" * 100_000
        lzw = pack_bits([256, 32, *range(258, 4_000)] * 8)
        for filters, content in (
            ("/FlateDecode", packed),
            ("/FlateDecode /FlateDecode", zlib.compress(packed)),
            ("/ASCII85Decode /FlateDecode", base64.a85encode(packed) + b"~>"),
            ("/ASCIIHexDecode /FlateDecode", packed.hex().encode() + b">"),
            ("/RunLengthDecode /RunLengthDecode", twice),
            ("/LZWDecode", lzw),
        ):
            with self.subTest(filters):
                self.refuse(write_pdf(streams=[write_stream(content, filters)]))

    def test_forms_that_draw_each_other_are_refused(self) -> None:
        forms = [write_stream(b"/X1 Do " * 10)]
        for number in range(1, 9):
            named = f"/XObject << /X{number + 1} {number + 5} 0 R >>"
            forms.append(
                write_stream(
                    b"/X%d Do " % (number + 1) * 10,
                    more="/Type /XObject /Subtype /Form /BBox [0 0 9 9] "
                    f"/Resources << {named} >>",
                )
            )
        last = "/Type /XObject /Subtype /Form /BBox [0 0 9 9]"
        self.refuse(write_pdf(streams=[*forms, write_stream(b"BT ET", more=last)]))

    def test_fonts_of_billions_of_letters_are_refused(self) -> None:
        letters = b"1 begincmap 1 beginbfrange <00000000> <7fffffff> <0041> endbfrange"
        for font in (
            b"/W [0 2000000000 500]",
            b"/W2 [0 2000000000 500 1 1]",
            b"/W [3 [500 500] 0 2000000000 500]",
        ):
            inner = b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A %s >>" % font
            self.refuse(self.write_font(b"/DescendantFonts [%s]" % inner))
        mapping = write_stream(letters)
        inner = b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A >>"
        content = self.write_font(b"/DescendantFonts [%s] /ToUnicode 5 0 R" % inner)
        self.refuse(content.replace(b"xref", b"5 0 obj\n%s\nendobj\nxref" % mapping, 1))

    def write_font(self, more: bytes) -> bytes:
        font = b"/F3 << /Type /Font /Subtype /Type0 /BaseFont /A %s >>" % (
            b"/Encoding /Identity-H " + more
        )
        content = write_pdf("x").replace(b"/F1 <<", font + b" /F1 <<", 1)
        return content.replace(b"BT /F1", b"BT /F3")

    def test_an_object_that_is_itself_is_refused(self) -> None:
        self.refuse(
            write_pdf("x").replace(b"<< /Type /Catalog /Pages 2 0 R >>", b"1 0 R")
        )

    def test_a_page_of_far_too_many_letters_is_refused(self) -> None:
        self.refuse(write_pdf("a" * 51_000))

    def test_many_lines_at_one_place_take_some_seconds(self) -> None:
        for number in (480, 3_000):
            lines = [(f"Line {n}", 72 + n % 2 * 300, 50) for n in range(number)]
            start = thread_time()
            read_document("offer.pdf", write_pdf(*lines))
            self.assertLess(thread_time() - start, 10)
