"""
Send what is due: claim it, send it, record what came of it.

Nothing here runs in a transaction, and nothing is locked while a mail server is slow.
A notice is sent at least once; if a crash comes between sending and recording, it is
sent again with the same ``Message-ID``.
"""

from __future__ import annotations

import logging
import smtplib
import uuid
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from wagtail_localoffer import conf
from wagtail_localoffer.choices import NoticeStatus
from wagtail_localoffer.emails import build_message, connect
from wagtail_localoffer.models import CouncilNotice
from wagtail_localoffer.text import one_line

logger = logging.getLogger("wagtail_localoffer")

#: Notices that one sender claims at a time.
BATCH = 50
#: The longest wait between two tries.
LONGEST_WAIT = timedelta(hours=12)

# What the server says of one message. Any other trouble is with the server itself.
ABOUT_THE_MESSAGE = (
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPSenderRefused,
    smtplib.SMTPDataError,
)


def deliver_due() -> Counter[str]:
    """
    Send every notice that is due, over one connection.

    Safe to run at any time, from several machines at once. It stops when the mail
    server can't be reached; the rest stays due.

    :returns: how many notices ended up in each status.
    """
    tally: Counter[str] = Counter()
    # The log is not only for the editor whose publishing may have started this.
    with translation.override(settings.LANGUAGE_CODE), _Courier() as courier:
        while not courier.server_is_down:
            ids = (
                CouncilNotice.objects.due().order_by("pk").values_list("pk", flat=True)
            )
            claimed = claim(ids[:BATCH])
            if not claimed:
                break
            tally.update(courier.deliver(claimed))
    return tally


def deliver(notice_id: int) -> None:
    """Send one notice, if it is due and nobody else is sending it."""
    with translation.override(settings.LANGUAGE_CODE), _Courier() as courier:
        courier.deliver(claim([notice_id]))


def claim(notice_ids: Iterable[int]) -> list[CouncilNotice]:
    """
    Make those of the notices ours that are due and that nobody else has taken.

    One conditional UPDATE decides, on every database. The claim runs out after
    ``CLAIM_SECONDS``, in case its holder dies; ``announce`` then puts the notice back.
    """
    token = uuid.uuid4().hex
    now = timezone.now()
    app_settings = conf.get_settings()
    # A copy of a site may have notices that were on their way when it was copied.
    diverted = {"recipient": app_settings.DIVERT_TO} if app_settings.DIVERT_TO else {}
    wanted = CouncilNotice.objects.filter(pk__in=list(notice_ids))
    taken = wanted.due().update(
        status=NoticeStatus.SENDING,
        claim=token,
        reason=_("It is being handed to the mail server."),
        attempts=F("attempts") + 1,
        next_attempt_at=now + timedelta(seconds=app_settings.CLAIM_SECONDS),
        **diverted,
    )
    # By their keys too: the database finds those without reading the whole log.
    return list(wanted.filter(claim=token).order_by("pk")) if taken else []


def retry_failed() -> int:
    """
    Give the notices that were given up as many tries again as they had.

    :returns: how many there are.
    """
    return CouncilNotice.objects.filter(status=NoticeStatus.FAILED).update(
        status=NoticeStatus.PENDING,
        attempts=0,
        next_attempt_at=timezone.now(),
        reason=_("It waits to be sent."),
    )


def find_next_attempt(attempts: int, now: datetime) -> datetime:
    """Wait one minute after the first try, then four times as long after each more."""
    return now + min(timedelta(minutes=4 ** min(attempts - 1, 6)), LONGEST_WAIT)


