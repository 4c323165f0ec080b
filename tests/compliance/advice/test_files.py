from __future__ import annotations

from typing import Any

from django.test import SimpleTestCase

from tests.compliance.advice.cases import codes


class FileTests(SimpleTestCase):
    def judge(self, **image: Any) -> list[str]:
        more = [{"type": "image", "value": {"image": 1, **image}}]
        return codes("<p>Our hall:</p>", more=more)

    def test_a_picture_without_words_is_named(self) -> None:
        self.assertEqual(self.judge(alt_text=" "), ["alt_text_missing"])
        self.assertEqual(self.judge(alt_text=None), ["alt_text_missing"])

    def test_a_picture_with_words_or_for_decoration_is_left_alone(self) -> None:
        self.assertEqual(self.judge(alt_text="A ramp"), [])
        self.assertEqual(self.judge(alt_text="", decorative=True), [])

    def test_a_document_alone_is_named(self) -> None:
        for link in (
            '<a linktype="document" id="3">our plan</a>',
            '<a href="https://a.school/plan.PDF?v=2">our plan</a>',
            '<a href="/plan.docx">our plan</a>',
        ):
            with self.subTest(link=link):
                self.assertEqual(codes(f"<p>Read {link}.</p>"), ["document_only"])
        more = [{"type": "document", "value": 3}]
        self.assertEqual(codes("<p>Our plan:</p>", more=more), ["document_only"])

    def test_a_document_beside_a_web_page_is_left_alone(self) -> None:
        link = '<a linktype="document" id="3">our plan</a>'
        for words in (
            'or <a linktype="page" id="2">our page about it</a>',
            'or <a href="https://a.school/plan">our page about it</a>',
            "which says the same as above",
            "which you can read on our website",
        ):
            with self.subTest(words=words):
                self.assertEqual(codes(f"<p>Read {link} {words}.</p>"), [])
