from __future__ import annotations

import threading
from base64 import b64encode
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connections
from django.test import override_settings
from django.utils import timezone
from wagtail.models import Site

from tests.builders import complete_body, complete_offer, without
from tests.mailserver import ClosedPort, MailServer, Manner
from tests.support import (
    BY_COMMAND_ONLY,
    CommittingTestCase,
    PublicSiteTestCase,
    run_python,
    set_hostname,
)
from tests.webserver import Answer, WebServer
from wagtail_localoffer.models import (
    ChannelDelivery,
    Council,
    CouncilNotice,
    CouncilNoticeSettings,
    LocalOfferPage,
)

NOTHING = "Sent: 0. To try again: 0. Failed: 0.\n"
NAME = "Hawthorn Bank Primary School"
#: What a line says of a new offer.
PUBLISHED = (
    f"Published, {NAME}, Lancashire County Council "
    "(Lancashirelocaloffer@lancashire.gov.uk)."
)


def run_to_end(*arguments: str) -> tuple[int, str]:
    """
    Run the command.

    :returns: its exit status, and what it printed.
    """
    output = StringIO()
    try:
        call_command("send_council_notices", *arguments, stdout=output)
    except SystemExit as stop:
        return int(stop.code or 0), output.getvalue()
    return 0, output.getvalue()


def run_command(*arguments: str) -> str:
    return run_to_end(*arguments)[1]


def change(offer: Any) -> None:
    """Change a section without a signal."""
    body = complete_body(health={"text": "<p>A nurse comes.</p>", "more": []})
    LocalOfferPage.objects.filter(pk=offer.pk).update(body=body)


