from __future__ import annotations

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import RequestFactory, TestCase, override_settings
from django.urls import path
from django.utils import timezone

from tests.smtp_script import ScriptedServer
from tests.support import CommittingTestCase, make_notice, run_python
from wagtail_localoffer.models import ChannelDelivery, CouncilNotice
from wagtail_localoffer.notices.delivery import deliver_due
from wagtail_localoffer.notices.monitoring import Level, get_undelivered
from wagtail_localoffer.notices.schedule import next_daily
from wagtail_localoffer.views import show_health

HOUR = timedelta(hours=1)

#: Any path will do: nothing is sent.
CHANNEL = "tests.school.staffroom.StaffRoom"
WITH_CHANNEL = override_settings(WAGTAIL_LOCALOFFER={"CHANNELS": (CHANNEL,)})


def make_waiting(minutes: int, **changes: Any) -> CouncilNotice:
    """A notice that was written that long ago, and is due since then."""
    written = timezone.now() - timedelta(minutes=minutes)
    notice = make_notice(**{"next_attempt_at": written, **changes})
    CouncilNotice.objects.filter(pk=notice.pk).update(created_at=written)
    return notice


def feed(minutes: int, **changes: Any) -> None:
    """A delivery through a channel that is due since then, of a notice that is sent."""
    written = timezone.now() - timedelta(minutes=minutes)
    notice = make_notice(status="sent", sent_at=written, next_attempt_at=None)
    delivery = ChannelDelivery.objects.create(
        notice=notice, **{"channel": CHANNEL, "next_attempt_at": written, **changes}
    )
    ChannelDelivery.objects.filter(pk=delivery.pk).update(created_at=written)


@pytest.mark.portable
class TestWhatIsUndelivered(TestCase):
    def test_nothing_at_all_is_well(self) -> None:
        found = get_undelivered()
        self.assertEqual((found.notices, found.oldest_minutes), (0, 0))
        self.assertEqual(found.judge(), Level.OK)

    def test_the_oldest_counts(self) -> None:
        make_waiting(90)
        make_waiting(30)
        found = get_undelivered()
        self.assertEqual((found.notices, found.oldest_minutes), (2, 90))

    def test_what_was_tried_in_vain_counts_from_the_start(self) -> None:
        make_waiting(90, attempts=4, next_attempt_at=timezone.now() + HOUR)
        self.assertEqual(get_undelivered().oldest_minutes, 90)

    def test_what_a_server_never_takes_for_now_is_as_late_as_ever(self) -> None:
        due = timezone.now() - 9 * HOUR
        for daily in (False, True):
            for verb in ("GREETING", "MAIL", "RCPT", "MESSAGE"):
                with self.subTest(verb, daily=daily):
                    CouncilNotice.objects.all().delete()
                    make_waiting(9 * 60, daily=daily, due_at=due)
                    with (
                        ScriptedServer({verb: "421 4.7.0 not now"}) as server,
                        server.settings(),
                        self.assertLogs("wagtail_localoffer", "WARNING"),
                    ):
                        deliver_due()
                    notice = CouncilNotice.objects.get()
                    self.assertEqual((notice.status, notice.attempts), ("pending", 0))
                    found = get_undelivered()
                    self.assertEqual((found.notices, found.oldest_minutes), (1, 540))
                    self.assertEqual(found.judge(), Level.CRITICAL)

    def test_what_has_no_due_time_yet_is_due_when_it_is_written(self) -> None:
        make_waiting(540, next_attempt_at=timezone.now() + HOUR)
        self.assertEqual(get_undelivered().oldest_minutes, 540)

    def test_one_whose_sender_died_counts(self) -> None:
        make_waiting(90, status="sending", attempts=1)
        self.assertEqual(get_undelivered().oldest_minutes, 90)

    def test_what_failed_for_good_counts(self) -> None:
        make_waiting(90, status="failed", next_attempt_at=None)
        found = get_undelivered()
        self.assertEqual((found.notices, found.failed), (1, 1))
        self.assertEqual(found.oldest_minutes, 90)

    def test_what_is_sent_or_replaced_does_not_count(self) -> None:
        make_waiting(90, status="sent", sent_at=timezone.now(), next_attempt_at=None)
        make_waiting(90, status="replaced", next_attempt_at=None)
        self.assertEqual(get_undelivered().notices, 0)

    def test_what_is_held_and_what_an_editor_does_are_counted_apart(self) -> None:
        closed = {"status": "held", "next_attempt_at": None}
        make_waiting(900, **closed)
        make_waiting(900, form_url="https://council.example/form", **closed)
        make_waiting(900, form_url="https://council.example/form", **closed)
        found = get_undelivered()
        self.assertEqual((found.notices, found.held, found.tasks), (0, 1, 2))
        self.assertEqual(found.judge(), Level.OK)

    def test_what_waits_for_the_daily_email_is_not_late(self) -> None:
        make_waiting(900, daily=True, next_attempt_at=timezone.now() + HOUR)
        self.assertEqual(get_undelivered().notices, 0)

    def test_the_daily_email_is_late_from_its_hour_on(self) -> None:
        written = timezone.now() - timedelta(days=2)
        due = next_daily(written, 17)
        make_waiting(2 * 24 * 60, daily=True, next_attempt_at=due)
        late = (timezone.now() - due).total_seconds() // 60
        self.assertAlmostEqual(get_undelivered().oldest_minutes, late, delta=1)

    @WITH_CHANNEL
    def test_channels_count_too(self) -> None:
        feed(90)
        feed(100, status="failed", next_attempt_at=None)
        found = get_undelivered()
        self.assertEqual((found.notices, found.channel_deliveries), (0, 2))
        self.assertEqual((found.channel_failed, found.oldest_minutes), (1, 100))

    def test_a_channel_that_the_project_gave_up_does_not_count(self) -> None:
        feed(90)
        self.assertEqual(get_undelivered().channel_deliveries, 0)

    def test_a_channel_counts_under_the_path_that_it_had_before(self) -> None:
        before = "wagtail_localoffer.channels.Webhook"
        now = "wagtail_localoffer.notices.delivery.webhook.Webhook"
        for channel in (before, now):
            feed(90, channel=channel)
        for channel in (before, now):
            with (
                self.subTest(channel),
                override_settings(WAGTAIL_LOCALOFFER={"CHANNELS": (channel,)}),
            ):
                self.assertEqual(get_undelivered().channel_deliveries, 2)

    @WITH_CHANNEL
    def test_three_queries_are_enough(self) -> None:
        for minutes in range(5):
            make_waiting(minutes)
            feed(minutes)
        with self.assertNumQueries(3):
            get_undelivered()


