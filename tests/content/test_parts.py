from __future__ import annotations

from typing import Any

from django.test import SimpleTestCase

from wagtail_localoffer.content import Content
from wagtail_localoffer.content.parts import (
    Link,
    Paragraph,
    read_part,
    read_text,
)
from wagtail_localoffer.frameworks.lancashire import LANCASHIRE


def texts(html: str) -> list[str]:
    return [paragraph.text for paragraph in read_text(html).paragraphs]


class ParagraphTests(SimpleTestCase):
    def test_paragraphs_headings_and_points_are_read_in_their_order(self) -> None:
        html = "<h3>One</h3><p>Two</p><ul><li>Three</li></ul><p>Four</p>"
        self.assertEqual(
            [(each.text, each.kind) for each in read_text(html).paragraphs],
            [("One", "heading"), ("Two", "text"), ("Three", "text"), ("Four", "text")],
        )

    def test_marks_inside_of_a_word_do_not_part_it(self) -> None:
        self.assertEqual(
            texts("<p>S<b>EN</b>CO and <i>more</i></p>"), ["SENCO and more"]
        )

    def test_a_point_that_holds_a_list_has_its_own_words_only(self) -> None:
        inner = '<ul><li><a href="/a">go</a></li></ul>'
        html = f'<ul><li>We <a href="/a">go</a>:{inner}</li></ul>'
        link = Link("go", "/a", "", "")
        self.assertEqual(
            read_text(html).paragraphs,
            (Paragraph("We go:", links=(link,)), Paragraph("go", links=(link,))),
        )

    def test_text_outside_of_paragraphs_is_read(self) -> None:
        self.assertEqual(texts("Loose <b>words</b>"), ["Loose words"])
        self.assertEqual(texts("One<p>Two</p>Three"), ["Two", "One Three"])
        self.assertEqual(texts("<div>One<p>Two</p></div>"), ["One", "Two"])

    def test_a_line_break_parts_words_but_no_paragraph(self) -> None:
        self.assertEqual(
            texts("<p>Mill Lane<br/>Alderbeck</p>"), ["Mill Lane Alderbeck"]
        )

    def test_points_and_paragraphs_made_of_line_breaks_are_read_as_such(self) -> None:
        html = '<p>We:<br/>- <a href="/x">help</a><br/>- listen<br/><br/>Ring us.</p>'
        self.assertEqual(
            read_text(html).paragraphs,
            (
                Paragraph("We:"),
                Paragraph("- help", links=(Link("help", "/x", "", ""),)),
                Paragraph("- listen"),
                Paragraph("Ring us."),
            ),
        )

    def test_what_nobody_sees_is_not_read(self) -> None:
        html = "<p>A<!-- b --><script>c()</script></p><style>d</style>"
        self.assertEqual(texts(f"{html}<template>e</template>"), ["A"])

    def test_links_to_pages_and_documents_are_read_by_their_keys(self) -> None:
        html = (
            '<p><a linktype="page" id="3">a</a> <a id="4" linktype="document">b</a></p>'
        )
        self.assertEqual(
            read_text(html).paragraphs[0].links,
            (Link("a", "", "page", "3"), Link("b", "", "document", "4")),
        )

    def test_malformed_html_is_read_as_far_as_it_goes(self) -> None:
        self.assertEqual(texts("<p>One<p>Two</b></li>"), ["One", "Two"])
        self.assertEqual(texts("<p>" * 3000 + "deep"), ["deep"])


class PartTests(SimpleTestCase):
    def test_everything_in_a_section_is_read(self) -> None:
        image = {"image": 1, "alt_text": "A ramp", "decorative": False}
        part = read_part(
            "health",
            {
                "text": "<p>One two</p>",
                "more": [
                    {"type": "text", "value": "<p>three</p>"},
                    {"type": "quote", "value": {"quote": "four", "attribution": "x"}},
                    {"type": "table", "value": {"rows": [{"values": ["five", None]}]}},
                    {"type": "image", "value": image},
                    {"type": "document", "value": 6},
                    {"type": "document", "value": None},
                ],
                "facts": {"lift": {"answer": "no", "note": ""}},
            },
        )
        self.assertEqual(part.word_count, 5)
        self.assertEqual(part.prose, ["One two", "three"])
        self.assertEqual([each.kind for each in part.paragraphs][2:], ["quote", "cell"])
        self.assertEqual((part.images, part.documents), ((image,), (6,)))
        self.assertEqual(part.facts, {"lift": {"answer": "no", "note": ""}})

    def test_values_of_a_wrong_type_are_left_out(self) -> None:
        values: list[Any] = [5, None, True, "x", ["x"], {"x": 1}]
        for value in values:
            with self.subTest(value=value):
                table = {"type": "table", "value": {"rows": [{"values": value}, value]}}
                part = read_part("health", {"more": [value, table], "facts": value})
                self.assertLessEqual(part.word_count, 1)
                read_part("health", {"text": value, "more": value})

    def test_blocks_without_a_dict_are_left_out(self) -> None:
        body = [{"type": "council_link", "value": 1}, {"type": "health", "value": {}}]
        parts = Content(LANCASHIRE, {}, body).parts
        self.assertEqual([part.block for part in parts], ["health"])
