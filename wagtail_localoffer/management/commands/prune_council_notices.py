"""Take out personal data that has been kept for long enough."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import formats, timezone

from wagtail_localoffer import conf
from wagtail_localoffer.clock import get_day
from wagtail_localoffer.feedback.retention import prune_comments
from wagtail_localoffer.importing.retention import empty_old_documents
from wagtail_localoffer.notices.retention import prune


class Command(BaseCommand):
    help = (
        "Take personal data out of notices to councils that are long done: the texts "
        "of the emails and the addresses to which replies and copies went. What proves "
        "that the council was told stays. Notices that were replaced before they were "
        "sent are deleted. The text of documents that were brought in goes too, once "
        "nothing of it waits to be placed, and what families wrote goes on the day "
        "until which each message is kept. Run it from cron once a night."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--days",
            type=int,
            metavar="N",
            help="Keep personal data for N days, instead of KEEP_PERSONAL_DATA_DAYS.",
        )
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="Only say what would be done.",
        )

    def handle(
        self, *args: Any, days: int | None, dry_run: bool, **options: Any
    ) -> None:
        if days is None:
            days = conf.get_settings().KEEP_PERSONAL_DATA_DAYS
        if days < 1:
            raise CommandError("--days must be 1 or more.", returncode=2)
        before = timezone.now() - timedelta(days=days)
        done = prune(before, dry_run=dry_run)
        day = formats.date_format(get_day(before), "DATE_FORMAT")
        prefix = "Nothing is changed. " if dry_run else ""
        self.stdout.write(
            f"{prefix}Notices from before {day}: personal data removed from "
            f"{done.cleared}, deleted {done.deleted}."
        )
        emptied = empty_old_documents(before, dry_run=dry_run)
        if emptied:
            self.stdout.write(
                f"{prefix}Documents brought in: emptied or deleted {emptied}."
            )
        if comments := prune_comments(dry_run=dry_run):
            self.stdout.write(
                f"{prefix}Comments of families: emptied or deleted {comments}."
            )