class TestTheCommand(PublicSiteTestCase):
    def run_command(self, *arguments: str, status: int = 0) -> str:
        """Run it, expect it to end with ``status``, and return what it printed."""
        ended, output = run_to_end(*arguments)
        self.assertEqual(ended, status, output)
        return output

    def test_it_has_little_to_say_where_there_is_nothing_to_do(self) -> None:
        self.assertEqual(self.run_command(), NOTHING)

    def test_it_announces_and_sends_what_was_missed(self) -> None:
        complete_offer(live=True)
        self.assertEqual(
            self.run_command(),
            f"Waiting to be sent: {PUBLISHED} It waits to be sent.\n"
            f"Sent: {PUBLISHED} The mail server took it.\n"
            "Sent: 1. To try again: 0. Failed: 0.\n",
        )
        self.assertEqual(len(mail.outbox), 1)

    def test_it_sends_what_publishing_left_to_it(self) -> None:
        self.publish(complete_offer())
        self.assertEqual(
            self.run_command(),
            f"Sent: {PUBLISHED} The mail server took it.\n"
            "Sent: 1. To try again: 0. Failed: 0.\n",
        )

    def test_a_second_run_does_nothing(self) -> None:
        complete_offer(live=True)
        self.run_command()
        self.assertEqual(self.run_command(), NOTHING)
        self.assertEqual(len(mail.outbox), 1)
        self.assertEqual(CouncilNotice.objects.count(), 1)

    def test_it_tells_of_an_update(self) -> None:
        offer = complete_offer(live=True)
        self.run_command()
        change(offer)
        self.assertIn(f"Sent: Updated, {NAME}, ", self.run_command())
        self.assertEqual(len(mail.outbox), 2)

    def test_it_names_what_is_held_back_and_why(self) -> None:
        set_hostname("school.test")
        complete_offer(live=True)
        held, counts = self.run_command().splitlines()
        reason = "The site’s hostname, school.test, is a local one."
        self.assertIn(f"Held back: {PUBLISHED} {reason}", held)
        self.assertEqual(f"{counts}\n", NOTHING)

    def test_what_is_held_back_is_named_once(self) -> None:
        set_hostname("school.test")
        complete_offer(live=True)
        self.run_command()
        self.assertEqual(self.run_command(), NOTHING)

    def test_it_names_what_an_editor_has_to_do_with_the_address_of_the_form(
        self,
    ) -> None:
        Council.objects.update(
            contact_by="self_service", form_url="https://council.example/form"
        )
        complete_offer(live=True)
        task, _counts = self.run_command().splitlines()
        self.assertTrue(task.startswith(f"Held back: Published, {NAME}, "))
        self.assertIn("(https://council.example/form).", task)

    def test_it_counts_what_is_to_be_tried_again(self) -> None:
        self.publish(complete_offer())
        self.publish(complete_offer())
        with (
            MailServer(Manner.REFUSE_FOR_NOW) as server,
            server.settings(),
            self.assertLogs("wagtail_localoffer", "WARNING"),
        ):
            *lines, counts = self.run_command().splitlines()
        self.assertEqual(counts, "Sent: 0. To try again: 2. Failed: 0.")
        for line in lines:
            self.assertTrue(line.startswith(f"Waiting to be sent: {PUBLISHED} Try 1"))

    def test_drafts_are_passed_over(self) -> None:
        complete_offer()
        without(complete_offer(), "health")
        self.assertEqual(self.run_command(), NOTHING)
        self.assertEqual(CouncilNotice.objects.count(), 0)

    def test_a_notice_of_an_offer_that_is_gone_is_not_sent(self) -> None:
        offer = self.publish(complete_offer())
        LocalOfferPage.objects.get(pk=offer.pk).delete()
        self.assertEqual(self.run_command(), NOTHING)
        self.assertEqual(mail.outbox, [])

    # What it ends with.

    def test_what_it_gave_up_is_counted_and_ends_with_1(self) -> None:
        self.publish(complete_offer())
        with (
            MailServer(Manner.REFUSE_RECIPIENT) as server,
            server.settings(WAGTAIL_LOCALOFFER={"MAX_ATTEMPTS": 1}),
            self.assertLogs("wagtail_localoffer", "WARNING"),
        ):
            line, counts = self.run_command(status=1).splitlines()
        self.assertTrue(line.startswith(f"Failed: {PUBLISHED} Given up after 1 tries."))
        self.assertEqual(counts, "Sent: 0. To try again: 0. Failed: 1.")

    def test_a_mail_server_that_cannot_be_reached_ends_with_2(self) -> None:
        self.publish(complete_offer())
        self.publish(complete_offer())
        with (
            ClosedPort() as port,
            port.settings(),
            self.assertLogs("wagtail_localoffer", "WARNING"),
        ):
            output = self.run_command(status=2)
        self.assertIn("The mail server could not be reached", output)
        self.assertEqual(CouncilNotice.objects.filter(status="pending").count(), 2)

    def test_a_mail_server_that_cannot_be_reached_matters_most(self) -> None:
        self.publish(complete_offer())
        with (
            ClosedPort() as port,
            port.settings(WAGTAIL_LOCALOFFER={"MAX_ATTEMPTS": 1}),
            self.assertLogs("wagtail_localoffer", "WARNING"),
        ):
            self.assertIn("Failed: 1.", self.run_command(status=2))

    def test_an_offer_in_trouble_is_named_and_does_not_stop_the_others(self) -> None:
        broken = complete_offer(live=True)
        self.run_command()
        change(broken)
        # As a program may write that knows no better.
        LocalOfferPage.objects.filter(pk=broken.pk).update(waived=["all of it"])
        sound = complete_offer(live=True)
        with self.assertLogs("wagtail_localoffer", "ERROR"):
            output = self.run_command(status=1)
        self.assertIn(
            f"The local offer on page {broken.pk} was not looked at. Attri", output
        )
        self.assertEqual(CouncilNotice.objects.latest("pk").offer_id, sound.pk)
        self.assertEqual(len(mail.outbox), 2)

    # --retry-failed

    def give_up(self) -> CouncilNotice:
        """Publish an offer of which the council could not be told."""
        self.publish(complete_offer())
        CouncilNotice.objects.update(
            status="failed", attempts=8, next_attempt_at=None, reason="Given up."
        )
        return CouncilNotice.objects.get()

    def test_what_was_given_up_is_left_alone(self) -> None:
        notice = self.give_up()
        self.assertEqual(self.run_command(), NOTHING)
        notice.refresh_from_db()
        self.assertEqual((notice.status, notice.reason), ("failed", "Given up."))

    def test_what_was_given_up_is_tried_again_when_asked_to(self) -> None:
        notice = self.give_up()
        self.assertIn("Sent: 1.", self.run_command("--retry-failed"))
        notice.refresh_from_db()
        self.assertEqual((notice.status, notice.attempts), ("sent", 1))

    def test_what_is_tried_again_has_all_its_tries_again(self) -> None:
        notice = self.give_up()
        with (
            MailServer(Manner.REFUSE_FOR_NOW) as server,
            server.settings(),
            self.assertLogs("wagtail_localoffer", "WARNING"),
        ):
            self.run_command("--retry-failed")
        notice.refresh_from_db()
        self.assertEqual((notice.status, notice.attempts), ("pending", 1))

    def test_what_the_public_cannot_read_is_not_tried_again(self) -> None:
        self.give_up()
        LocalOfferPage.objects.update(live=False)
        self.assertEqual(self.run_command("--retry-failed"), NOTHING)
        self.assertEqual(mail.outbox, [])

    # --batch

    def test_a_batch_leaves_the_rest_to_the_next_run(self) -> None:
        for _offer in range(3):
            self.publish(complete_offer())
        self.assertIn("Sent: 2.", self.run_command("--batch", "2"))
        self.assertEqual(len(mail.outbox), 2)
        self.assertIn("Sent: 1.", self.run_command("--batch", "2"))
        self.assertEqual(len(mail.outbox), 3)

    def test_a_batch_is_a_number_from_1(self) -> None:
        for number in ("0", "-1", "many"):
            with self.subTest(number), self.assertRaises(CommandError):
                self.run_command("--batch", number)

    # --dry-run

    def read_all(self) -> list[dict[str, Any]]:
        return list(CouncilNotice.objects.order_by("pk").values())

    def test_a_dry_run_says_what_would_be_done_and_does_nothing(self) -> None:
        self.publish(complete_offer())
        complete_offer(live=True)
        before = self.read_all()
        self.assertEqual(
            self.run_command("--dry-run"),
            f"Would write: {PUBLISHED} Waiting to be sent: It waits to be sent.\n"
            f"Would send: {PUBLISHED}\n"
            f"Would send: {PUBLISHED}\n"
            "Would write: 1. Would send: 2. Nothing was written or sent.\n",
        )
        self.assertEqual(self.read_all(), before)
        self.assertEqual(mail.outbox, [])

    def test_after_a_dry_run_the_real_one_does_it_all(self) -> None:
        complete_offer(live=True)
        self.run_command("--dry-run")
        self.assertIn("Sent: 1.", self.run_command())
        self.assertEqual(len(mail.outbox), 1)

    def test_a_dry_run_says_what_would_be_held_back(self) -> None:
        set_hostname("school.test")
        complete_offer(live=True)
        first, last = self.run_command("--dry-run").splitlines()
        self.assertTrue(first.startswith(f"Would write: {PUBLISHED} Held back: "))
        self.assertIn("Would send: 0.", last)

    def test_a_dry_run_tries_nothing_again(self) -> None:
        notice = self.give_up()
        output = self.run_command("--dry-run", "--retry-failed")
        self.assertIn(f"Would send: {PUBLISHED}\n", output)
        notice.refresh_from_db()
        self.assertEqual((notice.status, notice.attempts), ("failed", 8))

    def test_a_dry_run_keeps_to_the_batch(self) -> None:
        for _offer in range(3):
            self.publish(complete_offer())
        output = self.run_command("--dry-run", "--batch", "2")
        self.assertEqual(output.count(f"Would send: {PUBLISHED}\n"), 2)
        self.assertIn("Would send: 2.", output)

    def test_a_dry_run_counts_the_daily_email_once(self) -> None:
        site = Site.objects.get(is_default_site=True)
        CouncilNoticeSettings.objects.create(site=site, daily=True)
        for _offer in range(3):
            self.publish(complete_offer())
        self.assertIn("Would send: 0.", self.run_command("--dry-run"))
        CouncilNotice.objects.update(next_attempt_at=timezone.now())
        output = self.run_command("--dry-run", "--batch", "1")
        self.assertEqual(output.count(f"Would send: {PUBLISHED}\n"), 3)
        self.assertIn("Would send: 1.", output)

    def test_the_daily_email_counts_once_in_a_batch(self) -> None:
        site = Site.objects.get(is_default_site=True)
        CouncilNoticeSettings.objects.create(site=site, daily=True)
        for _offer in range(3):
            self.publish(complete_offer())
        CouncilNotice.objects.update(next_attempt_at=timezone.now())
        self.assertIn("Sent: 3.", self.run_command("--batch", "1"))
        self.assertEqual(len(mail.outbox), 1)

    def test_a_dry_run_names_an_offer_in_trouble(self) -> None:
        broken = complete_offer(live=True)
        self.run_command()
        change(broken)
        LocalOfferPage.objects.filter(pk=broken.pk).update(waived=["all of it"])
        with self.assertLogs("wagtail_localoffer", "ERROR"):
            output = self.run_command("--dry-run", status=1)
        self.assertIn(
            f"The local offer on page {broken.pk} was not looked at. Attri", output
        )


