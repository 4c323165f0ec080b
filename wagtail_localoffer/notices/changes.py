"""What the councils of an offer know of it, and what is news to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils import translation
from django.utils.translation import gettext as _

from wagtail_localoffer.content.fingerprint import (
    FRONT_SHEET,
    has_new_senco,
    list_changed_parts,
)
from wagtail_localoffer.councils.models import Council
from wagtail_localoffer.frameworks.reserved import COUNCIL_LINK
from wagtail_localoffer.notices.choices import NoticeKind
from wagtail_localoffer.notices.emails import find_language
from wagtail_localoffer.notices.history import Record
from wagtail_localoffer.notices.models import CouncilNotice
from wagtail_localoffer.notices.offer_state import Standing
from wagtail_localoffer.text.plain import join_address


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
    changed = list_changed_parts(told.digest, standing.digest)
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


def find_changes(
    beliefs: list[dict[str, str]], standing: Standing
) -> Iterator[dict[str, str]]:
    """
    Name the parts that read differently now, in their order, with their links.

    :param beliefs: the digests that the council has, or may have.
    """
    changed: set[str] = set()
    for before in beliefs:
        changed |= list_changed_parts(before, standing.digest)
    framework = standing.framework
    sheet, contact = framework.front_sheet, framework.contact
    contact_heading = str(contact.heading)
    if any(has_new_senco(before, standing.digest) for before in beliefs):
        contact_heading = _("SENCO contact: there is a new SENCO")
    sections = framework.sections
    parts = [
        (FRONT_SHEET, str(sheet.heading), sheet.anchor),
        (contact.key, contact_heading, contact.anchor),
        (COUNCIL_LINK, _("Link to the council’s local offer"), "council-local-offer"),
        *((part.key, str(part.heading), part.anchor) for part in sections),
    ]
    own_pages = (
        {part.key for part in sections}.intersection(standing.digest)
        if standing.has_section_pages
        else ()
    )
    for key, heading, anchor in parts:
        if key in changed:
            url = f"{standing.url}#{anchor}"
            if key in own_pages:
                # The fragment shows the section at once, below the page's heading.
                url = join_address(standing.url, f"{anchor}/#{anchor}")
            yield {"heading": heading, "url": url}
    # Blocks of the project's own have no fixed place in the page.
    if changed.difference(key for key, _heading, _anchor in parts):
        yield {"heading": _("Further information"), "url": standing.url}
