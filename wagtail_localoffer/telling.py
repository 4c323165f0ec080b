"""Put into words what a council knows of an offer, and what it is about to be told."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wagtail_localoffer.choices import NoticeKind, NoticeStatus
from wagtail_localoffer.knowledge import RECENT
from wagtail_localoffer.models import CouncilNotice
from wagtail_localoffer.standing import read_standing


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


def name_moment(moment: datetime) -> dict[str, str]:
    """The ``day`` and the ``time`` of a moment, like 3 May 2026 and 14:02."""
    local = localtime(moment)
    return {"day": date_format(local, "j F Y"), "time": date_format(local, "H:i")}


def name_news(notice: CouncilNotice) -> str:
    """Say what a notice tells, as the end of “The council was told …”."""
    number = len(notice.changes)
    # Headings may have commas in them.
    sections = "; ".join(change["heading"] for change in notice.changes)
    match notice.kind:
        case NoticeKind.PUBLISHED:
            return _("that the offer is published")
        case NoticeKind.WITHDRAWN:
            return _("that the offer is no longer there")
        case NoticeKind.MOVED if not number:
            return _("that the offer has moved")
        case NoticeKind.MOVED:
            text = ngettext(
                "that the offer has moved, and about %(number)s changed section: "
                "%(sections)s",
                "that the offer has moved, and about %(number)s changed sections: "
                "%(sections)s",
                number,
            )
        case _kind if not number:
            return _("that the offer has changed")
        case _kind:
            text = ngettext(
                "about %(number)s changed section: %(sections)s",
                "about %(number)s changed sections: %(sections)s",
                number,
            )
    return text % {"number": number, "sections": sections}


def tell(notice: CouncilNotice) -> str:
    """
    Say in a sentence what became of a notice, or what becomes of it next.

    A council that got nothing, because another address did, is not said to be told.
    """
    words = {"council": _name_addressee(notice), "news": name_news(notice)}
    match notice.status:
        case NoticeStatus.SENT:
            text = _("%(council)s was told on %(day)s at %(time)s %(news)s.")
            if notice.form_url:
                text = _(
                    "%(council)s was told through its form on %(day)s at %(time)s "
                    "%(news)s."
                )
            # A row that is sent has a time: the database sees to that.
            words |= name_moment(notice.sent_at) if notice.sent_at else {}
        case NoticeStatus.SENDING if not notice.is_abandoned:
            text = _("%(council)s is being told %(news)s.")
        case NoticeStatus.FAILED:
            text = _("%(council)s could not be told %(news)s.")
        case NoticeStatus.HELD if notice.is_task:
            text = _("%(council)s has to be told through its form %(news)s.")
        case NoticeStatus.HELD:
            text = _("%(council)s has not been told %(news)s. The email is held back.")
        case NoticeStatus.REPLACED:
            text = _("%(council)s was not told %(news)s. There was newer news.")
        case _status if notice.daily:
            text = _("%(council)s will be told with the next daily email %(news)s.")
        case _status:
            text = _("%(council)s will be told %(news)s.")
    return text % words


def foretell(notice: CouncilNotice) -> str:
    """
    Say in a sentence what is told if a version is published.

    :param notice: one that is not saved: see ``preview_news``.
    """
    words = {"council": _name_addressee(notice), "news": name_news(notice)}
    if notice.is_task:
        text = _(
            "If you publish this version, %(council)s has to be told through its form "
            "%(news)s."
        )
    elif notice.status == NoticeStatus.HELD:
        text = _(
            "If you publish this version, %(council)s should be told %(news)s. The "
            "email will be held back."
        )
    elif notice.daily:
        text = _(
            "If you publish this version, %(council)s is told with the next daily "
            "email %(news)s."
        )
    else:
        text = _("If you publish this version, %(council)s is told %(news)s.")
    return text % words


def find_reason(notice: CouncilNotice) -> str:
    """Say why a council has not been told; an empty string if it has, or if it is."""
    if notice.is_task or notice.status in (NoticeStatus.SENT, NoticeStatus.SENDING):
        return ""
    sentences = [notice.reason]
    if notice.status == NoticeStatus.PENDING and notice.attempts:
        next_attempt = notice.next_attempt_at
        text = _("The next try is on %(day)s at %(time)s.")
        sentences += [text % name_moment(next_attempt)] if next_attempt else []
    if notice.uncertain:
        sentences.append(_("The council may have it all the same."))
    return " ".join(filter(None, sentences))


def tell_corrections(number: int) -> str:
    """Say that a council has not been told of small corrections, if there are any."""
    if not number:
        return ""
    return ngettext(
        "It was not told about small corrections in %(number)s section since then. "
        "The next email names it.",
        "It was not told about small corrections in %(number)s sections since then. "
        "The next email names them.",
        number,
    ) % {"number": number}


def explain_silence(offer: Any) -> str:
    """Say why no council is told anything if a version of an offer is live."""
    link = offer.council_link
    council = link.value if link is not None else None
    if council is None:
        return _("Nobody is told: no council is chosen in this version.")
    standing = read_standing(offer)
    if standing is None:
        return _(
            "Nobody is told: the public can’t read this page at an address of its own. "
            "Perhaps it is private, by itself or with a page above it."
        )
    if standing.is_translation:
        return _(
            "Nobody is told: the council has this offer in another language of the "
            "site."
        )
    text = _("There is nothing new to tell %(council)s.")
    if offer.minor_change:
        text = _(
            "%(council)s is told nothing: what has changed is marked as a small "
            "correction."
        )
    return text % {"council": council.name}


def _name_addressee(notice: CouncilNotice) -> str:
    if notice.diverted:
        return _("%(address)s (instead of %(council)s)") % {
            "address": notice.recipient,
            "council": notice.council_name,
        }
    return notice.council_name
