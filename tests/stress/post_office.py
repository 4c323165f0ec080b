"""The mail server of the storm: a process that fails in every way that SMTP can."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import smtplib
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any

from django.core.mail.backends.smtp import EmailBackend

from tests.mailserver import MailServer, Manner, Received

# A mailbox that does not exist is given up at once, and the proof waits for all.
FAULTS = [
    manner
    for manner in Manner
    if manner not in (Manner.ACCEPT, Manner.REFUSE_RECIPIENT)
]
#: One message in so many fails.
ONE_IN = 5
#: One message in so many gets its sender killed, until enough were.
ONE_IN_KILLS = 10


@dataclass(frozen=True)
class Handover:
    """One message that the server has seen as a whole."""

    message_id: str
    recipients: tuple[str, ...]
    #: The process that handed it over.
    client: str
    manner: Manner

    @property
    def is_accepted(self) -> bool:
        return self.manner in (Manner.ACCEPT, Manner.ACCEPT_AND_DROP)

    @property
    def is_answered(self) -> bool:
        """Whether the server did all to let the sender know that it has it."""
        return self.manner == Manner.ACCEPT


@dataclass
class Report:
    """What the server was handed, in this order, and how it failed."""

    handovers: list[Handover] = field(default_factory=list)
    faults: Counter[Manner] = field(default_factory=Counter)


class PostOffice:
    """The server as the other processes see it."""

    def __init__(self, port: int, pipe: Connection, controls: Any) -> None:
        self.port = port
        self._pipe = pipe
        self._controls = controls

    def behave(self) -> None:
        """Accept everything from now on."""
        self._controls[0] = 0

    def report(self) -> Report:
        self._pipe.send(None)
        return self._pipe.recv()


@contextmanager
def post_office(seed: str, kills: int) -> Iterator[PostOffice]:
    """
    Run the server in a process of its own.

    :param seed: what decides which message fails, and how.
    :param kills: how many senders to kill with SIGKILL after a message was taken and
        before it is answered, where a crash is worst.
    """
    context = multiprocessing.get_context("fork")
    # Whether it fails, and how many it may still kill. Nobody waits for it: a lock
    # would stay with a process that is killed.
    controls = context.RawArray("i", [1, kills])
    here, there = context.Pipe()
    process = context.Process(target=_serve, args=(there, controls, seed), daemon=True)
    process.start()
    # Without this, a server that dies would be waited for.
    there.close()
    try:
        yield PostOffice(here.recv(), here, controls)
    finally:
        process.terminate()
        process.join()


def _serve(pipe: Connection, controls: Any, seed: str) -> None:
    rng = random.Random(seed)
    lock = threading.Lock()
    deck: list[Manner] = []

    def draw() -> Manner:
        if not controls[0] or rng.randrange(ONE_IN):
            return Manner.ACCEPT
        # As from a pack of cards: none comes again before all others have come.
        if not deck:
            deck.extend(rng.sample(FAULTS, len(FAULTS)))
        return deck.pop()

    def kill_now_and_then(received: Received) -> None:
        with lock:
            if controls[0] and controls[1] > 0 and not rng.randrange(ONE_IN_KILLS):
                controls[1] -= 1
                _kill(received.client)

    with MailServer(draw=draw, on_message=kill_now_and_then) as server:
        pipe.send(server.port)
        pipe.recv()
        handovers = [
            Handover(
                message_id=str(received.message["Message-ID"]),
                recipients=tuple(received.recipients),
                client=received.client,
                manner=received.manner,
            )
            for received in server.received
        ]
        pipe.send(Report(handovers, server.faults))


def _kill(client: str) -> None:
    # Somebody else may have been faster.
    with suppress(ProcessLookupError):
        os.kill(int(client.split(".")[1]), signal.SIGKILL)


class NamedBackend(EmailBackend):
    """Django's backend, whose process tells the server its name and number."""

    #: The name of this process. It is set where the process begins.
    name = "nobody"

    @property
    def connection_class(self) -> Any:
        return _NamedConnection


class _NamedConnection(smtplib.SMTP):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["local_hostname"] = make_client_name()
        super().__init__(*args, **kwargs)


def make_client_name() -> str:
    return f"{NamedBackend.name}.{os.getpid()}.example"
