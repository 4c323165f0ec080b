"""Other sites that answer badly, slowly, or with far too much."""

from __future__ import annotations

from typing import Any
from unittest import mock

import pytest
from django.test import override_settings

from tests.open_data.feed_server import make_key
from tests.open_data.harvest_case import HarvestTestCase
from tests.test_web import dripping_server
from tests.webserver import HOST, Answer, Trouble, WebServer
from wagtail_localoffer.open_data.harvest import feeds, reading

pytestmark = pytest.mark.rows

ROOT, LIST = "/open-data/", "/open-data/offers?per_page=100&page=1"


class AddressTests(HarvestTestCase):
    def test_a_server_inside_is_not_asked(self) -> None:
        with override_settings(WAGTAIL_LOCALOFFER={}):
            run = self.harvest()
        self.assertIn("not one of the public internet", run.problem)
        self.assertEqual(self.server.received, [])

    def test_a_name_that_leads_inside_is_not_asked(self) -> None:
        self.source.url = f"http://localhost:{self.server.port}/open-data/"
        self.source.save()
        with override_settings(WAGTAIL_LOCALOFFER={}):
            run = self.harvest()
        self.assertIn("not one of the public internet", run.problem)
        self.assertEqual(self.server.received, [])

    def test_a_redirect_on_the_same_host_is_followed(self) -> None:
        self.server.add(1)
        self.server.pages["/old/"] = Answer(301, headers={"Location": ROOT})
        self.source.url = f"{self.server.url}old/"
        self.source.save()
        self.assertIn("status 404", self.harvest().problem)
        self.assertEqual(self.server.received[1].path, ROOT)

    def test_a_redirect_to_another_host_or_port_is_not_followed(self) -> None:
        with WebServer() as other:
            for target in (
                other.url,
                "http://localhost/",
                "https://127.0.0.2/",
                "ftp:/",
            ):
                with self.subTest(target):
                    self.server.pages[ROOT] = Answer(302, headers={"Location": target})
                    self.assertIn("leads to another site", self.harvest().problem)
            self.assertEqual(other.received, [])

    def test_a_redirect_that_two_readers_take_for_two_servers_is_not_followed(
        self,
    ) -> None:
        with WebServer() as other:
            here, there = (f"{HOST}:{each.port}" for each in (self.server, other))
            for name in (f"{there}\\@{here}", f"{there}\t@{here}", f"me:secret@{here}"):
                target = f"http://{name}{ROOT}"
                with self.subTest(target):
                    self.server.pages[ROOT] = Answer(302, headers={"Location": target})
                    self.assertIn("leads to another site", self.harvest().problem)
            self.assertEqual(other.received, [])

    def test_a_problem_is_one_short_line_whatever_the_server_says(self) -> None:
        for target in ("/a\x00b", "/a\x1b[31m", "/" + "x" * 20_000, "/a\tb"):
            with self.subTest(target[:10]):
                self.server.pages[ROOT] = Answer(301, headers={"Location": target})
                problem = self.harvest().problem
                self.assertTrue(problem.isprintable())
                self.assertLessEqual(len(problem), 1000)
                self.assertEqual(self.source.problem, problem)

    def test_redirects_in_a_circle_have_an_end(self) -> None:
        self.server.pages[ROOT] = Answer(302, headers={"Location": ROOT})
        self.assertIn("without an end", self.harvest().problem)
        self.assertLess(len(self.server.received), 6)

    def test_an_address_of_data_that_a_document_names_is_not_asked(self) -> None:
        with WebServer() as other:
            self.server.add(1, data_url=f"{other.url}open-data/offers/{make_key(1)}")
            self.harvest_all()
            self.assertEqual(other.received, [])

    def test_no_cookie_is_sent_back(self) -> None:
        self.server.pages[ROOT] = Answer(
            200, b'{"version": "HSDS-UK-3.0"}', {"Set-Cookie": "a=b"}
        )
        self.harvest_all()
        self.assertNotIn("Cookie", self.server.received[-1].headers)
        self.assertIn(
            "wagtail_localoffer", self.server.received[-1].headers["User-Agent"]
        )

    def test_a_wrong_certificate_is_a_problem(self) -> None:
        self.source.url = f"https://{HOST}:{self.server.port}/open-data/"
        self.source.save()
        self.assertIn("secure connection", self.harvest().problem)


