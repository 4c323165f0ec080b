"""An offer in one form, made ready to be sorted into the sections of another."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from django.apps import apps
from django.utils.translation import gettext

from wagtail_localoffer.compat import PAGE_MODEL
from wagtail_localoffer.frameworks.reserved import COUNCIL_LINK
from wagtail_localoffer.importing.intake import fill
from wagtail_localoffer.importing.models import DocumentImport
from wagtail_localoffer.importing.passages import PICTURE, TABLE, Passage
from wagtail_localoffer.importing.pieces import State
from wagtail_localoffer.importing.readers.html_lines import AS_THEY_ARE
from wagtail_localoffer.importing.readers.html_reader import read_html_passages
from wagtail_localoffer.offers.mixin import OfferMixin
from wagtail_localoffer.offers.queries import get_offer_models, is_setting_type
from wagtail_localoffer.text.plain import one_line

#: The style of the heading of a section; those within its text are of a lower level.
SECTION = "heading2"

#: What Wagtail asks of every page beside its title.
PROMOTED = ("seo_title", "search_description", "show_in_menus")

#: What a new page has of its own.
OWN_FIELDS = {"body", "council", "minor_change", *OfferMixin.exclude_fields_in_copy}


def list_other_forms(offer: OfferMixin) -> list[type[OfferMixin]]:
    """The other kinds of offers about settings that can stand where an offer does."""
    setting_type = getattr(offer, "setting_type", "")
    parent: Any = offer.get_parent()
    return [
        model
        for model in get_offer_models()
        if model is not type(offer)
        and is_setting_type(model, setting_type)
        and model.get_framework() is not offer.get_framework()
        and parent is not None
        and model.can_create_at(parent.specific)
    ]


def begin_conversion(
    offer: OfferMixin, model: type[OfferMixin], user: Any
) -> DocumentImport:
    """
    Take an offer to pieces for a new one of another kind, which will stand beside it.

    :param offer: its newest version, which stays as it is.
    """
    document = DocumentImport(
        name=offer.title,
        digest=find_source_digest(offer),
        created_by=user,
        offer_model=model._meta.label,
        setting_type=getattr(offer, "setting_type", ""),
        parent_id=offer.get_parent().pk,
        source_id=offer.pk,
    )
    fill(document, list(read_offer(offer, model)))
    for piece in document.pieces:
        if piece["style"] == SECTION:
            # It says where the text was, and is none of it.
            reason = gettext("It is the heading of a section of the other form.")
            piece.update(state=State.LEFT_OUT.value, reason=reason)
        elif piece["state"] == State.LEFT_OUT:
            # Families read it: a rule for documents doesn't drop it.
            piece["state"] = State.OPEN.value
    document.save()
    return document


def find_source_digest(offer: Any) -> str:
    """What tells an offer as it is now from what it is after the next save."""
    return sha256(f"{offer.pk} {offer.latest_revision_id}".encode()).hexdigest()


def read_offer(offer: OfferMixin, model: type[OfferMixin]) -> Iterator[Passage]:
    """Read the sections of an offer, and the facts that another kind doesn't ask."""
    asked = {
        fact.key for section in model.get_framework().sections for fact in section.facts
    }
    headings = {each.key: each.heading for each in offer.framework.sections}
    # What is no section is carried over, but for a block that isn't there.
    body: Any = model._meta.get_field("body")
    elsewhere = {offer.framework.contact.key, *body.stream_block.child_blocks}
    for child in offer.body:
        if child.block_type not in headings:
            if child.block_type not in elsewhere:
                yield Passage(_read_words(child))
            continue
        value = child.value
        if not value.has_content:
            continue
        yield Passage(str(headings[child.block_type]), SECTION)
        yield from read_html_passages(value["text"].source, address=AS_THEY_ARE)
        for row in value["facts"].answered if value.get("facts") else ():
            if row["fact"].key not in asked:
                said = ". ".join(str(row[each]) for each in ("answer", "note"))
                yield Passage(f"{row['fact'].label}: {said.strip('. ')}.")
        for block in value["more"]:
            if block.block_type == "text":
                yield from read_html_passages(block.value.source, address=AS_THEY_ARE)
            else:
                yield _keep(block)


def _keep(block: Any) -> Passage:
    """A table, a picture or the like, which stays as it is."""
    stored = {
        "type": block.block_type,
        "value": block.block.get_prep_value(block.value),
    }
    style = PICTURE if block.block_type == "image" else TABLE
    return Passage(_read_words(block), style, block=stored)


def _read_words(block: Any) -> str:
    return one_line(" ".join(block.block.get_searchable_content(block.value)))


def carry_over(source: OfferMixin, draft: OfferMixin) -> None:
    """Copy what isn't in a section: front sheet, contact, council, facts and more."""
    shared = {
        each.name
        for each in draft._meta.concrete_fields
        if each.name not in OWN_FIELDS and not each.primary_key
    } - {each.name for each in apps.get_model(PAGE_MODEL)._meta.concrete_fields}
    for each in source._meta.concrete_fields:
        if each.name in shared:
            setattr(draft, each.name, getattr(source, each.name))
    for name in PROMOTED:
        setattr(draft, name, getattr(source, name))
    ours = draft.body.stream_block.child_blocks
    sections = {each.key for each in source.framework.sections}
    targets = {child.block_type: child.value for child in draft.body}
    places = {child.block_type: place for place, child in enumerate(draft.body)}
    for child in source.body:
        if child.block_type in (COUNCIL_LINK, draft.framework.contact.key):
            draft.body[places[child.block_type]] = (child.block_type, child.value)
        elif child.block_type in ours and child.block_type not in sections:
            # A section of the setting's own, or a block of the project's.
            draft.body.append((child.block_type, child.value))
        elif facts := _find_facts(child.value):
            for value in targets.values():
                for key, fact in _find_facts(value).items():
                    fact.update(facts.get(key) or {})


def _find_facts(value: Any) -> dict[str, Any]:
    """The facts of a section by their keys; empty for a block that has none."""
    return dict(value.get("facts") or {}) if isinstance(value, dict) else {}
