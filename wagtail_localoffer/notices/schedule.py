"""The hours of the emails that tell a council the news of a day, or of a week."""

from __future__ import annotations

from datetime import datetime, timedelta

from wagtail_localoffer import conf
from wagtail_localoffer.clock import get_day, get_moment
from wagtail_localoffer.councils.choices import CouncilDigest

#: The day of the weekly emails, as ``date.weekday`` counts: Monday.
WEEKLY_DAY = 0

DAY, WEEK = timedelta(days=1), timedelta(days=7)


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
    return get_moment(day + DAY, hour)


def last_daily(now: datetime, hour: int) -> datetime:
    """Say when the newest daily emails were due: today, or yesterday."""
    # By the day: one on which the clocks change has another number of hours.
    return get_moment(get_day(next_daily(now, hour)) - DAY, hour)


def next_weekly(now: datetime, hour: int) -> datetime:
    """Say when the next weekly emails are sent: see :func:`next_daily`."""
    today = get_day(now)
    day = today + timedelta(days=(WEEKLY_DAY - today.weekday()) % 7)
    this_week = get_moment(day, hour)
    return this_week if this_week > now else get_moment(day + WEEK, hour)


def last_weekly(now: datetime, hour: int) -> datetime:
    """Say when the newest weekly emails were due."""
    return get_moment(get_day(next_weekly(now, hour)) - WEEK, hour)


def next_due(now: datetime, rhythm: CouncilDigest) -> datetime:
    """Say when news that is written now leaves."""
    hour = conf.get_settings().DAILY_EMAIL_HOUR
    if rhythm == CouncilDigest.WEEKLY:
        return next_weekly(now, hour)
    return next_daily(now, hour) if rhythm == CouncilDigest.DAILY else now


def last_due(now: datetime, rhythm: CouncilDigest) -> datetime:
    """Say when the newest email of a day or of a week was due."""
    hour = conf.get_settings().DAILY_EMAIL_HOUR
    is_weekly = rhythm == CouncilDigest.WEEKLY
    return last_weekly(now, hour) if is_weekly else last_daily(now, hour)
