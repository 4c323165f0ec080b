"""Councils from a file, or from the one that comes with the package."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from wagtail_localoffer.councils.importer import (
    COUNCILS,
    BadFile,
    load_councils,
    read_councils,
)


class Command(BaseCommand):
    help = (
        "Add the education authorities of England that are not among the councils yet, "
        "and fill in what is blank in the records of the others. What a record says "
        "already is never changed, so that it may be run again at any time."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file",
            nargs="?",
            type=Path,
            default=COUNCILS,
            help=(
                "Another CSV file with the same columns. By default it is the one that "
                "comes with the package."
            ),
        )
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="Say what would be done, and do nothing.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            lines = read_councils(options["file"])
        except BadFile as error:
            raise CommandError(f"Nothing was loaded.\n{error}") from error
        with transaction.atomic():
            changes = load_councils(lines)
            if options["dry_run"]:
                transaction.set_rollback(True)
        for change in changes:
            name = change.council.name
            if change.added:
                self.stdout.write(f"Added {name}.")
            else:
                self.stdout.write(f"Filled in {name}: {', '.join(change.filled)}.")
        added = sum(change.added for change in changes)
        filled = len(changes) - added
        unchanged = len(lines) - len(changes)
        self.stdout.write(
            f"Added: {added}. Filled in: {filled}. As before: {unchanged}."
        )
        if options["dry_run"]:
            self.stdout.write("This was a dry run: nothing was saved.")
