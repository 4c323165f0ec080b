"""Documents taken in: read, placed, and kept until a person has decided."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from hashlib import sha256

from wagtail_localoffer.importing.details.fields import find_fields
from wagtail_localoffer.importing.models import DocumentImport
from wagtail_localoffer.importing.passages import Passage
from wagtail_localoffer.importing.pictures import keep_picture
from wagtail_localoffer.importing.pieces import build_pieces, store
from wagtail_localoffer.importing.places import Place, place
from wagtail_localoffer.importing.tables import join_tables

#: A file: its name and its content.
File = tuple[str, bytes]

LONGEST_NAME = 255


def take_in(
    document: DocumentImport, files: Sequence[File], passages: Sequence[Passage]
) -> DocumentImport:
    """
    Say where each passage of a document belongs, and save that.

    :param document: not saved yet; says whose it is and what offer it becomes.
    :param files: what it was read from.
    """
    document.name = name_document(files)
    document.digest = find_digest(files)
    places = fill(document, passages)
    document.found = find_fields(places, document.get_offer_model().get_framework())
    document.save()
    return document


def fill(document: DocumentImport, passages: Sequence[Passage]) -> list[Place]:
    """Say of the passages of a document where they belong."""
    framework = document.get_offer_model().get_framework()
    places = place(join_tables(passages), framework)
    known = {section.key for section in document.list_sections()}
    user = document.created_by
    keep = partial(keep_picture, user=user) if user else None
    document.pieces = store(build_pieces(places, framework, known, keep))
    return places


def name_document(files: Sequence[File]) -> str:
    names = ", ".join(name for name, _content in files)
    return names if len(names) <= LONGEST_NAME else f"{names[: LONGEST_NAME - 1]}…"


def find_digest(files: Sequence[File]) -> str:
    """The same for the same content, whatever its files are called."""
    digests = b"".join(sha256(content).digest() for _name, content in files)
    return sha256(digests).hexdigest()
