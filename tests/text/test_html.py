from __future__ import annotations

from django.test import SimpleTestCase

from wagtail_localoffer.text.html import read_html, strip_editor_marks


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

    def test_a_long_text_of_spaces_comes_to_an_end(self) -> None:
        """A rule that takes the square of this length would take minutes."""
        self.assertEqual(strip_editor_marks(f"a{' ' * 100_000}b"), "a b")
