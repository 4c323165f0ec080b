"""Where an offer answers what families ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wagtail_localoffer.content.decisions import (
    Decision,
    find_counterparts,
    read_decisions,
)
from wagtail_localoffer.content.offer import Content
from wagtail_localoffer.content.parts import Part
from wagtail_localoffer.content.passages import Passage
from wagtail_localoffer.content.suggestions import (
    announces_answer,
    find_point,
    suggest_to_families,
)
from wagtail_localoffer.frameworks import FamilyQuestion, Framework, Section
from wagtail_localoffer.frameworks.choices import Answer
from wagtail_localoffer.frameworks.lookups import get_words, is_for, put_in_words
from wagtail_localoffer.text.html import parse
from wagtail_localoffer.text.plain import one_line

if TYPE_CHECKING:
    from wagtail_localoffer.frameworks import Text

#: Of a question that a person decided about, the key among all decisions.
DECIDED = "family.{}"

#: What is stored where a person leaves a question out. No reason is asked for.
LEFT_OUT = "left-out"


@dataclass(frozen=True)
class FamilyAnswer:
    """A question of families, and where it is answered."""

    question: FamilyQuestion
    #: The question in the words of the setting's type.
    text: Text
    #: The name of the block that answers it, and its id if it has one.
    block: str
    block_id: str = ""
    #: The key of the fact that answers it, or nothing, with the answer and the note.
    fact: str = ""
    code: str = ""
    note: str = ""
    #: The passage that answers it, if no fact does.
    passage: Passage | None = None
    #: The point of a list that does, if it is one of several.
    point: str = ""
    #: Whether all below the heading of the passage belongs to the answer.
    is_announced: bool = False
    #: Whether the setting said so. What only seems to be an answer may be linked to,
    #: and is never printed as one.
    is_certain: bool = True

    @property
    def word(self) -> Text:
        """The answer in one word, if there is one."""
        return Answer(self.code).label if self.code in Answer.values else ""


@dataclass(frozen=True)
class FamilyState:
    """A question of families, answered or not, and what was decided about it."""

    question: FamilyQuestion
    #: The question in the words of the setting's type.
    text: Text
    #: ``None`` for one that families aren't shown.
    answer: FamilyAnswer | None
    #: What a person decided about it, or about the requirement with the same answer.
    decision: Decision | None
    #: Whether that was about the requirement.
    is_from_law: bool
    #: The passage that counts where nobody decided, if one is known by its signs.
    found: Passage | None


def list_family_answers(
    content: Content, original: Content | None = None
) -> list[FamilyAnswer]:
    """List what families ask of such a setting, as far as the offer answers it."""
    states = list_family_states(content, original)
    return [each.answer for each in states if each.answer]


def list_family_states(
    content: Content, original: Content | None = None
) -> list[FamilyState]:
    """
    List what families ask of such a setting, and what answers it.

    It is pure and makes no query. A fact counts first, then what a person chose for
    the question or for the requirement that has the same answer, then a passage that
    is known by its signs. Those are English: of a translation, the passage counts that
    stands where the original has it.

    Where a person decided, the program's guess counts no more. If what was chosen has
    changed, what it became is led to, or else nothing, until it is decided again.

    :param original: for a translation, what it was translated from.
    """
    words = get_words(content.framework, content.setting_type)
    finder = _Finder(content, original)
    return [
        finder.judge(question, put_in_words(question.text, words))
        for question in content.framework.family_questions
        if is_for(question.setting_types, content.setting_type)
    ]


def find_section_of_fact(fact: str, framework: Framework) -> Section | None:
    """The section that asks for a fact."""
    for section in framework.sections:
        if any(each.key == fact for each in section.facts):
            return section
    return None


class _Finder:
    """Finds the answers of one offer, whose passages are read once."""

    def __init__(self, content: Content, original: Content | None) -> None:
        self.content = content
        self.decisions = read_decisions(content, original)
        self.suggested = {
            key: passages[0] for key, passages in suggest_to_families(content).items()
        }
        #: What each of them is in the language in which the signs are.
        self.known_as: dict[Passage, Passage] = {}
        if original:
            here = find_counterparts(original, content)
            self.known_as = {each: known for known, each in here.items()}
            self.suggested |= {
                key: here[passages[0]]
                for key, passages in suggest_to_families(original).items()
                if passages[0] in here
            }

    def judge(self, question: FamilyQuestion, text: Text) -> FamilyState:
        own = self.decisions.get(DECIDED.format(question.key))
        law = question.requirement and self.decisions.get(question.requirement)
        decision = own or law or None
        found = self.suggested.get(question.key)
        answer = self._find_given(question, text)
        if answer is None and not question.is_contact:
            counts = (
                (*decision.passages, *decision.instead)
                if decision
                else filter(None, [found])
            )
            answer = next(
                (self._quote(question, text, each, decision) for each in counts), None
            )
        is_from_law = decision is not None and own is None
        return FamilyState(question, text, answer, decision, is_from_law, found)

    def _find_given(self, question: FamilyQuestion, text: Text) -> FamilyAnswer | None:
        """What the contact or a fact says, whatever was decided."""
        if question.is_contact:
            if any(each.shown_name for each in self.content.contacts):
                return FamilyAnswer(question, text, self.content.framework.contact.key)
            return None
        section = find_section_of_fact(question.fact, self.content.framework)
        if section is None:
            return None
        part = self.content.parts_by_block.get(section.key, Part(section.key))
        fact = part.facts.get(question.fact, {})
        code, note = str(fact.get("answer") or ""), str(fact.get("note") or "")
        if code not in Answer.values:
            return None
        return FamilyAnswer(
            question,
            text,
            section.key,
            fact=question.fact,
            code=code,
            note=one_line(note),
        )

    def _quote(
        self,
        question: FamilyQuestion,
        text: Text,
        passage: Passage,
        decision: Decision | None,
    ) -> FamilyAnswer:
        return FamilyAnswer(
            question,
            text,
            passage.block,
            passage.block_id,
            passage=passage,
            point=self._find_point(passage, question),
            is_announced=self._is_announced(passage, question),
            is_certain=decision is not None and passage in decision.passages,
        )

    def _is_announced(self, passage: Passage, question: FamilyQuestion) -> bool:
        known = self.known_as.get(passage, passage)
        return announces_answer(known, question, self.content)

    def _find_point(self, passage: Passage, question: FamilyQuestion) -> str:
        points = _list_points(passage)
        known = _list_points(self.known_as.get(passage, passage))
        best = find_point(known, question, self.content)
        if best and len(points) == len(known) > 1:
            return points[known.index(best)]
        return ""


def _list_points(passage: Passage) -> list[str]:
    return [one_line(each.get_text()) for each in parse(passage.html).find_all("li")]
