from __future__ import annotations

from django.test import SimpleTestCase

from wagtail_localoffer.text.html import read_html, strip_editor_marks
from wagtail_localoffer.text.plain import one_line
from wagtail_localoffer.text.telephones import is_telephone


class TestVisibleText(SimpleTestCase):
    def assert_text(self, html: str, expected: str) -> None:
        self.assertEqual(read_html(html).text, expected)

    def test_tags_are_left_out(self) -> None:
        self.assert_text("<p>We <b>listen</b>.</p>", "We listen .")

    def test_paragraphs_and_lines_are_kept_apart(self) -> None:
        self.assert_text("<p>One</p><p>two<br/>three</p>", "One two three")

    def test_entities_are_read_as_characters(self) -> None:
        self.assert_text(
            "<p>Tea &amp; toast&nbsp;&#8211; free</p>", "Tea & toast – free"
        )

    def test_entities_are_read_without_any_tag(self) -> None:
        self.assert_text("Tea &amp; toast", "Tea & toast")

    def test_words_without_tags_are_read(self) -> None:
        self.assert_text("  Just\n words ", "Just words")

    def test_a_list_is_read(self) -> None:
        self.assert_text("<ul><li>One</li><li>two</li></ul>", "One two")

    def test_a_tag_that_is_left_open_is_read(self) -> None:
        self.assert_text("<p>One <b>two", "One two")

    def test_nothing_to_see_is_no_text(self) -> None:
        for html in (
            "",
            " \n\t",
            "<p></p>",
            "<p>&nbsp;</p>",
            "<p>\u00a0\u2003</p>",
            "<p>\u200b\u200e\ufeff\u00ad</p>",
            "<p><br/></p>",
            "<ul><li></li></ul>",
            "<!-- Write here. -->",
            "<![CDATA[Write here.]]>",
            "<!DOCTYPE html>",
            "<?php write ?>",
            '<a href="/about/"></a>',
        ):
            with self.subTest(html):
                self.assert_text(html, "")

    def test_code_is_no_text(self) -> None:
        for tag in ("script", "style", "template", "noscript"):
            with self.subTest(tag):
                self.assert_text(f"<{tag}>hidden</{tag}>", "")


class TestForeignMarkup(SimpleTestCase):
    def assert_markup(self, html: str, expected: str) -> None:
        self.assertEqual(read_html(html).foreign_markup, expected)

    def test_what_the_editor_makes_is_at_home(self) -> None:
        for html in (
            '<h3 data-block-key="ab1cd">Clubs</h3>',
            '<p data-block-key="ab1cd">We <b>really</b> do, <i>always</i>.<br/></p>',
            "<ol><li>One</li></ol><ul><li>Two</li></ul>",
            '<p><a linktype="page" id="3">About us</a></p>',
            '<p><a linktype="document" id="3">The plan</a></p>',
            '<p><a href="https://www.nhs.uk/">NHS</a></p>',
            '<p><a href="http://www.nhs.uk/">NHS</a></p>',
            '<p><a href="mailto:senco@school.example">Write</a></p>',
            '<p><a href="tel:01632960014">Ring</a></p>',
            '<p><a href="/about/">About</a> <a href="#health">Health</a></p>',
            "<p>Plain <strong>and</strong> <em>pasted</em></p>",
        ):
            with self.subTest(html):
                self.assert_markup(html, "")

    def test_tags_from_elsewhere_are_named(self) -> None:
        for tag in (
            "h1",
            "h2",
            "h4",
            "div",
            "span",
            "img",
            "table",
            "script",
            "iframe",
        ):
            with self.subTest(tag):
                self.assert_markup(f"<p>Words</p><{tag}></{tag}>", f"<{tag}>")

    def test_attributes_from_elsewhere_are_named(self) -> None:
        self.assert_markup('<p style="color: red">Red</p>', 'style="color: red"')
        self.assert_markup('<p onclick="go()">Go</p>', 'onclick="go()"')

    def test_links_that_run_code_are_named(self) -> None:
        for address in (
            "javascript:alert(1)",
            " JavaScript:alert(1)",
            "java\tscript:alert(1)",
            "data:text/html,hello",
            "vbscript:hello",
        ):
            with self.subTest(address):
                self.assert_markup(f'<a href="{address}">x</a>', f'href="{address}"')

    def test_the_first_of_several_is_named(self) -> None:
        self.assert_markup("<div><span>x</span></div>", "<div>")


class TestOneLine(SimpleTestCase):
    def test_spaces_of_every_kind_become_single_ones(self) -> None:
        self.assertEqual(one_line(" a\t b\u00a0\u2003c\n\nd "), "a b c d")

    def test_line_breaks_of_every_kind_become_spaces(self) -> None:
        for character in "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029":
            with self.subTest(hex(ord(character))):
                self.assertEqual(one_line(f"a{character}b"), "a b")

    def test_control_characters_become_spaces(self) -> None:
        self.assertEqual(one_line("a\x00b\x07c\x7fd"), "a b c d")

    def test_invisible_characters_are_taken_out(self) -> None:
        self.assertEqual(one_line("a\u200bb\u202ec\u00add\ufeff"), "abcd")

    def test_what_cannot_be_seen_is_empty(self) -> None:
        self.assertEqual(one_line("\u200b \n\u2060"), "")

    def test_words_in_any_script_are_kept(self) -> None:
        for words in ("Tŷ Hafan", "école d’été", "特殊学校", "مدرسة", "🏫 School"):
            with self.subTest(words):
                self.assertEqual(one_line(words), words)


class TestEditorMarks(SimpleTestCase):
    def test_block_keys_are_taken_out(self) -> None:
        self.assertEqual(
            strip_editor_marks(
                '<p data-block-key="a1">One</p><h3 data-block-key="b">2</h3>'
            ),
            "<p>One</p><h3>2</h3>",
        )

    def test_empty_paragraphs_are_taken_out(self) -> None:
        self.assertEqual(
            strip_editor_marks(
                '<p>One</p><p data-block-key="a1"></p><p> <br/>&nbsp;</p><p>two</p>'
            ),
            "<p>One</p><p>two</p>",
        )

    def test_line_breaks_in_the_code_are_taken_out(self) -> None:
        self.assertEqual(strip_editor_marks("<p>One\n two</p>\n"), "<p>One two</p>")

    def test_what_a_reader_notices_is_kept(self) -> None:
        html = '<p>One <b>two</b></p><p><a href="/x/">three</a></p>'
        self.assertEqual(strip_editor_marks(html), html)

    def test_words_about_block_keys_are_kept(self) -> None:
        html = "<p>Write data-block-key=two</p>"
        self.assertEqual(strip_editor_marks(html), html)


class TestTelephones(SimpleTestCase):
    def test_numbers_are_taken_in_any_spacing(self) -> None:
        for number in (
            "01632 960014",
            "01632960014",
            " 01632-960-014 ",
            "(01632) 960014",
            "+44 1632 960014",
            "+44 (0)1632 960014",
            "01632 960014 ext. 12",
            "01632 960014, extension 12",
            "01632 960014 x12",
            "01632 960014, option 2",
            "119",
        ):
            with self.subTest(number):
                self.assertTrue(is_telephone(number))

    def test_other_words_are_no_numbers(self) -> None:
        for words in (
            "",
            "Ring the office",
            "12",
            "(((",
            "01632 960014 or 01632 960015",
            "01632 960014 ext",
            "office: 01632 960014",
            "0163296001401632960014",
            "senco@school.example",
        ):
            with self.subTest(words):
                self.assertFalse(is_telephone(words))
