"""A notice, composed of news and its route; not saved."""

from __future__ import annotations

from email.utils import make_msgid
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from wagtail_localoffer import conf
from wagtail_localoffer.notices.changes import News
from wagtail_localoffer.notices.choices import NoticeKind, NoticeStatus
from wagtail_localoffer.notices.emails import write_words
from wagtail_localoffer.notices.models import CouncilNotice
from wagtail_localoffer.notices.routing import (
    Route,
    find_hostname,
    find_route,
    find_route_of,
)
from wagtail_localoffer.notices.schedule import find_next_daily


def _find_previous_url(news: News) -> str:
    return news.told.url if news.kind == NoticeKind.MOVED and news.told else ""


def _find_route_for(news: News) -> Route:
    if news.standing is not None:
        standing = news.standing
        return find_route(
            news.council,
            find_hostname(standing.url),
            standing.site_id,
            standing.contact_email,
        )
    if news.told is None:
        raise ValueError("Nothing is withdrawn that was never told.")
    return find_route_of(news.told, news.council)


def _compose(news: News, route: Route, number: int) -> CouncilNotice:
    """Write a notice, and don't save it."""
    source: Any = news.standing or news.told
    held = bool(route.held_because)
    due_at = timezone.now()
    if route.daily:
        due_at = find_next_daily(due_at, conf.get_settings().DAILY_EMAIL_HOUR)
    notice = CouncilNotice(
        offer_id=source.offer_id,
        number=number,
        kind=news.kind,
        status=NoticeStatus.HELD if held else NoticeStatus.PENDING,
        reason=route.held_because
        or (
            _("It waits for the daily email.")
            if route.daily
            else _("It waits to be sent.")
        ),
        page_title=source.page_title,
        setting_name=source.setting_name,
        url=source.url,
        previous_url=_find_previous_url(news),
        site_id=source.site_id,
        council=news.council,
        council_name=news.council.name,
        digest=news.standing.digest if news.standing else {},
        changes=news.changes,
        message_id=make_msgid(domain=find_hostname(source.url) or "localhost"),
        sender=route.sender,
        reply_to=route.reply_to,
        recipient=route.recipient,
        diverted=route.diverted,
        copy_to=route.copy_to,
        form_url=route.form_url,
        daily=route.daily,
        next_attempt_at=None if held else due_at,
    )
    context = {**notice.email_context, "new_council": news.new_council}
    words = write_words(news.kind, context, news.council)
    notice.subject = words.subject
    notice.text_body = words.text
    notice.html_body = words.html
    return notice
