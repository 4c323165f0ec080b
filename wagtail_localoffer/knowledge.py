"""What the councils of an offer know of it, and what is news to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from django.utils import translation

from wagtail_localoffer.choices import NoticeKind, NoticeStatus
from wagtail_localoffer.digest import find_changed_parts
from wagtail_localoffer.emails import find_language
from wagtail_localoffer.models import Council, CouncilNotice
from wagtail_localoffer.routing import find_diversion, find_site
from wagtail_localoffer.standing import Standing, find_changes

# The newest notices of an offer that are looked at. More than a few never wait, and a
# council that the offer has left was told so soon after.
RECENT = 100


@dataclass
class Record:
    """What one council has been told of an offer, and what still waits for it."""

    told: CouncilNotice | None = None
    #: Newer ones that may have arrived, although nobody knows.
    maybe: list[CouncilNotice] = field(default_factory=list)
    waiting: list[CouncilNotice] = field(default_factory=list)

    @property
    def beliefs(self) -> list[CouncilNotice | None]:
        return [self.told, *self.maybe]


@dataclass(frozen=True)
class News:
    """What one council is due to be told."""

    kind: NoticeKind
    council: Council
    standing: Standing | None
    #: What it was told before, if anything.
    told: CouncilNotice | None
    changes: list[dict[str, str]] = field(default_factory=list)
    #: The council that the offer has instead, for one that it has left.
    new_council: str = ""


def read_records(offer_id: int) -> dict[int | None, Record]:
    """
    Read what each council has been told of an offer, in one query.

    What was diverted counts as told only as long as its site diverts.

    :returns: a record for each council's key; ``None`` stands for those deleted.
    """
    # A notice that changes between two queries could be in neither of them.
    notices = (
        CouncilNotice.objects.filter(offer_id=offer_id)
        .exclude(status=NoticeStatus.REPLACED, uncertain=False)
        .defer("text_body", "html_body")
        .order_by("-number")[:RECENT]
    )
    records: dict[int | None, Record] = {}
    is_diverted = cache(lambda site_id: bool(find_diversion(find_site(site_id))))
    for notice in notices:
        record = records.setdefault(notice.council_id, Record())
        # The council has none of what was diverted. To a copy that still diverts, it
        # counts as told.
        counts = not notice.diverted or is_diverted(notice.site_id)
        if notice.is_told:
            if counts:
                record.told = record.told or notice
            continue
        may_be_told = notice.uncertain or notice.is_abandoned
        if counts and record.told is None and may_be_told:
            record.maybe.append(notice)
        if notice.status != NoticeStatus.REPLACED:
            record.waiting.append(notice)
    return records


def find_all_news(
    standing: Standing | None, records: dict[int | None, Record]
) -> Iterator[News]:
    """
    Find what each council is due to be told.

    :param standing: what is true, or ``None`` if the public can't read the offer.
    :param records: see :func:`read_records`.

    The one that the offer has left comes first: the newest notice of an offer is then
    of the council that it has.
    """
    own = standing.council.pk if standing else None
    for council_id, record in sorted(
        records.items(), key=lambda item: (item[0] == own, item[0] or 0)
    ):
        if council_id != own and (news := _find_withdrawal(record, standing)):
            yield news
    if standing is None:
        return
    record = records.get(own) or Record()
    for told in record.beliefs:
        if kind := find_news(standing, told):
            known = [old.digest for old in record.beliefs if old and _is_public(old)]
            changes = [] if kind == NoticeKind.PUBLISHED else _name(known, standing)
            yield News(kind, standing.council, standing, told, changes)
            return


def _name(known: list[dict[str, str]], standing: Standing) -> list[dict[str, str]]:
    with translation.override(find_language(standing.council)):
        return list(find_changes(known, standing))


def _find_withdrawal(record: Record, standing: Standing | None) -> News | None:
    known = next((told for told in record.beliefs if told and _is_public(told)), None)
    council = known.council if known else None
    # There is nobody left to tell at a council that is gone.
    if council is None or council.is_abolished():
        return None
    new_council = standing.council.name if standing else ""
    return News(NoticeKind.WITHDRAWN, council, None, known, new_council=new_council)


def _is_public(told: CouncilNotice) -> bool:
    """Whether a council that was told this takes the offer for public."""
    return told.kind != NoticeKind.WITHDRAWN


def find_news(standing: Standing, told: CouncilNotice | None) -> NoticeKind | None:
    """
    Compare what is true now with what the council was told; ``None`` if the same.

    A translation is no news, whatever was told of it while it stood alone.
    """
    if standing.is_translation:
        return None
    if told is None or not _is_public(told):
        return NoticeKind.PUBLISHED
    if told.url != standing.url:
        return NoticeKind.MOVED
    changed = find_changed_parts(told.digest, standing.digest)
    if all(_is_waived(part, standing, told) for part in changed):
        return None
    return NoticeKind.UPDATED


def _is_waived(part: str, standing: Standing, told: CouncilNotice) -> bool:
    """Whether only small corrections lead from what was told to what is true now."""
    chain = standing.waived.get(part, [])
    return told.digest.get(part) in chain and chain[-1] == standing.digest.get(part)


def repeats(notice: CouncilNotice, told: CouncilNotice | None) -> bool:
    """Whether a notice says once more what a council was told already."""
    return told is not None and all(
        getattr(notice, field) == getattr(told, field)
        for field in ("kind", "url", "previous_url", "digest", "changes")
    )
