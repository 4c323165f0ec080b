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
    """One requirement, with the passage that is proposed as its answer."""

    state: RequirementState
    proposed: Passage | None
    #: The heading of the part in which that passage, or else an answer, stands.
    heading: Text

    @property
    def decision(self) -> Decision:
        return self.state.decision or Decision()

    @property
    def is_field(self) -> bool:
        """Whether a contact or a council answers it, and not what somebody wrote."""
        return self.state.is_given and not self.state.passage

    @property
    def is_changed(self) -> bool:
        """Whether the proposed passage is one that was chosen, and has changed."""
        return self.proposed in self.decision.instead


@dataclass(frozen=True)
class PassagesOfPart:
    """The passages of a part, from which others can be chosen."""

    heading: Text
    passages: tuple[Passage, ...]


def list_law_items(checklist: Checklist) -> list[LawItem]:
    """List what this setting is asked, in the order of the law."""
    headings = {line.key: line.heading for line in checklist.lines}
    items = []
    for state in checklist.asked:
        proposed = _propose(state)
        block = proposed.block if proposed else state.block
        items.append(LawItem(state, proposed, headings.get(block, "")))
    return items


def _propose(state: RequirementState) -> Passage | None:
    """What was chosen, what became of that, or what seems to answer it best."""
    decision = state.decision or Decision()
    chosen = decision.passages if len(decision.passages) == 1 else ()
    return next(iter((*decision.instead, *chosen, *state.passages)), None)


def list_passages_by_part(
    content: Content, checklist: Checklist
) -> list[PassagesOfPart]:
    """List all passages from which one can choose, part by part."""
    found: dict[str, list[Passage]] = {}
    for passage in list_passages(content):
        found.setdefault(passage.block, []).append(passage)
    return [
        PassagesOfPart(line.heading, tuple(found[line.key]))
        for line in checklist.lines
        if line.key in found
    ]
