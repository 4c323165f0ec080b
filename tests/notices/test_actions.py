"""What a person can have done with a notice."""

from __future__ import annotations

from typing import Any
from unittest import mock

from django.contrib.auth.models import User
from django.core import mail
from django.test import override_settings
from django.utils import timezone
from wagtail.models import PageLogEntry

from tests.builders import complete_body, complete_offer
from tests.support import BY_COMMAND_ONLY, PublicSiteTestCase, make_notice
from wagtail_localoffer.choices import CouncilContact, NoticeStatus
from wagtail_localoffer.models import Council, CouncilNotice
from wagtail_localoffer.notices import actions
from wagtail_localoffer.notices.actions import (
    CannotSendAgain,
    mark_done,
    send_again,
    send_test,
)
from wagtail_localoffer.notices.answer_links import spend_links
from wagtail_localoffer.notices.delivery import deliver_due
from wagtail_localoffer.notices.page_history import ASKED_AGAIN, TOLD
from wagtail_localoffer.notices.planner import announce
from wagtail_localoffer.signals import council_told


class TestTryingAgain(PublicSiteTestCase):
    def fail(self) -> CouncilNotice:
        return make_notice(status=NoticeStatus.FAILED, next_attempt_at=None, attempts=8)

    def test_it_has_all_its_tries_again(self) -> None:
        notice = self.fail()
        self.assertEqual(CouncilNotice.objects.retry(), 1)
        notice.refresh_from_db()
        self.assertEqual((notice.status, notice.attempts), ("pending", 0))

    def test_what_did_not_fail_is_left_alone(self) -> None:
        make_notice()
        self.assertEqual(CouncilNotice.objects.retry(), 0)


