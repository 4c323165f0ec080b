"""What families wrote about an offer, school year by school year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Count, Max, Min, Q
from django.utils.translation import gettext

from wagtail_localoffer.clock import (
    FIRST_MONTH,
    get_day,
    get_moment,
    get_school_year,
    get_today,
)
from wagtail_localoffer.feedback.models import FamilyComment, FamilyCommentQuerySet

#: So many comments of a year stand on the page. Its spreadsheet has all.
ON_PAGE = 50


def name_school_year(start: int) -> str:
    """A school year as people read it, such as 2026 to 2027."""
    return gettext("%(first)s to %(last)s") % {"first": start, "last": start + 1}


@dataclass(frozen=True)
class Year:
    """The comments that came in within one school year, and what became of them."""

    #: In which it began.
    start: int
    #: Private ones count too. Spam doesn't.
    received: int
    answered: int
    changed: int
    #: Those that families read, the newest first.
    comments: tuple[FamilyComment, ...] = ()

    @property
    def newest(self) -> tuple[FamilyComment, ...]:
        """As many of them as a page has room for."""
        return self.comments[:ON_PAGE]

    @property
    def name(self) -> str:
        return name_school_year(self.start)

    @property
    def slug(self) -> str:
        """The same in an address, such as ``2026-27``."""
        return f"{self.start}-{(self.start + 1) % 100:02}"


def find_comments(offer: Any) -> FamilyCommentQuerySet:
    """
    The comments on an offer in all of its languages that the public can read.

    Those on an alias are its original's.
    """
    original = offer.alias_of.specific if offer.alias_of_id else offer
    keys = [original.pk, *(each.pk for each in original.other_languages)]
    return FamilyComment.objects.genuine().filter(page__in=keys)


def list_years(offer: Any) -> list[Year]:
    """The school years in which anything came in, the newest first, in 3 queries."""
    comments = find_comments(offer)
    years = count_years(comments)
    published: dict[int, list[FamilyComment]] = defaultdict(list)
    for comment in comments.shown() if years else ():
        published[get_school_year(get_day(comment.created_at))].append(comment)
    return [replace(year, comments=tuple(published[year.start])) for year in years]


def count_years(comments: FamilyCommentQuerySet) -> list[Year]:
    """Count some comments by school years, the newest first, in 2 queries."""
    genuine = comments.genuine()
    ends = genuine.aggregate(first=Min("created_at"), last=Max("created_at"))
    if ends["first"] is None:
        return []
    first, last = (get_school_year(get_day(ends[name])) for name in ("first", "last"))
    starts = range(last, first - 1, -1)
    counted = genuine.aggregate(**_build_counts(starts))
    return [
        Year(start, *(counted[f"{name}_{start}"] for name in COUNTED))
        for start in starts
        if counted[f"received_{start}"]
    ]


def list_starts(comments: FamilyCommentQuerySet) -> range:
    """The school years from now back to that of the first of some comments."""
    first = comments.aggregate(first=Min("created_at"))["first"]
    this = get_school_year(get_today())
    oldest = get_school_year(get_day(first)) if first else this
    return range(this, oldest - 1, -1)


#: What is counted of a year.
COUNTED = {
    "received": Q(),
    "answered": Q(answered_at__isnull=False),
    "changed": ~Q(change=""),
}


def _build_counts(starts: Iterable[int]) -> dict[str, Count]:
    return {
        f"{name}_{start}": Count("pk", filter=condition & is_within(start))
        for start in starts
        for name, condition in COUNTED.items()
    }


def is_within(start: int) -> Q:
    """What came in within the school year that began in a year."""
    begin, end = (
        get_moment(date(year, FIRST_MONTH, 1), hour=0) for year in (start, start + 1)
    )
    return Q(created_at__gte=begin, created_at__lt=end)
