"""Checks of the addresses of all councils."""

from __future__ import annotations

import sys
import time
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db.models import Q
from django.utils import timezone

from wagtail_localoffer.councils.link_checker import check_council
from wagtail_localoffer.councils.models import Council
from wagtail_localoffer.offers.queries import count_offers


class Command(BaseCommand):
    help = (
        "Request the address of each council's local offer, and of its form if it has "
        "one, and record in the council's record whether they work. Exits with 1 if "
        "one of them doesn't. Run it from cron once a month or so."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--in-use",
            action="store_true",
            help="Only the councils that offers link to.",
        )
        parser.add_argument(
            "--older-than",
            type=int,
            metavar="DAYS",
            help="Only what was not checked within so many days.",
        )
        parser.add_argument(
            "--timeout",
            type=float,
            default=15,
            metavar="SECONDS",
            help="How long one address may take. The default is 15.",
        )
        parser.add_argument(
            "--delay",
            type=float,
            default=1,
            metavar="SECONDS",
            help="How long to wait between two councils. The default is 1.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        councils = Council.objects.exclude(local_offer_url="", form_url="")
        if options["in_use"]:
            councils = councils.annotate(offers=count_offers()).filter(offers__gt=0)
        if options["older_than"] is not None:
            day = timezone.now() - timedelta(days=options["older_than"])
            councils = councils.filter(Q(checked_at=None) | Q(checked_at__lt=day))
        failed = 0
        for place, council in enumerate(chosen := list(councils)):
            if place:
                time.sleep(options["delay"])
            problem = check_council(council, options["timeout"])
            failed += bool(problem)
            self.stdout.write(f"{council}: {problem or 'works'}")
        self.stdout.write(f"Checked: {len(chosen)}. With a problem: {failed}.")
        if failed:
            sys.exit(1)
