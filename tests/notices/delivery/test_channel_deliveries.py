"""How news gets through the project's channels, against a real web server."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
import uuid
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connections, transaction
from django.dispatch import Signal
from django.test import TestCase, override_settings
from django.utils import timezone, translation

from tests.builders import complete_offer, lancashire
from tests.mailserver import ClosedPort
from tests.notices.delivery.test_channels import (
    SECRET,
    WEBHOOK,
    verify,
    webhook_settings,
)
from tests.support import (
    CommittingTestCase,
    PublicSiteTestCase,
    make_notice,
    make_notices,
    run_python,
    set_hostname,
    start_python,
)
from tests.webserver import HOST, Answer, Request, Trouble, WebServer
from wagtail_localoffer.choices import NoticeStatus
from wagtail_localoffer.mail.dispatcher import BATCH
from wagtail_localoffer.models import ChannelDelivery, Council, CouncilNotice
from wagtail_localoffer.notices.delivery import feed, feed_due, queue
from wagtail_localoffer.notices.delivery.channels import Channel, ChannelError, News
from wagtail_localoffer.notices.delivery.feeds import describe
from wagtail_localoffer.notices.delivery.webhook import Webhook
from wagtail_localoffer.notices.tasks import feed_channels
from wagtail_localoffer.signals import council_told, notice_written

LIST = "tests.notices.delivery.test_channel_deliveries.List"
PICKY = "tests.notices.delivery.test_channel_deliveries.Picky"
AWAY = "tests.notices.delivery.test_channel_deliveries.Away"
UNREADY = "tests.notices.delivery.test_channels.Unready"


class List(Channel):
    """Keeps in memory what it is given."""

    given: list[News] = []

    def send(self, news: News) -> None:
        self.given.append(news)


class Picky(List):
    """Takes no news of the setting that is called so."""

    def send(self, news: News) -> None:
        if news.setting_name == "Boom":
            raise RuntimeError("No credit.\nBuy some.")
        if news.setting_name == "Refused":
            raise ChannelError("It is refused.")
        super().send(news)


class Away(Channel):
    """Is down in the way of Python's own connections."""

    tries = 0

    def send(self, news: News) -> None:
        type(self).tries += 1
        raise ConnectionRefusedError(111, "Connection refused")


class DiesAfterSending(Webhook):
    """Kills its process as soon as the receiver has answered."""

    def send(self, news: News) -> None:
        super().send(news)
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError("A killed process goes no further.")


def make_due() -> None:
    """Let the time pass after which everything open is tried again."""
    ChannelDelivery.objects.exclude(next_attempt_at=None).update(
        next_attempt_at=timezone.now() - timedelta(seconds=1)
    )


def queue_news(*channels: str, **changes: Any) -> CouncilNotice:
    """Write a notice and its deliveries for ``channels``, or else for those set."""
    notice = make_notice(**changes)
    if channels:
        for path in channels:
            ChannelDelivery.objects.create(notice=notice, channel=path)
    else:
        queue(notice)
    return notice


def list_statuses(channel: str = WEBHOOK) -> list[tuple[str, int]]:
    """The status of each delivery and how often it was tried, the oldest first."""
    rows = ChannelDelivery.objects.filter(channel=channel).order_by("pk")
    return list(rows.values_list("status", "attempts"))


@pytest.mark.portable
class TestQueueing(TestCase):
    def test_each_channel_gets_a_delivery_that_is_due(self) -> None:
        with override_settings(WAGTAIL_LOCALOFFER={"CHANNELS": (LIST, WEBHOOK)}):
            notice = queue_news()
        rows = ChannelDelivery.objects.due().order_by("pk")
        self.assertEqual([row.channel for row in rows], [LIST, WEBHOOK])
        self.assertEqual({row.notice for row in rows}, {notice})
        self.assertEqual({row.reason for row in rows}, {"It waits for its channel."})

    def test_without_channels_it_costs_nothing(self) -> None:
        notice = make_notice()
        with self.assertNumQueries(0):
            queue(notice)

    def test_any_number_of_channels_costs_one_query(self) -> None:
        notice = make_notice()
        with (
            override_settings(WAGTAIL_LOCALOFFER={"CHANNELS": (LIST, PICKY, AWAY)}),
            transaction.atomic(),
            self.assertNumQueries(1),
        ):
            queue(notice)

    def test_a_channel_that_is_named_twice_is_one(self) -> None:
        with override_settings(WAGTAIL_LOCALOFFER={"CHANNELS": (LIST, LIST)}):
            queue_news()
        self.assertEqual(len(list_statuses(LIST)), 1)

    def test_no_notice_is_queued_twice_for_one_channel(self) -> None:
        notice = queue_news(LIST)
        with self.assertRaises(IntegrityError), transaction.atomic():
            ChannelDelivery.objects.create(notice=notice, channel=LIST)


