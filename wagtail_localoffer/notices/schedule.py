"""The hour of the daily email."""

from __future__ import annotations

from datetime import datetime, timedelta

from wagtail_localoffer.clock import get_day, get_moment


def next_daily(now: datetime, hour: int) -> datetime:
    """
    Say when the next daily emails are sent.

    :param now: the moment from which to count.
    :param hour: in the project's time zone.
    :returns: the hour of today if it is still to come, otherwise that of tomorrow.
    """
    day = get_day(now)
    today = get_moment(day, hour)
    if today > now:
        return today
    return get_moment(day + timedelta(days=1), hour)


def last_daily(now: datetime, hour: int) -> datetime:
    """Say when the newest daily emails were due: today, or yesterday."""
    return next_daily(now - timedelta(days=1), hour)
