from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from unittest import mock

from bs4 import BeautifulSoup
from django.conf import settings
from django.core import mail
from django.test import SimpleTestCase, override_settings
from django.utils import translation

from wagtail_localoffer import emails
from wagtail_localoffer.emails import Words, build_message, connect, write_words

URL = "https://www.hawthornbank.school/our-local-offer/"
KINDS = ("published", "updated")


def write(kind: str, **changes: Any) -> Words:
    context = {
        "setting_name": "Hawthorn Bank & Mill Lane “Primary”",
        "page_title": "Our local offer",
        "url": URL,
        "council": SimpleNamespace(name="Alderbeck & District Council"),
        "changes": [],
        "reply_to": "senco@hawthornbank.school",
    }
    if kind == "updated":
        context["changes"] = [
            {"heading": "Health", "url": f"{URL}#health"},
            {"heading": "Clubs & trips", "url": f"{URL}#activities"},
        ]
    return write_words(kind, context | changes)


def make_notice(**changes: Any) -> Any:
    values = {
        "subject": "Local offer published: Hawthorn Bank",
        "text_body": "Read it.\n",
        "html_body": "<p>Read it.</p>",
        "sender": "Hawthorn Bank <website@hawthornbank.school>",
        "recipient": "send@alderbeck.example",
        "reply_to": "senco@hawthornbank.school",
        "message_id": "<1@www.hawthornbank.school>",
    }
    return SimpleNamespace(**(values | changes))


class TestWords(SimpleTestCase):
    def test_the_subject_says_what_happened_to_whom(self) -> None:
        name = "Hawthorn Bank & Mill Lane “Primary”"
        self.assertEqual(
            [write(kind).subject for kind in KINDS],
            [f"Local offer published: {name}", f"Local offer updated: {name}"],
        )

    def test_the_text_of_a_publication_is_complete(self) -> None:
        self.assertEqual(
            write("published").text,
            f"""Hawthorn Bank & Mill Lane “Primary” has published its SEND local offer.

Read it here:
{URL}

This email was sent automatically, so that Alderbeck & District Council can keep its \
local offer up to date.
A reply goes to senco@hawthornbank.school.
""",
        )

    def test_the_text_of_an_update_is_complete(self) -> None:
        self.assertEqual(
            write("updated").text,
            f"""Hawthorn Bank & Mill Lane “Primary” has updated its SEND local offer.

What changed:

- Health
  {URL}#health

- Clubs & trips
  {URL}#activities

The whole offer:
{URL}

This email was sent automatically, so that Alderbeck & District Council can keep its \
local offer up to date.
A reply goes to senco@hawthornbank.school.
""",
        )

    def test_the_html_says_the_same_as_the_text(self) -> None:
        for kind in KINDS:
            with self.subTest(kind):
                words = write(kind)
                body = BeautifulSoup(words.html, "html.parser").body
                for line in words.text.split("\n"):
                    # Where the text has an address, the HTML has a link to it.
                    if line.strip().startswith("http"):
                        self.assertTrue(body.find("a", href=line.strip()), line)
                    else:
                        self.assertIn(
                            line.strip("- ."), " ".join(body.get_text(" ").split())
                        )

    def test_the_html_leads_to_the_changed_sections(self) -> None:
        soup = BeautifulSoup(write("updated").html, "html.parser")
        self.assertEqual(
            [(link.get_text(), link["href"]) for link in soup.select("li a")],
            [("Health", f"{URL}#health"), ("Clubs & trips", f"{URL}#activities")],
        )

    def test_the_html_is_a_whole_document(self) -> None:
        for kind in KINDS:
            with self.subTest(kind):
                soup = BeautifulSoup(write(kind).html, "html.parser")
                self.assertEqual(soup.html["lang"], "en-gb")
                self.assertEqual(soup.title.get_text(), write(kind).subject)
                self.assertEqual(len(soup.find_all("h1")), 1)

    def test_the_html_loads_nothing_from_anywhere(self) -> None:
        for kind in KINDS:
            with self.subTest(kind):
                html = write(kind).html
                soup = BeautifulSoup(html, "html.parser")
                self.assertEqual(soup.find_all(["img", "link", "script", "iframe"]), [])
                self.assertNotIn("url(", html)

    def test_every_link_leads_to_the_offer(self) -> None:
        for kind in KINDS:
            with self.subTest(kind):
                soup = BeautifulSoup(write(kind).html, "html.parser")
                for link in soup.find_all("a"):
                    self.assertTrue(link["href"].startswith(URL), link)

    def test_names_cannot_write_html(self) -> None:
        for kind in KINDS:
            with self.subTest(kind):
                attack = "<img src=x onerror=go()>"
                words = write(
                    kind,
                    setting_name=attack,
                    council=SimpleNamespace(name=attack),
                    changes=[{"heading": attack, "url": f'{URL}"{attack}'}],
                )
                self.assertEqual(
                    BeautifulSoup(words.html, "html.parser").find_all("img"), []
                )

    def test_the_text_has_no_html(self) -> None:
        for kind in KINDS:
            with self.subTest(kind):
                words = write(kind)
                for text in (words.text, words.subject):
                    self.assertNotRegex(text, r"&\w+;|<\w+")

    def test_a_line_break_in_a_name_does_not_end_the_subject(self) -> None:
        for kind in KINDS:
            with self.subTest(kind):
                subject = write(kind, setting_name="Hawthorn\r\nBcc: all@a.uk").subject
                self.assertTrue(subject.endswith(": Hawthorn Bcc: all@a.uk"), subject)

    def test_a_subject_is_no_longer_than_its_column(self) -> None:
        self.assertEqual(len(write("published", setting_name="a" * 900).subject), 500)

    def test_nothing_is_said_of_replies_where_they_go_nowhere(self) -> None:
        for kind in KINDS:
            with self.subTest(kind):
                words = write(kind, reply_to="")
                for body in (words.text, words.html):
                    self.assertNotIn("reply", body)
                    self.assertNotIn("\n\n\n\n", body)

    def test_the_projects_language_is_used_whatever_the_admins_is(self) -> None:
        languages = []

        def render(name: str, context: Any) -> str:
            languages.append(translation.get_language())
            return name

        with (
            translation.override("cy"),
            mock.patch.object(emails, "render_to_string", render),
        ):
            write("published")
            self.assertEqual(translation.get_language(), "cy")
        self.assertEqual(languages, ["en-gb"] * 3)

    def test_a_project_can_have_words_of_its_own(self) -> None:
        own = {"wagtail_localoffer/email/published_subject.txt": "News from {{ url }}"}
        options = {
            "loaders": [
                ("django.template.loaders.locmem.Loader", own),
                "django.template.loaders.app_directories.Loader",
            ]
        }
        backend = settings.TEMPLATES[0] | {"APP_DIRS": False, "OPTIONS": options}
        with override_settings(TEMPLATES=[backend]):
            self.assertEqual(write("published").subject, f"News from {URL}")