class TestNews(TestCase):
    def test_it_says_what_the_notice_says(self) -> None:
        notice = make_notice(
            kind="moved",
            previous_url="https://www.hawthornbank.school/old/",
            changes=[{"heading": "Health", "url": "https://x.example/#health"}],
        )
        news = describe(notice)
        self.assertEqual(news.kind, "moved")
        self.assertIs(type(news.kind), str)
        self.assertEqual(news.created_at, notice.created_at)
        for name in (
            "offer_id",
            "number",
            "setting_name",
            "page_title",
            "url",
            "previous_url",
            "council_name",
            "message_id",
        ):
            with self.subTest(name):
                self.assertEqual(getattr(news, name), getattr(notice, name))
        (change,) = news.changes
        self.assertEqual(
            (change.heading, change.url), tuple(notice.changes[0].values())
        )

    def test_a_councils_code_is_there_if_it_is_known(self) -> None:
        council = lancashire()
        for code, expected in (("E10000017", "E10000017"), (None, "")):
            council.gss_code = code
            with self.subTest(code):
                news = describe(make_notice(council=council))
                self.assertEqual(news.council_gss_code, expected)

    def test_it_outlives_the_councils_record(self) -> None:
        news = describe(make_notice(council=None, council_name="Borsetshire"))
        self.assertEqual(news.council_name, "Borsetshire")
        self.assertEqual(news.council_gss_code, "")

    def test_its_id_follows_from_the_message_id_alone(self) -> None:
        notice = make_notice(message_id="<1.2@www.hawthornbank.school>")
        expected = uuid.uuid5(uuid.NAMESPACE_URL, "mid:1.2@www.hawthornbank.school")
        self.assertEqual(describe(notice).id, str(expected))
        self.assertNotEqual(describe(make_notice()).id, str(expected))


class FeedingTestCase(TestCase):
    """A receiver runs, and the project's channel is the webhook."""

    def setUp(self) -> None:
        super().setUp()
        self.server = self.enterContext(WebServer())
        self.use()
        List.given.clear()
        Away.tries = 0

    def use(self, **changes: Any) -> None:
        given = webhook_settings(self.server.url, **changes)
        self.enterContext(override_settings(WAGTAIL_LOCALOFFER=given))

    def feed(self, *, logged: bool = False, limit: int | None = None) -> dict[str, int]:
        """Feed what is due. What could not be sent must be logged."""
        if logged:
            with self.assertLogs("wagtail_localoffer", "WARNING") as logs:
                tally = feed_due(limit)
            self.logged = logs.output
            return dict(tally)
        with self.assertNoLogs("wagtail_localoffer", "WARNING"):
            return dict(feed_due(limit))


