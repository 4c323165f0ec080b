"""What councils were told of an offer, and what waits for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from django.db.models import Exists, OuterRef, Q
from django.db.models.lookups import IsNull

from wagtail_localoffer.content.fingerprint import is_known, reads_same
from wagtail_localoffer.mail.choices import MailStatus
from wagtail_localoffer.mail.routing import Sites, find_diversion, get_site_settings
from wagtail_localoffer.notices.choices import NoticeKind
from wagtail_localoffer.notices.models import CouncilNotice


@dataclass
class CouncilHistory:
    """What one council has been told of an offer, and what still waits for it."""

    #: The newest that counts, whatever became of it.
    newest: CouncilNotice | None = None
    #: The last that went out.
    sent: CouncilNotice | None = None
    #: What it knows: the last that went out, or is going out. What was diverted counts
    #: only as long as its site diverts.
    told: CouncilNotice | None = None
    #: Newer ones that may have arrived, although nobody knows.
    maybe: list[CouncilNotice] = field(default_factory=list)
    waiting: list[CouncilNotice] = field(default_factory=list)

    @property
    def beliefs(self) -> list[CouncilNotice | None]:
        return [self.told, *self.maybe]

    def add(self, notice: CouncilNotice, *, counts: bool) -> None:
        """
        Add a notice that is older than those before it.

        :param counts: whether the council would have it if it was sent.
        """
        if notice.status != MailStatus.REPLACED:
            self.newest = self.newest or notice
        if notice.status == MailStatus.SENT:
            self.sent = self.sent or notice
        if notice.is_told:
            if counts:
                self.told = self.told or notice
            return
        may_be_told = notice.uncertain or notice.is_abandoned
        if counts and self.told is None and may_be_told:
            self.maybe.append(notice)
        if notice.status != MailStatus.REPLACED:
            self.waiting.append(notice)


@dataclass
class OfferHistory:
    """What the councils of one offer have been told, and what waits for them."""

    #: By the keys of the councils; ``None`` stands for those that were deleted.
    councils: dict[int | None, CouncilHistory] = field(default_factory=dict)

    @property
    def newest(self) -> list[CouncilNotice]:
        """
        The newest notice of each council that counts, the newest of all first.

        A council that the offer has left, and that knows it, is not among them, unless
        the offer has left all of them: then there are those that it left last.
        """
        known = [each.newest for each in self.councils.values() if each.newest]
        known.sort(key=lambda notice: -notice.number)
        is_gone = all(each.kind == NoticeKind.WITHDRAWN for each in known)
        return [
            notice
            for place, notice in enumerate(known)
            if (notice.kind, notice.status) != (NoticeKind.WITHDRAWN, MailStatus.SENT)
            # What was written at once has numbers that follow each other.
            or (is_gone and notice.number == known[0].number - place)
        ]

    def find_sent(self, council_id: int | None) -> CouncilNotice | None:
        """The last message that went out to one of the councils."""
        return self.councils[council_id].sent

    @property
    def last_sent(self) -> CouncilNotice | None:
        """The last message that went out to any of them."""
        sent = [self.find_sent(notice.council_id) for notice in self.newest]
        return max(filter(None, sent), key=lambda notice: notice.number, default=None)

    def count_corrections(self, waived: dict[str, list[str | None]]) -> int:
        """
        Count the parts that a council has in the words before small corrections.

        :param waived: of the offer: see ``OfferMixin``.
        """
        sent = [self.find_sent(notice.council_id) for notice in self.newest]
        known = [
            each.digest for each in sent if each and each.kind != NoticeKind.WITHDRAWN
        ]
        return sum(
            any(
                is_known(digest.get(part), chain)
                and not reads_same(digest.get(part), chain[-1])
                for digest in known
            )
            for part, chain in waived.items()
        )


def read_history(offer_id: int) -> OfferHistory:
    """Read what the councils of an offer have been told, in one query."""
    return read_histories([offer_id])[offer_id]


def read_histories(
    offer_ids: Iterable[int],
    sites: Sites | None = None,
    *,
    with_entries: bool = True,
) -> dict[int, OfferHistory]:
    """
    Read what the councils of offers have been told, in one query for all of them.

    :param sites: see :func:`get_site_settings`.
    :param with_entries: whether something may be written of them, and not only planned.
    :returns: the history of each offer, which may be empty.
    """
    histories = {offer_id: OfferHistory() for offer_id in offer_ids}
    is_diverted = cache(
        lambda site_id: bool(find_diversion(get_site_settings(site_id, sites)))
    )
    # A notice that changes between two queries could be in neither of them.
    notices = (
        CouncilNotice.objects.filter(offer_id__in=histories)
        .exclude(status=MailStatus.REPLACED, uncertain=False)
        .exclude(is_history())
        .select_related("council", "site")
        .defer("text_body", "html_body", "texts", *([] if with_entries else ["entry"]))
        .order_by("-number")
    )
    for notice in notices:
        councils = histories[notice.offer_id].councils
        council = councils.setdefault(notice.council_id, CouncilHistory())
        # The council has none of what was diverted. To a copy that still diverts, it
        # counts as told.
        counts = not notice.diverted or is_diverted(notice.site_id)
        council.add(notice, counts=counts)
    return histories


def is_history() -> Q:
    """Whether a notice makes no difference, because newer ones were sent."""
    newer = CouncilNotice.objects.filter(
        # What was diverted from another site may count, or not.
        Q(diverted=False) | Q(diverted=OuterRef("diverted"), site=OuterRef("site")),
        Q(council=OuterRef("council"))
        | Q(IsNull(OuterRef("council"), True), council=None),
        offer_id=OuterRef("offer_id"),
        number__gt=OuterRef("number"),
        status=MailStatus.SENT,
    ).order_by()
    return Q(Exists(newer), status__in=(MailStatus.SENT, MailStatus.REPLACED))
