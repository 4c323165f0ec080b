"""How much is taken in an hour, from one address and about one offer."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from tempfile import TemporaryDirectory
from typing import Any
from unittest import mock

import pytest
from django.core.cache import cache
from django.test import RequestFactory, SimpleTestCase, override_settings
from django.utils import timezone

from tests.builders import SENCO
from tests.feedback.form_case import MESSAGE, FormTestCase, read
from tests.support import dump_tables
from wagtail_localoffer.feedback.limits import ABOUT_OFFER, FROM_ADDRESS, find_address
from wagtail_localoffer.models import FamilyComment

FORWARDED = {"CLIENT_ADDRESS_HEADER": "X-Forwarded-For"}

#: What stands in the header, and whose it is; the connection's is 10.0.0.1.
HEADERS = {
    "203.0.113.5": "203.0.113.5",
    "198.51.100.1, 203.0.113.5": "203.0.113.5",
    " 203.0.113.5 ": "203.0.113.5",
    "2001:db8:1:2:3:4:5:6": "2001:db8:1:2::/64",
    "::ffff:203.0.113.5": "203.0.113.5",
    "203.0.113.5, unknown": "10.0.0.1",
    "<script>": "10.0.0.1",
    "203.0.113.5:443": "10.0.0.1",
    "999.1.1.1": "10.0.0.1",
    "": "10.0.0.1",
}

#: It begins its time anew with each number, as that of a database does.
KEPT_IN_FILES: dict[str, Any] = {
    "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
    "TIMEOUT": 1,
}

#: A Monday at ten past nine in London.
NOW = datetime(2026, 6, 1, 8, 10, tzinfo=UTC)


class AddressTests(SimpleTestCase):
    def find(self, **extra: str) -> str:
        return find_address(RequestFactory().get("/", **extra))

    def test_it_is_that_of_the_connection(self) -> None:
        self.assertEqual(self.find(REMOTE_ADDR="203.0.113.5"), "203.0.113.5")

    def test_nobody_can_write_another_into_a_header_that_is_not_named(self) -> None:
        found = self.find(REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.5")
        self.assertEqual(found, "10.0.0.1")

    @override_settings(WAGTAIL_LOCALOFFER=FORWARDED)
    def test_of_the_header_the_last_counts_that_is_an_address(self) -> None:
        for header, address in HEADERS.items():
            with self.subTest(header):
                found = self.find(REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=header)
                self.assertEqual(found, address)

    def test_a_server_behind_a_socket_has_none(self) -> None:
        for given in ("", "unix:"):
            self.assertEqual(self.find(REMOTE_ADDR=given), "")


class LimitTests(FormTestCase):
    def setUp(self) -> None:
        super().setUp()
        # Not at the end of an hour, when the count begins anew.
        self.enterContext(mock.patch("django.utils.timezone.now", lambda: self.now))
        self.now = NOW

    def send(self, sent: Any = None, *args: Any, **extra: Any) -> Any:
        # Tokens have a clock of their own.
        sent = self.fill() if sent is None else sent
        with (
            mock.patch(
                "wagtail_localoffer.feedback.form_tokens.SHORTEST",
                timedelta(seconds=-1),
            ),
            self.captureOnCommitCallbacks(execute=True),
        ):
            return self.client.post(self.post_url, sent, **extra)

    def fill_hour(self, number: int = FROM_ADDRESS, **extra: Any) -> None:
        for _each in range(number):
            self.assertEqual(self.send(**extra).status_code, 303)

    def test_of_eleven_from_one_address_the_last_has_to_wait(self) -> None:
        self.fill_hour()
        sent = self.fill(name="Amina", section="health")
        response = self.send(sent)
        self.assertEqual(response.status_code, 429)
        self.assertEqual(response.headers["Retry-After"], str(50 * 60))
        page = read(response)
        # In summer, London is an hour ahead.
        self.assertIn("open: after 10 a.m. you can send", page.find(id="feedback").text)
        call = page.select_one("#feedback a[href^='tel:']")
        self.assertEqual(call.text, SENCO["telephone"])
        self.assertEqual(page.find(id="feedback-message").text.strip(), MESSAGE)
        self.assertEqual(page.find(id="feedback-name")["value"], "Amina")
        self.assertEqual(response.cookies, {})
        self.assertEqual(FamilyComment.objects.count(), FROM_ADDRESS)
        self.now += timedelta(minutes=50)
        self.assertEqual(self.send(self.fill(page)).status_code, 303)

    def test_a_pause_of_some_minutes_is_no_new_hour_in_any_cache(self) -> None:
        folder = self.enterContext(TemporaryDirectory())
        in_files = {**KEPT_IN_FILES, "LOCATION": folder}
        with override_settings(CACHES={"default": in_files}):
            self.fill_hour()
            time.sleep(KEPT_IN_FILES["TIMEOUT"] + 0.1)
            self.assertEqual(self.send().status_code, 429)

    def test_another_address_does_not_wait(self) -> None:
        self.fill_hour(REMOTE_ADDR="203.0.113.5")
        self.assertEqual(self.send(REMOTE_ADDR="203.0.113.5").status_code, 429)
        self.assertEqual(self.send(REMOTE_ADDR="203.0.113.6").status_code, 303)

    @override_settings(WAGTAIL_LOCALOFFER=FORWARDED)
    def test_behind_a_proxy_each_household_has_its_own_count(self) -> None:
        one = {"HTTP_X_FORWARDED_FOR": "203.0.113.5"}
        self.fill_hour(**one)
        self.assertEqual(self.send(**one).status_code, 429)
        forged = {"HTTP_X_FORWARDED_FOR": "198.51.100.9, 203.0.113.5"}
        self.assertEqual(self.send(**forged).status_code, 429)
        other = {"HTTP_X_FORWARDED_FOR": "203.0.113.5, 203.0.113.6"}
        self.assertEqual(self.send(**other).status_code, 303)

    def test_what_comes_twice_or_has_mistakes_is_not_counted(self) -> None:
        self.fill_hour(FROM_ADDRESS - 1)
        sent = self.fill()
        for _each in range(5):
            self.assertEqual(self.send(sent).status_code, 303)
            self.assertEqual(self.send(self.fill(topic="")).status_code, 200)
        self.assertEqual(self.send().status_code, 429)
        self.assertEqual(self.send(sent).status_code, 303)

    def test_about_one_offer_sixty_are_taken_in_an_hour_from_anywhere(self) -> None:
        self.keep(ABOUT_OFFER)
        response = self.send()
        self.assertEqual(response.status_code, 429)
        # The oldest of them is half an hour old.
        self.assertEqual(response.headers["Retry-After"], str(30 * 60))
        self.now += timedelta(minutes=30, seconds=1)
        self.assertEqual(self.send().status_code, 303)

    @pytest.mark.nightly
    def test_however_many_come_from_everywhere_no_more_are_kept(self) -> None:
        sent = self.fill()
        answers = [
            self.send(
                {**sent, "message": f"{MESSAGE} {number}"},
                REMOTE_ADDR=f"203.0.113.{number}",
            ).status_code
            for number in range(ABOUT_OFFER + 20)
        ]
        self.assertEqual(answers, [303] * ABOUT_OFFER + [429] * 20)
        self.assertEqual(FamilyComment.objects.count(), ABOUT_OFFER)

    def test_spam_keeps_no_family_out(self) -> None:
        self.keep(ABOUT_OFFER, status="spam")
        self.assertEqual(self.send().status_code, 303)
        self.assertEqual(self.send(self.fill(subject="x")).status_code, 429)

    def keep(self, number: int, **values: Any) -> None:
        FamilyComment.objects.bulk_create(
            FamilyComment(
                fingerprint=f"{number}",
                page_id=self.offer.pk,
                topic="idea",
                message="x",
                created_at=self.now - timedelta(minutes=30),
                **values,
            )
            for number in range(number)
        )

    def test_no_address_stands_in_the_database_or_in_the_cache(self) -> None:
        address = "203.0.113.57"
        self.fill_hour(1, REMOTE_ADDR=address)
        self.assertNotIn(address, str(dump_tables()))
        kept = {**cache._cache, **cache._expire_info}
        self.assertTrue([key for key in kept if "feedback_08" in key])
        self.assertNotIn(address, str(kept))

    def test_the_salt_is_gone_with_its_day(self) -> None:
        self.fill_hour(1)
        (salt,) = (key for key in cache._expire_info if "feedback_salt" in key)
        left = cache._expire_info[salt] - timezone.datetime.now().timestamp()
        self.assertAlmostEqual(left, (15 * 60 + 50) * 60, delta=60)
        was = cache._cache[salt]
        cache.delete("wagtail_localoffer_feedback_salt_2026-06-01")
        self.now += timedelta(days=1)
        self.fill_hour(1)
        (new,) = (key for key in cache._expire_info if "feedback_salt" in key)
        self.assertNotEqual(cache._cache[new], was)

    @override_settings(
        CACHES={"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    )
    def test_without_a_cache_the_limit_of_the_offer_holds(self) -> None:
        self.fill_hour(FROM_ADDRESS + 1)
        self.keep(ABOUT_OFFER)
        self.assertEqual(self.send().status_code, 429)
