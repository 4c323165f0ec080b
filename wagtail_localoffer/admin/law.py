"""
What the law and families ask, for the screen on which a person decides.

Both are items of one kind: what is asked, what is proposed as its answer, and what was
decided. Decisions about the law are counted and printed in the report; those about what
families ask only say where a question on the public page leads.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from wagtail_localoffer.compliance.checklist import Checklist
from wagtail_localoffer.content import Content
from wagtail_localoffer.content.answers import RequirementState
from wagtail_localoffer.content.decisions import Decision
from wagtail_localoffer.content.family_answers import (
    DECIDED,
    FamilyAnswer,
    FamilyState,
    find_section_of_fact,
    list_family_states,
)
from wagtail_localoffer.content.passages import Passage, list_passages
from wagtail_localoffer.frameworks import FamilyQuestion, Framework

if TYPE_CHECKING:
    from wagtail_localoffer.frameworks import Text

#: Where an item stands, by which it has its label.
LOST, GIVEN, OUT, SETTLED, OPEN = "lost", "given", "out", "settled", "open"

LAW_LABELS: dict[str, Text] = {
    SETTLED: _("Settled"),
    OPEN: _("Not settled"),
    LOST: _("Changed: decide again"),
}

#: Of a question that the offer doesn't answer.
NOT_SHOWN = _("Not shown to families")


@dataclass(frozen=True, kw_only=True)
class Item:
    """Something that is asked, with the passages that are proposed as its answer."""

    #: Of its decision, among all decisions.
    key: str
    text: Text
    decision: Decision
    #: Each with the heading of its part.
    proposed: tuple[tuple[Passage, Text], ...]
    #: The block in which an answer stands, or should, and the heading of that part.
    block: str
    heading: Text
    #: The block whose passages are listed first.
    home: str
    #: The path to the field in which it is answered.
    field: str
    #: Whether it is settled unless a person decides otherwise here.
    is_given: bool
    #: Whether a contact, a council or a fact answers it, so that nobody can choose.
    is_field: bool
    #: Whether a person has to decide again, since what was chosen has changed.
    is_lost: bool
    #: What is filled in that answers it, in words.
    filled_in: Text = ""
    #: What the places where it may stand are called; by default, settled.
    labels: dict[str, Text]

    @property
    def standing(self) -> str:
        """Where it stands. The script says the same of what is chosen and not saved."""
        if self.is_lost:
            return LOST
        if self.is_given:
            return GIVEN
        if self.decision.reason:
            return OUT
        return SETTLED if self.decision.passages else OPEN

    @property
    def label(self) -> Text:
        return self.labels.get(self.standing, self.labels[SETTLED])

    @property
    def is_changed(self) -> bool:
        """Whether what is proposed is what a chosen passage reads like now."""
        kept = self.decision.passages or self.decision.instead
        return self.is_lost and bool(kept)


@dataclass(frozen=True, kw_only=True)
class LawItem(Item):
    """One requirement."""

    state: RequirementState


@dataclass(frozen=True, kw_only=True)
class FamilyItem(Item):
    """One question of families."""

    question: FamilyQuestion
    #: Whether it is on the public page.
    is_shown: bool
    #: The point of a list to which it leads, if that is one of several.
    point: str
    #: Whether a decision about the law says what answers it.
    is_from_law: bool
    #: The item of the law that has the same answer, if this setting is asked for it.
    law: LawItem | None

    @property
    def follows_law(self) -> bool:
        """Whether what is chosen for the law counts, now or as soon as it is."""
        return self.law is not None and (self.is_from_law or self.standing == OPEN)

    @property
    def asks_for_fact(self) -> bool:
        """Whether one word would answer it."""
        return bool(self.question.fact)


@dataclass(frozen=True)
class PassagesOfPart:
    """The passages of a part, from which others can be chosen."""

    #: The name of its block.
    key: str
    heading: Text
    passages: tuple[Passage, ...]


def list_law_items(checklist: Checklist) -> list[LawItem]:
    """List what this setting is asked, in the order of the law."""
    headings = _list_headings(checklist)
    return [_build_law_item(state, headings) for state in checklist.asked]


def _build_law_item(state: RequirementState, headings: Mapping[str, Text]) -> LawItem:
    decision = state.decision or Decision()
    is_field = state.is_given and not state.passage
    return LawItem(
        key=state.requirement.key,
        text=state.requirement.text,
        decision=decision,
        proposed=_propose(decision, state.passages[:1], headings),
        block=state.block,
        heading=headings.get(state.block, ""),
        home=state.requirement.answered_in[0],
        field="facts" if state.is_given and state.passage else "text",
        is_given=state.is_given or decision.is_from_original,
        is_field=is_field,
        is_lost=bool(decision.lost and not state.is_settled),
        filled_in=state.passage if state.is_given else "",
        labels=LAW_LABELS,
        state=state,
    )


def list_family_items(
    content: Content,
    original: Content | None,
    checklist: Checklist,
    law: Iterable[LawItem],
) -> list[FamilyItem]:
    """
    List what families ask of this setting, whether or not the offer answers it.

    :param original: for a translation, what it was translated from.
    :param law: what the law asks of it. What is decided there counts here too.
    """
    headings = _list_headings(checklist)
    items = {each.key: each for each in law}
    return [
        _build_family_item(
            state, content.framework, headings, items.get(state.question.requirement)
        )
        for state in list_family_states(content, original)
    ]


def _build_family_item(
    state: FamilyState,
    framework: Framework,
    headings: Mapping[str, Text],
    law: LawItem | None,
) -> FamilyItem:
    question, answer = state.question, state.answer
    is_field = question.is_contact or bool(answer and answer.fact)
    decision = Decision() if is_field else state.decision or Decision()
    found = (state.found,) if state.found and not is_field else ()
    home, field = _find_home(question, framework)
    block = answer.block if answer else home
    return FamilyItem(
        key=DECIDED.format(question.key),
        text=state.text,
        decision=decision,
        proposed=_propose(decision, found, headings),
        block=block,
        # The empty name is that of the front sheet, and here of no part.
        heading=headings.get(block, "") if block else "",
        home=home,
        field=field,
        is_given=bool(is_field and answer)
        or state.is_from_law
        or decision.is_from_original,
        is_field=is_field,
        is_lost=bool(decision.lost),
        filled_in=_describe_fact(answer) if answer and answer.fact else "",
        labels=_list_family_labels(state, is_field),
        question=question,
        is_shown=answer is not None,
        point=answer.point if answer else "",
        is_from_law=state.is_from_law,
        law=law,
    )


def _describe_fact(answer: FamilyAnswer) -> Text:
    return f"{answer.word}. {answer.note}" if answer.note else answer.word


def _find_home(question: FamilyQuestion, framework: Framework) -> tuple[str, str]:
    """The block in which a question should be answered, and the field."""
    if question.is_contact:
        return framework.contact.key, ""
    if section := find_section_of_fact(question.fact, framework):
        return section.key, f"facts.{question.fact}.answer"
    asked = framework.requirements
    homes = (each.answered_in[0] for each in asked if each.key == question.requirement)
    return next(homes, ""), "text"


def _list_family_labels(state: FamilyState, is_field: bool) -> dict[str, Text]:
    given = _("As in the original")
    if is_field:
        given = _("Answered")
    elif state.answer is None:
        given = NOT_SHOWN
    elif state.is_from_law:
        given = _("As chosen for the law")
    return {
        SETTLED: _("A person chose it"),
        OUT: _("Left out"),
        OPEN: _("The program found it") if state.found else NOT_SHOWN,
        LOST: LAW_LABELS[LOST],
        GIVEN: given,
    }


def _propose(
    decision: Decision, found: tuple[Passage, ...], headings: Mapping[str, Text]
) -> tuple[tuple[Passage, Text], ...]:
    """What was chosen and what became of it, or else what seems to answer it best."""
    passages = (*decision.passages, *decision.instead) or found
    return tuple((each, headings.get(each.block, "")) for each in passages)


def _list_headings(checklist: Checklist) -> dict[str, Text]:
    return {line.key: line.heading for line in checklist.lines}


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
