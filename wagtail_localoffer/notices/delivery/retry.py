"""When a failed delivery is tried again, and when it is given up."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from wagtail_localoffer import conf
from wagtail_localoffer.notices.choices import NoticeStatus

#: The longest wait between two tries.
LONGEST_WAIT = timedelta(hours=12)


def find_next_attempt(attempts: int, now: datetime) -> datetime:
    """Wait one minute after the first try, then four times as long after each more."""
    return now + min(timedelta(minutes=4 ** min(attempts - 1, 6)), LONGEST_WAIT)


def plan_next(attempts: int, explanation: str) -> dict[str, object]:
    """
    Decide what becomes of a row that could not be sent.

    :param attempts: how often it has been tried.
    :param explanation: why the last one failed.
    :returns: the fields to record.
    """
    most = conf.get_settings().MAX_ATTEMPTS
    if attempts >= most:
        reason = _("Given up after %(attempts)d tries. %(explanation)s")
        values = {"attempts": attempts, "explanation": explanation}
        return {"status": NoticeStatus.FAILED, "reason": reason % values}
    reason = _("Try %(attempt)d of %(most)d failed. %(explanation)s")
    return {
        "status": NoticeStatus.PENDING,
        "next_attempt_at": find_next_attempt(attempts, timezone.now()),
        "reason": reason
        % {"attempt": attempts, "most": most, "explanation": explanation},
    }
