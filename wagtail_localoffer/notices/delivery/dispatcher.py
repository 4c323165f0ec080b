"""What sends notices and feeds channels; ``mail.dispatcher`` does the work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta

from django.utils import timezone

from wagtail_localoffer import conf
from wagtail_localoffer.councils.choices import CouncilDigest
from wagtail_localoffer.mail.choices import MailStatus
from wagtail_localoffer.mail.dispatcher import dispatch
from wagtail_localoffer.mail.retry import LONGEST_WAIT
from wagtail_localoffer.notices.delivery.email import NoticeTransport
from wagtail_localoffer.notices.delivery.feeds import list_transports
from wagtail_localoffer.notices.models import (
    ChannelDelivery,
    CouncilNotice,
    awaits_hour,
)
from wagtail_localoffer.notices.schedule import next_due


def heed_clock() -> None:
    """Let nothing wait because a clock was ahead when it was written or tried."""
    now = timezone.now()
    claim = timedelta(seconds=conf.get_settings().CLAIM_SECONDS)
    CouncilNotice.objects.heed_daily_clock(
        next_due(now, CouncilDigest.DAILY), next_due(now, CouncilDigest.WEEKLY)
    )
    # Those that wait for the email of a day or a week have been seen to.
    CouncilNotice.objects.exclude(awaits_hour()).heed_clock(LONGEST_WAIT, claim)
    ChannelDelivery.objects.heed_clock(LONGEST_WAIT, claim)


def deliver_due(
    limit: int | None = None, report: Callable[[CouncilNotice], None] | None = None
) -> Counter[str]:
    """
    Send every notice that is due, over one connection.

    Safe to run at any time, from several machines at once. It stops when the mail
    server can't be reached; the rest stays due.

    :param limit: the most emails to send; ``None`` for all.
    :param report: called with each notice that was tried, as it is now.
    :returns: how many notices ended up in each status, and under ``"down"`` whether the
        mail server could not be reached.
    """
    with closing(NoticeTransport(report=report)) as transport:
        tally = dispatch([transport], limit)
    # What is held back was not tried.
    del tally[MailStatus.HELD]
    if transport.is_down:
        tally["down"] = 1
    return tally


def deliver(notice_id: int) -> None:
    """Send one notice, if it is due and nobody else is sending it."""
    with closing(NoticeTransport(notice_id)) as transport:
        dispatch([transport], limit=1)


def feed_due(limit: int | None = None) -> Counter[str]:
    """
    Send through every channel what is due.

    Safe to run at any time, from several machines at once. A channel that is down is
    tried once; what else is due for it stays so. Nothing is sent while ``HOLD`` is set.

    :param limit: the most deliveries to look at; ``None`` for all.
    :returns: how many of them ended up in each status.
    """
    return dispatch(list_transports(ChannelDelivery.objects.all()), limit)


def feed(notice_id: int) -> Counter[str]:
    """Send one notice through every channel for which it is due."""
    return dispatch(
        list_transports(ChannelDelivery.objects.filter(notice_id=notice_id)), None
    )
