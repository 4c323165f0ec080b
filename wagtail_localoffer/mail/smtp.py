"""SMTP as Django speaks it, with one deadline, and with what its answers mean."""

from __future__ import annotations

import io
import re
import smtplib
import socket
import time
from collections.abc import Iterable, Sequence
from enum import Enum, auto
from functools import cache
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend

#: What ends a message, and nothing else that a client sends.
END_OF_MESSAGE = b"\r\n.\r\n"

#: Bytes that are sent between two looks at the clock.
PIECE = 64 * 1024

#: "Service not available, closing transmission channel" (RFC 5321, 4.2.2).
CLOSING = 421

#: "System not accepting network messages" (RFC 3463, 3.4).
NOT_ACCEPTING = {"4.3.2"}

#: The server's own trouble, such as a full disk, where it answers before it has got to
#: see a recipient or a message. After those, it may be about them. Without an enhanced
#: code, 452 means "insufficient system storage" there.
IN_TROUBLE = {"4.3.0", "4.3.1", "4.3.5"}
NO_STORAGE = 452

#: "Authentication required" and "credentials invalid" (RFC 4954, 6).
NOT_LOGGED_IN = (530, 535)

#: The same, where others went through before: somebody has had enough of us for now.
#: For a first message, they are about that, such as a greylisted one.
HAD_ENOUGH = {"4.5.3", "4.7.0"}

#: The mailbox, its domain or the address as such is wrong (RFC 3463, 3.2 and 3.3; RFC
#: 7505 for a domain that takes no mail). Not 5.1.7 and 5.1.8: those are the sender's.
NO_SUCH_ADDRESS = {
    "5.1.0",
    "5.1.1",
    "5.1.2",
    "5.1.3",
    "5.1.4",
    "5.1.6",
    "5.1.9",
    "5.1.10",
    "5.2.0",
    "5.2.1",
    # "No answer from host" (3.5), but Exchange Online says it of an address that is not
    # in its directory.
    "5.4.1",
}

#: Answers that mean the same without an enhanced code: "user not local", "mailbox name
#: not allowed". A 550 may mean anything, such as a list of senders that are not wanted.
NO_SUCH_MAILBOX = (551, 553)


class Stage(Enum):
    """What a server answers."""

    MAIL = auto()
    RCPT = auto()
    DATA = auto()
    #: The whole message.
    MESSAGE = auto()


class Meaning(Enum):
    """What an error says about a message. What counts for more comes later."""

    #: It can't be made into a message at all.
    UNUSABLE = auto()
    #: Its recipient does not exist: no other try goes better.
    NO_SUCH_ADDRESS = auto()
    #: It was refused. Another try may go better.
    REFUSED = auto()
    #: The server is in trouble, and never had it.
    BROKEN_OFF = auto()
    #: The server takes nothing for now. That is not the fault of any message.
    NOT_NOW = auto()
    #: Something went wrong with it in a backend that may have sent it.
    FAILED_SOMEHOW = auto()
    #: The server is in trouble, and may have it.
    MAY_HAVE_ARRIVED = auto()

    @property
    def is_final(self) -> bool:
        """Whether another try would come to the same."""
        return self in (Meaning.UNUSABLE, Meaning.NO_SUCH_ADDRESS)

    @property
    def is_doubtful(self) -> bool:
        """Whether the council may have it although nobody knows."""
        return self in (Meaning.FAILED_SOMEHOW, Meaning.MAY_HAVE_ARRIVED)

    @property
    def stops_the_run(self) -> bool:
        """Whether the next message would meet with the same."""
        return self in (
            Meaning.NOT_NOW,
            Meaning.BROKEN_OFF,
            Meaning.MAY_HAVE_ARRIVED,
        )


