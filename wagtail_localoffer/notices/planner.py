"""
Compare what is true of an offer with what its councils were last told.

Signals only say "look at this offer now". What has to be told follows from the two
states alone, so that a crash, a missed signal or a signal too many changes nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Exists, Max, OuterRef
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wagtail_localoffer import conf
from wagtail_localoffer.notices import delivery
from wagtail_localoffer.notices.changes import News, find_all_news, repeats
from wagtail_localoffer.notices.choices import NoticeKind, NoticeStatus
from wagtail_localoffer.notices.composer import (
    _compose,
    _find_previous_url,
    _find_route_for,
)
from wagtail_localoffer.notices.history import Record, read_records
from wagtail_localoffer.notices.models import CouncilNotice
from wagtail_localoffer.notices.offer_state import Standing, look_at, read_standing
from wagtail_localoffer.notices.routing import (
    Route,
    find_route_of,
)
from wagtail_localoffer.offers.mixin import OfferMixin
from wagtail_localoffer.offers.queries import get_offer_models
from wagtail_localoffer.signals import notice_written

logger = logging.getLogger("wagtail_localoffer")


NEWER_NEWS = gettext_lazy("Newer news of this offer took its place before it was sent.")


NEW_ROUTE = gettext_lazy(
    "It was written anew, because it goes another way or is held for another reason."
)


# Tries to write a notice while other processes write ones for the same offer.
RACES = 5


class _LostRace(Exception):
    """Another process changed the notices of this offer in the meantime."""


def announce_all(
    on_trouble: Callable[[int, Exception], None] | None = None,
) -> Iterator[CouncilNotice]:
    """
    Look at every offer, so that whatever a signal missed is told.

    :param on_trouble: called with the key of each offer that can't be looked at, and
        why. It is logged and passed over in any case.
    :returns: the notices that it wrote.
    """
    for offer_id in sorted(_find_offers()):
        try:
            notices = announce(offer_id)
        except Exception as error:
            logger.exception("The local offer on page %s was not looked at.", offer_id)
            if on_trouble is not None:
                on_trouble(offer_id, error)
        else:
            yield from notices


def _find_offers() -> set[int]:
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
        status=NoticeStatus.REPLACED, uncertain=False
    )
    newer = counting.filter(
        offer_id=OuterRef("offer_id"),
        council_id=OuterRef("council_id"),
        number__gt=OuterRef("number"),
    )
    unsettled = (
        counting.exclude(kind=NoticeKind.WITHDRAWN, status=NoticeStatus.SENT)
        # Nobody is left to tell at a council that is no longer in office.
        .exclude(council__valid_to__lt=timezone.localdate())
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
        more than one only if the offer has changed from one council to another.
    """
    notices = CouncilNotice.objects.filter(offer_id=offer_id)
    lost: Exception | None = None
    for _race in range(RACES):
        # Read first: what is written from here on was decided by a newer look than
        # ours, and takes the number that ours would have. A newer look that only drops
        # what waits takes none; the next one puts right what we write then.
        last = notices.aggregate(last=Max("number"))["last"] or 0
        standing = look_at(offer_id)
        try:
            # The log is in the project's language, not that of the editor's admin.
            with translation.override(settings.LANGUAGE_CODE), transaction.atomic():
                return _write_notices(offer_id, standing, last)
        except (_LostRace, IntegrityError) as error:
            lost = error
    logger.warning(
        "The notice of page %s could not be written; send_council_notices will look at "
        "it again.",
        offer_id,
        exc_info=lost,
    )
    return []


def preview_news(offer: OfferMixin) -> list[CouncilNotice]:
    """
    Write what would be told if a version of an offer were live, and keep nothing.

    :param offer: the version, which may be a draft. Its mark as a small correction
        counts.
    :returns: notices that are not saved.
    """
    standing = read_standing(offer)
    if standing is not None:
        standing = replace(standing, waived=offer.find_waived()[0])
    with translation.override(settings.LANGUAGE_CODE):
        return [
            _compose(news, _find_route_for(news), number=0)
            for news in find_all_news(standing, read_records(offer.pk))
        ]


def _write_notices(
    offer_id: int, standing: Standing | None, last: int
) -> list[CouncilNotice]:
    records = read_records(offer_id)
    numbers = [
        notice.number
        for record in records.values()
        for notice in (*record.beliefs, *record.waiting)
        if notice is not None
    ]
    if max(numbers, default=0) > last:
        raise _LostRace
    news_by_council = {
        news.council.pk: news for news in find_all_news(standing, records)
    }
    written: list[CouncilNotice] = []
    for council_id, record in records.items():
        if council_id not in news_by_council:
            _settle(record)
    for council_id, news in news_by_council.items():
        record = records.get(council_id) or Record()
        notice = _write_notice(news, record, last + 1 + len(written))
        if notice is not None:
            written.append(notice)
    return written


def _settle(record: Record) -> None:
    """Do away with what waits for a council that is due nothing."""
    waiting = record.waiting
    is_repeated = bool(waiting) and all(repeats(each, record.told) for each in waiting)
    if is_repeated and not _is_stuck(waiting[0]):
        # The council has it, and somebody wanted it to be sent again.
        _replace(waiting[1:], str(NEWER_NEWS))
        if waiting[0].is_abandoned:
            _put_back(waiting[0])
        return
    reason = _("It was no longer true by the time when it would have been sent.")
    if waiting and waiting[0].council_id is None:
        reason = _("The council’s record was deleted before this was sent.")
    _replace(waiting, reason)


def _is_stuck(notice: CouncilNotice) -> bool:
    """Whether it must not be sent, such as from a copy of the site."""
    council = notice.council
    return council is None or find_route_of(notice, council).is_staging


def _write_notice(news: News, record: Record, number: int) -> CouncilNotice | None:
    route = _find_route_for(news)
    waiting = record.waiting
    if waiting and _says_the_same(waiting[0], news, route):
        _replace(waiting[1:], str(NEWER_NEWS))
        return _put_back(waiting[0]) if waiting[0].is_abandoned else None
    is_news = not waiting or not _has_the_words_of(waiting[0], news)
    _replace(waiting, str(NEWER_NEWS if is_news else NEW_ROUTE))
    notice = _compose(news, route, number)
    notice.save(force_insert=True)
    delivery.queue(notice)
    transaction.on_commit(
        partial(notice_written.send_robust, CouncilNotice, notice=notice), robust=True
    )
    return notice


def _replace(notices: list[CouncilNotice], reason: str) -> None:
    rows = CouncilNotice.objects.filter(pk__in=[old.pk for old in notices])
    if notices and rows.replace(reason) != len(notices):
        # A sender has claimed one since it was read: it may be told by now.
        raise _LostRace


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


def _has_the_words_of(notice: CouncilNotice, news: News) -> bool:
    standing = news.standing
    return (
        notice.kind == news.kind
        and notice.changes == news.changes
        and notice.previous_url == _find_previous_url(news)
        and (
            standing is None
            or (notice.url, notice.digest) == (standing.url, standing.digest)
        )
    )


def _says_the_same(notice: CouncilNotice, news: News, route: Route) -> bool:
    return (
        _has_the_words_of(notice, news)
        and (notice.recipient, notice.copy_to) == (route.recipient, route.copy_to)
        and (notice.form_url, notice.daily) == (route.form_url, route.daily)
        and (
            notice.reason == route.held_because
            if notice.status == NoticeStatus.HELD
            else not route.held_because
        )
    )
