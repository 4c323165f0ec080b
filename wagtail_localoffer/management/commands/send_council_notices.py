from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from wagtail_localoffer.announcing import announce_all
from wagtail_localoffer.choices import NoticeStatus
from wagtail_localoffer.delivery import deliver_due, retry_failed


class Command(BaseCommand):
    help = (
        "Tell councils what they have not been told yet about local offers, and try "
        "again what could not be sent. Run it from cron every few minutes; several "
        "machines may run it at once."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--retry-failed",
            action="store_true",
            help="Also try again what was given up, for example after an outage.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        for notice in announce_all():
            status = NoticeStatus(notice.status).label
            self.stdout.write(f"{notice.subject} ({status}): {notice.reason}")
        if options["retry_failed"]:
            retry_failed()
        tally = deliver_due()
        self.stdout.write(
            f"Sent: {tally[NoticeStatus.SENT]}. "
            f"To try again: {tally[NoticeStatus.PENDING]}. "
            f"Failed: {tally[NoticeStatus.FAILED]}."
        )