def read_answer(
    code: int, text: bytes | str, stage: Stage, *, others_went: bool
) -> Meaning:
    """
    Say what a server means by an answer that is no success.

    :param code: the three digits.
    :param text: what follows them; it may begin with an enhanced code (RFC 2034).
    :param others_went: whether it took other messages in the same run.
    """
    if isinstance(text, bytes):
        text = text.decode(errors="replace")
    # Cisco's servers put a "#" before it.
    found = re.match(r"#?([245]\.\d{1,3}\.\d{1,3})(?!\S)", text.lstrip(), re.ASCII)
    enhanced = found[1] if found else ""
    if code == CLOSING or enhanced in NOT_ACCEPTING:
        return Meaning.NOT_NOW
    if stage in (Stage.MAIL, Stage.DATA):
        if code in NOT_LOGGED_IN:
            return Meaning.BROKEN_OFF
        if enhanced in IN_TROUBLE or (code == NO_STORAGE and not enhanced):
            return Meaning.NOT_NOW
    if others_went and enhanced in HAD_ENOUGH:
        return Meaning.NOT_NOW
    is_wrong = enhanced in NO_SUCH_ADDRESS if enhanced else code in NO_SUCH_MAILBOX
    if stage == Stage.RCPT and 500 <= code < 600 and is_wrong:
        return Meaning.NO_SUCH_ADDRESS
    return Meaning.REFUSED


def read_error(
    error: Exception, connection: BaseEmailBackend | None, *, others_went: bool
) -> Meaning:
    """
    Say what an error means for the message that met with it.

    :param connection: over which it was to go; ``None`` if there was no connection yet.
    :param others_went: whether the server took other messages in the same run.
    """
    may_have_arrived = connection is not None and _may_have_left(connection)
    broken = Meaning.MAY_HAVE_ARRIVED if may_have_arrived else Meaning.BROKEN_OFF
    match error:
        case smtplib.SMTPRecipientsRefused():
            answers = [
                read_answer(*answer, Stage.RCPT, others_went=others_went)
                for answer in error.recipients.values()
            ]
            return weigh(answers)
        case smtplib.SMTPDataError() if broken == Meaning.MAY_HAVE_ARRIVED and not (
            400 <= error.smtp_code < 600
        ):
            # Whatever this answer is, it is no refusal.
            return broken
        case smtplib.SMTPSenderRefused() | smtplib.SMTPDataError():
            stage = Stage.MESSAGE if may_have_arrived else Stage.DATA
            if isinstance(error, smtplib.SMTPSenderRefused):
                stage = Stage.MAIL
            return read_answer(
                error.smtp_code, error.smtp_error, stage, others_went=others_went
            )
        case smtplib.SMTPResponseException() if not may_have_arrived:
            # It greets, introduces itself or logs us in: no message is to blame.
            is_passing = 400 <= error.smtp_code < 500
            return Meaning.NOT_NOW if is_passing else broken
        case OSError():
            return broken
    if connection is None:
        # Something is wrong with the settings of the backend, not with the message.
        return Meaning.REFUSED
    if may_have_arrived:
        # Whatever backend that is, it may have sent it before it raised this.
        return Meaning.FAILED_SOMEHOW
    return Meaning.UNUSABLE


def weigh(meanings: Iterable[Meaning]) -> Meaning:
    """Say what several addresses of one message come to, none of which got it."""
    return max(meanings, key=list(Meaning).index)


def limit_time(connection: BaseEmailBackend) -> None:
    """
    Give Django's SMTP backend, or a subclass of it, one deadline for each delivery.

    Other backends are left as they are.
    """
    if isinstance(connection, EmailBackend):
        # It names the class of its connections by a property, so a subclass has to.
        connection.__class__ = _limit_backend(type(connection))  # type: ignore[arg-type]


def _may_have_left(connection: BaseEmailBackend) -> bool:
    if not isinstance(connection, EmailBackend):
        return True
    conversation = connection.connection
    # A subclass that connects in its own way has one that does not say.
    return conversation is not None and getattr(conversation, "handed_over", True)


