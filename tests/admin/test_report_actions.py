"""What is done with many offers of the report at once."""

from __future__ import annotations

import csv
from datetime import timedelta
from io import StringIO
from typing import Any
from unittest import mock
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import GroupPagePermission, ModelLogEntry, PageLogEntry

from tests.admin.test_offer_notices import make_editor
from tests.admin.test_report import ReportTestCase, add_offer, in_days
from wagtail_localoffer.models import LocalOfferPage, OfferSummary

pytestmark = pytest.mark.rows


class ActionTestCase(ReportTestCase):
    action: str

    def setUp(self) -> None:
        super().setUp()
        self.section = self.add_section("Ours")
        self.user = make_editor("manager", self.section)
        self.client.force_login(self.user)

    def get_url(self, *offers: Any, **query: Any) -> str:
        pairs = [("id", getattr(offer, "pk", offer)) for offer in offers]
        asked = urlencode([*pairs, ("next", self.url), *query.items()])
        return f"/admin/bulk/wagtail_localoffer/offersummary/{self.action}/?{asked}"

    def ask(self, *offers: Any, **query: Any) -> Any:
        return self.client.get(self.get_url(*offers, **query))

    def act(self, *offers: Any, **query: Any) -> Any:
        with self.captureOnCommitCallbacks(execute=True):
            return self.client.post(self.get_url(*offers, **query))

    def count_queries(
        self, numbers: tuple[int, int], **changes: Any
    ) -> list[list[int]]:
        """How many queries asking and acting take, for each number of offers."""
        counts = []
        for number in numbers:
            offers = []
            for _offer in range(number):
                owner = User.objects.create_user(f"{number}-{_offer}", "a@b.example")
                owner.groups.set(self.user.groups.all())
                offers.append(add_offer(self.section, owner=owner, **changes))
            counts.append([])
            self.ask(*offers)
            for deed in (self.client.get, self.client.post):
                with CaptureQueriesContext(connection) as captured:
                    deed(self.get_url(*offers))
                counts[-1].append(len(captured))
        return counts


class ChoosingTests(ActionTestCase):
    action = "review"

    def test_the_report_offers_what_can_be_done(self) -> None:
        offer = add_offer(self.section)
        response = self.client.get(self.url)
        self.assertContains(response, f'data-object-id="{offer.pk}"')
        for action in ("remind", "review", "download_xlsx", "download_csv"):
            with self.subTest(action):
                self.assertContains(response, f"offersummary/{action}/")

    def test_pages_of_the_explorer_offer_none_of_it(self) -> None:
        response = self.client.get(f"/admin/pages/{self.section.pk}/")
        self.assertNotContains(response, "offersummary")

    def test_what_is_not_there_or_not_seen_is_not_found(self) -> None:
        theirs = add_offer(self.add_section("Theirs"))
        for key in (theirs.pk, 0, 999999, "x", "9" * 30, "-1"):
            with self.subTest(key):
                self.assertEqual(self.ask(key).status_code, 404)
                self.assertEqual(self.act(key).status_code, 404)

    def test_all_of_a_list_are_all_that_it_was_filtered_by(self) -> None:
        for number in range(55):
            add_offer(self.section, setting_name=f"Due {number}", review_due=in_days(1))
        add_offer(self.section, setting_name="Not due", review_due=in_days(200))
        response = self.ask("all", attention="soon")
        self.assertEqual(len(response.context["items"]), 55)
        self.assertNotContains(response, "Not due")

    def test_more_than_one_click_should_change_are_refused_in_words(self) -> None:
        for _each in range(4):
            add_offer(self.section)
        with mock.patch("wagtail_localoffer.admin.report_actions.MOST", 3):
            response = self.client.post(self.get_url("all"), follow=True)
        self.assertContains(response, "Choose at most 3 offers at once.")
        self.assertFalse(LocalOfferPage.objects.exclude(reviewed_at=None).exists())

    def test_an_offer_without_a_summary_can_be_chosen(self) -> None:
        offer = add_offer(self.section)
        OfferSummary.objects.all().delete()
        self.assertContains(self.ask(offer), offer.title)


