"""The channel interface, and the webhook against a real web server."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import logging
import re
import sys
import time
import traceback
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from io import StringIO
from typing import Any
from unittest import mock

from django.core.cache import cache
from django.core.checks import ERROR, CheckMessage
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.test import RequestFactory, SimpleTestCase, override_settings
from standardwebhooks import Webhook as Verifier
from standardwebhooks import WebhookVerificationError

from tests.mailserver import ClosedPort
from tests.school.receiver import receive
from tests.school.staffroom import StaffRoom
from tests.support import ROOT
from tests.test_docs import list_code, list_messages, read
from tests.webserver import HOST, Answer, Request, Trouble, WebServer
from wagtail_localoffer.checks import check_channels, check_moved_channels
from wagtail_localoffer.notices.delivery.channels import (
    Change,
    Channel,
    ChannelDown,
    ChannelError,
    News,
    load_channel,
)
from wagtail_localoffer.notices.delivery.webhook import (
    Webhook,
    read_secret,
    write_payload,
)

PAGE = ROOT / "docs" / "channels.md"

#: 32 bytes that everybody knows.
SECRET = "whsec_" + base64.b64encode(bytes(range(32))).decode()
OTHER_SECRET = "whsec_" + base64.b64encode(bytes(range(1, 33))).decode()

WEBHOOK = "wagtail_localoffer.notices.delivery.webhook.Webhook"

NEWS = News(
    id="6ff4e0b7-4acc-5d8c-8c6a-2a8f4d6e3f10",
    created_at=datetime(2026, 5, 3, 14, 2, 11, tzinfo=UTC),
    kind="updated",
    offer_id=42,
    number=7,
    setting_name="Hawthorn Bank Primary School",
    page_title="Our local offer",
    url="https://www.hawthornbank.example/local-offer/",
    previous_url="",
    council_name="Lancashire County Council",
    council_gss_code="E10000017",
    changes=(
        Change(
            heading="SENCO contact",
            url="https://www.hawthornbank.example/local-offer/#senco-contact",
        ),
    ),
    message_id="<177781693111.84.12@www.hawthornbank.example>",
)


def webhook_settings(url: str, **changes: Any) -> dict[str, Any]:
    return {
        "CHANNELS": (WEBHOOK,),
        "WEBHOOK_URL": url,
        "WEBHOOK_SECRET": SECRET,
        "CONNECTION_TIMEOUT": 1,
        **changes,
    }


def verify(request: Request, secret: str = SECRET, **changes: Any) -> Any:
    """Check a request with the library of the specification, as a receiver does."""
    headers = {**dict(request.headers.items()), **changes.pop("headers", {})}
    return Verifier(secret).verify(changes.pop("body", request.body), headers)


class WebhookTestCase(SimpleTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.server = self.enterContext(WebServer())

    def send(self, news: News = NEWS, **changes: Any) -> None:
        given = webhook_settings(self.server.url, **changes)
        with override_settings(WAGTAIL_LOCALOFFER=given):
            Webhook().send(news)

    def send_one(self, news: News = NEWS, **changes: Any) -> Request:
        self.send(news, **changes)
        return self.server.received[-1]


class TestTheRequest(WebhookTestCase):
    def test_it_posts_json(self) -> None:
        request = self.send_one()
        self.assertEqual(request.method, "POST")
        self.assertEqual(request.headers["Content-Type"], "application/json")
        payload = json.loads(request.body)
        self.assertEqual(payload["type"], "local_offer.updated")
        self.assertEqual(payload["timestamp"], "2026-05-03T14:02:11Z")
        self.assertEqual(payload["data"]["changes"][0]["heading"], "SENCO contact")

    def test_the_time_is_told_in_utc(self) -> None:
        summer = datetime(2026, 5, 3, 15, 2, 11, tzinfo=timezone(timedelta(hours=1)))
        payload = json.loads(self.send_one(replace(NEWS, created_at=summer)).body)
        self.assertEqual(payload["timestamp"], "2026-05-03T14:02:11Z")

    def test_it_posts_to_the_whole_address(self) -> None:
        request = self.send_one(WEBHOOK_URL=f"{self.server.url}offers/?from=school")
        self.assertEqual(request.path, "/offers/?from=school")

    def test_names_of_any_kind_arrive(self) -> None:
        for name in ("Ysgol Tŷ Hafan", "مدرسة", "St Mary’s \U0001f33b", "\ud800"):
            with self.subTest(name=ascii(name)):
                payload = verify(self.send_one(replace(NEWS, setting_name=name)))
                self.assertEqual(payload["data"]["setting_name"], name)

    def test_nothing_in_the_news_becomes_a_header(self) -> None:
        bad = "School\r\nX-Injected: yes\r\n\r\nPOST / HTTP/1.1"
        expected = sorted(self.send_one().headers)
        for name in ("setting_name", "page_title", "url", "kind", "message_id"):
            with self.subTest(name=name):
                request = self.send_one(replace(NEWS, **{name: bad}))
                self.assertEqual(sorted(request.headers), expected)
                verify(request)

    def test_an_id_that_would_be_a_header_of_its_own_is_not_sent(self) -> None:
        with self.assertRaises(ChannelError):
            self.send(replace(NEWS, id="1\r\nX-Injected: yes"))
        self.assertEqual(self.server.received, [])

    def test_a_redirect_is_not_followed(self) -> None:
        self.server.script = [Answer(307, headers={"Location": "/elsewhere"})]
        with self.assertRaises(ChannelDown):
            self.send()
        self.assertEqual([each.path for each in self.server.received], ["/"])


class TestTheSignature(WebhookTestCase):
    """Of the specification, with its own library and once by hand."""

    def test_it_verifies(self) -> None:
        self.assertEqual(verify(self.send_one())["data"]["offer_id"], 42)

    def test_it_is_what_the_specification_computes(self) -> None:
        request = self.send_one()
        content = b".".join(
            [
                request.headers["webhook-id"].encode(),
                request.headers["webhook-timestamp"].encode(),
                request.body,
            ]
        )
        digest = hmac.digest(bytes(range(32)), content, hashlib.sha256)
        self.assertEqual(
            request.headers["webhook-signature"],
            f"v1,{base64.b64encode(digest).decode()}",
        )

    def test_it_breaks_with_anything_that_is_signed(self) -> None:
        request = self.send_one()
        timestamp = int(request.headers["webhook-timestamp"])
        for changes in (
            {"body": request.body + b" "},
            {"body": request.body.replace(b"updated", b"removed")},
            {"headers": {"webhook-id": "another"}},
            {"headers": {"webhook-timestamp": str(timestamp - 1)}},
            {"secret": OTHER_SECRET},
        ):
            with self.subTest(changes), self.assertRaises(WebhookVerificationError):
                verify(request, **changes)

    def test_the_id_is_that_of_the_news_and_has_no_dot(self) -> None:
        first, second = self.send_one(), self.send_one()
        self.assertEqual(first.headers["webhook-id"], NEWS.id)
        self.assertEqual(second.headers["webhook-id"], NEWS.id)
        self.assertNotIn(".", NEWS.id)

    def test_the_timestamp_is_that_of_the_try(self) -> None:
        before = int(time.time())
        timestamp = int(self.send_one().headers["webhook-timestamp"])
        self.assertTrue(before <= timestamp <= time.time(), timestamp)

    def test_while_secrets_change_both_verify(self) -> None:
        request = self.send_one(WEBHOOK_SECRET=f"{OTHER_SECRET} {SECRET}")
        verify(request, SECRET)
        verify(request, OTHER_SECRET)


class TestAnswers(WebhookTestCase):
    def get_refusal(self, answer: Answer | Trouble) -> ChannelError:
        self.server.script = [answer]
        with self.assertRaises(ChannelError) as caught:
            self.send()
        return caught.exception

    def test_two_hundred_and_what_follows_is_success(self) -> None:
        for status in (200, 201, 202, 204, 299):
            with self.subTest(status):
                self.server.script = [Answer(status)]
                self.send()

    def test_any_other_answer_is_said_in_words(self) -> None:
        for status, words in (
            (301, "The receiver has moved (301). Enter its new address in"),
            (308, "The receiver has moved (308). "),
            (400, "The receiver did not take it (400)."),
            (404, "The receiver did not take it (404)."),
            (410, "The receiver wants no more news (410). "),
            (429, "The receiver did not take it (429)."),
            (500, "The receiver did not take it (500)."),
            (503, "The receiver did not take it (503)."),
        ):
            with self.subTest(status):
                self.assertIn(
                    words, str(self.get_refusal(Answer(status, b"Not today.")))
                )

    def test_only_a_refused_message_leaves_the_channel_up(self) -> None:
        for status in (400, 409, 413, 422):
            with self.subTest(status):
                self.assertNotIsInstance(self.get_refusal(Answer(status)), ChannelDown)
        for status in (301, 401, 403, 404, 410, 429, 500, 502, 503, 504):
            with self.subTest(status):
                self.assertIsInstance(self.get_refusal(Answer(status)), ChannelDown)

    def test_a_receiver_that_is_silent_or_slow_is_not_waited_for(self) -> None:
        for trouble in (Trouble.HANG, Trouble.DRIP):
            with self.subTest(trouble):
                started = time.monotonic()
                error = self.get_refusal(trouble)
                self.assertLess(time.monotonic() - started, 3)
                self.assertIsInstance(error, ChannelDown)
                self.assertEqual(str(error), "The receiver did not answer in time.")

    def test_an_answer_without_end_is_not_read(self) -> None:
        self.server.script = [Trouble.ENDLESS]
        self.send()
        self.assertEqual(len(self.server.received), 1)

    def test_a_redirect_without_end_is_not_read(self) -> None:
        error = self.get_refusal(Trouble.ENDLESS_REDIRECT)
        self.assertIn("The receiver has moved (301).", str(error))

    def test_a_connection_that_is_reset_is_said_in_words(self) -> None:
        error = self.get_refusal(Trouble.RESET)
        self.assertIsInstance(error, ChannelDown)
        self.assertEqual(
            str(error), "The receiver could not be reached, or broke the connection."
        )

    def test_a_port_where_nobody_answers_is_said_in_words(self) -> None:
        with ClosedPort() as port, self.assertRaises(ChannelDown) as caught:
            self.send(WEBHOOK_URL=f"http://{HOST}:{port.port}/")
        self.assertIn("could not be reached", str(caught.exception))

    def test_a_server_without_a_certificate_is_not_believed(self) -> None:
        with self.assertRaises(ChannelDown) as caught:
            self.send(WEBHOOK_URL=f"https://{HOST}:{self.server.port}/")
        self.assertEqual(
            str(caught.exception), "The receiver’s certificate could not be verified."
        )
        self.assertEqual(self.server.received, [])

    def test_an_address_is_never_in_the_words(self) -> None:
        closed = self.enterContext(ClosedPort())
        for answer, port in (
            (Answer(301), self.server.port),
            (Answer(500), self.server.port),
            (Trouble.RESET, self.server.port),
            (Trouble.HANG, self.server.port),
            (Answer(200), closed.port),
        ):
            self.server.script = [answer]
            with (
                self.subTest(answer=answer, port=port),
                self.assertNoLogs("wagtail_localoffer", logging.DEBUG),
                self.assertRaises(ChannelError) as caught,
            ):
                self.send(WEBHOOK_URL=f"http://user:hush@{HOST}:{port}/hooks/hush")
            # The traceback too, which shows what led to an error.
            told = "".join(traceback.format_exception(caught.exception))
            self.assertNotIn("hush", told)
            self.assertNotIn(SECRET, told)


class NotAChannel:
    def send(self, news: News) -> None:
        """It does nothing."""


class Unready(Channel):
    def __init__(self) -> None:
        raise RuntimeError("There is no queue.")

    def send(self, news: News) -> None:
        """It is never made."""


class Unfinished(Channel):
    pass


class TestChecks(SimpleTestCase):
    def check(self, *channels: Any, **changes: Any) -> list[str]:
        given = {"CHANNELS": channels, **changes}
        with override_settings(WAGTAIL_LOCALOFFER=given):
            found = check_channels()
        for message in found:
            self.assertEqual(message.id, "wagtail_localoffer.E006")
            self.assertTrue(message.is_serious())
        return [message.msg for message in found]

    def check_webhook(self, **changes: Any) -> list[str]:
        return self.check(**webhook_settings("https://trust.example/", **changes))

    def test_no_channel_is_right(self) -> None:
        self.assertEqual(self.check(), [])

    def test_a_webhook_with_its_settings_is_right(self) -> None:
        self.assertEqual(self.check_webhook(), [])

    def test_what_is_not_used_is_not_checked(self) -> None:
        self.assertEqual(self.check(WEBHOOK_URL="nowhere", WEBHOOK_SECRET="x"), [])

    def test_a_webhook_without_its_library_says_what_to_install(self) -> None:
        with mock.patch.dict(sys.modules, {"standardwebhooks": None}):
            (message,) = self.check_webhook()
        self.assertIn('pip install "wagtail-localoffer[webhooks]"', message)

    def test_a_webhook_without_its_settings_says_both(self) -> None:
        (message,) = self.check_webhook(WEBHOOK_URL="", WEBHOOK_SECRET="")
        self.assertIn("needs WEBHOOK_URL.", message)
        self.assertIn("needs WEBHOOK_SECRET.", message)

    def test_an_address_that_cannot_be_used_is_an_error(self) -> None:
        for url in (
            "trust.example",
            "ftp://trust.example/",
            "https://",
            "https://trust.example/\r\nX-Injected: yes",
            "https://trust..example/",
            "javascript:alert(1)",
        ):
            with self.subTest(url):
                (message,) = self.check_webhook(WEBHOOK_URL=url)
                self.assertEqual(message, "WEBHOOK_URL is not a web address.")

    def test_only_this_machine_may_do_without_https(self) -> None:
        for host in ("trust.example", "192.168.0.7", "8.8.8.8", "notlocalhost.example"):
            with self.subTest(host):
                (message,) = self.check_webhook(WEBHOOK_URL=f"http://{host}/")
                self.assertIn("must begin with https", message)
        for host in ("localhost:8001", "127.0.0.1", "[::1]:8001"):
            with self.subTest(host):
                self.assertEqual(self.check_webhook(WEBHOOK_URL=f"http://{host}/"), [])

    def test_a_secret_in_another_form_is_an_error_that_does_not_show_it(self) -> None:
        for secret in (
            "hunter2",
            "whsec_",
            "whsec_hunter2!",
            "whsec_" + base64.b64encode(bytes(23)).decode(),
            "whsec_" + base64.b64encode(bytes(65)).decode(),
            base64.b64encode(bytes(32)).decode(),
            f"{SECRET} hunter2",
            SECRET.replace("_", "_!"),
            "whsec_ключ",
        ):
            with self.subTest(secret):
                (message,) = self.check_webhook(WEBHOOK_SECRET=secret)
                self.assertIn("24 to 64 random bytes", message)
                self.assertNotIn(secret.removeprefix("whsec_") or "hunter2", message)

    def test_secrets_of_all_lengths_that_are_allowed_are_right(self) -> None:
        for size in (24, 32, 64):
            secret = "whsec_" + base64.b64encode(bytes(size)).decode()
            with self.subTest(size):
                self.assertEqual(read_secret(secret), bytes(size))

    def test_what_is_no_channel_is_an_error(self) -> None:
        for path, words in (
            ("tests.no_such_module.Channel", "can’t be imported"),
            ("tests.notices.delivery.test_channels.NoSuchName", "can’t be imported"),
            ("Webhook", "can’t be imported"),
            ("tests.notices.delivery.test_channels.NotAChannel", "is not a subclass"),
            ("tests.notices.delivery.test_channels.verify", "is not a subclass"),
            ("tests.notices.delivery.test_channels.Unready", "There is no queue."),
            ("tests.notices.delivery.test_channels.Unfinished", "abstract"),
        ):
            with self.subTest(path):
                (message,) = self.check(path)
                self.assertIn(words, message)

    def test_each_channel_is_an_error_of_its_own(self) -> None:
        self.assertEqual(len(self.check("a.B", WEBHOOK)), 2)

    def test_an_entry_that_is_no_text_is_an_error(self) -> None:
        self.assertEqual(len(self.check(7)), 1)

    def test_settings_that_are_wrong_are_left_to_their_own_check(self) -> None:
        self.assertEqual(self.check("a.B", MAX_ATTEMPTS=0), [])

    def test_a_channel_that_is_wrong_cannot_be_loaded(self) -> None:
        with self.assertRaises(ImproperlyConfigured):
            load_channel("tests.notices.delivery.test_channels.NotAChannel")


class TestMovedChannels(SimpleTestCase):
    BEFORE = "wagtail_localoffer.channels.Webhook"

    def check(self, *channels: str) -> list[CheckMessage]:
        given = webhook_settings("https://trust.example/", CHANNELS=channels)
        with override_settings(WAGTAIL_LOCALOFFER=given):
            self.assertEqual(check_channels(), [])
            return check_moved_channels()

    def test_a_path_of_before_is_a_warning_that_says_what_to_write(self) -> None:
        (warning,) = self.check(self.BEFORE)
        self.assertEqual(warning.id, "wagtail_localoffer.W003")
        self.assertFalse(warning.is_serious(ERROR))
        self.assertIn(f"'CHANNELS'] names '{self.BEFORE}'", warning.msg)
        self.assertEqual(warning.hint, f"Write '{WEBHOOK}' instead.")

    def test_the_path_of_now_is_right(self) -> None:
        self.assertEqual(self.check(WEBHOOK), [])

    def test_it_is_reported_by_the_command(self) -> None:
        given = webhook_settings("https://trust.example/", CHANNELS=(self.BEFORE,))
        said = StringIO()
        with override_settings(WAGTAIL_LOCALOFFER=given):
            call_command("check", "--tag", "wagtail_localoffer", stderr=said)
        self.assertIn("wagtail_localoffer.W003", said.getvalue())

    def test_settings_that_are_wrong_are_left_to_their_own_check(self) -> None:
        given = {"CHANNELS": (self.BEFORE,), "MAX_ATTEMPTS": 0}
        with override_settings(WAGTAIL_LOCALOFFER=given):
            self.assertEqual(check_moved_channels(), [])


class TestTheDocumentation(WebhookTestCase):
    """The examples of docs/channels.md work as they are shown."""

    def test_it_shows_the_examples_as_they_are(self) -> None:
        shown = list_code(PAGE, "python")
        self.assertIn(read(ROOT / "tests" / "school" / "staffroom.py"), shown)
        self.assertIn("(../tests/school/receiver.py)", read(PAGE))

    def test_it_shows_a_message_as_it_is_sent(self) -> None:
        (shown,) = list_code(PAGE, "json")
        self.assertEqual(json.loads(shown), json.loads(write_payload(NEWS)))

    def test_news_has_what_it_shows_and_one_value_more(self) -> None:
        (shown,) = map(json.loads, list_code(PAGE, "json"))
        self.assertCountEqual([*shown["data"], "created_at"], News.__annotations__)
        self.assertIn("`created_at`", read(PAGE))

    def test_every_reason_is_in_whole_sentences(self) -> None:
        """So that none has to be looked up."""
        for module in ("channels", "webhook", "feeds"):
            for message in list_messages(f"notices/delivery/{module}"):
                with self.subTest(message=message):
                    self.assertRegex(message, r"^[A-Z…].*[.…]$")

    def test_its_secret_is_in_the_form_that_is_asked_for(self) -> None:
        (command,) = re.findall(r'^ {4}python -c "(.+)"$', read(PAGE), re.MULTILINE)
        printed: list[str] = []
        exec(command, {"print": printed.append})  # noqa: S102 - it is our own page's
        self.assertEqual(len(read_secret(printed[0])), 32)

    def test_its_channel_sends(self) -> None:
        with override_settings(STAFF_ROOM_URL=f"{self.server.url}hush"):
            load_channel("tests.school.staffroom.StaffRoom").send(NEWS)
        (request,) = self.server.received
        self.assertEqual(
            json.loads(request.body)["text"],
            "Hawthorn Bank Primary School (Lancashire County Council): updated, "
            "https://www.hawthornbank.example/local-offer/",
        )

    def test_its_channel_keeps_its_address_to_itself(self) -> None:
        self.server.answer = Answer(500)
        with (
            override_settings(STAFF_ROOM_URL=f"{self.server.url}hush"),
            self.assertRaises(ChannelDown) as caught,
        ):
            StaffRoom().send(NEWS)
        self.assertNotIn("hush", str(caught.exception))

    def hand_over(self, request: Request, body: bytes | None = None) -> int:
        """Give what was sent to the view of the page."""
        view = RequestFactory().post(
            "/",
            request.body if body is None else body,
            content_type="application/json",
            headers={
                name: value
                for name, value in request.headers.items()
                if name.startswith("webhook-")
            },
        )
        with override_settings(LOCAL_OFFER_SECRET=SECRET):
            return receive(view).status_code

    def test_its_receiver_takes_each_piece_of_news_once(self) -> None:
        cache.clear()
        with self.assertLogs("trust") as logs:
            for _time in range(2):
                self.assertEqual(self.hand_over(self.send_one()), 204)
        self.assertEqual(logs.output, [f"INFO:trust:local_offer.updated: {NEWS.url}"])

    def test_its_receiver_refuses_what_others_made_up(self) -> None:
        request = self.send_one()
        with self.assertNoLogs("trust"):
            self.assertEqual(self.hand_over(request, request.body + b" "), 400)
