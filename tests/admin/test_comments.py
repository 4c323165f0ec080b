"""The list of what families say: who sees what of it, in which order."""

from __future__ import annotations

import csv
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any
from unittest import mock

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.admin.comment_case import COMMENTS, CommentTestCase
from wagtail_localoffer.clock import get_school_year, get_today
from wagtail_localoffer.feedback import answering
from wagtail_localoffer.feedback.school_years import list_years, name_school_year
from wagtail_localoffer.models import FamilyComment

RESULTS = "wagtail_localoffer:comments_results"
YEARS = "wagtail_localoffer:comment_years"

#: The session and the person; whether they may see it; how many there are, and a page
#: of them with their pages; the first of all, for the school years; the offers to
#: filter by.
FEW_QUERIES = 8


class ListTestCase(CommentTestCase):
    def list(self, **query: Any) -> list[str]:
        """The references that somebody sees, in their order."""
        response = self.client.get(reverse(COMMENTS), query)
        self.assertEqual(response.status_code, 200)
        return [each.reference for each in response.context["table"].data]

    def export(self, url: str = COMMENTS, **query: Any) -> list[dict[str, str]]:
        response = self.client.get(reverse(url), {"export": "csv", **query})
        text = "".join(part.decode() for part in response.streaming_content)
        return list(csv.DictReader(StringIO(text)))

    def make_old(self, comment: FamilyComment, days: int) -> None:
        moment = timezone.now() - timedelta(days=days)
        FamilyComment.objects.filter(pk=comment.pk).update(created_at=moment)


