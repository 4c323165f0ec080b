"""The example's high school: an offer that answers the fourteen questions."""

from __future__ import annotations

from tests.support import ExampleTestCase
from wagtail_localoffer.compliance import check_offer
from wagtail_localoffer.content.answers import assess
from wagtail_localoffer.models import QuestionsOfferPage, look_around


class HighSchoolTests(ExampleTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.offer = QuestionsOfferPage.objects.live().get()

    def test_it_is_complete_and_nothing_is_to_be_said_against_it(self) -> None:
        self.assertEqual(check_offer(self.offer, look_around(self.offer)), [])
        self.assertEqual(assess(self.offer).completeness, 100)

    def test_somebody_chose_what_answers_each_item_of_the_report(self) -> None:
        unsettled = [
            state.requirement.key
            for state in assess(self.offer).requirements
            if state.requirement.heading and not state.is_settled
        ]
        self.assertEqual(unsettled, [])

    def test_families_read_the_questions_of_a_school(self) -> None:
        response = self.client.get(self.offer.url)
        self.assertContains(response, "How will school staff support my child?")
