"""Advice on the words of an offer. Nothing here stops a publication."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import Any, NamedTuple

from django.utils.text import format_lazy

from wagtail_localoffer.compliance.advice.catalogue import RULES
from wagtail_localoffer.compliance.advice.private_words import (
    Private,
    find_private,
    is_common_word,
)
from wagtail_localoffer.compliance.advice.rule import (
    Hit,
    OfferText,
    Rule,
    shorten,
)
from wagtail_localoffer.compliance.context import CheckContext
from wagtail_localoffer.compliance.findings import Finding
from wagtail_localoffer.content.contacts import StoredContact
from wagtail_localoffer.content.parts import Paragraph, Part
from wagtail_localoffer.frameworks import Framework, lookups
from wagtail_localoffer.frameworks.choices import SHOULD
from wagtail_localoffer.text.plain import one_line

__all__ = ["Private", "advise", "find_private", "is_common_word"]


#: Those of a contact that may hold words, numbers or addresses.
CONTACT_FIELDS = ("area", "name", "job_title", "telephone", "email", "availability")


class Thing(NamedTuple):
    """Something that a rule can look at, and where it stands."""

    kind: str
    value: Any
    block: str
    field: str = ""


def advise(
    parts: list[Part],
    contacts: list[StoredContact],
    framework: Framework,
    around: CheckContext,
) -> Iterator[Finding]:
    """
    Find what could be better in the words of an offer.

    It is found by the look of the words, so that it can be wrong either way. Where a
    rule is in doubt it says nothing: advice that is often wrong isn't read any more.

    :param parts: all that it says, in its order.
    :param contacts: whom it says to ask.
    """
    offer = OfferText(_put_in_order(parts, framework), contacts, framework, around)
    walk = list(_walk(offer))
    for rules in RULES:
        for things, rule in product(walk, rules):
            for thing in things:
                if thing.kind in rule.looks_at:
                    for hit in rule.find(thing.value, offer):
                        yield _make_finding(rule, hit, thing)


def _make_finding(rule: Rule, hit: Hit, thing: Thing) -> Finding:
    message = hit.message or rule.message
    return Finding(
        code=rule.code,
        severity=SHOULD,
        block=hit.block or thing.block,
        # A term's message is complete, and may show braces.
        message=format_lazy(message, **hit.values) if hit.values else message,
        passage=shorten(hit.passage),
        source=hit.source or rule.source,
        field=hit.field or thing.field,
    )


def _put_in_order(parts: list[Part], framework: Framework) -> list[Part]:
    """Put the sections in the order of the page, whatever theirs is in the editor."""
    blocks = lookups.list_blocks(framework)
    places = {block: place for place, block in enumerate(blocks)}
    return sorted(
        (_add_notes(part) for part in parts),
        key=lambda part: places.get(part.block, len(places)),
    )


def _add_notes(part: Part) -> Part:
    """Take the notes beside a section's facts for a part of its text."""
    notes = (fact.get("note") for fact in part.facts.values())
    paragraphs = (
        Paragraph(text, "cell")
        for note in notes
        if isinstance(note, str) and (text := one_line(note))
    )
    return replace(part, paragraphs=(*part.paragraphs, *paragraphs))


def _walk(offer: OfferText) -> Iterator[list[Thing]]:
    """Go through all that an offer says; a contact's fields are judged together."""
    for contact in offer.contacts:
        yield [
            Thing(key, Paragraph(text, key), contact.block, contact.locate(key))
            for key in CONTACT_FIELDS
            if (text := contact.read(key))
        ]
    for part in offer.parts:
        for paragraph in part.paragraphs:
            yield [Thing(paragraph.kind, paragraph, part.block)]
            for link in paragraph.links:
                # What has none of them is an anchor: nothing to click on.
                if link.text or link.href or link.kind:
                    yield [Thing("link", link, part.block)]
        yield [Thing("part", part, part.block)]
    yield [Thing("offer", offer, "")]
