from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from bs4 import BeautifulSoup
from django.conf import settings
from django.core import mail
from django.test import SimpleTestCase, override_settings
from django.utils import translation

from wagtail_localoffer.choices import NoticeKind
from wagtail_localoffer.mail.messages import connect
from wagtail_localoffer.notices import emails
from wagtail_localoffer.notices.delivery.messages import build_message
from wagtail_localoffer.notices.emails import (
    Words,
    find_reply_to,
    write_daily,
    write_words,
)

URL = "https://www.hawthornbank.school/our-local-offer/"
COUNCIL_EMAIL = "send@alderbeck.example"
KINDS = ("published", "updated", "moved", "withdrawn")


CHANGES = [
    {"heading": "Health", "url": f"{URL}#health"},
    {"heading": "Clubs & trips", "url": f"{URL}#activities"},
]


def make_council(**changes: Any) -> Any:
    values = {
        "name": "Alderbeck & District Council",
        "language": "",
        "email_subject": "",
        "email_opening": "",
    }
    return SimpleNamespace(**(values | changes))


def write(kind: str, council: Any = None, **changes: Any) -> Words:
    context = {
        "setting_name": "Hawthorn Bank & Mill Lane “Primary”",
        "page_title": "Our local offer",
        "url": URL,
        "previous_url": f"{URL}old/" if kind == "moved" else "",
        "changes": CHANGES if kind == "updated" else [],
        "reply_to": "senco@hawthornbank.school",
    }
    return write_words(kind, context | changes, council or make_council())


def make_news(name: str, kind: str = "published", **changes: Any) -> Any:
    url = f"https://{name.lower().replace(' ', '-')}.example/local-offer/"
    values = {
        "kind": kind,
        "setting_name": name,
        "page_title": "Our local offer",
        "url": url,
        "previous_url": f"{url}old/" if kind == "moved" else "",
        "changes": [],
        "council_name": "Alderbeck Council",
        "reply_to": "send@trust.example",
        "answer_url": "",
        "entry": {},
    }
    return SimpleNamespace(**(values | changes))


def make_notice(**changes: Any) -> Any:
    values = {
        "subject": "Local offer published: Hawthorn Bank",
        "text_body": "Read it.\n",
        "html_body": "<p>Read it.</p>",
        "sender": "Hawthorn Bank <website@hawthornbank.school>",
        "reply_to": "senco@hawthornbank.school",
        "message_id": "<1@www.hawthornbank.school>",
        "bundle": "",
        "thread_id": "<local-offer.1.1@www.hawthornbank.school>",
        "together": (),
        "entry": {},
    }
    return SimpleNamespace(**(values | changes))


def build(**changes: Any) -> Any:
    return build_message(make_notice(**changes), COUNCIL_EMAIL).message()


