"""A mail server on this machine that says, word by word, what a test wants."""

from __future__ import annotations

import socket
import threading
from dataclasses import dataclass, field
from typing import Any

from django.test import override_settings

from tests.mailserver import HOST, smtp_settings

#: In place of an answer: the connection ends.
CLOSE = "close"

#: What a server says that takes everything.
POLITE = {
    "GREETING": "220 ready",
    "EHLO": "250 ready",
    "HELO": "250 ready",
    "MAIL": "250 ok",
    "RCPT": "250 ok",
    "DATA": "354 go on",
    "MESSAGE": "250 taken",
    "RSET": "250 ok",
    "QUIT": "221 bye",
}


@dataclass
class ScriptedServer:
    """
    Answers each command as ``answers`` says, and is polite otherwise::

        with ScriptedServer({"RCPT": "421 enough"}) as server, server.settings():
            deliver_due()
    """

    #: By the verb; "GREETING" comes before the first, "MESSAGE" after a whole message.
    answers: dict[str, str] = field(default_factory=dict)
    #: How many messages are treated politely first.
    polite: int = 0
    #: Seconds between two bytes of its answers.
    drip: float = 0
    #: Verbs as they came, of all connections.
    heard: list[str] = field(default_factory=list)
    #: How many messages came as a whole, and how many of them it said to have taken.
    whole: int = 0
    taken: int = 0

    def __enter__(self) -> ScriptedServer:
        self._listener = socket.create_server((HOST, 0))
        self.port: int = self._listener.getsockname()[1]
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *args: object) -> None:
        self._is_over.set()
        # It wakes up the thread that listens.
        socket.create_connection((HOST, self.port)).close()
        self._thread.join()
        self._listener.close()

    def settings(self, **options: Any) -> override_settings:
        return smtp_settings(self.port, **options)

    def _listen(self) -> None:
        while True:
            client, _address = self._listener.accept()
            if self._is_over.is_set():
                client.close()
                return
            with client:
                try:
                    self._talk(client)
                except OSError:
                    """A client that hangs up is none of the test's business."""

    def _talk(self, client: socket.socket) -> None:
        lines = client.makefile("rb")
        going_on = self._say(client, "GREETING")
        while going_on and (line := lines.readline()):
            verb = line[:4].decode("ascii", "replace").upper().strip()
            self.heard.append(verb)
            going_on = self._say(client, verb)
            if going_on and verb == "DATA" and self._answer("DATA").startswith("354"):
                while (line := lines.readline()) not in (b".\r\n", b""):
                    """The message itself."""
                self.whole += bool(line)
                answer = self._answer("MESSAGE")
                self.taken += answer.startswith("2")
                going_on = self._say(client, "MESSAGE", answer)

    def _answer(self, verb: str) -> str:
        if self.taken < self.polite:
            return POLITE[verb]
        return self.answers.get(verb, POLITE[verb])

    def _say(self, client: socket.socket, verb: str, answer: str = "") -> bool:
        answer = answer or self._answer(verb)
        if answer == CLOSE:
            return False
        data = f"{answer}\r\n".encode()
        if not self.drip or self.taken < self.polite:
            client.sendall(data)
        else:
            for byte in data:
                client.sendall(bytes([byte]))
                if self._is_over.wait(self.drip):
                    return False
        # Who says 421 closes the connection (RFC 5321, 3.8).
        return not answer.startswith("421") and verb != "QUIT"