@pytest.mark.rows
class ListTests(ListTestCase):
    def test_new_ones_come_first_and_those_that_wait_longest(self) -> None:
        closed, young, old = self.receive(), self.receive(), self.receive()
        self.make_old(old, 3)
        answering.close(closed, self.editor, "Nothing to do.")
        self.assertEqual(
            self.list(), [old.reference, young.reference, closed.reference]
        )

    def test_a_row_says_what_it_is_about_and_how_long_it_has_been_waiting(self) -> None:
        section = self.offer.sections[0]
        comment = self.receive(section=section.anchor)
        self.make_old(comment, 5)
        response = self.client.get(reverse(COMMENTS))
        for words in (
            *("Alderbeck", "Something is missing", str(section.heading), "5 days"),
            self.find_url(comment),
        ):
            with self.subTest(words):
                self.assertContains(response, words)
        self.assertNotContains(response, "Who helps at lunch?")

    def test_what_came_in_today_has_not_been_waiting_for_0_days(self) -> None:
        comment = self.receive()
        response = self.client.get(reverse(COMMENTS))
        self.assertContains(response, "Since today")
        self.assertIn("It came in today.", self.read(comment))

    def test_what_waits_for_more_than_ten_school_days_is_called_late(self) -> None:
        comment = self.receive()
        monday = datetime(2026, 11, 2, 12, tzinfo=UTC)
        FamilyComment.objects.filter(pk=comment.pk).update(created_at=monday)
        late = "late: more than ten school days"
        for days, is_late in ((14, False), (15, True)):
            with (
                self.subTest(days),
                mock.patch("django.utils.timezone.now") as now,
            ):
                now.return_value = monday + timedelta(days=days)
                # Whoever logged in so long ago would have to do it again.
                self.client.force_login(self.editor)
                said = self.client.get(reverse(COMMENTS)).content.decode()
                self.assertEqual(late in said, is_late)

    def test_one_sees_only_what_is_about_pages_that_one_may_edit(self) -> None:
        own, foreign = self.receive(), self.receive(self.other)
        self.assertEqual(self.list(), [own.reference])
        self.client.force_login(self.stranger)
        self.assertEqual(self.list(), [foreign.reference])

    def test_what_is_about_a_page_that_is_gone_is_for_superusers(self) -> None:
        comment = self.receive()
        FamilyComment.objects.update(page=None)
        self.assertEqual(self.list(), [])
        self.client.force_login(self.boss)
        self.assertEqual(self.list(), [comment.reference])

    def test_who_may_edit_no_page_does_not_see_it(self) -> None:
        self.client.force_login(self.add_person("amy", self.offer))
        self.assertEqual(self.client.get(reverse(COMMENTS)).status_code, 302)

    def test_nobody_sees_it_without_a_log_in(self) -> None:
        self.client.logout()
        for name in (COMMENTS, RESULTS, YEARS):
            with self.subTest(name):
                url = reverse(name)
                login = f"{reverse('wagtailadmin_login')}?next={url}"
                self.assertRedirects(self.client.get(url), login)

    def test_spam_is_in_its_own_filter(self) -> None:
        spam, genuine = self.receive(is_spam=True), self.receive()
        self.assertEqual(self.list(), [genuine.reference])
        self.assertEqual(self.list(status="spam"), [spam.reference])

    def test_a_filter_that_is_none_shows_no_spam(self) -> None:
        self.receive(is_spam=True)
        self.assertEqual(self.list(status="all"), [])

    def test_it_is_filtered_by_state_offer_and_school_year(self) -> None:
        self.client.force_login(self.boss)
        new, closed, foreign = self.receive(), self.receive(), self.receive(self.other)
        answering.close(closed, self.editor, "Nothing to do.")
        old = datetime(2024, 8, 31, 12, tzinfo=UTC)
        FamilyComment.objects.filter(pk=foreign.pk).update(created_at=old)
        for query, found in (
            ({"status": "closed"}, {closed}),
            ({"offer": self.other.pk}, {foreign}),
            ({"year": 2023}, {foreign}),
            ({"year": get_school_year(get_today())}, {new, closed}),
        ):
            with self.subTest(query):
                expected = {each.reference for each in found}
                self.assertEqual(set(self.list(**query)), expected)

    def test_it_is_searched_by_reference(self) -> None:
        comment, _other = self.receive(), self.receive()
        for typed in (
            comment.reference,
            comment.reference.lower(),
            comment.reference.replace("-", ""),
            f" {comment.reference.replace('-', ' ').lower()} ",
            comment.reference[:4],
        ):
            with self.subTest(typed):
                self.assertEqual(self.list(q=typed), [comment.reference])

    def test_the_message_is_not_searched(self) -> None:
        self.receive(message="Zebra crossing", name="Zebra")
        self.assertEqual(self.list(q="zebra"), [])

    def test_offers_are_named_by_their_settings_in_the_filter(self) -> None:
        with self.captureOnCommitCallbacks(execute=True):
            self.offer.save_revision().publish()
        self.receive()
        response = self.client.get(reverse(COMMENTS))
        self.assertContains(response, ">Alderbeck</option>")

    def test_its_queries_do_not_grow_with_the_comments(self) -> None:
        self.client.get(reverse(RESULTS))
        anchor = self.offer.sections[0].anchor
        for number in (5, 95):
            for _each in range(number):
                self.receive(section=anchor)
            with self.subTest(number), self.assertNumQueries(FEW_QUERIES):
                self.client.get(reverse(RESULTS))

    def test_it_has_pages(self) -> None:
        for _each in range(51):
            self.receive()
        self.assertEqual(len(self.list()), 50)
        self.assertEqual(len(self.list(p=2)), 1)

    def test_a_spreadsheet_has_what_the_filter_shows(self) -> None:
        comment, closed = self.receive(), self.receive()
        answering.close(closed, self.editor, "Nothing to do.")
        [row] = self.export(status="new")
        self.assertEqual(row["Message"], comment.reference)
        self.assertEqual(row["Waiting (days)"], "0")

    def test_only_superusers_take_private_columns_out(self) -> None:
        self.receive(name="Anna Smith", reply_to="anna@family.example")
        for person, has_them in ((self.editor, False), (self.boss, True)):
            self.client.force_login(person)
            with self.subTest(person=person):
                [row] = self.export()
                self.assertEqual("Anna Smith" in row.values(), has_them)
                self.assertEqual("Message of the family" in row, has_them)

    def test_no_cell_of_a_spreadsheet_is_a_formula(self) -> None:
        self.client.force_login(self.boss)
        self.receive(message='=HYPERLINK("https://evil.example")')
        [row] = self.export()
        self.assertFalse(row["Message of the family"].startswith("="))
        response = self.client.get(reverse(COMMENTS), {"export": "xlsx"})
        self.assertEqual(response.status_code, 200)


