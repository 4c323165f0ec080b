from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from io import StringIO

from django.core.management import call_command
from django.test import TestCase
from django.utils import timezone

from tests.builders import complete_offer, lancashire
from tests.webserver import HOST, Answer, Trouble, WebServer
from wagtail_localoffer.councils.link_checker import (
    check_council,
    try_address,
)
from wagtail_localoffer.models import Council

LONG_AGO = timezone.now() - timedelta(days=40)


def check(*arguments: str) -> tuple[int, list[str]]:
    """Run the command, and return its exit status and the lines that it printed."""
    output = StringIO()
    status = 0
    try:
        call_command("check_council_addresses", "--delay=0", *arguments, stdout=output)
    except SystemExit as leaving:
        status = int(leaving.code or 0)
    return status, output.getvalue().splitlines()


class AddressTestCase(TestCase):
    def setUp(self) -> None:
        self.server = self.enterContext(WebServer())
        # Nothing leaves this machine.
        Council.objects.all().delete()

    def add(self, name: str = "Meadow Council", path: str = "", **fields) -> Council:
        fields.setdefault("local_offer_url", self.server.url + path)
        return Council.objects.create(name=name, **fields)


class ProblemTests(AddressTestCase):
    def find(self, answer: Answer | Trouble, timeout: float = 5) -> str:
        self.server.pages["/send"] = answer
        return try_address(f"{self.server.url}send", timeout)

    def test_a_page_that_is_there_is_no_problem(self) -> None:
        self.assertEqual(self.find(Answer(200, b"<p>Our local offer</p>")), "")

    def test_it_says_who_it_is(self) -> None:
        self.find(Answer())
        (request,) = self.server.received
        self.assertIn("wagtail_localoffer", request.headers["User-Agent"])

    def test_it_follows_where_the_address_leads(self) -> None:
        self.assertEqual(self.find(Answer(301, headers={"Location": "/new"})), "")
        self.assertEqual(self.server.received[-1].path, "/new")

    def test_what_it_leads_to_must_be_there_too(self) -> None:
        self.server.pages["/new"] = Answer(404)
        found = self.find(Answer(302, headers={"Location": "/new"}))
        self.assertEqual(found, "There is no such page (404).")

    def test_a_circle_is_not_followed_for_ever(self) -> None:
        found = self.find(Answer(302, headers={"Location": "/send"}))
        self.assertIn("without an end", found)

    def test_where_it_leads_must_be_an_address(self) -> None:
        found = self.find(Answer(302, headers={"Location": "gopher://old.example/"}))
        self.assertIn("not an address", found)

    def test_each_refusal_is_put_into_words(self) -> None:
        for status, words in (
            (404, "no such page (404)"),
            (410, "no such page (410)"),
            (403, "did not show it to a program (403)"),
            (429, "did not show it to a program (429)"),
            (503, "has an error (503)"),
            (400, "refused the request (400)"),
        ):
            with self.subTest(status):
                self.assertIn(words, self.find(Answer(status)))

    def test_a_silent_server_is_not_waited_for_long(self) -> None:
        found = self.find(Trouble.HANG, timeout=0.2)
        self.assertEqual(found, "The server did not answer within 0.2 seconds.")

    def test_a_server_that_drips_its_answer_is_not_waited_for_long(self) -> None:
        found = self.find(Trouble.DRIP, timeout=0.2)
        self.assertEqual(found, "The server did not answer within 0.2 seconds.")

    def test_a_connection_that_breaks_is_a_problem(self) -> None:
        self.assertEqual(self.find(Trouble.RESET), "The server could not be reached.")

    def test_a_port_where_nobody_listens_is_a_problem(self) -> None:
        with socket.socket() as taken:
            # Bound, and not listening: no other program can take it meanwhile.
            taken.bind((HOST, 0))
            found = try_address(f"http://{HOST}:{taken.getsockname()[1]}/", 5)
        self.assertEqual(found, "The server could not be reached.")

    def test_a_name_that_nobody_has_is_a_problem(self) -> None:
        # RFC 6761: no resolver may know it.
        found = try_address("http://council.invalid/", 5)
        self.assertEqual(found, "There is no server of that name.")

    def test_a_server_without_a_certificate_is_not_secure(self) -> None:
        url = self.server.url.replace("http:", "https:")
        self.assertIn("secure connection was not possible", try_address(url, 5))

    def test_what_cannot_be_requested_is_a_problem(self) -> None:
        for url in ("ftp://council.example/send", "http://" + "x" * 70 + ".example/"):
            with self.subTest(url):
                self.assertIn("not an address", try_address(url, 5))


