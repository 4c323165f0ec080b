"""
Feed the project's own channels: a row for each first, then send what is due.

The rules are those of ``delivery``: no transaction and no lock while another machine is
slow, at least once, and the same ``News.id`` whenever the same news is sent again.
"""

from __future__ import annotations

import logging
import uuid
from collections import Counter
from datetime import timedelta

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from wagtail_localoffer import conf
from wagtail_localoffer.notices.choices import NoticeStatus
from wagtail_localoffer.notices.delivery.channels import (
    Change,
    Channel,
    ChannelDown,
    ChannelError,
    News,
    load_channel,
)
from wagtail_localoffer.notices.delivery.retry import plan_next
from wagtail_localoffer.notices.models import ChannelDelivery, CouncilNotice
from wagtail_localoffer.notices.outbox import OutboxQuerySet
from wagtail_localoffer.notices.routing import find_staging_reason_of
from wagtail_localoffer.text.plain import one_line

logger = logging.getLogger("wagtail_localoffer")


#: Deliveries that one process claims at a time.
BATCH = 50

#: How long what must not leave this installation waits before that is asked again.
STAGING_WAIT = timedelta(hours=1)


def queue(notice: CouncilNotice) -> None:
    """
    Write a delivery of the notice for each of the project's channels.

    Call it in the transaction that writes the notice, so that neither is there without
    the other. From a copy of the site nothing is fed, not even what is diverted.
    """
    channels = dict.fromkeys(conf.get_settings().CHANNELS)
    if not channels or find_staging_reason_of(notice, is_diverted=False):
        return
    ChannelDelivery.objects.bulk_create(
        ChannelDelivery(
            notice=notice, channel=path, reason=_("It waits for its channel.")
        )
        for path in channels
    )


def feed_due(limit: int | None = None) -> Counter[str]:
    """
    Send through every channel what is due.

    Safe to run at any time, from several machines at once. A channel that is down is
    tried once; what else is due for it stays so. Nothing is sent while ``HOLD`` is set.

    :param limit: the most deliveries to look at; ``None`` for all.
    :returns: how many of them ended up in each status.
    """
    return _feed(ChannelDelivery.objects.all(), limit)


def feed(notice_id: int) -> Counter[str]:
    """Send one notice through every channel for which it is due."""
    return _feed(ChannelDelivery.objects.filter(notice_id=notice_id), None)


def describe(notice: CouncilNotice) -> News:
    """Put into plain values what a notice says."""
    council = notice.council
    return News(
        # The address of a message as RFC 2392 writes it: no two sites share one. A
        # Standard Webhooks id must not have the dots that are in the Message-ID itself.
        id=str(uuid.uuid5(uuid.NAMESPACE_URL, f"mid:{notice.message_id.strip('<>')}")),
        created_at=notice.created_at,
        kind=str(notice.kind),
        offer_id=notice.offer_id,
        number=notice.number,
        setting_name=notice.setting_name,
        page_title=notice.page_title,
        url=notice.url,
        previous_url=notice.previous_url,
        council_name=notice.council_name,
        council_gss_code=(council.gss_code or "") if council else "",
        changes=tuple(
            Change(heading=change["heading"], url=change["url"])
            for change in notice.changes
        ),
        message_id=notice.message_id,
    )


def _feed(
    deliveries: OutboxQuerySet[ChannelDelivery], limit: int | None
) -> Counter[str]:
    tally: Counter[str] = Counter()
    if conf.get_settings().HOLD:
        return tally
    # The log is not only for the editor whose publishing may have started this.
    with translation.override(settings.LANGUAGE_CODE):
        _put_back(deliveries)
        due = deliveries.due().order_by("channel").values_list("channel", flat=True)
        for path in due.distinct():
            left = None if limit is None else limit - tally.total()
            tally += _feed_channel(path, deliveries.filter(channel=path), left)
    return tally


def _put_back(deliveries: OutboxQuerySet[ChannelDelivery]) -> None:
    deliveries.abandoned().update(
        status=NoticeStatus.PENDING,
        claim="",
        next_attempt_at=timezone.now(),
        reason=_("Its sender stopped without a report. It waits to be sent again."),
    )


def _feed_channel(
    path: str, deliveries: OutboxQuerySet[ChannelDelivery], limit: int | None
) -> Counter[str]:
    tally: Counter[str] = Counter()
    seconds = conf.get_settings().CLAIM_SECONDS
    channel: Channel | None = None
    while limit is None or tally.total() < limit:
        size = BATCH if limit is None else min(BATCH, limit - tally.total())
        # What a message doesn't need may be long.
        rows = deliveries.select_related("notice__council", "notice__site").defer(
            "notice__digest", "notice__text_body", "notice__html_body"
        )
        pks = deliveries.due().order_by("pk").values_list("pk", flat=True)[:size]
        claimed = rows.claim(pks, seconds, reason=_("It is being sent."))
        if not claimed:
            break
        for place, delivery in enumerate(claimed):
            # A slow channel may outlast the claim, and others may send them by now.
            if not delivery.is_ours:
                deliveries.give_back(claimed[place:], _("It waits for its channel."))
                break
            if delivery.notice.status == NoticeStatus.REPLACED:
                tally[_record_replaced(delivery)] += 1
                continue
            if reason := find_staging_reason_of(delivery.notice, is_diverted=False):
                tally[_postpone(delivery, reason)] += 1
                continue
            try:
                if channel is None:
                    channel = _open(path)
                channel.send(describe(delivery.notice))
            except Exception as error:  # noqa: BLE001 - the project's own channels
                tally[_record_failure(delivery, error)] += 1
                if isinstance(error, (ChannelDown, OSError)):
                    reason = _("Its channel is down.")
                    deliveries.give_back(claimed[place + 1 :], reason)
                    return tally
            else:
                tally[_record_sent(delivery)] += 1
    return tally


def _open(path: str) -> Channel:
    # The row may be from a time when another class was trusted, or another site's.
    if path not in conf.get_settings().CHANNELS:
        raise ChannelDown(
            _("%(channel)s is no longer in CHANNELS.") % {"channel": path}
        )
    try:
        return load_channel(path)
    except Exception as error:
        raise ChannelDown(one_line(str(error))) from error


def _record_sent(delivery: ChannelDelivery) -> str:
    delivery.record(
        status=NoticeStatus.SENT,
        sent_at=timezone.now(),
        reason=_("Its channel took it."),
    )
    return NoticeStatus.SENT


def _record_replaced(delivery: ChannelDelivery) -> str:
    delivery.record(
        status=NoticeStatus.REPLACED,
        reason=delivery.notice.reason,
    )
    return NoticeStatus.REPLACED


def _postpone(delivery: ChannelDelivery, reason: str) -> str:
    # It was waiting when the site was copied. On the site itself, it may go later.
    delivery.record(
        status=NoticeStatus.PENDING,
        attempts=delivery.attempts - 1,
        next_attempt_at=timezone.now() + STAGING_WAIT,
        reason=reason,
    )
    return NoticeStatus.PENDING


def _record_failure(delivery: ChannelDelivery, error: Exception) -> str:
    explanation = (
        str(error)
        if isinstance(error, ChannelError)
        else one_line(f"{type(error).__name__}: {error}")
    )
    logger.warning(
        "Council notice %s did not go through %s: %s",
        delivery.notice_id,
        delivery.channel,
        explanation,
    )
    outcome = plan_next(delivery.attempts, explanation)
    delivery.record(**outcome)
    return str(outcome["status"])