@pytest.mark.portable
class TestTheVerdict(TestCase):
    def judge(self, **limits: int) -> Level:
        return get_undelivered().judge(**limits)

    def test_a_short_wait_is_fine(self) -> None:
        make_waiting(59)
        self.assertEqual(self.judge(), Level.OK)

    def test_a_long_wait_is_a_warning(self) -> None:
        make_waiting(60)
        self.assertEqual(self.judge(), Level.WARNING)

    def test_a_very_long_wait_is_critical(self) -> None:
        make_waiting(240)
        self.assertEqual(self.judge(), Level.CRITICAL)

    def test_the_limits_can_be_set(self) -> None:
        make_waiting(10)
        self.assertEqual(self.judge(warn=10), Level.WARNING)
        self.assertEqual(self.judge(warn=5, critical=10), Level.CRITICAL)

    def test_what_failed_is_a_warning_at_once(self) -> None:
        make_waiting(0, status="failed", next_attempt_at=None)
        self.assertEqual(self.judge(), Level.WARNING)

    @WITH_CHANNEL
    def test_what_failed_in_a_channel_is_a_warning_at_once(self) -> None:
        feed(0, status="failed", next_attempt_at=None)
        self.assertEqual(self.judge(), Level.WARNING)


class TestTheCommand(TestCase):
    def run_command(self, *arguments: str) -> tuple[int, str]:
        output = StringIO()
        try:
            call_command("check_council_notices", *arguments, stdout=output)
        except SystemExit as stop:
            return int(stop.code or 0), output.getvalue()
        return 0, output.getvalue()

    def test_it_says_in_one_line_that_all_is_well(self) -> None:
        self.assertEqual(
            self.run_command(),
            (
                0,
                "COUNCIL NOTICES OK: Undelivered: 0. Failed: 0. Held back: 0. "
                "Tasks: 0. Undelivered through channels: 0. Letters about comments: 0. "
                "The oldest has waited for 0 minutes. "
                "| oldest=0s;3600;14400 undelivered=0 failed=0 held=0 tasks=0 "
                "channels=0 letters=0\n",
            ),
        )

    def test_a_warning_ends_with_1(self) -> None:
        make_waiting(90)
        status, output = self.run_command()
        self.assertEqual(status, 1)
        self.assertTrue(output.startswith("COUNCIL NOTICES WARNING: Undelivered: 1."))
        self.assertIn("The oldest has waited for 90 minutes.", output)
        self.assertIn("| oldest=5400s;3600;14400 undelivered=1 ", output)
        self.assertEqual(output.count("\n"), 1)

    def test_what_is_critical_ends_with_2(self) -> None:
        make_waiting(10)
        status, output = self.run_command("--warn", "5", "--critical", "10")
        self.assertEqual(status, 2)
        self.assertTrue(output.startswith("COUNCIL NOTICES CRITICAL:"))

    def test_limits_that_make_no_sense_are_refused(self) -> None:
        for limits in (("--warn", "0"), ("--warn", "9", "--critical", "8")):
            with self.subTest(limits), self.assertRaises(CommandError) as caught:
                self.run_command(*limits)
            self.assertEqual(caught.exception.returncode, 2)


