"""The SEN information report: what the law asks for, answered by the same content."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wagtail.rich_text import RichText

from wagtail_localoffer.content import Content, Offer, read
from wagtail_localoffer.content.answers import RequirementState, assess
from wagtail_localoffer.content.decisions import Decision
from wagtail_localoffer.content.passages import Passage
from wagtail_localoffer.frameworks.lookups import list_fixed_blocks
from wagtail_localoffer.frameworks.reserved import OWN_SECTION

if TYPE_CHECKING:
    from wagtail_localoffer.frameworks import Text


@dataclass(frozen=True)
class ReportPassage:
    """A passage of the offer, as the report quotes it."""

    text: RichText
    #: The heading that it stands under, unless the passage before it does so too.
    heading: str = ""


@dataclass(frozen=True, eq=False)
class ReportItem:
    """One item of the law, with what answers it."""

    #: A fragment of its public address, which stays: emails and pages link to it.
    anchor: str
    heading: Text
    #: The law, with the number of the paragraph.
    source: Text
    #: The contact or the link to the council, if that answers it. Otherwise empty.
    block: str = ""
    #: The passages that a person chose, but those that an earlier item has already.
    passages: tuple[ReportPassage, ...] = ()
    #: Answered facts, as ``FactsValue.answered`` has them.
    facts: tuple[dict[str, Any], ...] = ()
    #: The earlier items that have a passage of this one.
    earlier: tuple[ReportItem, ...] = ()
    #: Why it doesn't apply to this setting, as a person wrote.
    reason: str = ""
    #: The blocks in which its passages and facts stand: the name of each, and its id
    #: where several may have that name.
    found_in: tuple[tuple[str, str], ...] = ()
    #: The other blocks of the offer in which a family may find more.
    elsewhere: tuple[str, ...] = ()
    #: Whether that was decided about the original of this translation.
    is_from_original: bool = False


def build_report(offer: Offer, original: Content | None = None) -> list[ReportItem]:
    """
    List what the law asks ``offer`` to say, in the order of the law, with the answers.

    Each setting gets the items that it must or should answer (SEND Regulations 2014,
    Schedule 1; Children and Families Act 2014, section 69(3)(b)). A passage is an
    answer if a person said so, and stands in the report once. It makes no query.

    :param original: for a translation, what it was translated from.
    """
    content = read(offer)
    fixed = list_fixed_blocks(content.framework)
    # An offer has each section once; where it hasn't, the page shows the first.
    sections = set(content.parts_by_block).difference(fixed)
    printed: dict[str, ReportItem] = {}
    items = []
    for state in assess(content, original=original).requirements:
        if state.requirement.heading:
            item = _answer(state, sections, offer.body, printed)
            for passage in (state.decision or Decision()).passages:
                printed.setdefault(passage.key, item)
            items.append(item)
    return items


def _answer(
    state: RequirementState,
    sections: set[str],
    body: Any,
    printed: dict[str, ReportItem],
) -> ReportItem:
    asked, decision = state.requirement, state.decision or Decision()
    new = [each for each in decision.passages if each.key not in printed]
    old = [printed[each.key] for each in decision.passages if each.key in printed]
    facts = {
        block: [
            row for row in _list_facts(body, block) if row["fact"].key in asked.facts
        ]
        for block in asked.answered_in
        if asked.facts and block in sections
    }
    # Several may have the name of a setting's own sections.
    found_in = [
        (each.block, each.block_id if each.block == OWN_SECTION else "") for each in new
    ]
    found_in += [(block, "") for block in facts if facts[block]]
    return ReportItem(
        anchor=asked.key.replace(".", "-"),
        heading=asked.heading,
        source=asked.source,
        block=state.block if state.block not in sections and state.is_given else "",
        passages=tuple(_quote(new)),
        facts=tuple(row for rows in facts.values() for row in rows),
        earlier=tuple(dict.fromkeys(old)),
        reason=decision.reason,
        found_in=tuple(dict.fromkeys(found_in)),
        elsewhere=tuple(
            name
            for name in asked.answered_in
            if name in sections and name not in dict(found_in)
        ),
        is_from_original=decision.is_from_original,
    )


def _quote(passages: list[Passage]) -> Iterator[ReportPassage]:
    heading = ("", "")
    for each in passages:
        is_same = heading == (each.block, each.heading)
        heading = (each.block, each.heading)
        yield ReportPassage(RichText(each.html), "" if is_same else each.heading)


def _list_facts(body: Any, block: str) -> list[dict[str, Any]]:
    child = body.first_block_by_name(block)
    facts = child.value.get("facts") if child else None
    return facts.answered if facts else []
