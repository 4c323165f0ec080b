"""Notices on their way through the mail server: ready, claimed, sent."""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Callable, Iterable
from contextlib import suppress
from copy import copy
from email.utils import make_msgid
from typing import Any

from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from wagtail_localoffer import conf
from wagtail_localoffer.notices.choices import NoticeStatus
from wagtail_localoffer.notices.delivery.carrier import Carrier
from wagtail_localoffer.notices.delivery.messages import build_message, connect
from wagtail_localoffer.notices.delivery.retry import plan_next
from wagtail_localoffer.notices.emails import find_reply_to, write_daily
from wagtail_localoffer.notices.models import CouncilNotice
from wagtail_localoffer.notices.outbox import OutboxQuerySet
from wagtail_localoffer.notices.page_history import write_history
from wagtail_localoffer.notices.routing import find_hostname, get_sender
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

#: A notice of the same offer and council goes out before the newer ones.
UNFINISHED = (
    NoticeStatus.PENDING,
    NoticeStatus.SENDING,
    NoticeStatus.FAILED,
    NoticeStatus.HELD,
)


def list_ready() -> OutboxQuerySet[CouncilNotice]:
    """
    The notices to send now, the oldest first.

    One that follows another of the same offer and council waits until that has come to
    an end: what it says counts from there.
    """
    before = CouncilNotice.objects.filter(
        offer_id=OuterRef("offer_id"),
        council_id=OuterRef("council_id"),
        number__lt=OuterRef("number"),
        status__in=UNFINISHED,
    )
    return CouncilNotice.objects.due().filter(~Exists(before)).order_by("pk")


def claim(notice_ids: Iterable[int]) -> list[CouncilNotice]:
    """
    Make those of the notices ours that are due and that nobody else has taken.

    The claim runs out after ``CLAIM_SECONDS``, in case its holder dies; ``announce``
    then puts the notice back.
    """
    project = conf.get_settings()
    if project.HOLD:
        return []
    # A copy of a site may have notices that were on their way when it was copied.
    diverted = (
        {"recipient": project.DIVERT_TO, "copy_to": "", "diverted": True}
        if project.DIVERT_TO
        else {}
    )
    return CouncilNotice.objects.claim(
        notice_ids,
        project.CLAIM_SECONDS,
        reason=_("It is being handed to the mail server."),
        **diverted,
    )


