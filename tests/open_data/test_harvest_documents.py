"""What a document of another site may say, and what is refused or cleaned."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.open_data.feed_server import CONTACT, SECTION, make_document, make_key
from tests.open_data.harvest_case import HarvestTestCase
from tests.open_data.judges import list_faults_of_ours
from tests.webserver import Answer
from wagtail_localoffer.models import OfferListing
from wagtail_localoffer.open_data.harvest.documents import clean_document
from wagtail_localoffer.open_data.harvest.values import Refused, Values

pytestmark = pytest.mark.rows

URL = "http://127.0.0.1/offer/"

BAD_SCRIPT = (
    "<p onclick='x()'>Hello <script>alert(1)</script><b>you</b></p>"
    "<img src=x onerror=alert(1)><iframe src='https://evil.example'></iframe>"
    "<svg><a xlink:href='javascript:x'>s</a></svg><style>p{}</style>"
    "<form action='/x'><input name=a></form><p style='position:fixed'>End</p>"
)


class DocumentTestCase(HarvestTestCase):
    def keep(self, **changes: Any) -> dict[str, Any]:
        """Keep an offer that is refused nothing."""
        self.server.add(1, **changes)
        self.harvest_all()
        listing = OfferListing.objects.get(key=make_key(1))
        document: dict[str, Any] = listing.document
        self.assertEqual(list_faults_of_ours(document, "offer"), [])
        return document

    def keep_section(self, html: str) -> str:
        document = self.keep(sections=[{**SECTION, "html": html}])
        text: str = document["sections"][0]["html"]
        return text


class RefusalTests(DocumentTestCase):
    def test_a_document_is_what_the_others_are(self) -> None:
        self.assertEqual(list_faults_of_ours(make_document(1, URL), "offer"), [])

    def test_what_is_of_a_wrong_type_is_refused_alone(self) -> None:
        wrong: list[tuple[str, Any]] = [
            ("kind", 5),
            ("kind", "spaceship"),
            ("kind", None),
            ("language", None),
            ("language", "<b>"),
            ("language", "en" + "-x1" * 9),
            ("name", ["a"]),
            ("id", make_key(9)),
            ("id", None),
            ("ages", []),
            ("ages", {"minimum": "three"}),
            ("ages", {"minimum": -1}),
            ("ages", {"minimum": 2.5}),
            ("ages", {"minimum": True}),
            ("ages", {"minimum": float("nan")}),
            ("ages", {"maximum": float("inf")}),
            ("ages", {"maximum": 10**30}),
            ("ages", {"maximum": 10**400}),
            ("ages", {"minimum_unit": "weeks"}),
            ("address", "Mill Lane"),
            ("address", [1]),
            ("address_is_area", "no"),
            ("changed", "yesterday"),
            ("changed", "2026-13-45T00:00:00Z"),
            ("reviewed", 20261001),
            ("reviewed", "2026-02-30"),
            ("council", "Meadow"),
            ("contacts", {}),
            ("contacts", [None]),
            ("contacts", [{"name": 3}]),
            ("sections", [[]]),
            ("sections", [{**SECTION, "key": "<script>"}]),
            ("sections", [{**SECTION, "html": 3}]),
            ("sections", [{**SECTION, "html": "x" * 200_001}]),
            ("sections", [{**SECTION, "facts": [{"key": "a", "answer": "maybe"}]}]),
            ("setting_type", {"code": "a b"}),
            ("url", None),
            ("url", "ftp://127.0.0.1/"),
            ("url", "javascript:alert(1)"),
            ("url", "https://evil.example/"),
            ("url", "https://127.0.0.1@evil.example/"),
            ("url", "https://evil.example\\.127.0.0.1/"),
            ("url", "https://evil127.0.0.1/"),
            ("url", "//127.0.0.1/"),
            ("url", "http://127.0.0.1/" + "a" * 2000),
            ("url", "http://[127.0.0.1/"),
        ]
        for number, (name, value) in enumerate(wrong, 10):
            self.server.add(number, name=f"Bad {number}")
            key = make_key(number)
            self.server.documents[key] = {**self.server.documents[key], name: value}
        self.server.add(1)
        run = self.harvest()
        self.assertEqual(run.problem, "")
        self.assertEqual(self.list_names(), ["Meadow School 1"])
        self.assertEqual(run.report.refused, len(wrong))
        self.assertEqual(len(run.report.reasons), 10)
        self.assertTrue(all("Bad" in each for each in run.report.reasons))

    def test_no_number_is_between_two_others_if_it_is_none_or_too_large(self) -> None:
        for number in (10**400, -(10**400), float("nan"), float("inf"), 1e300, True):
            with self.subTest(str(number)[:9]), self.assertRaises(Refused):
                Values({"a": number}).number("a", 130, -130)

    def test_an_offer_without_a_name_is_refused(self) -> None:
        self.server.add(1, name=" \u200b", title="")
        (reason,) = self.harvest().report.reasons
        self.assertIn("It has no name.", reason)

    def test_what_is_deep_or_no_number_in_a_row_is_refused_alone(self) -> None:
        deep: Any = "x"
        for _level in range(800):
            deep = [deep]
        self.server.add(1, council=deep)
        self.server.add(2, ages=float("nan"))
        self.server.add(3)
        run = self.harvest()
        self.assertEqual((run.problem, run.report.new), ("", 1))
        self.assertEqual(run.report.refused, 2)

    def test_a_reason_has_no_controls_and_is_short(self) -> None:
        self.server.add(1, name="A\x1b[31m\n" + "b" * 5000, kind="x")
        (reason,) = self.harvest().report.reasons
        self.assertTrue(reason.isprintable())
        self.assertLess(len(reason), 300)


class CleaningTests(DocumentTestCase):
    def test_script_and_foreign_markup_is_taken_out(self) -> None:
        html = self.keep_section(BAD_SCRIPT)
        self.assertEqual(html, "<p>Hello <b>you</b></p>s<p>End</p>")

    def test_links_lead_to_the_web_or_dial_or_write_and_nowhere_else(self) -> None:
        for address, is_kept in (
            ("https://www.meadow.example/a?b=c&d=e", True),
            ("http://www.meadow.example/", True),
            ("mailto:office@meadow.example", True),
            ("tel:01632960010", True),
            ("javascript:alert(1)", False),
            (" JaVaScript:alert(1)", False),
            ("data:text/html,x", False),
            ("/relative", False),
            ("#place", False),
            ("//evil.example", False),
        ):
            with self.subTest(address):
                self.server.take_back(1) if self.server.rows else None
                self.source.listings.all().delete()
                html = self.keep_section(f'<p><a href="{address}">Look</a></p>')
                self.assertEqual("<a href" in html, is_kept)
                self.assertIn("Look", html)

    def test_a_link_to_a_page_or_a_document_of_ours_is_taken_out(self) -> None:
        html = self.keep_section('<p><a linktype="page" id="1">Secret</a></p>')
        self.assertEqual(html, "<p>Secret</p>")

    def test_marks_of_the_editor_are_taken_out(self) -> None:
        html = self.keep_section('<p data-block-key="abc" id="x">Hello</p>')
        self.assertEqual(html, "<p>Hello</p>")

    def test_a_table_is_a_paragraph_for_each_row(self) -> None:
        html = self.keep_section(
            "<table onclick=x><caption>Hours</caption>"
            "<tr><th>Day</th><th>From</th></tr>"
            "<tr><td>Monday<script>x</script></td><td>9:00 &lt;b></td></tr></table>"
        )
        self.assertIn("<p>Day, From</p>", html)
        self.assertIn("<p>Monday, 9:00 &lt;b&gt;</p>", html)
        self.assertIn("<p>Hours</p>", html)

    def test_markup_that_never_ends_is_closed(self) -> None:
        html = self.keep_section("<p><b>" * 3000 + "Hello")
        self.assertIn("Hello", html)
        self.assertEqual(html.count("<b>"), html.count("</b>"))

    def test_texts_are_cut_to_their_columns(self) -> None:
        document = self.keep(
            name="n" * 5000,
            provider="p" * 5000,
            telephone="0" * 5000,
            contacts=[{**CONTACT, "name": "c" * 5000}],
            council={"name": "d" * 5000, "gss_code": "e" * 5000},
            address=["a" * 5000] * 200,
        )
        listing = OfferListing.objects.get(key=make_key(1))
        for field in OfferListing._meta.fields:
            text = getattr(listing, field.attname)
            if field.max_length and isinstance(text, str):
                with self.subTest(field.name):
                    self.assertLessEqual(len(text), field.max_length)
        self.assertEqual(len(listing.name), 255)
        self.assertEqual(len(document["address"]), 100)

    def test_names_have_no_controls(self) -> None:
        document = self.keep(name="Meadow\x00\r\n\u202eSchool\ud800", title="a\x1bb")
        self.assertEqual(document["name"], "Meadow SchoolED"[:13] + "\ufffd")
        self.assertEqual(document["title"], "a b")

    def test_no_database_gets_what_it_can_not_hold(self) -> None:
        document = self.keep(
            sections=[
                {**SECTION, "html": "<p>a\x00&#0;&#1;&#xd800;</p>", "text": "\x00"}
            ],
            front_sheet=[{"key": "a", "label": "\ud800", "value": "\x00b"}],
        )
        written = json.dumps(document)
        self.assertNotIn("\\u0000", written)
        self.assertNotIn("\\u0001", written)
        self.assertNotIn("\\ud800", written)

    def test_a_contact_that_is_no_email_address_has_none(self) -> None:
        document = self.keep(contacts=[{**CONTACT, "email": "x@y, z@z\nBcc: a@b"}])
        self.assertEqual(document["contacts"][0]["email"], "")

    def test_a_section_leads_to_a_site_of_the_source_or_to_the_page(self) -> None:
        page = "https://meadow.example"
        for address, kept in (
            (f"{page}/teaching/", f"{page}/teaching/"),
            ("https://www.meadow.example/a/", "https://www.meadow.example/a/"),
            (f"{page}.evil.example/phish", page),
            ("https://evil.example/", page),
            ("javascript:alert(1)", page),
            ("", page),
        ):
            section = {**SECTION, "url": address}
            document = make_document(1, URL, url=page, sections=[section])
            with self.subTest(address):
                (found,) = clean_document(document, ["meadow.example"])["sections"]
                self.assertEqual(found["url"], kept)

    def test_what_nobody_asked_for_is_not_kept(self) -> None:
        document = self.keep(secret="x" * 1000, sections=[{**SECTION, "more": "y"}])
        self.assertNotIn("secret", document)
        self.assertNotIn("more", document["sections"][0])

    def test_the_strongest_of_two_answers_counts(self) -> None:
        # A type knows nothing of what is in a document.
        (fact,) = SECTION["facts"]  # type: ignore[misc]
        no = {**fact, "answer": "no"}
        self.keep(sections=[{**SECTION, "facts": [no, fact, no]}])
        listing = OfferListing.objects.get(key=make_key(1))
        self.assertEqual(listing.facts, {"one_to_one": "yes"})

    def test_a_document_in_another_encoding_is_read_as_json_may_be(self) -> None:
        document = self.server.add(1, name="École")
        body = json.dumps(document, ensure_ascii=False).encode("utf-16")
        self.server.pages[f"/open-data/offers/{make_key(1)}"] = Answer(200, body)
        self.harvest_all()
        self.assertEqual(self.list_names(), ["École"])
