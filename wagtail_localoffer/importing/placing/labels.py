"""Labels of forms and their values, on lines and in tables."""

from __future__ import annotations

from dataclasses import replace

from wagtail_localoffer.importing.passages import Cell, Passage, tidy
from wagtail_localoffer.importing.placing.contact_rules import asks_for_contact
from wagtail_localoffer.importing.placing.evidence import Evidence, drop
from wagtail_localoffer.importing.placing.headings import (
    CONTACT_LABELS,
    LABELS,
    PERSON_LABELS,
)
from wagtail_localoffer.importing.placing.kinds import Kind
from wagtail_localoffer.importing.placing.leftovers import is_box_title
from wagtail_localoffer.importing.placing.outline import Outline
from wagtail_localoffer.importing.placing.words import NOWHERE

#: In letters, and in words.
LONGEST_LABEL, LONGEST_VALUE = 80, 20


class LabelReader:
    """A reader of the labels of the front sheet and of the contact, in their order."""

    def __init__(self, outline: Outline, contact: str) -> None:
        self.outline = outline
        self.contact = contact
        #: The running label, with what its values are.
        self.label: Evidence | None = None
        #: Its cell, and those labels that may have their values below.
        self.label_cell: Cell | None = None
        self.above: dict[tuple[int, int], tuple[Cell, Evidence]] = {}
        #: Whether that label stands in a table.
        self.is_table = False
        #: Whether the labels of a table speak of a person.
        self.names_contact = False

    def find(
        self, passage: Passage, text: str, *, governs_contact: bool, stands_alone: bool
    ) -> Evidence | None:
        """
        Find what a label is, or a value of one.

        :param governs_contact: whether it stands under the heading of the contact.
        :param stands_alone: whether a line may be a label, outside of tables too.
        """
        if passage.level:
            return None
        name, colon, value = text.partition(":")
        label = tidy(name if colon and len(name) < LONGEST_LABEL else text)
        is_alone = not value.strip()
        if asks_for_contact(text, is_cell=passage.is_cell):
            found = Evidence(text, rule=self.contact)
            self.names_contact = True
            self._begin(found, passage)
            return replace(found, kind=Kind.BOX_TITLE, begins=True)
        if label in PERSON_LABELS:
            self.names_contact = True
        if label in CONTACT_LABELS and (self.names_contact or governs_contact):
            found = Evidence(text, rule=self.contact)
            self._begin(found if is_alone else None, passage)
            return replace(found, kind=Kind.BOX_TITLE) if is_alone else found
        is_label = label in LABELS and not _is_of_a_child(LABELS[label], value)
        if is_label and (passage.is_cell or colon or stands_alone):
            self.names_contact = False
            found = drop(text, Kind.FRONT_SHEET, LABELS[label])
            self._begin(found if is_alone else None, passage)
            return found
        value_of = self._find_value(passage, text)
        if not value_of and not passage.is_cell:
            # Lines of a person follow each other.
            self.names_contact = False
        return value_of

    def end(self) -> None:
        """End the running label: what follows is no value of it."""
        self.label = None

    def _begin(self, found: Evidence | None, passage: Passage) -> None:
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

    def _is_label(self, text: str) -> bool:
        if text.endswith("?") or (text.endswith(":") and len(text.split()) < 8):
            return True
        # A cell of another topic, such as one that is about the building.
        return len(text.split()) <= 4 and bool(self.outline.find_by_words(text))


def _is_of_a_child(field: str, value: str) -> bool:
    """Whether a label of dates tells of other reviews than that of the document."""
    is_dated = not value.strip() or any(map(str.isdigit, value))
    return field in ("reviewed_on", "next_review_on") and not is_dated
