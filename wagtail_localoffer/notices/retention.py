"""Take personal data out of notices that are long done; keep what proves the duty."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from wagtail_localoffer.content.fingerprint import hide_people
from wagtail_localoffer.mail.choices import MailStatus
from wagtail_localoffer.mail.outbox import OPEN
from wagtail_localoffer.notices.history import is_history
from wagtail_localoffer.notices.models import (
    ChannelDelivery,
    CouncilNotice,
    CouncilNoticeQuerySet,
)

#: Notices that are changed at a time.
BATCH = 500


@dataclass(frozen=True)
class Pruned:
    #: Notices out of which personal data was taken.
    cleared: int
    #: Notices that were deleted: they were never sent and prove nothing.
    deleted: int


def prune(before: datetime, *, dry_run: bool = False) -> Pruned:
    """
    Take personal data out of old notices, and delete what proves nothing.

    The row, its news, times, council, setting, address, subject, recipient, Message-ID,
    status and what the next news is compared with stay. The two bodies and the
    addresses of people, to whom replies and copies went, are emptied. So is the reason
    for the status: it may name an editor who did a task, or such an address. The hash
    of the SENCO's name goes too, that of the contacts is sealed, and as soon as newer
    news was sent, all hashes go.

    Only what was sent or replaced is touched. What failed or is held back has not been
    told yet: it may still be sent as it is.

    :param before: what was sent, or replaced without being sent, before this time.
    :param dry_run: only count, and change nothing.
    """
    useless, spent = _list_useless(before), _list_spent(before)
    if dry_run:
        deleted = useless.count()
        return Pruned(spent.count() - useless.filter(pruned_at=None).count(), deleted)
    deleted = 0
    for ids in _walk(useless):
        _total, by_model = useless.filter(pk__in=ids).delete()
        deleted += by_model.get(CouncilNotice._meta.label, 0)
    cleared = 0
    for ids in _walk(spent):
        cleared += spent.filter(pk__in=ids).update(
            pruned_at=timezone.now(),
            reason="",
            text_body="",
            html_body="",
            entry={},
            texts={},
            reply_to="",
            copy_to="",
        )
        feeds = ChannelDelivery.objects.filter(notice__in=ids)
        feeds.exclude(status__in=OPEN).delete()
    pruned = CouncilNotice.objects.filter(pruned_at__isnull=False).exclude(digest={})
    for ids in _walk(pruned.filter(is_history())):
        # With these nothing is compared any more.
        CouncilNotice.objects.filter(pk__in=ids).update(digest={})
    spoken = CouncilNotice.objects.filter(pruned_at__isnull=False)
    for ids in _walk(spoken.exclude(changes=[])):
        _forget_lines(ids)
    # What was sent since is what the next news is compared with.
    for ids in _walk(CouncilNotice.objects.filter(is_history()).exclude(texts={})):
        CouncilNotice.objects.filter(pk__in=ids).update(texts={})
    # Those that an earlier version has pruned too.
    for ids in _walk(pruned):
        _hide_people(ids)
    return Pruned(cleared, deleted)


def _forget_lines(ids: list[int]) -> None:
    """Keep which parts had changed, and not the words."""
    changed = []
    for notice in CouncilNotice.objects.filter(pk__in=ids).only("changes"):
        kept = [
            {name: each[name] for name in each if name not in ("was", "now")}
            for each in notice.changes
        ]
        if kept != notice.changes:
            notice.changes = kept
            changed.append(notice)
    CouncilNotice.objects.bulk_update(changed, ["changes"])


def _hide_people(ids: list[int]) -> None:
    changed = []
    for notice in CouncilNotice.objects.filter(pk__in=ids).only("digest"):
        hidden = hide_people(notice.digest)
        if hidden != notice.digest:
            notice.digest = hidden
            changed.append(notice)
    CouncilNotice.objects.bulk_update(changed, ["digest"])


def _list_spent(before: datetime) -> CouncilNoticeQuerySet:
    return CouncilNotice.objects.filter(
        Q(status=MailStatus.SENT, sent_at__lt=before)
        | Q(status=MailStatus.REPLACED, created_at__lt=before),
        pruned_at=None,
    )


def _list_useless(before: datetime) -> CouncilNoticeQuerySet:
    # The newest number of an offer is never free again: whoever writes the next notice
    # learns from it whether another process was quicker.
    newer = CouncilNotice.objects.filter(
        offer_id=OuterRef("offer_id"), number__gt=OuterRef("number")
    )
    return CouncilNotice.objects.filter(
        Exists(newer),
        status=MailStatus.REPLACED,
        created_at__lt=before,
        # One that may have arrived is part of what the council knows.
        uncertain=False,
    )


def _walk(rows: CouncilNoticeQuerySet) -> Iterator[list[int]]:
    last = 0
    ordered = rows.order_by("pk").values_list("pk", flat=True)
    while ids := list(ordered.filter(pk__gt=last)[:BATCH]):
        yield ids
        last = ids[-1]