class TestSuccess(FeedingTestCase):
    def test_what_is_due_is_sent_and_verifies(self) -> None:
        notice = queue_news(setting_name="Ysgol Tŷ Hafan")
        self.assertEqual(self.feed(), {"sent": 1})
        (request,) = self.server.received
        data = verify(request)["data"]
        self.assertEqual(data["setting_name"], "Ysgol Tŷ Hafan")
        self.assertEqual(data["id"], describe(notice).id)

    def test_it_is_recorded_as_sent(self) -> None:
        queue_news()
        self.feed()
        row = ChannelDelivery.objects.get()
        self.assertEqual((row.status, row.attempts), (NoticeStatus.SENT, 1))
        self.assertLess(timezone.now() - row.sent_at, timedelta(minutes=1))
        self.assertIsNone(row.next_attempt_at)
        self.assertEqual((row.claim, row.reason), ("", "Its channel took it."))

    def test_it_is_sent_once(self) -> None:
        notice = queue_news()
        for _time in range(2):
            self.feed()
            feed(notice.pk)
        self.assertEqual(len(self.server.received), 1)

    def test_it_leaves_the_notice_alone(self) -> None:
        notice = queue_news()
        self.feed()
        self.assertEqual(CouncilNotice.objects.values().get(), vars_of(notice))

    def test_the_oldest_news_goes_first(self) -> None:
        notices = [queue_news() for _ in range(3)]
        self.feed()
        sent = [json.loads(each.body)["data"]["url"] for each in self.server.received]
        self.assertEqual(sent, [notice.url for notice in notices])

    def test_more_than_one_batch_is_sent(self) -> None:
        self.use(CHANNELS=(LIST,))
        notices = make_notices(BATCH + 2)
        for notice in notices:
            queue(notice)
        self.assertEqual(self.feed(), {"sent": BATCH + 2})
        self.assertEqual(
            [news.url for news in List.given], [notice.url for notice in notices]
        )

    def test_a_limit_counts_all_channels_together(self) -> None:
        self.use(CHANNELS=(LIST, WEBHOOK))
        for _notice in range(3):
            queue_news()
        for expected in (4, 2, 0):
            self.assertEqual(sum(self.feed(limit=4).values()), expected)

    def test_one_notice_goes_through_all_its_channels_and_no_other(self) -> None:
        self.use(CHANNELS=(LIST, WEBHOOK))
        queue_news()
        notice = queue_news()
        feed(notice.pk)
        self.assertEqual([news.url for news in List.given], [notice.url])
        self.assertEqual(len(self.server.received), 1)

    def test_the_task_does_so_too(self) -> None:
        notice = queue_news()
        feed_channels.enqueue(notice.pk)
        self.assertEqual(len(self.server.received), 1)

    def test_a_notice_that_is_gone_is_no_error(self) -> None:
        self.assertEqual(feed(1_234_567), {})

    def test_nothing_due_costs_two_queries(self) -> None:
        with self.assertNumQueries(2):
            self.feed()

    def test_a_batch_costs_two_queries_more_and_one_for_each_row(self) -> None:
        # The last of them finds that nothing more is due.
        for number in (1, 4, 9):
            for _notice in range(number):
                queue_news()
            with self.subTest(number), self.assertNumQueries(2 + 3 + number + 1):
                self.feed()


class TestOnPublishing(PublicSiteTestCase):
    """What a publication makes of it all. The callbacks run as after a commit."""

    def setUp(self) -> None:
        super().setUp()
        self.server = self.enterContext(WebServer())
        self.given = webhook_settings(self.server.url)
        self.enterContext(override_settings(WAGTAIL_LOCALOFFER=self.given))

    def test_published_news_goes_through_the_channels_at_once(self) -> None:
        offer = self.publish(complete_offer())
        (request,) = self.server.received
        data = verify(request)["data"]
        self.assertEqual((data["kind"], data["offer_id"]), ("published", offer.pk))

    def test_a_receiver_that_is_down_does_not_stop_publishing(self) -> None:
        self.server.answer = Trouble.RESET
        with self.assertLogs("wagtail_localoffer", "WARNING"):
            offer = self.publish(complete_offer())
        self.assertTrue(offer.live)
        self.assertEqual(list_statuses(), [("pending", 1)])
        self.assertEqual(CouncilNotice.objects.get().status, NoticeStatus.SENT)

    def test_the_command_sends_what_waits(self) -> None:
        given = {**self.given, "DELIVER_ON_PUBLISH": False}
        with override_settings(WAGTAIL_LOCALOFFER=given):
            self.publish(complete_offer())
            self.assertEqual(self.server.received, [])
            call_command("send_council_notices", stdout=StringIO())
        self.assertEqual(len(self.server.received), 1)

    def test_news_for_a_council_without_an_address_goes_through_too(self) -> None:
        Council.objects.update(update_email="", more_emails="")
        self.publish(complete_offer())
        self.assertEqual(CouncilNotice.objects.get().status, NoticeStatus.HELD)
        self.assertEqual(len(self.server.received), 1)

    def test_a_copy_of_the_site_feeds_nothing(self) -> None:
        set_hostname("localhost")
        self.publish(complete_offer())
        self.assertEqual(CouncilNotice.objects.get().status, NoticeStatus.HELD)
        self.assertEqual(self.server.received, [])
        self.assertEqual(list_statuses(), [])

    def hear(self, heard: Signal) -> list[tuple[Any, CouncilNotice]]:
        got: list[tuple[Any, CouncilNotice]] = []

        def listen(sender: Any, notice: CouncilNotice, **kwargs: Any) -> None:
            got.append((sender, notice))

        heard.connect(listen)
        self.addCleanup(heard.disconnect, listen)
        # The signal keeps no hold of its receivers.
        self.listen = listen
        return got

    def test_a_signal_says_that_a_notice_was_written(self) -> None:
        got = self.hear(notice_written)
        self.publish(complete_offer())
        self.assertEqual(got, [(CouncilNotice, CouncilNotice.objects.get())])

    def test_a_signal_says_that_the_council_was_told(self) -> None:
        got = self.hear(council_told)
        self.publish(complete_offer())
        self.assertEqual(got, [(CouncilNotice, CouncilNotice.objects.get())])

    def test_no_signal_says_that_the_council_was_told_of_what_is_held(self) -> None:
        set_hostname("localhost")
        got = self.hear(council_told)
        self.publish(complete_offer())
        self.assertEqual(CouncilNotice.objects.count(), 1)
        self.assertEqual(got, [])

    def test_a_receiver_that_raises_stops_nothing(self) -> None:
        def fail(**kwargs: Any) -> None:
            raise RuntimeError("No credit.")

        for heard in (notice_written, council_told):
            heard.connect(fail)
            self.addCleanup(heard.disconnect, fail)
        with self.assertLogs("django.dispatch", "ERROR") as logs:
            self.publish(complete_offer())
        self.assertEqual(len(logs.output), 2)
        self.assertEqual(CouncilNotice.objects.get().status, NoticeStatus.SENT)
        self.assertEqual(list_statuses(), [("sent", 1)])


