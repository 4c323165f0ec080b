"""Notices on their way through the project's own channels: a row for each of them."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from wagtail_localoffer import conf
from wagtail_localoffer.clock import make_aware
from wagtail_localoffer.mail.choices import MailStatus
from wagtail_localoffer.mail.outbox import OutboxQuerySet
from wagtail_localoffer.mail.retry import plan_next
from wagtail_localoffer.mail.routing import find_staging_reason_of
from wagtail_localoffer.mail.transport import Transport
from wagtail_localoffer.notices.delivery.channels import (
    Change,
    Channel,
    ChannelDown,
    ChannelError,
    News,
    get_path_now,
    list_channels,
    list_paths,
    load_channel,
)
from wagtail_localoffer.notices.models import ChannelDelivery, CouncilNotice
from wagtail_localoffer.text.plain import one_line

logger = logging.getLogger("wagtail_localoffer")

#: How long what must not leave this installation waits before that is asked again.
STAGING_WAIT = timedelta(hours=1)


def queue(notice: CouncilNotice) -> None:
    """
    Write a delivery of the notice for each of the project's channels.

    Call it in the transaction that writes the notice, so that neither is there without
    the other. From a copy of the site nothing is fed, not even what is diverted.
    """
    channels = list_channels()
    if not channels or find_staging_reason_of(notice, is_diverted=False):
        return
    ChannelDelivery.objects.bulk_create(
        ChannelDelivery(
            notice=notice, channel=path, reason=_("It waits for its channel.")
        )
        for path in channels
    )


def describe(notice: CouncilNotice) -> News:
    """Put into plain values what a notice says."""
    council = notice.council
    return News(
        # The address of a message as RFC 2392 writes it: no two sites share one. A
        # Standard Webhooks id must not have the dots that are in the Message-ID itself.
        id=str(uuid.uuid5(uuid.NAMESPACE_URL, f"mid:{notice.message_id.strip('<>')}")),
        created_at=make_aware(notice.created_at),
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


def list_transports(
    deliveries: OutboxQuerySet[ChannelDelivery],
) -> Iterator[FeedTransport]:
    """Give one for each channel for which something is due, or was abandoned."""
    if conf.get_settings().HOLD:
        return
    deliveries.put_back(
        _("Its sender stopped without a report. It waits to be sent again.")
    )
    due = deliveries.due().order_by("channel").values_list("channel", flat=True)
    for path in dict.fromkeys(map(get_path_now, due.distinct())):
        yield FeedTransport(path, deliveries.filter(channel__in=list_paths(path)))


class FeedTransport(Transport[ChannelDelivery]):
    """Makes the channel as soon as there is something to send through it."""

    def __init__(self, path: str, deliveries: OutboxQuerySet[ChannelDelivery]) -> None:
        super().__init__()
        self._path = path
        self._deliveries = deliveries
        self._channel: Channel | None = None

    def claim(self, most: int) -> list[list[ChannelDelivery]]:
        pks = self._deliveries.due().order_by("pk").values_list("pk", flat=True)[:most]
        # What a message doesn't need may be long.
        rows = self._deliveries.select_related("notice__council", "notice__site").defer(
            "notice__digest", "notice__text_body", "notice__html_body"
        )
        seconds = conf.get_settings().CLAIM_SECONDS
        claimed = rows.claim(pks, seconds, reason=_("It is being sent."))
        return [[delivery] for delivery in claimed]

    def hold_back(self, delivery: ChannelDelivery) -> bool:
        notice = delivery.notice
        if notice.status == MailStatus.REPLACED:
            delivery.replace(notice.reason)
            return True
        if reason := self.find_staging_reason(notice, is_diverted=False):
            # It was waiting when the site was copied. On the site itself, it may go
            # later.
            delivery.postpone(timezone.now() + STAGING_WAIT, reason)
            return True
        return False

    def send(self, letter: list[ChannelDelivery]) -> str:
        (delivery,) = letter
        try:
            if self._channel is None:
                self._channel = _open(self._path)
            self._channel.send(describe(delivery.notice))
        except (ChannelDown, OSError):
            self.is_down = True
            raise
        return _("Its channel took it.")

    def record_failure(self, delivery: ChannelDelivery, error: Exception) -> bool:
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
        return delivery.fail(*plan_next(delivery.attempts, explanation))

    def give_back(self, deliveries: list[ChannelDelivery]) -> None:
        ChannelDelivery.objects.give_back(
            deliveries,
            _("Its channel is down.")
            if self.is_down
            else _("It waits for its channel."),
        )


def _open(path: str) -> Channel:
    # The row may be from a time when another class was trusted, or another site's.
    if path not in list_channels():
        raise ChannelDown(
            _("%(channel)s is no longer in CHANNELS.") % {"channel": path}
        )
    try:
        return load_channel(path)
    except Exception as error:
        raise ChannelDown(one_line(str(error))) from error
