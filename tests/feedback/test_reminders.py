from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from unittest import mock

from django.contrib.auth.models import User
from django.db import connection
from django.test import SimpleTestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.builders import SENCO, complete_body, complete_offer
from tests.feedback.comments import write_comment
from tests.support import PublicSiteTestCase, publish
from wagtail_localoffer.clock import get_moment
from wagtail_localoffer.feedback import reminders
from wagtail_localoffer.feedback.answering import answer
from wagtail_localoffer.feedback.reminders import (
    PATIENCE,
    count_school_days,
    find_due_day,
    write_reminders,
)
from wagtail_localoffer.models import CommentLetter, FamilyComment


class TestSchoolDays(SimpleTestCase):
    def test_they_are_mondays_to_fridays_outside_of_long_holidays(self) -> None:
        for start, end, number in (
            # From a Friday to the Monday after it.
            (date(2026, 11, 6), date(2026, 11, 9), 1),
            (date(2026, 11, 2), date(2026, 11, 16), 10),
            (date(2026, 11, 2), date(2026, 11, 2), 0),
            # August doesn't count, and neither do the days around Christmas.
            (date(2026, 7, 31), date(2026, 9, 1), 1),
            (date(2026, 12, 21), date(2027, 1, 4), 1),
        ):
            with self.subTest(start=start, end=end):
                self.assertEqual(count_school_days(start, end), number)

    def test_a_comment_is_due_on_the_first_day_on_which_ten_are_over(self) -> None:
        for number in range(400):
            today = date(2026, 9, 1) + timedelta(days=number)
            day = find_due_day(today)
            after = day + timedelta(days=1)
            with self.subTest(today):
                self.assertGreaterEqual(count_school_days(day, today), PATIENCE)
                self.assertLess(count_school_days(after, today), PATIENCE)


class TestReminders(PublicSiteTestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.offer = publish(complete_offer())

    def write_long_ago(self, offer: Any = None, days: int = 60) -> FamilyComment:
        comment = write_comment(offer or self.offer)
        # Within 60, ten school days have passed at any time of the year.
        comment.created_at = timezone.now() - timedelta(days=days)
        comment.save()
        return comment

    def count(self) -> int:
        return CommentLetter.objects.filter(kind="reminder").count()

    def test_a_setting_is_reminded_once(self) -> None:
        comment = self.write_long_ago()
        self.assertEqual(write_reminders(), 1)
        self.assertEqual(write_reminders(), 0)
        letter = comment.letters.get(kind="reminder")
        self.assertEqual(letter.recipient, self.offer.contact_email)
        self.assertIn(comment.reference, letter.subject)

    def test_nobody_is_reminded_of_what_came_a_moment_ago(self) -> None:
        write_comment(self.offer)
        self.assertEqual(write_reminders(), 0)

    def test_nobody_is_reminded_of_what_was_answered(self) -> None:
        comment = self.write_long_ago()
        answer(comment, User.objects.create_user("senco"), "Yes.")
        self.assertEqual(write_reminders(), 0)

    def test_nobody_is_reminded_of_a_page_that_is_gone(self) -> None:
        self.write_long_ago()
        self.offer.delete()
        self.assertEqual(write_reminders(), 0)

    def test_nobody_is_reminded_of_what_is_emptied(self) -> None:
        comment = self.write_long_ago()
        comment.pruned_at = timezone.now()
        comment.save()
        self.assertEqual(write_reminders(), 0)

    def test_a_setting_is_reminded_from_the_day_on_which_ten_school_days_are_over(
        self,
    ) -> None:
        for day, number in ((date(2026, 9, 14), 0), (date(2026, 9, 15), 1)):
            with (
                self.subTest(day),
                mock.patch.object(reminders, "get_today", return_value=day),
            ):
                FamilyComment.objects.all().delete()
                # Late on the first day of a school year, a Tuesday.
                comment = write_comment(self.offer)
                comment.created_at = get_moment(date(2026, 9, 1), 23)
                comment.save()
                self.assertEqual(write_reminders(), number)

    def test_what_nobody_can_be_reminded_of_hides_nothing_newer(self) -> None:
        # It is reached by telephone alone.
        body = complete_body(senco_contact={**SENCO, "email": ""})
        self.write_long_ago(publish(complete_offer(body=body)), days=90)
        for _each in range(2):
            self.write_long_ago()
        with mock.patch.object(reminders, "MOST", 1):
            runs = [write_reminders() for _each in range(3)]
        self.assertEqual(runs, [1, 1, 0])

    def test_of_a_page_of_which_nobody_can_be_told_one_is_tried(self) -> None:
        body = complete_body(senco_contact={**SENCO, "email": ""})
        offer = publish(complete_offer(body=body))
        counts = []
        for _each in range(2):
            self.write_long_ago(offer)
            with CaptureQueriesContext(connection) as queries:
                write_reminders()
            counts.append(len(queries))
        self.assertEqual(*counts)

    def test_an_idle_run_takes_one_query(self) -> None:
        write_comment(self.offer, is_spam=True)
        with self.assertNumQueries(1):
            write_reminders()

    def test_a_broken_page_stops_no_other(self) -> None:
        other = publish(complete_offer())
        self.write_long_ago()
        second = self.write_long_ago(other, days=59)
        # Its type is gone, as that of an app that was taken out.
        type(self.offer).objects.filter(pk=self.offer.pk)._raw_delete("default")
        write_reminders()
        self.assertTrue(second.letters.filter(kind="reminder").exists())
