"""What the law asks, item by item, for the screen on which a person decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wagtail_localoffer.compliance.checklist import Checklist
from wagtail_localoffer.content import Content
from wagtail_localoffer.content.answers import RequirementState
from wagtail_localoffer.content.decisions import Decision
from wagtail_localoffer.content.suggestions import Passage, list_passages

if TYPE_CHECKING:
    from wagtail_localoffer.frameworks import Text


@dataclass(frozen=True)
class LawItem:
    """One requirement, with the passages that are proposed as its answer."""

    state: RequirementState
    #: Each with the heading of its part.
    proposed: tuple[tuple[Passage, Text], ...]
    #: The heading of the part in which an answer stands, or should.
    heading: Text

    @property
    def decision(self) -> Decision:
        return self.state.decision or Decision()

    @property
    def is_field(self) -> bool:
        """Whether a contact or a council answers it, and not what somebody wrote."""
        return self.state.is_given and not self.state.passage

    @property
    def is_lost(self) -> bool:
        """Whether a person has to decide again, since what was chosen has changed."""
        return bool(self.decision.lost and not self.state.is_settled)


@dataclass(frozen=True)
class PassagesOfPart:
    """The passages of a part, from which others can be chosen."""

    #: The name of its block.
    key: str
    heading: Text
    passages: tuple[Passage, ...]


def list_law_items(checklist: Checklist) -> list[LawItem]:
    """List what this setting is asked, in the order of the law."""
    headings = {line.key: line.heading for line in checklist.lines}
    return [
        LawItem(
            state,
            tuple((each, headings.get(each.block, "")) for each in _propose(state)),
            headings.get(state.block, ""),
        )
        for state in checklist.asked
    ]


def _propose(state: RequirementState) -> tuple[Passage, ...]:
    """What was chosen and what became of it, or else what seems to answer it best."""
    decision = state.decision or Decision()
    return (*decision.passages, *decision.instead) or state.passages[:1]


def list_passages_by_part(
    content: Content, checklist: Checklist
) -> list[PassagesOfPart]:
    """List all passages from which one can choose, part by part."""
    found: dict[str, list[Passage]] = {}
    for passage in list_passages(content):
        found.setdefault(passage.block, []).append(passage)
    return [
        PassagesOfPart(line.key, line.heading, tuple(found[line.key]))
        for line in checklist.lines
        if line.key in found
    ]