class TestTheChannels(PublicSiteTestCase):
    """The project's own systems get their news in the same run."""

    def setUp(self) -> None:
        super().setUp()
        self.server = self.enterContext(WebServer())
        given = {
            **BY_COMMAND_ONLY,
            "CHANNELS": ("wagtail_localoffer.notices.delivery.webhook.Webhook",),
            "WEBHOOK_URL": self.server.url,
            "WEBHOOK_SECRET": f"whsec_{b64encode(bytes(range(32))).decode()}",
        }
        self.enterContext(override_settings(WAGTAIL_LOCALOFFER=given))

    def test_it_says_what_went_through_them(self) -> None:
        self.publish(complete_offer())
        self.assertIn(
            "Through channels: Sent: 1. To try again: 0. Failed: 0.\n", run_command()
        )
        self.assertEqual(len(self.server.received), 1)

    def test_what_failed_for_good_ends_with_1(self) -> None:
        self.publish(complete_offer())
        ChannelDelivery.objects.update(attempts=7)
        self.server.answer = Answer(status=400)
        with self.assertLogs("wagtail_localoffer", "WARNING"):
            status, output = run_to_end()
        self.assertEqual(status, 1)
        self.assertIn(
            "Through channels: Sent: 0. To try again: 0. Failed: 1.\n", output
        )

    def test_what_was_given_up_is_tried_again_when_asked_to(self) -> None:
        self.publish(complete_offer())
        ChannelDelivery.objects.update(
            status="failed", attempts=8, next_attempt_at=None
        )
        run_command()
        self.assertEqual(ChannelDelivery.objects.get().status, "failed")
        run_command("--retry-failed")
        self.assertEqual(ChannelDelivery.objects.get().status, "sent")


