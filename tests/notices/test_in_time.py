"""What is due goes out: neither newer news, a clock nor a server postpones it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from unittest import mock
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.test import TestCase, override_settings
from django.utils import timezone
from wagtail.models import Site

from tests.builders import complete_offer
from tests.mailserver import ClosedPort, MailServer
from tests.smtp_script import CLOSE, ScriptedServer
from tests.support import PublicSiteTestCase, make_notice, make_notices
from wagtail_localoffer.models import (
    ChannelDelivery,
    CouncilNotice,
    CouncilNoticeSettings,
)
from wagtail_localoffer.notices.delivery import (
    claim,
    deliver_due,
    heed_clock,
    list_ready,
)
from wagtail_localoffer.notices.monitoring import get_undelivered
from wagtail_localoffer.notices.planner import announce_all
from wagtail_localoffer.notices.schedule import next_daily

LONDON = ZoneInfo("Europe/London")


def at(moment: datetime) -> Any:
    """The clock of the project, stopped."""
    return mock.patch.object(timezone, "now", return_value=moment)


def on_day(day: int, hour: int, minute: int = 0) -> datetime:
    start = datetime(2026, 10, 20, tzinfo=LONDON)
    # By the clock on the wall: summer time ends on the fifth day.
    return (start + timedelta(days=day)).replace(hour=hour, minute=minute)


@override_settings(TIME_ZONE="Europe/London")
class DailyTestCase(PublicSiteTestCase):
    def setUp(self) -> None:
        super().setUp()
        timezone.get_default_timezone.cache_clear()
        CouncilNoticeSettings.objects.create(
            site=Site.objects.get(is_default_site=True), daily=True
        )
        self.server = self.enterContext(MailServer())
        self.enterContext(self.server.settings())
        with at(on_day(0, 9)):
            self.offer = self.publish(complete_offer(setting_name="Day 0"))

    def edit(self, moment: datetime, name: str) -> None:
        with at(moment):
            self.offer.setting_name = name
            self.publish(self.offer)

    def run_cron(self, moment: datetime) -> None:
        """Do what ``send_council_notices`` does, at its seams."""
        with at(moment):
            list(announce_all())
            deliver_due()

    def texts(self) -> list[str]:
        return [received.part("plain") for received in self.server.received]


class TestEditsAroundTheHour(DailyTestCase):
    def test_an_edit_each_day_between_the_hour_and_the_run_keeps_no_email_back(
        self,
    ) -> None:
        for day in range(10):
            if day:
                self.edit(on_day(day, 17, 2), f"Day {day}")
            self.run_cron(on_day(day, 17, 5))
        # On the second day the first edit waits for its own hour, as it was told a
        # day before that there is an offer. From then on each email has the newest.
        told = [
            max(day for day in range(10) if f"Day {day}" in text)
            for text in self.texts()
        ]
        self.assertEqual(told, [0, 2, 4, 6, 8])

    @pytest.mark.nightly
    def test_at_no_run_is_a_council_more_than_a_day_behind(self) -> None:
        for minute in (0, 1, 4, 5, 6, 59):
            with self.subTest(minute):
                self.check_ten_days(minute)

    def check_ten_days(self, minute: int) -> None:
        behind_since: datetime | None = None
        for day in range(20, 30):
            moment = on_day(day, 17, minute)
            self.edit(moment, f"{minute} past on day {day}")
            behind_since = behind_since or moment
            run = on_day(day, 17, 5) if minute < 5 else on_day(day, 18)
            self.run_cron(run)
            waiting = CouncilNotice.objects.filter(status="pending")
            if waiting.exists():
                self.assertLess(run - behind_since, timedelta(days=1))
            else:
                behind_since = None
                newest = CouncilNotice.objects.filter(status="sent").first()
                self.assertEqual(newest.setting_name, f"{minute} past on day {day}")

    def test_what_is_undone_and_done_again_around_the_hour_goes_with_the_email(
        self,
    ) -> None:
        with at(on_day(0, 17, 1)):
            self.unpublish(self.offer)
        with at(on_day(0, 17, 2)):
            self.publish(self.offer)
        self.run_cron(on_day(0, 17, 5))
        self.assertEqual(len(self.texts()), 1)

    def test_what_was_undone_before_the_hour_is_new_when_it_is_done_again(self) -> None:
        with at(on_day(0, 16)):
            self.unpublish(self.offer)
        with at(on_day(0, 17, 2)):
            self.publish(self.offer)
        self.run_cron(on_day(0, 17, 5))
        self.assertEqual(self.texts(), [])
        self.run_cron(on_day(1, 17, 5))
        self.assertEqual(len(self.texts()), 1)

    def test_an_edit_before_the_hour_goes_with_the_same_email(self) -> None:
        self.edit(on_day(0, 16), "The newest name")
        self.run_cron(on_day(0, 17, 5))
        (text,) = self.texts()
        self.assertIn("The newest name", text)

    def test_no_second_email_of_a_day_follows_the_first(self) -> None:
        self.run_cron(on_day(0, 17, 5))
        self.edit(on_day(0, 17, 30), "The newest name")
        self.run_cron(on_day(0, 23))
        self.assertEqual(len(self.texts()), 1)


@pytest.mark.nightly
class TestWhileTheServerIsDown(DailyTestCase):
    def pass_ten_days_without_a_server(self) -> None:
        with ClosedPort() as port, port.settings():
            for day in range(10):
                self.edit(on_day(day, 17, 2), f"Day {day}, again")
                with self.assertLogs("wagtail_localoffer", "WARNING"):
                    self.run_cron(on_day(day, 17, 5))

    def test_the_newest_goes_at_the_first_run_with_a_server(self) -> None:
        self.pass_ten_days_without_a_server()
        self.edit(on_day(10, 9), "The newest name")
        self.run_cron(on_day(10, 9, 5))
        (text,) = self.texts()
        self.assertIn("The newest name", text)

    def test_monitoring_says_since_when_the_council_waits(self) -> None:
        self.pass_ten_days_without_a_server()
        self.edit(on_day(10, 9), "The newest name")
        with at(on_day(10, 9)):
            found = get_undelivered()
        # One of the days had 25 hours.
        self.assertEqual(found.oldest_minutes, (9 * 24 + 1 + 16) * 60)
        self.assertEqual(found.notices, 1)

    def test_news_that_goes_at_once_is_as_late_as_what_it_replaces(self) -> None:
        CouncilNoticeSettings.objects.update(daily=False)
        with ClosedPort() as port, port.settings():
            for minute in range(0, 60, 10):
                self.edit(on_day(1, 9, minute), f"At {minute} past")
                with self.assertLogs("wagtail_localoffer", "WARNING"):
                    self.run_cron(on_day(1, 9, minute + 5))
        with at(on_day(1, 10)):
            self.assertGreaterEqual(get_undelivered().oldest_minutes, 60)

    def test_what_is_written_meanwhile_is_as_late_as_what_fails(self) -> None:
        for day, daily in ((1, False), (3, True)):
            with self.subTest(daily=daily):
                CouncilNoticeSettings.objects.update(daily=daily)
                self.run_cron(on_day(day, 8))
                self.edit(on_day(day, 9), f"A first name on day {day}")
                with at(on_day(day, 17, 5)):
                    (first,) = claim(list_ready().values_list("pk", flat=True))
                    self.edit(on_day(day, 17, 6), f"A second name on day {day}")
                    first.fail("The mail server is down.", on_day(day, 17, 9))
                self.run_cron(on_day(day, 17, 7))
                newest = CouncilNotice.objects.latest("number")
                self.assertIn(f"A second name on day {day}", newest.text_body)
                self.assertEqual(newest.status, "sent")
                self.assertEqual(newest.due_at, first.due_at)


class TestAClockThatWasAhead(PublicSiteTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.server = self.enterContext(MailServer())
        self.enterContext(self.server.settings())

    def write_ahead(self, days: int, *, daily: bool = False) -> CouncilNotice:
        CouncilNoticeSettings.objects.create(
            site=Site.objects.get(is_default_site=True), daily=daily
        )
        with at(timezone.now() + timedelta(days=days)):
            self.publish(complete_offer())
        return CouncilNotice.objects.get()

    def test_what_was_never_tried_is_due_now(self) -> None:
        for days in (2, 3650):
            with self.subTest(days):
                notice = self.write_ahead(days)
                self.assertEqual([each.pk for each in list_ready()], [notice.pk])
                self.assertEqual(get_undelivered().notices, 1)
                self.assertEqual(deliver_due(), {"sent": 1})
                CouncilNotice.objects.all().delete()
                CouncilNoticeSettings.objects.all().delete()

    def test_a_daily_email_is_due_at_the_next_hour(self) -> None:
        notice = self.write_ahead(2, daily=True)
        call_command("send_council_notices", verbosity=0, stdout=mock.Mock())
        notice.refresh_from_db()
        self.assertEqual(notice.status, "pending")
        self.assertLess(notice.next_attempt_at, timezone.now() + timedelta(hours=26))

    def test_what_it_has_tried_is_tried_again_within_half_a_day(self) -> None:
        self.check_that_it_goes(attempts=3)

    def test_what_it_has_claimed_is_sent(self) -> None:
        self.check_that_it_goes(attempts=1, status="sending", claim="a")

    def check_that_it_goes(self, **values: Any) -> None:
        notice = self.write_ahead(0)
        CouncilNotice.objects.filter(pk=notice.pk).update(
            next_attempt_at=timezone.now() + timedelta(days=2), **values
        )
        call_command("send_council_notices", verbosity=0, stdout=mock.Mock())
        notice.refresh_from_db()
        self.assertEqual(notice.status, "sent")


def meet(verb: str, answer: str) -> Callable[[], None]:
    def deliver() -> None:
        with ScriptedServer({verb: answer}) as server, server.settings():
            deliver_due()

    return deliver


def retry_what_failed() -> None:
    CouncilNotice.objects.update(status="failed", next_attempt_at=None, attempts=8)
    CouncilNotice.objects.retry()


@pytest.mark.portable
class TestAClockThatWentAheadLater(TestCase):
    """It was right when the notices were written, and is again."""

    def test_what_it_did_in_the_meantime_postpones_nothing(self) -> None:
        deeds = {
            "put off": meet("RCPT", "421 enough"),
            "given back": meet("MAIL", CLOSE),
            "tried": meet("RCPT", "451 4.7.1 greylisted"),
            "retried": retry_what_failed,
        }
        for days in (1, 3650):
            for name, deed in deeds.items():
                for daily in (False, True):
                    with self.subTest(name, days=days, daily=daily):
                        self.check(deed, days, daily=daily)

    def check(self, deed: Callable[[], None], days: int, *, daily: bool) -> None:
        CouncilNotice.objects.all().delete()
        now = timezone.now()
        due = now - timedelta(hours=3)
        make_notices(3, daily=daily, due_at=due, next_attempt_at=due)
        with at(now + timedelta(days=days)):
            deed()
        self.assertFalse(CouncilNotice.objects.due().exists())
        heed_clock()
        self.assertEqual(CouncilNotice.objects.due().count(), 3)
        # Nor is it any less late.
        self.assertEqual(get_undelivered().oldest_minutes, 180)

    def test_what_still_waits_for_its_hour_goes_on_waiting(self) -> None:
        hour = next_daily(timezone.now(), 17)
        notice = make_notice(daily=True, due_at=hour, next_attempt_at=hour)
        old = make_notice(daily=True, next_attempt_at=hour)
        ahead = make_notice(daily=True, next_attempt_at=hour + timedelta(days=2))
        heed_clock()
        for each in (notice, old, ahead):
            each.refresh_from_db()
            self.assertEqual(each.next_attempt_at, hour)


class TestRowsOfChannels(TestCase):
    def test_a_clock_that_was_ahead_keeps_nothing_from_a_channel(self) -> None:
        for hours in (1, 48):
            with self.subTest(hours):
                with at(timezone.now() + timedelta(hours=hours)):
                    row = ChannelDelivery.objects.create(
                        notice=make_notice(),
                        channel="a.B",
                        next_attempt_at=timezone.now(),
                    )
                self.assertFalse(row.is_due)
                heed_clock()
                row.refresh_from_db()
                self.assertTrue(row.is_due)

    def test_a_wait_that_is_meant_stays(self) -> None:
        later = timezone.now() + timedelta(hours=11)
        row = ChannelDelivery.objects.create(
            notice=make_notice(), channel="a.B", attempts=3, next_attempt_at=later
        )
        ChannelDelivery.objects.heed_clock(timedelta(hours=12), timedelta(minutes=15))
        row.refresh_from_db()
        self.assertEqual(row.next_attempt_at, later)
