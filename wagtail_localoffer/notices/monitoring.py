"""Whether news gets out in time, for whoever watches over the site."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from django.db.models import Count, Min, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from wagtail_localoffer.councils.choices import CouncilDigest
from wagtail_localoffer.feedback.models import CommentLetter
from wagtail_localoffer.mail.choices import MailStatus
from wagtail_localoffer.mail.outbox import OPEN
from wagtail_localoffer.notices.delivery import list_channels, list_paths
from wagtail_localoffer.notices.models import ChannelDelivery, CouncilNotice
from wagtail_localoffer.notices.schedule import next_due

#: Minutes of waiting from which somebody should look. A mail server that greets
#: strangers with "try again later" takes the email within a few minutes.
WARN, CRITICAL = 60, 240


class Level(IntEnum):
    """How bad it is: the exit status of a plug-in for Nagios."""

    OK = 0
    WARNING = 1
    CRITICAL = 2


@dataclass(frozen=True)
class Undelivered:
    """What should have gone out and has not."""

    #: Notices that should have gone out, whenever they are tried next.
    notices: int
    #: Those of them that failed for good.
    failed: int
    #: The same two of the project's own channels.
    channel_deliveries: int
    channel_failed: int
    #: Letters about what families wrote that should have gone out. One that failed
    #: isn't among them: families mistype their addresses, and its screen says so.
    letters: int
    #: Minutes since the oldest of all these should have been sent.
    oldest_minutes: int
    #: Notices that are held back. They are not meant to be sent.
    held: int
    #: Notices that an editor has to enter in a council's own form.
    tasks: int

    def judge(self, warn: int = WARN, critical: int = CRITICAL) -> Level:
        """
        Say how bad it is.

        :param warn: minutes of waiting from which it is a warning. What failed for good
            is one at once: it isn't tried again by itself.
        :param critical: minutes of waiting from which it is critical.
        """
        is_anything = bool(self.notices or self.channel_deliveries or self.letters)
        if is_anything and self.oldest_minutes >= critical:
            return Level.CRITICAL
        if self.failed or self.channel_failed:
            return Level.WARNING
        if is_anything and self.oldest_minutes >= warn:
            return Level.WARNING
        return Level.OK


def get_undelivered() -> Undelivered:
    """
    Count what should have gone out and has not, and see how long the oldest waits.

    What waits for the email of a day or a week counts from the hour of that on. It
    takes three queries, however many notices there are.
    """
    now = timezone.now()
    failed = Q(status=MailStatus.FAILED)
    undelivered = failed | Q(status__in=OPEN) & (
        Q(next_attempt_at__lte=now) | Q(attempts__gt=0)
    )
    held, task = Q(status=MailStatus.HELD), ~Q(form_url="")
    # Neither a server that takes nothing for now nor a clock that was ahead makes news
    # less late by putting off the next try.
    has_come = Q(daily=False) | Q(due_at__lte=now)
    due = undelivered | Q(status__in=OPEN) & has_come
    notices = CouncilNotice.objects.filter(due | held).aggregate(
        number=Count("pk", filter=due),
        failed=Count("pk", filter=failed),
        held=Count("pk", filter=held & ~task),
        tasks=Count("pk", filter=held & task),
        # What takes the place of older news is as late as that was.
        oldest=Min(
            Coalesce("due_at", "created_at"),
            filter=due & (Q(daily=False) | Q(due_at__isnull=False)),
        ),
        # Those of a version that did not write down when they were due.
        oldest_daily=Min("created_at", filter=undelivered & Q(daily=True, due_at=None)),
    )
    # Nothing more goes through a channel that the project has given up.
    paths = [path for channel in list_channels() for path in list_paths(channel)]
    channels = ChannelDelivery.objects.filter(undelivered, channel__in=paths).aggregate(
        number=Count("pk"), failed=Count("pk", filter=failed), oldest=Min("created_at")
    )
    letters = CommentLetter.objects.filter(undelivered & ~failed).aggregate(
        number=Count("pk"), oldest=Min("created_at")
    )
    found = (notices, channels, letters)
    dates: list[datetime] = [each["oldest"] for each in found if each["oldest"]]
    if written := notices["oldest_daily"]:
        dates.append(next_due(written, CouncilDigest.DAILY))
    # The hour of the daily email may have been changed to a later one.
    waited = max((now - date for date in dates), default=now - now)
    return Undelivered(
        notices=notices["number"],
        failed=notices["failed"],
        channel_deliveries=channels["number"],
        channel_failed=channels["failed"],
        letters=letters["number"],
        oldest_minutes=max(0, int(waited.total_seconds() // 60)),
        held=notices["held"],
        tasks=notices["tasks"],
    )
