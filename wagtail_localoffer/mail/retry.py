"""When a failed delivery is tried again, and when it is given up."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from wagtail_localoffer import conf

#: The longest wait between two tries.
LONGEST_WAIT = timedelta(hours=12)


def next_attempt(attempts: int, now: datetime) -> datetime:
    """Wait one minute after the first try, then four times as long after each more."""
    return now + min(timedelta(minutes=4 ** min(attempts - 1, 6)), LONGEST_WAIT)


def plan_next(
    attempts: int, explanation: str, *, is_final: bool = False
) -> tuple[str, datetime | None]:
    """
    Decide what becomes of a row that could not be sent.

    :param attempts: how often it has been tried.
    :param explanation: why the last one failed.
    :param is_final: whether another try would come to the same.
    :returns: the reason to record, and when to try next; ``None`` to give it up.
    """
    most = conf.get_settings().MAX_ATTEMPTS
    values = {"explanation": explanation, "most": most}
    if is_final or attempts >= most:
        reason = _("Given up after %(attempts)d tries. %(explanation)s")
        return reason % {**values, "attempts": attempts}, None
    reason = _("Try %(attempt)d of %(most)d failed. %(explanation)s")
    try_again_at = next_attempt(attempts, timezone.now())
    return reason % {**values, "attempt": attempts}, try_again_at
