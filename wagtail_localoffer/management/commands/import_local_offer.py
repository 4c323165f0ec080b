"""Bring documents in as drafts of local offers."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.urls import reverse

from wagtail_localoffer.compat import PAGE_MODEL
from wagtail_localoffer.frameworks import Framework
from wagtail_localoffer.importing.details.fields import propose_fields
from wagtail_localoffer.importing.drafts import CantWrite, write_draft
from wagtail_localoffer.importing.intake import File, find_digest, take_in
from wagtail_localoffer.importing.models import DocumentImport
from wagtail_localoffer.importing.passages import Passage
from wagtail_localoffer.importing.pieces import State
from wagtail_localoffer.importing.places import Place, place
from wagtail_localoffer.importing.readers import LARGEST, CantRead, read_documents
from wagtail_localoffer.offers.mixin import OfferMixin
from wagtail_localoffer.offers.queries import get_offer_models, is_setting_type


@dataclass(frozen=True)
class Destination:
    """What documents become."""

    model: type[OfferMixin]
    parent: Any = None
    offer: Any = None
    setting_type: str = ""

    @property
    def framework(self) -> Framework:
        return self.model.get_framework()

    def begin(self, user: Any) -> DocumentImport:
        return DocumentImport(
            offer_model=self.model._meta.label,
            parent=self.parent,
            offer=self.offer,
            setting_type=self.setting_type,
            created_by=user,
        )


class Command(BaseCommand):
    help = (
        "Read documents (.docx, .pdf, .html, .txt, .json) and say in which section "
        "each passage belongs. With --parent or --page, write what is sure into a "
        "draft; the rest waits with it for a person. Nothing is published. In a "
        "folder, each file is an offer, and each folder is an offer of several pages."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
        target = parser.add_mutually_exclusive_group()
        target.add_argument(
            "--parent",
            type=int,
            metavar="ID",
            help="Make a draft of a new offer below this page, for each document.",
        )
        target.add_argument(
            "--page",
            type=int,
            metavar="ID",
            help="Add it to the draft of this offer, below what is there.",
        )
        parser.add_argument(
            "--kind",
            metavar="APP.MODEL",
            help="The page type of new offers; by default the first that may be there.",
        )
        parser.add_argument(
            "--setting-type",
            default="",
            metavar="TYPE",
            help="The type of setting of new offers, such as primary.",
        )
        parser.add_argument(
            "--user", metavar="NAME", help="Who brings it in, for the history."
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
        target = find_target(options)
        user = find_user(options["user"])
        documents = list(list_documents(options["files"]))
        if target.offer and len(documents) > 1:
            raise CommandError("With --page, name one document.")
        writes = bool(target.parent or target.offer) and not options["dry_run"]
        described, refused = [], 0
        for number, paths in enumerate(documents, 1):
            name = name_document(paths)
            if not options["json"]:
                self.stdout.write(f"{number} of {len(documents)}: {name}")
            try:
                files = [read_file(path) for path in paths]
                before = find_before(files, target) if writes else None
                if before is not None:
                    self.stderr.write(
                        f"{name} was brought in before, as page {before}, and is left "
                        "as it is there."
                    )
                    continue
                passages = read_documents(files)
                document = bring_in(target, files, passages, user) if writes else None
            except (CantRead, CantWrite, ValidationError) as error:
                refused += 1
                self.stderr.write(f"{name}: {error}")
                continue
            places = place(passages, target.framework)
            fields = propose_fields(places, target.framework)
            described.append(describe(places, fields))
            if not options["json"]:
                self.write_text(places, fields, document)
        if options["json"] and described:
            result = described[0] if len(documents) == 1 else described
            self.stdout.write(json.dumps(result, ensure_ascii=False))
        if refused:
            raise CommandError(
                f"{refused} of {len(documents)} could not be brought in; see above."
            )

    def write_text(
        self,
        places: list[Place],
        fields: dict[str, str],
        document: DocumentImport | None,
    ) -> None:
        self.stdout.write(f"  {len(places)} passages")
        for name, value in fields.items():
            self.stdout.write(f"  proposed {name}: {value}")
        if document is None:
            for each in places:
                where = each.section or each.dropped or "not placed"
                mark = "" if each.sure else "?"
                self.stdout.write(f"  {where}{mark}: {each.passage.text}")
            return
        offer: Any = document.offer
        self.stdout.write(f"  draft of page {offer.pk}: {offer.title}")
        pieces = document.get_sorting().pieces
        left = [each for each in pieces if each.state != State.WRITTEN]
        self.stdout.write(f"  not in the draft: {len(left)}")
        for piece in left:
            is_open = piece.state == State.OPEN
            where = (piece.section or "not placed") if is_open else "left out"
            self.stdout.write(
                f"    {where}{'?' if is_open else ''} ({piece.kind}): {piece.text}"
            )
        if document.waiting:
            path = reverse("wagtail_localoffer:sort_document", args=[document.pk])
            site = getattr(settings, "WAGTAILADMIN_BASE_URL", "")
            self.stdout.write(f"  {document.waiting} to decide: {site}{path}")


def find_before(files: list[File], target: Destination) -> int | None:
    """The page that a document became before; ``None`` if it became none."""
    same = DocumentImport.objects.filter(digest=find_digest(files), offer__isnull=False)
    if target.offer:
        same = same.filter(offer=target.offer)
    found: int | None = same.values_list("offer", flat=True).last()
    return found


@transaction.atomic
def bring_in(
    target: Destination, files: list[File], passages: list[Passage], user: Any
) -> DocumentImport:
    """Write what is sure of a document into a draft."""
    document = take_in(target.begin(user), files, passages)
    write_draft(document, user)
    return DocumentImport.objects.get(pk=document.pk)


def find_target(options: dict[str, Any]) -> Destination:
    """
    Find what the documents become.

    :raises CommandError: there is no such page, or it can't be there.
    """
    offer, parent = find_page(options["page"]), find_page(options["parent"])
    if offer is not None:
        if not isinstance(offer, OfferMixin):
            raise CommandError(f"The page {offer.pk} is no local offer.")
        return Destination(type(offer), offer=offer)
    models = list_models(options["kind"])
    if parent is not None:
        models = [model for model in models if model.can_create_at(parent)]
        if not models:
            raise CommandError(f"No offer can be made below the page {parent.pk}.")
    setting_type = options["setting_type"]
    if setting_type and not is_setting_type(models[0], setting_type):
        raise CommandError(f"There is no type of setting “{setting_type}”.")
    return Destination(models[0], parent, setting_type=setting_type)


def list_models(kind: str | None) -> list[Any]:
    models = get_offer_models()
    if not kind:
        return models
    named = [model for model in models if model._meta.label_lower == kind.lower()]
    if not named:
        known = ", ".join(model._meta.label for model in models)
        raise CommandError(f"{kind} is no kind of offer. There are: {known}.")
    return named


def find_page(key: int | None) -> Any:
    """
    Find a page by its id; ``None`` if none is asked for.

    :raises CommandError: there is no such page.
    """
    if key is None:
        return None
    page = apps.get_model(PAGE_MODEL)._default_manager.filter(pk=key).first()
    if page is None:
        raise CommandError(f"There is no page with the id {key}.")
    return page.specific


def find_user(name: str | None) -> Any:
    if name is None:
        return None
    users = get_user_model()
    user = users._default_manager.filter(**{users.USERNAME_FIELD: name}).first()
    if user is None:
        raise CommandError(f"There is no user “{name}”.")
    return user


def list_documents(paths: list[Path]) -> Iterator[list[Path]]:
    """
    List the files of each document.

    :raises CommandError: there is nothing to read.
    """
    for path in paths:
        if not path.is_dir():
            yield [path]
            continue
        entries = sorted(each for each in path.iterdir() if each.name[0] != ".")
        if not entries:
            raise CommandError(f"There is nothing in {path}.")
        for entry in entries:
            if not entry.is_dir():
                yield [entry]
            elif files := sorted(filter(is_meant, entry.rglob("*"))):
                yield files


def is_meant(path: Path) -> bool:
    """Whether it is a file that a person put there, and none such as .DS_Store."""
    return path.is_file() and path.name[0] != "."


def name_document(paths: list[Path]) -> Path:
    """The folder of a document of several files, or its only file."""
    return Path(os.path.commonpath(paths)) if len(paths) > 1 else paths[0]


def read_file(path: Path) -> File:
    """
    Read a file, or as much of it as shows that it is too large.

    :raises CantRead: it can't be opened.
    """
    try:
        with path.open("rb") as opened:
            return path.name, opened.read(LARGEST + 1)
    except OSError as error:
        raise CantRead(f"{error.strerror}.") from error


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
