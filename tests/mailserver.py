"""A real mail server on this machine, which behaves as badly as a test wants."""

from __future__ import annotations

import asyncio
import os
import signal
import smtplib
import socket
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from enum import StrEnum, auto
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope
from django.core import mail
from django.core.mail.backends.smtp import EmailBackend
from django.test import override_settings

SMTP_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
HOST = "127.0.0.1"


class Manner(StrEnum):
    """How the server treats a message."""

    ACCEPT = auto()
    #: "550": there is no such mailbox.
    REFUSE_RECIPIENT = auto()
    #: "550" too, by a rule that may change: nobody says that there is no mailbox.
    TURN_AWAY = auto()
    #: "451": try again later.
    REFUSE_FOR_NOW = auto()
    #: "554": the content is unwanted.
    REFUSE_DATA = auto()
    #: "452" after the whole message: the disk is full, for instance.
    REFUSE_DATA_FOR_NOW = auto()
    #: The connection is up, but there is not even a greeting.
    SILENT = auto()
    #: The whole message is taken, and never answered.
    HANG = auto()
    #: The connection breaks in the middle of the message.
    DROP = auto()
    #: The connection is closed where an answer was due, the greeting included.
    CLOSE = auto()
    #: The whole message is taken for good; the connection breaks before the answer.
    ACCEPT_AND_DROP = auto()


@dataclass
class Received:
    """One message that came through the connection as a whole."""

    sender: str
    recipients: list[str]
    message: EmailMessage
    #: The bytes as they came, so that other parsers than Python's can read them.
    content: bytes = b""
    #: The name by which the sender has introduced itself.
    client: str = ""
    #: How it was treated.
    manner: Manner = Manner.ACCEPT

    def part(self, kind: str) -> str:
        """The text of the part of that subtype, such as "plain" or "html"."""
        body = self.message.get_body((kind,))
        return body.get_content() if body else ""


@dataclass
class MailServer:
    """
    Listens on a free port of this machine while it is a context manager::

        with MailServer() as server, server.settings():
            deliver_due()
        server.received
    """

    manner: Manner = Manner.ACCEPT
    #: How it treats single recipients, where not like all others.
    manners: dict[str, Manner] = field(default_factory=dict)
    #: Draws the manner for each message, in place of ``manner``.
    draw: Callable[[], Manner] | None = None
    #: How often each manner but ``ACCEPT`` was met with.
    faults: Counter[Manner] = field(default_factory=Counter)
    received: list[Received] = field(default_factory=list)
    #: What it got to see and did not accept.
    refused: list[Received] = field(default_factory=list)
    #: How many connections were made to it.
    connections: int = 0
    #: Called with each message, in another thread, before it is answered.
    on_message: Callable[[Received], None] | None = None

    def __enter__(self) -> MailServer:
        self._socket = socket.socket()
        self._socket.bind((HOST, 0))
        self.port: int = self._socket.getsockname()[1]
        self._controller = _Controller(self)
        self._controller.start()
        # The controller tries the connection once.
        self.connections = 0
        return self

    def __exit__(self, *args: object) -> None:
        self._controller.stop()
        self._socket.close()

    def settings(self, **options: Any) -> override_settings:
        """Settings that make Django send through this server."""
        return smtp_settings(self.port, **options)

    @property
    def messages(self) -> list[EmailMessage]:
        return [received.message for received in self.received]


class ClosedPort:
    """A port of this machine on which nobody answers, and that nobody else gets."""

    def __enter__(self) -> ClosedPort:
        self._socket = socket.socket()
        self._socket.bind((HOST, 0))
        self.port: int = self._socket.getsockname()[1]
        return self

    def __exit__(self, *args: object) -> None:
        self._socket.close()

    def settings(self, **options: Any) -> override_settings:
        return smtp_settings(self.port, **options)


class DeafPort:
    """A port of this machine that leaves everybody without an answer who connects."""

    def __enter__(self) -> DeafPort:
        self._socket = socket.create_server((HOST, 0), backlog=0)
        self.port: int = self._socket.getsockname()[1]
        # Nobody takes those who stand in its queue, and so there is no room in it.
        self._queue = [socket.socket() for _ in range(3)]
        for each in self._queue:
            each.setblocking(False)
            with suppress(BlockingIOError):
                each.connect((HOST, self.port))
        return self

    def __exit__(self, *args: object) -> None:
        for each in (*self._queue, self._socket):
            each.close()


def smtp_settings(
    port: int, *, host: str = HOST, backend: str = SMTP_BACKEND, **options: Any
) -> override_settings:
    """
    Settings that make Django send with SMTP to a port of this machine.

    :param backend: the dotted path of a subclass of Django's SMTP backend.
    :param options: further settings.
    """
    values = smtp_options(port, host=host, backend=backend)
    return override_settings(**values, **options)


