"""What families of the example wrote, as ``content/comments.json`` says."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from wagtail_localoffer.clock import FIRST_MONTH, get_day, get_moment, get_school_year
from wagtail_localoffer.models import FamilyComment

CONTENT = Path(__file__).resolve().parent / "content"

#: At this hour of its day everything was written.
NOON = 12

#: What says when something happened, or on which page, and is no field.
NO_FIELDS = ("page", "school_year", "days_ago", "answered_after")


def load_comments(offers: Iterable[Any]) -> None:
    """
    Keep what families wrote about some offers, each once.

    Nobody is told of it: all of it is long ago.
    """
    by_slug: dict[str, Any] = {}
    for offer in offers:
        # A translation comes after its original, and may have the same slug.
        by_slug.setdefault(offer.slug, offer)
    rows = json.loads((CONTENT / "comments.json").read_text(encoding="utf-8"))
    for number, row in enumerate(rows):
        if offer := by_slug.get(row["page"]):
            FamilyComment.objects.get_or_create(
                fingerprint=f"example {number}", defaults=_describe(row, offer)
            )


def _describe(row: dict[str, Any], offer: Any) -> dict[str, Any]:
    came_in = _find_moment(row["school_year"], row["days_ago"])
    times = {"created_at": came_in}
    if "answered_after" in row:
        # What was written lately has been answered by now all the same.
        days = timedelta(days=row["answered_after"])
        times["answered_at"] = min(came_in + days, timezone.now())
    if row["status"] == "published":
        times["published_at"] = times["answered_at"]
    fields = {key: value for key, value in row.items() if key not in NO_FIELDS}
    return {
        "page_id": offer.pk,
        "setting_name": offer.public_name,
        "language": offer.locale.language_code,
        **fields,
        **times,
    }


def _find_moment(school_year: str, days_ago: int) -> datetime:
    """So many days before now, or before the end of the last school year."""
    now = timezone.now()
    year = get_school_year(get_day(now))
    begin = get_moment(get_day(now).replace(year=year, month=FIRST_MONTH, day=1), NOON)
    if school_year == "last":
        return begin - timedelta(days=days_ago)
    # At its beginning, nothing can be long ago.
    return max(min(begin, now), now - timedelta(days=days_ago))