class SentTestCase(PublicSiteTestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.offer = cls.publish_for_all(complete_offer(), deliver=True)
        # A test counts from an empty outbox.
        cls.sent_before = []
        cls.notice = CouncilNotice.objects.get()

    def refuse(self) -> str:
        with self.assertRaises(CannotSendAgain) as caught:
            send_again(self.notice)
        return str(caught.exception)


class TestSendingAgain(SentTestCase):
    def test_the_council_gets_the_same_words(self) -> None:
        send_again(self.notice)
        deliver_due()
        # But for the links, with which it answers this one.
        self.assertEqual(spend_links(mail.outbox[0].body), self.notice.shown_text)

    def test_it_has_a_message_id_of_its_own(self) -> None:
        self.assertNotEqual(send_again(self.notice).message_id, self.notice.message_id)

    def test_it_names_the_first(self) -> None:
        self.assertEqual(send_again(self.notice).repeats, self.notice)

    def test_the_history_of_the_page_says_who_asked(self) -> None:
        user = User.objects.create_user("moderator")
        send_again(self.notice, user)
        entry = PageLogEntry.objects.get(page=self.offer.pk, action=ASKED_AGAIN)
        self.assertEqual(entry.user, user)
        self.assertIn("Lancashire County Council again: Published", entry.message)

    def test_the_first_stays_as_the_proof(self) -> None:
        send_again(self.notice)
        self.notice.refresh_from_db()
        self.assertEqual(self.notice.status, NoticeStatus.SENT)

    def test_looking_at_the_offer_does_not_take_it_back(self) -> None:
        again = send_again(self.notice)
        self.assertEqual(announce(self.offer.pk), [])
        again.refresh_from_db()
        self.assertEqual(again.status, NoticeStatus.PENDING)

    def test_a_small_correction_since_then_does_not_take_it_back(self) -> None:
        self.offer.minor_change = True
        self.offer.body = complete_body(health={"text": "<p>A nurse.</p>", "more": []})
        self.publish(self.offer)
        again = send_again(self.notice)
        announce(self.offer.pk)
        again.refresh_from_db()
        self.assertEqual(again.status, NoticeStatus.PENDING)

    def test_newer_news_takes_its_place(self) -> None:
        again = send_again(self.notice)
        self.unpublish(self.offer)
        again.refresh_from_db()
        self.assertEqual(again.status, NoticeStatus.REPLACED)

    @override_settings(ALLOWED_HOSTS=["staging.agency.school"])
    def test_a_copy_of_the_site_does_not_send_it(self) -> None:
        self.assertIn("seems to be a copy", self.refuse())

    def test_what_waited_when_the_site_was_copied_is_not_sent(self) -> None:
        send_again(self.notice)
        with override_settings(ALLOWED_HOSTS=["staging.agency.school"]):
            announce(self.offer.pk)
            deliver_due()
        self.assertEqual(mail.outbox, [])

    def test_it_goes_to_the_address_that_the_council_has_now(self) -> None:
        Council.objects.update(update_email="new@council.example")
        self.notice.refresh_from_db()
        self.assertEqual(send_again(self.notice).recipient, "new@council.example")

    def test_an_older_one_is_not_sent_again(self) -> None:
        self.offer.body = complete_body(health={"text": "<p>A nurse.</p>", "more": []})
        self.publish(self.offer)
        deliver_due()
        self.assertIn("newer news", self.refuse())

    def test_what_is_written_at_the_same_moment_comes_first(self) -> None:
        compose = actions.compose_again

        def compose_late(notice: CouncilNotice, *args: Any) -> CouncilNotice:
            again = compose(notice, *args)
            # Another process has taken the number meanwhile.
            make_notice(offer_id=notice.offer_id, number=again.number)
            return again

        with mock.patch.object(actions, "compose_again", compose_late):
            self.assertIn("newer news", self.refuse())
        self.assertEqual(CouncilNotice.objects.count(), 2)

    def test_one_that_was_not_sent_is_not_sent_again(self) -> None:
        self.unpublish(self.offer)
        self.notice = CouncilNotice.objects.latest("pk")
        self.assertIn("has not been sent yet", self.refuse())

    def test_a_council_whose_record_is_gone_gets_nothing(self) -> None:
        CouncilNotice.objects.update(council=None)
        self.notice.refresh_from_db()
        self.assertIn("has been deleted", self.refuse())

    def test_one_whose_personal_data_is_gone_is_not_sent_again(self) -> None:
        CouncilNotice.objects.update(
            text_body="", html_body="", pruned_at=timezone.now()
        )
        self.notice.refresh_from_db()
        self.assertIn("Parts of this old notice have been removed", self.refuse())


class TestDone(PublicSiteTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.council = Council.objects.create(
            name="Alderbeck",
            local_offer_url="https://www.alderbeck.example/send",
            contact_by=CouncilContact.SELF_SERVICE,
            form_url="https://www.alderbeck.example/form",
        )
        self.user = User.objects.create_user(
            "senco", first_name="Priya", last_name="Nuttall"
        )
        self.offer = self.publish(
            complete_offer(body=complete_body(council_link=self.council.pk))
        )
        self.notice = CouncilNotice.objects.get()

    def test_the_council_counts_as_told(self) -> None:
        self.assertTrue(mark_done(self.notice, self.user))
        self.assertEqual(announce(self.offer.pk), [])
        self.notice.refresh_from_db()
        self.assertEqual(self.notice.status, NoticeStatus.SENT)

    def test_the_notice_says_who_has_done_it(self) -> None:
        mark_done(self.notice, self.user)
        self.notice.refresh_from_db()
        self.assertEqual(
            self.notice.reason, "Entered in the council’s form by Priya Nuttall."
        )

    def test_the_history_of_the_page_says_so(self) -> None:
        mark_done(self.notice, self.user)
        entry = PageLogEntry.objects.get(page=self.offer.pk, action=TOLD)
        self.assertEqual(entry.data["council"], "Alderbeck")

    def test_receivers_hear_of_it(self) -> None:
        heard: list[Any] = []

        def listen(notice: Any, **kwargs: Any) -> None:
            heard.append(notice.pk)

        council_told.connect(listen)
        self.addCleanup(council_told.disconnect, listen)
        mark_done(self.notice, self.user)
        self.assertEqual(heard, [self.notice.pk])

    def test_what_was_replaced_in_the_meantime_is_not_done(self) -> None:
        self.unpublish(self.offer)
        self.assertFalse(mark_done(self.notice, self.user))

    def test_an_email_that_is_held_is_no_task(self) -> None:
        held = make_notice(status=NoticeStatus.HELD, next_attempt_at=None)
        self.assertFalse(mark_done(held, self.user))


class TestTests(SentTestCase):
    def test_it_goes_to_nobody_else(self) -> None:
        send_test(self.notice, "me@school.example")
        (message,) = mail.outbox
        self.assertEqual(message.recipients(), ["me@school.example"])

    def test_it_says_that_it_is_one(self) -> None:
        send_test(self.notice, "me@school.example")
        self.assertTrue(mail.outbox[0].subject.startswith("Test: "))

    def test_the_notice_stays_as_it_was(self) -> None:
        before = CouncilNotice.objects.values().get()
        send_test(self.notice, "me@school.example")
        self.assertEqual(CouncilNotice.objects.values().get(), before)

    def test_a_site_that_sends_nothing_to_councils_can_be_tested(self) -> None:
        with override_settings(WAGTAIL_LOCALOFFER={**BY_COMMAND_ONLY, "HOLD": True}):
            send_test(self.notice, "me@school.example")
        self.assertEqual(len(mail.outbox), 1)
