from __future__ import annotations

from datetime import timedelta
from io import StringIO

from django.contrib.auth.models import User
from django.core import mail
from django.core.management import call_command
from django.test import override_settings
from django.utils import timezone

from tests.builders import complete_offer
from tests.feedback.comments import write_comment
from tests.mailserver import MailServer, Manner, smtp_settings
from tests.support import PublicSiteTestCase, publish, set_hostname
from wagtail_localoffer.feedback.answering import answer
from wagtail_localoffer.feedback.delivery import deliver_due_letters
from wagtail_localoffer.models import CommentLetter


class DeliveryTestCase(PublicSiteTestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.offer = publish(complete_offer())

    def get_letter(self, **lookup: str) -> CommentLetter:
        return CommentLetter.objects.get(**lookup)


class TestDelivery(DeliveryTestCase):
    def test_a_letter_arrives_as_it_is_kept(self) -> None:
        write_comment(self.offer)
        letter = self.get_letter()
        with MailServer() as server, smtp_settings(server.port):
            self.assertEqual(deliver_due_letters(), {"sent": 1})
        (received,) = server.received
        self.assertEqual(received.message["Message-ID"], letter.message_id)
        self.assertEqual(received.recipients, [self.offer.contact_email])
        self.assertEqual(received.message["Auto-Submitted"], "auto-generated")

    def test_a_mail_server_that_is_down_loses_nothing(self) -> None:
        write_comment(self.offer)
        with MailServer() as server:
            port = server.port
        with smtp_settings(port):
            self.assertEqual(deliver_due_letters()["down"], 1)
        letter = self.get_letter()
        self.assertEqual(
            (letter.status, letter.reason[:15]), ("pending", "Try 1 of 8 fail")
        )
        CommentLetter.objects.update(next_attempt_at=timezone.now())
        with MailServer() as server, smtp_settings(server.port):
            deliver_due_letters()
        self.assertEqual(len(server.received), 1)

    def test_an_address_that_does_not_exist_is_given_up_with_a_reason(self) -> None:
        comment = write_comment(self.offer)
        answer(comment, User.objects.create_user("senco"), "Two people do.")
        CommentLetter.objects.filter(kind="received").delete()
        with (
            MailServer(draw=lambda: Manner.REFUSE_RECIPIENT) as server,
            smtp_settings(server.port),
        ):
            deliver_due_letters()
        letter = self.get_letter()
        self.assertEqual(letter.status, "failed")
        self.assertIn("There may be a mistake in the address.", letter.reason)

    def test_the_log_has_no_address_of_a_family(self) -> None:
        comment = write_comment(self.offer)
        answer(comment, User.objects.create_user("senco"), "Two people do.")
        CommentLetter.objects.filter(kind="received").delete()
        with (
            MailServer(draw=lambda: Manner.REFUSE_RECIPIENT) as server,
            smtp_settings(server.port),
            self.assertLogs("wagtail_localoffer", "WARNING") as logs,
        ):
            deliver_due_letters()
        self.assertIn("refused", str(logs.output))
        self.assertNotIn(comment.reply_to, str(logs.output))

    def test_what_a_sender_that_died_had_claimed_is_sent(self) -> None:
        write_comment(self.offer)
        past = timezone.now() - timedelta(hours=1)
        CommentLetter.objects.update(
            status="sending", claim="x", attempts=1, next_attempt_at=past
        )
        self.assertEqual(deliver_due_letters(), {"sent": 1})

    def test_a_copy_of_the_site_writes_to_nobody(self) -> None:
        write_comment(self.offer)
        set_hostname("localhost")
        self.assertEqual(deliver_due_letters(), {"held": 1})
        self.assertEqual(mail.outbox, [])

    def test_a_staging_copy_writes_to_its_own_address(self) -> None:
        write_comment(self.offer)
        with override_settings(
            WAGTAIL_LOCALOFFER={"DIVERT_TO": "staging@agency.example"}
        ):
            deliver_due_letters()
        self.assertEqual(mail.outbox[-1].to, ["staging@agency.example"])

    def test_hold_keeps_letters_back(self) -> None:
        write_comment(self.offer)
        with override_settings(WAGTAIL_LOCALOFFER={"HOLD": True}):
            self.assertEqual(deliver_due_letters(), {})
        self.assertEqual(self.get_letter().status, "pending")

    def test_it_is_sent_at_once_where_the_project_wants_it(self) -> None:
        with (
            override_settings(WAGTAIL_LOCALOFFER={}),
            self.captureOnCommitCallbacks(execute=True),
        ):
            write_comment(self.offer)
        self.assertEqual(self.get_letter().status, "sent")

    def test_the_command_tries_again_what_was_given_up(self) -> None:
        write_comment(self.offer)
        CommentLetter.objects.update(status="failed", next_attempt_at=None)
        call_command("send_council_notices", stdout=StringIO())
        self.assertEqual(self.get_letter().status, "failed")
        call_command("send_council_notices", "--retry-failed", stdout=StringIO())
        self.assertEqual(self.get_letter().status, "sent")

    def test_the_command_sends_them(self) -> None:
        write_comment(self.offer)
        output = StringIO()
        call_command("send_council_notices", stdout=output)
        self.assertIn(
            "Letters about comments: Sent: 1. To try again: 0. Failed: 0.",
            output.getvalue(),
        )
