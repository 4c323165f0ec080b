"""Notices on their way through the mail server: ready, claimed, sent."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from copy import copy
from functools import partial
from typing import Any
from uuid import uuid4

from django.db import InterfaceError, OperationalError
from django.db.models import Case, Exists, F, OuterRef, Value, When
from django.utils.translation import gettext as _

from wagtail_localoffer import conf
from wagtail_localoffer.councils.models import Council
from wagtail_localoffer.mail.choices import MailStatus
from wagtail_localoffer.mail.mail_transport import MailTransport
from wagtail_localoffer.mail.outbox import OutboxQuerySet, insist
from wagtail_localoffer.mail.routing import find_hostname, get_sender, get_site_settings
from wagtail_localoffer.mail.smtp import Meaning
from wagtail_localoffer.mail.wording import explain
from wagtail_localoffer.notices.delivery.messages import build_copy, build_message
from wagtail_localoffer.notices.emails import find_reply_to, write_daily
from wagtail_localoffer.notices.models import CouncilNotice
from wagtail_localoffer.notices.page_history import write_history
from wagtail_localoffer.notices.wording import (
    explain_unusable,
    explain_unwritten,
    explain_wrong_address,
)
from wagtail_localoffer.signals import council_told

#: A notice of the same offer and council goes out before the newer ones.
UNFINISHED = (
    MailStatus.PENDING,
    MailStatus.SENDING,
    MailStatus.FAILED,
    MailStatus.HELD,
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
    # With these the next news is compared. They are much, and no message needs them.
    return CouncilNotice.objects.defer("digest", "texts").claim(
        notice_ids,
        project.CLAIM_SECONDS,
        reason=_("It is being handed to the mail server."),
        **diverted,
    )


class NoticeTransport(MailTransport[CouncilNotice]):
    """
    Sends notices, those for the email of a day or a week together.

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
        self._is_daily = False
        #: Why the email of many notices in hand could not be written.
        self._unwritten: Exception | None = None

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
        self.meaning = Meaning.REFUSED
        if self._unwritten is not None:
            raise self._unwritten
        notice = _address(letter)
        # Before anything leaves: what can't be written must not have half gone out.
        copies = _write_copies(letter, notice)
        # On a copy of the site, its link may lead to the site itself.
        make = build_copy if notice.diverted else build_message
        build = partial(make, notice)
        problems = self.send_to_all(build, notice.recipients)
        self.raise_if_nobody_got_it(problems, notice.recipients)
        for address, told in copies.items():
            problems |= self.send_to_all(partial(build_copy, told), [address])
        remarks = [
            _("Not to %(address)s: %(explanation)s")
            % {"address": address, "explanation": explain(problem.error)}
            for address, problem in problems.items()
        ]
        return " ".join([_("The mail server took it."), *remarks])

    def explain(self, error: Exception) -> str:
        is_unwritten = error is self._unwritten
        return explain_unwritten(error) if is_unwritten else explain(error)

    def advise(self, error: Exception) -> str:
        if self.meaning == Meaning.NO_SUCH_ADDRESS:
            return explain_wrong_address(error)
        return explain_unusable(error)

    def note_failure(self, notice: CouncilNotice) -> dict[str, Any]:
        if self.meaning.is_doubtful:
            return {"uncertain": True}
        # What surely did not arrive may go with others in the next one.
        return {} if notice.uncertain else {"bundle": ""}

    def give_back(self, notices: list[CouncilNotice]) -> None:
        bundle = Case(When(uncertain=True, then=F("bundle")), default=Value(""))
        CouncilNotice.objects.give_back(notices, self.why_given_back, bundle=bundle)

    def report(self, notice: CouncilNotice, recorded: bool) -> None:
        if recorded and notice.status == MailStatus.SENT:
            council_told.send_robust(CouncilNotice, notice=notice)
        if self._report is not None:
            self._report(notice)

    def finish(self, notices: list[CouncilNotice]) -> None:
        write_history(notices)


def _claim_daily() -> list[CouncilNotice]:
    """Claim what goes to one council in one email, of whichever sites it is."""
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
    # It is sent again as it was, with its Message-ID, which says how many they were.
    # The others may have gone out in another email since, and not be found by it.
    return notices[0].bundle.partition("@")[0].endswith(f".{len(notices)}")


def _write_daily(notices: list[CouncilNotice]) -> None:
    if _is_whole(notices):
        return
    first = notices[0]
    words = write_daily(notices, first.council)
    domain = find_hostname(first.url) or "localhost"
    message = {
        # No longer than others: a program may not know how a long header is folded.
        "bundle": f"<{uuid4().hex}.{len(notices)}@{domain}>",
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
    lead.together = letter
    return lead


def _write_copies(
    letter: list[CouncilNotice], lead: CouncilNotice
) -> dict[str, CouncilNotice]:
    """What those get who want a copy: of the news of several sites, their own."""
    wanted: dict[str, list[CouncilNotice]] = {}
    for notice in letter:
        if notice.copy_to:
            wanted.setdefault(notice.copy_to, []).append(notice)
    return {
        address: lead if len(own) == len(letter) else _write_part(own, lead.council)
        for address, own in wanted.items()
    }


def _write_part(own: list[CouncilNotice], council: Council | None) -> CouncilNotice:
    part = _address(own)
    words = write_daily(own, council)
    part.subject, part.text_body, part.html_body = (
        words.subject,
        words.text,
        words.html,
    )
    # It is another message than the council's, and somebody may get several.
    part.bundle = ""
    return part