class ReviewTests(ActionTestCase):
    action = "review"

    def test_the_chosen_are_marked_by_who_says_so(self) -> None:
        offers = [add_offer(self.section, review_due=in_days(1)) for _each in range(2)]
        left = add_offer(self.section)
        response = self.ask(*offers)
        self.assertContains(response, "Is all that families read still correct?")
        response = self.act(*offers)
        self.assertRedirects(response, self.url)
        for offer in offers:
            page = LocalOfferPage.objects.get(pk=offer.pk)
            self.assertTrue(page.is_reviewed_today)
            self.assertEqual(page.reviewed_by, self.user)
            summary = OfferSummary.objects.get(offer=offer)
            self.assertEqual(summary.review_due, page.next_review_due)
            entry = PageLogEntry.objects.get(
                page=offer.pk, action="wagtail_localoffer.review"
            )
            self.assertEqual(entry.user, self.user)
        self.assertIsNone(LocalOfferPage.objects.get(pk=left.pk).reviewed_at)

    def test_who_took_part_is_noted_for_each_of_them(self) -> None:
        offers = [add_offer(self.section) for _each in range(2)]
        self.assertContains(self.ask(*offers), "is noted for each of them")
        self.act_with(*offers, who=["parents"], changed="Shorter sentences")
        for offer in offers:
            page = LocalOfferPage.objects.get(pk=offer.pk)
            kept = {"who": ["parents"], "changed": "Shorter sentences"}
            self.assertEqual(page.reviewed_with, kept)
            self.assertEqual(OfferSummary.objects.get(offer=offer).reviewed_with, kept)

    def test_for_one_alone_nothing_is_said_of_others(self) -> None:
        response = self.ask(add_offer(self.section))
        self.assertNotContains(response, "is noted for each of them")
        self.assertContains(response, "Name nobody.")

    def test_a_line_that_is_too_long_is_refused_and_stays_in_the_form(self) -> None:
        offer = add_offer(self.section)
        response = self.act_with(offer, changed="x" * 256)
        self.assertContains(response, "at most 255 characters")
        self.assertContains(response, "x" * 256)
        self.assertIsNone(LocalOfferPage.objects.get(pk=offer.pk).reviewed_at)

    def act_with(self, *offers: Any, **data: Any) -> Any:
        with self.captureOnCommitCallbacks(execute=True):
            return self.client.post(self.get_url(*offers), data)

    def test_a_draft_is_not_reviewed(self) -> None:
        live, draft = add_offer(self.section), add_offer(self.section, live=False)
        response = self.ask(live, draft)
        self.assertEqual(response.context["items_with_no_access"], [draft.specific])
        self.act(live, draft)
        self.assertIsNone(LocalOfferPage.objects.get(pk=draft.pk).reviewed_at)

    def test_who_has_a_draft_is_told_that_it_is_about_what_is_public(self) -> None:
        offer = add_offer(self.section)
        sentence = "This is about what is public now."
        self.assertNotContains(self.ask(offer), sentence)
        type(offer).objects.filter(pk=offer.pk).update(has_unpublished_changes=True)
        self.assertContains(self.ask(offer), sentence)

    def test_who_may_not_publish_marks_nothing(self) -> None:
        GroupPagePermission.objects.filter(permission__codename="publish_page").delete()
        offer = add_offer(self.section)
        self.assertNotContains(self.ask(offer), "<form")
        self.act(offer)
        self.assertIsNone(LocalOfferPage.objects.get(pk=offer.pk).reviewed_at)

    def test_its_queries_do_not_grow_with_the_offers(self) -> None:
        few, many = self.count_queries((5, 30))
        self.assertEqual(few, many)


