"""The walk through a document that gathers what is known of each passage."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from wagtail_localoffer.frameworks import Framework
from wagtail_localoffer.importing.passages import (
    BOLD_LINE,
    FOOTER,
    MENU,
    PICTURE,
    PLAIN_LINE,
    TABLE,
    Passage,
    tidy,
)
from wagtail_localoffer.importing.placing.contact_rules import (
    is_contact,
    is_way_to_reach,
)
from wagtail_localoffer.importing.placing.evidence import Evidence, drop
from wagtail_localoffer.importing.placing.headings import CONTACT_LABELS
from wagtail_localoffer.importing.placing.kinds import Kind
from wagtail_localoffer.importing.placing.labels import LONGEST_VALUE, LabelReader
from wagtail_localoffer.importing.placing.leftovers import (
    find_leftover,
    is_box_title,
    is_prompt,
    is_quote,
    is_title,
)
from wagtail_localoffer.importing.placing.outline import (
    QUESTIONS,
    Known,
    Outline,
    ends_with_setting,
    find_asking,
    find_introducing,
    is_end,
    list_depths,
    looks_like_heading,
    read_outline,
)
from wagtail_localoffer.importing.placing.words import NOWHERE

#: A greeting before the first heading is not longer, in words.
GREETING = 6

#: By the style that a reader gives it: what a page of the web says itself.
PARTS = {MENU: Kind.MENU, FOOTER: Kind.FOOTER}

#: From so many numbered headings on, lines without a number are none.
NUMBERED = 3

#: The section of what people say of a setting.
QUOTES = "good_practice"

_POSTCODE = re.compile(r"\b[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}\b")


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
    """Gather for each passage what tells where it belongs."""
    walk = _Walk(passages, framework)
    return [walk.take(number, each) for number, each in enumerate(passages)]


class _Walk:
    def __init__(self, passages: Sequence[Passage], framework: Framework) -> None:
        self.outline: Outline = read_outline(framework)
        self.contact = framework.contact.key
        self.sections = {each.key for each in framework.sections}
        self.open: list[_Open] = []
        self.levels = Counter(each.level for each in passages if each.level)
        self.is_styled = sum(self.levels.values()) > 1
        #: It is mostly the title.
        self.first_heading = next(
            (number for number, each in enumerate(passages) if each.level), None
        )
        self.labels = LabelReader(self.outline, self.contact)
        self.has_begun = False
        #: Whether the passage before said who the contact is.
        self.is_beside_contact = False
        #: Whether a heading governs of which nobody knows what it says.
        self.is_open_topic = False
        #: How deep in the numbers of an outline each line stands; 0 for all others.
        self.depths = list_depths(passages)
        #: Where a line without a style may be a heading.
        self.introducing = (
            set[int]()
            if sum(map(bool, self.depths)) >= NUMBERED
            else find_introducing(passages)
        )
        #: What is listed of each passage as a heading.
        self.listed = [self.outline.find_listed(each.text) for each in passages]
        self.is_outlined = self.is_styled or any(self.listed)
        #: Whether its headings are questions, so that these are no prompts.
        self.is_questions = (
            sum(
                bool(self._asks(known) and each.text.rstrip().endswith("?"))
                for known, each in zip(self.listed, passages, strict=True)
            )
            >= QUESTIONS
        )
        # In the fourteen questions, the others are a council's.
        is_council = any(
            known and known.is_own != self.outline.is_questions for known in self.listed
        )
        #: Where it asks in words of its own, and no council asks anything.
        self.asking = set() if self.is_styled or is_council else find_asking(passages)
        counts = Counter(each.text for each in passages)
        #: What stands on each page again.
        self.repeated = {
            text
            for text, count in counts.items()
            if count > 2 and 3 < len(text.split()) < 14
        }

    def take(self, number: int, passage: Passage) -> Evidence:
        found = self._take(number, passage)
        self.is_beside_contact = found.rule == self.contact
        return found

    def _take(self, number: int, passage: Passage) -> Evidence:
        text = " ".join(passage.text.split())
        if kind := PARTS.get(passage.style):
            return drop(text, kind)
        if passage.style in (PICTURE, TABLE):
            return self._find_answer(text)
        if found := self.labels.find(
            passage,
            text,
            governs_contact=self._governs_contact(),
            stands_alone=self._stands_alone(),
        ):
            return found
        if kind := find_leftover(text):
            return drop(text, kind)
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
            return drop(text, Kind.TITLE)
        return self._find_answer(text)

    # Headings

    def _find_heading(
        self, number: int, passage: Passage, text: str
    ) -> Evidence | None:
        level, known = self._know_heading(number, passage, text)
        if not level:
            return None
        is_styled = not passage.is_bold
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
            return drop(text, Kind.TITLE)
        if number == self.first_heading and not self.has_begun:
            self._push(_Open(level, None, text))
            return drop(text, Kind.TITLE)
        if not is_styled:
            return replace(self._mark(text, Kind.HEADING), begins=True)
        self._close(level)
        governing = self._governing()
        self.is_open_topic = not (governing and governing.section)
        return replace(self._mark(text, Kind.HEADING), begins=governing is None)

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
        depth = self.depths[number]
        level = BOLD_LINE if passage.is_bold else PLAIN_LINE + max(depth - 1, 0)
        governing = self._governing()
        if text.endswith("?") and not (listed and listed.is_own):
            is_heading = self.is_questions and listed
            if (
                governing
                and governing.section
                and (governing.is_own or governing.level < BOLD_LINE)
                and not (is_heading and governing.level >= BOLD_LINE)
            ):
                # It is one of the council's questions, or of the setting's own.
                return 0, None
            known = listed or self.outline.find_by_words(text)
            return (level, known) if known or number in self.asking else (0, None)
        if listed and not passage.is_point:
            return level, listed
        is_line = looks_like_heading(passage) and (
            self.has_begun or not ends_with_setting(text)
        )
        is_plain = not passage.is_bold
        if is_plain and (self.is_styled or not number):
            return 0, None
        if (is_line and not is_plain) or depth:
            return level, self.outline.find_by_words(text)
        if is_line and number in self.introducing:
            known = self.outline.find_by_words(text)
            # Under a council's heading, it may be a smaller one.
            is_topic = not (governing and governing.is_own) and self.has_begun
            return (level, known) if known or is_topic else (0, None)
        return 0, None

    def _asks(self, known: Known | None) -> bool:
        """Whether a listed question is a heading, and no prompt of the council's."""
        return bool(known and (self.outline.is_questions or not known.is_own))

    def _governing(self) -> _Open | None:
        return self.open[-1] if self.open else None

    def _close(self, level: int) -> None:
        while self.open and self.open[-1].level >= level:
            self.open.pop()
        self.labels.end()

    def _push(self, opened: _Open) -> None:
        self._close(opened.level)
        self.is_open_topic = False
        self.open.append(opened)
        self.labels.names_contact = False
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

    def _find_answer(
        self, text: str, *, names_section: bool = False, begins: bool = False
    ) -> Evidence:
        found = replace(
            self._mark(text, Kind.ANSWER), names_section=names_section, begins=begins
        )
        if text in self.repeated:
            return drop(text, Kind.FOOTER)
        if is_contact(text) or (self.is_beside_contact and is_way_to_reach(text)):
            return replace(found, rule=self.contact)
        if QUOTES in self.sections and is_quote(text):
            found = replace(found, subheading=QUOTES)
        is_short = len(text.split()) <= LONGEST_VALUE
        is_letterhead = found.governor is None or ends_with_setting(
            text.partition(",")[0]
        )
        if is_letterhead and is_short and _POSTCODE.search(text):
            return drop(text, Kind.FRONT_SHEET)
        if found.governor is None and self._is_before_all(text):
            return replace(found, governor=NOWHERE)
        return found

    def _is_before_all(self, text: str) -> bool:
        """Whether it greets or introduces, before a section or behind an end."""
        if self.is_open_topic:
            return False
        if len(text.split()) <= GREETING:
            return True
        return self.is_outlined and bool(self.open or not self.has_begun)

    def _stands_alone(self) -> bool:
        """Whether a line is a label without its table, as a PDF has them."""
        return not self.has_begun or not self.is_styled

    def _governs_contact(self) -> bool:
        governing = self._governing()
        return bool(governing and governing.section == self.contact)
