"""What the words of an offer could do better. Nothing here stops a publication."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from wagtail_localoffer.compliance.advice.abbreviations import find_abbreviations
from wagtail_localoffer.compliance.advice.dates import find_past_dates
from wagtail_localoffer.compliance.advice.files import (
    find_files_alone,
    find_silent_pictures,
)
from wagtail_localoffer.compliance.advice.jargon import find_terms
from wagtail_localoffer.compliance.advice.links import find_bad_links
from wagtail_localoffer.compliance.advice.placeholders import (
    find_leftovers,
    find_prompts,
)
from wagtail_localoffer.compliance.advice.private_details import find_private_details
from wagtail_localoffer.compliance.advice.sentences import find_hard_sentences
from wagtail_localoffer.compliance.context import CheckContext
from wagtail_localoffer.compliance.findings import Finding
from wagtail_localoffer.content.contacts import StoredContact
from wagtail_localoffer.content.parts import Paragraph, Part
from wagtail_localoffer.frameworks import Framework, lookups
from wagtail_localoffer.text.plain import one_line

__all__ = ["advise"]


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
    ordered = _put_in_order(parts, framework)
    yield from find_leftovers(ordered, contacts)
    yield from find_prompts(ordered, framework)
    yield from find_private_details(ordered, contacts)
    yield from find_past_dates(ordered, contacts, around.today)
    yield from find_bad_links(ordered, framework, around)
    yield from find_silent_pictures(ordered)
    yield from find_files_alone(ordered)
    yield from find_terms(ordered, framework)
    yield from find_abbreviations(ordered, framework)
    yield from find_hard_sentences(ordered)


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
