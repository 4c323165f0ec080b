"""The SEN information report: what the law asks for, answered by the same content."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wagtail.rich_text import RichText

from wagtail_localoffer.content import Offer, read
from wagtail_localoffer.content.answers import (
    Coverage,
    RequirementState,
    assess,
)
from wagtail_localoffer.content.parts import Part
from wagtail_localoffer.frameworks.lookups import list_fixed_blocks

if TYPE_CHECKING:
    from wagtail_localoffer.frameworks import Text


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


def build_report(offer: Offer) -> list[ReportItem]:
    """
    List what the law asks ``offer`` to say, in the order of the law, with the answers.

    Each setting gets the items that it must or should answer (SEND Regulations 2014,
    Schedule 1; Children and Families Act 2014, section 69(3)(b)). It makes no query.
    """
    content = read(offer)
    fixed = list_fixed_blocks(content.framework)
    # An offer has each section once; where it hasn't, the page shows the first.
    sections = {
        block: part
        for block, part in content.parts_by_block.items()
        if block not in fixed
    }
    return [
        _answer(state, sections, offer.body)
        for state in assess(content).requirements
        if state.requirement.heading
    ]


def _answer(
    state: RequirementState, sections: dict[str, Part], body: Any
) -> ReportItem:
    asked = state.requirement
    part = sections.get(state.block) if state.status == Coverage.DONE else None
    return ReportItem(
        anchor=asked.key.replace(".", "-"),
        heading=asked.heading,
        source=asked.source,
        block=state.block,
        passages=tuple(RichText(each.html) for each in state.passages),
        facts=tuple(
            row
            for row in _list_facts(body, state.block if part else "")
            if row["fact"].key in asked.facts
        ),
        elsewhere=tuple(
            name
            for name in asked.answered_in
            if name in sections and name != state.block
        ),
    )


def _list_facts(body: Any, block: str) -> list[dict[str, Any]]:
    child = body.first_block_by_name(block) if block else None
    facts = child.value.get("facts") if child else None
    return facts.answered if facts else []
