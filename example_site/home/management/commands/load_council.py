from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from example_site.home.council import COUNCIL, COUNCILS, PARTS, build_offers
from example_site.home.loading import (
    get_password,
    load_editor,
    load_site,
    publish,
    refuse_unless_debugging,
)
from example_site.home.models import DIRECTORY, CouncilHomePage, HomePage
from wagtail_localoffer.choices import DirectoryScope
from wagtail_localoffer.models import Council, OfferDirectoryPage


class Command(BaseCommand):
    help = (
        "Load the example council's site, with the offers of its forty settings. In a "
        "database without the school's site, it is the one that answers every name."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--offers",
            choices=PARTS,
            default="all",
            help="Which of the forty: all (the default), the first thirty, the last "
            "ten, or none.",
        )
        parser.add_argument(
            "--hostname",
            default=COUNCIL.hostname,
            help=f"The name of the site, {COUNCIL.hostname} unless you say otherwise.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_unless_debugging()
        council = replace(COUNCIL, hostname=options["hostname"])
        is_alone = not HomePage.objects.exists()
        known_by = (
            {"is_default_site": True} if is_alone else {"hostname": council.hostname}
        )
        with transaction.atomic():
            councils = {
                name: Council.objects.get_or_create(name=name, defaults=values)[0].pk
                for name, values in COUNCILS.items()
            }
            home = load_site(council, CouncilHomePage, **known_by)
            load_editor(council, home)
            load_directory(home)
            here = set(home.get_children().values_list("slug", flat=True))
            for offer in build_offers(options["offers"], councils, but=here):
                publish(council, [home.add_child(instance=offer)])
        self.stdout.write(
            f"  Council      {home.full_url}\n"
            f"  Log in as    {council.editor} / {get_password(council.editor)}\n"
        )


def load_directory(home: CouncilHomePage) -> None:
    """Make the page below ``home`` on which families find and compare all offers."""
    if not home.get_children().filter(slug=DIRECTORY).exists():
        directory = OfferDirectoryPage(
            title="Find and compare local offers",
            slug=DIRECTORY,
            show_in_menus=True,
            scope=DirectoryScope.SOURCES,
            introduction=(
                "<p>See what nurseries, schools, colleges and health services do for "
                "children and young people with special educational needs and "
                "disabilities (SEND). Tick two to four of them to compare what they "
                "say.</p>"
            ),
        )
        home.add_child(instance=directory)
        directory.save_revision().publish()
