"""Small corrections, which a council need not be told."""

from __future__ import annotations

from io import StringIO
from unittest import mock

from django.core import mail
from django.core.management import call_command
from wagtail.models import PageLogEntry

from tests.builders import complete_body, complete_offer
from tests.notices.told_case import CHESS, NURSE, ToldTestCase, newest, news, waiting
from wagtail_localoffer.notices.delivery import deliver_due
from wagtail_localoffer.offers import small_corrections
from wagtail_localoffer.offers.small_corrections import CORRECTED, list_corrections


class TestSmallCorrections(ToldTestCase):
    def test_it_is_not_told(self) -> None:
        self.correct(health=NURSE)
        call_command("send_council_notices", stdout=StringIO())
        self.assertEqual(news(), [("published", "sent")])

    def test_it_is_in_the_history_of_the_page(self) -> None:
        self.correct(health=NURSE)
        entry = PageLogEntry.objects.get(page=self.offer.pk, action=CORRECTED)
        self.assertEqual(entry.data["parts"], ["health"])

    def test_the_next_notice_covers_it(self) -> None:
        self.correct(health=NURSE)
        self.change(health=NURSE, activities=CHESS)
        self.assertEqual(
            [change["heading"] for change in newest().changes],
            [
                "Health (including emotional health and well being)",
                "Extra curricular activities",
            ],
        )

    def test_the_mark_is_gone_after_it(self) -> None:
        self.correct(health=NURSE)
        self.offer.refresh_from_db()
        self.assertFalse(self.offer.minor_change)
        self.change(activities=CHESS)
        self.assertEqual(waiting(), ["updated"])

    def test_two_in_a_row_are_not_told(self) -> None:
        self.correct(health=NURSE)
        self.correct(health={"text": "<p>A nurse comes on Tuesdays.</p>", "more": []})
        call_command("send_council_notices", stdout=StringIO())
        self.assertEqual(news(), [("published", "sent")])

    def test_a_chain_of_them_that_ends_where_it_began_is_not_told(self) -> None:
        for words in ("A nurse comes.", "A nurse comes on Tuesdays."):
            self.correct(health={"text": f"<p>{words}</p>", "more": []})
        self.correct()
        call_command("send_council_notices", stdout=StringIO())
        self.assertEqual(news(), [("published", "sent")])

    def test_one_chain_goes_on_beside_that_of_another_section(self) -> None:
        self.correct(health=NURSE)
        self.correct(health=NURSE, activities=CHESS)
        self.correct(activities=CHESS)
        call_command("send_council_notices", stdout=StringIO())
        self.assertEqual(news(), [("published", "sent")])

    def test_a_chain_that_is_too_long_to_be_kept_is_told(self) -> None:
        self.enterContext(mock.patch.object(small_corrections, "LONGEST_CHAIN", 3))
        for number in range(3):
            words = f"A nurse comes on day {number}."
            self.correct(health={"text": f"<p>{words}</p>", "more": []})
        self.assertEqual(waiting(), ["updated"])

    def test_a_real_change_that_was_missed_before_it_is_told(self) -> None:
        # The process died before anybody looked.
        self.offer.body = complete_body(health=NURSE)
        self.offer.save_revision().publish()
        self.offer.refresh_from_db()
        self.correct(health=NURSE, activities=CHESS)
        self.assertEqual(waiting(), ["updated"])
        self.assertEqual(len(newest().changes), 2)

    def test_a_real_change_of_the_same_section_before_it_is_told(self) -> None:
        self.offer.body = complete_body(health=NURSE)
        self.offer.save_revision().publish()
        self.offer.refresh_from_db()
        self.correct(health={"text": "<p>A nurse comes on Tuesdays.</p>", "more": []})
        self.assertEqual(waiting(), ["updated"])

    def test_it_does_not_take_back_news_that_waits(self) -> None:
        self.change(health=NURSE)
        self.correct(health=NURSE, activities=CHESS)
        self.assertEqual(waiting(), ["updated"])
        deliver_due()
        call_command("send_council_notices", stdout=StringIO())
        self.assertEqual(len(mail.outbox), 2)

    def test_a_first_publication_is_told_all_the_same(self) -> None:
        other = complete_offer(minor_change=True)
        self.publish(other)
        self.assertEqual(newest().offer_id, other.pk)

    def test_a_move_is_told_all_the_same(self) -> None:
        self.offer.slug = "send"
        self.correct(health=NURSE)
        self.assertEqual(waiting(), ["moved"])

    def test_a_mark_in_an_old_version_is_not_meant_for_going_back_to_it(self) -> None:
        self.correct(health=NURSE)
        old = self.offer.latest_revision
        self.change(activities=CHESS)
        deliver_due()
        with self.run_callbacks():
            old.publish()
        self.assertEqual(waiting(), ["updated"])

    def test_a_correction_after_a_notice_that_covered_another_is_not_told(self) -> None:
        self.correct(health=NURSE)
        self.change(health=NURSE, activities=CHESS)
        deliver_due()
        mail.outbox.clear()
        self.correct(
            health={"text": "<p>A nurse comes on Tuesdays.</p>", "more": []},
            activities=CHESS,
        )
        call_command("send_council_notices", stdout=StringIO())
        self.assertEqual(mail.outbox, [])

    def test_what_was_a_correction_once_is_told_without_the_mark(self) -> None:
        self.correct(health=NURSE)
        self.change(health=NURSE, activities=CHESS)
        self.change(activities=CHESS)
        deliver_due()
        self.change(health=NURSE, activities=CHESS)
        self.assertEqual(waiting(), ["updated"])

    def test_a_mark_in_a_draft_changes_nothing_yet(self) -> None:
        self.offer.minor_change = True
        self.offer.body = complete_body(health=NURSE)
        self.offer.save_revision()
        self.offer.refresh_from_db()
        self.assertEqual(list_corrections(self.offer.waived), {})

    def test_a_copy_starts_without_the_record(self) -> None:
        self.correct(health=NURSE)
        self.offer.refresh_from_db()
        copy = self.offer.copy(update_attrs={"slug": "copy"})
        self.assertEqual(list_corrections(copy.waived), {})
