"""Notices that are due, claimed: each by itself, or those of a daily email."""

from __future__ import annotations

from collections.abc import Iterable
from email.utils import make_msgid

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from wagtail_localoffer import conf
from wagtail_localoffer.notices.choices import NoticeStatus
from wagtail_localoffer.notices.emails import write_daily
from wagtail_localoffer.notices.models import CouncilNotice
from wagtail_localoffer.notices.outbox import OutboxQuerySet
from wagtail_localoffer.notices.routing import find_hostname

#: A notice of the same offer and council goes out before the newer ones.
UNFINISHED = (
    NoticeStatus.PENDING,
    NoticeStatus.SENDING,
    NoticeStatus.FAILED,
    NoticeStatus.HELD,
)


def find_ready() -> OutboxQuerySet[CouncilNotice]:
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


def claim_daily() -> list[CouncilNotice]:
    """Claim what goes to one council in one email, and write that email."""
    ready = find_ready().filter(daily=True)
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