@pytest.mark.nightly
@pytest.mark.portable
class TestWithoutADatabase(CommittingTestCase):
    def test_a_database_that_cannot_be_asked_is_critical(self) -> None:
        # Its table is missing, as before the first migrate.
        table, away = CouncilNotice._meta.db_table, "notices_that_are_away"
        with connection.schema_editor() as editor:
            editor.alter_db_table(CouncilNotice, table, away)
        try:
            status, output = run_python(
                "from django.core.management import call_command\n"
                'call_command("check_council_notices")'
            )
        finally:
            with connection.schema_editor() as editor:
                editor.alter_db_table(CouncilNotice, away, table)
        self.assertEqual(status, 2, output)
        self.assertIn("CRITICAL: The database can't be asked.", output)
        self.assertEqual(output.count("\n"), 1)


urlpatterns = [
    path("health/", show_health),
    path("strict/", show_health, {"warn": 1, "critical": 5}),
]


@override_settings(ROOT_URLCONF="tests.notices.test_monitoring")
class TestTheAddress(TestCase):
    def test_it_answers_without_a_log_in(self) -> None:
        answer = self.client.get("/health/")
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(
            answer.json(),
            {
                "status": "ok",
                "notices": 0,
                "failed": 0,
                "channel_deliveries": 0,
                "channel_failed": 0,
                "letters": 0,
                "oldest_minutes": 0,
                "held": 0,
                "tasks": 0,
            },
        )

    def test_a_warning_is_not_yet_an_error(self) -> None:
        make_waiting(90)
        answer = self.client.get("/health/")
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(answer.json()["status"], "warning")

    def test_what_is_critical_answers_503(self) -> None:
        make_waiting(300)
        answer = self.client.get("/health/")
        self.assertEqual(answer.status_code, 503)
        self.assertEqual(answer.json()["status"], "critical")
        self.assertEqual(answer.json()["oldest_minutes"], 300)

    def test_the_project_can_set_the_limits(self) -> None:
        make_waiting(5)
        self.assertEqual(self.client.get("/health/").status_code, 200)
        self.assertEqual(self.client.get("/strict/").status_code, 503)

    def test_nothing_of_a_person_or_an_offer_is_in_it(self) -> None:
        notice = make_waiting(300)
        words = self.client.get("/health/").content.decode()
        for word in (notice.setting_name, notice.council_name, notice.recipient, "@"):
            with self.subTest(word):
                self.assertNotIn(word, words)

    def test_nobody_keeps_it(self) -> None:
        self.assertEqual(self.client.get("/health/")["Cache-Control"], "no-store")

    def test_it_sets_no_cookie(self) -> None:
        self.assertFalse(self.client.get("/health/").cookies)

    def test_it_can_only_be_read(self) -> None:
        self.assertEqual(self.client.head("/health/").status_code, 200)
        self.assertEqual(self.client.post("/health/").status_code, 405)

    @WITH_CHANNEL
    def test_three_queries_are_enough(self) -> None:
        make_waiting(300)
        request = RequestFactory().get("/health/")
        with self.assertNumQueries(3):
            show_health(request)


class TestTheExampleSite(TestCase):
    def test_it_has_the_address(self) -> None:
        answer = self.client.get("/health/council-notices/")
        self.assertEqual(answer.json()["status"], "ok")
