"""
Compare what is true of an offer with what its councils were last told.

Signals only say "look at this offer now". What has to be told follows from the two
states alone, so that a crash, a missed signal or a signal too many changes nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Exists, Max, OuterRef
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from wagtail_localoffer import conf
from wagtail_localoffer.clock import get_today
from wagtail_localoffer.mail.choices import MailStatus
from wagtail_localoffer.mail.outbox import reconnect
from wagtail_localoffer.mail.routing import Sites
from wagtail_localoffer.notices import delivery
from wagtail_localoffer.notices.batches import list_unsettled
from wagtail_localoffer.notices.changes import Announcement, list_announcements
from wagtail_localoffer.notices.choices import NoticeKind
from wagtail_localoffer.notices.composer import choose_route_for, compose
from wagtail_localoffer.notices.forecast import find_state_if_published
from wagtail_localoffer.notices.history import OfferHistory, read_history
from wagtail_localoffer.notices.models import CouncilNotice
from wagtail_localoffer.notices.offer_state import (
    OfferState,
    find_offer_state,
)
from wagtail_localoffer.notices.plans import plan
from wagtail_localoffer.notices.schedule import last_due
from wagtail_localoffer.offers.mixin import OfferMixin
from wagtail_localoffer.offers.queries import get_offer_models
from wagtail_localoffer.signals import notice_written

logger = logging.getLogger("wagtail_localoffer")


# Offers that are held against what their councils know in the same few queries.
BATCH = 500


# Tries to write a notice while other processes write ones for the same offer.
RACES = 5


class _LostRace(Exception):
    """Another process changed the notices of this offer in the meantime."""


def announce_all(
    on_trouble: Callable[[int, Exception], None] | None = None,
    *,
    read_all: bool = False,
) -> Iterator[CouncilNotice]:
    """
    Look at every offer, so that whatever a signal missed is told.

    :param on_trouble: called with the key of each offer that can't be looked at, and
        why. It is logged and passed over in any case.
    :param read_all: read each body, whoever has written it: see ``list_unsettled``.
    :returns: the notices that it wrote.
    """
    ids = sorted(_list_offers())
    for start in range(0, len(ids), BATCH):
        for offer_id in _list_unsettled(ids[start : start + BATCH], read_all=read_all):
            try:
                notices = announce(offer_id)
            except Exception as error:
                logger.exception(
                    "The local offer on page %s was not looked at.", offer_id
                )
                # The others are to be, whatever has happened to the connection.
                reconnect(CouncilNotice)
                if on_trouble is not None:
                    on_trouble(offer_id, error)
            else:
                yield from notices


def _list_unsettled(offer_ids: list[int], *, read_all: bool) -> list[int]:
    try:
        return list_unsettled(offer_ids, read_all=read_all)
    except Exception:
        # One of them may be broken in a way that nobody has thought of.
        logger.exception("Local offers could not be looked at together.")
        reconnect(CouncilNotice)
        return offer_ids


def _list_offers() -> set[int]:
    """The offers that are live, and those of which the council may have to hear."""
    ids = {
        offer_id
        for model in get_offer_models()
        for offer_id in model._default_manager.filter(live=True).values_list(
            "pk", flat=True
        )
    }
    # The council of an offer that is gone for good has been told so, and that is all.
    counting = CouncilNotice.objects.exclude(
        status=MailStatus.REPLACED, uncertain=False
    )
    newer = counting.filter(
        offer_id=OuterRef("offer_id"),
        council_id=OuterRef("council_id"),
        number__gt=OuterRef("number"),
    )
    unsettled = (
        counting.exclude(kind=NoticeKind.WITHDRAWN, status=MailStatus.SENT)
        # Nobody is left to tell at a council that is no longer in office.
        .exclude(council__valid_to__lt=get_today())
        .filter(~Exists(newer), council__isnull=False)
        .order_by()
    )
    ids.update(unsettled.values_list("offer_id", flat=True))
    ids.update(CouncilNotice.objects.untold().values_list("offer_id", flat=True))
    return ids


def announce(offer_id: int) -> list[CouncilNotice]:
    """
    Write the notices that the councils of an offer are due.

    :param offer_id: the primary key of the offer's page, which may be gone.
    :returns: the notices that it wrote: none where there is nothing new to tell, and
        at most one for each council.
    """
    notices = CouncilNotice.objects.filter(offer_id=offer_id)
    lost: Exception | None = None
    for _race in range(RACES):
        # Read first: what is written from here on was decided by a newer look than
        # ours, and takes the number that ours would have. A newer look that only drops
        # what waits takes none; the next one puts right what we write then.
        last = notices.aggregate(last=Max("number"))["last"] or 0
        state = find_offer_state(offer_id)
        try:
            # The log is in the project's language, not that of the editor's admin.
            with translation.override(settings.LANGUAGE_CODE), transaction.atomic():
                return _write_notices(offer_id, state, last)
        except (_LostRace, IntegrityError) as error:
            lost = error
    logger.warning(
        "The notice of page %s could not be written; send_council_notices will look at "
        "it again.",
        offer_id,
        exc_info=lost,
    )
    return []


def preview_news(
    offer: OfferMixin, history: OfferHistory | None = None
) -> list[CouncilNotice]:
    """
    Write what would be told if a version of an offer were live, and keep nothing.

    :param offer: the version, which may be a draft. Its mark as a small correction
        counts.
    :param history: what its councils were told, where that is read already.
    :returns: notices that are not saved.
    """
    history = history or read_history(offer.pk)
    return preview_state(find_state_if_published(offer), history)


def preview_state(
    state: OfferState | None, history: OfferHistory, sites: Sites | None = None
) -> list[CouncilNotice]:
    """
    Write what would be told if that were true of an offer, and keep nothing.

    What waits is written once more: see ``forecast`` for what becomes of it.

    :param sites: see :func:`get_site_settings`.
    """
    with translation.override(settings.LANGUAGE_CODE):
        return [
            compose(announcement, choose_route_for(announcement, sites), number=0)
            for announcement in list_announcements(state, history)
        ]


def _write_notices(
    offer_id: int, state: OfferState | None, last: int
) -> list[CouncilNotice]:
    history = read_history(offer_id)
    numbers = [
        notice.number
        for council in history.councils.values()
        for notice in (*council.beliefs, *council.waiting)
        if notice is not None
    ]
    if max(numbers, default=0) > last:
        raise _LostRace
    written: list[CouncilNotice] = []
    for step in plan(state, history):
        _replace(step.dropped, step.reason)
        notice = _keep(step.kept, step.dropped) if step.kept else None
        if step.announcement and step.route:
            notice = compose(step.announcement, step.route, last + 1 + len(written))
            notice.take_the_place_of(step.dropped)
            _be_in_time(notice, step.announcement)
            _write_notice(notice)
        if step.announcement and notice:
            written.append(notice)
    return written


def _write_notice(notice: CouncilNotice) -> None:
    notice.save(force_insert=True)
    delivery.queue(notice)
    transaction.on_commit(
        partial(notice_written.send_robust, CouncilNotice, notice=notice), robust=True
    )


def _be_in_time(notice: CouncilNotice, announcement: Announcement) -> None:
    """Let news go with the email whose hour it missed while it was undone."""
    if not (notice.daily and notice.due_at and notice.council_id):
        return
    told = announcement.told.number if announcement.told else 0
    dropped = CouncilNotice.objects.filter(
        offer_id=notice.offer_id, council_id=notice.council_id, number__gt=told
    )
    # A moment earlier, so that the hour itself is among them.
    since = last_due(timezone.now(), notice.rhythm) - timedelta(seconds=1)
    if missed := dropped.find_missed_hour(since):
        notice.due_at = min(notice.due_at, missed)
        notice.next_attempt_at = notice.due_at


def _replace(notices: list[CouncilNotice], reason: str) -> None:
    rows = CouncilNotice.objects.filter(pk__in=[old.pk for old in notices])
    if notices and rows.replace(reason) != len(notices):
        # A sender has claimed one since it was read: it may be told by now.
        raise _LostRace


def _keep(notice: CouncilNotice, dropped: list[CouncilNotice]) -> CouncilNotice | None:
    """
    Let one that waits take the place of others as it is.

    :returns: the same, if its sender has died and it is to be sent again.
    """
    if dropped:
        notice.take_the_place_of(dropped)
        # If a sender has claimed it since it was read, it is on its way.
        CouncilNotice.objects.filter(pk=notice.pk, status=MailStatus.PENDING).update(
            due_at=notice.due_at, next_attempt_at=notice.next_attempt_at
        )
    return _put_back(notice) if notice.is_abandoned else None


def _put_back(notice: CouncilNotice) -> CouncilNotice:
    # Nobody knows whether it was sent. It is sent again as it is, Message-ID included.
    reason = _("Its sender stopped without a report. It waits to be sent again.")
    give_up = notice.attempts >= conf.get_settings().MAX_ATTEMPTS
    if give_up:
        # It may be what its senders die of.
        reason = _("Given up after %(attempts)d tries. Its sender died each time.") % {
            "attempts": notice.attempts
        }
    row = CouncilNotice.objects.filter(pk=notice.pk)
    if not row.put_back(reason, give_up=give_up, uncertain=True):
        raise _LostRace
    notice.refresh_from_db()
    return notice
