"""Notices, composed of what they tell and of their route; not saved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from email.utils import make_msgid
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wagtail_localoffer.councils.choices import CouncilDigest
from wagtail_localoffer.councils.models import Council
from wagtail_localoffer.mail.choices import MailStatus
from wagtail_localoffer.mail.routing import Sites, find_hostname
from wagtail_localoffer.notices.attachments import read_columns
from wagtail_localoffer.notices.changes import Announcement
from wagtail_localoffer.notices.choices import NoticeKind
from wagtail_localoffer.notices.differences import LONGEST, tell_difference
from wagtail_localoffer.notices.emails import write_words
from wagtail_localoffer.notices.entry import keep_reference
from wagtail_localoffer.notices.models import CouncilNotice
from wagtail_localoffer.notices.routing import Route, choose_route, choose_route_of
from wagtail_localoffer.notices.schedule import next_due

#: For what a notice waits.
WAITING = {
    CouncilDigest.AT_ONCE: gettext_lazy("It waits to be sent."),
    CouncilDigest.DAILY: gettext_lazy("It waits for the daily email."),
    CouncilDigest.WEEKLY: gettext_lazy("It waits for the weekly email."),
}

#: What two notices have in common that say the same.
WHAT_IT_TELLS = (
    "offer_id",
    "kind",
    "page_title",
    "setting_name",
    "url",
    "previous_url",
    "site_id",
    "council_name",
    "digest",
    "changes",
    "entry",
    "texts",
)


def find_previous_url(announcement: Announcement) -> str:
    """Where an offer was before; empty if it has not moved."""
    has_moved = announcement.kind == NoticeKind.MOVED and announcement.told
    return announcement.told.url if has_moved and announcement.told else ""


def choose_route_for(announcement: Announcement, sites: Sites | None = None) -> Route:
    """
    Decide where an announcement goes.

    :param sites: see :func:`get_site_settings`.
    """
    if announcement.state is not None:
        state = announcement.state
        return choose_route(
            announcement.council,
            find_hostname(state.url),
            state.site_id,
            state.contact_email,
            sites,
            offer_id=state.offer_id,
        )
    if announcement.told is None:
        raise ValueError("Nothing is withdrawn that was never told.")
    return choose_route_of(announcement.told, announcement.council, sites)


def compose(announcement: Announcement, route: Route, number: int) -> CouncilNotice:
    """Write the notice of an announcement, and don't save it."""
    source: Any = announcement.state or announcement.told
    if announcement.state:
        words = announcement.state.find_words(announcement.council)
        entry, texts = words.entry, words.texts
    else:
        entry, texts = keep_reference(source.entry), {}
    told = {
        "offer_id": source.offer_id,
        "kind": announcement.kind,
        "page_title": source.page_title,
        "setting_name": source.setting_name,
        "url": source.url,
        "previous_url": find_previous_url(announcement),
        "site_id": source.site_id,
        "council_name": announcement.council.name,
        "digest": announcement.state.fingerprint if announcement.state else {},
        "changes": list(_tell_changes(announcement, texts)),
        "entry": {**entry, **_list_columns(announcement.council)},
        "texts": texts,
    }
    return _compose(told, announcement.council, route, number, announcement.new_council)


def _list_columns(council: Council) -> dict[str, Any]:
    """The columns that a council wants, if they are not those of Outpost."""
    columns = read_columns(council.csv_columns)
    return {"columns": columns} if columns else {}


def _tell_changes(
    announcement: Announcement, texts: dict[str, list[str]]
) -> Iterator[dict[str, Any]]:
    """Give the changed parts, each with what it said and says, while there is room."""
    told = announcement.told
    room = LONGEST
    for part in announcement.parts:
        key = part["part"]
        lines: dict[str, list[str]] = {}
        # What an earlier version wrote, or was pruned, doesn't know what it said.
        if announcement.state and told and key in told.texts and room:
            lines = tell_difference(told.texts[key], texts.get(key, []), room)
            room -= sum(len(line) for each in lines.values() for line in each)
        yield {**part, **lines}


def compose_again(
    notice: CouncilNotice, council: Council, route: Route, number: int, new_council: str
) -> CouncilNotice:
    """
    Write a notice that repeats another one at once, and don't save it.

    It has a Message-ID of its own: with that of the first, a mail server or reader that
    has it would drop it.

    :param new_council: the one that the offer has instead of that of a withdrawal.
    """
    told = {name: getattr(notice, name) for name in WHAT_IT_TELLS}
    # The email of the day or week in which it was sent told of other offers too.
    at_once = replace(route, rhythm=CouncilDigest.AT_ONCE)
    again = _compose(told, council, at_once, number, new_council)
    again.repeats = notice
    again.reason = _("It waits to be sent again, because somebody asked for it.")
    return again


def _compose(
    told: dict[str, Any],
    council: Council,
    route: Route,
    number: int,
    new_council: str,
) -> CouncilNotice:
    held = bool(route.held_because)
    due_at = next_due(timezone.now(), route.rhythm)
    notice = CouncilNotice(
        **told,
        number=number,
        status=MailStatus.HELD if held else MailStatus.PENDING,
        reason=route.held_because or str(WAITING[route.rhythm]),
        council=council,
        message_id=make_msgid(domain=find_hostname(told["url"]) or "localhost"),
        sender=route.sender,
        reply_to=route.reply_to,
        recipient=route.recipient,
        diverted=route.diverted,
        copy_to=route.copy_to,
        form_url=route.form_url,
        daily=route.rhythm != CouncilDigest.AT_ONCE,
        weekly=route.rhythm == CouncilDigest.WEEKLY,
        next_attempt_at=None if held else due_at,
        due_at=None if held else due_at,
    )
    context = {**notice.email_context, "new_council": new_council}
    # What was read from a copied notice has its kind as plain text.
    words = write_words(NoticeKind(notice.kind), context, council)
    notice.subject = words.subject
    notice.text_body = words.text
    notice.html_body = words.html
    return notice
