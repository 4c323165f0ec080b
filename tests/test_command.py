from __future__ import annotations

import threading
from io import StringIO
from unittest import mock

from django.core import mail
from django.core.management import call_command
from django.db import connections

from tests.builders import complete_body, complete_offer, without
from tests.mailserver import ClosedPort, MailServer, Manner
from tests.support import (
    BY_COMMAND_ONLY,
    CommittingTestCase,
    PublicSiteTestCase,
    run_python,
    set_hostname,
)
from wagtail_localoffer import announcing
from wagtail_localoffer.models import CouncilNotice, LocalOfferPage

NOTHING = "Sent: 0. To try again: 0. Failed: 0.\n"
NAME = "Hawthorn Bank Primary School"


def run_command(*arguments: str) -> str:
    output = StringIO()
    call_command("send_council_notices", *arguments, stdout=output)
    return output.getvalue()


class TestTheCommand(PublicSiteTestCase):
    def test_it_has_little_to_say_where_there_is_nothing_to_do(self) -> None:
        self.assertEqual(run_command(), NOTHING)

    def test_it_announces_and_sends_what_was_missed(self) -> None:
        complete_offer(live=True)
        self.assertEqual(
            run_command(),
            f"Local offer published: {NAME} (Waiting to be sent): "
            "It waits to be sent.\nSent: 1. To try again: 0. Failed: 0.\n",
        )
        self.assertEqual(len(mail.outbox), 1)

    def test_it_sends_what_publishing_left_to_it(self) -> None:
        self.publish(complete_offer())
        self.assertEqual(run_command(), "Sent: 1. To try again: 0. Failed: 0.\n")

    def test_a_second_run_does_nothing(self) -> None:
        complete_offer(live=True)
        run_command()
        self.assertEqual(run_command(), NOTHING)
        self.assertEqual(len(mail.outbox), 1)
        self.assertEqual(CouncilNotice.objects.count(), 1)

    def test_it_tells_of_an_update(self) -> None:
        offer = complete_offer(live=True)
        run_command()
        body = complete_body(health={"text": "<p>A nurse comes.</p>", "more": []})
        LocalOfferPage.objects.filter(pk=offer.pk).update(body=body)
        self.assertIn(f"Local offer updated: {NAME}", run_command())
        self.assertEqual(len(mail.outbox), 2)

    def test_it_names_what_is_held_back_and_why(self) -> None:
        set_hostname("school.test")
        complete_offer(live=True)
        held, counts = run_command().splitlines()
        reason = "The site’s hostname, school.test, is a local one."
        self.assertIn(f"Local offer published: {NAME} (Held back): {reason}", held)
        self.assertEqual(f"{counts}\n", NOTHING)

    def test_what_is_held_back_is_named_once(self) -> None:
        set_hostname("school.test")
        complete_offer(live=True)
        run_command()
        self.assertEqual(run_command(), NOTHING)

    def test_it_counts_what_is_to_be_tried_again(self) -> None:
        self.publish(complete_offer())
        self.publish(complete_offer())
        with (
            MailServer(Manner.REFUSE_FOR_NOW) as server,
            server.settings(),
            self.assertLogs("wagtail_localoffer", "WARNING"),
        ):
            self.assertEqual(run_command(), "Sent: 0. To try again: 2. Failed: 0.\n")

    def test_it_counts_what_it_gave_up(self) -> None:
        self.publish(complete_offer())
        with (
            MailServer(Manner.REFUSE_RECIPIENT) as server,
            server.settings(WAGTAIL_LOCALOFFER={"MAX_ATTEMPTS": 1}),
            self.assertLogs("wagtail_localoffer", "WARNING"),
        ):
            self.assertEqual(run_command(), "Sent: 0. To try again: 0. Failed: 1.\n")

    def test_what_was_given_up_is_tried_again_when_asked_to(self) -> None:
        self.publish(complete_offer())
        CouncilNotice.objects.update(
            status="failed", attempts=8, next_attempt_at=None, reason="Given up."
        )
        self.assertEqual(run_command(), NOTHING)
        output = StringIO()
        call_command("send_council_notices", "--retry-failed", stdout=output)
        self.assertIn("Sent: 1.", output.getvalue())
        self.assertEqual(CouncilNotice.objects.get().attempts, 1)

    def give_up(self) -> CouncilNotice:
        """Publish an offer of which the council could not be told."""
        self.publish(complete_offer())
        CouncilNotice.objects.update(
            status="failed", attempts=8, next_attempt_at=None, reason="Given up."
        )
        return CouncilNotice.objects.get()

    def test_what_was_given_up_is_left_alone(self) -> None:
        notice = self.give_up()
        self.assertEqual(run_command(), NOTHING)
        notice.refresh_from_db()
        self.assertEqual((notice.status, notice.reason), ("failed", "Given up."))

    def test_what_is_tried_again_has_all_its_tries_again(self) -> None:
        notice = self.give_up()
        with (
            MailServer(Manner.REFUSE_FOR_NOW) as server,
            server.settings(),
            self.assertLogs("wagtail_localoffer", "WARNING"),
        ):
            run_command("--retry-failed")
        notice.refresh_from_db()
        self.assertEqual((notice.status, notice.attempts), ("pending", 1))

    def test_what_the_public_cannot_read_is_not_tried_again(self) -> None:
        self.give_up()
        LocalOfferPage.objects.update(live=False)
        self.assertEqual(run_command("--retry-failed"), NOTHING)
        self.assertEqual(mail.outbox, [])

    def test_it_ends_well_without_a_mail_server(self) -> None:
        self.publish(complete_offer())
        self.publish(complete_offer())
        with (
            ClosedPort() as port,
            port.settings(),
            self.assertLogs("wagtail_localoffer", "WARNING"),
        ):
            run_command()
        self.assertEqual(CouncilNotice.objects.filter(status="pending").count(), 2)

    def test_an_offer_in_trouble_does_not_stop_the_others(self) -> None:
        broken, sound = complete_offer(live=True), complete_offer(live=True)
        original = announcing.look_at

        def look_at(offer_id: int) -> announcing.Standing | None:
            if offer_id == broken.pk:
                raise ValueError("It can't be read.")
            return original(offer_id)

        with (
            mock.patch.object(announcing, "look_at", look_at),
            self.assertLogs("wagtail_localoffer", "ERROR"),
        ):
            run_command()
        self.assertEqual(CouncilNotice.objects.get().offer_id, sound.pk)
        self.assertEqual(len(mail.outbox), 1)

    def test_drafts_are_passed_over(self) -> None:
        complete_offer()
        without(complete_offer(), "health")
        self.assertEqual(run_command(), NOTHING)
        self.assertEqual(CouncilNotice.objects.count(), 0)

    def test_a_notice_of_an_offer_that_is_gone_is_not_sent(self) -> None:
        offer = self.publish(complete_offer())
        LocalOfferPage.objects.get(pk=offer.pk).delete()
        self.assertEqual(run_command(), NOTHING)
        self.assertEqual(mail.outbox, [])


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
