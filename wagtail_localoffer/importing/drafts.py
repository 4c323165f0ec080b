"""Pieces of a document, written into the draft of an offer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.rich_text import RichText

from wagtail_localoffer.importing.conversion import carry_over
from wagtail_localoffer.importing.details.accepted import write_proposals
from wagtail_localoffer.importing.models import DocumentImport
from wagtail_localoffer.importing.pieces import Piece, State
from wagtail_localoffer.importing.sorting import Sorting
from wagtail_localoffer.text.html import clean_html

#: An entry of an offer's history.
BROUGHT_IN = "wagtail_localoffer.bring_in"

#: The longest title of a page.
LONGEST_TITLE = 255


class Way(models.TextChoices):
    """What happens to a section that has something already."""

    ADD = "add", _("Add it below what is there")
    REPLACE = "replace", _("Replace what is there")
    KEEP = "keep", _("Keep what is there: this waits with the draft")


def build_draft(document: DocumentImport) -> Any:
    """The newest version of its offer; a new one, which isn't saved, if it has none."""
    if document.offer:
        return document.offer.specific.get_latest_revision_as_object()
    model = document.get_offer_model()
    name = document.name
    if not document.source:
        name = document.proposed.get("setting_name") or name.rpartition(".")[0] or name
    draft = model(title=name[:LONGEST_TITLE], live=False)
    if document.setting_type:
        draft.setting_type = document.setting_type
    if document.source:
        carry_over(document.source.specific.get_latest_revision_as_object(), draft)
    return draft


@transaction.atomic
def write_draft(
    document: DocumentImport,
    user: Any = None,
    chosen: Collection[str] = (),
    ways: Mapping[str, str] | None = None,
) -> Any:
    """
    Write what is placed into the draft of an offer, as a new version of it.

    Nothing is published. What is open stays with the draft.

    :param chosen: the names of the fields to fill in.
    :param ways: for the key of a section a :class:`Way`; what isn't in it is added.
    :returns: the offer.
    """
    document = DocumentImport.objects.select_for_update().get(pk=document.pk)
    draft = build_draft(document)
    sorting = document.get_sorting()
    pieces = add_to_body(draft.body, sorting.pieces, ways or {})
    write_proposals(draft, document.proposed, chosen)
    if document.offer is None and document.parent:
        draft.owner = user
        document.parent.specific.add_child(instance=draft)
        log(instance=draft, action="wagtail.create", user=user)
        document.offer_id = draft.pk
    # As Wagtail saves a draft: it may lack what must be there in the end.
    revision = draft.save_revision(user=user, clean=False)
    log(
        instance=draft,
        action=BROUGHT_IN,
        user=user,
        revision=revision,
        data={"name": document.name},
    )
    # What is in the draft is changed there.
    document.keep(Sorting(pieces))
    return draft


def add_to_body(
    body: Any, pieces: Iterable[Piece], ways: Mapping[str, str]
) -> list[Piece]:
    """
    Write what is placed into the sections of a body.

    :param body: a ``StreamValue``, which is changed.
    :returns: the pieces, with what they are now.
    """
    after: list[Piece] = []
    by_section: dict[str, list[Piece]] = {}
    for piece in pieces:
        section = piece.section or ""
        if piece.state == State.PLACED and ways.get(section) != Way.KEEP:
            by_section.setdefault(section, []).append(piece)
            piece = replace(piece, state=State.WRITTEN.value)
        after.append(piece)
    for section, found in by_section.items():
        _write_section(body, section, found, ways.get(section, Way.ADD))
    return after


def _write_section(body: Any, name: str, pieces: list[Piece], way: str) -> None:
    value = _find_section(body, name)
    text, more = value["text"].source, value["more"]
    if way == Way.REPLACE:
        text = ""
        del more[:]
    has_text = False
    for is_block, run in groupby(pieces, lambda piece: piece.block is not None):
        if is_block:
            for block in filter(None, (each.block for each in run)):
                child = more.stream_block.child_blocks[block["type"]]
                more.append((block["type"], child.to_python(block["value"])))
        elif has_text:
            # What stands below a table stays below it.
            more.append(("text", RichText(write_html(run))))
        else:
            text, has_text = text + write_html(run), True
    value["text"] = RichText(text)


def _find_section(body: Any, name: str) -> Any:
    """The value of a section, which is put back where it is missing."""
    for child in body:
        if child.block_type == name:
            return child.value
    placed = body.stream_block.placed
    before = set(placed[: placed.index(name)])
    place = sum(child.block_type in before for child in body)
    block = body.stream_block.child_blocks[name]
    body.insert(place, (name, block.get_default()))
    return body[place].value


def write_html(pieces: Iterable[Piece]) -> str:
    """Write the text of pieces as the editor would."""
    return clean_html("".join(_write(pieces)))


def _write(pieces: Iterable[Piece]) -> Iterator[str]:
    #: The ends of the lists that are open.
    ends: list[str] = []
    for piece in pieces:
        depth = piece.depth
        if piece.style.startswith("list"):
            depth = max(depth, 1)
        while len(ends) > depth:
            yield ends.pop()
        if not depth:
            tag = "h3" if piece.is_heading else "p"
            yield f"<{tag}>{piece.html}</{tag}>"
            continue
        if len(ends) == depth:
            yield "</li><li>"
        while len(ends) < depth:
            name = "ol" if piece.is_ordered else "ul"
            yield f"<{name}><li>"
            ends.append(f"</li></{name}>")
        yield piece.html
    while ends:
        yield ends.pop()
