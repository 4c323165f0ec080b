"""How much of what is asked an offer answers: section by section, item by item."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from wagtail_localoffer.clock import get_today
from wagtail_localoffer.content.decisions import Decision, read_decisions
from wagtail_localoffer.content.offer import Content, Offer, read
from wagtail_localoffer.content.parts import Paragraph, Part
from wagtail_localoffer.content.passages import Passage
from wagtail_localoffer.content.questions import announce_questions
from wagtail_localoffer.content.suggestions import (
    find_sentence,
    suggest_all,
    suggest_cells,
)
from wagtail_localoffer.frameworks import Prompt, Requirement, Section
from wagtail_localoffer.frameworks.choices import Answer
from wagtail_localoffer.frameworks.lookups import (
    get_words,
    is_for,
    list_requirements,
    put_in_words,
)
from wagtail_localoffer.frameworks.reserved import COUNCIL_LINK
from wagtail_localoffer.text.sentences import split_sentences

if TYPE_CHECKING:
    from wagtail_localoffer.frameworks import Text

#: A section with fewer words than this can hardly say what a family wants to know.
FEW_WORDS = 30


class Coverage(TextChoices):
    """How far a part of an offer says what it is there to say."""

    DONE = "done", _("Done")
    THIN = "thin", _("Thin")
    MISSING = "missing", _("Missing")
    #: It is in another language than the words that an answer is known by.
    UNKNOWN = "unknown", _("Not checked: not in English")


@dataclass(frozen=True)
class SectionState:
    """How much one section says."""

    section: Section
    status: Coverage
    word_count: int


@dataclass(frozen=True)
class RequirementState:
    """Whether one thing that is asked for is answered, and by which words."""

    requirement: Requirement
    #: ``must`` or ``should``, for this setting.
    level: str
    status: Coverage
    #: The block that answers it, or else the one that should.
    block: str
    #: The words that answer it, or an empty string.
    passage: str = ""
    #: The passages that seem to answer it, the best first.
    passages: tuple[Passage, ...] = ()
    #: What a person decided about it, if anybody did.
    decision: Decision | None = None
    #: Whether a field or a fact answers it, so that nobody need decide.
    is_given: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it is not answered, as far as anybody can tell."""
        return self.status in (Coverage.THIN, Coverage.MISSING)

    @property
    def is_settled(self) -> bool:
        """Whether nobody need decide any more what answers it."""
        return self.is_given or bool(self.decision and self.decision.is_settled)


@dataclass(frozen=True)
class PromptState:
    """Whether a section answers one of its questions."""

    #: In the words of the setting's type.
    text: Text
    is_answered: bool


@dataclass(frozen=True)
class Assessment:
    """How much of what is asked an offer answers."""

    sections: tuple[SectionState, ...]
    requirements: tuple[RequirementState, ...]

    @property
    def asked(self) -> int:
        """How many sections and requirements for this setting can be judged."""
        known = (state.status != Coverage.UNKNOWN for state in self.requirements)
        return len(self.sections) + sum(known)

    @property
    def done(self) -> int:
        """How many of those are answered."""
        statuses = [state.status for state in self.sections]
        statuses += [state.status for state in self.requirements]
        return statuses.count(Coverage.DONE)

    @property
    def completeness(self) -> int:
        """How much of it is done, in per cent. 100 means all."""
        return 100 * self.done // self.asked if self.asked else 100


def assess(
    offer: Offer | Content, today: date | None = None, original: Content | None = None
) -> Assessment:
    """
    Assess how much of what the framework asks ``offer`` answers.

    It is pure and makes no query. What a person decided counts. Any other answer is
    found by its words, so that it can be overlooked, and a mention taken for one: what
    it says is advice. The words are English, so that it doesn't judge what is written
    in another language.

    :param offer: an offer, or its content if that was read already.
    :param today: the day whose law counts, by default the current one.
    :param original: for a translation, what it was translated from.
    """
    content = read(offer)
    framework = content.framework
    asked = list_requirements(
        framework,
        content.setting_type,
        content.details["run_by"] or "",
        today or get_today(),
    )
    given = _list_given(content)
    suggested, in_tables = suggest_all(content), suggest_cells(content)
    decisions = read_decisions(content, original)
    return Assessment(
        tuple(_assess_sections(content)),
        tuple(
            _settle(
                _assess_requirement(
                    each,
                    level,
                    content,
                    given,
                    suggested.get(each.key, ()),
                    in_tables.get(each.key, ()),
                ),
                decisions.get(each.key),
            )
            for each, level in asked
        ),
    )


def list_prompts(content: Content) -> dict[str, tuple[PromptState, ...]]:
    """
    List what a setting of this type is asked to write about, by section.

    It is pure and makes no query. An answer is found by its words, as in
    :func:`assess`.
    """
    framework, setting_type = content.framework, content.setting_type
    words = get_words(framework, setting_type)
    states = {}
    for section in framework.sections:
        if is_for(section.setting_types, setting_type):
            part = content.parts_by_block.get(section.key, Part(section.key))
            said = announce_questions(part.paragraphs, framework)
            states[section.key] = tuple(
                PromptState(
                    put_in_words(prompt.text, words), _is_answered(prompt, part, said)
                )
                for prompt in section.prompts
                if is_for(prompt.setting_types, setting_type)
            )
    return states


