"""Read the offers of other sites, for directories that list them."""

from __future__ import annotations

import logging
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from wagtail_localoffer.offers.listings.models import OfferSource
from wagtail_localoffer.open_data.harvest.runs import harvest, list_sources
from wagtail_localoffer.open_data.harvest.wording import (
    describe_moment,
    describe_report,
    list_reasons,
)

logger = logging.getLogger("wagtail_localoffer")


class Command(BaseCommand):
    help = (
        "Read the offers of all active sources that are due, and keep what is new or "
        "has changed. Prints what became of each source. Run it from cron every hour "
        "or every night; it may overlap with itself. Exits with 1 if a source could "
        "not be read to the end or one of its offers was refused, otherwise with 0."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "source",
            nargs="*",
            help="Only the sources of these names or numbers. By default all.",
        )
        parser.add_argument(
            "--now",
            action="store_true",
            help="Also those that wait because they could not be read before.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        for name in options["source"]:
            if not list_sources([name], now=True).exists():
                known = ", ".join(map(str, OfferSource.objects.all())) or "none"
                raise CommandError(
                    f"There is no active source {name!r}. Sources: {known}."
                )
        needs_attention = False
        sources = list(list_sources(options["source"], now=options["now"]))
        if options["source"]:
            self._name_those_that_wait(options["source"], sources)
        for source in sources:
            try:
                run = harvest(source.pk)
            except Exception:
                # The other sources are read all the same.
                logger.exception("Source %s was not read.", source.pk)
                self.stdout.write(f"{source}: It was not read. The log says why.")
                needs_attention = True
                continue
            if run is None:
                self.stdout.write(f"{source}: Another process reads it now.")
                continue
            found = describe_report(run.report.write())
            self.stdout.write(
                " ".join(filter(None, (f"{source}:", run.problem, found)))
            )
            for reason in list_reasons(run.report.write()):
                self.stdout.write(f"  {reason}")
            needs_attention |= bool(run.problem or run.report.refused)
        if needs_attention:
            sys.exit(1)

    def _name_those_that_wait(
        self, names: list[str], sources: list[OfferSource]
    ) -> None:
        """Whoever asks for a source learns why it isn't read."""
        for source in list_sources(names, now=True):
            if source not in sources:
                until = describe_moment(source.next_attempt_at)
                self.stdout.write(
                    f"{source}: It waits until {until} after a failure. "
                    "With --now it is read at once."
                )
