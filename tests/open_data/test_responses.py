"""Replies: headers, conditions, and questions that make no sense."""

from __future__ import annotations

import re
import uuid
from time import time
from typing import Any

import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.utils.http import http_date
from wagtail.models import Locale

from tests.builders import complete_health_service, complete_offer
from tests.open_data.open_data_case import ROOT, OpenDataTestCase, make_live
from tests.support import HOSTNAME, list_sql
from wagtail_localoffer.offers.visibility import list_public_offers

pytestmark = pytest.mark.rows

LISTS = ("services", "service_at_locations", "taxonomies", "taxonomy_terms", "offers/")
BY_KEY = (
    "services/",
    "service_at_locations/",
    "taxonomies/",
    "taxonomy_terms/",
    "offers/",
)
ALL = ("", *LISTS, "offers.csv", "schema.json")


class HeaderTests(OpenDataTestCase):
    def test_an_address_of_nothing_is_answered_in_json(self) -> None:
        for path in ("offer", "services/a/b", "favicon.ico", "offers.csv/more", "ur/"):
            with self.subTest(path):
                response = self.fetch(path)
                self.assertEqual(response.status_code, 404)
                self.assertEqual(
                    response.json(),
                    {"status": 404, "error": "There is nothing at this address."},
                )

    def test_every_site_may_read_and_no_cookie_is_set(self) -> None:
        for path in (*ALL, "services/none", "services?page=x"):
            with self.subTest(path):
                response = self.client.get(f"{ROOT}/{path}")
                self.assertEqual(response.headers["Access-Control-Allow-Origin"], "*")
                self.assertEqual(response.headers["X-Robots-Tag"], "noindex")
                self.assertFalse(response.cookies)
                self.assertNotIn("Cookie", response.headers.get("Vary", ""))

    def test_a_reply_may_be_kept_for_a_short_time_and_an_error_may_not(self) -> None:
        for path in ALL:
            with self.subTest(path):
                kept = self.fetch(path).headers["Cache-Control"]
                self.assertEqual(set(kept.split(", ")), {"public", "max-age=300"})
        self.assertEqual(self.fetch("services/x").headers["Cache-Control"], "no-store")

    def test_it_can_only_be_read(self) -> None:
        for method in ("post", "put", "patch", "delete", "trace"):
            for path in ALL:
                with self.subTest(path, method=method):
                    response = getattr(self.client, method)(f"{ROOT}/{path}")
                    self.assertEqual(response.status_code, 405)
                    self.assertEqual(response.headers["Allow"], "GET, HEAD, OPTIONS")

    def test_a_post_is_a_wrong_method_and_no_forged_one(
        self,
    ) -> None:
        client = self.client_class(enforce_csrf_checks=True)
        self.assertEqual(client.post(f"{ROOT}/services").status_code, 405)

    def test_a_script_may_ask_what_it_may_do(self) -> None:
        response = self.client.options(f"{ROOT}/services")
        self.assertEqual(response.status_code, 204)
        self.assertIn("GET", response.headers["Access-Control-Allow-Methods"])
        allowed = response.headers["Access-Control-Allow-Headers"]
        self.assertIn("If-None-Match", allowed)

    def test_a_slash_at_the_end_or_none_is_the_same(self) -> None:
        offer = make_live()
        by_key = (
            f"services/{offer.translation_key}",
            f"offers/{offer.translation_key}",
        )
        for path in (*ALL, *by_key):
            with self.subTest(path):
                address = f"{ROOT}/{path}".rstrip("/")
                for each in (address, f"{address}/"):
                    response = self.client.get(each)
                    self.assertEqual(response.status_code, 200)
                    self.assertEqual(
                        response.headers["Access-Control-Allow-Origin"], "*"
                    )

    @override_settings(ROOT_URLCONF="tests.public.urls_with_prefixes")
    def test_what_is_not_there_is_told_in_json_where_pages_have_prefixes(self) -> None:
        response = self.fetch("services/none")
        self.assertEqual(response.status_code, 404)
        self.assertEqual(response.json()["status"], 404)

    def test_a_reply_has_the_language_of_its_offer_and_not_of_a_browser(self) -> None:
        urdu = Locale.objects.create(language_code="ur")
        english = self.publish(complete_offer(setting_name="In English"))
        home = english.get_parent().copy_for_translation(urdu)
        home.save_revision().publish()
        translated = english.copy_for_translation(urdu)
        translated.setting_name = "In Urdu"
        self.publish(translated)
        (place,) = self.read("service_at_locations")["contents"]
        paths = [
            f"{path}/{key}"
            for path, key in (
                ("services", english.translation_key),
                ("offers", english.translation_key),
                ("service_at_locations", place["id"]),
            )
        ]

        def read(path: str) -> tuple[str, str]:
            headers = {"accept-language": "cy"}
            response = self.client.get(f"{ROOT}/{path}", headers=headers)
            return response.headers["Content-Language"], response.json()["name"]

        for path in paths:
            self.assertEqual(read(path), ("en-gb", "In English"))
        self.assertEqual(read(f"{paths[1]}?language=ur"), ("ur", "In Urdu"))
        for path in ("services", "service_at_locations"):
            self.assertEqual(self.find(path), ["In English"])
        self.unpublish(english)
        for path in paths:
            self.assertEqual(read(path), ("ur", "In Urdu"))
        for path in ALL:
            headers = {"accept-language": "ur"}
            response = self.client.get(f"{ROOT}/{path}", headers=headers)
            self.assertEqual(response.headers["Content-Language"], "en-gb")

    def test_the_project_s_language_comes_first_even_if_it_was_written_last(
        self,
    ) -> None:
        english = Locale.get_default()
        urdu = Locale.objects.create(language_code="ur")
        home = complete_offer(title="Draft").get_parent()
        home = home.copy_for_translation(urdu)
        home.save_revision().publish()
        first = complete_offer(parent=home, locale=urdu, setting_name="In Urdu")
        self.publish(first)
        last = first.copy_for_translation(english)
        last.setting_name = "In English"
        self.publish(last)
        self.assertGreater(last.pk, first.pk)
        self.assertEqual(self.find(), ["In English"])

    def test_the_head_alone_is_the_same(self) -> None:
        for path in ALL:
            with self.subTest(path):
                head = self.client.head(f"{ROOT}/{path}")
                self.assertEqual(head.status_code, 200)
                self.assertEqual(
                    head.headers.get("ETag"), self.fetch(path).headers.get("ETag")
                )

    @override_settings(ROOT_URLCONF="tests.public.urls_beside_prefixes")
    def test_a_page_has_no_link_to_data_that_is_not_there(self) -> None:
        offer = self.publish(complete_offer())
        self.assertNotContains(self.client.get(offer.url), "application/json")
        self.assertNotIn("data_url", offer.get_sitemap_urls()[0])