class EmailCarrier(Carrier[CouncilNotice]):
    """
    Holds one connection to the mail server for as many messages as it will take.

    :param notice_id: the only one to send, by itself; ``None`` for all that are due.
    :param report: called with each notice that was tried.
    """

    def __init__(
        self,
        notice_id: int | None = None,
        report: Callable[[CouncilNotice], None] | None = None,
    ) -> None:
        super().__init__()
        self._notice_id = notice_id
        self._report = report
        self._connection: BaseEmailBackend | None = None
        self._is_daily = False
        #: Whether a message was on its way when the connection broke, so that the
        #: server may have taken it without an answer.
        self._may_have_arrived = False

    def claim(self, most: int) -> list[list[CouncilNotice]]:
        if not self._is_daily:
            ready = list_ready().filter(daily=False)
            if self._notice_id is not None:
                ready = ready.filter(pk=self._notice_id)
            claimed = claim(ready.values_list("pk", flat=True)[:most])
            if claimed or self._notice_id is not None:
                return [[notice] for notice in claimed]
            self._is_daily = True
        return [together] if (together := _claim_daily()) else []

    def hold_back(self, notice: CouncilNotice) -> bool:
        # Announcing does so before, but where it fails, this is the last that can.
        reason = self.find_staging_reason(notice, is_diverted=notice.diverted)
        if reason:
            self.report(notice, notice.hold(reason))
        return bool(reason)

    def send(self, letter: list[CouncilNotice]) -> str:
        """Send to each address of the council, and to those who get a copy."""
        self._may_have_arrived = False
        notice = _address(letter)
        problems = self._send_to_all(notice, notice.recipients)
        if len(problems) == len(notice.recipients):
            raise next(iter(problems.values()))
        copies = dict.fromkeys(each.copy_to for each in letter if each.copy_to)
        problems |= self._send_to_all(notice, copies)
        remarks = [
            _("Not to %(address)s: %(explanation)s")
            % {"address": address, "explanation": explain(error)}
            for address, error in problems.items()
        ]
        return " ".join([_("The mail server took it."), *remarks])

    def record_failure(self, notice: CouncilNotice, error: Exception) -> bool:
        explanation = explain(error)
        logger.warning("Council notice %s was not sent: %s", notice.pk, explanation)
        reason, try_again_at = plan_next(notice.attempts, explanation)
        also: dict[str, Any] = {}
        if self._may_have_arrived:
            also["uncertain"] = True
        elif not notice.uncertain:
            # What surely did not arrive may go with others in the next daily email.
            also["bundle"] = ""
        return notice.fail(reason, try_again_at, **also)

    def give_back(self, notices: list[CouncilNotice]) -> None:
        CouncilNotice.objects.give_back(
            notices,
            _("The mail server could not be reached.")
            if self.is_down
            else _("It waits to be sent."),
        )

    def report(self, notice: CouncilNotice, recorded: bool) -> None:
        if recorded and notice.status == NoticeStatus.SENT:
            council_told.send_robust(CouncilNotice, notice=notice)
        if self._report is not None:
            self._report(notice)

    def finish(self, notices: list[CouncilNotice]) -> None:
        write_history(notices)

    def close(self) -> None:
        if self._connection is not None:
            # It may be broken already, which is why we hang up.
            with suppress(Exception):
                self._connection.close()
        self._connection = None

    def _send_to_all(
        self, notice: CouncilNotice, addresses: Iterable[str]
    ) -> dict[str, Exception]:
        """Send to each address, and answer why some did not get it."""
        problems: dict[str, Exception] = {}
        for address in addresses:
            if self.is_down:
                # It would wait as long for nothing.
                problems[address] = TimeoutError()
                continue
            try:
                self._send_to(notice, address)
            except Exception as error:  # noqa: BLE001 - other mail backends raise theirs
                problems[address] = error
                self.close()
                self.is_down = isinstance(error, OSError) and not isinstance(
                    error, ABOUT_THE_MESSAGE
                )
        return problems

    def _send_to(self, notice: CouncilNotice, address: str) -> None:
        message = build_message(notice, address)
        if self._connection is None:
            self._connection = connect(conf.get_settings().CONNECTION_TIMEOUT)
        try:
            number = self._connection.send_messages([message])
        except ABOUT_THE_MESSAGE:
            raise
        except Exception:
            self._may_have_arrived = True
            raise
        # Some backends don't say how many they sent. None of them is to be tried again.
        if number == 0:
            raise ValueError(_("The mail backend did not send the message."))


def _claim_daily() -> list[CouncilNotice]:
    """Claim what goes to one council in one email, and write that email."""
    ready = list_ready().filter(daily=True)
    first = ready.first()
    if first is None:
        return []
    together = ready.filter(
        council=first.council, recipient=first.recipient, bundle=first.bundle
    )
    claimed = claim(together.values_list("pk", flat=True))
    if claimed and not _is_whole(claimed):
        _write_daily(claimed)
    return claimed


def _is_whole(notices: list[CouncilNotice]) -> bool:
    """Whether these are all that was in an email that may have arrived already."""
    bundle = notices[0].bundle
    # It is sent again as it was, with its Message-ID.
    return bool(bundle) and (
        CouncilNotice.objects.filter(bundle=bundle).count() == len(notices)
    )


def _write_daily(notices: list[CouncilNotice]) -> None:
    first = notices[0]
    words = write_daily(notices, first.council)
    message = {
        "bundle": make_msgid(domain=find_hostname(first.url) or "localhost"),
        "subject": words.subject,
        "text_body": words.text,
        "html_body": words.html,
    }
    # Before it is sent: each notice keeps what went out, also if nobody reports back.
    ours = CouncilNotice.objects.filter(pk__in=[notice.pk for notice in notices])
    ours.filter(claim=first.claim).update(**message)
    for notice in notices:
        for field, value in message.items():
            setattr(notice, field, value)


def _address(letter: list[CouncilNotice]) -> CouncilNotice:
    """The notice as which a letter is sent: from whom, and who answers for all."""
    lead = copy(letter[0])
    if len({notice.sender for notice in letter}) > 1:
        lead.sender = get_sender(CouncilNoticeSettings())
    lead.reply_to = find_reply_to(letter)
    return lead
