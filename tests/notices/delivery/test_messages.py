"""What councils get, as it comes through a real mail server, read by two parsers."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import SimpleTestCase
from fast_mail_parser import PyAddress, parse_email

from tests.mailserver import MailServer, Received
from wagtail_localoffer.mail.messages import connect
from wagtail_localoffer.mail.writing import Words
from wagtail_localoffer.notices.delivery.messages import build_message, build_test
from wagtail_localoffer.notices.emails import write_daily, write_words

URL = "https://www.hawthornbank.school/our-local-offer/"
COUNCIL_EMAIL = "send@alderbeck.example"
SENDER = "website@hawthornbank.school"
SENCO_EMAIL = "senco@hawthornbank.school"
BOTH = ("text", "html")

#: RFC 5322, section 2.1.1, without the line break itself.
LONGEST_LINE = 998

#: All that may stand above the bodies, in lower case.
HEADERS = {
    "auto-submitted",
    "content-type",
    "date",
    "from",
    "message-id",
    "references",
    "mime-version",
    "reply-to",
    "subject",
    "to",
    "x-auto-response-suppress",
}

ATTACKS = [
    f"Hawthorn Bank{ending}Bcc: all@attack.example{ending}{ending}<b>Buy</b>"
    for ending in ("\r\n", "\n", "\r", "\u2028", "\x85", "\x0b", "\0\n")
]


@dataclass
class Mail:
    """What one of the parsers found."""

    headers: set[str]
    subject: str
    message_id: str
    sender: list[tuple[str, str]]
    to: list[tuple[str, str]]
    reply_to: list[tuple[str, str]]
    text: str
    html: str


def read_with_standard_library(received: Received) -> Mail:
    message = received.message
    assert not message.defects, message.defects
    for name, value in message.items():
        assert not value.defects, (name, value.defects)

    def list_addresses(name: str) -> list[tuple[str, str]]:
        header = message[name]
        return [
            (address.display_name, address.addr_spec)
            for address in (header.addresses if header else ())
        ]

    return Mail(
        headers={name.lower() for name in message},
        # A header may be folded right after its name.
        subject=message["Subject"].lstrip(),
        message_id=message["Message-ID"].strip(),
        sender=list_addresses("From"),
        to=list_addresses("To"),
        reply_to=list_addresses("Reply-To"),
        text=received.part("plain").replace("\r\n", "\n"),
        html=received.part("html").replace("\r\n", "\n"),
    )


def read_with_rust(received: Received) -> Mail:
    # Strict: nothing had to be mended to read it.
    mail = parse_email(received.content, strict=True)

    def list_addresses(addresses: list[PyAddress]) -> list[tuple[str, str]]:
        return [(address.display_name or "", address.address) for address in addresses]

    (text,), (html,) = mail.text_plain, mail.text_html
    assert not mail.attachments
    headers = {name.lower(): values for name, values in mail.headers.items()}
    return Mail(
        headers=set(headers),
        subject=mail.subject.lstrip(),
        message_id=headers["message-id"][0].strip(),
        sender=list_addresses([mail.from_]),
        to=list_addresses(mail.to),
        reply_to=list_addresses(mail.reply_to),
        text=text.replace("\r\n", "\n"),
        html=html.replace("\r\n", "\n"),
    )


PARSERS = (read_with_standard_library, read_with_rust)


def make_council(**changes: Any) -> Any:
    values = {
        "name": "Alderbeck Council",
        "language": "",
        "email_subject": "",
        "email_opening": "",
    }
    return SimpleNamespace(**(values | changes))


def make_news(**changes: Any) -> dict[str, Any]:
    return {
        "setting_name": "Hawthorn Bank Primary School",
        "page_title": "Our local offer",
        "url": URL,
        "previous_url": "",
        "changes": [],
        "reply_to": SENCO_EMAIL,
        "answer_url": "",
        "entry": {},
    } | changes


def make_notice(words: Words, **changes: Any) -> Any:
    values = {
        "subject": words.subject,
        "text_body": words.text,
        "html_body": words.html,
        "sender": f"Hawthorn Bank <{SENDER}>",
        "reply_to": SENCO_EMAIL,
        "message_id": "<1@www.hawthornbank.school>",
        "bundle": "",
        "thread_id": "<local-offer.1.1@www.hawthornbank.school>",
        "together": (),
        "entry": {},
    }
    return SimpleNamespace(**(values | changes))


def list_links(html: str) -> list[str]:
    return [link["href"] for link in BeautifulSoup(html, "html.parser").select("a")]


class MailTestCase(SimpleTestCase):
    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.server = cls.enterClassContext(MailServer())
        cls.enterClassContext(cls.server.settings())

    def send(self, *messages: Any) -> list[Received]:
        """Send ``messages`` and return what the mail server got of them."""
        before = len(self.server.received)
        connection = connect(timeout=10)
        try:
            connection.send_messages(list(messages))
        finally:
            connection.close()
        return self.server.received[before:]

    def post(self, notice: Any) -> Received:
        """Send ``notice``, and look at what must hold of any message."""
        (received,) = self.send(build_message(notice, COUNCIL_EMAIL))
        self.assertEqual(received.recipients, [COUNCIL_EMAIL])
        self.assertEqual(received.sender, SENDER)
        lines = received.content.split(b"\r\n")
        self.assertLessEqual(max(map(len, lines)), LONGEST_LINE)
        for line in lines:
            self.assertNotIn(b"\r", line)
            self.assertNotIn(b"\n", line)
        head = received.content.partition(b"\r\n\r\n")[0]
        self.assertTrue(head.isascii())
        for parse in PARSERS:
            with self.subTest(parse.__name__):
                mail = parse(received)
                self.assertLessEqual(mail.headers, HEADERS)
                self.assertEqual(mail.to, [("", COUNCIL_EMAIL)])
                self.assertEqual(mail.subject, notice.subject)
                self.assertEqual(mail.message_id, notice.bundle or notice.message_id)
                self.assertEqual(mail.text.rstrip("\n"), notice.text_body.rstrip("\n"))
                self.assertEqual(mail.html.rstrip("\n"), notice.html_body.rstrip("\n"))
        return received

    def read(self, notice: Any) -> list[Mail]:
        received = self.post(notice)
        return [parse(received) for parse in PARSERS]


class HeaderInjectionTests(MailTestCase):
    def check(self, news: dict[str, Any], **council: Any) -> None:
        for kind in ("published", "updated", "moved", "withdrawn"):
            with self.subTest(kind, news=news, council=council):
                notice = make_notice(write_words(kind, news, make_council(**council)))
                for mail in self.read(notice):
                    self.assertEqual(mail.headers, HEADERS)
                    self.assertEqual(mail.reply_to, [("", SENCO_EMAIL)])
                    soup = BeautifulSoup(mail.html, "html.parser")
                    self.assertIsNone(soup.find("b"))

    @pytest.mark.nightly
    def test_the_name_of_a_setting_writes_no_header(self) -> None:
        for attack in ATTACKS:
            self.check(make_news(setting_name=attack))

    @pytest.mark.nightly
    def test_the_title_of_a_page_writes_no_header(self) -> None:
        for attack in ATTACKS:
            self.check(make_news(page_title=attack))

    @pytest.mark.nightly
    def test_a_heading_writes_no_header(self) -> None:
        for attack in ATTACKS:
            self.check(make_news(changes=[{"heading": attack, "url": URL}]))

    @pytest.mark.nightly
    def test_the_councils_name_writes_no_header(self) -> None:
        for attack in ATTACKS:
            self.check(make_news(), name=attack)

    def test_the_councils_subject_writes_no_header(self) -> None:
        for attack in ATTACKS:
            self.check(make_news(), email_subject=attack)
            self.check(
                make_news(setting_name=attack), email_subject="{setting}: {news}"
            )

    @pytest.mark.nightly
    def test_the_councils_opening_writes_no_header(self) -> None:
        for attack in ATTACKS:
            self.check(make_news(), email_opening=attack)

    @pytest.mark.nightly
    def test_the_sencos_address_writes_no_header_from_the_bodies(self) -> None:
        for attack in ATTACKS:
            self.check(make_news(reply_to=attack))

    def test_a_daily_email_has_no_header_of_its_settings(self) -> None:
        for attack in ATTACKS:
            news = make_news(setting_name=attack, page_title=attack, reply_to=attack)
            words = write_daily(
                [
                    SimpleNamespace(kind="published", council_name="A", **news),
                    SimpleNamespace(kind="updated", council_name="A", **make_news()),
                ],
                None,
            )
            for mail in self.read(make_notice(words)):
                self.assertEqual(mail.headers, HEADERS)

    def test_an_address_with_a_line_break_reaches_no_mail_server(self) -> None:
        words = write_words("published", make_news(), make_council())
        for ending in ("\r\n", "\n", "\r"):
            attack = f"a@b.example{ending}Bcc: all@attack.example"
            for name in ("sender", "reply_to", "message_id", "bundle", "subject"):
                with self.subTest(name, ending=ending):
                    self.check_refused(make_notice(words, **{name: attack}))
            with self.subTest("address", ending=ending):
                self.check_refused(make_notice(words), attack)

    def check_refused(self, notice: Any, address: str = COUNCIL_EMAIL) -> None:
        before = len(self.server.received)
        with self.assertRaises(ValueError):
            self.send(build_message(notice, address))
        self.assertEqual(len(self.server.received), before)

    def test_a_name_is_not_decoded(self) -> None:
        encoded = "=?utf-8?q?Hawthorn=0D=0ABcc=3A_all=40attack.example?="
        words = write_words(
            "published", make_news(setting_name=encoded), make_council()
        )
        for mail in self.read(make_notice(words)):
            self.assertNotIn("Bcc:", mail.subject)


class NameTests(MailTestCase):
    NAMES = (
        "Ysgol Gynradd Tŷ’r Ŵyn",
        "St Mary’s & St John’s — “Juniors” <2>",
        "École Élémentaire Ste Thérèse",
        "青空 Nursery 🌳",
        'Hawthorn, "Bank" (Primary); \\Mill = Lane?',
        "ł" * 255,
    )

    def test_names_arrive_as_they_are(self) -> None:
        for name in self.NAMES:
            with self.subTest(name):
                words = write_words(
                    "published", make_news(setting_name=name), make_council()
                )
                for mail in self.read(make_notice(words)):
                    self.assertEqual(mail.subject, f"Local offer published: {name}")
                    self.assertIn(f"{name} has published its", mail.text)
                    soup = BeautifulSoup(mail.html, "html.parser")
                    self.assertEqual(soup.bdi.get_text(), name)
                    self.assertEqual(soup.title.get_text(), words.subject)

    def test_the_name_of_a_sender_arrives_as_it_is(self) -> None:
        words = write_words("published", make_news(), make_council())
        for name in ("Tŷ’r Ŵyn", "Bank, Hawthorn", "Tŷ, Ŵyn (Bank)"):
            with self.subTest(name):
                notice = make_notice(words, sender=f'"{name}" <{SENDER}>')
                for mail in self.read(notice):
                    self.assertEqual(mail.sender, [(name, SENDER)])

    def test_a_domain_in_other_letters_is_written_in_ascii(self) -> None:
        words = write_words("published", make_news(), make_council())
        (received,) = self.send(
            build_message(make_notice(words), "send@älderbeck.example")
        )
        self.assertEqual(received.recipients, ["send@xn--lderbeck-zza.example"])
        for parse in PARSERS:
            self.assertEqual(
                parse(received).to, [("", "send@xn--lderbeck-zza.example")]
            )


class ReplyTests(MailTestCase):
    def test_a_reply_goes_to_the_senco(self) -> None:
        words = write_words("published", make_news(), make_council())
        for mail in self.read(make_notice(words)):
            self.assertEqual(mail.reply_to, [("", SENCO_EMAIL)])
            self.assertEqual(mail.sender, [("Hawthorn Bank", SENDER)])
            for body in BOTH:
                self.assertIn(f"A reply goes to {SENCO_EMAIL}.", getattr(mail, body))

    def test_a_reply_can_go_to_a_name(self) -> None:
        words = write_words("published", make_news(), make_council())
        notice = make_notice(words, reply_to=f"Tŷ’r Ŵyn <{SENCO_EMAIL}>")
        for mail in self.read(notice):
            self.assertEqual(mail.reply_to, [("Tŷ’r Ŵyn", SENCO_EMAIL)])

    def test_without_an_address_there_is_no_such_header(self) -> None:
        words = write_words("published", make_news(reply_to=""), make_council())
        for mail in self.read(make_notice(words, reply_to="")):
            self.assertEqual(mail.headers, HEADERS - {"reply-to"})
            self.assertEqual(mail.reply_to, [])


class LongLineTests(MailTestCase):
    """``post`` looks at the length of each line, and that the bodies are whole."""

    LONG_URL = "https://www.hawthornbank.school/" + "ł" * 1968

    def test_long_addresses_are_whole_in_both_bodies(self) -> None:
        news = make_news(
            url=self.LONG_URL,
            previous_url=f"{self.LONG_URL}?",
            changes=[{"heading": "ł" * 2000, "url": f"{self.LONG_URL}#{'a' * 200}"}],
        )
        for kind in ("published", "updated", "moved", "withdrawn"):
            with self.subTest(kind):
                for mail in self.read(
                    make_notice(write_words(kind, news, make_council()))
                ):
                    self.assertIn(self.LONG_URL, mail.text.split("\n"))
                    self.assertIn(self.LONG_URL, mail.html)

    def test_long_names_are_whole(self) -> None:
        for letter in ("a", "ł", "𝔸"):
            for sentence in (letter * 255, f"{letter * 4} " * 51):
                with self.subTest(sentence):
                    self.post(
                        make_notice(
                            write_words(
                                "updated",
                                make_news(setting_name=sentence, page_title=sentence),
                                make_council(
                                    name=letter * 100, email_subject="{setting}" * 9
                                ),
                            )
                        )
                    )

    def test_long_headers_are_whole(self) -> None:
        words = write_words("published", make_news(), make_council())
        host = ".".join(["a" * 60] * 3)
        address = f"{'a' * 60}@{host}.example"
        self.assertLessEqual(len(address), 255)
        notice = make_notice(
            words, message_id=f"<{'1' * 50}@{host}.example>", reply_to=address
        )
        for mail in self.read(notice):
            self.assertEqual(mail.reply_to, [("", address)])

    def test_the_long_name_of_a_sender_is_whole(self) -> None:
        words = write_words("published", make_news(), make_council())
        received = self.post(make_notice(words, sender=f"{'ł' * 200} <{SENDER}>"))
        # NB: Python 3.11 reads such a name with spaces in it.
        self.assertEqual(read_with_rust(received).sender, [("ł" * 200, SENDER)])

    def test_a_long_opening_is_whole(self) -> None:
        for opening in ("a" * 5000, "ł " * 5000, f"{'a' * 998}\n.{'a' * 997}"):
            with self.subTest(opening[:5]):
                words = write_words(
                    "published", make_news(), make_council(email_opening=opening)
                )
                for mail in self.read(make_notice(words)):
                    self.assertTrue(mail.text.startswith(opening.strip()))

    def test_a_rare_line_break_does_not_hide_a_long_line(self) -> None:
        for character in "\x0b\x0c\x1c\x85\u2028\u2029":
            with self.subTest(repr(character)):
                opening = f"{'a' * 900}{character}{'b' * 900}"
                words = write_words(
                    "published", make_news(), make_council(email_opening=opening)
                )
                for mail in self.read(make_notice(words)):
                    self.assertTrue(mail.text.startswith(f"{'a' * 900}\n{'b' * 900}\n"))
                    self.assertIn(f"{'a' * 900}<br>{'b' * 900}</p>", mail.html)

    def test_lines_that_mean_something_to_mail_programs_arrive(self) -> None:
        opening = ".\n..\nFrom here on\n--boundary--\n.a"
        words = write_words(
            "published", make_news(), make_council(email_opening=opening)
        )
        for mail in self.read(make_notice(words)):
            self.assertTrue(mail.text.startswith(f"{opening}\n\n"))


class ManyChangesTests(MailTestCase):
    CHANGES = [
        {"heading": f"Section {number} & more", "url": f"{URL}?a=1&b=2#own-{number}"}
        for number in range(200)
    ]

    def test_two_hundred_links_are_whole_in_both_bodies(self) -> None:
        urls = [change["url"] for change in self.CHANGES]
        for kind, last in (("updated", [URL]), ("moved", [])):
            with self.subTest(kind):
                words = write_words(
                    kind,
                    make_news(changes=self.CHANGES, previous_url=f"{URL}old/"),
                    make_council(),
                )
                for mail in self.read(make_notice(words)):
                    first = [] if last else [URL]
                    self.assertEqual(list_links(mail.html), [*first, *urls, *last])
                    lines = [line.strip() for line in mail.text.split("\n")]
                    self.assertEqual([line for line in lines if "#" in line], urls)
                    for change in self.CHANGES:
                        self.assertIn(f"- {change['heading']}", lines)


class DirectionTests(MailTestCase):
    ARABIC = "مدرسة النور (2)"
    ENGLISH = "Hawthorn Bank (Juniors)"

    def test_a_name_from_right_to_left_is_kept_apart_in_an_english_email(self) -> None:
        words = write_words(
            "published", make_news(setting_name=self.ARABIC), make_council()
        )
        for mail in self.read(make_notice(words)):
            self.assertEqual(mail.subject, f"Local offer published: {self.ARABIC}")
            self.assertIn(f"\u2068{self.ARABIC}\u2069 has published", mail.text)
            self.assertIn(f"<bdi>{self.ARABIC}</bdi> has published", mail.html)
            root = BeautifulSoup(mail.html, "html.parser").html
            self.assertEqual(root.attrs, {"lang": "en-gb"})

    def test_an_english_name_is_kept_apart_in_an_urdu_email(self) -> None:
        words = write_words(
            "updated",
            make_news(
                setting_name=self.ENGLISH, changes=[{"heading": "Health", "url": URL}]
            ),
            make_council(language="ur"),
        )
        for mail in self.read(make_notice(words)):
            self.assertTrue(mail.text.startswith(f"\u2068{self.ENGLISH}\u2069 "))
            soup = BeautifulSoup(mail.html, "html.parser")
            self.assertEqual(soup.html.attrs, {"lang": "ur", "dir": "rtl"})
            self.assertEqual(soup.h1.bdi.get_text(), self.ENGLISH)
            self.assertEqual(soup.select_one("li a")["dir"], "auto")
            # Otherwise the slash at its end would come first.
            self.assertEqual(soup.select_one("p > a")["dir"], "ltr")

    def test_a_name_that_runs_like_the_email_has_no_marks(self) -> None:
        for language, name in (("", self.ENGLISH), ("ur", self.ARABIC)):
            with self.subTest(language):
                words = write_words(
                    "published",
                    make_news(setting_name=name),
                    make_council(language=language),
                )
                for mail in self.read(make_notice(words)):
                    self.assertNotIn("\u2068", mail.text)
                    self.assertIn(name, mail.text)

    def test_a_name_cannot_turn_the_line_around(self) -> None:
        words = write_words(
            "published",
            make_news(setting_name="\u202eknaB\u202c nrohtwaH\u2067"),
            make_council(),
        )
        for mail in self.read(make_notice(words)):
            for text in (mail.subject, mail.text, mail.html):
                self.assertIn("knaB nrohtwaH", text)
                self.assertNotRegex(text, "[\u202a-\u202e\u2066-\u2069]")


class RecipientTests(MailTestCase):
    def test_each_recipient_gets_the_same_message_and_sees_no_other(self) -> None:
        words = write_words("published", make_news(), make_council())
        notice = make_notice(words)
        addresses = [COUNCIL_EMAIL, "team@alderbeck.example", SENCO_EMAIL]
        received = self.send(*[build_message(notice, address) for address in addresses])
        self.assertEqual([one.recipients for one in received], [[a] for a in addresses])
        for parse in PARSERS:
            mails = list(map(parse, received))
            self.assertEqual(
                [mail.to for mail in mails], [[("", a)] for a in addresses]
            )
            self.assertEqual({mail.message_id for mail in mails}, {notice.message_id})
            for mail in mails:
                self.assertEqual(
                    (mail.text, mail.html), (notice.text_body, notice.html_body)
                )

    def test_a_test_message_is_the_notice_and_says_what_it_is(self) -> None:
        notice = make_notice(write_words("published", make_news(), make_council()))
        (received,) = self.send(build_test(notice, "editor@hawthornbank.school"))
        self.assertEqual(received.recipients, ["editor@hawthornbank.school"])
        for parse in PARSERS:
            with self.subTest(parse.__name__):
                mail = parse(received)
                self.assertEqual(mail.subject, f"Test: {notice.subject}")
                self.assertEqual(mail.reply_to, [("", SENCO_EMAIL)])
                self.assertNotEqual(mail.message_id, notice.message_id)
                self.assertEqual(
                    (mail.text, mail.html), (notice.text_body, notice.html_body)
                )


class DailyTests(MailTestCase):
    def make_notices(self) -> list[Any]:
        kinds = ("published", "updated", "moved", "withdrawn")
        notices = []
        for number in reversed(range(40)):
            kind = kinds[number % 4]
            url = f"https://school-{number:02}.example/local-offer/"
            changes = [
                {"heading": f"Section {i}", "url": f"{url}#section-{i}"}
                for i in range(3)
            ]
            notices.append(
                SimpleNamespace(
                    kind=kind,
                    council_name="Alderbeck Council",
                    **make_news(
                        setting_name=f"School {number:02} Tŷ",
                        url=url,
                        previous_url=f"{url}old/" if kind == "moved" else "",
                        changes=changes if kind in ("updated", "moved") else [],
                        reply_to=f"senco@school-{number:02}.example",
                    ),
                )
            )
        return notices

    def test_one_email_has_the_news_of_forty_settings(self) -> None:
        notices = self.make_notices()
        words = write_daily(notices, make_council(email_opening="Ref. LO/7"))
        notice = make_notice(words, reply_to="", bundle="<2@hawthornbank.school>")
        for mail in self.read(notice):
            self.assertEqual(mail.subject, "SEND local offers: news of 40 settings")
            self.assertTrue(mail.text.startswith("Ref. LO/7\n\n"))
            soup = BeautifulSoup(mail.html, "html.parser")
            names = [f"School {number:02} Tŷ" for number in range(40)]
            self.assertEqual([h2.get_text() for h2 in soup.find_all("h2")], names)
            lines = mail.text.split("\n")
            self.assertEqual([line for line in lines if line in names], names)
            links = list_links(mail.html)
            for notice in notices:
                with self.subTest(notice.setting_name):
                    for address in filter(None, (notice.url, notice.previous_url)):
                        self.assertIn(address, lines)
                        self.assertIn(address, soup.get_text("\n").split("\n"))
                    for change in notice.changes:
                        self.assertIn(f"  {change['url']}", lines)
                        self.assertIn(change["url"], links)
                    self.assertIn(f"Questions about it: {notice.reply_to}", lines)