class TestWords(SimpleTestCase):
    def test_the_subject_says_what_happened_to_whom(self) -> None:
        name = "Hawthorn Bank & Mill Lane “Primary”"
        self.assertEqual(
            [write(kind).subject for kind in KINDS],
            [f"Local offer {kind}: {name}" for kind in KINDS],
        )

    def test_the_text_of_a_publication_is_complete(self) -> None:
        self.assertEqual(
            write("published").text,
            f"""Hawthorn Bank & Mill Lane “Primary” has published its SEND local offer.

Read it here:
{URL}

Please add it to your directory, or lead its entry to this address.

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

Please look whether your directory still says the same.

This email was sent automatically, so that Alderbeck & District Council can keep its \
local offer up to date.
A reply goes to senco@hawthornbank.school.
""",
        )

    def test_the_text_of_a_move_is_complete(self) -> None:
        self.assertEqual(
            write("moved", changes=CHANGES[:1]).text,
            f"""The SEND local offer of Hawthorn Bank & Mill Lane “Primary” has moved. \
Please change the link on your pages.

The new address:
{URL}

The old address:
{URL}old/

What else changed:

- Health
  {URL}#health

This email was sent automatically, so that Alderbeck & District Council can keep its \
local offer up to date.
A reply goes to senco@hawthornbank.school.
""",
        )

    def test_a_move_without_changes_says_nothing_of_changes(self) -> None:
        words = write("moved")
        for body in (words.text, words.html):
            self.assertNotIn("What else changed", body)

    def test_the_text_of_a_withdrawal_is_complete(self) -> None:
        self.assertEqual(
            write("withdrawn").text,
            f"""The SEND local offer of Hawthorn Bank & Mill Lane “Primary” can no \
longer be read by the public.

Please take this link off your pages:
{URL}

This email was sent automatically, so that Alderbeck & District Council can keep its \
local offer up to date.
A reply goes to senco@hawthornbank.school.
""",
        )

    def test_an_offer_that_went_to_another_council_is_not_called_unpublished(
        self,
    ) -> None:
        words = write("withdrawn", new_council="Bellwick Council")
        for body in (words.text, words.html):
            self.assertIn("now belongs to the local offer of Bellwick Council", body)
            self.assertNotIn("no longer", body)

    def test_the_html_says_the_same_as_the_text(self) -> None:
        for kind in KINDS:
            with self.subTest(kind):
                words = write(kind)
                body = BeautifulSoup(words.html, "html.parser").body
                for line in words.text.split("\n"):
                    # Where the text has an address, the HTML has a link to it.
                    if body.find("a", href=line.strip()):
                        continue
                    for sentence in line.strip("- .").split(". "):
                        self.assertIn(sentence, " ".join(body.get_text(" ").split()))

    def test_the_html_has_no_link_to_where_nothing_is(self) -> None:
        for kind, address in (("moved", f"{URL}old/"), ("withdrawn", URL)):
            with self.subTest(kind):
                soup = BeautifulSoup(write(kind).html, "html.parser")
                self.assertIsNone(soup.find("a", href=address))
                self.assertTrue(soup.find(string=address))

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
                    council=make_council(name=attack, email_opening=attack),
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

    def test_a_heading_or_a_name_cannot_begin_a_line(self) -> None:
        attack = "Health\r\nRead it here:\u2028https://attack.example/"
        for kind in ("updated", "moved"):
            for changes in (
                {"changes": [{"heading": attack, "url": f"{URL}#health"}]},
                {"setting_name": attack},
            ):
                with self.subTest(kind, **changes):
                    words = write(kind, **changes)
                    lines = words.text.split("\n")
                    self.assertNotIn("https://attack.example/", lines)
                    self.assertNotIn("Read it here:", lines)

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
        with translation.override("ur"):
            words = write("published")
            self.assertEqual(translation.get_language(), "ur")
        self.assertTrue(words.subject.startswith("Local offer published:"))
        self.assertIn("has published its SEND local offer.", words.text)
        self.assertIn('<html lang="en-gb">', words.html)

    def test_the_councils_language_is_used_if_it_has_one(self) -> None:
        soup = BeautifulSoup(
            write("updated", make_council(language="ur")).html, "html.parser"
        )
        self.assertEqual(soup.html.attrs, {"lang": "ur", "dir": "rtl"})
        self.assertIn("کیا بدلا ہے:", soup.get_text())

    def test_a_language_that_the_project_has_not_is_its_own(self) -> None:
        for language in ("xx", "de", "not a language"):
            with self.subTest(language):
                words = write("updated", make_council(language=language))
                self.assertIn('<html lang="en-gb">', words.html)
                self.assertIn("What changed:", words.text)

    def test_the_councils_opening_is_read_first(self) -> None:
        council = make_council(email_opening="Ref: LO/7 <SEND>\r\n\nDear team\n")
        for kind in KINDS:
            with self.subTest(kind):
                words = write(kind, council)
                self.assertTrue(
                    words.text.startswith("Ref: LO/7 <SEND>\n\nDear team\n\n"),
                    words.text,
                )
                first = BeautifulSoup(words.html, "html.parser").body.find("p")
                self.assertEqual(
                    first.decode_contents(), "Ref: LO/7 &lt;SEND&gt;<br/><br/>Dear team"
                )

    def test_the_council_can_have_a_subject_of_its_own(self) -> None:
        council = make_council(email_subject="[{{LO}}] {setting} – {news}")
        subjects = [
            write(kind, council, setting_name="{news}").subject for kind in KINDS
        ]
        self.assertEqual(
            subjects, [f"[{{LO}}] {{news}} – Local offer {kind}" for kind in KINDS]
        )

    def test_the_news_in_the_councils_subject_is_in_its_language(self) -> None:
        council = make_council(email_subject="{news}: {setting}", language="ur")
        with translation.override("ur"):
            news = str(emails.NEWS[NoticeKind.UPDATED])
        self.assertTrue(write("updated", council).subject.startswith(f"{news}: "))

    def test_a_broken_subject_of_the_council_is_replaced_by_ours(self) -> None:
        for broken in (
            "{",
            "}",
            "{name}",
            "{}",
            "{0}",
            "{news!r}",
            "{news:99999999999}",
            "{news.__class__}",
            "{news[0]}",
            " \n",
        ):
            with self.subTest(broken):
                self.assertEqual(
                    write("published", make_council(email_subject=broken)).subject,
                    "Local offer published: Hawthorn Bank & Mill Lane “Primary”",
                )

    def test_a_subject_of_the_council_is_no_longer_than_its_column(self) -> None:
        council = make_council(email_subject="{setting}" * 20)
        self.assertEqual(len(write("published", council).subject), 500)

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


