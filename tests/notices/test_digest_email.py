"""The one email about many settings: a table first, then the details, and one file."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any

from bs4 import BeautifulSoup
from django.test import SimpleTestCase, TestCase
from wagtail.models import Page, Site

from tests.builders import complete_offer, lancashire
from tests.mailserver import MailServer
from tests.notices.test_emails import CHANGES, make_council, make_news
from tests.support import HOSTNAME, PublicSiteTestCase, make_notice
from wagtail_localoffer.mail.writing import Words
from wagtail_localoffer.models import Council, CouncilNotice, CouncilNoticeSettings
from wagtail_localoffer.notices.attachments import list_attachments
from wagtail_localoffer.notices.delivery import deliver_due
from wagtail_localoffer.notices.emails import MANY, ROOM, write_daily

#: What a council may have to do with in one email, at the start of a school year.
NUMBER = 200
KINDS = ("published", "updated", "moved", "withdrawn")


def make_school(number: int, kind: str = "published", **changes: Any) -> Any:
    values = {
        "entry": {"reference": f"URN {100_000 + number}"},
        # As long as one with a signature.
        "answer_url": f"https://trust.example/answer/{number:0>180}/",
    }
    return make_news(f"School {number:03}", kind, **(values | changes))


def quote(was: str, now: str) -> dict[str, Any]:
    return {**CHANGES[0], "was": [was], "now": [now]}


def read_table(words: Words) -> list[list[str]]:
    soup = BeautifulSoup(words.html, "html.parser")
    return [
        [cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])]
        for row in soup.find("table").find_all("tr")
    ]


class TestTheTable(SimpleTestCase):
    def test_it_names_each_setting_its_number_and_what_happened(self) -> None:
        words = write_daily(
            [
                make_school(1, "moved", changes=CHANGES[:1]),
                make_school(2, "updated", changes=CHANGES),
                make_school(3),
            ],
            make_council(),
        )
        self.assertEqual(
            read_table(words),
            [
                ["Setting", "Number", "News"],
                ["School 001", "URN 100001", "Moved: 1 section changed"],
                ["School 002", "URN 100002", "Updated: 2 sections"],
                ["School 003", "URN 100003", "Published"],
            ],
        )

    def test_it_comes_before_all_details(self) -> None:
        words = write_daily([make_school(1), make_school(2)], make_council())
        self.assertLess(words.html.index("<table"), words.html.index("<h2"))
        self.assertLess(
            words.text.index("- School 002 (URN 100002)"), words.text.index("---")
        )

    def test_a_name_leads_to_the_offer_unless_there_is_none_any_more(self) -> None:
        notices = [make_school(1), make_school(2, "withdrawn")]
        soup = BeautifulSoup(write_daily(notices, None).html, "html.parser")
        links = [link["href"] for link in soup.find("table").find_all("a")]
        self.assertEqual(links, [notices[0].url])

    def test_the_text_has_the_same_with_the_addresses(self) -> None:
        notices = [make_school(1), make_school(2, "updated", changes=CHANGES)]
        words = write_daily(notices, None)
        self.assertIn(
            f"- School 002 (URN 100002)\n  Updated: 2 sections\n  {notices[1].url}\n",
            words.text,
        )

    def test_one_setting_needs_none(self) -> None:
        words = write_daily([make_school(1)], None)
        self.assertNotIn("<table", words.html)
        self.assertNotIn("All at a glance", words.text)

    def test_two_schools_of_one_name_are_told_apart_by_their_numbers(self) -> None:
        notices = [
            make_news("St Mary’s", entry={"reference": reference}, url=f"{url}offer/")
            for reference, url in (
                ("URN 1", "https://one.example/"),
                ("URN 2", "https://two.example/"),
            )
        ]
        words = write_daily(notices, None)
        self.assertEqual(words.subject, "SEND local offers: news of 2 settings")
        soup = BeautifulSoup(words.html, "html.parser")
        self.assertEqual(
            [heading.get_text() for heading in soup.find_all("h2")],
            ["St Mary’s (URN 1)", "St Mary’s (URN 2)"],
        )

    def test_two_nurseries_of_one_name_without_numbers_are_two(self) -> None:
        hosts = ("one.example", "two.example")
        notices = [
            make_news("Little Acorns", url=f"https://{host}/offer/") for host in hosts
        ]
        words = write_daily(notices, None)
        self.assertEqual(words.subject, "SEND local offers: news of 2 settings")


class TestItsLength(SimpleTestCase):
    def test_a_few_settings_are_quoted_in_full(self) -> None:
        change = quote("a" * 3000, "b" * 3000)
        words = write_daily(
            [make_school(n, "updated", changes=[change]) for n in range(3)], None
        )
        self.assertEqual(words.text.count("b" * 3000), 3)

    def test_of_many_each_has_the_same_share(self) -> None:
        share = ROOM // MANY
        changes = [quote("a" * (share // 2), "b" * (share // 2)), quote("c", "d")]
        words = write_daily(
            [make_school(n, "updated", changes=changes) for n in range(MANY)], None
        )
        self.assertEqual(words.text.count("b" * (share // 2)), MANY)
        # For the second there is no room left: it is named.
        self.assertEqual(words.text.count("Too long to quote here."), MANY)
        self.assertEqual(words.html.count("Too long to quote here."), MANY)

    def test_what_is_short_is_quoted_after_what_is_too_long(self) -> None:
        changes = [quote("a" * ROOM, "b"), quote("01632 960001", "01632 960002")]
        words = write_daily(
            [make_school(n, "updated", changes=changes) for n in range(2)], None
        )
        self.assertEqual(words.text.count("01632 960002"), 2)

    def test_the_notice_keeps_what_the_email_has_no_room_for(self) -> None:
        notice = make_school(1, "updated", changes=[quote("a" * ROOM, "b")])
        write_daily([notice, make_school(2)], None)
        self.assertEqual(notice.changes, [quote("a" * ROOM, "b")])

    def make_long(self) -> tuple[list[Any], Words]:
        changes = [quote("01632 960001", "01632 960002"), quote("a" * 400, "b" * 400)]
        notices = [
            make_school(n, kind, changes=[] if n % 4 in (0, 3) else changes)
            for n in range(NUMBER)
            for kind in [KINDS[n % 4]]
        ]
        return notices, write_daily(notices, make_council())

    def test_two_hundred_settings_are_all_in_the_table_with_a_way_to_answer(
        self,
    ) -> None:
        notices, words = self.make_long()
        rows = read_table(words)[1:]
        self.assertEqual(
            [row[0] for row in rows], [notice.setting_name for notice in notices]
        )
        soup = BeautifulSoup(words.html, "html.parser")
        links = {link["href"] for link in soup.find("table").find_all("a")}
        for notice in notices:
            self.assertIn(notice.answer_url, links)
            self.assertIn(notice.answer_url, words.text)

    def test_of_two_hundred_the_details_say_what_the_table_does_not(self) -> None:
        notices, words = self.make_long()
        soup = BeautifulSoup(words.html, "html.parser")
        self.assertEqual(
            [heading.get_text().split(" (")[0] for heading in soup.find_all("h2")],
            [each.setting_name for each in notices if each.kind != "published"],
        )
        for notice in notices:
            if notice.kind == "moved":
                self.assertIn(notice.previous_url, words.text)
        # What is short is quoted.
        self.assertEqual(words.text.count("01632 960002"), NUMBER // 2)
        self.assertNotIn("b" * 400, words.text)

    def test_of_two_hundred_each_says_whom_to_ask_where_a_reply_reaches_nobody(
        self,
    ) -> None:
        notices = [
            make_school(n, KINDS[n % 4], reply_to=f"senco@school-{n:03}.example")
            for n in range(NUMBER)
        ]
        words = write_daily(notices, None)
        for notice in notices:
            asked = f"Questions about it: {notice.reply_to}"
            self.assertEqual(words.html.count(asked), 1)
            self.assertEqual(words.text.count(asked), 1)

    def test_it_speaks_of_no_answer_where_nobody_can_give_one(self) -> None:
        notices = [make_school(n, "updated", answer_url="") for n in range(NUMBER)]
        words = write_daily(notices, None)
        self.assertNotIn("With “Answer”", words.html)
        self.assertNotIn("With “Answer”", words.text)
        self.assertIn("Below the table", words.html)
        self.assertIn("Below the list", words.text)

    def test_it_speaks_of_no_details_where_the_table_says_all(self) -> None:
        words = write_daily([make_school(n) for n in range(NUMBER)], None)
        self.assertNotIn("Below the table", words.html)
        self.assertNotIn("Below the list", words.text)
        self.assertIn("With “Answer”", words.html)
        self.assertIn("With “Answer”", words.text)

    def test_two_hundred_settings_make_an_email_that_programs_show(self) -> None:
        _notices, words = self.make_long()
        self.assertLess(len(words.html.encode()), 200_000)

    def test_those_that_show_102_kb_show_the_whole_table(self) -> None:
        notices = [
            make_school(
                n,
                setting_name=f"Hawthorn Bank Primary School {n}",
                url=f"https://www.hawthornbank-{n}.lancs.sch.uk/send/our-local-offer/",
            )
            for n in range(NUMBER)
        ]
        html = write_daily(notices, None).html.encode()
        self.assertLess(html.index(b"</table>"), 102_000)


class TestOneEmailForAllSites(PublicSiteTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.server = self.enterContext(MailServer())
        self.enterContext(self.server.settings())
        lancashire()
        Council.objects.update(digest="weekly")

    def add_site(self) -> Page:
        root = Page.objects.get(depth=1).add_child(
            instance=Page(title="Trust", slug="trust")
        )
        site = Site.objects.create(hostname=f"trust.{HOSTNAME}", root_page=root)
        CouncilNoticeSettings.objects.create(site=site, from_email="t@trust.example")
        Site.clear_site_root_paths_cache()
        return root

    def deliver(self) -> None:
        CouncilNotice.objects.update(next_attempt_at="2020-01-01T00:00Z")
        deliver_due()

    def test_settings_of_several_sites_are_in_it(self) -> None:
        for parent in (Site.objects.get().root_page, self.add_site()):
            self.publish(complete_offer(parent=parent))
        self.assertEqual(
            len(set(CouncilNotice.objects.values_list("site", flat=True))), 2
        )
        self.deliver()
        (message,) = self.server.received
        for notice in CouncilNotice.objects.all():
            self.assertIn(notice.url, message.part("plain"))


class TestSizeOfItsFile(SimpleTestCase):
    def list_names(self, length: int) -> list[str]:
        """Name the files about settings that each say so much."""
        notices = [
            make_school(n, entry={"record": {"support_description": "a" * length}})
            for n in range(NUMBER)
        ]
        return [each.name for each in list_attachments(notices)]

    def test_the_spreadsheet_goes_where_both_files_are_too_much(self) -> None:
        # About 2,500 words each, as schools write them.
        self.assertEqual(self.list_names(15_000), ["LO-NEWS.csv"])

    def test_nothing_goes_that_no_server_takes(self) -> None:
        self.assertEqual(self.list_names(30_000), [])


class TestItsFile(TestCase):
    def setUp(self) -> None:
        super().setUp()
        self.server = self.enterContext(MailServer())
        self.enterContext(self.server.settings())

    def make_school(self, number: int, **entry: Any) -> CouncilNotice:
        name = f"School {number:03}"
        record = {"name": name, "url": f"https://{number}.example/"}
        return make_notice(
            daily=True,
            weekly=True,
            setting_name=name,
            entry={"record": record, **entry},
        )

    def read_csv(self) -> list[dict[str, str]]:
        (received,) = self.server.received
        parts = [part for part in received.message.walk() if part.get_filename()]
        self.assertEqual(
            [part.get_filename() for part in parts], ["LO-NEWS.csv", "LO-NEWS.json"]
        )
        text = parts[0].get_payload(decode=True).decode("utf-8-sig")
        return list(csv.DictReader(StringIO(text)))

    def test_it_has_a_line_for_each_of_two_hundred_settings(self) -> None:
        for number in range(NUMBER):
            self.make_school(number)
        self.assertEqual(deliver_due(), {"sent": NUMBER})
        self.assertEqual(
            [row["name"] for row in self.read_csv()],
            [f"School {number:03}" for number in range(NUMBER)],
        )

    def test_it_has_the_columns_that_the_council_asked_for_last(self) -> None:
        self.make_school(1, columns=[["Address", "url"]])
        self.make_school(2, columns=[["School name", "name"]])
        deliver_due()
        self.assertEqual(
            self.read_csv(),
            [{"School name": "School 001"}, {"School name": "School 002"}],
        )