def vars_of(notice: CouncilNotice) -> dict[str, Any]:
    return {
        field.attname: getattr(notice, field.attname)
        for field in CouncilNotice._meta.concrete_fields
    }


class TestFailure(FeedingTestCase):
    def try_once(self, answer: Answer | Trouble) -> ChannelDelivery:
        ChannelDelivery.objects.all().delete()
        queue_news()
        self.server.script = [answer]
        self.assertEqual(self.feed(logged=True), {"pending": 1})
        return ChannelDelivery.objects.get()

    def test_every_failure_is_tried_again_later_and_says_why(self) -> None:
        for answer, words in (
            (Answer(301), "has moved (301)"),
            (Answer(400), "did not take it (400)"),
            (Answer(410), "wants no more news (410)"),
            (Answer(500), "did not take it (500)"),
            (Trouble.HANG, "did not answer in time"),
            (Trouble.RESET, "broke the connection"),
        ):
            with self.subTest(answer):
                row = self.try_once(answer)
                self.assertEqual(
                    (row.status, row.attempts, row.claim), ("pending", 1, "")
                )
                self.assertIsNone(row.sent_at)
                self.assertTrue(
                    row.reason.startswith("Try 1 of 8 failed. The receiver")
                )
                self.assertIn(words, row.reason)
                self.assertIn(words, self.logged[0])
                wait = (row.next_attempt_at - timezone.now()).total_seconds()
                self.assertTrue(30 < wait <= 60, wait)

    def test_what_is_tried_later_is_not_tried_now(self) -> None:
        self.try_once(Answer(500))
        self.assertEqual(self.feed(), {})
        self.assertEqual(len(self.server.received), 1)

    def test_every_try_has_the_same_id_and_a_signature_of_its_own(self) -> None:
        queue_news()
        self.server.script = [Answer(500), Trouble.RESET, Answer(204)]
        for logged in (True, True, False):
            self.feed(logged=logged)
            make_due()
        self.assertEqual(list_statuses(), [("sent", 3)])
        ids = {request.headers["webhook-id"] for request in self.server.received}
        self.assertEqual(len(ids), 1)
        for request in self.server.received:
            verify(request)

    def test_the_last_try_ends_it(self) -> None:
        self.use(MAX_ATTEMPTS=2)
        queue_news()
        self.server.answer = Answer(422)
        for expected in ("pending", "failed"):
            self.assertEqual(self.feed(logged=True), {expected: 1})
            make_due()
        self.assertEqual(self.feed(), {})
        row = ChannelDelivery.objects.get()
        self.assertIsNone(row.next_attempt_at)
        self.assertEqual(
            row.reason,
            "Given up after 2 tries. The receiver did not take it (422).",
        )

    def test_nothing_secret_is_in_a_reason_or_in_the_log(self) -> None:
        self.use(WEBHOOK_URL=f"http://user:hush@{HOST}:{self.server.port}/hush")
        for answer in (Answer(301), Answer(500), Trouble.HANG, Trouble.RESET):
            with self.subTest(answer):
                told = self.try_once(answer).reason + "".join(self.logged)
                self.assertNotIn("hush", told)
                self.assertNotIn(SECRET.removeprefix("whsec_"), told)

    def test_the_words_are_in_the_projects_language(self) -> None:
        with translation.override("ur"):
            row = self.try_once(Answer(500))
        self.assertEqual(
            row.reason, "Try 1 of 8 failed. The receiver did not take it (500)."
        )

    def test_a_receiver_that_is_down_is_tried_once(self) -> None:
        for _notice in range(3):
            queue_news()
        with ClosedPort() as port:
            self.use(WEBHOOK_URL=f"http://{HOST}:{port.port}/")
            self.assertEqual(self.feed(logged=True), {"pending": 1})
        self.assertEqual(
            list_statuses(), [("pending", 1), ("pending", 0), ("pending", 0)]
        )
        self.assertEqual(ChannelDelivery.objects.first().reason, "Its channel is down.")

    def test_what_waited_for_it_is_due_at_once(self) -> None:
        for _notice in range(3):
            queue_news()
        self.server.script = [Answer(503)]
        self.feed(logged=True)
        self.assertEqual(self.feed(), {"sent": 2})

    def test_one_refused_message_does_not_stop_the_others(self) -> None:
        for _notice in range(3):
            queue_news()
        self.server.script = [Answer(204), Answer(400), Answer(204)]
        self.assertEqual(self.feed(logged=True), {"sent": 2, "pending": 1})

    def test_one_channel_that_is_down_does_not_stop_the_others(self) -> None:
        # Before it, after it and itself, in the order in which they are fed.
        self.use(CHANNELS=(AWAY, LIST, WEBHOOK, UNREADY))
        for _notice in range(2):
            queue_news()
        self.assertEqual(self.feed(logged=True), {"pending": 2, "sent": 4})
        self.assertEqual(Away.tries, 1)
        self.assertEqual(list_statuses(AWAY), [("pending", 1), ("pending", 0)])
        self.assertEqual(list_statuses(UNREADY), [("pending", 1), ("pending", 0)])

    def test_any_exception_of_a_channel_is_recorded_on_one_line(self) -> None:
        self.use(CHANNELS=(PICKY,))
        for name in ("Boom", "Refused", "Hawthorn Bank"):
            queue_news(setting_name=name)
        self.assertEqual(self.feed(logged=True), {"pending": 2, "sent": 1})
        rows = ChannelDelivery.objects.order_by("pk")
        self.assertEqual(
            [row.reason for row in rows],
            [
                "Try 1 of 8 failed. RuntimeError: No credit. Buy some.",
                "Try 1 of 8 failed. It is refused.",
                "Its channel took it.",
            ],
        )

    def test_a_channel_that_was_taken_out_is_not_imported(self) -> None:
        queue_news(LIST)
        self.feed(logged=True)
        self.assertEqual(List.given, [])
        self.assertEqual(
            ChannelDelivery.objects.get().reason,
            f"Try 1 of 8 failed. {LIST} is no longer in CHANNELS.",
        )

    def test_a_webhook_without_a_secret_sends_nothing(self) -> None:
        self.use(WEBHOOK_SECRET="")
        queue_news()
        self.feed(logged=True)
        self.assertEqual(self.server.received, [])
        self.assertIn("needs WEBHOOK_SECRET", ChannelDelivery.objects.get().reason)


