"""The council is told of another SENCO on the day, once, and not before."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.builders import SENCO, complete_body, complete_offer
from tests.content.test_handover import COVERED, FOLLOWED, LEFT, NAME, OMAR
from tests.notices.test_batches import BODY
from tests.notices.test_in_time import at
from tests.support import PublicSiteTestCase
from wagtail_localoffer.models import CouncilNotice, LocalOfferPage
from wagtail_localoffer.notices.batches import list_unsettled
from wagtail_localoffer.notices.planner import announce, announce_all, preview_news

DAY = timedelta(days=1)

NOW = date(2026, 12, 1)
VACANT_FROM, BEGINS = date(2027, 7, 19), date(2027, 9, 1)
COVERS, BACK = date(2027, 1, 5), date(2027, 7, 1)


def on(day: date, hour: int = 12) -> Any:
    moment = datetime.combine(day, time(hour), tzinfo=ZoneInfo("Europe/London"))
    return at(moment)


class HandoverTestCase(PublicSiteTestCase):
    """An offer of which the council was told while nobody thought of leaving."""

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        with on(NOW):
            cls.offer = cls.publish_for_all(complete_offer(), deliver=True)
        # A test counts from an empty outbox.
        cls.sent_before = []

    def plan(self, contact: dict[str, Any], day: date = NOW, **values: Any) -> None:
        """Publish who is the SENCO when."""
        with on(day):
            offer = LocalOfferPage.objects.get(pk=self.offer.pk)
            offer.body = complete_body(senco_contact=contact)
            for name, value in values.items():
                setattr(offer, name, value)
            self.publish(offer)

    def run_command(self, day: date, *options: str) -> str:
        out = StringIO()
        with on(day), self.captureOnCommitCallbacks(execute=True):
            call_command("send_council_notices", *options, stdout=out)
        return out.getvalue()

    def told(self, *days: date) -> list[str]:
        """What the emails say of the SENCO that are sent in runs on some days."""
        mail.outbox.clear()
        for day in days:
            self.run_command(day)
        headings = [
            change["heading"]
            for notice in CouncilNotice.objects.order_by("number")[1:]
            for change in notice.changes
        ]
        assert len(mail.outbox) <= len(headings)
        return headings[len(headings) - len(mail.outbox) :]


VACANT, NEW, COVER = (
    "SENCO contact: the post is vacant",
    "SENCO contact: there is a new SENCO",
    "SENCO contact: somebody covers for the SENCO",
)


class DayTests(HandoverTestCase):
    def test_to_publish_it_in_advance_tells_nothing(self) -> None:
        for contact in (LEFT, FOLLOWED, COVERED):
            self.plan(contact)
            self.assertEqual(self.told(NOW), [])
        self.assertEqual(CouncilNotice.objects.count(), 1)

    def test_a_preview_of_it_says_so(self) -> None:
        with on(NOW):
            self.offer.body = complete_body(senco_contact=FOLLOWED)
            self.assertEqual(preview_news(self.offer), [])

    def test_nothing_is_told_before_the_day(self) -> None:
        self.plan(LEFT)
        self.assertEqual(self.told(NOW + DAY, VACANT_FROM - DAY), [])

    @pytest.mark.nightly
    def test_an_editor_abroad_where_it_is_the_day_already_tells_nothing(self) -> None:
        eve = VACANT_FROM - DAY
        self.plan(LEFT)
        # Wagtail's admin has the time zone of whoever is logged in.
        with timezone.override("Australia/Sydney"), on(eve, hour=20):
            offer = LocalOfferPage.objects.get(pk=self.offer.pk)
            self.publish(offer)
        self.assertEqual(self.told(eve), [])
        self.assertEqual(self.told(VACANT_FROM), [VACANT])

    def test_on_the_day_it_is_told_once(self) -> None:
        self.plan(LEFT)
        self.assertEqual(self.told(VACANT_FROM, VACANT_FROM), [VACANT])
        self.assertEqual(self.told(VACANT_FROM, VACANT_FROM + DAY), [])

    @pytest.mark.nightly
    def test_runs_that_were_missed_are_made_good_once(self) -> None:
        self.plan(LEFT)
        days = [VACANT_FROM + number * DAY for number in (3, 3, 4)]
        self.assertEqual(self.told(*days), [VACANT])

    def test_each_day_of_a_handover_is_told(self) -> None:
        self.plan(FOLLOWED)
        self.assertEqual(self.told(VACANT_FROM), [VACANT])
        self.assertEqual(self.told(BEGINS - DAY, BEGINS, BEGINS + DAY), [NEW])

    def test_of_two_days_that_were_missed_what_is_true_is_told(self) -> None:
        self.plan(FOLLOWED)
        self.assertEqual(self.told(BEGINS + DAY, BEGINS + DAY), [NEW])

    def test_a_cover_is_told_and_its_end(self) -> None:
        self.plan(COVERED)
        self.assertEqual(self.told(COVERS - DAY, COVERS, COVERS + DAY), [COVER])
        self.assertEqual(self.told(BACK - DAY, BACK, BACK + DAY), [NEW])

    @pytest.mark.nightly
    def test_a_clock_that_is_put_back_tells_nothing_twice(self) -> None:
        self.plan(LEFT)
        self.assertEqual(self.told(VACANT_FROM), [VACANT])
        days = (VACANT_FROM - DAY, VACANT_FROM, VACANT_FROM + DAY)
        self.assertEqual(self.told(*days), [])

    def test_to_publish_on_the_day_tells_it_with_the_rest_once(self) -> None:
        self.plan(LEFT)
        self.plan(LEFT, VACANT_FROM, address="Beech Lane")
        self.assertEqual(self.told(VACANT_FROM)[-1:], [VACANT])
        self.assertEqual(len(mail.outbox), 1)
        self.assertEqual(self.told(VACANT_FROM), [])

    def test_to_look_at_one_offer_on_the_day_tells_it(self) -> None:
        self.plan(LEFT)
        with on(VACANT_FROM):
            (notice,) = announce(self.offer.pk)
        self.assertEqual([each["heading"] for each in notice.changes], [VACANT])
        self.assertEqual(len(self.told(VACANT_FROM)), 1)

    def test_a_new_day_that_is_published_in_time_counts(self) -> None:
        self.plan(LEFT)
        self.plan({**LEFT, "until": "2027-12-31"}, NOW + DAY)
        self.assertEqual(self.told(VACANT_FROM), [])
        self.assertEqual(self.told(date(2028, 1, 1)), [VACANT])

    @pytest.mark.nightly
    def test_to_take_who_follows_up_later_is_no_news(self) -> None:
        self.plan(FOLLOWED)
        self.assertEqual(self.told(BEGINS), [NEW])
        self.plan(OMAR, BEGINS + DAY)
        self.assertEqual(self.told(BEGINS + DAY), [])

    def test_the_dry_run_says_what_it_would_write(self) -> None:
        self.plan(LEFT)
        self.assertIn("Would write: 0.", self.run_command(NOW, "--dry-run"))
        self.assertIn("Would write: 1.", self.run_command(VACANT_FROM, "--dry-run"))

    def test_a_body_that_a_program_wrote_is_told_on_its_day(self) -> None:
        LocalOfferPage.objects.update(body=complete_body(senco_contact=LEFT))
        self.assertEqual(self.told(NOW), [])
        self.assertEqual(self.told(VACANT_FROM), [VACANT])


class CorrectionTests(HandoverTestCase):
    def test_a_small_correction_of_today_hides_nobody_to_come(self) -> None:
        corrected = {**FOLLOWED, "availability": "Mornings"}
        self.plan(corrected, minor_change=True)
        self.assertEqual(self.told(NOW), [])
        self.assertEqual(self.told(VACANT_FROM), [VACANT])
        self.assertEqual(self.told(BEGINS), [NEW])

    def test_to_plan_it_as_a_small_correction_hides_nobody_to_come(self) -> None:
        self.plan(LEFT, minor_change=True)
        self.assertEqual(self.told(VACANT_FROM), [VACANT])


class WordsTests(HandoverTestCase):
    def text(self, day: date) -> str:
        mail.outbox.clear()
        self.run_command(day)
        (email,) = mail.outbox
        return str(email.body) + str(email.alternatives)

    def test_who_is_gone_is_not_named_to_the_council(self) -> None:
        self.plan(LEFT)
        text = self.text(VACANT_FROM)
        self.assertIn("SENCO contact: The post is vacant, 01632 960010", text)
        for said in (NAME, SENCO["email"], SENCO["telephone"]):
            self.assertNotIn(said, text)

    def test_who_follows_is_named_with_how_to_reach_them(self) -> None:
        self.plan(FOLLOWED)
        text = self.text(BEGINS)
        self.assertIn(", ".join(OMAR.values()), text)
        self.assertNotIn(NAME, text)

    def test_a_cover_says_until_when(self) -> None:
        self.plan(COVERED)
        self.assertIn("covers until 30 June 2027", self.text(COVERS))

    def test_the_columns_for_a_directory_name_nobody_who_is_gone(self) -> None:
        self.plan(LEFT)
        self.run_command(VACANT_FROM)
        record = CouncilNotice.objects.order_by("number").last().entry["record"]
        self.assertNotIn("contact_name", record)
        self.assertEqual(record["contact_phone"], "01632 960010")


class BatchTests(PublicSiteTestCase):
    def make(self, number: int, contact: dict[str, Any]) -> list[int]:
        with on(NOW):
            keys = [
                complete_offer(live=True, body=complete_body(senco_contact=contact)).pk
                for _each in range(number)
            ]
            list(announce_all())
            list(announce_all())
        return keys

    def look(self, keys: list[int], day: date) -> tuple[list[int], int, int]:
        """Which offers are unsettled on a day, in how many queries, and of bodies."""
        with on(day), CaptureQueriesContext(connection) as queries:
            found = list_unsettled(keys)
        bodies = [each for each in queries if BODY.search(each["sql"])]
        return found, len(queries), len(bodies)

    def test_no_body_is_read_before_the_day(self) -> None:
        keys = self.make(3, FOLLOWED)
        self.assertEqual(self.look(keys, VACANT_FROM - DAY)[::2], ([], 0))

    def test_on_the_day_it_makes_the_same_queries_for_any_number(self) -> None:
        one, few = self.make(1, FOLLOWED), self.make(4, FOLLOWED)
        found, queries, _bodies = self.look(one, VACANT_FROM)
        self.assertEqual(found, one)
        found, more, _bodies = self.look(few, VACANT_FROM)
        self.assertEqual((found, more), (few, queries))

    def test_the_others_are_not_read_on_that_day(self) -> None:
        few, others = self.make(2, FOLLOWED), self.make(3, SENCO)
        with on(VACANT_FROM), CaptureQueriesContext(connection) as queries:
            self.assertEqual(list_unsettled(few + others), few)
        read = [each["sql"] for each in queries if BODY.search(each["sql"])]
        for sql in read:
            for key in others:
                self.assertNotIn(f" {key},", sql)

    def test_what_is_settled_leaves_its_day_to_who_has_more_to_do(self) -> None:
        self.make(1, FOLLOWED)
        with on(VACANT_FROM):
            for _look in range(3):
                list(announce_all())
        day = LocalOfferPage.objects.get().next_change_on
        self.assertEqual(day, VACANT_FROM)

    def test_the_command_notes_what_is_true_so_that_none_is_read_again(self) -> None:
        keys = self.make(2, FOLLOWED)
        with on(VACANT_FROM), self.captureOnCommitCallbacks(execute=True):
            call_command("send_council_notices", stdout=StringIO())
        self.assertEqual(self.look(keys, VACANT_FROM)[::2], ([], 0))
        days = LocalOfferPage.objects.values_list("next_change_on", flat=True)
        self.assertEqual(set(days), {BEGINS})
