"""Work for a background worker. Each task takes a primary key and reads the rest."""

from __future__ import annotations

from django_tasks import task

from wagtail_localoffer import delivery
from wagtail_localoffer.announcing import announce
from wagtail_localoffer.models import CouncilNotice


@task()
def deliver_notice(notice_id: int) -> None:
    """Send a notice, or what has taken its place while it stood in the queue."""
    notice = CouncilNotice.objects.filter(pk=notice_id).only("offer_id").first()
    if notice is not None:
        newer = announce(notice.offer_id)
        delivery.deliver(newer.pk if newer else notice_id)