class TestWhatIsNotSent(FeedingTestCase):
    def test_news_that_was_replaced_is_not_sent(self) -> None:
        queue_news(
            status=NoticeStatus.REPLACED,
            next_attempt_at=None,
            reason="Newer news took its place.",
        )
        newer = queue_news()
        self.assertEqual(self.feed(), {"replaced": 1, "sent": 1})
        (request,) = self.server.received
        self.assertEqual(request.headers["webhook-id"], describe(newer).id)
        row = ChannelDelivery.objects.last()
        self.assertEqual((row.status, row.next_attempt_at), ("replaced", None))
        self.assertEqual(row.reason, "Newer news took its place.")

    def test_news_that_the_council_waits_for_is_sent(self) -> None:
        for status in (NoticeStatus.HELD, NoticeStatus.FAILED):
            queue_news(status=status, next_attempt_at=None)
        queue_news(
            status=NoticeStatus.SENT, sent_at=timezone.now(), next_attempt_at=None
        )
        self.assertEqual(self.feed(), {"sent": 3})

    def test_nothing_is_sent_while_the_project_holds_all_back(self) -> None:
        notice = queue_news()
        self.use(HOLD=True)
        self.assertEqual(self.feed(), {})
        self.assertEqual(feed(notice.pk), {})
        self.assertEqual(self.server.received, [])
        self.use(HOLD=False)
        self.assertEqual(self.feed(), {"sent": 1})

    def test_what_another_has_claimed_is_not_sent(self) -> None:
        notice = queue_news()
        ChannelDelivery.objects.claim(
            ChannelDelivery.objects.values_list("pk", flat=True), 60
        )
        self.assertEqual(self.feed(), {})
        feed(notice.pk)
        self.assertEqual(self.server.received, [])

    def test_what_was_abandoned_is_sent_again(self) -> None:
        queue_news()
        ChannelDelivery.objects.claim(
            ChannelDelivery.objects.values_list("pk", flat=True), 60
        )
        make_due()
        self.assertEqual(self.feed(), {"sent": 1})
        self.assertEqual(list_statuses(), [("sent", 2)])


