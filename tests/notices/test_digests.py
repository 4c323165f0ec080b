"""How often a council is told is its own choice, and changing it delays nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest import mock
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction
from django.test import SimpleTestCase, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from wagtail.models import Site

from tests.admin.notice_case import NoticeAdminTestCase
from tests.builders import complete_offer, lancashire
from tests.mailserver import ClosedPort, MailServer
from tests.support import PublicSiteTestCase, make_notice
from wagtail_localoffer.checks import check_delivery
from wagtail_localoffer.models import Council, CouncilNotice, CouncilNoticeSettings
from wagtail_localoffer.notices.delivery import (
    claim,
    deliver_due,
    heed_clock,
    list_ready,
)
from wagtail_localoffer.notices.monitoring import get_undelivered
from wagtail_localoffer.notices.planner import announce, announce_all, preview_news
from wagtail_localoffer.notices.schedule import (
    last_daily,
    last_weekly,
    next_weekly,
)
from wagtail_localoffer.notices.wording import describe_next_step, foretell, tell

LONDON = ZoneInfo("Europe/London")

#: What a council can choose, and what its site says otherwise.
CHOICES = ("", "at_once", "daily", "weekly")


def at(moment: datetime) -> Any:
    """The clock of the project, stopped."""
    return mock.patch.object(timezone, "now", return_value=moment)


def on(day: int, hour: int, minute: int = 0) -> datetime:
    """By the clock on the wall; day 0 is a Monday, and summer time ends on day 6."""
    start = datetime(2026, 10, 19, tzinfo=LONDON)
    return (start + timedelta(days=day)).replace(hour=hour, minute=minute)


MONDAY, TUESDAY, WEDNESDAY, FRIDAY, NEXT_MONDAY = 0, 1, 2, 4, 7


@override_settings(TIME_ZONE="Europe/London")
class TestTheDay(SimpleTestCase):
    def setUp(self) -> None:
        super().setUp()
        timezone.get_default_timezone.cache_clear()

    def test_the_weekly_email_goes_on_monday_at_the_hour_of_the_daily_one(self) -> None:
        moments = {
            on(MONDAY, 9): on(MONDAY, 17),
            on(MONDAY, 17): on(NEXT_MONDAY, 17),
            on(TUESDAY, 3): on(NEXT_MONDAY, 17),
            on(6, 23, 59): on(NEXT_MONDAY, 17),
        }
        for now, hour in moments.items():
            with self.subTest(now):
                self.assertEqual(next_weekly(now, 17), hour)

    def test_the_last_one_is_never_still_to_come(self) -> None:
        # Summer time ends in between.
        for now in (on(NEXT_MONDAY, 16, 30), on(NEXT_MONDAY, 16, 59)):
            with self.subTest(now):
                self.assertEqual(last_weekly(now, 17), on(MONDAY, 17))
        self.assertEqual(last_weekly(on(NEXT_MONDAY, 17), 17), on(NEXT_MONDAY, 17))

    def test_nor_is_the_last_daily_one_where_the_clocks_go_back(self) -> None:
        saturday, sunday = 5, 6
        # As the clock of the project tells it: a day before is 24 hours before.
        now = on(sunday, 16, 30).astimezone(UTC)
        self.assertEqual(last_daily(now, 17), on(saturday, 17))
        now = on(sunday, 17).astimezone(UTC)
        self.assertEqual(last_daily(now, 17), on(sunday, 17))


@override_settings(TIME_ZONE="Europe/London")
class DigestTestCase(PublicSiteTestCase):
    def setUp(self) -> None:
        super().setUp()
        timezone.get_default_timezone.cache_clear()
        self.server = self.enterContext(MailServer())
        self.enterContext(self.server.settings())
        self.council = lancashire()

    def choose(self, digest: str) -> None:
        Council.objects.update(digest=digest)

    def let_the_site_say(self, *, daily: bool) -> None:
        site = Site.objects.get(is_default_site=True)
        CouncilNoticeSettings.objects.update_or_create(
            site=site, defaults={"daily": daily}
        )

    def publish_at(self, moment: datetime, offer: Any = None, **facts: Any) -> Any:
        with at(moment):
            if offer is None:
                return self.publish(complete_offer(**facts))
            for name, value in facts.items():
                setattr(offer, name, value)
            return self.publish(offer)

    def run_cron(self, moment: datetime) -> int:
        """Do what ``send_council_notices`` does, and say how many emails that were."""
        before = len(self.server.received)
        with at(moment):
            heed_clock()
            list(announce_all())
            deliver_due()
        return len(self.server.received) - before

    def due(self) -> datetime:
        return CouncilNotice.objects.get(status="pending").next_attempt_at


class TestTheChoice(DigestTestCase):
    def test_it_comes_before_what_the_site_says(self) -> None:
        hours = {
            ("", False): on(TUESDAY, 9),
            ("", True): on(TUESDAY, 17),
            ("at_once", False): on(TUESDAY, 9),
            ("at_once", True): on(TUESDAY, 9),
            ("daily", False): on(TUESDAY, 17),
            ("daily", True): on(TUESDAY, 17),
            ("weekly", False): on(NEXT_MONDAY, 17),
            ("weekly", True): on(NEXT_MONDAY, 17),
        }
        for (digest, daily), hour in hours.items():
            with self.subTest(digest=digest, daily=daily), transaction.atomic():
                self.let_the_site_say(daily=daily)
                self.choose(digest)
                self.publish_at(on(TUESDAY, 9))
                self.assertEqual(self.due(), hour)
                transaction.set_rollback(True)

    def test_a_new_council_is_told_as_each_site_says(self) -> None:
        self.assertEqual(Council(name="New").digest, "")

    def test_a_weekly_email_goes_on_monday_with_the_news_of_the_week(self) -> None:
        self.choose("weekly")
        for day in (TUESDAY, WEDNESDAY, FRIDAY):
            self.publish_at(on(day, 9), setting_name=f"School of day {day}")
            self.assertEqual(self.run_cron(on(day, 17, 5)), 0)
        self.assertEqual(self.run_cron(on(NEXT_MONDAY, 16, 59)), 0)
        self.assertEqual(self.run_cron(on(NEXT_MONDAY, 17)), 1)
        text = self.server.received[0].part("plain")
        for day in (TUESDAY, WEDNESDAY, FRIDAY):
            self.assertIn(f"\r\nSchool of day {day} (URN 123456)\r\n", text)

    def test_a_weekly_email_takes_no_news_along_that_another_council_is_due(
        self,
    ) -> None:
        other = Council.objects.create(name="O", update_email="o@other.example")
        with at(on(TUESDAY, 9)):
            later = on(NEXT_MONDAY, 17)
            hour = on(TUESDAY, 17)
            make_notice(daily=True, due_at=hour, next_attempt_at=hour)
            make_notice(
                daily=True,
                weekly=True,
                council=other,
                recipient="o@other.example",
                due_at=later,
                next_attempt_at=later,
            )
        with at(on(TUESDAY, 17)):
            self.assertEqual(deliver_due(), {"sent": 1})
        with at(on(NEXT_MONDAY, 17)):
            self.assertEqual(deliver_due(), {"sent": 1})

    def test_what_still_waits_for_monday_is_not_in_an_email_of_today(self) -> None:
        for weekly, hour in ((False, on(TUESDAY, 17)), (True, on(NEXT_MONDAY, 17))):
            make_notice(daily=True, weekly=weekly, due_at=hour, next_attempt_at=hour)
        with at(on(TUESDAY, 17)):
            self.assertEqual(deliver_due(), {"sent": 1})

    def test_a_run_makes_the_same_queries_for_many_settings(self) -> None:
        self.choose("weekly")
        counts = []
        # The first is for what is looked up once and then known.
        for number in (1, 2, 8):
            for _offer in range(number):
                self.publish_at(on(TUESDAY, 9))
            with (
                at(on(NEXT_MONDAY, 17)),
                CaptureQueriesContext(connection) as queries,
            ):
                list(announce_all())
                deliver_due()
            # Each is recorded by itself: in its row, and in the history of its page.
            counts.append(len(queries) - 4 * number)
        self.assertEqual(counts[1], counts[2])


class TestAnotherChoice(DigestTestCase):
    """News waits, and the council changes its mind."""

    def wait(self, digest: str) -> Any:
        self.choose(digest)
        return self.publish_at(on(TUESDAY, 9))

    def test_from_weekly_to_daily_it_goes_today(self) -> None:
        self.wait("weekly")
        self.choose("daily")
        self.assertEqual(self.run_cron(on(WEDNESDAY, 9)), 0)
        self.assertEqual(self.due(), on(WEDNESDAY, 17))

    def test_from_weekly_to_each_change_it_goes_now(self) -> None:
        self.wait("weekly")
        self.choose("at_once")
        self.assertEqual(self.run_cron(on(WEDNESDAY, 9)), 1)

    def test_from_weekly_to_what_the_site_says_it_goes_as_that_says(self) -> None:
        self.wait("weekly")
        self.choose("")
        self.assertEqual(self.run_cron(on(WEDNESDAY, 9)), 1)

    def test_from_daily_to_weekly_it_goes_when_it_was_to_go(self) -> None:
        self.wait("daily")
        self.choose("weekly")
        self.assertEqual(self.run_cron(on(TUESDAY, 10)), 0)
        self.assertEqual(self.due(), on(TUESDAY, 17))
        self.assertEqual(self.run_cron(on(TUESDAY, 17)), 1)

    def test_from_each_change_to_weekly_what_could_not_be_sent_still_goes(self) -> None:
        self.choose("at_once")
        with ClosedPort() as port, port.settings():
            self.publish_at(on(TUESDAY, 9))
            with self.assertLogs("wagtail_localoffer", "WARNING"):
                self.run_cron(on(TUESDAY, 9))
        self.choose("weekly")
        self.assertEqual(self.run_cron(on(TUESDAY, 10)), 1)

    def test_newer_news_goes_when_the_older_was_to_go(self) -> None:
        offer = self.wait("daily")
        self.choose("weekly")
        self.publish_at(on(TUESDAY, 10), offer, setting_name="The newest name")
        self.assertEqual(self.due(), on(TUESDAY, 17))

    def test_the_record_as_it_is_saved_is_heeded_at_once(self) -> None:
        self.wait("weekly")
        council = Council.objects.get(pk=self.council.pk)
        council.digest = "daily"
        with at(on(WEDNESDAY, 9)), self.captureOnCommitCallbacks(execute=True):
            council.save()
        self.assertEqual(self.due(), on(WEDNESDAY, 17))

    def test_a_site_that_stops_its_daily_email_changes_nothing_for_it(self) -> None:
        self.let_the_site_say(daily=True)
        self.wait("weekly")
        self.let_the_site_say(daily=False)
        with at(on(WEDNESDAY, 9)):
            self.assertEqual(list(announce_all()), [])
        self.assertEqual(self.due(), on(NEXT_MONDAY, 17))


@pytest.mark.portable
class TestAroundTheHour(DigestTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.choose("weekly")

    def test_what_is_undone_and_done_again_goes_with_the_email(self) -> None:
        offer = self.publish_at(on(MONDAY, 9))
        with at(on(MONDAY, 17, 1)):
            self.unpublish(offer)
        with at(on(MONDAY, 17, 2)):
            self.publish(offer)
        self.assertEqual(self.run_cron(on(MONDAY, 17, 5)), 1)

    def test_so_it_does_days_later_if_the_mail_server_was_down(self) -> None:
        offer = self.publish_at(on(MONDAY, 9))
        with ClosedPort() as port, port.settings():
            with self.assertLogs("wagtail_localoffer", "WARNING"):
                self.run_cron(on(MONDAY, 17, 5))
            with at(on(WEDNESDAY, 9)):
                self.unpublish(offer)
            with at(on(WEDNESDAY, 10)):
                self.publish(offer)
        self.assertEqual(self.run_cron(on(WEDNESDAY, 10, 5)), 1)

    def test_an_edit_while_the_email_is_on_its_way_in_vain_keeps_nothing_back(
        self,
    ) -> None:
        offer = self.publish_at(on(MONDAY, 9))
        self.run_cron(on(MONDAY, 17))
        self.publish_at(on(TUESDAY, 9), offer, setting_name="A second name")
        with at(on(NEXT_MONDAY, 17, 5)):
            (notice,) = claim(list_ready().values_list("pk", flat=True))
            self.publish_at(on(NEXT_MONDAY, 17, 6), offer, setting_name="A third name")
            notice.fail("The mail server is down.", on(NEXT_MONDAY, 17, 9))
        self.assertEqual(self.run_cron(on(NEXT_MONDAY, 17, 10)), 1)
        self.assertIn("A third name", self.server.received[-1].part("plain"))

    def test_what_was_undone_before_the_hour_is_new_when_it_is_done_again(self) -> None:
        offer = self.publish_at(on(MONDAY, 9))
        with at(on(MONDAY, 16)):
            self.unpublish(offer)
        with at(on(MONDAY, 17, 2)):
            self.publish(offer)
        self.assertEqual(self.due(), on(NEXT_MONDAY, 17))

    def test_an_edit_between_the_hour_and_the_run_keeps_no_email_back(self) -> None:
        offer = self.publish_at(on(MONDAY, 9))
        self.publish_at(on(MONDAY, 17, 2), offer, setting_name="The newest name")
        self.assertEqual(self.run_cron(on(MONDAY, 17, 5)), 1)
        self.assertIn("The newest name", self.server.received[0].part("plain"))

    def test_a_clock_that_was_ahead_lets_nothing_wait_for_another_week(self) -> None:
        self.publish_at(on(NEXT_MONDAY, 18))
        self.assertEqual(self.due(), on(2 * NEXT_MONDAY, 17))
        with at(on(FRIDAY, 9)):
            heed_clock()
        notice = CouncilNotice.objects.get()
        self.assertEqual(notice.next_attempt_at, on(NEXT_MONDAY, 17))
        self.assertEqual(notice.due_at, on(NEXT_MONDAY, 17))

    def test_what_waits_for_its_week_is_not_brought_forward(self) -> None:
        self.publish_at(on(TUESDAY, 9))
        with at(on(TUESDAY, 10)):
            heed_clock()
        self.assertEqual(self.due(), on(NEXT_MONDAY, 17))

    def test_monitoring_counts_from_the_hour_on_and_not_before(self) -> None:
        self.publish_at(on(TUESDAY, 9))
        with at(on(NEXT_MONDAY, 16, 59)):
            self.assertEqual(get_undelivered().notices, 0)
        with at(on(NEXT_MONDAY, 18)):
            found = get_undelivered()
        self.assertEqual((found.notices, found.oldest_minutes), (1, 60))


@dataclass
class Promise:
    """When news is to leave, as far as anybody was told."""

    hour: datetime | None = None

    def renew(self, now: datetime, digest: str, *, daily: bool) -> None:
        """The first hour counts, whatever is chosen since."""
        hour = expect(now, digest or ("daily" if daily else "at_once"))
        self.hour = min(self.hour or hour, hour)


def expect(now: datetime, digest: str) -> datetime:
    """When news of this moment leaves, found hour by hour, as a calendar shows it."""
    if digest == "at_once":
        return now
    hour = now.replace(minute=0, second=0, microsecond=0)
    while True:
        # By the wall: the zone keeps the hour where the clocks change.
        hour += timedelta(hours=1)
        if hour.hour == 17 and (digest == "daily" or hour.weekday() == MONDAY):
            return hour


steps = st.lists(
    st.tuples(
        st.sampled_from(["edit", "edit", "choose", "choose", "site", "run", "run"]),
        st.sampled_from(CHOICES),
        # Minutes until it happens: a few, some hours, or days.
        st.sampled_from([1, 7, 60, 60 * 9, 60 * 24, 60 * 49]),
    ),
    min_size=3,
    max_size=12,
)


@pytest.mark.nightly
@pytest.mark.portable
class TestAnyOrder(DigestTestCase):
    def test_news_leaves_at_the_first_hour_that_was_promised(self) -> None:
        @settings(
            max_examples=25,
            deadline=None,
            derandomize=True,
            database=None,
            # To make one that fails shorter takes minutes.
            phases=[Phase.generate],
        )
        @given(steps)
        def check(steps: list[tuple[str, str, int]]) -> None:
            with transaction.atomic():
                self.check(steps)
                transaction.set_rollback(True)
            Site.clear_site_root_paths_cache()

        check()

    def check(self, steps: list[tuple[str, str, int]]) -> None:
        self.digest, self.daily = "", False
        self.choose("")
        self.let_the_site_say(daily=False)
        now, promise = on(TUESDAY, 9), Promise()
        offer = self.publish_at(now)
        self.run_cron(now)
        for number, (deed, choice, minutes) in enumerate(steps):
            now = now + timedelta(minutes=minutes)
            if deed == "edit":
                self.publish_at(now, offer, setting_name=f"Name {number}")
                promise.renew(now, self.digest, daily=self.daily)
            elif deed == "choose":
                self.digest = choice
                self.choose(choice)
            elif deed == "site":
                self.daily = not self.daily
                self.let_the_site_say(daily=self.daily)
            sent = 0
            if deed == "run":
                sent = self.run_cron(now)
            elif promise.hour:
                with at(now):
                    announce(offer.pk)
            if promise.hour:
                promise.renew(now, self.digest, daily=self.daily)
                is_due = deed == "run" and promise.hour <= now
                self.assertEqual(sent, int(is_due), (number, now, promise.hour))
                if is_due:
                    promise.hour = None
            else:
                self.assertEqual(sent, 0)
            if promise.hour:
                self.assertEqual(self.due(), promise.hour)


class TestWords(PublicSiteTestCase):
    def setUp(self) -> None:
        super().setUp()
        lancashire()
        Council.objects.update(digest="weekly")

    def test_a_notice_says_on_which_day_it_goes(self) -> None:
        with at(on(TUESDAY, 9)):
            self.publish(complete_offer())
        notice = CouncilNotice.objects.get()
        self.assertEqual(notice.reason, "It waits for the weekly email.")
        self.assertEqual(
            tell(notice),
            "Lancashire County Council will be told on 26 October 2026, in its weekly "
            "email, that the offer is published.",
        )
        self.assertIn("with the next weekly email", describe_next_step(notice))

    def test_it_names_no_day_that_has_passed_where_a_try_was_in_vain(self) -> None:
        notice = make_notice(
            daily=True,
            weekly=True,
            attempts=3,
            due_at=on(NEXT_MONDAY, 17),
            next_attempt_at=on(8, 3),
        )
        self.assertIn("will be told on 27 October 2026", tell(notice))

    def test_before_publishing_too_it_says_that_it_is_the_weekly_email(self) -> None:
        (notice,) = preview_news(complete_offer())
        self.assertIn("is told with the next weekly email", foretell(notice))

    def test_a_check_says_how_many_councils_have_chosen(self) -> None:
        (message,) = check_delivery(databases=["default"])
        self.assertIn("Councils with another choice in their record: 1.", message.msg)
        Council.objects.update(digest="")
        (message,) = check_delivery(databases=["default"])
        self.assertNotIn("another choice", message.msg)


class TestTheRecord(NoticeAdminTestCase):
    def test_whoever_keeps_it_chooses_in_its_form(self) -> None:
        self.login()
        council = lancashire()
        url = reverse("wagtail_localoffer_council_modeladmin_edit", args=[council.pk])
        response = self.client.get(url)
        self.assertContains(response, "How often it gets an email")
        self.assertContains(response, "goes out on Monday")
        form = self.get_soup(response.content).find("form", attrs={"novalidate": True})
        options = form.find("select", attrs={"name": "digest"}).find_all("option")
        self.assertEqual([each["value"] for each in options], list(CHOICES))

    def test_the_list_says_what_a_council_has_chosen(self) -> None:
        self.login()
        lancashire()
        url = reverse("wagtail_localoffer_council_modeladmin_index")
        self.assertNotContains(self.client.get(url), "One email a week")
        Council.objects.update(digest="weekly")
        self.assertContains(self.client.get(url), "<br>One email a week")

    def test_a_notice_that_waits_for_the_weekly_email_says_so(self) -> None:
        self.login()
        hour = timezone.now() + timedelta(days=3)
        notice = make_notice(daily=True, weekly=True, due_at=hour, next_attempt_at=hour)
        self.assertContains(self.inspect(notice), "with the next weekly email")
