from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from wagtail_localoffer.announcing import announce_all
from wagtail_localoffer.choices import NoticeStatus
from wagtail_localoffer.delivery import deliver_due


class Command(BaseCommand):
    help = (
        "Tell councils what they have not been told yet about local offers, and try "
        "again what could not be sent. Run it from cron every few minutes; several "
        "machines may run it at once."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        for notice in announce_all():
            status = NoticeStatus(notice.status).label
            self.stdout.write(f"{notice.subject} ({status}) {notice.reason}".strip())
        tally = deliver_due()
        self.stdout.write(
            f"Sent: {tally[NoticeStatus.SENT]}. "
            f"To try again: {tally[NoticeStatus.PENDING]}. "
            f"Failed: {tally[NoticeStatus.FAILED]}."
        )