@contextmanager
def proxy(url: str) -> Iterator[None]:
    """Have all requests go through a proxy, as on many networks of councils."""
    before = os.environ.get("http_proxy")
    os.environ["http_proxy"] = url
    try:
        yield
    finally:
        del os.environ["http_proxy"]
        if before is not None:
            os.environ["http_proxy"] = before


class RedirectTests(AddressTestCase):
    def find(self, target: str) -> str:
        """What is wrong with a public address that leads to ``target``."""
        # No resolver may know the name: only the proxy finds the public server.
        url = "http://council.invalid/send"
        self.server.pages[url] = Answer(302, headers={"Location": target})
        with proxy(self.server.url):
            return try_address(url, 5)

    def test_a_public_address_is_not_followed_into_a_private_network(self) -> None:
        for host in ("127.0.0.1", "10.0.0.1", "169.254.169.254", "[::1]", "localhost"):
            with self.subTest(host):
                self.server.received.clear()
                self.assertIn(
                    "not one of the public internet", self.find(f"http://{host}/")
                )
                self.assertEqual(len(self.server.received), 1)

    def test_a_public_address_is_followed_to_another(self) -> None:
        self.assertEqual(self.find("http://council.invalid/new"), "")
        self.assertEqual(len(self.server.received), 2)

    def test_an_address_of_an_intranet_may_lead_on_within_it(self) -> None:
        self.server.pages["/send"] = Answer(302, headers={"Location": "/new"})
        self.assertEqual(try_address(f"{self.server.url}send", 5), "")

    def test_a_name_that_only_a_proxy_knows_is_not_taken_for_public(self) -> None:
        found = self.find("http://intranet.invalid/")
        self.assertIn("not one of the public internet", found)
        self.assertEqual(len(self.server.received), 1)

    def test_where_it_leads_is_in_the_record(self) -> None:
        url = "http://council.invalid/send"
        council = self.add(local_offer_url=url)
        target = {"Location": "http://127.0.0.1/"}
        self.server.pages[url] = Answer(302, headers=target)
        with proxy(self.server.url):
            check_council(council, 5)
        council.refresh_from_db()
        self.assertIn("not one of the public internet", council.check_problem)


class CommandTests(AddressTestCase):
    def test_what_works_is_recorded_and_printed(self) -> None:
        council = self.add(check_problem="It was gone.")
        self.assertEqual(
            check(),
            (0, ["Meadow Council: works", "Checked: 1. With a problem: 0."]),
        )
        council.refresh_from_db()
        self.assertAlmostEqual(
            council.checked_at, timezone.now(), delta=timedelta(minutes=1)
        )
        self.assertEqual(council.check_problem, "")

    def test_what_does_not_work_is_recorded_and_fails(self) -> None:
        self.server.pages["/old"] = Answer(404)
        council = self.add(path="old")
        self.add("Works Council")
        status, lines = check()
        problem = f"{council.local_offer_url}: There is no such page (404)."
        self.assertEqual(
            (status, lines),
            (
                1,
                [
                    f"Meadow Council: {problem}",
                    "Works Council: works",
                    "Checked: 2. With a problem: 1.",
                ],
            ),
        )
        council.refresh_from_db()
        self.assertEqual(council.check_problem, problem)

    def test_its_form_is_tried_as_well(self) -> None:
        self.server.pages["/form"] = Answer(500)
        council = self.add(form_url=f"{self.server.url}form")
        check()
        council.refresh_from_db()
        self.assertIn("/form: The server has an error", council.check_problem)
        self.assertEqual([each.path for each in self.server.received], ["/", "/form"])

    def test_a_council_without_an_address_is_passed_over(self) -> None:
        council = self.add(local_offer_url="")
        self.assertEqual(check(), (0, ["Checked: 0. With a problem: 0."]))
        council.refresh_from_db()
        self.assertIsNone(council.checked_at)

    def test_only_councils_in_use_can_be_chosen(self) -> None:
        self.add()
        Council.objects.create(
            name="Lancashire County Council", local_offer_url=self.server.url
        )
        complete_offer()
        self.assertEqual(lancashire().local_offer_url, self.server.url)
        _status, lines = check("--in-use")
        self.assertEqual(lines[:-1], ["Lancashire County Council: works"])

    def test_what_was_checked_lately_can_be_left_out(self) -> None:
        self.add("Never Council")
        self.add("Old Council", checked_at=LONG_AGO)
        self.add("New Council", checked_at=timezone.now())
        _status, lines = check("--older-than=30")
        self.assertEqual(lines[:-1], ["Never Council: works", "Old Council: works"])

    def test_an_address_that_changed_meanwhile_is_not_called_checked(self) -> None:
        council = self.add()
        Council.objects.update(local_offer_url="https://new.example/send")
        self.assertEqual(check_council(council, 5), "")
        council.refresh_from_db()
        self.assertIsNone(council.checked_at)
