"""The ways into an offer: what families ask, and the headings within its sections."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, count
from typing import TYPE_CHECKING, Any

from django.utils.text import slugify

from wagtail_localoffer.content import Content, read
from wagtail_localoffer.content.family_answers import (
    FamilyAnswer,
    list_family_answers,
)
from wagtail_localoffer.content.parts import read_text
from wagtail_localoffer.frameworks import SENCO
from wagtail_localoffer.public.questions import Question
from wagtail_localoffer.public.sheet import Sheet, plan_sheet

if TYPE_CHECKING:
    pass

#: The fragments of what families ask, of headings within a section, and of facts.
ANSWER, SUB_HEADING, FACT = "ask-{}", "{}--{}", "fact-{}"

#: Enough to read in an address, and to tell it from the next one.
LONGEST_NAME = 40


@dataclass(frozen=True)
class SubHeading:
    """A heading within a section."""

    text: str
    anchor: str


class Guide:
    """
    The ways into an offer.

    It is found when a page is made that isn't kept.

    :param page: the offer.
    """

    def __init__(self, page: Any) -> None:
        self.page = page

    @cached_property
    def sections(self) -> list[Any]:
        return list(self.page.sections)

    @cached_property
    def content(self) -> Content:
        return read(self.page)

    @cached_property
    def contact(self) -> Any:
        """Whom to call, if it is one person or team alone."""
        return self.contacts[0] if len(self.contacts) == 1 else None

    @cached_property
    def contacts(self) -> list[Any]:
        block = self.page.contact_block
        is_one = block is not None and block.block_type == SENCO.key
        return [block.value] if is_one else list(block.value) if block else []

    @cached_property
    def questions(self) -> list[Question]:
        """What families ask and the offer answers; none if it is the contact alone."""
        found = [
            Question(answer, ANSWER.format(answer.question.key), section)
            for answer in list_family_answers(self.content, self.page.original_content)
            if (section := self._find_section(answer)) or answer.question.is_contact
        ]
        return found if any(each.section for each in found) else []

    @cached_property
    def facts(self) -> list[dict[str, Any]]:
        """The facts that are given, section by section: those that an offer is for."""
        framework = self.page.framework
        inviting = {each.anchor for each in framework.sections if each.only_invites}
        return [
            row
            for anchor, rows in self.facts_by_section.items()
            if anchor not in inviting
            for row in rows
        ]

    @cached_property
    def facts_by_section(self) -> dict[str, list[dict[str, Any]]]:
        """The facts that are given in each section, by its anchor."""
        found = ((each.anchor, each.block.value.get("facts")) for each in self.sections)
        return {anchor: facts.answered if facts else [] for anchor, facts in found}

    @cached_property
    def fragments(self) -> dict[str, Any]:
        """The sections, by each fragment that leads to one or to a place in it."""
        sections = {section.anchor: section for section in self.sections}
        found = dict(sections)
        for anchor, section in sections.items():
            found |= {each.anchor: section for each in self.outline[anchor]}
            rows = self.facts_by_section[anchor]
            found |= {FACT.format(row["fact"].key): section for row in rows}
        return found | {
            each.anchor: each.section for each in self.questions if each.section
        }

    @cached_property
    def sheet(self) -> Sheet:
        """What a sheet of paper has room for."""
        rows = self.page.key_rows
        return plan_sheet(self.facts, self.questions, self.contacts, rows)

    def _find_section(self, answer: FamilyAnswer) -> Any:
        places = self._places
        return places.get((answer.block, answer.block_id)) or places.get(
            (answer.block, "")
        )

    @cached_property
    def _places(self) -> dict[tuple[str, str], Any]:
        """The sections of the page by their blocks, and by their ids too."""
        places: dict[tuple[str, str], Any] = {}
        for section in self.sections:
            block = section.block
            places.setdefault((block.block_type, ""), section)
            places[block.block_type, block.id or ""] = section
        return places

    @cached_property
    def outline(self) -> dict[str, list[SubHeading]]:
        """The headings within each section, by the section's anchor."""
        return {
            section.anchor: list(self._list_sub_headings(section))
            for section in self.sections
        }

    def _list_sub_headings(self, section: Any) -> Iterator[SubHeading]:
        seen: set[str] = set()
        for words in _list_headings(section.block.value):
            name = slugify(words)[:LONGEST_NAME].strip("-") or "part"
            names = chain([name], (f"{name}-{number}" for number in count(2)))
            once = next(each for each in names if each not in seen)
            seen.add(once)
            yield SubHeading(words, SUB_HEADING.format(section.anchor, once))


def _list_headings(value: Any) -> Iterator[str]:
    """The headings in the texts of a section, in its own language."""
    texts = [value["text"]]
    texts += [child.value for child in value["more"] if child.block_type == "text"]
    for text in texts:
        for element in read_text(text.source).elements:
            if element.name == "h3" and element.words:
                yield element.words
