"""What councils were told of an offer, and what waits for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from wagtail_localoffer.notices.choices import NoticeKind, NoticeStatus
from wagtail_localoffer.notices.models import CouncilNotice
from wagtail_localoffer.notices.routing import find_diversion, find_site


@dataclass(frozen=True)
class OfferNews:
    """What the councils of one offer have been told, and what waits for them."""

    #: The newest notice of each council that counts, the newest of all first.
    newest: list[CouncilNotice] = field(default_factory=list)
    #: What those councils were told last, by their keys.
    told: dict[int | None, CouncilNotice] = field(default_factory=dict)

    @property
    def last_sent(self) -> CouncilNotice | None:
        """The last message that went out to any of them."""
        sent = sorted(self.told.values(), key=lambda notice: notice.number)
        return sent[-1] if sent else None

    def count_corrections(self, waived: dict[str, list[str | None]]) -> int:
        """
        Count the parts that the council has in the words before small corrections.

        :param waived: of the offer: see ``OfferMixin``.
        """
        told = self.told.get(self.newest[0].council_id) if self.newest else None
        if told is None or told.kind == NoticeKind.WITHDRAWN:
            return 0
        return sum(
            told.digest.get(part) in chain and told.digest.get(part) != chain[-1]
            for part, chain in waived.items()
        )


def read_news(offer_id: int) -> OfferNews:
    """
    Read what the councils of an offer have been told, in one query.

    A council that the offer has left, and that knows it, is not among them.
    """
    notices = (
        CouncilNotice.objects.filter(offer_id=offer_id)
        .exclude(status=NoticeStatus.REPLACED)
        .defer("text_body", "html_body")
        .order_by("-number")[:RECENT]
    )
    newest: dict[int | None, CouncilNotice] = {}
    told: dict[int | None, CouncilNotice] = {}
    for notice in notices:
        newest.setdefault(notice.council_id, notice)
        if notice.status == NoticeStatus.SENT:
            told.setdefault(notice.council_id, notice)
    first = next(iter(newest.values()), None)
    counting = [
        notice
        for notice in newest.values()
        if notice is first
        or (notice.kind, notice.status) != (NoticeKind.WITHDRAWN, NoticeStatus.SENT)
    ]
    councils = {notice.council_id for notice in counting}
    return OfferNews(
        counting,
        {council: notice for council, notice in told.items() if council in councils},
    )


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
