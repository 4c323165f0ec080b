"""What was placed, written into the body of a draft."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Any

from wagtail.rich_text import RichText

from wagtail_localoffer.frameworks import Framework
from wagtail_localoffer.importing.kinds import Kind
from wagtail_localoffer.importing.outline import read_outline
from wagtail_localoffer.importing.places import Place
from wagtail_localoffer.text.html import clean_html


def add_to_body(
    body: Any, places: Sequence[Place], framework: Framework
) -> list[Place]:
    """
    Write what was placed into the sections of a body, below what is there.

    :param body: a ``StreamValue``, which is changed.

    :returns: what is not in it, for a person to decide.
    """
    by_section: dict[str, list[Place]] = {}
    left: list[Place] = []
    sections = {each.block_type: each for each in body}
    for each in places:
        block = sections.get(each.section or "")
        # The contact is no text: its parts are proposals.
        is_contact = each.section == framework.contact.key
        if block is None or is_contact or not each.is_text:
            left.append(each)
        elif not _is_own_heading(each, framework):
            by_section.setdefault(each.section or "", []).append(each)
    for key, found in by_section.items():
        value = sections[key].value
        value["text"] = RichText(value["text"].source + write_html(found, framework))
    return left


def _is_own_heading(place: Place, framework: Framework) -> bool:
    """Whether the page has it already: the heading of a section."""
    if place.kind is not Kind.HEADING:
        return False
    known = read_outline(framework).find_listed(place.passage.text)
    return bool(known and known.is_own)


def write_html(places: Iterable[Place], framework: Framework) -> str:
    """Write passages of one section as the editor would."""
    return clean_html("".join(_write(places, framework)))


def _write(places: Iterable[Place], framework: Framework) -> Iterator[str]:
    #: The ends of the lists that are open.
    ends: list[str] = []
    for place in places:
        passage = place.passage
        depth = max(passage.depth, 1) if passage.is_point else 0
        while len(ends) > depth:
            yield ends.pop()
        html = passage.html or escape(_strip_heading(place, framework), quote=False)
        if not depth:
            tag = "h3" if place.kind is Kind.HEADING else "p"
            yield f"<{tag}>{html}</{tag}>"
            continue
        if len(ends) == depth:
            yield "</li><li>"
        while len(ends) < depth:
            name = "ol" if passage.is_ordered else "ul"
            yield f"<{name}><li>"
            ends.append(f"</li></{name}>")
        yield html
    while ends:
        yield ends.pop()


def _strip_heading(place: Place, framework: Framework) -> str:
    """The text of a passage without the heading of its section that runs into it."""
    text = place.passage.text
    split = read_outline(framework).split_prefix(text)
    if split and split[0].is_own and place.kind is Kind.ANSWER:
        return split[2]
    return text
