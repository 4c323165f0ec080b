"""The transport through the mail server, and what its answers mean for rows."""

from __future__ import annotations

import logging
from abc import abstractmethod
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone
from django.utils.translation import gettext as _

from wagtail_localoffer import conf
from wagtail_localoffer.mail.messages import connect, is_possible
from wagtail_localoffer.mail.outbox import Row
from wagtail_localoffer.mail.retry import plan_next
from wagtail_localoffer.mail.smtp import Meaning, read_error, weigh
from wagtail_localoffer.mail.transport import Transport
from wagtail_localoffer.mail.wording import explain

logger = logging.getLogger("wagtail_localoffer")

#: How long one waits that met with a server which took nothing for now.
SHORT_WAIT = timedelta(minutes=1)


@dataclass(frozen=True)
class Problem:
    """Why an address did not get a message."""

    error: Exception
    meaning: Meaning


class MailTransport(Transport[Row]):
    """Holds one connection to the mail server for as many messages as it will take."""

    def __init__(self) -> None:
        super().__init__()
        self._connection: BaseEmailBackend | None = None
        #: What the error says with which the letter in hand has met.
        self.meaning = Meaning.REFUSED
        #: Whether the server has taken something in this run.
        self._others_went = False

    @abstractmethod
    def advise(self, error: Exception) -> str:
        """Say in words what to do about a wrong address, or an impossible message."""

    def explain(self, error: Exception) -> str:
        """Say in words why something was not sent."""
        return explain(error)

    def explain_in_log(self, row: Row, explanation: str) -> str:
        """The same for the log, which is kept for longer than the row."""
        return explanation

    def note_failure(self, row: Row) -> dict[str, Any]:
        """What else to write into a row that could not be sent."""
        return {}

    def record_failure(self, row: Row, error: Exception) -> bool:
        explanation = self.explain(error)
        name = str(row._meta.verbose_name).capitalize()
        in_log = self.explain_in_log(row, explanation)
        logger.warning("%s %s was not sent: %s", name, row.pk, in_log)
        also = self.note_failure(row)
        if self.meaning == Meaning.NOT_NOW:
            return row.postpone(timezone.now() + SHORT_WAIT, explanation, **also)
        if self.meaning in (Meaning.NO_SUCH_ADDRESS, Meaning.UNUSABLE):
            explanation = self.advise(error)
        reason, try_again_at = plan_next(
            row.attempts, explanation, is_final=self.meaning.is_final
        )
        return row.fail(reason, try_again_at, **also)

    @property
    def why_given_back(self) -> str:
        """The reason of rows that were claimed and not tried."""
        if not self.is_down:
            return _("It waits to be sent.")
        if self.meaning == Meaning.NOT_NOW:
            return _("The mail server takes no more messages for now.")
        return _("The mail server could not be reached.")

    def close(self) -> None:
        if self._connection is not None:
            # It may be broken already, which is why we hang up.
            with suppress(Exception):
                self._connection.close()
        self._connection = None

    def raise_if_nobody_got_it(
        self, problems: dict[str, Problem], addresses: Collection[str]
    ) -> None:
        """
        Let what has met with problems alone count as not sent.

        :raises Exception: the weightiest error.
        """
        if len(problems) < len(addresses):
            return
        self.meaning = weigh(problem.meaning for problem in problems.values())
        raise next(
            problem.error
            for problem in problems.values()
            if problem.meaning == self.meaning
        )

    def send_to_all(
        self, build: Callable[[str], EmailMessage], addresses: Iterable[str]
    ) -> dict[str, Problem]:
        """
        Send to each address, and answer why some did not get it.

        :param build: makes the message for an address.
        """
        problems: dict[str, Problem] = {}
        for address in addresses:
            if self.is_down:
                # It would wait as long for nothing.
                problems[address] = Problem(TimeoutError(), Meaning.BROKEN_OFF)
                continue
            message = build(address)
            try:
                was_sent = self._send(message)
            except Exception as error:  # noqa: BLE001 - other mail backends raise theirs
                problems[address] = problem = self._judge(error, message)
                self.close()
                self.is_down = problem.meaning.stops_the_run
            else:
                self._others_went |= was_sent
                if not was_sent:
                    silent = ValueError(_("The mail backend did not send the message."))
                    problems[address] = Problem(silent, Meaning.REFUSED)
        return problems

    def _judge(self, error: Exception, message: EmailMessage) -> Problem:
        if not isinstance(error, OSError) and not is_possible(message):
            return Problem(error, Meaning.UNUSABLE)
        meaning = read_error(error, self._connection, others_went=self._others_went)
        if meaning.stops_the_run:
            self.meaning = meaning
        return Problem(error, meaning)

    def _send(self, message: EmailMessage) -> bool:
        if self._connection is None:
            self._connection = connect(conf.get_settings().CONNECTION_TIMEOUT)
        # Some backends don't say how many they sent. None of them is to be tried again.
        return self._connection.send_messages([message]) != 0
