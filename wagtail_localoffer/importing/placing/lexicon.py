"""Which headings, words and phrases a document may use for a framework's sections."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wagtail_localoffer.frameworks import Framework
from wagtail_localoffer.importing.placing.headings import HEADINGS, KEYWORDS
from wagtail_localoffer.importing.placing.questions import (
    QUESTION_HEADINGS,
    QUESTION_KEYWORDS,
    QUESTION_PHRASES,
)
from wagtail_localoffer.importing.placing.vocabulary import PHRASES


@dataclass(frozen=True)
class Lexicon:
    """What is known of documents, by the keys of sections."""

    headings: Mapping[str, tuple[str, ...]]
    #: Words of a heading that nobody has listed.
    keywords: Mapping[str, tuple[str, ...]]
    phrases: Mapping[str, str]


#: That of the council's sections, and that of the fourteen questions.
LEXICONS = (
    Lexicon(HEADINGS, KEYWORDS, PHRASES),
    Lexicon(QUESTION_HEADINGS, QUESTION_KEYWORDS, QUESTION_PHRASES),
)


def find_lexicon(framework: Framework) -> Lexicon:
    """The one that knows most of its sections; a project may have changed a few."""
    keys = {section.key for section in framework.sections}
    return max(LEXICONS, key=lambda each: len(keys & each.phrases.keys()))