class ReplyTests(HarvestTestCase):
    def find_problem(self, answer: Answer | Trouble, path: str = LIST) -> str:
        self.server.pages[path] = answer
        with mock.patch.object(reading, "PATIENCE", 0.3):
            return self.harvest().problem

    def test_a_source_that_does_not_answer_is_given_up(self) -> None:
        for trouble in (Trouble.HANG, Trouble.ENDLESS, Trouble.DRIP):
            for path in (ROOT, LIST):
                with self.subTest(trouble, path=path):
                    self.server.pages.clear()
                    found = self.find_problem(trouble, path)
                    self.assertIn("did not answer within 0.3 seconds", found)

    def test_a_body_that_comes_drop_by_drop_is_given_up(self) -> None:
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"
        with (
            mock.patch.object(reading, "PATIENCE", 0.3),
            dripping_server(head, b" ") as address,
        ):
            self.source.url = f"http://{address}"
            self.source.save()
            self.assertIn("did not answer within", self.harvest().problem)

    def test_a_connection_that_breaks_off_is_a_problem(self) -> None:
        self.assertIn("could not be reached", self.find_problem(Trouble.RESET))
        short = Answer(200, b"ff\r\n{", {"Transfer-Encoding": "chunked"})
        self.assertIn("broke off", self.find_problem(short))

    def test_a_reply_that_is_too_large_is_not_read_to_its_end(self) -> None:
        with mock.patch.object(feeds, "LARGEST_PAGE", 1000):
            found = self.find_problem(Answer(200, b" " * 5000))
        self.assertIn("larger than 0.001 MB", found)

    def test_what_is_packed_is_not_unpacked(self) -> None:
        packed = Answer(200, b"\x1f\x8b", {"Content-Encoding": "gzip"})
        self.assertIn("packed", self.find_problem(packed))
        self.assertEqual(
            self.server.received[-1].headers["Accept-Encoding"], "identity"
        )

    def test_what_is_no_json_is_a_problem(self) -> None:
        for body in (
            b"",
            b"<html></html>",
            b'{"version": "HSDS-UK-3.0"',
            b'{"version": "\xff\xfe"}',
            b"[" * 100_000,
            b'{"total_items": 1' + b"0" * 10_000 + b"}",
            '{"version": "é"}'.encode("latin-1"),
        ):
            with self.subTest(body[:20]):
                self.assertIn(
                    "The reply is no JSON.", self.find_problem(Answer(200, body))
                )

    def test_a_status_is_named(self) -> None:
        for status in (401, 404, 410, 429, 500, 503):
            with self.subTest(status):
                self.assertIn(f"status {status}", self.find_problem(Answer(status)))

    def test_an_address_that_is_no_open_data_gets_a_hint(self) -> None:
        self.server.pages[ROOT] = Answer(200, b"<h1>Our school</h1>")
        self.assertIn("ends with /open-data/", self.harvest().problem)

    def test_json_of_another_kind_is_a_problem(self) -> None:
        for body in (
            b"[]",
            b"null",
            b'"x"',
            b'{"version": 3}',
            b'{"version": "HSDS-2"}',
        ):
            with self.subTest(body):
                found = self.find_problem(Answer(200, body), ROOT)
                self.assertIn("neither open data", found)