class ConditionTests(OpenDataTestCase):
    def ask_again(self, path: str, etag: str) -> int:
        headers = {"if-none-match": etag}
        return self.client.get(f"{ROOT}/{path}", headers=headers).status_code

    def test_who_has_it_already_is_spared_it(self) -> None:
        offer = self.publish(complete_offer())
        for path in ("services", "offers/", f"offers/{offer.translation_key}"):
            with self.subTest(path):
                response = self.fetch(path)
                etag = response.headers["ETag"]
                self.assertRegex(etag, r'^"[0-9a-f]{64}"$')
                self.assertEqual(self.ask_again(path, etag), 304)

    def test_a_script_may_read_that_it_has_it_already(self) -> None:
        headers = {"if-none-match": self.fetch("services").headers["ETag"]}
        again = self.client.get(f"{ROOT}/services", headers=headers)
        self.assertEqual(again.headers["Access-Control-Allow-Origin"], "*")

    def test_nobody_is_spared_a_reply_by_a_date(self) -> None:
        offer = self.publish(complete_offer())
        since = {"if-modified-since": http_date(time() + 3600)}
        for path in ("services", f"offers/{offer.translation_key}", "offers.csv"):
            with self.subTest(path):
                response = self.client.get(f"{ROOT}/{path}", headers=since)
                self.assertEqual(response.status_code, 200)
                self.assertNotIn("Last-Modified", response.headers)

    def test_a_change_of_the_offer_of_its_council_and_of_others_is_told(self) -> None:
        offer = self.publish(complete_offer())
        path = f"offers/{offer.translation_key}"

        def rename_council() -> None:
            offer.council.name = "Another council"
            offer.council.save()

        def change_words() -> None:
            offer.setting_name = "Another school"
            self.publish(offer)

        for change in (rename_council, change_words):
            with self.subTest(change.__name__):
                etag = self.fetch(path).headers["ETag"]
                change()
                self.assertEqual(self.ask_again(path, etag), 200)
        etag = self.fetch("offers/").headers["ETag"]
        self.unpublish(offer)
        self.assertEqual(self.ask_again("offers/", etag), 200)


