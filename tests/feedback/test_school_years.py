"""What families wrote, school year by school year."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import SimpleTestCase
from django.test.utils import CaptureQueriesContext

from tests.builders import complete_offer
from tests.feedback.sayings_case import SayingsTestCase, come_in, on_day, show
from wagtail_localoffer.clock import get_school_year
from wagtail_localoffer.feedback.answering import answer, close, mark_as_spam, withdraw
from wagtail_localoffer.feedback.school_years import count_years, list_years
from wagtail_localoffer.models import FamilyComment


class SchoolYearTests(SimpleTestCase):
    def test_it_begins_on_the_first_of_september(self) -> None:
        self.assertEqual(get_school_year(date(2026, 8, 31)), 2025)
        self.assertEqual(get_school_year(date(2026, 9, 1)), 2026)
        self.assertEqual(get_school_year(date(2027, 1, 1)), 2026)


class CountTests(SayingsTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.offer = complete_offer()

    def count(self) -> list[tuple[str, int, int, int]]:
        years = list_years(self.offer)
        return [
            (each.name, each.received, each.answered, each.changed) for each in years
        ]

    def test_each_belongs_to_the_year_in_which_it_came_in(self) -> None:
        # Late in the evening, it is the day before in the time of Greenwich.
        come_in(self.offer, on_day(2026, 8, 31, 23))
        come_in(self.offer, on_day(2026, 9, 1, 0))
        come_in(self.offer, on_day(2027, 8, 31, 23))
        expected = [("2026 to 2027", 2, 0, 0), ("2025 to 2026", 1, 0, 0)]
        self.assertEqual(self.count(), expected)

    def test_a_year_without_any_is_left_out(self) -> None:
        come_in(self.offer, on_day(2023, 10, 1))
        come_in(self.offer, on_day(2026, 10, 1))
        names = [year.name for year in list_years(self.offer)]
        self.assertEqual(names, ["2026 to 2027", "2023 to 2024"])

    def test_private_ones_count_in_whatever_state(self) -> None:
        moment = on_day(2026, 11, 2)
        come_in(self.offer, moment)
        answer(come_in(self.offer, moment), None, "Thank you.")
        close(come_in(self.offer, moment), None, "It was about another school.")
        show(come_in(self.offer, moment))
        show(come_in(self.offer, moment), change="We say so now.")
        self.assertEqual(self.count(), [("2026 to 2027", 5, 3, 1)])

    def test_spam_does_not(self) -> None:
        mark_as_spam(come_in(self.offer), None)
        self.assertEqual(self.count(), [])

    def test_what_was_withdrawn_still_led_to_a_change(self) -> None:
        comment = come_in(self.offer, on_day(2026, 11, 2))
        show(comment, change="We say so now.")
        withdraw(comment, None)
        self.assertEqual(self.count(), [("2026 to 2027", 1, 1, 1)])
        self.assertEqual(list_years(self.offer)[0].comments, ())

    def test_another_offer_has_its_own(self) -> None:
        come_in(complete_offer())
        self.assertEqual(self.count(), [])

    def test_several_offers_can_be_counted_together(self) -> None:
        for offer in (self.offer, complete_offer()):
            come_in(offer, on_day(2026, 11, 2))
        (year,) = count_years(FamilyComment.objects.all())
        self.assertEqual((year.slug, year.received), ("2026-27", 2))

    def test_a_century_ends_within_a_year(self) -> None:
        come_in(self.offer, on_day(2099, 11, 2))
        self.assertEqual(list_years(self.offer)[0].slug, "2099-00")

    @pytest.mark.nightly
    def test_200_published_ones_take_as_many_queries_as_10(self) -> None:
        numbers = []
        for number in (10, 190):
            for each in range(number):
                show(come_in(self.offer, on_day(2020 + each % 7, 11, 2)))
            offer = type(self.offer).objects.get(pk=self.offer.pk)
            with CaptureQueriesContext(connection) as captured:
                years = list_years(offer)
            self.assertEqual(len(years), 7)
            numbers.append(len(captured))
        # One of them asks for translations.
        self.assertEqual(numbers, [4, 4])
