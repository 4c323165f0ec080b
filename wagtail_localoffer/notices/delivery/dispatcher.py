"""
Send what is due: claim it, send it, record what came of it.

Nothing here runs in a transaction, and nothing is locked while a mail server is slow.
A notice is sent at least once; if a crash comes between sending and recording, it is
sent again with the same ``Message-ID``.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Iterator
from email.utils import make_msgid

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils import translation
from django.utils.translation import gettext as _

from wagtail_localoffer import conf
from wagtail_localoffer.notices.choices import NoticeStatus
from wagtail_localoffer.notices.delivery.email import Courier, Report
from wagtail_localoffer.notices.emails import write_daily
from wagtail_localoffer.notices.models import CouncilNotice
from wagtail_localoffer.notices.outbox import OutboxQuerySet
from wagtail_localoffer.notices.routing import find_hostname

logger = logging.getLogger("wagtail_localoffer")


#: Notices that one sender claims at a time.
BATCH = 50


#: A notice of the same offer and council goes out before the newer ones.
UNFINISHED = (
    NoticeStatus.PENDING,
    NoticeStatus.SENDING,
    NoticeStatus.FAILED,
    NoticeStatus.HELD,
)


def deliver_due(limit: int | None = None, report: Report | None = None) -> Counter[str]:
    """
    Send every notice that is due, over one connection.

    Safe to run at any time, from several machines at once. It stops when the mail
    server can't be reached; the rest stays due.

    :param limit: the most notices to send; ``None`` for all.
    :param report: called with each notice that was tried, as it is now.
    :returns: how many notices ended up in each status, and under ``"down"`` whether the
        mail server could not be reached.
    """
    tally: Counter[str] = Counter()
    # The log is not only for the editor whose publishing may have started this.
    with translation.override(settings.LANGUAGE_CODE), Courier(report) as courier:
        for batch in _claim_batches(limit, courier):
            tally.update(courier.deliver(batch))
        if courier.server_is_down:
            tally["down"] = 1
    return tally


def deliver(notice_id: int) -> None:
    """Send one notice, if it is due and nobody else is sending it."""
    with translation.override(settings.LANGUAGE_CODE), Courier() as courier:
        # One of the daily email waits for the others.
        ready = find_ready().filter(pk=notice_id, daily=False)
        if claimed := claim(ready.values_list("pk", flat=True)):
            courier.deliver(claimed)


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


def _claim_batches(
    limit: int | None, courier: Courier
) -> Iterator[list[CouncilNotice]]:
    """Claim what is due, until there is nothing left or nobody to send it through."""
    left = limit
    while not courier.server_is_down and left != 0:
        size = BATCH if left is None else min(BATCH, left)
        ready = find_ready().filter(daily=False).values_list("pk", flat=True)
        claimed = claim(ready[:size])
        if not claimed:
            break
        left = None if left is None else left - len(claimed)
        yield claimed
    while not courier.server_is_down and left != 0:
        claimed = _claim_bundle()
        if not claimed:
            break
        # However many it tells of, it is one email.
        left = None if left is None else left - 1
        yield claimed


def _claim_bundle() -> list[CouncilNotice]:
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
        _write_bundle(claimed)
    return claimed


def _is_whole(notices: list[CouncilNotice]) -> bool:
    """Whether these are all that was in an email that may have arrived already."""
    bundle = notices[0].bundle
    # It is sent again as it was, with its Message-ID.
    return bool(bundle) and (
        CouncilNotice.objects.filter(bundle=bundle).count() == len(notices)
    )


def _write_bundle(notices: list[CouncilNotice]) -> None:
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