@pytest.mark.portable
class TestCommitted(CommittingTestCase):
    """With real commits and processes."""

    def setUp(self) -> None:
        super().setUp()
        self.server = self.enterContext(WebServer())
        self.given = webhook_settings(self.server.url, CONNECTION_TIMEOUT=120)
        self.enterContext(override_settings(WAGTAIL_LOCALOFFER=self.given))

    def test_a_sender_killed_before_it_recorded_is_followed_with_the_same_id(
        self,
    ) -> None:
        dies = "tests.notices.delivery.test_channel_deliveries.DiesAfterSending"
        queue_news(dies)
        status, output = run_python(
            f"""
from django.test import override_settings
from wagtail_localoffer.notices.delivery import feed_due

with override_settings(WAGTAIL_LOCALOFFER={self.given | {"CHANNELS": (dies,)}!r}):
    feed_due()
"""
        )
        self.assertEqual(status, -9, output)
        self.assertEqual(len(self.server.received), 1)
        self.assertEqual(list_statuses(dies), [("sending", 1)])

        # Its claim holds for a while, because it could be alive.
        self.assertEqual(feed_due(), {})

        make_due()
        # The same channel, which is a webhook, and lives this time.
        ChannelDelivery.objects.update(channel=WEBHOOK)
        self.assertEqual(feed_due(), {"sent": 1})
        first, second = self.server.received
        self.assertEqual(first.headers["webhook-id"], second.headers["webhook-id"])
        self.assertEqual(first.body, second.body)

    def test_two_processes_at_once_send_each_piece_of_news_once(self) -> None:
        notices = [queue_news() for _ in range(120)]
        start = threading.Barrier(2)

        def wait(request: Request) -> None:
            if request.path == "/start":
                start.wait(timeout=60)

        self.server.on_request = wait
        code = f"""
import requests
from django.test import override_settings
from wagtail_localoffer.notices.delivery import feed_due
from wagtail_localoffer.models import ChannelDelivery

requests.get("{self.server.url}start", timeout=60)
with override_settings(WAGTAIL_LOCALOFFER={self.given!r}):
    sent = 0
    # Small bites, so that the two meet often.
    while ChannelDelivery.objects.due().exists():
        sent += feed_due(limit=3)["sent"]
    print(sent)
"""
        processes = [start_python(code) for _ in range(2)]
        outputs = [process.communicate(timeout=120)[0] for process in processes]
        self.assertEqual([process.returncode for process in processes], [0, 0], outputs)
        shares = [int(output) for output in outputs]
        self.assertEqual(sum(shares), len(notices))
        # Both had a part in it, or there was no race.
        self.assertGreater(min(shares), 0)
        sent = [request for request in self.server.received if request.path == "/"]
        self.assertEqual(
            sorted(request.headers["webhook-id"] for request in sent),
            sorted(describe(notice).id for notice in notices),
        )
        self.assertEqual(set(list_statuses()), {("sent", 1)})

    def test_sending_holds_no_transaction_and_no_lock(self) -> None:
        queue_news()
        seen: list[str] = []

        def look(request: Request) -> None:
            # From another process, which a lock would keep waiting.
            _status, output = run_python(
                "from wagtail_localoffer.models import ChannelDelivery\n"
                "print(ChannelDelivery.objects.update(reason='Written meanwhile.'))"
            )
            seen.append(output)

        self.server.on_request = look
        self.assertEqual(feed_due(), {"sent": 1})
        self.assertEqual(seen, ["1\n"])

    def test_a_late_sender_does_not_overwrite_what_another_does(self) -> None:
        for answer in (Answer(204), Answer(400)):
            with self.subTest(answer):
                ChannelDelivery.objects.all().delete()
                queue_news()
                self.server.script = [answer]

                def take_over(request: Request) -> None:
                    run_python(
                        "from wagtail_localoffer.models import ChannelDelivery\n"
                        "ChannelDelivery.objects.update(claim='another')"
                    )

                self.server.on_request = take_over
                feed_due()
                row = ChannelDelivery.objects.get()
                self.assertEqual((row.status, row.claim), ("sending", "another"))

    def test_a_slow_receiver_does_not_outlast_the_claims(self) -> None:
        left: list[float] = []

        def take_time(request: Request) -> None:
            row = ChannelDelivery.objects.filter(status=NoticeStatus.SENDING).first()
            left.append((row.next_attempt_at - timezone.now()).total_seconds())
            connections.close_all()
            time.sleep(0.6)

        self.server.on_request = take_time
        for _notice in range(4):
            queue_news()
        with override_settings(WAGTAIL_LOCALOFFER={**self.given, "CLAIM_SECONDS": 1}):
            self.assertEqual(feed_due(), {"sent": 4})
        self.assertGreater(min(left), 0)
        self.assertEqual(list_statuses(), [("sent", 1)] * 4)
        self.assertEqual(len(self.server.received), 4)


