"""Notices on their way through the mail server: ready, claimed, sent."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from contextlib import suppress
from copy import copy
from dataclasses import dataclass
from datetime import timedelta
from email.utils import make_msgid
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import InterfaceError, OperationalError
from django.db.models import Case, Exists, F, OuterRef, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from wagtail_localoffer import conf
from wagtail_localoffer.notices.choices import NoticeStatus
from wagtail_localoffer.notices.delivery.carrier import Carrier
from wagtail_localoffer.notices.delivery.messages import (
    build_message,
    connect,
    is_possible,
)
from wagtail_localoffer.notices.delivery.retry import plan_next
from wagtail_localoffer.notices.delivery.smtp import Meaning, read_error, weigh
from wagtail_localoffer.notices.emails import find_reply_to, write_daily
from wagtail_localoffer.notices.models import CouncilNotice
from wagtail_localoffer.notices.outbox import OutboxQuerySet, insist
from wagtail_localoffer.notices.page_history import write_history
from wagtail_localoffer.notices.routing import (
    find_hostname,
    get_sender,
    get_site_settings,
)
from wagtail_localoffer.notices.wording import (
    explain,
    explain_unusable,
    explain_unwritten,
    explain_wrong_address,
)
from wagtail_localoffer.signals import council_told

logger = logging.getLogger("wagtail_localoffer")

#: How long one waits that met with a server which took nothing for now.
SHORT_WAIT = timedelta(minutes=1)

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
    # One that met with a server that took nothing for now comes after the others.
    ready = CouncilNotice.objects.due().filter(~Exists(before))
    return ready.order_by("next_attempt_at", "pk")


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


@dataclass(frozen=True)
class Problem:
    """Why an address did not get a message."""

    error: Exception
    meaning: Meaning


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
        #: Why the daily email in hand could not be written.
        self._unwritten: Exception | None = None
        #: What the error says with which the letter in hand has met.
        self._meaning = Meaning.REFUSED
        #: Whether the server has taken something in this run.
        self._others_went = False

    def claim(self, most: int) -> list[list[CouncilNotice]]:
        if not self._is_daily:
            ready = list_ready().filter(daily=False)
            if self._notice_id is not None:
                ready = ready.filter(pk=self._notice_id)
            wanted = list(ready.values_list("pk", flat=True)[:most])
            claimed = sorted(claim(wanted), key=lambda each: wanted.index(each.pk))
            if claimed or self._notice_id is not None:
                return [[notice] for notice in claimed]
            self._is_daily = True
        together = _claim_daily()
        self._unwritten = None
        try:
            if together:
                insist(lambda: _write_daily(together), CouncilNotice)
        except (OperationalError, InterfaceError):
            self.give_back(together)
            raise
        except Exception as error:  # noqa: BLE001 - a project's templates raise theirs
            # It counts as a try, so that those to other councils go out.
            self._unwritten = error
        return [together] if together else []

    def hold_back(self, notice: CouncilNotice) -> bool:
        # Announcing does so before, but where it fails, this is the last that can.
        reason = self.find_staging_reason(notice, is_diverted=notice.diverted)
        if reason:
            self.report(notice, notice.hold(reason))
        return bool(reason)

    def send(self, letter: list[CouncilNotice]) -> str:
        """Send to each address of the council, and to those who get a copy."""
        # Of the letter before, nothing counts.
        self._meaning = Meaning.REFUSED
        if self._unwritten is not None:
            raise self._unwritten
        notice = _address(letter)
        problems = self._send_to_all(notice, notice.recipients)
        if len(problems) == len(notice.recipients):
            self._meaning = weigh(problem.meaning for problem in problems.values())
            raise next(
                problem.error
                for problem in problems.values()
                if problem.meaning == self._meaning
            )
        copies = dict.fromkeys(each.copy_to for each in letter if each.copy_to)
        problems |= self._send_to_all(notice, copies)
        remarks = [
            _("Not to %(address)s: %(explanation)s")
            % {"address": address, "explanation": explain(problem.error)}
            for address, problem in problems.items()
        ]
        return " ".join([_("The mail server took it."), *remarks])

    def record_failure(self, notice: CouncilNotice, error: Exception) -> bool:
        is_unwritten = error is self._unwritten
        explanation = explain_unwritten(error) if is_unwritten else explain(error)
        logger.warning("Council notice %s was not sent: %s", notice.pk, explanation)
        also: dict[str, Any] = {}
        if self._meaning.is_doubtful:
            also["uncertain"] = True
        elif not notice.uncertain:
            # What surely did not arrive may go with others in the next daily email.
            also["bundle"] = ""
        if self._meaning == Meaning.NOT_NOW:
            return notice.postpone(timezone.now() + SHORT_WAIT, explanation, **also)
        if self._meaning == Meaning.NO_SUCH_ADDRESS:
            explanation = explain_wrong_address(error)
        elif self._meaning == Meaning.UNUSABLE:
            explanation = explain_unusable(error)
        reason, try_again_at = plan_next(
            notice.attempts, explanation, is_final=self._meaning.is_final
        )
        return notice.fail(reason, try_again_at, **also)

    def give_back(self, notices: list[CouncilNotice]) -> None:
        reason = _("It waits to be sent.")
        if self.is_down:
            reason = _("The mail server could not be reached.")
            if self._meaning == Meaning.NOT_NOW:
                reason = _("The mail server takes no more messages for now.")
        bundle = Case(When(uncertain=True, then=F("bundle")), default=Value(""))
        CouncilNotice.objects.give_back(notices, reason, bundle=bundle)

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
    ) -> dict[str, Problem]:
        """Send to each address, and answer why some did not get it."""
        problems: dict[str, Problem] = {}
        for address in addresses:
            if self.is_down:
                # It would wait as long for nothing.
                problems[address] = Problem(TimeoutError(), Meaning.BROKEN_OFF)
                continue
            message = build_message(notice, address)
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
            self._meaning = meaning
        return Problem(error, meaning)

    def _send(self, message: EmailMessage) -> bool:
        if self._connection is None:
            self._connection = connect(conf.get_settings().CONNECTION_TIMEOUT)
        # Some backends don't say how many they sent. None of them is to be tried again.
        return self._connection.send_messages([message]) != 0


def _claim_daily() -> list[CouncilNotice]:
    """Claim what goes to one council in one email."""
    ready = list_ready().filter(daily=True)
    first = ready.first()
    if first is None:
        return []
    together = ready.filter(
        council=first.council, recipient=first.recipient, bundle=first.bundle
    )
    return claim(together.values_list("pk", flat=True))


def _is_whole(notices: list[CouncilNotice]) -> bool:
    """Whether these are all that was in an email that may have arrived already."""
    bundle = notices[0].bundle
    # It is sent again as it was, with its Message-ID.
    return bool(bundle) and (
        CouncilNotice.objects.filter(bundle=bundle).count() == len(notices)
    )


def _write_daily(notices: list[CouncilNotice]) -> None:
    if _is_whole(notices):
        return
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
        # Several settings of one site, each with its own, or several sites.
        sites = {notice.site_id for notice in letter}
        site_id = sites.pop() if len(sites) == 1 else None
        lead.sender = get_sender(get_site_settings(site_id))
    lead.reply_to = find_reply_to(letter)
    return lead