class TestTheDailyEmail(SimpleTestCase):
    def test_the_text_is_complete(self) -> None:
        words = write_daily(
            [
                make_news("Old Mill", "withdrawn"),
                make_news("Mill Lane", "moved"),
                make_news("alder", "updated", changes=CHANGES[:1]),
                make_news("Birch"),
            ],
            make_council(name="Alderbeck Council", email_opening="Dear team"),
        )
        self.assertEqual(words.subject, "SEND local offers: news of 4 settings")
        self.assertEqual(
            words.text,
            f"""Dear team

There is news of the SEND local offers of 4 settings.

All at a glance

- alder
  Updated: 1 section
  https://alder.example/local-offer/
- Birch
  Published
  https://birch.example/local-offer/
- Mill Lane
  Moved
  https://mill-lane.example/local-offer/
- Old Mill
  Withdrawn
  https://old-mill.example/local-offer/

---

alder
Updated:
https://alder.example/local-offer/

What changed:

- Health
  {URL}#health

---

Birch
Published:
https://birch.example/local-offer/

---

Mill Lane
Moved. Please change the link on your pages. The new address:
https://mill-lane.example/local-offer/

The old address:
https://mill-lane.example/local-offer/old/

---

Old Mill
Withdrawn. Please take this link off your pages:
https://old-mill.example/local-offer/

---

This email was sent automatically, so that Alderbeck Council can keep its local offer \
up to date.
A reply goes to send@trust.example.
""",
        )

    def test_the_html_says_the_same_as_the_text(self) -> None:
        words = write_daily(
            [
                *(make_news(kind, kind, changes=CHANGES) for kind in KINDS),
                make_news("updated", "moved", page_title="Seconds & more"),
            ],
            make_council(email_opening="Dear team"),
        )
        body = BeautifulSoup(words.html, "html.parser").body
        html = " ".join(body.get_text(" ").split())
        for line in words.text.split("\n"):
            if not body.find("a", href=line.strip()):
                self.assertIn(line.strip("- ."), html)

    def test_one_setting_is_not_called_settings(self) -> None:
        words = write_daily([make_news("Birch"), make_news("Birch")], make_council())
        self.assertEqual(words.subject, "SEND local offers: news of 1 setting")
        self.assertIn("the SEND local offer of 1 setting.", words.text)

    def test_two_offers_of_a_setting_are_told_apart_below_its_name(self) -> None:
        words = write_daily(
            [
                make_news("Birch"),
                make_news("Alder"),
                make_news("Birch", page_title="Local offer of the nursery"),
            ],
            make_council(),
        )
        soup = BeautifulSoup(words.html, "html.parser")
        self.assertEqual([h.get_text() for h in soup.select("h2")], ["Alder", "Birch"])
        titles = ["Our local offer", "Local offer of the nursery"]
        self.assertEqual([h.get_text() for h in soup.select("h3")], titles)
        lines = words.text.split("\n")
        self.assertEqual([line for line in lines if line in titles], titles)

    def test_the_councils_language_and_subject_are_used(self) -> None:
        council = make_council(email_subject="LO | {news} | {setting}")
        self.assertEqual(
            write_daily([make_news("Birch")], council).subject,
            "LO | SEND local offers | news of 1 setting",
        )
        html = write_daily([make_news("Birch")], make_council(language="ur")).html
        self.assertIn('<html lang="ur" dir="rtl">', html)

    def test_a_council_whose_record_is_gone_is_named_all_the_same(self) -> None:
        words = write_daily([make_news("Birch")], None)
        for body in (words.text, words.html):
            self.assertIn("so that Alderbeck Council can keep", body)

    def test_a_reply_goes_where_all_of_them_go(self) -> None:
        notices = [make_news("Birch"), make_news("Alder")]
        self.assertEqual(find_reply_to(notices), "send@trust.example")
        self.assertNotIn("Questions", write_daily(notices, None).text)

    def test_where_replies_differ_each_offer_says_whom_to_ask(self) -> None:
        notices = [
            make_news("Birch", reply_to="senco@birch.example"),
            make_news("Alder", reply_to="senco@alder.example"),
            make_news("Cedar", reply_to=""),
        ]
        self.assertEqual(find_reply_to(notices), "")
        words = write_daily(notices, None)
        for body in (words.text, words.html):
            self.assertIn("Questions about it: senco@alder.example", body)
            self.assertIn("Questions about it: senco@birch.example", body)
            self.assertEqual(body.count("Questions"), 2)
            self.assertNotIn("A reply", body)

    def test_names_cannot_write_html(self) -> None:
        attack = "<img src=x onerror=go()>"
        words = write_daily(
            [
                make_news(
                    attack,
                    kind,
                    page_title=f"{attack}{number}",
                    url=f'{URL}"{attack}',
                    previous_url=f'{URL}"{attack}',
                    changes=[{"heading": attack, "url": f'{URL}"{attack}'}],
                    reply_to=f"{attack}{number}",
                )
                for number, kind in enumerate(KINDS)
            ],
            make_council(name=attack, email_opening=attack),
        )
        self.assertEqual(BeautifulSoup(words.html, "html.parser").find_all("img"), [])


