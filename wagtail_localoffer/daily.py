"""When the one email of the day to each council goes out."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils import timezone

from wagtail_localoffer import conf


def find_next_daily(now: datetime) -> datetime:
    """
    The next time at which the daily emails are sent.

    :param now: the moment from which to count.
    :returns: the hour of today if it is still to come, otherwise that of tomorrow, in
        the project's time zone.
    """
    local = timezone.localtime(now)
    hour = time(conf.get_settings().DAILY_EMAIL_HOUR)
    today = timezone.make_aware(datetime.combine(local.date(), hour))
    if today > now:
        return today
    return timezone.make_aware(datetime.combine(local.date() + timedelta(days=1), hour))