class TestTheMessage(SimpleTestCase):
    def test_it_has_the_notices_addresses(self) -> None:
        message = build_message(make_notice()).message()
        self.assertEqual(message["From"], "Hawthorn Bank <website@hawthornbank.school>")
        self.assertEqual(message["To"], "send@alderbeck.example")
        self.assertEqual(message["Reply-To"], "senco@hawthornbank.school")

    def test_it_has_one_recipient(self) -> None:
        self.assertEqual(
            build_message(make_notice()).recipients(), ["send@alderbeck.example"]
        )

    def test_it_has_the_notices_message_id_whenever_it_is_built(self) -> None:
        notice = make_notice()
        for _try in range(2):
            message = build_message(notice).message()
            self.assertEqual(message["Message-ID"], "<1@www.hawthornbank.school>")

    def test_it_says_that_a_program_wrote_it(self) -> None:
        message = build_message(make_notice()).message()
        self.assertEqual(message["Auto-Submitted"], "auto-generated")

    def test_a_notice_without_replies_has_no_such_header(self) -> None:
        message = build_message(make_notice(reply_to="")).message()
        self.assertIsNone(message["Reply-To"])

    def test_it_has_both_bodies_the_plain_one_first(self) -> None:
        text, html = build_message(make_notice()).message().get_payload()
        self.assertEqual(text.get_content_type(), "text/plain")
        self.assertEqual(html.get_content_type(), "text/html")
        self.assertEqual(text.get_payload(decode=True), b"Read it.\n")
        self.assertEqual(html.get_payload(decode=True).strip(), b"<p>Read it.</p>")

    def test_a_header_with_a_line_break_is_refused(self) -> None:
        for name in ("subject", "sender", "recipient", "reply_to", "message_id"):
            with self.subTest(name), self.assertRaises(ValueError):
                build_message(
                    make_notice(**{name: "a@b.uk\nBcc: all@council.example"})
                ).message()

    def test_it_is_sent_as_it_was_built(self) -> None:
        connect(timeout=10).send_messages([build_message(make_notice())])
        (sent,) = mail.outbox
        self.assertEqual(sent.subject, "Local offer published: Hawthorn Bank")
        self.assertEqual(sent.message()["Message-ID"], "<1@www.hawthornbank.school>")