class ListTests(HarvestTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.server.per_page = 2
        for number in range(1, 5):
            self.server.add(number)

    def find_problem(self, **changes: Any) -> str:
        self.server.spoil = lambda page: {**page, **changes}
        problem = self.harvest().problem
        self.assertEqual(self.source.listings.exclude(missing_since=None).count(), 0)
        return problem

    def test_a_million_offers_are_too_many(self) -> None:
        found = self.find_problem(total_items=1_000_000)
        self.assertIn("1000000 offers or more. At most 50000", found)
        self.assertEqual(self.server.list_offers(), [])

    def test_more_offers_than_it_says_are_too_many(self) -> None:
        with mock.patch.object(feeds, "MOST_OFFERS", 3):
            self.assertIn("At most 3", self.find_problem(total_items=2))

    def test_a_list_without_an_end_is_given_up(self) -> None:
        with mock.patch.object(feeds, "MOST_PAGES", 1):
            self.assertIn("more than 1 pages", self.find_problem(last_page=False))

    def test_a_wrong_total_is_a_problem(self) -> None:
        self.assertIn("lists 9 offers, and lists 4", self.find_problem(total_items=9))

    def test_a_list_that_changes_while_it_is_read_is_read_again(self) -> None:
        self.server.spoil = lambda page: {
            **page,
            "total_items": 3 + page["page_number"],
        }
        self.assertIn("changed while it was read", self.harvest().problem)

    def test_the_same_page_again_and_again_is_a_circle(self) -> None:
        first = {**self.server._list({"per_page": ["2"]}), "total_pages": 999}
        first["last_page"] = False
        del first["page_number"]
        self.server.spoil = lambda page: first
        self.assertIn("same offers again and again", self.harvest().problem)

    def test_another_page_than_was_asked_for_is_a_problem(self) -> None:
        found = self.find_problem(page_number=1, last_page=False)
        self.assertIn("answers with page 1 of its list", found)

    def test_what_is_no_page_of_a_list_is_a_problem(self) -> None:
        for changes in (
            {"contents": None},
            {"contents": {}},
            {"total_items": None},
            {"total_items": -1},
            {"total_items": True},
            {"total_items": "4"},
        ):
            with self.subTest(changes):
                self.server.pages[ROOT + "offers?per_page=1"] = Answer(
                    200, b'{"total_items": 0, "contents": []}'
                )
                self.assertIn("is no page of a list", self.find_problem(**changes))

    def test_rows_that_are_none_are_refused_and_the_others_kept(self) -> None:
        self.server.per_page = 100
        bad = [None, 7, "x", [], {}, {"id": None}, {"id": 5}, {"id": "x", "name": "X"}]
        self.server.spoil = lambda page: {
            **page,
            "contents": [*bad, *page["contents"]],
            "total_items": 12,
        }
        run = self.harvest()
        self.assertEqual((run.problem, run.report.new), ("", 4))
        self.assertEqual(run.report.refused, len(bad))
        self.assertIn("“X”: “id” is not what it must be.", run.report.reasons)

    def test_an_offer_that_is_listed_twice_is_kept_once(self) -> None:
        self.server.per_page = 100
        self.server.rows.append(self.server.rows[0])
        run = self.harvest()
        self.assertEqual((run.report.new, run.report.refused), (4, 1))
        self.assertIn("listed twice", run.report.reasons[0])

    def test_offers_that_can_not_be_had_are_refused_alone(self) -> None:
        path = f"/open-data/offers/{make_key(2)}"
        for answer in (
            Answer(404),
            Answer(500),
            Answer(200, b"{"),
            Answer(200, b"null"),
            Answer(200, b" " * (reading.LARGEST_OFFER + 1)),
            Answer(304),
            Trouble.RESET,
        ):
            with self.subTest(answer):
                self.source.listings.all().delete()
                self.server.pages[path] = answer
                run = self.harvest()
                self.assertEqual((run.problem, run.report.new), ("", 3))
                self.assertIn("“Meadow School 2”", run.report.reasons[0])

    def test_of_an_offer_that_can_not_be_had_what_was_kept_stays(self) -> None:
        self.harvest()
        self.server.add(2, name="Oak School")
        self.server.pages[f"/open-data/offers/{make_key(2)}"] = Answer(500)
        self.harvest()
        self.assertIn("Meadow School 2", self.list_names())
        self.server.pages.clear()
        self.harvest()
        self.assertIn("Oak School", self.list_names())


class LateTests(HarvestTestCase):
    def test_a_server_that_says_that_we_know_what_we_do_not_is_a_problem(self) -> None:
        self.server.pages[LIST] = Answer(304)
        self.assertIn("that we know it already", self.harvest().problem)
