"""What families of the example wrote, and what its pages show of that."""

from __future__ import annotations

from datetime import datetime
from unittest import mock

from django.utils import timezone

from example_site.home.comments import load_comments
from tests.support import ExampleTestCase
from wagtail_localoffer.clock import get_day, get_school_year, get_today
from wagtail_localoffer.feedback.school_years import list_years
from wagtail_localoffer.models import (
    FamilyComment,
    HealthServicePage,
    LocalOfferPage,
)


class ExampleCommentTests(ExampleTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.offer = LocalOfferPage.objects.get(
            slug="local-offer", locale__language_code="en-gb"
        )

    def test_the_school_has_answered_in_two_school_years(self) -> None:
        years = [year for year in list_years(self.offer) if year.comments]
        this = get_school_year(get_today())
        self.assertEqual([year.start for year in years], [this, this - 1])
        self.assertEqual(sum(len(year.comments) for year in years), 4)

    def test_its_list_has_every_status_but_spam(self) -> None:
        comments = FamilyComment.objects.filter(page=self.offer.pk)
        statuses = set(comments.values_list("status", flat=True))
        self.assertEqual(statuses, {"new", "answered", "published", "closed"})

    def test_a_health_service_has_answered_too(self) -> None:
        service = HealthServicePage.objects.get(slug="speech-and-language-therapy")
        self.assertEqual(len(list_years(service)[0].comments), 1)

    def test_each_is_about_a_section_that_is_there(self) -> None:
        for comment in FamilyComment.objects.all():
            page = comment.page.specific
            for anchor in filter(None, (comment.section, comment.changed_section)):
                with self.subTest(comment=comment.fingerprint, anchor=anchor):
                    self.assertIsNotNone(page.find_section(anchor))

    def test_nothing_is_told_or_asked_of_the_future(self) -> None:
        for comment in FamilyComment.objects.all():
            times = (comment.created_at, comment.answered_at, comment.published_at)
            found = [moment for moment in times if moment]
            self.assertEqual(found, sorted(found))
            self.assertLessEqual(found[-1], timezone.now())
            self.assertFalse(comment.letters.exists())

    def test_on_the_first_days_of_a_school_year_it_has_two_years_as_well(self) -> None:
        FamilyComment.objects.all().delete()
        for hour in (9, 15):
            moment = timezone.make_aware(datetime(2026, 9, 1, hour))
            with mock.patch.object(timezone, "now", return_value=moment):
                load_comments([self.offer])
            came_in = FamilyComment.objects.values_list("created_at", flat=True)
            years = {get_school_year(get_day(each)) for each in came_in}
            self.assertEqual(years, {2026, 2025})
            self.assertLessEqual(max(came_in), moment)
            FamilyComment.objects.all().delete()
