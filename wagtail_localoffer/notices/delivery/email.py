"""Carry messages to the mail server, and record what came of each."""

from __future__ import annotations

import logging
import smtplib
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from copy import copy

from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone
from django.utils.translation import gettext as _

from wagtail_localoffer import conf
from wagtail_localoffer.notices.choices import NoticeStatus
from wagtail_localoffer.notices.delivery.messages import build_message, connect
from wagtail_localoffer.notices.delivery.retry import plan_next
from wagtail_localoffer.notices.emails import find_reply_to
from wagtail_localoffer.notices.models import CouncilNotice
from wagtail_localoffer.notices.page_history import _write_history
from wagtail_localoffer.notices.routing import (
    find_hostname,
    find_sender,
    find_staging_reason_of,
)
from wagtail_localoffer.notices.site_settings import CouncilNoticeSettings
from wagtail_localoffer.notices.wording import explain
from wagtail_localoffer.signals import council_told

logger = logging.getLogger("wagtail_localoffer")


# What the server says of one message. Any other trouble is with the server itself.
ABOUT_THE_MESSAGE = (
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPSenderRefused,
    smtplib.SMTPDataError,
)


#: What is called with each notice that was tried.
Report = Callable[[CouncilNotice], None]


def _address_bundle(letter: list[CouncilNotice]) -> CouncilNotice:
    """The notice as which a bundle is sent: from whom, and who answers for all."""
    lead = copy(letter[0])
    senders = {notice.sender for notice in letter}
    if len(senders) > 1:
        lead.sender = find_sender(CouncilNoticeSettings())
    lead.reply_to = find_reply_to(letter)
    return lead