def smtp_options(
    port: int, *, host: str = HOST, backend: str = SMTP_BACKEND
) -> dict[str, Any]:
    # Django 6.1 deprecates the single settings in favour of MAILERS.
    if hasattr(mail, "mailers"):
        return {
            "MAILERS": {
                "default": {
                    "BACKEND": backend,
                    "OPTIONS": {"host": host, "port": port},
                }
            }
        }
    return {"EMAIL_BACKEND": backend, "EMAIL_HOST": host, "EMAIL_PORT": port}


class DiesAfterSending(EmailBackend):
    """Kills its process as soon as the mail server has accepted a message."""

    def send_messages(self, messages: Any) -> int:
        super().send_messages(messages)
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError("A killed process goes no further.")


class ConnectsItself(EmailBackend):
    """Leaves nothing of how Django connects."""

    def open(self) -> bool:
        if self.connection is not None:
            return False
        self.connection = smtplib.SMTP(self.host, self.port, timeout=self.timeout)
        return True


class _Controller(Controller):
    def __init__(self, server: MailServer) -> None:
        self.mail_server = server
        self.released = asyncio.Event()
        self._stopped = threading.Event()
        super().__init__(self, hostname=HOST, port=server.port)

    def factory(self) -> SMTP:
        self.mail_server.connections += 1
        return _Conversation(self, ident="test", timeout=30)

    def _create_server(self) -> Any:
        # The socket is bound already, so that no other process can take the port.
        return self.loop.create_server(
            self._factory_invoker, sock=self.mail_server._socket
        )

    def stop(self, no_assert: bool = False) -> None:
        self.loop.call_soon_threadsafe(self.released.set)
        super().stop(no_assert)

    async def handle_RCPT(
        self,
        server: _Conversation,
        session: Any,
        envelope: Envelope,
        address: str,
        options: Any,
    ) -> str:
        envelope.rcpt_tos.append(address)
        match manner := server.manner:
            case Manner.REFUSE_RECIPIENT:
                server.count(manner)
                return "550 5.1.1 No such mailbox here"
            case Manner.TURN_AWAY:
                server.count(manner)
                return "550 5.7.1 Not taken from here"
            case Manner.REFUSE_FOR_NOW:
                server.count(manner)
                return "451 4.7.1 Try again later"
        return "250 OK"

    async def handle_DATA(
        self, server: _Conversation, session: Any, envelope: Envelope
    ) -> str:
        received = Received(
            sender=envelope.mail_from,
            recipients=list(envelope.rcpt_tos),
            message=message_from_bytes(envelope.content, policy=policy.default),
            content=envelope.content,
            client=session.host_name,
        )
        if self.mail_server.on_message:
            # Not in the server's own thread: it may take its time.
            await asyncio.to_thread(self.mail_server.on_message, received)
        received.manner = manner = server.manner
        server.count(manner)
        if manner in (Manner.ACCEPT, Manner.ACCEPT_AND_DROP):
            self.mail_server.received.append(received)
        else:
            self.mail_server.refused.append(received)
        match manner:
            case Manner.ACCEPT:
                return "250 OK"
            case Manner.ACCEPT_AND_DROP:
                server.break_off()
                raise asyncio.CancelledError
            case Manner.HANG:
                await self.released.wait()
                return "421 Too late"
            case Manner.REFUSE_DATA_FOR_NOW:
                return "452 4.3.1 No space left"
        return "554 5.7.1 Unwanted content"


class _Conversation(SMTP):
    """One connection."""

    _drawn: Manner | None = None
    _is_counted = False
    _messages = 0

    @property
    def manner(self) -> Manner:
        """How the message in hand is treated, or what comes before the first."""
        server = self.event_handler.mail_server
        if self.envelope is not None:
            for address in self.envelope.rcpt_tos:
                if address in server.manners:
                    return server.manners[address]
        if server.draw is None:
            return server.manner
        if self._drawn is None:
            self._drawn = server.draw()
        return self._drawn

    def count(self, manner: Manner) -> None:
        if manner != Manner.ACCEPT and not self._is_counted:
            self._is_counted = True
            self.event_handler.mail_server.faults[manner] += 1

    async def push(self, status: Any) -> None:
        manner = self.manner
        if manner == Manner.SILENT:
            self.count(manner)
            try:
                await self.event_handler.released.wait()
            finally:
                self.break_off()
        elif manner == Manner.CLOSE:
            self.count(manner)
            self.break_off()
            raise asyncio.CancelledError
        await super().push(status)

    async def smtp_MAIL(self, arg: str) -> None:
        if self._messages:
            self._drawn = None
            self._is_counted = False
        self._messages += 1
        await super().smtp_MAIL(arg)

    async def smtp_DATA(self, arg: str) -> None:
        if self.manner != Manner.DROP:
            await super().smtp_DATA(arg)
            return
        self.count(Manner.DROP)
        await self.push("354 End data with <CR><LF>.<CR><LF>")
        await self._reader.read(100)
        self.break_off()
        raise asyncio.CancelledError

    def break_off(self) -> None:
        if self.transport is not None:
            self.transport.abort()