class TestCopiesOfASite(FeedingTestCase):
    def test_what_waited_when_it_was_copied_is_not_sent(self) -> None:
        queue_news()
        with override_settings(ALLOWED_HOSTS=["staging.agency.school"]):
            self.assertEqual(self.feed(), {"pending": 1})
        self.assertEqual(self.server.received, [])
        row = ChannelDelivery.objects.get()
        self.assertIn("seems to be a copy", row.reason)
        self.assertEqual(row.attempts, 0)

    def test_nothing_is_queued_on_one(self) -> None:
        with override_settings(ALLOWED_HOSTS=["staging.agency.school"]):
            queue(make_notice())
        self.assertFalse(ChannelDelivery.objects.exists())


class TestAPathOfBefore(FeedingTestCase):
    """The webhook had another one, which settings and rows may still have."""

    BEFORE = "wagtail_localoffer.channels.Webhook"

    def test_a_row_that_has_it_is_sent_by_a_setting_that_has_the_new_one(self) -> None:
        queue_news(self.BEFORE)
        self.assertEqual(self.feed(), {"sent": 1})
        verify(self.server.received[0])

    def test_a_row_that_has_the_new_one_is_sent_by_a_setting_that_has_it(self) -> None:
        self.use(CHANNELS=(self.BEFORE,))
        queue_news(WEBHOOK)
        self.assertEqual(self.feed(), {"sent": 1})

    def test_a_row_and_a_setting_that_both_have_it_are_sent(self) -> None:
        self.use(CHANNELS=(self.BEFORE,))
        queue_news(self.BEFORE)
        self.assertEqual(self.feed(), {"sent": 1})

    def test_rows_of_both_go_in_their_order(self) -> None:
        notices = [queue_news(path) for path in (WEBHOOK, self.BEFORE, WEBHOOK)]
        self.assertEqual(self.feed(), {"sent": 3})
        sent = [json.loads(each.body)["data"]["url"] for each in self.server.received]
        self.assertEqual(sent, [notice.url for notice in notices])

    def test_new_rows_get_the_new_one(self) -> None:
        self.use(CHANNELS=(self.BEFORE,))
        queue_news()
        self.assertEqual(list_statuses(WEBHOOK), [("pending", 0)])

    def test_a_setting_that_has_both_sends_once(self) -> None:
        self.use(CHANNELS=(self.BEFORE, WEBHOOK))
        queue_news()
        self.assertEqual(self.feed(), {"sent": 1})

    def test_a_receiver_that_is_down_is_tried_once_for_both(self) -> None:
        for path in (WEBHOOK, self.BEFORE):
            queue_news(path)
        self.server.answer = Answer(503)
        self.assertEqual(self.feed(logged=True), {"pending": 1})
        self.assertEqual(len(self.server.received), 1)