class TestTheMessage(SimpleTestCase):
    def test_it_has_the_notices_addresses(self) -> None:
        message = build()
        self.assertEqual(message["From"], "Hawthorn Bank <website@hawthornbank.school>")
        self.assertEqual(message["To"], "send@alderbeck.example")
        self.assertEqual(message["Reply-To"], "senco@hawthornbank.school")

    def test_it_has_one_recipient(self) -> None:
        self.assertEqual(
            build_message(make_notice(), COUNCIL_EMAIL).recipients(),
            ["send@alderbeck.example"],
        )

    def test_it_has_the_notices_message_id_whenever_it_is_built(self) -> None:
        notice = make_notice()
        for _try in range(2):
            message = build_message(notice, COUNCIL_EMAIL).message()
            self.assertEqual(message["Message-ID"], "<1@www.hawthornbank.school>")

    def test_a_daily_email_has_a_message_id_of_its_own(self) -> None:
        message = build(bundle="<2@www.hawthornbank.school>")
        self.assertEqual(message["Message-ID"], "<2@www.hawthornbank.school>")

    def test_it_stops_automatic_replies_and_no_report_of_a_failure(self) -> None:
        self.assertEqual(build()["X-Auto-Response-Suppress"], "OOF, AutoReply")

    def test_it_says_that_a_program_wrote_it(self) -> None:
        message = build()
        self.assertEqual(message["Auto-Submitted"], "auto-generated")

    def test_a_notice_without_replies_has_no_such_header(self) -> None:
        message = build(reply_to="")
        self.assertIsNone(message["Reply-To"])

    def test_it_has_both_bodies_the_plain_one_first(self) -> None:
        text, html = build().get_payload()
        self.assertEqual(text.get_content_type(), "text/plain")
        self.assertEqual(html.get_content_type(), "text/html")
        self.assertEqual(text.get_payload(decode=True), b"Read it.\n")
        self.assertEqual(html.get_payload(decode=True).strip(), b"<p>Read it.</p>")

    def test_it_is_sent_as_it_was_built(self) -> None:
        connect(timeout=10).send_messages([build_message(make_notice(), COUNCIL_EMAIL)])
        (sent,) = mail.outbox
        self.assertEqual(sent.subject, "Local offer published: Hawthorn Bank")
        self.assertEqual(sent.message()["Message-ID"], "<1@www.hawthornbank.school>")
