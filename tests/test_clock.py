"""The project's own day, whoever asks."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.test import SimpleTestCase, override_settings
from django.utils import timezone

from tests.notices.test_in_time import at
from wagtail_localoffer.clock import get_day, get_moment, get_today, make_aware

LONDON = ZoneInfo("Europe/London")

#: Where it is the next day already, and where it is still the day before.
ELSEWHERE = (("Australia/Sydney", 20), ("America/Los_Angeles", 3))

DAY = date(2026, 8, 31)


@override_settings(TIME_ZONE="Europe/London")
class EditorElsewhereTests(SimpleTestCase):
    """Wagtail's admin has the time zone of whoever is logged in."""

    def test_the_day_is_that_of_the_project(self) -> None:
        for zone, hour in ELSEWHERE:
            moment = datetime(2026, 8, 31, hour, tzinfo=LONDON)
            with self.subTest(zone), timezone.override(zone), at(moment):
                self.assertEqual((get_today(), get_day(moment)), (DAY, DAY))

    def test_an_hour_of_a_day_is_one_of_the_project(self) -> None:
        expected = datetime(2026, 8, 31, 8, tzinfo=LONDON)
        for zone, _hour in ELSEWHERE:
            with self.subTest(zone), timezone.override(zone):
                self.assertEqual(get_moment(DAY, 8), expected)
                naive = expected.replace(tzinfo=None)
                self.assertEqual(make_aware(naive), expected)
