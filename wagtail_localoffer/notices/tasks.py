"""Work for a background worker. Each task takes a primary key and reads the rest."""

from __future__ import annotations

from django_tasks import task

from wagtail_localoffer.notices import delivery
from wagtail_localoffer.notices.models import CouncilNotice
from wagtail_localoffer.notices.planner import announce


@task()
def deliver_notice(notice_id: int) -> None:
    """Send a notice, and what has taken its place while it stood in the queue."""
    notice = CouncilNotice.objects.filter(pk=notice_id).only("offer_id").first()
    if notice is not None:
        newer = [written.pk for written in announce(notice.offer_id)]
        # What has been replaced is not due any more.
        for pk in (notice_id, *newer):
            delivery.deliver(pk)


@task()
def feed_channels(notice_id: int) -> None:
    """Send a notice through every channel of the project for which it is due."""
    delivery.feed(notice_id)
