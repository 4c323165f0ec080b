"""Pieces of a document, written into the draft of an offer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from pathlib import PurePath
from typing import Any

from django.db import models, transaction
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.coreutils import find_available_slug
from wagtail.log_actions import log
from wagtail.rich_text import RichText

from wagtail_localoffer.importing.conversion import carry_over, find_source_digest
from wagtail_localoffer.importing.details.accepted import write_proposals
from wagtail_localoffer.importing.details.proposals import list_proposals
from wagtail_localoffer.importing.models import DocumentImport
from wagtail_localoffer.importing.pieces import Piece, State
from wagtail_localoffer.importing.sorting import Sorting
from wagtail_localoffer.text.html import clean_html
from wagtail_localoffer.text.typed import tidy_name

#: An entry of an offer's history.
BROUGHT_IN = "wagtail_localoffer.bring_in"

#: The longest title of a page.
LONGEST_TITLE = 255

#: The longest name in one.
LONGEST_NAME = 200


class Way(models.TextChoices):
    """What happens to a section that has something already."""

    ADD = "add", _("Add it below what is there")
    REPLACE = "replace", _("Replace what is there")
    KEEP = "keep", _("Keep what is there: this waits with the draft")


class CantWrite(Exception):
    """A draft that can't be written; the text says why, and what to do."""


def build_draft(document: DocumentImport) -> Any:
    """The newest version of its offer; a new one, which isn't saved, if it has none."""
    if document.offer:
        # Not the one that is kept: this one may be changed.
        return document.read_draft()
    draft = document.get_offer_model()(title=propose_title(document), live=False)
    if document.setting_type:
        draft.setting_type = document.setting_type
    if document.source:
        carry_over(document.source.specific.get_latest_revision_as_object(), draft)
    return draft


def propose_title(document: DocumentImport) -> str:
    """A title for a new page: the name of the setting, or that of the document."""
    if document.source:
        return document.name
    if name := document.proposed.get("setting_name"):
        return gettext("%(name)s: SEND local offer") % {"name": name[:LONGEST_NAME]}
    first = PurePath(document.name.split(", ")[0])
    return (tidy_name(first.stem) or str(document))[:LONGEST_TITLE]


@transaction.atomic
def write_draft(
    document: DocumentImport,
    user: Any = None,
    chosen: Collection[str] = (),
    ways: Mapping[str, str] | None = None,
    title: str = "",
) -> Any:
    """
    Write what is placed into the draft of an offer, as a new version of it.

    Nothing is published. What is open stays with the draft. An offer for which there is
    nothing to write stays as it is.

    :param chosen: the names of the fields to fill in.
    :param ways: for the key of a section a :class:`Way`; what isn't in it is added.
    :param title: of a new page; else it is :func:`propose_title`.

    :returns: the offer.
    :raises CantWrite: the page can't stand where it should, or is locked.
    """
    document = DocumentImport.objects.select_for_update().get(pk=document.pk)
    draft = build_draft(document)
    before = document.get_sorting().pieces
    pieces = add_to_body(draft.body, before, ways or {})
    is_new = {each.name for each in list_proposals(draft, document.proposed)}
    chosen = [name for name in chosen if name in is_new]
    if document.offer and pieces == before and not chosen:
        return draft
    write_proposals(draft, document.proposed, chosen)
    if document.offer:
        refuse_to_write(draft, user)
    else:
        _add_page(document, draft, user, title)
    # As Wagtail saves a draft: it may lack what must be there in the end.
    revision = draft.save_revision(user=user, clean=False)
    log(
        instance=draft,
        action=BROUGHT_IN,
        user=user,
        revision=revision,
        data={"name": document.name},
    )
    # From now on it lives and goes with the draft. What is in that is changed there.
    document.offer_id, document.parent, document.source = draft.pk, None, None
    document.keep(Sorting(pieces))
    return draft


def _add_page(document: DocumentImport, draft: Any, user: Any, title: str) -> None:
    parent: Any = document.parent and document.parent.specific
    if parent is None or not type(draft).can_create_at(parent):
        raise CantWrite(gettext("No further page of this kind can stand there."))
    if document.source and find_source_digest(document.source) != document.digest:
        raise CantWrite(
            gettext(
                "The offer was changed since you began. Begin again, so that nothing "
                "of it is lost."
            )
        )
    draft.title = tidy_name(title)[:LONGEST_TITLE] or draft.title
    if not slugify(draft.title, allow_unicode=True):
        # Wagtail makes the address of it.
        draft.slug = find_available_slug(parent, draft._meta.model_name)
    draft.owner = user
    parent.add_child(instance=draft)


def refuse_to_write(offer: Any, user: Any) -> None:
    """
    Refuse to change an offer that Wagtail's editor wouldn't let somebody change.

    :raises CantWrite: it is locked, or another page's content is shown there.
    """
    lock = offer.get_lock()
    if lock and (user is None or lock.for_user(user)):
        raise CantWrite(
            gettext("Somebody has locked this page. Have it unlocked, and try again.")
        )
    if offer.alias_of_id is not None:
        raise CantWrite(
            gettext("This page shows the content of another one. Change that one.")
        )


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
    # What is there ends with its tables: what comes now stands below them.
    is_below = len(more) > 0
    for is_block, run in groupby(pieces, lambda piece: piece.block is not None):
        if is_block:
            blocks = [each.block for each in run if each.block]
            for block in blocks:
                child = more.stream_block.child_blocks[block["type"]]
                more.append((block["type"], child.to_python(block["value"])))
            # A picture at the top may as well stand below the text.
            is_table = any(each["type"] != "image" for each in blocks)
            is_below = is_below or is_table or bool(text)
        elif is_below:
            more.append(("text", RichText(write_html(run))))
        else:
            text += write_html(run)
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
    #: The names of the lists that are open, from the outermost.
    lists: list[str] = []
    for piece in pieces:
        is_point = piece.style.startswith("list")
        # A point whose list stands elsewhere is one of the next list around it.
        depth = min(max(piece.depth, 1), len(lists) + 1) if is_point else 0
        name = "ol" if piece.is_ordered else "ul"
        # A list with numbers is another one than a list with dots.
        while len(lists) > depth or (depth and lists[depth - 1 :] not in ([], [name])):
            yield f"</li></{lists.pop()}>"
        if not depth:
            tag = "h3" if piece.is_heading else "p"
            yield f"<{tag}>{piece.html}</{tag}>"
        elif len(lists) == depth:
            yield f"</li><li>{piece.html}"
        else:
            lists.append(name)
            yield f"<{name}><li>{piece.html}"
    while lists:
        yield f"</li></{lists.pop()}>"
