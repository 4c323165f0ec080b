"""A check for monitoring: whether notices to councils get out in time."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from wagtail_localoffer.notices.monitoring import (
    CRITICAL,
    WARN,
    Level,
    get_undelivered,
)


class Command(BaseCommand):
    help = (
        "Say in one line whether notices to councils get out in time, as a plug-in for "
        "Nagios does. Exits with 0 if they do; with 1 (warning) if one has waited for "
        "--warn minutes or failed for good; with 2 (critical) if one has waited for "
        "--critical minutes, if the database can't be asked, or if the command was "
        "called wrongly."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--warn",
            type=int,
            default=WARN,
            metavar="MINUTES",
            help="Minutes of waiting from which it is a warning (%(default)s).",
        )
        parser.add_argument(
            "--critical",
            type=int,
            default=CRITICAL,
            metavar="MINUTES",
            help="Minutes of waiting from which it is critical (%(default)s).",
        )

    def handle(self, *args: Any, warn: int, critical: int, **options: Any) -> None:
        if not 0 < warn <= critical:
            raise CommandError(
                "--warn must be 1 or more, and not more than --critical.",
                returncode=Level.CRITICAL,
            )
        try:
            found = get_undelivered()
        except DatabaseError as error:
            # Without this it would look like a warning.
            reason = " ".join(str(error).split())
            self.stdout.write(
                f"COUNCIL NOTICES CRITICAL: The database can't be asked. {reason}"
            )
            sys.exit(Level.CRITICAL)
        level = found.judge(warn, critical)
        # After the bar, numbers for graphs, as Nagios' guidelines for plug-ins say.
        self.stdout.write(
            f"COUNCIL NOTICES {level.name}: Undelivered: {found.notices}. "
            f"Failed: {found.failed}. Held back: {found.held}. Tasks: {found.tasks}. "
            f"Undelivered through channels: {found.channel_deliveries}. "
            f"Letters about comments: {found.letters}. "
            f"The oldest has waited for {found.oldest_minutes} minutes. "
            f"| oldest={found.oldest_minutes * 60}s;{warn * 60};{critical * 60} "
            f"undelivered={found.notices} failed={found.failed} held={found.held} "
            f"tasks={found.tasks} channels={found.channel_deliveries} "
            f"letters={found.letters}"
        )
        if level:
            sys.exit(level)
