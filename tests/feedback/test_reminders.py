from __future__ import annotations

from datetime import date, timedelta

from django.contrib.auth.models import User
from django.test import SimpleTestCase
from django.utils import timezone

from tests.builders import complete_offer
from tests.feedback.comments import write_comment
from tests.support import PublicSiteTestCase, publish
from wagtail_localoffer.feedback.answering import answer
from wagtail_localoffer.feedback.reminders import count_school_days, write_reminders
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


class TestReminders(PublicSiteTestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.offer = publish(complete_offer())

    def write_long_ago(self) -> FamilyComment:
        comment = write_comment(self.offer)
        # Ten school days have passed at any time of the year.
        comment.created_at = timezone.now() - timedelta(days=60)
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

    def test_an_idle_run_takes_one_query(self) -> None:
        write_comment(self.offer, is_spam=True)
        with self.assertNumQueries(1):
            write_reminders()

    def test_a_broken_page_stops_no_other(self) -> None:
        other = publish(complete_offer())
        self.write_long_ago()
        second = write_comment(other)
        second.created_at = timezone.now() - timedelta(days=60)
        second.save()
        # Its type is gone, as that of an app that was taken out.
        type(self.offer).objects.filter(pk=self.offer.pk)._raw_delete("default")
        write_reminders()
        self.assertTrue(second.letters.filter(kind="reminder").exists())
