"""Bring documents in as drafts of local offers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from wagtail.models import Page

from wagtail_localoffer.importing.drafts import add_to_body
from wagtail_localoffer.importing.fields import propose_fields
from wagtail_localoffer.importing.places import Place, place
from wagtail_localoffer.importing.readers import LARGEST, CantRead, read_document
from wagtail_localoffer.offers.mixin import OfferMixin
from wagtail_localoffer.offers.pages import LocalOfferPage

#: The longest title of a page.
LONGEST_TITLE = 255


class Command(BaseCommand):
    help = (
        "Read documents (.docx, .pdf, .html, .txt, .json) and say in which section "
        "each passage belongs. With --parent or --page, write that into a draft. "
        "Nothing is published."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
        target = parser.add_mutually_exclusive_group()
        target.add_argument(
            "--parent",
            type=int,
            metavar="ID",
            help="Make a draft of a new offer below this page, for each file.",
        )
        target.add_argument(
            "--page",
            type=int,
            metavar="ID",
            help="Add it to the draft of this offer, below what is there.",
        )
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="Say what would be done, save nothing.",
        )
        parser.add_argument(
            "--json", action="store_true", help="Print JSON, for programs."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        files: list[Path] = options["files"]
        if options["page"] is not None and len(files) > 1:
            raise CommandError("With --page, name one file.")
        parent, page = find_page(options["parent"]), find_page(options["page"])
        if parent and not LocalOfferPage.can_create_at(parent):
            raise CommandError(f"No offer can be made below the page {parent.pk}.")
        if page and not isinstance(page, OfferMixin):
            raise CommandError(f"The page {page.pk} is no local offer.")
        framework = (page or LocalOfferPage).get_framework()
        # All are read before the first is saved.
        found = [place(read_file(each), framework) for each in files]
        described = []
        for path, places in zip(files, found, strict=True):
            fields = propose_fields(places, framework)
            described.append(describe(places, fields))
            draft = build_draft(path, fields, page) if parent or page else None
            left = places
            if draft is not None:
                left = add_to_body(draft.body, places, framework)
                if not options["dry_run"]:
                    save_draft(draft, parent)
            if not options["json"]:
                self.write_text(path, places, fields, left, draft)
        if options["json"]:
            result = described[0] if len(described) == 1 else described
            self.stdout.write(json.dumps(result, ensure_ascii=False))

    def write_text(
        self,
        path: Path,
        places: list[Place],
        fields: dict[str, str],
        left: list[Place],
        draft: Any,
    ) -> None:
        self.stdout.write(f"{path}: {len(places)} passages")
        if draft is not None and draft.pk:
            self.stdout.write(f"  draft of page {draft.pk}: {draft.title}")
        for name, value in fields.items():
            self.stdout.write(f"  proposed {name}: {value}")
        if draft is None:
            for each in places:
                where = each.section or each.dropped or "not placed"
                mark = "" if each.sure else "?"
                self.stdout.write(f"  {where}{mark}: {each.passage.text}")
            return
        self.stdout.write(f"  not in the draft: {len(left)}")
        for each in left:
            why = each.section or each.dropped or "not placed"
            self.stdout.write(f"    {why} ({each.kind}): {each.passage.text}")


def find_page(key: int | None) -> Any:
    """
    Find a page by its id; ``None`` if none is asked for.

    :raises CommandError: there is no such page.
    """
    if key is None:
        return None
    page = Page.objects.filter(pk=key).first()
    if page is None:
        raise CommandError(f"There is no page with the id {key}.")
    return page.specific


def read_file(path: Path) -> list[Any]:
    try:
        with path.open("rb") as opened:
            # One byte more shows that it is too large.
            return read_document(path.name, opened.read(LARGEST + 1))
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}.") from error
    except CantRead as error:
        raise CommandError(f"{path}: {error}") from error


def build_draft(path: Path, fields: dict[str, str], page: Any) -> Any:
    """The newest version of an offer, or a new one that only has its title."""
    if page:
        return page.get_latest_revision_as_object()
    title = (fields.get("setting_name") or path.stem)[:LONGEST_TITLE]
    return LocalOfferPage(title=title, live=False)


def save_draft(draft: Any, parent: Any) -> None:
    with transaction.atomic():
        if parent:
            parent.add_child(instance=draft)
            parent.refresh_from_db()
        # As Wagtail saves a draft: it may lack what must be there in the end.
        draft.save_revision(log_action=True, clean=False)


def describe(places: list[Place], fields: dict[str, str]) -> dict[str, Any]:
    """The shape of a document in JSON. It is documented in docs/importing.md."""
    return {
        "fields": fields,
        "passages": [
            {
                "text": each.passage.text,
                "style": each.passage.style,
                "section": each.section,
                "sure": each.sure,
                "dropped": each.dropped,
                "kind": each.kind.value,
                "second": each.second,
                "reason": each.reason,
            }
            for each in places
        ],
    }
