"""What councils answered, in the lists of those who have to do something about it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from tests.admin.test_report import HEADINGS, add_offer
from tests.admin.test_report_rows import RowTestCase
from tests.support import make_notice
from wagtail_localoffer.admin.dashboard import AttentionPanel
from wagtail_localoffer.models import Council, CouncilNotice

NOT_OURS = (
    "The council answered: “This is not ours”. Look whether the right council is "
    "chosen in the offer."
)

BROKEN = (
    "The council answered: “The link does not work”. Open the address that the council "
    "was sent. If it doesn’t work for you either, ask those who run the website."
)


class AnswerTests(RowTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.offer = add_offer(title="Asked about")

    def tell(self, answer: str = "", number: int = 1, **changes: Any) -> CouncilNotice:
        """Let a notice be sent, and its council answer."""
        now = timezone.now()
        values = {
            "offer_id": self.offer.pk,
            "number": number,
            "status": "sent",
            "sent_at": now - timedelta(days=3),
            "next_attempt_at": None,
            "council_answer": answer,
            "council_answered_at": now if answer else None,
        }
        return make_notice(**{**values, **changes})

    def list_needs(self) -> list[str]:
        (needs,) = self.describe(self.offer, "needs")
        return list(needs)

    def test_the_cell_says_what_the_council_answered_and_when(self) -> None:
        self.tell("up_to_date")
        (told,) = self.describe(self.offer, "told_in_words")
        today = date_format(timezone.localdate(), "DATE_FORMAT")
        said = f"It answered on {today}: “Our directory is up to date”"
        self.assertTrue(told.endswith(said), told)
        self.assertContains(self.client.get(self.url), said)

    def test_without_an_answer_it_says_the_day_alone(self) -> None:
        self.tell()
        (told,) = self.describe(self.offer, "told_in_words")
        self.assertNotIn("answered", told)
        self.assertTrue(told.strip())

    def test_what_is_wrong_is_a_need_in_words(self) -> None:
        for number, (answer, needs) in enumerate(
            (
                ("not_ours", [NOT_OURS]),
                ("broken_link", [BROKEN]),
                ("up_to_date", []),
                ("", []),
            ),
            start=1,
        ):
            self.tell(answer, number)
            with self.subTest(answer):
                self.assertEqual(self.list_needs(), needs)
                state = "Needs attention" if needs else "Ready"
                self.assertEqual(self.describe(self.offer, "state"), [state])

    def test_newer_news_ends_it_only_when_the_council_has_it(self) -> None:
        self.tell("not_ours")
        now = timezone.now()
        newer = self.tell(number=2, status="pending", sent_at=None, next_attempt_at=now)
        self.assertEqual(self.list_needs(), [NOT_OURS])
        CouncilNotice.objects.filter(pk=newer.pk).update(
            status="sent", sent_at=now, next_attempt_at=None
        )
        self.assertEqual(self.list_needs(), [])

    def test_newer_news_of_another_council_hides_no_objection(self) -> None:
        other = Council.objects.create(name="Bellwick Council")
        self.tell("not_ours", council=other)
        self.tell(number=2)
        self.assertEqual(self.list_needs(), [NOT_OURS])
        self.tell("not_ours", number=3, council=other, kind="withdrawn")
        self.assertEqual(self.list_needs(), [])

    def test_what_a_council_said_that_is_abolished_is_done(self) -> None:
        yesterday = timezone.localdate() - timedelta(days=1)
        other = Council.objects.create(name="Bellwick Council", valid_to=yesterday)
        self.tell("not_ours", council=other)
        self.assertEqual(self.list_needs(), [NOT_OURS])
        self.tell(number=2)
        self.assertEqual(self.list_needs(), [])

    def test_nothing_has_to_be_done_about_what_is_not_public(self) -> None:
        type(self.offer).objects.filter(pk=self.offer.pk).update(live=False)
        self.tell("broken_link")
        self.assertEqual(self.list_needs(), [])
        self.assertEqual(self.list_titles(attention="answer"), [])

    def test_it_is_filtered_by_answers_that_something_is_wrong(self) -> None:
        self.tell("not_ours")
        fine = add_offer(title="Fine")
        self.tell("up_to_date", offer_id=fine.pk)
        for value in ("answer", "any"):
            with self.subTest(value):
                titles = self.list_titles(attention=value)
                self.assertEqual(titles, ["Asked about"])

    def test_a_spreadsheet_has_the_answer(self) -> None:
        column = HEADINGS.index("The council’s answer")
        self.assertEqual(self.read_csv()[1][column], "Not told yet")
        self.tell()
        self.assertEqual(self.read_csv()[1][column], "No answer yet")
        self.tell("broken_link", 2)
        self.assertEqual(self.read_csv()[1][column], "The link does not work")

    def test_the_dashboard_and_the_list_of_ones_offers_have_the_need_too(self) -> None:
        self.tell("not_ours")
        response = self.client.get(reverse("wagtail_localoffer:my_offers"))
        self.assertContains(response, NOT_OURS)
        request = RequestFactory().get("/")
        request.user = response.context["user"]
        with self.assertNumQueries(1):
            context = AttentionPanel().get_context_data({"request": request})
        self.assertEqual([row["state"] for row in context["offers"]], [NOT_OURS])

    def test_answers_take_no_query_of_their_own(self) -> None:
        for _each in range(5):
            self.tell("not_ours", offer_id=add_offer().pk)
        self.client.get(f"{self.url}results/")
        # As many as without: see the test of the report.
        with self.assertNumQueries(12):
            self.client.get(f"{self.url}results/")
