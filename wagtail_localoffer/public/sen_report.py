"""The SEN information report: what the law asks for, answered by the same content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bs4 import BeautifulSoup, Tag
from wagtail.rich_text import RichText

from wagtail_localoffer.conf import find_framework
from wagtail_localoffer.content.answers import (
    Coverage,
    RequirementState,
    assess,
    mentions,
)
from wagtail_localoffer.frameworks.lookups import list_fixed_blocks

if TYPE_CHECKING:
    from wagtail_localoffer.frameworks import Text


LISTS = ("ul", "ol")


@dataclass(frozen=True)
class ReportItem:
    """One item of the law, with the passages of an offer that answer it."""

    #: A fragment of its public address, which stays: emails and pages link to it.
    anchor: str
    heading: Text
    #: The law, with the number of the paragraph.
    source: Text
    #: The block that answers it, or else the one that should.
    block: str
    passages: tuple[RichText, ...] = ()
    #: Answered facts, as ``FactsValue.answered`` has them.
    facts: tuple[dict[str, Any], ...] = ()
    #: The other blocks of the offer in which a family may find more.
    elsewhere: tuple[str, ...] = ()


def build_report(offer: Any) -> list[ReportItem]:
    """
    List what the law asks ``offer`` to say, in the order of the law, with the answers.

    Each setting gets the items that it must or should answer (SEND Regulations 2014,
    Schedule 1; Children and Families Act 2014, section 69(3)(b)). It makes no query.
    """
    # An offer has each section once; where it hasn't, the page shows the first.
    fixed = list_fixed_blocks(find_framework(offer))
    values = {
        child.block_type: child.value
        for child in reversed(list(offer.body))
        if child.block_type not in fixed
    }
    return [
        _answer(state, values)
        for state in assess(offer).requirements
        if state.requirement.heading
    ]


def _answer(state: RequirementState, values: dict[str, Any]) -> ReportItem:
    asked = state.requirement
    found = state.status == Coverage.DONE and state.block in values
    value = values[state.block] if found else {}
    facts = value.get("facts")
    return ReportItem(
        anchor=asked.key.replace(".", "-"),
        heading=asked.heading,
        source=asked.source,
        block=state.block,
        passages=tuple(find_passages(value, asked.words)) if found else (),
        facts=tuple(
            row
            for row in (facts.answered if facts else ())
            if row["fact"].key in asked.facts
        ),
        elsewhere=tuple(
            name for name in asked.answered_in if name in values and name != state.block
        ),
    )


def find_passages(value: Any, words: tuple[str, ...]) -> Iterator[RichText]:
    """
    Find the paragraphs and lists of a section that mention one of ``words``.

    :param value: the value of a section's block.
    """
    texts = [value["text"], *(c.value for c in value["more"] if c.block_type == "text")]
    for text in texts:
        soup = BeautifulSoup(text.source, "html.parser")
        elements = [each for each in soup.contents if isinstance(each, Tag)]
        for element in _choose(elements, words):
            yield RichText(str(element))


def _choose(elements: list[Tag], words: tuple[str, ...]) -> Iterable[Tag]:
    chosen: list[Tag] = []
    heading: Tag | None = None
    announced = False
    previous: Tag | None = None
    for element in elements:
        if element.name == "h3":
            heading, announced = element, mentions(words, element.get_text(" "))
        elif announced or mentions(words, element.get_text(" ")):
            if announced and heading is not None and not _has(chosen, heading):
                chosen.append(heading)
            # A list is read with the words that lead to it.
            if previous is not None and _leads_to(previous, element):
                chosen += [] if _has(chosen, previous) else [previous]
            chosen.append(element)
        elif _leads_to(previous, element) and _has(chosen, previous):
            chosen.append(element)
        previous = element
    return chosen


def _has(chosen: list[Tag], tag: Tag | None) -> bool:
    # Two paragraphs of the same words are equal, and still two.
    return any(each is tag for each in chosen)


def _leads_to(previous: Tag | None, element: Tag) -> bool:
    return (
        previous is not None
        and element.name in LISTS
        and previous.get_text().rstrip().endswith(":")
    )
