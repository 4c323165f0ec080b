"""What is known of each passage from a walk through the document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from wagtail_localoffer.frameworks import Framework
from wagtail_localoffer.importing.contact_rules import asks_for_contact, is_contact
from wagtail_localoffer.importing.headings import CONTACT_LABELS, LABELS, PERSON_LABELS
from wagtail_localoffer.importing.kinds import Kind
from wagtail_localoffer.importing.leftovers import (
    find_leftover,
    is_box_title,
    is_prompt,
    is_title,
)
from wagtail_localoffer.importing.outline import Known, Outline, is_end, read_outline
from wagtail_localoffer.importing.passages import (
    BOLD_LINE,
    FOOTER,
    MENU,
    PICTURE,
    PLAIN_LINE,
    TABLE,
    Cell,
    Passage,
    tidy,
)
from wagtail_localoffer.importing.words import NOWHERE

#: A heading by its looks is not longer, in words; a greeting before the first isn't.
SHORT_LINE, GREETING = 9, 6

#: By the style that a reader gives it: what a page of the web says itself.
PARTS = {MENU: Kind.MENU, FOOTER: Kind.FOOTER}

#: In letters, and in words.
LONGEST_LABEL, LONGEST_VALUE = 80, 20

#: From so many listed questions on, a document is made of them.
QUESTIONS = 4

_POSTCODE = re.compile(r"\b[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}\b")


@dataclass(frozen=True)
class Evidence:
    """What is known of one passage."""

    #: Its words, without a heading that runs into them.
    text: str
    kind: Kind = Kind.ANSWER
    #: The section of the heading above; ``NOWHERE`` where an end of all governs, and
    #: ``None`` where nothing does.
    governor: str | None = None
    #: That heading.
    heading: str = ""
    #: The section of which a smaller heading speaks.
    subheading: str = ""
    #: The section that a rule says, ``NOWHERE`` if it is to be dropped.
    rule: str | None = None
    #: Whether it is, or has, the heading of its section.
    names_section: bool = False
    #: Whether something new begins with it.
    begins: bool = False
    field: str = ""


@dataclass(frozen=True)
class _Open:
    """A heading under which the walk is."""

    level: int
    section: str | None
    text: str
    is_own: bool = False


def gather_evidence(
    passages: Sequence[Passage], framework: Framework
) -> list[Evidence]:
    walk = _Walk(passages, framework)
    return [walk.take(number, each) for number, each in enumerate(passages)]


class _Walk:
    def __init__(self, passages: Sequence[Passage], framework: Framework) -> None:
        self.outline: Outline = read_outline(framework)
        self.contact = framework.contact.key
        self.open: list[_Open] = []
        self.levels = Counter(each.level for each in passages if each.level)
        self.is_styled = sum(self.levels.values()) > 1
        #: It is mostly the title.
        self.first_heading = next(
            (number for number, each in enumerate(passages) if each.level), None
        )
        #: The running label of a table, with what its values are.
        self.label: Evidence | None = None
        #: Its cell, and those labels that may have their values below.
        self.label_cell: Cell | None = None
        self.above: dict[tuple[int, int], tuple[Cell, Evidence]] = {}
        #: Whether that label stands in a table.
        self.is_table = False
        self.has_begun = False
        #: What is listed of each passage as a heading.
        self.listed = [self.outline.find_listed(each.text) for each in passages]
        self.is_outlined = self.is_styled or any(self.listed)
        #: Whether its headings are questions, so that these are no prompts.
        self.is_questions = (
            sum(
                bool(known and not known.is_own and each.text.rstrip().endswith("?"))
                for known, each in zip(self.listed, passages, strict=True)
            )
            >= QUESTIONS
        )
        #: Whether the labels of a table speak of a person.
        self.names_contact = False
        counts = Counter(each.text for each in passages)
        #: What stands on each page again.
        self.repeated = {
            text
            for text, count in counts.items()
            if count > 2 and 3 < len(text.split()) < 14
        }

    def take(self, number: int, passage: Passage) -> Evidence:
        text = " ".join(passage.text.split())
        if kind := PARTS.get(passage.style):
            return self._drop(text, kind)
        if passage.style in (PICTURE, TABLE):
            return self._find_answer(text)
        if found := self._find_label(passage, text):
            return found
        if kind := find_leftover(text):
            return self._drop(text, kind)
        if is_box_title(text):
            return self._mark(text, Kind.BOX_TITLE)
        if found := self._find_heading(number, passage, text):
            return found
        if not passage.level and (split := self.outline.split_prefix(text)):
            known, heading, rest = split
            self._push(_Open(PLAIN_LINE, known.section, heading, known.is_own))
            return self._find_answer(rest, names_section=True, begins=True)
        if is_prompt(text):
            return self._mark(text, Kind.PROMPT)
        if is_title(text) and not self.has_begun and len(text.split()) <= 20:
            return self._drop(text, Kind.TITLE)
        return self._find_answer(text)

    # Headings

    def _find_heading(
        self, number: int, passage: Passage, text: str
    ) -> Evidence | None:
        level, known = self._know_heading(number, passage, text)
        if not level:
            return None
        is_styled = bool(passage.level)
        if known:
            governing = self._governing()
            is_under = governing and governing.section and governing.level < level
            if is_under and governing and not known.is_listed:
                # A smaller heading helps, and doesn't decide.
                self._push(replace(governing, level=level))
                return replace(self._mark(text, Kind.HEADING), subheading=known.section)
            self._push(_Open(level, known.section, text, known.is_own))
            return replace(
                self._mark(text, Kind.HEADING), names_section=True, begins=True
            )
        if is_end(text) or is_title(text):
            self._push(_Open(level, None, text))
            return self._drop(text, Kind.TITLE)
        if number == self.first_heading and not self.has_begun:
            self._push(_Open(level, None, text))
            return self._drop(text, Kind.TITLE)
        if not is_styled:
            return replace(self._mark(text, Kind.HEADING), begins=True)
        self._close(level)
        return replace(self._mark(text, Kind.HEADING), begins=self._governing() is None)

    def _know_heading(
        self, number: int, passage: Passage, text: str
    ) -> tuple[int, Known | None]:
        """The level of a heading, 0 if it is none, and what it says."""
        words = text.split()
        if len(words) > 60 or (not passage.level and tidy(text) in CONTACT_LABELS):
            return 0, None
        listed = self.listed[number]
        if level := passage.level:
            # The first heading is mostly the title: its words say too much.
            is_first = passage.style == "title" or (
                number == self.first_heading and self.levels[level] == 1
            )
            if listed or is_first:
                return level, listed
            return level, self.outline.find_by_words(text)
        level = BOLD_LINE if passage.is_bold else PLAIN_LINE
        governing = self._governing()
        if text.endswith("?"):
            is_heading = self.is_questions and listed and not listed.is_own
            if (
                governing
                and governing.section
                and (governing.is_own or governing.level < BOLD_LINE)
                and not (is_heading and governing.level >= BOLD_LINE)
            ):
                # It is one of the council's questions, or of the setting's own.
                return 0, None
            known = listed or self.outline.find_by_words(text)
            return (level, known) if known else (0, None)
        if listed and not passage.is_point:
            return level, listed
        is_line = (
            len(words) <= SHORT_LINE
            and text[0].isupper()
            and text[-1] not in '.!;,”"'
            and not passage.is_cell
            and not passage.is_point
            and not any(each.isdigit() for each in text)
        )
        if is_line and (passage.is_bold or (not self.is_styled and number)):
            known = self.outline.find_by_words(text)
            if known or passage.is_bold:
                return level, known
        return 0, None

    def _governing(self) -> _Open | None:
        return self.open[-1] if self.open else None

    def _close(self, level: int) -> None:
        while self.open and self.open[-1].level >= level:
            self.open.pop()
        self.label = None

    def _push(self, opened: _Open) -> None:
        self._close(opened.level)
        self.open.append(opened)
        self.names_contact = False
        self.has_begun = self.has_begun or opened.section is not None

    # Passages

    def _mark(self, text: str, kind: Kind) -> Evidence:
        governing = self._governing()
        found = Evidence(text, kind)
        if governing and governing.section:
            return replace(found, governor=governing.section, heading=governing.text)
        if kind is Kind.BOX_TITLE:
            return replace(found, rule=NOWHERE)
        return found

    def _drop(self, text: str, kind: Kind, field: str = "") -> Evidence:
        return Evidence(text, kind, rule=NOWHERE, field=field)

    def _find_answer(
        self, text: str, *, names_section: bool = False, begins: bool = False
    ) -> Evidence:
        found = replace(
            self._mark(text, Kind.ANSWER), names_section=names_section, begins=begins
        )
        if text in self.repeated:
            return self._drop(text, Kind.FOOTER)
        if is_contact(text):
            return replace(found, rule=self.contact)
        is_short = len(text.split()) <= LONGEST_VALUE
        if found.governor is None and is_short and _POSTCODE.search(text):
            return self._drop(text, Kind.FRONT_SHEET)
        if found.governor is None and self._is_before_all(text):
            return replace(found, governor=NOWHERE)
        return found

    def _is_before_all(self, text: str) -> bool:
        """Whether it greets or introduces, before a section or behind an end."""
        if len(text.split()) <= GREETING:
            return True
        return self.is_outlined and bool(self.open or not self.has_begun)

    # Tables and labels

    def _find_label(self, passage: Passage, text: str) -> Evidence | None:
        """Find what a label of the front sheet or of a contact is, and its values."""
        if passage.level:
            return None
        name, colon, value = text.partition(":")
        label = tidy(name if colon and len(name) < LONGEST_LABEL else text)
        is_alone = not value.strip()
        if asks_for_contact(text, is_cell=passage.is_cell):
            found = Evidence(text, rule=self.contact)
            self.names_contact = True
            self._begin_label(found, passage)
            return replace(found, kind=Kind.BOX_TITLE, begins=True)
        if label in PERSON_LABELS:
            self.names_contact = True
        if label in CONTACT_LABELS and (self.names_contact or self._governs_contact()):
            found = Evidence(text, rule=self.contact)
            self._begin_label(found if is_alone else None, passage)
            return replace(found, kind=Kind.BOX_TITLE) if is_alone else found
        is_label = label in LABELS and not _is_of_a_child(LABELS[label], value)
        if is_label and (passage.is_cell or colon or self._stands_alone()):
            self.names_contact = False
            found = self._drop(text, Kind.FRONT_SHEET, LABELS[label])
            self._begin_label(found if is_alone else None, passage)
            return found
        return self._find_value(passage, text)

    def _begin_label(self, found: Evidence | None, passage: Passage) -> None:
        self.label = found
        self.is_table = passage.is_cell
        self.label_cell = passage.cell
        if found and passage.cell:
            self.above[passage.cell.table, passage.cell.column] = passage.cell, found

    def _find_value(self, passage: Passage, text: str) -> Evidence | None:
        """Find what the label at the left of a passage, or above it, says of it."""
        label = self._find_its_label(passage)
        if not label:
            return None
        is_value = (
            passage.is_cell == self.is_table
            and len(text.split()) <= LONGEST_VALUE
            and not self._is_label(text)
            and not is_box_title(text)
        )
        # A person has a name, a number and more, each other label one value.
        if not is_value or label.rule == NOWHERE or not passage.is_cell:
            self.label = None
        return replace(label, text=text) if is_value else None

    def _find_its_label(self, passage: Passage) -> Evidence | None:
        cell, label, left = passage.cell, self.label, self.label_cell
        if not cell or (label and label.rule != NOWHERE):
            return label
        if label and (not left or (left.table, left.row) == (cell.table, cell.row)):
            if left:
                # It has its value, so what stands below is none.
                self.above.pop((left.table, left.column), None)
            return label
        above, found = self.above.pop((cell.table, cell.column), (None, None))
        return found if above and cell.row == above.row + 1 else None

    def _stands_alone(self) -> bool:
        """Whether a line is a label without its table, as a PDF has them."""
        return not self.has_begun or not self.is_styled

    def _is_label(self, text: str) -> bool:
        if text.endswith("?") or (text.endswith(":") and len(text.split()) < 8):
            return True
        # A cell of another topic, such as one that is about the building.
        return len(text.split()) <= 4 and bool(self.outline.find_by_words(text))

    def _governs_contact(self) -> bool:
        governing = self._governing()
        return bool(governing and governing.section == self.contact)


def _is_of_a_child(field: str, value: str) -> bool:
    """Whether a label of dates tells of other reviews than that of the document."""
    is_dated = not value.strip() or any(map(str.isdigit, value))
    return field in ("reviewed_on", "next_review_on") and not is_dated