class BadInputTests(OpenDataTestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        for _number in range(3):
            make_live()

    def test_an_unknown_identifier_is_answered_in_json(self) -> None:
        for path in BY_KEY:
            for key in ("none", str(uuid.uuid4()), "%00", "1" * 5000, "{}", "é"):
                with self.subTest(path, key=key[:20]):
                    response = self.client.get(f"{ROOT}/{path}{key}")
                    self.assertEqual(response.status_code, 404)
                    self.assertEqual(response.json()["status"], 404)

    def test_a_parameter_that_makes_no_sense_is_named(self) -> None:
        for name, values in {
            "page": ("-1", "0", "abc", "1.5", "\x00", "9" * 5000, "٣", "1e3"),
            "per_page": ("-1", "0", "abc", "\x00", "∞"),
            "minimum_age": ("1_0", "٣", "abc", "-1", "nan", "inf", "1" * 5000, "\x00"),
            "maximum_age": ("abc", "1e9"),
            "taxonomy_id": ("abc", "\x00", "1" * 5000),
            "taxonomy_term_id": ("abc",),
            "start_time": ("25:00", "abc", "\x00"),
            "end_time": ("noon",),
            "day": ("8", "MONDAYS", "\x00"),
        }.items():
            for value in values:
                with self.subTest(name, value=value[:20]):
                    response = self.fetch("services", **{name: value})
                    self.assertEqual(response.status_code, 400)
                    self.assertEqual(response.json()["parameter"], name)

    def test_a_postcode_that_is_none_is_named(self) -> None:
        for value in ("Alderbeck", "%", ".*", "\x00", "Z" * 5000):
            with self.subTest(value[:20]):
                response = self.fetch("service_at_locations", postcode=value)
                self.assertEqual(response.status_code, 400)

    def test_a_page_has_at_most_a_hundred(self) -> None:
        for path in LISTS:
            with self.subTest(path):
                page = self.read(path, per_page=10**9)
                self.assertLessEqual(page["size"], 100)
                pages = -(-page["total_items"] // 100)
                self.assertEqual(page["total_pages"], pages)

    def test_a_page_behind_the_last_is_empty(self) -> None:
        for path in LISTS:
            with self.subTest(path):
                page = self.read(path, page=10**9, per_page=2)
                self.assertTrue(page["empty"] and page["last_page"])
                self.assertEqual(page["contents"], [])

    def test_pages_have_each_offer_once(self) -> None:
        found = []
        for number in (1, 2):
            page = self.read("offers/", page=number, per_page=2)
            self.assertEqual(page["first_page"], number == 1)
            self.assertEqual(page["last_page"], number == 2)
            found += [each["id"] for each in page["contents"]]
        self.assertEqual(len(found), 3)
        self.assertEqual(len(set(found)), 3)

    def test_a_language_that_an_offer_has_not_is_refused(self) -> None:
        (key, *_others) = [each["id"] for each in self.read("offers/")["contents"]]
        for language in ("ur", "xx", "\x00", "e" * 5000):
            with self.subTest(language[:5]):
                response = self.fetch(f"offers/{key}", language=language)
                self.assertEqual(response.status_code, 400)

    def test_a_hostname_that_no_site_has_changes_nothing(self) -> None:
        headers = {"host": "evil.example"}
        other = self.client.get(f"{ROOT}/offers/", headers=headers)
        self.assertEqual(other.json(), self.read("offers/"))
        self.assertIn(HOSTNAME, other.content.decode())


class QueryTests(OpenDataTestCase):
    """As many queries for 40 offers as for 5."""

    PATHS = ("services", "service_at_locations", "offers/", "offers.csv")

    def count(self, path: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            response = self.fetch(path, per_page=100)
            if response.streaming:
                b"".join(response.streaming_content)
        self.assertEqual(response.status_code, 200)
        return len(queries)

    def make(self, number: int) -> None:
        for place in range(number):
            make: Any = complete_health_service if place % 2 else complete_offer
            make_live(make)

    def test_they_do_not_grow_with_the_list(self) -> None:
        self.make(5)
        # What is asked once for each process.
        self.fetch("services")
        few = {path: self.count(path) for path in self.PATHS}
        self.make(35)
        self.assertEqual(self.read("services", per_page=100)["size"], 40)
        many = {path: self.count(path) for path in self.PATHS}
        self.assertEqual(many, few)
        self.assertLessEqual(max(many.values()), 16)

    def test_no_body_is_read_to_count_or_for_other_pages(self) -> None:
        self.make(6)
        with CaptureQueriesContext(connection) as queries:
            self.read("services", per_page=2, page=9)
        self.assertFalse([sql for sql in list_sql(queries) if '"body"' in sql])

    def test_of_the_second_page_alone_bodies_are_read(self) -> None:
        self.make(6)
        keys = [str(each.pk) for each in list_public_offers()]
        for path in ("services", "offers/", "offers.csv"):
            with self.subTest(path), CaptureQueriesContext(connection) as queries:
                response = self.fetch(path, per_page=2, page=2)
                if response.streaming:
                    b"".join(response.streaming_content)
            read = [sql for sql in list_sql(queries) if '"body"' in sql]
            found = {
                key
                for sql in read
                for listed in re.findall(r"IN \(([\d, ]+)\)", sql)
                for key in listed.split(", ")
            }
            self.assertEqual(found, set(keys[2:4]))
            # Each kind of offer is in a table of its own.
            self.assertEqual(len(read), 2)
