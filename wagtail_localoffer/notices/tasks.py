"""Work for a background worker. Each task takes a primary key and reads the rest."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from wagtail_localoffer.mail.choices import MailStatus
from wagtail_localoffer.notices import delivery
from wagtail_localoffer.notices.models import CONTENTS, CouncilNotice
from wagtail_localoffer.notices.planner import announce

#: How long what was true when a notice was written is not looked up again.
FRESH = timedelta(seconds=10)


@task()
def deliver_notice(notice_id: int) -> None:
    """Send a notice, and what has taken its place while it stood in the queue."""
    notices = CouncilNotice.objects.all()
    notice = notices.filter(pk=notice_id).defer(*CONTENTS).first()
    if notice is None:
        return
    newer = notices.filter(offer_id=notice.offer_id, number__gt=notice.number)
    written: list[CouncilNotice] = []
    # As a rule it was written a moment ago, and there is nothing else to find. What has
    # stood in a queue, or is tried again, may have to go another way by now.
    is_fresh = timezone.now() - notice.created_at < FRESH
    if not is_fresh or notice.status == MailStatus.REPLACED or newer.exists():
        written = announce(notice.offer_id)
    # What has been replaced is not due any more.
    for pk in (notice_id, *(each.pk for each in written)):
        delivery.deliver(pk)


@task()
def feed_channels(notice_id: int) -> None:
    """Send a notice through every channel of the project for which it is due."""
    delivery.feed(notice_id)
