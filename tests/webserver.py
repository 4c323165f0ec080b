"""A real web server on this machine, which answers as a test wants."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import Message
from enum import Enum, auto
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import chain, repeat
from typing import Any

HOST = "127.0.0.1"


class Trouble(Enum):
    """What a server does instead of answering."""

    #: The request is taken, and never answered.
    HANG = auto()
    #: The connection is reset when the request was read.
    RESET = auto()
    #: The answer is a success, and its body never ends.
    ENDLESS = auto()
    #: The answer is a redirect to ``/new``, and its body never ends.
    ENDLESS_REDIRECT = auto()
    #: An answer that comes byte by byte, and has no end.
    DRIP = auto()


@dataclass(frozen=True)
class Answer:
    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Request:
    """One request that came through the connection as a whole."""

    method: str
    path: str
    headers: Message
    body: bytes


@dataclass
class WebServer:
    """
    Listens on a free port of this machine while it is a context manager::

        with WebServer() as server:
            requests.get(server.url)
        server.received
    """

    #: What every request gets for which ``script`` has nothing.
    answer: Answer | Trouble = field(default_factory=Answer)
    #: What the next requests get, each once.
    script: list[Answer | Trouble] = field(default_factory=list)
    #: What single paths get, before all else.
    pages: dict[str, Answer | Trouble] = field(default_factory=dict)
    received: list[Request] = field(default_factory=list)
    #: Called with each request, in a thread of its own, before it is answered.
    on_request: Callable[[Request], None] | None = None

    def __enter__(self) -> WebServer:
        self.released = threading.Event()
        self._lock = threading.Lock()
        self._server = _Server((HOST, 0), _Conversation)
        self._server.web_server = self
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}
        )
        self._thread.start()
        return self

    def __exit__(self, *args: object) -> None:
        self.released.set()
        self._server.shutdown()
        # It waits for the conversations that are still open.
        self._server.server_close()
        self._thread.join()

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}/"

    def take(self, request: Request) -> Answer | Trouble:
        """Keep the request, and say what it gets."""
        with self._lock:
            self.received.append(request)
            if request.path in self.pages:
                return self.pages[request.path]
            return self.script.pop(0) if self.script else self.answer


class _Server(ThreadingHTTPServer):
    daemon_threads = False
    web_server: WebServer

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is none of the test's business."""


class _Conversation(BaseHTTPRequestHandler):
    server: _Server
    #: Seconds to wait for a client that has connected and says nothing.
    timeout = 30

    def handle_one_request(self) -> None:
        # The base class calls a method for each verb; here one is for all.
        self.raw_requestline = self.rfile.readline(65537)
        if not self.raw_requestline or not self.parse_request():
            self.close_connection = True
            return
        size = int(self.headers.get("Content-Length") or 0)
        request = Request(self.command, self.path, self.headers, self.rfile.read(size))
        answer = self.server.web_server.take(request)
        if self.server.web_server.on_request:
            self.server.web_server.on_request(request)
        self.close_connection = True
        if answer == Trouble.HANG:
            self.server.web_server.released.wait()
        elif answer == Trouble.RESET:
            # Closing a socket that must not linger resets its connection.
            self.connection.setsockopt(
                socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)
            )
            self.connection.close()
        elif answer == Trouble.ENDLESS:
            self.send_response(200)
            self.end_headers()
            self.server.web_server.released.wait()
        elif answer == Trouble.ENDLESS_REDIRECT:
            self.send_response(301)
            self.send_header("Location", "/new")
            self.end_headers()
            self.server.web_server.released.wait()
        elif answer == Trouble.DRIP:
            self._drip()
        elif isinstance(answer, Answer):
            self._write(answer)

    def _drip(self) -> None:
        for byte in chain(b"HTTP/1.1 200 OK\r\nX-Long: ", repeat(ord("x"))):
            if self.server.web_server.released.wait(0.02):
                return
            try:
                self.wfile.write(bytes([byte]))
            except OSError:
                return

    def _write(self, answer: Answer) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def log_message(self, format: str, *args: Any) -> None:
        """The test's output is not the place for it."""
