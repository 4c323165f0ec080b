"""One deadline, one look-up and no body, against real servers on this machine."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain, repeat
from typing import Any
from unittest import mock

import pytest
import requests
from django.test import SimpleTestCase

from tests.webserver import HOST, Answer, Trouble, WebServer
from wagtail_localoffer.councils.link_checker import try_address
from wagtail_localoffer.web import BriefSession, is_public

#: Seconds that a test has time, and after which it would be too late.
SHORT, LATE = 0.4, 2


@contextmanager
def dripping_server(*parts: bytes) -> Iterator[str]:
    """A server that says one of the parts every moment, and the last for ever."""
    stopped = threading.Event()
    with socket.create_server((HOST, 0)) as listener:

        def serve() -> None:
            caller, _address = listener.accept()
            with caller:
                for part in chain(parts, repeat(parts[-1])):
                    try:
                        caller.sendall(part)
                    except OSError:
                        return
                    if stopped.wait(0.02):
                        return

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"{HOST}:{listener.getsockname()[1]}/"
        finally:
            stopped.set()
            thread.join()


@pytest.mark.nightly
class TestTheDeadline(SimpleTestCase):
    @contextmanager
    def in_time(self) -> Iterator[None]:
        started = time.monotonic()
        with self.assertRaises(requests.RequestException) as caught:
            yield
        # A reader of ``requests`` knows both as trouble with the time.
        self.assertIsInstance(caught.exception, requests.Timeout)
        self.assertLess(time.monotonic() - started, LATE)

    def test_it_holds_however_slowly_an_answer_comes(self) -> None:
        for name, parts in {
            "status": [b"H", b"T", b"T", b"P", b"/", b"1", b".", b"1", b" "],
            "header": [b"HTTP/1.1 200 OK\r\n", b"X-A: ", b"x"],
            "headers": [b"HTTP/1.1 200 OK\r\n", b"X-A: x\r\n"],
            "go on": [b"HTTP/1.1 100 Continue\r\n\r\n"],
        }.items():
            with (
                self.subTest(name),
                dripping_server(*parts) as address,
                self.in_time(),
                BriefSession(SHORT) as session,
            ):
                session.get(f"http://{address}", stream=True)

    def test_it_holds_for_a_handshake(self) -> None:
        hello = [b"\x16", b"\x03", b"\x03", b"\x40", b"\x00", b"\x02"]
        with (
            dripping_server(*hello) as address,
            self.in_time(),
            BriefSession(SHORT) as session,
        ):
            session.get(f"https://{address}", stream=True)

    def test_it_holds_for_a_request_that_nobody_reads(self) -> None:
        with socket.create_server((HOST, 0)) as deaf:
            url = f"http://{HOST}:{deaf.getsockname()[1]}/"
            with self.in_time(), BriefSession(SHORT) as session:
                session.post(url, data=bytes(50_000_000), stream=True)

    def test_there_is_one_for_all_requests(self) -> None:
        with WebServer() as server, BriefSession(SHORT) as session, self.in_time():
            for _request in range(99):
                server.on_request = lambda request: time.sleep(SHORT / 4)
                session.get(server.url, stream=True).close()
        self.assertLess(len(server.received), 6)

    def test_an_address_that_does_not_answer_leaves_time_for_the_next(self) -> None:
        tried = []
        with WebServer() as server:

            def connect(address: Any, timeout: float) -> Any:
                tried.append(address[0])
                if len(tried) == 1:
                    time.sleep(timeout)
                    raise TimeoutError
                return server_socket()

            def server_socket() -> socket.socket:
                ours = socket.socket()
                ours.connect((HOST, server.port))
                return ours

            with (
                known_as("8.8.8.8", "9.9.9.9"),
                mock.patch("socket.create_connection", connect),
                BriefSession(SHORT) as session,
            ):
                answer = session.get("http://council.example/", stream=True)
                answer.close()
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(tried, ["8.8.8.8", "9.9.9.9"])


@contextmanager
def known_as(*answers: str | list[str] | None) -> Iterator[None]:
    """
    Let names be looked up so. ``None`` is for what nobody knows.

    :param answers: the addresses at once, or lists for one look-up after the other.
    """
    lists = list(answers) if isinstance(answers[0], list | None) else [list(answers)]
    real = socket.getaddrinfo
    left = iter(lists)

    def find(host: Any, port: Any, *others: Any, **named: Any) -> Any:
        if not str(host).endswith(".example"):
            return real(host, port, *others, **named)
        addresses = next(left, lists[-1])
        if addresses is None:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))
            for address in addresses
        ]

    with mock.patch("socket.getaddrinfo", find):
        yield


class TestTheLookUp(SimpleTestCase):
    """Whoever owns a name can have it lead to another place each time."""

    def setUp(self) -> None:
        super().setUp()
        self.server = self.enterContext(WebServer())
        self.url = f"http://council.example:{self.server.port}/"
        self.dialled: list[str] = []
        real = socket.create_connection

        def connect(address: Any, *others: Any) -> Any:
            self.dialled.append(address[0])
            # Nothing leaves this machine.
            return real((HOST, address[1]), *others)

        self.enterContext(mock.patch("socket.create_connection", connect))

    def test_what_was_looked_at_is_connected_to(self) -> None:
        with known_as(["8.8.8.8"], ["127.0.0.1"]):
            self.assertEqual(try_address(self.url, 5), "")
        self.assertEqual(self.dialled, ["8.8.8.8"])
        (request,) = self.server.received
        self.assertEqual(request.headers["Host"], f"council.example:{self.server.port}")

    def test_a_redirect_to_a_name_that_has_moved_inside_is_not_followed(self) -> None:
        self.server.script = [Answer(302, headers={"Location": self.url})]
        for inside in (["127.0.0.1"], ["9.9.9.9", "10.0.0.1"]):
            with self.subTest(inside), known_as(["8.8.8.8"], inside):
                found = try_address(self.url, 5)
                self.assertIn("not one of the public internet", found)
                self.server.script = [Answer(302, headers={"Location": self.url})]
        self.assertEqual(self.dialled, ["8.8.8.8"] * 2)

    def test_a_name_that_is_inside_as_well_as_outside_is_not_for_an_intranet(
        self,
    ) -> None:
        with known_as("8.8.8.8", "127.0.0.1"):
            self.assertIn("not one of the public", try_address(self.url, 5))
        self.assertEqual(self.dialled, [])

    def test_a_name_that_nobody_knows_is_not_asked_for_again(self) -> None:
        with known_as(None, ["127.0.0.1"]):
            self.assertEqual(
                try_address(self.url, 5), "There is no server of that name."
            )
        self.assertEqual(self.dialled, [])


class TestWhatIsNotRead(SimpleTestCase):
    def test_a_redirect_without_end_is_followed_all_the_same(self) -> None:
        with WebServer() as server:
            server.script = [Trouble.ENDLESS_REDIRECT]
            self.assertEqual(try_address(server.url, 5), "")
        self.assertEqual([each.path for each in server.received], ["/", "/new"])


class TestPublicAddresses(SimpleTestCase):
    def test_only_what_everybody_reaches_is_public(self) -> None:
        for address, expected in (
            ("8.8.8.8", True),
            ("2001:4860:4860::8888", True),
            ("64:ff9b::808:808", True),
            ("::ffff:8.8.8.8", True),
            ("127.0.0.1", False),
            ("0.0.0.1", False),
            ("10.0.0.1", False),
            ("100.64.0.1", False),
            ("169.254.169.254", False),
            ("192.168.0.1", False),
            ("224.0.0.1", False),
            ("255.255.255.255", False),
            ("::1", False),
            ("::", False),
            ("fc00::1", False),
            ("fe80::1", False),
            ("fe80::1%eth0", False),
            ("ff02::1", False),
            ("::ffff:10.0.0.1", False),
            ("2002:7f00:1::", False),
            ("64:ff9b::7f00:1", False),
            ("::ffff:0:808:808", True),
            ("::ffff:0:127.0.0.1", False),
            ("::ffff:0:10.0.0.1", False),
            ("::127.0.0.1", False),
            ("fec0::1", False),
            ("feff:ffff::1", False),
        ):
            with self.subTest(address):
                self.assertEqual(is_public(address), expected)
