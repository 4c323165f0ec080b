"""
The project's own day and hour, with ``USE_TZ`` or without.

Django's ``localdate`` and ``localtime`` refuse the naive moments of a project without.
Nor is the zone meant that they take where they are given none: in Wagtail's admin it is
that of whoever is logged in, and an editor abroad would be a day ahead of families.
"""

from __future__ import annotations

from datetime import date, datetime, time

from django.conf import settings
from django.utils import timezone

#: English school years begin on 1 September.
FIRST_MONTH = 9


def localise(moment: datetime) -> datetime:
    """A moment in the project's time zone, in which all naive ones are already."""
    if timezone.is_naive(moment):
        return moment
    return timezone.localtime(moment, timezone.get_default_timezone())


def get_day(moment: datetime) -> date:
    """The day of a moment, where the project is."""
    return localise(moment).date()


def get_today() -> date:
    """Today, where the project is."""
    return get_day(timezone.now())


def get_school_year(day: date) -> int:
    """The year in which the school year of a day began."""
    return day.year - (day.month < FIRST_MONTH)


def get_moment(day: date, hour: int) -> datetime:
    """An hour of a day in the project's time zone, as the database keeps moments."""
    moment = datetime.combine(day, time(hour))
    return make_aware(moment) if settings.USE_TZ else moment


def make_aware(moment: datetime) -> datetime:
    """A moment with its time zone, for those who don't know the project's."""
    if timezone.is_aware(moment):
        return moment
    return timezone.make_aware(moment, timezone.get_default_timezone())