class YearsTests(ListTestCase):
    def test_it_is_counted_by_school_year_and_offer(self) -> None:
        self.client.force_login(self.boss)
        old, new, foreign = self.receive(), self.receive(), self.receive(self.other)
        self.receive(is_spam=True)
        last_day = datetime(2024, 8, 31, 12, tzinfo=UTC)
        FamilyComment.objects.filter(pk=old.pk).update(created_at=last_day)
        old.refresh_from_db()
        answering.publish(
            old, self.boss, question="Q", answer="A", change="We changed it."
        )
        answering.answer(foreign, self.boss, "Thank you.")
        now = name_school_year(get_school_year(get_today()))
        self.assertEqual(
            [tuple(row.values()) for row in self.export(YEARS)],
            [
                (now, "Alderbeck", "1", "0", "0", "1"),
                (now, "Beckside", "1", "1", "0", "0"),
                ("2023 to 2024", "Alderbeck", "1", "1", "1", "0"),
            ],
        )
        response = self.client.get(reverse(YEARS))
        self.assertContains(response, "2023 to 2024")
        self.assertTrue(new.is_open)

    def test_it_counts_only_what_one_may_edit(self) -> None:
        self.receive(self.other)
        self.assertEqual(self.export(YEARS), [])

    def test_it_counts_as_the_public_page_does(self) -> None:
        answering.answer(self.receive(), self.editor, "Thank you.")
        answering.publish(
            self.receive(), self.editor, question="Q", answer="A", change="We did."
        )
        [row] = self.export(YEARS)
        [year] = list_years(self.offer)
        self.assertEqual(
            [row["School year"], row["Received"], row["Answered"]],
            [year.name, str(year.received), str(year.answered)],
        )
        self.assertEqual(row["Led to a change"], str(year.changed))

    def test_its_queries_do_not_grow_with_the_comments(self) -> None:
        url = reverse("wagtail_localoffer:comment_years_results")
        self.client.get(url)
        for number in (2, 8):
            for days in range(number):
                moment = timezone.now() - timedelta(days=400 * days)
                self.receive(created_at=moment)
            # The session, the person and their preferences; in three, what they may
            # see; the first of all, for the school years; what is counted.
            with self.subTest(number), self.assertNumQueries(8):
                self.client.get(url)


class ElsewhereTests(CommentTestCase):
    waits = "1 message from families waits for an answer"

    def test_ones_own_offers_say_that_somebody_waits(self) -> None:
        url = reverse("wagtail_localoffer:my_offers")
        self.assertNotContains(self.client.get(url), self.waits)
        self.receive()
        response = self.client.get(url)
        self.assertContains(response, self.waits, count=1 + self.count_rows(response))
        self.assertContains(response, f"{reverse(COMMENTS)}?status=new")

    def count_rows(self, response: Any) -> int:
        """How many rows say it: those of offers that were measured."""
        rows = response.context["table"].data
        return sum(each.completeness is not None for each in rows)

    def test_the_dashboard_lists_who_waits(self) -> None:
        url = reverse("wagtailadmin_home")
        comment = self.receive()
        response = self.client.get(url)
        self.assertContains(response, self.waits)
        self.assertContains(response, self.find_url(comment))
        self.client.force_login(self.stranger)
        self.assertNotContains(self.client.get(url), self.waits)

    def test_the_menu_of_an_offer_leads_to_what_families_say_about_it(self) -> None:
        edit = reverse("wagtailadmin_pages:edit", args=[self.offer.pk])
        url = f"{reverse(COMMENTS)}?offer={self.offer.pk}"
        self.assertContains(self.client.get(edit), url)

    def test_the_menu_has_the_list(self) -> None:
        response = self.client.get(reverse("wagtailadmin_home"))
        self.assertContains(response, reverse(COMMENTS))

    def test_the_report_says_counts_and_filters_who_waits(self) -> None:
        self.client.force_login(self.boss)
        self.receive()
        self.receive()
        url = reverse("wagtail_localoffer_report")
        for attention in ("waiting", "any"):
            with self.subTest(attention):
                response = self.client.get(url, {"attention": attention})
                names = [each.pk for each in response.context["table"].data]
                self.assertIn(self.offer.pk, names)
                if attention == "waiting":
                    self.assertNotIn(self.other.pk, names)
                text = "2 messages from families wait for an answer"
                self.assertContains(response, text)
        export = self.client.get(url, {"export": "csv", "attention": "waiting"})
        lines = b"".join(export.streaming_content).decode().splitlines()
        rows = list(csv.DictReader(lines))
        self.assertEqual([each["Families wait for an answer"] for each in rows], ["2"])