class Courier:
    """Holds one connection to the mail server for as many messages as it will take."""

    def __init__(self, report: Report | None = None) -> None:
        self.server_is_down = False
        self._connection: BaseEmailBackend | None = None
        self._report = report
        #: Whether a message was on its way when the connection broke, so that the
        #: server may have taken it without an answer.
        self._may_have_arrived = self._handed_over = False
        self._staging_reasons: dict[tuple[int | None, str, bool], str] = {}

    def __enter__(self) -> Courier:
        return self

    def __exit__(self, *args: object) -> None:
        self._hang_up()

    def deliver(self, notices: list[CouncilNotice]) -> Counter[str]:
        """Send notices that are ours: each by itself, or those of a bundle in one."""
        tally: Counter[str] = Counter()
        finished: list[CouncilNotice] = []
        letters = [notices] if notices[0].bundle else [[notice] for notice in notices]
        try:
            # A slow server may outlast the claim, and others may send them by now.
            while letters and not self.server_is_down and letters[0][0].is_ours:
                letter = letters.pop(0)
                if self._hold_staging(letter):
                    # The others of a bundle are written about anew.
                    self._give_back(letter)
                    continue
                for notice, outcome in self._try(letter):
                    tally[str(outcome["status"])] += 1
                    if self._record(notice, outcome):
                        finished.append(notice)
        finally:
            # What was not tried is for the next, whatever has happened.
            self._give_back([notice for letter in letters for notice in letter])
        _write_history(finished)
        return tally

    def _hold_staging(self, letter: list[CouncilNotice]) -> bool:
        """
        Hold back what must not leave this installation, and answer whether any is.

        Announcing does so before, but where it fails, this is the last that can.
        """
        held = False
        for notice in letter:
            reason = self._find_staging_reason(notice)
            if reason:
                self._record(notice, {"status": NoticeStatus.HELD, "reason": reason})
                held = True
        return held

    def _find_staging_reason(self, notice: CouncilNotice) -> str:
        key = (notice.site_id, find_hostname(notice.url), notice.diverted)
        if key not in self._staging_reasons:
            self._staging_reasons[key] = find_staging_reason_of(
                notice, is_diverted=notice.diverted
            )
        return self._staging_reasons[key]

    def _try(
        self, letter: list[CouncilNotice]
    ) -> list[tuple[CouncilNotice, dict[str, object]]]:
        """Send the one message of some notices, and say what came of each."""
        self._may_have_arrived = False
        try:
            remarks = self._send(letter)
        except Exception as error:  # noqa: BLE001 - other mail backends raise theirs
            explanation = explain(error)
            return [(notice, self._plan_next(notice, explanation)) for notice in letter]
        outcome = {
            "status": NoticeStatus.SENT,
            "sent_at": timezone.now(),
            "reason": " ".join([_("The mail server took it."), *remarks]),
        }
        return [(notice, outcome) for notice in letter]

    def _send(self, letter: list[CouncilNotice]) -> list[str]:
        """
        Send to each address of the council, and to those who get a copy.

        :returns: which of them did not get it, if some did.
        :raises Exception: none of the council's did.
        """
        notice = _address_bundle(letter) if letter[0].bundle else letter[0]
        problems = self._send_to_all(notice, notice.recipients)
        if len(problems) == len(notice.recipients):
            raise next(iter(problems.values()))
        copies = dict.fromkeys(each.copy_to for each in letter if each.copy_to)
        problems |= self._send_to_all(notice, copies)
        return [
            _("Not to %(address)s: %(explanation)s")
            % {"address": address, "explanation": explain(error)}
            for address, error in problems.items()
        ]

    def _send_to_all(
        self, notice: CouncilNotice, addresses: Iterable[str]
    ) -> dict[str, Exception]:
        """Send to each address, and answer why some did not get it."""
        problems: dict[str, Exception] = {}
        for address in addresses:
            if self.server_is_down:
                # It would wait as long for nothing.
                problems[address] = TimeoutError()
                continue
            try:
                self._send_to(notice, address)
            except Exception as error:  # noqa: BLE001 - other mail backends raise theirs
                problems[address] = error
                is_about_it = isinstance(error, ABOUT_THE_MESSAGE)
                if self._handed_over and not is_about_it:
                    self._may_have_arrived = True
                self._hang_up()
                self.server_is_down = isinstance(error, OSError) and not is_about_it
        return problems

    def _send_to(self, notice: CouncilNotice, address: str) -> None:
        self._handed_over = False
        message = build_message(notice, address)
        if self._connection is None:
            self._connection = connect(conf.get_settings().CONNECTION_TIMEOUT)
        self._handed_over = True
        # Some backends don't say how many they sent. None of them is to be tried again.
        if self._connection.send_messages([message]) == 0:
            self._handed_over = False
            raise ValueError(_("The mail backend did not send the message."))

    def _hang_up(self) -> None:
        if self._connection is not None:
            # It may be broken already, which is why we hang up.
            with suppress(Exception):
                self._connection.close()
        self._connection = None

    def _plan_next(self, notice: CouncilNotice, explanation: str) -> dict[str, object]:
        logger.warning("Council notice %s was not sent: %s", notice.pk, explanation)
        outcome = plan_next(notice.attempts, explanation)
        if self._may_have_arrived:
            outcome["uncertain"] = True
        elif not notice.uncertain:
            # What surely did not arrive may go with others in the next daily email.
            outcome["bundle"] = ""
        return outcome

    def _record(self, notice: CouncilNotice, outcome: dict[str, object]) -> bool:
        """Record what came of it, and answer whether that is the end of it."""
        recorded = notice.record(**outcome)
        for field, value in outcome.items():
            setattr(notice, field, value)
        if recorded and notice.status == NoticeStatus.SENT:
            council_told.send_robust(CouncilNotice, notice=notice)
        if self._report is not None:
            self._report(notice)
        return recorded and notice.status in (NoticeStatus.SENT, NoticeStatus.FAILED)

    def _give_back(self, notices: list[CouncilNotice]) -> None:
        CouncilNotice.objects.give_back(
            notices,
            _("The mail server could not be reached.")
            if self.server_is_down
            else _("It waits to be sent."),
        )
