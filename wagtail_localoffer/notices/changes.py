"""What the councils of an offer know of it, and what is news to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from wagtail_localoffer.content.fingerprint import (
    FRONT_SHEET,
    KEEPER,
    SencoChange,
    find_senco_change,
    is_known,
    list_changed_parts,
    reads_same,
)
from wagtail_localoffer.councils.models import Council
from wagtail_localoffer.frameworks.reserved import COUNCIL_LINK
from wagtail_localoffer.notices.choices import NoticeKind
from wagtail_localoffer.notices.emails import choose_language
from wagtail_localoffer.notices.history import CouncilHistory, OfferHistory
from wagtail_localoffer.notices.models import CouncilNotice
from wagtail_localoffer.notices.offer_state import OfferState
from wagtail_localoffer.text.plain import join_address


@dataclass(frozen=True)
class Announcement:
    """What one council is due to be told."""

    kind: NoticeKind
    council: Council
    state: OfferState | None
    #: What it was told before, if anything.
    told: CouncilNotice | None
    #: The parts that read differently: see :func:`name_changed_parts`.
    parts: list[dict[str, str]] = field(default_factory=list)
    #: The council that the offer has instead, for one that it has left.
    new_council: str = ""


def list_announcements(
    state: OfferState | None, history: OfferHistory
) -> Iterator[Announcement]:
    """
    List what each council is due to be told.

    :param state: what is true, or ``None`` if the public can't read the offer.

    Those that the offer has left come first, and the one that it belongs to first comes
    last: the newest notice of an offer is then of that one.
    """
    councils = state.councils if state else ()
    present = {council.pk for council in councils}
    for council_id, known in sorted(
        history.councils.items(), key=lambda item: item[0] or 0
    ):
        if council_id not in present and (gone := _find_withdrawal(known, state)):
            yield gone
    for council in reversed(councils):
        beliefs = history.councils.get(council.pk, CouncilHistory()).beliefs
        if state and (news := _find_news(council, state, beliefs)):
            yield news


def _find_news(
    council: Council, state: OfferState, beliefs: list[CouncilNotice | None]
) -> Announcement | None:
    """What a council that the offer belongs to has to be told, if anything."""
    for told in beliefs:
        if kind := find_kind(state, told):
            known = [old.digest for old in beliefs if old and _is_public(old)]
            parts: list[dict[str, str]] = []
            if kind != NoticeKind.PUBLISHED:
                with translation.override(choose_language(council)):
                    parts = list(name_changed_parts(known, state))
            return Announcement(kind, council, state, told, parts)
    return None


def _find_withdrawal(
    history: CouncilHistory, state: OfferState | None
) -> Announcement | None:
    known = next((told for told in history.beliefs if told and _is_public(told)), None)
    council = known.council if known else None
    # There is nobody left to tell at a council that is gone.
    if council is None or council.is_abolished():
        return None
    new_council = state.council.name if state else ""
    return Announcement(
        NoticeKind.WITHDRAWN, council, None, known, new_council=new_council
    )


def _is_public(told: CouncilNotice) -> bool:
    """Whether a council that was told this takes the offer for public."""
    return told.kind != NoticeKind.WITHDRAWN


def find_kind(state: OfferState, told: CouncilNotice | None) -> NoticeKind | None:
    """
    Compare what is true now with what the council was told; ``None`` if the same.

    A translation is no news, whatever was told of it while it stood alone.
    """
    if state.is_translation:
        return None
    if told is None or not _is_public(told):
        return NoticeKind.PUBLISHED
    if told.url != state.url:
        return NoticeKind.MOVED
    changed = list_changed_parts(told.digest, state.fingerprint)
    if all(_is_waived(part, state, told) for part in changed):
        return None
    return NoticeKind.UPDATED


def _is_waived(part: str, state: OfferState, told: CouncilNotice) -> bool:
    """Whether only small corrections lead from what was told to what is true now."""
    chain = state.waived.get(part, [])
    return is_known(told.digest.get(part), chain) and reads_same(
        chain[-1], state.fingerprint.get(part)
    )


def repeats(notice: CouncilNotice, told: CouncilNotice | None) -> bool:
    """Whether a notice says once more what a council was told already."""
    return (
        told is not None
        # What was pruned says no more who the SENCO was.
        and not list_changed_parts(notice.digest, told.digest)
        and all(
            getattr(notice, field) == getattr(told, field)
            for field in ("kind", "url", "previous_url")
        )
        and list_places(notice.changes) == list_places(told.changes)
    )


def list_places(changes: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """
    List which parts have changed, to compare two notices.

    What they said and say is left out: earlier versions did not write it down, and it
    follows from the rest.
    """
    return [(each["heading"], each["url"]) for each in changes]


def name_changed_parts(
    beliefs: list[dict[str, str]], state: OfferState
) -> Iterator[dict[str, str]]:
    """
    Name the parts that read differently now, in their order, with their links.

    :param beliefs: the fingerprints that the council has, or may have.
    """
    changed: set[str] = set()
    for before in beliefs:
        changed |= list_changed_parts(before, state.fingerprint)
    framework = state.framework
    sheet, contact = framework.front_sheet, framework.contact
    contact_heading = str(contact.heading)
    found = [find_senco_change(before, state.fingerprint) for before in beliefs]
    if senco_changes := [each for each in found if each]:
        contact_heading = _describe_senco_change(min(senco_changes))
    sections = framework.sections
    parts = [
        (FRONT_SHEET, str(sheet.heading), sheet.anchor),
        (contact.key, contact_heading, contact.anchor),
        # No reader finds it on the page, so that the link leads to the whole of it.
        (KEEPER, _("Who keeps your entry up to date"), ""),
        (COUNCIL_LINK, _("Link to the council’s local offer"), "council-local-offer"),
        *((part.key, str(part.heading), part.anchor) for part in sections),
    ]
    own_pages = (
        {part.key for part in sections}.intersection(state.fingerprint)
        if state.has_section_pages
        else ()
    )
    for key, heading, anchor in parts:
        if key in changed:
            url = f"{state.url}#{anchor}" if anchor else state.url
            if key in own_pages:
                # The fragment shows the section at once, below the page's heading.
                url = join_address(state.url, f"{anchor}/#{anchor}")
            yield {"part": key, "heading": heading, "url": url}
    # Blocks of the project's own have no fixed place in the page.
    if changed.difference(key for key, _heading, _anchor in parts):
        further = _("Further information")
        yield {"part": "", "heading": further, "url": state.url}


def _describe_senco_change(change: SencoChange) -> str:
    match change:
        case SencoChange.VACANT:
            return _("SENCO contact: the post is vacant")
        case SencoChange.NEW:
            return _("SENCO contact: there is a new SENCO")
        case SencoChange.COVER:
            return _("SENCO contact: somebody covers for the SENCO")
        case SencoChange.RENAMED:
            return _("SENCO contact: the name has changed")
