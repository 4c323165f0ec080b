"""One email a day to each council."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from unittest import mock
from zoneinfo import ZoneInfo

from django.db import (
    InterfaceError,
    OperationalError,
    ProgrammingError,
    connection,
)
from django.template import TemplateSyntaxError
from django.test import SimpleTestCase, TestCase, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Site

from tests.builders import complete_offer, lancashire
from tests.mailserver import ClosedPort, MailServer, Manner
from tests.smtp_script import ScriptedServer
from tests.support import (
    HOSTNAME,
    PublicSiteTestCase,
    make_notice,
    make_notices,
    set_hostname,
)
from wagtail_localoffer.choices import NoticeStatus
from wagtail_localoffer.models import Council, CouncilNotice, CouncilNoticeSettings
from wagtail_localoffer.notices.delivery import claim, deliver, deliver_due, email
from wagtail_localoffer.notices.delivery.email import NoticeTransport
from wagtail_localoffer.notices.emails import write_daily
from wagtail_localoffer.notices.planner import announce, announce_all
from wagtail_localoffer.notices.schedule import next_daily

LONDON = ZoneInfo("Europe/London")


class TestTheHour(SimpleTestCase):
    def test_it_is_still_to_come_today(self) -> None:
        now = datetime(2026, 11, 25, 9, 0, tzinfo=LONDON)
        self.assertEqual(
            next_daily(now, 17), datetime(2026, 11, 25, 17, 0, tzinfo=LONDON)
        )

    def test_after_it_comes_tomorrows(self) -> None:
        now = datetime(2026, 11, 25, 17, 0, tzinfo=LONDON)
        self.assertEqual(
            next_daily(now, 17), datetime(2026, 11, 26, 17, 0, tzinfo=LONDON)
        )

    def test_it_is_the_same_by_the_clock_when_summer_time_ends(self) -> None:
        now = datetime(2026, 10, 24, 18, 0, tzinfo=LONDON)
        self.assertEqual(
            timezone.localtime(next_daily(now, 17), LONDON).hour,
            17,
        )


class TestWaiting(PublicSiteTestCase):
    def setUp(self) -> None:
        super().setUp()
        CouncilNoticeSettings.objects.create(
            site=Site.objects.get(is_default_site=True), daily=True
        )

    def test_news_waits_for_the_hour(self) -> None:
        self.publish(complete_offer())
        notice = CouncilNotice.objects.get()
        self.assertTrue(notice.daily)
        self.assertGreater(notice.next_attempt_at, timezone.now())

    def test_the_project_can_set_the_hour(self) -> None:
        for hour in (1, 23):
            values = {"DAILY_EMAIL_HOUR": hour, "DELIVER_ON_PUBLISH": False}
            with self.subTest(hour), override_settings(WAGTAIL_LOCALOFFER=values):
                offer = self.publish(complete_offer())
                notice = CouncilNotice.objects.get(offer_id=offer.pk)
                due_at = timezone.localtime(notice.next_attempt_at)
                self.assertEqual((due_at.hour, due_at.minute), (hour, 0))

    def test_it_is_not_sent_by_itself_before(self) -> None:
        self.publish(complete_offer())
        deliver(CouncilNotice.objects.get().pk)
        self.assertEqual(CouncilNotice.objects.get().status, NoticeStatus.PENDING)

    def test_looking_again_does_not_put_it_off(self) -> None:
        self.publish(complete_offer())
        before = CouncilNotice.objects.get().next_attempt_at
        later = timezone.now() + timedelta(days=3)
        with mock.patch.object(timezone, "now", return_value=later):
            list(announce_all())
        self.assertEqual(CouncilNotice.objects.get().next_attempt_at, before)

    def test_news_that_is_undone_on_the_day_is_not_told(self) -> None:
        offer = self.publish(complete_offer())
        self.unpublish(offer)
        self.assertEqual(CouncilNotice.objects.get().status, NoticeStatus.REPLACED)

    def test_a_site_that_stops_it_sends_at_once(self) -> None:
        offer = self.publish(complete_offer())
        CouncilNoticeSettings.objects.update(daily=False)
        (notice,) = announce(offer.pk)
        self.assertLessEqual(notice.next_attempt_at, timezone.now())


class TestTheEmail(TestCase):
    def setUp(self) -> None:
        super().setUp()
        self.server = self.enterContext(MailServer())
        self.enterContext(
            self.server.settings(WAGTAIL_LOCALOFFER={"CONNECTION_TIMEOUT": 1})
        )

    def make_daily(self, number: int, **values: Any) -> list[CouncilNotice]:
        return [
            make_notice(daily=True, setting_name=f"School {place}", **values)
            for place in range(1, number + 1)
        ]

    def deliver_in_vain(self) -> None:
        with self.assertLogs("wagtail_localoffer", "WARNING"):
            deliver_due()

    def make_due(self) -> None:
        CouncilNotice.objects.exclude(next_attempt_at=None).update(
            next_attempt_at=timezone.now() - timedelta(seconds=1)
        )

    def test_all_news_goes_in_one(self) -> None:
        self.make_daily(40)
        deliver_due()
        (message,) = self.server.received
        for place in range(1, 41):
            self.assertIn(f"School {place}\r\n", message.part("plain"))

    def test_every_notice_is_recorded_as_sent(self) -> None:
        self.make_daily(3)
        self.assertEqual(deliver_due(), {"sent": 3})

    def test_every_notice_keeps_the_email_as_it_was_sent(self) -> None:
        self.make_daily(3)
        deliver_due()
        (received,) = self.server.received
        for notice in CouncilNotice.objects.all():
            self.assertEqual(notice.text_body, received.part("plain").replace("\r", ""))
            self.assertEqual(notice.bundle, received.message["Message-ID"])

    def test_each_council_gets_its_own(self) -> None:
        other = Council.objects.create(name="Other", update_email="o@other.example")
        self.make_daily(2)
        self.make_daily(2, council=other, recipient="o@other.example")
        deliver_due()
        self.assertEqual(
            sorted(received.recipients[0] for received in self.server.received),
            ["o@other.example", "send@council.example"],
        )

    def test_other_notices_are_not_in_it(self) -> None:
        self.make_daily(2)
        make_notices(1)
        deliver_due()
        self.assertEqual(len(self.server.received), 2)

    def test_settings_of_one_site_with_senders_of_their_own_write_as_the_site(
        self,
    ) -> None:
        set_hostname(HOSTNAME)
        site = Site.objects.get(is_default_site=True)
        CouncilNoticeSettings.objects.create(site=site, from_email="t@trust.example")
        for sender in ("a@school.example", "b@school.example"):
            make_notice(daily=True, sender=sender, site=site)
        deliver_due()
        (message,) = self.server.received
        self.assertEqual(message.message["From"], "t@trust.example")

    def test_a_copy_goes_to_each_school_once(self) -> None:
        self.make_daily(2, copy_to="a@school.example")
        make_notice(daily=True, copy_to="b@school.example")
        deliver_due()
        self.assertEqual(
            [received.recipients[0] for received in self.server.received],
            ["send@council.example", "a@school.example", "b@school.example"],
        )

    def test_a_copy_has_the_news_of_its_own_site_alone(self) -> None:
        for name in ("Ash", "Birch"):
            make_notice(
                daily=True,
                setting_name=f"{name} School",
                copy_to=f"{name.lower()}@school.example",
                reply_to=f"senco@{name.lower()}.example",
                entry={"record": {"name": name}, "rows": [["Kept by", f"{name} Tree"]]},
            )
        deliver_due()
        council, ash, _birch = self.server.received
        self.assertIn("Birch School", council.part("plain"))
        self.assertIn("Ash School", ash.part("plain"))
        self.assertNotIn("Birch", ash.message.as_string())
        self.assertEqual(ash.message["Reply-To"], "senco@ash.example")
        files = [part for part in ash.message.walk() if part.get_filename()]
        for file in files:
            self.assertNotIn(b"Birch", file.get_payload(decode=True))
        ids = {each.message["Message-ID"] for each in self.server.received}
        self.assertEqual((len(files), len(ids)), (2, 3))

    def test_a_second_run_sends_nothing(self) -> None:
        self.make_daily(2)
        deliver_due()
        self.assertEqual(deliver_due(), {})

    def test_what_surely_failed_goes_with_the_next(self) -> None:
        self.make_daily(2)
        self.server.manner = Manner.REFUSE_DATA
        self.deliver_in_vain()
        self.assertEqual(
            set(CouncilNotice.objects.values_list("bundle", flat=True)), {""}
        )
        self.server.manner = Manner.ACCEPT
        self.make_daily(1)
        self.make_due()
        deliver_due()
        self.assertEqual(len(self.server.received), 1)
        self.assertEqual(CouncilNotice.objects.filter(status="sent").count(), 3)

    def test_what_a_server_does_not_take_for_now_goes_with_the_next(self) -> None:
        for verb in ("GREETING", "MAIL", "RCPT", "DATA", "MESSAGE"):
            with self.subTest(verb):
                CouncilNotice.objects.all().delete()
                self.server.received.clear()
                self.make_daily(2)
                with ScriptedServer({verb: "421 enough"}) as busy, busy.settings():
                    self.deliver_in_vain()
                self.make_daily(1)
                self.make_due()
                self.assertEqual(deliver_due(), {"sent": 3})
                self.assertEqual(len(self.server.received), 1)

    def test_what_is_given_back_goes_with_the_next(self) -> None:
        self.make_daily(2)
        self.give_back()
        self.make_daily(1)
        deliver_due()
        self.assertEqual(len(self.server.received), 1)

    def test_what_may_have_arrived_is_kept_as_it_was_while_nothing_is_taken(
        self,
    ) -> None:
        self.make_daily(2)
        self.server.manner = Manner.ACCEPT_AND_DROP
        self.deliver_in_vain()
        self.make_due()
        with ScriptedServer({"RCPT": "421 enough"}) as busy, busy.settings():
            self.deliver_in_vain()
        self.make_due()
        self.give_back()
        self.server.manner = Manner.ACCEPT
        self.make_daily(1)
        self.make_due()
        deliver_due()
        ids = [message["Message-ID"] for message in self.server.messages]
        self.assertEqual(len(ids), 3)
        self.assertEqual(ids.count(ids[0]), 2)

    def give_back(self) -> None:
        transport = NoticeTransport()
        (letter,) = transport.claim(1)
        transport.give_back(letter)

    def test_what_may_have_arrived_is_sent_again_as_it_was(self) -> None:
        self.make_daily(2)
        self.server.manner = Manner.ACCEPT_AND_DROP
        self.deliver_in_vain()
        self.server.manner = Manner.ACCEPT
        self.make_daily(1)
        self.make_due()
        deliver_due()
        first, again, other = self.server.received
        self.assertEqual(first.message["Message-ID"], again.message["Message-ID"])
        self.assertEqual(first.part("plain"), again.part("plain"))
        self.assertNotEqual(other.message["Message-ID"], first.message["Message-ID"])

    def test_it_is_not_sent_as_it_was_if_a_part_is_out_of_date(self) -> None:
        first, _second = self.make_daily(2)
        self.server.manner = Manner.ACCEPT_AND_DROP
        self.deliver_in_vain()
        CouncilNotice.objects.filter(pk=first.pk).update(
            status=NoticeStatus.REPLACED, next_attempt_at=None
        )
        self.server.manner = Manner.ACCEPT
        self.make_due()
        deliver_due()
        self.assertNotIn("School 1\r\n", self.server.received[-1].part("plain"))

    def test_nor_if_a_part_has_gone_out_in_another_since(self) -> None:
        first, second = self.make_daily(2)
        self.server.manner = Manner.ACCEPT_AND_DROP
        self.deliver_in_vain()
        self.server.manner = Manner.ACCEPT
        # One of them has been tried before, and waits for longer.
        for notice in (first, second):
            CouncilNotice.objects.filter(pk=notice.pk).update(
                next_attempt_at=timezone.now() - timedelta(seconds=1)
            )
            deliver_due()
        _dropped, *texts = (each.part("plain") for each in self.server.received)
        self.assertEqual(
            [("School 1" in text, "School 2" in text) for text in texts],
            [(True, False), (False, True)],
        )

    def test_a_server_that_is_down_costs_each_one_try(self) -> None:
        self.make_daily(2)
        with ClosedPort() as port, port.settings():
            self.deliver_in_vain()
        self.assertEqual(
            list(CouncilNotice.objects.values_list("status", "attempts")),
            [("pending", 1), ("pending", 1)],
        )

    @contextmanager
    def failing(self, error: Exception) -> Iterator[None]:
        """The email to Lancashire can't be written, and others can."""

        def write(notices: Any, council: Council) -> Any:
            if council.pk == lancashire().pk:
                raise error
            return write_daily(notices, council)

        with mock.patch.object(email, "write_daily", write):
            yield

    def test_one_that_a_template_breaks_is_tried_again_and_stops_no_other(self) -> None:
        other = Council.objects.create(
            name="Alderbeck", update_email="send@alderbeck.example"
        )
        for error in (
            TemplateSyntaxError("Invalid block tag"),
            PermissionError("daily.txt"),
            ProgrammingError("no such table"),
        ):
            CouncilNotice.objects.all().delete()
            broken = self.make_daily(2)
            self.make_daily(1, council=other, recipient=other.update_email)
            with self.subTest(error), self.failing(error), self.assertLogs():
                self.assertEqual(deliver_due(), {"pending": 2, "sent": 1})
            for notice in broken:
                notice.refresh_from_db()
                self.assertEqual((notice.attempts, notice.uncertain), (1, False))
                self.assertIn(
                    "The email with all news of the council can’t be written",
                    notice.reason,
                )
                self.assertGreater(notice.next_attempt_at, timezone.now())
            self.make_due()
            deliver_due()
            broken[0].refresh_from_db()
            self.assertEqual(broken[0].status, NoticeStatus.SENT)

    def test_one_that_the_database_breaks_off_is_given_back(self) -> None:
        for error in (OperationalError("gone"), InterfaceError("closed")):
            CouncilNotice.objects.all().delete()
            self.make_daily(2)
            with (
                self.subTest(error),
                self.failing(error),
                self.assertRaises(type(error)),
            ):
                deliver_due()
            for notice in CouncilNotice.objects.all():
                self.assertTrue(notice.is_due)
                self.assertEqual((notice.attempts, notice.claim), (0, ""))

    def test_one_that_somebody_else_sends_is_left_out(self) -> None:
        first, _second = self.make_daily(2)
        claim([first.pk])
        deliver_due()
        self.assertNotIn("School 1\r\n", self.server.received[0].part("plain"))

    def test_it_counts_as_one_email(self) -> None:
        self.make_daily(5)
        self.make_daily(5, recipient="other@council.example")
        self.assertEqual(deliver_due(limit=1), {"sent": 5})

    def test_a_council_whose_record_is_gone_gets_it_all_the_same(self) -> None:
        self.make_daily(2, council=None)
        self.assertEqual(deliver_due(), {"sent": 2})

    def test_replies_go_to_the_one_address_that_all_have(self) -> None:
        self.make_daily(2, reply_to="office@trust.example")
        deliver_due()
        self.assertEqual(self.server.messages[0]["Reply-To"], "office@trust.example")

    def test_a_second_try_still_says_whom_to_ask(self) -> None:
        self.make_daily(1, reply_to="a@school.example")
        self.make_daily(1, reply_to="b@school.example")
        self.server.manner = Manner.REFUSE_DATA
        self.deliver_in_vain()
        self.server.manner = Manner.ACCEPT
        self.make_due()
        deliver_due()
        words = self.server.received[0].part("plain")
        self.assertIn("a@school.example", words)
        self.assertIn("b@school.example", words)

    def test_each_notice_has_its_own_tries(self) -> None:
        tired = self.make_daily(1, attempts=7)[0]
        fresh = self.make_daily(1)[0]
        self.server.manner = Manner.REFUSE_DATA
        self.deliver_in_vain()
        tired.refresh_from_db()
        fresh.refresh_from_db()
        self.assertEqual((tired.status, fresh.status), ("failed", "pending"))

    def test_it_costs_the_same_queries_for_many(self) -> None:
        lancashire()
        counts = []
        for number in (2, 20):
            self.make_daily(number)
            with CaptureQueriesContext(connection) as queries:
                deliver_due()
            # Each is recorded by itself.
            counts.append(len(queries) - number)
        self.assertEqual(counts[0], counts[1])
