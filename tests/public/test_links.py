"""Addresses and telephone numbers: they become links, and end a line where they may."""

from __future__ import annotations

from bs4 import BeautifulSoup
from django.test import SimpleTestCase

from wagtail_localoffer.templatetags.localoffer import breakable, linked


class LinkedTests(SimpleTestCase):
    def assert_links(self, text: str, *hrefs: str) -> None:
        """All of ``text`` is shown as it is, with these links in it."""
        html = BeautifulSoup(linked(text), "html.parser")
        self.assertEqual(html.text, text)
        self.assertEqual([link["href"] for link in html.select("a")], [*hrefs])
        # A note has no markup of its own.
        self.assertLessEqual({tag.name for tag in html.find_all()}, {"a", "bdi"})

    def test_a_number_can_be_called(self) -> None:
        for number in ("01632 960123", "020 7946 0123", "01632960123"):
            with self.subTest(number):
                href = f"tel:{number.replace(' ', '')}"
                self.assert_links(f"Call {number}, on Mondays.", href)

    def test_an_address_can_be_written_to(self) -> None:
        self.assert_links("Write to pals@trust.example.", "mailto:pals@trust.example")

    def test_all_of_several_are_links_in_their_order(self) -> None:
        self.assert_links(
            "01632 960123 or 01632 960124, a@trust.example; b@trust.example. "
            "At night: 01632 960125",
            "tel:01632960123",
            "tel:01632960124",
            "mailto:a@trust.example",
            "mailto:b@trust.example",
            "tel:01632960125",
        )

    def test_what_is_neither_stays_as_it_is(self) -> None:
        for text in ("", "8.30am to 3.15pm", "£40 & lunch", "12 weeks", "2026"):
            with self.subTest(text):
                self.assert_links(text)

    def test_markup_is_shown_as_text_beside_links_too(self) -> None:
        self.assert_links('<script>alert(1)</script> & "quoted"')
        self.assert_links("<b>01632 960123</b><img src=x>", "tel:01632960123")
        self.assert_links(
            "<script>x</script> a@trust.example <i>", "mailto:a@trust.example"
        )


class BreakableTests(SimpleTestCase):
    def test_an_address_ends_a_line_before_its_marks_alone(self) -> None:
        for address, parts in (
            ("senco@school.sch.uk", "senco <wbr>@school <wbr>.sch <wbr>.uk"),
            ("send.co@school.uk", "send <wbr>.co <wbr>@school <wbr>.uk"),
        ):
            with self.subTest(address):
                self.assertEqual(breakable(address), parts.replace(" <", "<"))

    def test_markup_in_it_is_shown_as_text(self) -> None:
        self.assertEqual(breakable("<b>a@b"), "&lt;b&gt;a<wbr>@b")