class _Courier:
    """Holds one connection to the mail server for as many messages as it will take."""

    def __init__(self) -> None:
        self.server_is_down = False
        self._connection: BaseEmailBackend | None = None

    def __enter__(self) -> _Courier:
        return self

    def __exit__(self, *args: object) -> None:
        self._hang_up()

    def deliver(self, notices: list[CouncilNotice]) -> Counter[str]:
        tally: Counter[str] = Counter()
        for place, notice in enumerate(notices):
            # A slow server may outlast the claim, and others may send them by now.
            if self.server_is_down or not _is_ours(notice):
                self._give_back(notices[place:])
                break
            try:
                self._send(notice)
            except Exception as error:  # noqa: BLE001 - other mail backends raise theirs
                self._hang_up()
                self.server_is_down = isinstance(error, OSError) and not isinstance(
                    error, ABOUT_THE_MESSAGE
                )
                tally[self._record_failure(notice, error)] += 1
            else:
                tally[self._record_sent(notice)] += 1
        return tally

    def _send(self, notice: CouncilNotice) -> None:
        if self._connection is None:
            self._connection = connect(conf.get_settings().CONNECTION_TIMEOUT)
        # Some backends don't say how many they sent. None of them is to be tried again.
        if self._connection.send_messages([build_message(notice)]) == 0:
            raise ValueError(_("The mail backend did not send the message."))

    def _hang_up(self) -> None:
        if self._connection is not None:
            # It may be broken already, which is why we hang up.
            with suppress(Exception):
                self._connection.close()
        self._connection = None

    def _record_sent(self, notice: CouncilNotice) -> str:
        _record(
            notice,
            status=NoticeStatus.SENT,
            sent_at=timezone.now(),
            reason=_("The mail server took it."),
        )
        return NoticeStatus.SENT

    def _record_failure(self, notice: CouncilNotice, error: Exception) -> str:
        explanation = explain(error)
        logger.warning("Council notice %s was not sent: %s", notice.pk, explanation)
        most = conf.get_settings().MAX_ATTEMPTS
        if notice.attempts >= most:
            _record(
                notice,
                status=NoticeStatus.FAILED,
                reason=_("Given up after %(attempts)d tries. %(explanation)s")
                % {"attempts": notice.attempts, "explanation": explanation},
            )
            return NoticeStatus.FAILED
        _record(
            notice,
            status=NoticeStatus.PENDING,
            next_attempt_at=find_next_attempt(notice.attempts, timezone.now()),
            reason=_("Try %(attempt)d of %(most)d failed. %(explanation)s")
            % {"attempt": notice.attempts, "most": most, "explanation": explanation},
        )
        return NoticeStatus.PENDING

    def _give_back(self, notices: list[CouncilNotice]) -> None:
        # They were not tried, so this is not counted as one of their attempts.
        CouncilNotice.objects.filter(
            pk__in=[notice.pk for notice in notices], claim=notices[0].claim
        ).update(
            status=NoticeStatus.PENDING,
            claim="",
            attempts=F("attempts") - 1,
            next_attempt_at=timezone.now(),
            reason=_("The mail server could not be reached.")
            if self.server_is_down
            else _("It waits to be sent."),
        )


def _is_ours(notice: CouncilNotice) -> bool:
    return (
        notice.next_attempt_at is not None and timezone.now() < notice.next_attempt_at
    )


def _record(notice: CouncilNotice, **outcome: object) -> None:
    # Only while the claim is still ours: after it ran out, another sender may have it.
    CouncilNotice.objects.filter(pk=notice.pk, claim=notice.claim).update(
        **{"claim": "", "next_attempt_at": None, **outcome}
    )


def explain(error: Exception) -> str:
    """Say in words for the log what a mail server or its connection answered."""
    match error:
        case smtplib.SMTPRecipientsRefused():
            answers = "; ".join(
                f"{address}: {code} {_decode(text)}"
                for address, (code, text) in error.recipients.items()
            )
            return _("The mail server refused the recipient (%(answer)s).") % {
                "answer": answers
            }
        case smtplib.SMTPResponseException():
            return _("The mail server refused the message (%(answer)s).") % {
                "answer": f"{error.smtp_code} {_decode(error.smtp_error)}"
            }
        # smtplib turns a time-out after the connection into a disconnection.
        case (
            TimeoutError() | smtplib.SMTPServerDisconnected(__context__=TimeoutError())
        ):
            return _("The mail server did not answer in time.")
        case smtplib.SMTPServerDisconnected():
            return _("The mail server broke the connection.")
        case OSError():
            return _("The mail server could not be reached (%(answer)s).") % {
                "answer": one_line(str(error))
            }
    return one_line(f"{type(error).__name__}: {error}")


def _decode(answer: bytes | str) -> str:
    text = answer.decode(errors="replace") if isinstance(answer, bytes) else answer
    return one_line(text)
