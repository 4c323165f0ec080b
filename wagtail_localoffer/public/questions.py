"""What families ask, as a page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.html import format_html
from wagtail.rich_text import RichText

from wagtail_localoffer.content.family_answers import FamilyAnswer

if TYPE_CHECKING:
    from wagtail_localoffer.frameworks import Text

#: An answer of more words is read in the offer.
LONGEST_ON_SHEET = 90


@dataclass(frozen=True)
class Question:
    """What families ask, and where a page answers it."""

    answer: FamilyAnswer
    #: The fragment of its public address. It leads to what answers it now, in whatever
    #: words.
    anchor: str
    #: The section that has the answer; ``None`` if that is the contact.
    section: Any
    #: Whether there is no room for the answer.
    is_brief: bool = False

    @property
    def text(self) -> Text:
        return self.answer.text

    @property
    def words(self) -> Any:
        """The answer itself, if the setting said that it is one, and it is short."""
        passage = self.answer.passage
        if passage is None or not self.answer.is_certain or self.is_brief:
            return None
        if self.answer.point:
            return format_html("<p>{}</p>", self.answer.point)
        is_short = len(passage.words.split()) <= LONGEST_ON_SHEET
        return RichText(passage.html) if is_short else None