class RemindTests(ActionTestCase):
    action = "remind"

    def setUp(self) -> None:
        super().setUp()
        self.owner = User.objects.create_user("jo", "jo@school.example")
        self.owner.groups.set(self.user.groups.all())

    def add(self, **changes: Any) -> Any:
        changes = {"owner": self.owner, "missing_musts": 1, **changes}
        return add_offer(self.section, **changes)

    def test_a_person_gets_one_email_for_all_their_offers(self) -> None:
        first = self.add(setting_name="Ash School", obstacles=1)
        second = self.add(setting_name="Beech School", review_due=in_days(-1))
        response = self.ask(first, second)
        for text in ("jo@school.example", "Ash School", "Needed to publish: 1"):
            with self.subTest(text):
                self.assertContains(response, text)
        self.assertEqual(len(mail.outbox), 0)
        self.assertRedirects(self.act(first, second), self.url)
        (message,) = mail.outbox
        self.assertEqual(message.to, ["jo@school.example"])
        self.assertEqual(message.subject, "2 of your local offers need something")
        for text in (
            "Ash School\n- Needed to publish: 1\n",
            "Beech School\n- The law asks: 1\n- Review overdue since",
            f"/admin/pages/{first.pk}/edit/",
        ):
            with self.subTest(text):
                self.assertIn(text, message.body)

    def test_nobody_is_reminded_twice_within_a_day(self) -> None:
        offer, another = self.add(), self.add()
        self.act(offer)
        response = self.ask(another)
        self.assertContains(response, "Reminded already")
        self.assertNotContains(response, "<form")
        self.act(another)
        self.assertEqual(len(mail.outbox), 1)
        entries = ModelLogEntry.objects.filter(action="wagtail_localoffer.remind")
        self.assertEqual(entries.get().user, self.user)
        entries.update(timestamp=timezone.now() - timedelta(days=1, minutes=1))
        self.act(another)
        self.assertEqual(len(mail.outbox), 2)

    def test_without_an_owner_it_goes_to_whoever_edited_last(self) -> None:
        editor = User.objects.create_user("ed", "ed@school.example")
        editor.groups.set(self.user.groups.all())
        for owner in (None, self.make_gone(), self.make_silent()):
            offer = self.add(owner=owner)
            page = LocalOfferPage.objects.get(pk=offer.pk)
            page.save_revision(user=editor, clean=False)
            with self.subTest(owner):
                plan = self.ask(offer).context["plan"]
                self.assertEqual([each.person for each in plan.letters], [editor])

    def make_gone(self) -> User:
        """Somebody who has another post by now."""
        return User.objects.create_user("gone", "gone@school.example")

    def make_silent(self) -> User:
        silent = User.objects.create_user("silent")
        silent.groups.set(self.user.groups.all())
        return silent

    def test_where_nobody_can_be_written_to_it_says_so(self) -> None:
        for owner in (None, self.make_gone(), self.make_silent()):
            offer = self.add(owner=owner)
            with self.subTest(owner):
                response = self.ask(offer)
                self.assertContains(response, "Nobody to write to")
                self.assertNotContains(response, "<form")

    def test_nobody_is_reminded_of_what_needs_nothing(self) -> None:
        offer = self.add(missing_musts=0)
        self.assertContains(self.ask(offer), "Nothing is asked of these")
        self.act(offer)
        self.assertEqual(mail.outbox, [])

    def test_who_may_not_publish_an_offer_reminds_nobody_of_it(self) -> None:
        GroupPagePermission.objects.filter(permission__codename="publish_page").delete()
        offer = self.add()
        self.assertNotContains(self.ask(offer), "<form")
        self.act(offer)
        self.assertEqual(mail.outbox, [])

    def test_a_copy_of_a_site_writes_to_nobody_but_whom_it_is_told_to(self) -> None:
        offer = self.add()
        with override_settings(WAGTAIL_LOCALOFFER={"HOLD": True}):
            self.assertNotContains(self.ask(offer), "<form")
            self.act(offer)
            self.assertEqual(mail.outbox, [])
        with override_settings(WAGTAIL_LOCALOFFER={"DIVERT_TO": "me@agency.example"}):
            self.assertContains(self.ask(offer), "all of them go to me@agency.example")
            self.act(offer)
        (message,) = mail.outbox
        self.assertEqual(message.to, ["me@agency.example"])

    def test_its_queries_do_not_grow_with_the_offers(self) -> None:
        few, many = self.count_queries((5, 30), missing_musts=1)
        # Asking takes as many. Sending leaves the rest to a task for each person.
        self.assertEqual(few, many)


class DownloadTests(ActionTestCase):
    action = "download_csv"

    def test_it_has_the_chosen_and_no_others(self) -> None:
        offers = [add_offer(self.section, setting_name=name) for name in ("A", "=B")]
        add_offer(self.section, setting_name="C")
        response = self.ask(*offers)
        text = b"".join(response.streaming_content).decode()
        heading, *rows = csv.reader(StringIO(text))
        self.assertEqual(heading[0], "Setting")
        self.assertEqual(sorted(row[0] for row in rows), ["'=B", "A"])
        self.assertIn(".csv", response["Content-Disposition"])

    def test_it_comes_as_a_workbook_too(self) -> None:
        self.action = "download_xlsx"
        response = self.ask(add_offer(self.section))
        self.assertIn(".xlsx", response["Content-Disposition"])

    def test_it_changes_nothing_and_takes_no_post(self) -> None:
        self.assertEqual(self.act(add_offer(self.section)).status_code, 405)

    def test_its_queries_do_not_grow_with_the_offers(self) -> None:
        counts = []
        for number in (5, 30):
            offers = [add_offer(self.section) for _each in range(number)]
            b"".join(self.ask(*offers).streaming_content)
            with CaptureQueriesContext(connection) as captured:
                b"".join(self.ask(*offers).streaming_content)
            counts.append(len(captured))
        self.assertEqual(counts[0], counts[1])
