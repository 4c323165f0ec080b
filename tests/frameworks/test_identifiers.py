from __future__ import annotations

from django.test import SimpleTestCase

from wagtail_localoffer.frameworks.identifiers import read_identifier
from wagtail_localoffer.text.typed import tidy_identifier


class ReadIdentifierTests(SimpleTestCase):
    def test_a_number_is_read_as_its_register_writes_it(self) -> None:
        for scheme, numbers, expected in (
            (
                "laestab",
                (
                    *("888/2345", "8882345", "888 2345", "888-2345", "888 / 2345"),
                    *("888\u22122345", "888 \u2212 2345", "888\u20132345", "8882345.0"),
                ),
                "888/2345",
            ),
            (
                "ofsted",
                ("EY123456", "ey 123456", "EY-123456", "EY\u2212123456"),
                "EY123456",
            ),
            ("urn", ("123456", "123 456", "123456.0"), "123456"),
            ("ukprn", ("10012345", "10012345.0"), "10012345"),
        ):
            for number in numbers:
                with self.subTest(scheme, number=number):
                    found = read_identifier(scheme, tidy_identifier(number))
                    self.assertEqual(found, expected)

    def test_what_it_cannot_be_is_none(self) -> None:
        for scheme, number in (
            *(("laestab", "88/82345"), ("laestab", "888//2345"), ("laestab", "888.0")),
            *(("urn", "123456.5"), ("urn", "-123456"), ("ofsted", "E-Y123456")),
        ):
            with self.subTest(scheme, number=number):
                self.assertIsNone(read_identifier(scheme, number))