@cache
def _limit_backend(backend: type[EmailBackend]) -> type[EmailBackend]:
    class Limited(backend):  # type: ignore[valid-type,misc]
        @property
        def connection_class(self) -> type[smtplib.SMTP]:
            return _limit_conversation(super().connection_class)

        def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
            if isinstance(self.connection, _OneDeadline):
                # Django may find fault with an address before it says a word.
                self.connection.handed_over = False
            return super().send_messages(email_messages)

    return Limited


@cache
def _limit_conversation(conversation: type[smtplib.SMTP]) -> type[smtplib.SMTP]:
    return type("Limited", (_OneDeadline, conversation), {})


class _OneDeadline(smtplib.SMTP):
    """
    Has one deadline for connecting, and one for each message.

    ``smtplib`` itself waits as long again for each byte that comes.
    """

    #: Whether the whole of the last message has left.
    handed_over = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._seconds: float | None = kwargs.get("timeout")
        self._restart()
        super().__init__(*args, **kwargs)

    def _get_socket(self, host: str, port: int, timeout: Any) -> socket.socket:
        """Connect, as the base class does, which waits as long for each address."""
        if not self._seconds:
            return self._connect(host, port, timeout)
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        problem = OSError(f"{host} has no address.")
        for place, (*_kind, address) in enumerate(found):
            # The next one gets its share too: a host may be down by IPv6 only.
            share = (self._ends_at - time.monotonic()) / (len(found) - place)
            if share <= 0:
                raise TimeoutError("timed out")
            try:
                return self._connect(str(address[0]), int(address[1]), share)
            except OSError as error:
                problem = error
        raise problem

    def _connect(self, host: str, port: int, timeout: Any) -> socket.socket:
        # The class is a mixin: what it is mixed with has the method.
        opened: socket.socket = super()._get_socket(host, port, timeout)  # type: ignore[misc]
        return opened

    def ehlo(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """
        Introduce ourselves.

        :raises SMTPHeloError: the server is closing. The base class would say hello
            once more, and learn only that nobody is there.
        """
        code, text = super().ehlo(*args, **kwargs)
        if code == CLOSING:
            self.close()
            raise smtplib.SMTPHeloError(code, text)
        return code, text

    def sendmail(self, *args: Any, **kwargs: Any) -> Any:
        self._restart()
        return super().sendmail(*args, **kwargs)

    def quit(self) -> tuple[int, bytes]:
        self._restart()
        return super().quit()

    def send(self, s: Any) -> None:
        data = s.encode(self.command_encoding) if isinstance(s, str) else bytes(s)
        for start in range(0, len(data), PIECE):
            try:
                self.heed_deadline()
            except TimeoutError as error:
                self.close()
                raise smtplib.SMTPServerDisconnected(str(error)) from error
            super().send(data[start : start + PIECE])
        # What breaks off before the last byte has left is no message.
        if data.endswith(END_OF_MESSAGE):
            self.handed_over = True

    def getreply(self) -> tuple[int, bytes]:
        if self.file is None and self.sock is not None:
            self.file = io.BufferedReader(_Answers(self))
        return super().getreply()

    def heed_deadline(self) -> None:
        """
        Let the next wait be no longer than what is left.

        :raises TimeoutError: nothing is left.
        """
        if not self._seconds or self.sock is None:
            return
        left = self._ends_at - time.monotonic()
        if left <= 0:
            raise TimeoutError("timed out")
        self.sock.settimeout(left)

    def _restart(self) -> None:
        self._ends_at = time.monotonic() + (self._seconds or 0)


class _Answers(io.RawIOBase):
    """What a server says, byte by byte, for as long as there is time."""

    def __init__(self, conversation: _OneDeadline) -> None:
        super().__init__()
        self._conversation = conversation

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._conversation.heed_deadline()
        sock = self._conversation.sock
        return sock.recv_into(buffer) if sock is not None else 0