@pytest.mark.portable
class TestSeveralAtOnce(CommittingTestCase):
    """As from several machines."""

    OFFERS = 4

    def setUp(self) -> None:
        super().setUp()
        self.server = self.enterContext(MailServer())
        self.enterContext(self.server.settings(WAGTAIL_LOCALOFFER=BY_COMMAND_ONLY))
        for _offer in range(self.OFFERS):
            complete_offer(live=True)

    def test_runs_side_by_side_tell_each_piece_of_news_once(self) -> None:
        start = threading.Barrier(3)
        errors: list[Exception] = []

        def run() -> None:
            try:
                start.wait(timeout=30)
                run_command()
            except Exception as error:  # noqa: BLE001 - the test shows it
                errors.append(error)
            finally:
                connections.close_all()

        threads = [threading.Thread(target=run) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        # What one wrote after another had looked for the last time is for the next run.
        run_command()
        self.assertEqual(errors, [])
        self.assertEqual(len(self.server.received), self.OFFERS)
        self.assertEqual(
            list(CouncilNotice.objects.values_list("status", flat=True)),
            ["sent"] * self.OFFERS,
        )

    @pytest.mark.nightly
    def test_it_runs_in_a_process_of_its_own(self) -> None:
        status, output = run_python(
            f"""
from django.core.management import call_command
from tests.mailserver import smtp_settings

with smtp_settings({self.server.port}):
    call_command("send_council_notices")
"""
        )
        self.assertEqual(status, 0, output)
        self.assertIn(f"Sent: {self.OFFERS}. To try again: 0. Failed: 0.", output)
        self.assertEqual(len(self.server.received), self.OFFERS)
