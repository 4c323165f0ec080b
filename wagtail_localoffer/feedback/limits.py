"""Limits: how much comes from one place, and about one offer, in an hour."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from django.core.cache import cache
from django.utils import timezone
from django.utils.crypto import salted_hmac

from wagtail_localoffer import conf
from wagtail_localoffer.clock import make_aware
from wagtail_localoffer.feedback.choices import CommentStatus
from wagtail_localoffer.feedback.models import FamilyComment

#: So many messages are taken from one address in an hour.
FROM_ADDRESS = 10

#: So many are taken about one offer in an hour, from wherever. Spam has as much room of
#: its own, so that it keeps no family out.
ABOUT_OFFER = 60

HOUR = timedelta(hours=1)

#: How cache keys begin.
KEY = "wagtail_localoffer_feedback"

#: An IPv6 address may be any of those of a household.
HOUSEHOLD = 64


def find_pause(request: Any, offer: Any, *, is_spam: bool = False) -> datetime | None:
    """
    Say until when nothing more is taken; ``None`` if this message is.

    It is counted, so ask only for what would be kept.
    """
    return _find_pause_of_offer(offer, is_spam) or _find_pause_of_address(request)


def _find_pause_of_offer(offer: Any, is_spam: bool) -> datetime | None:
    rows = FamilyComment.objects.filter(
        page_id=offer.pk, created_at__gt=timezone.now() - HOUR
    )
    status = CommentStatus.SPAM
    same = rows.filter(status=status) if is_spam else rows.exclude(status=status)
    times = same.order_by("-created_at").values_list("created_at", flat=True)
    # As soon as the last that has room is an hour old, there is room for another.
    last = times[ABOUT_OFFER - 1 : ABOUT_OFFER].first()
    return last + HOUR if last else None


def _find_pause_of_address(request: Any) -> datetime | None:
    """
    Count by the clock's hours, in the cache alone.

    An address is never kept. Its hash can't be led back to it once the day's salt is
    gone from the cache, and it stands nowhere else.
    """
    address = find_address(request)
    if not address:
        # A server behind a socket doesn't know. The limit of the offer still holds.
        return None
    now = make_aware(timezone.now()).astimezone(UTC)
    hour = now.replace(minute=0, second=0, microsecond=0)
    salt = cache.get_or_set(
        f"{KEY}_salt_{now:%Y-%m-%d}",
        secrets.token_hex,
        (hour.replace(hour=0) + timedelta(days=1) - now).total_seconds(),
    )
    mark = salted_hmac(KEY, f"{salt} {address}", algorithm="sha256").hexdigest()
    key, end = f"{KEY}_{hour:%H}_{mark}", hour + HOUR
    left = (end - now).total_seconds()
    cache.add(key, 0, left)
    try:
        number = cache.incr(key)
    except ValueError:
        # The cache is full, or keeps nothing.
        return None
    # Some of Django's caches begin their own time anew with each number.
    cache.touch(key, left)
    return end if number > FROM_ADDRESS else None


def find_address(request: Any) -> str:
    """
    The network address of whoever asks; empty if there is none.

    Behind a proxy it is the last that the proxy has written into its header. Whoever
    asks can have put others before it.
    """
    header = conf.get_settings().CLIENT_ADDRESS_HEADER
    given = request.headers.get(header, "") if header else ""
    for text in (given.rpartition(",")[2], request.META.get("REMOTE_ADDR", "")):
        try:
            address = ip_address(text.strip())
        except ValueError:
            continue
        if isinstance(address, IPv6Address) and not address.ipv4_mapped:
            return str(ip_network((int(address), HOUSEHOLD), strict=False))
        return str(getattr(address, "ipv4_mapped", None) or address)
    return ""