def _assess_sections(content: Content) -> Iterator[SectionState]:
    for section in content.framework.sections:
        if section.only_invites:
            # What nobody asks for is enough as it is.
            continue
        part = content.parts_by_block.get(section.key, Part(section.key))
        word_count = part.word_count
        others_only = (
            section.setting_types and content.setting_type not in section.setting_types
        )
        if others_only and not word_count:
            continue
        status = Coverage.DONE
        if not word_count and not part.answered_facts:
            status = Coverage.MISSING
        elif word_count < FEW_WORDS and not (
            part.given_facts and section.facts_suffice
        ):
            status = Coverage.THIN
        yield SectionState(section, status, word_count)


def _assess_requirement(
    requirement: Requirement,
    level: str,
    content: Content,
    given: Mapping[str, bool],
    passages: tuple[Passage, ...],
    cells: tuple[Passage, ...],
) -> RequirementState:
    parts = content.parts_by_block
    for block in requirement.answered_in:
        fact = _read_fact(requirement, parts.get(block, Part(block)), content)
        if fact or given.get(block):
            return RequirementState(
                requirement, level, Coverage.DONE, block, fact, passages, is_given=True
            )
    if found := passages or cells:
        best = found[0]
        words = find_sentence(best, requirement, content)
        return RequirementState(
            requirement, level, Coverage.DONE, best.block, words, passages
        )
    written = any(
        block in parts and parts[block].word_count for block in requirement.answered_in
    )
    status = Coverage.MISSING
    if written:
        status = Coverage.THIN if content.may_be_english else Coverage.UNKNOWN
    return RequirementState(requirement, level, status, requirement.answered_in[0])


def _settle(state: RequirementState, decision: Decision | None) -> RequirementState:
    """Put what a person decided in the place of what was only found."""
    # What a contact or a council answers needs no words.
    if decision is None or (state.is_given and not state.passage):
        return state
    state = replace(state, decision=decision)
    if state.is_given:
        return state
    if decision.passages:
        first = decision.passages[0]
        return replace(
            state, status=Coverage.DONE, block=first.block, passage=first.words
        )
    if decision.reason or (decision.is_from_original and decision.is_settled):
        return replace(state, status=Coverage.DONE, passage=decision.reason)
    return state


def _list_given(content: Content) -> dict[str, bool]:
    """Whether a council is chosen, and a contact has a name and a way to reach it."""
    return {
        content.framework.contact.key: any(
            contact.shown_name and (contact.read("email") or contact.read("telephone"))
            for contact in content.contacts
        ),
        COUNCIL_LINK: any(link.value is not None for link in content.council_links),
    }


def _read_fact(requirement: Requirement, part: Part, content: Content) -> str:
    for key in requirement.facts:
        # To say what there is not is honest, but no answer to what there is.
        if key in part.given_facts:
            facts = (
                each for section in content.framework.sections for each in section.facts
            )
            label = next((each.label for each in facts if each.key == key), key)
            return f"{label}: {Answer(part.facts[key]['answer']).label}"
    return ""


def _is_answered(prompt: Prompt, part: Part, said: list[Paragraph]) -> bool:
    # That there is none is an answer too.
    if any(key in part.answered_facts for key in prompt.facts):
        return True
    # What others say counts: some prompts ask for it.
    if prompt.words:
        return bool(_find_passage(prompt.words, said))
    words = (len(each.text.split()) for each in said if each.kind != "heading")
    return sum(words) >= FEW_WORDS


def _find_passage(words: tuple[str, ...], paragraphs: Iterable[Paragraph]) -> str:
    """The first sentence that has one of ``words``, or stands below them."""
    announced = False
    for paragraph in paragraphs:
        if paragraph.kind == "heading":
            # It only announces an answer, which need not say its words again.
            announced = mentions(words, paragraph.text)
        elif mentions(words, paragraph.text):
            # The sentence, so that an editor sees what was taken for the answer.
            sentences = split_sentences(paragraph.text)
            answers = (each for each in sentences if mentions(words, each))
            return next(answers, paragraph.text)
        elif announced:
            return paragraph.text
    return ""


def mentions(words: tuple[str, ...], text: str) -> bool:
    """Whether ``text`` has one of the beginnings of ``words``; any text if none."""
    if not words:
        return bool(text)
    return bool(_compile(words).search(_simplify(text)))


@lru_cache(maxsize=512)
def _compile(words: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for the beginnings of words in a simplified text."""
    return re.compile(rf"\b(?:{'|'.join(map(_simplify, words))})")


# One text is compared with the words of many requirements, each time that it changes.
@lru_cache(maxsize=1024)
def _simplify(text: str) -> str:
    """Only letters, digits and single spaces: "Parents’ well-being" has no marks."""
    # An apostrophe in a word, straight or not, doesn't part it.
    return " ".join(re.findall(r"\w+", re.sub(r"(?<=\w)[’'](?=\w)", "", text.lower())))
