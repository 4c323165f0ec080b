"""
Where each passage of a document belongs.

The heading that governs a passage says most of it, its words say the rest, and what
stands beside it belongs together. Where heading and words disagree, the heading wins,
and the passage is not sure.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext

from wagtail_localoffer.frameworks import Framework
from wagtail_localoffer.frameworks.lookups import find_origin
from wagtail_localoffer.frameworks.taking_part import TAKING_PART
from wagtail_localoffer.importing.passages import PICTURE, TABLE, Passage
from wagtail_localoffer.importing.placing.evidence import Evidence
from wagtail_localoffer.importing.placing.kinds import Kind
from wagtail_localoffer.importing.placing.leftovers import is_document
from wagtail_localoffer.importing.placing.walk import gather_evidence
from wagtail_localoffer.importing.placing.words import NOWHERE, learn_words
from wagtail_localoffer.importing.tables import join_words, list_units

#: What each thing that is known of a passage counts. Measured on the documents of the
#: tests; the results hardly change within a third of each.
WORDS, GOVERNOR, HEADING_ITSELF, SUBHEADING, RULE = 1.2, 2.5, 2.0, 0.8, 5.0

#: Few passages are of these kinds, so their words alone are believed less.
RARE_CONTACT, RARE_NOWHERE = 1.5, 1.0
RARE = {"the_setting": 1.0, TAKING_PART.key: 3.0}

#: What it counts that a neighbour belongs to the same section.
STAYS, STAYS_OVER_HEADING = 1.4, 0.2

#: How probable a place must be, so that nobody need look.
SURE = 0.85

#: A passage of fewer words is never sure, unless it is a point of a list.
FEWEST = 3

#: The same where there is no heading, and words say all.
SURE_ALONE = 0.9


@dataclass(frozen=True)
class Place:
    """Where one passage belongs, or why nowhere."""

    passage: Passage
    kind: Kind
    #: The key of a section or of the contact; ``None`` for nowhere, or not known.
    section: str | None
    #: Whether it may be used without a look.
    sure: bool
    #: The next most probable section of what is not sure.
    second: str | None = None
    #: Why it is placed so, in words for people.
    reason: str = ""
    #: The field of the front sheet that it is, or an empty string.
    field: str = ""

    @property
    def dropped(self) -> str | None:
        """Why it belongs to no section; ``None`` for all that may belong to one."""
        # Only what a rule drops is sure to belong nowhere.
        if self.section is not None or not self.sure:
            return None
        return self.kind.value

    @property
    def is_text(self) -> bool:
        """Whether it is to be read in its section."""
        return self.section is not None and self.kind in (Kind.ANSWER, Kind.HEADING)


def place(passages: Sequence[Passage], framework: Framework) -> list[Place]:
    """Say of each passage, in their order, where it belongs."""
    units = list(list_units(passages))
    found = _place_units([_stand_for(unit) for unit in units], framework)
    return [
        replace(each, passage=passage)
        for each, unit in zip(found, units, strict=True)
        for passage in unit
    ]


def _stand_for(unit: list[Passage]) -> Passage:
    """A passage that is placed as a unit is."""
    if len(unit) > 1:
        return Passage(join_words(unit), TABLE)
    (passage,) = unit
    if passage.picture or passage.style == PICTURE:
        # What it shows is described for those who can't see it, not for us: the text
        # around it says where it belongs.
        return Passage("", PICTURE)
    return Passage(passage.text, TABLE) if passage.block else passage


def _place_units(passages: list[Passage], framework: Framework) -> list[Place]:
    model = learn_words(find_origin(framework))
    evidence = gather_evidence(passages, framework)
    words = [model.score(each.text) for each in evidence]
    scores = [
        _weigh(each, score, model.sections, framework)
        for each, score in zip(evidence, words, strict=True)
    ]
    chances = _settle(scores, evidence)
    return [
        _decide(passage, each, chance, score, model.sections, framework)
        for passage, each, chance, score in zip(
            passages, evidence, chances, words, strict=True
        )
    ]


def _weigh(
    found: Evidence, words: list[float], sections: list[str], framework: Framework
) -> list[float]:
    """How much speaks for each section, leaving aside what stands beside it."""
    scores = []
    for section, score in zip(sections, words, strict=True):
        total = WORDS * score
        if section == found.governor:
            total += GOVERNOR + (HEADING_ITSELF if found.names_section else 0)
        if section and section == found.subheading:
            total += SUBHEADING
        if section == found.rule:
            total += RULE
        elif section == framework.contact.key and section != found.governor:
            total -= RARE_CONTACT
        elif section == NOWHERE and found.governor != NOWHERE:
            total -= RARE_NOWHERE
        elif section != found.governor:
            total -= RARE.get(section, 0.0)
        scores.append(total)
    return scores


def _settle(
    scores: list[list[float]], evidence: Sequence[Evidence]
) -> list[list[float]]:
    """
    Find the chance of each section for each passage, with those beside it in mind.

    This is the forward-backward algorithm. It costs the same for each passage, because
    all changes of section are as likely.
    """
    emits = [_as_chances(each) for each in scores]
    stays = [
        math.exp(STAYS_OVER_HEADING if each.begins else STAYS) - 1 for each in evidence
    ]
    forward: list[list[float]] = []
    before: list[float] = []
    for emit, stay in zip(emits, stays, strict=True):
        if before:
            emit = [
                chance * (1 + stay * last)
                for chance, last in zip(emit, before, strict=True)
            ]
        before = _share(emit)
        forward.append(before)
    result: list[list[float]] = []
    behind: list[float] = []
    for place in range(len(emits) - 1, -1, -1):
        if behind:
            stay = stays[place + 1]
            total = sum(behind)
            message = [total + stay * each for each in behind]
        else:
            message = [1.0] * len(emits[place])
        result.append(
            _share([a * b for a, b in zip(forward[place], message, strict=True)])
        )
        behind = _share([a * b for a, b in zip(emits[place], message, strict=True)])
    return result[::-1]


def _as_chances(scores: list[float]) -> list[float]:
    most = max(scores)
    return _share([math.exp(each - most) for each in scores])


def _share(values: list[float]) -> list[float]:
    total = sum(values)
    return [each / total for each in values]


def _decide(
    passage: Passage,
    found: Evidence,
    chances: list[float],
    words: list[float],
    sections: list[str],
    framework: Framework,
) -> Place:
    if found.rule == NOWHERE:
        return Place(
            passage, found.kind, None, True, None, str(found.kind.label), found.field
        )
    ranked = sorted(zip(chances, sections, strict=True), reverse=True)
    # Without a telling word, all sections have the same score.
    says_something = max(words) > min(words)
    by_words = sections[words.index(max(words))] if says_something else NOWHERE
    first, second = ranked[0][1], ranked[1][1]
    governor = found.governor or NOWHERE
    sure = _is_sure(passage, found, first, ranked[0][0], by_words)
    if first == NOWHERE:
        # Only a rule drops a passage. This one waits for a person.
        reason = gettext("Nothing says where it belongs.")
        return Place(passage, found.kind, None, False, second or None, reason)
    if second == NOWHERE or (governor and first != governor):
        # What the heading says is the better second choice.
        second = governor if governor and governor != first else ranked[2][1]
    if found.rule is None and by_words and by_words != first and first == governor:
        second = by_words
    return Place(
        passage,
        found.kind,
        first,
        sure,
        None if sure else second or None,
        _explain(found, first, by_words),
    )


def _is_sure(
    passage: Passage, found: Evidence, section: str, chance: float, by_words: str
) -> bool:
    """Whether nobody need look at it."""
    if not section or (found.rule is None and _says_little(passage, found)):
        return False
    if found.rule is not None:
        return chance >= SURE and section in (found.rule, found.governor)
    if found.governor is None:
        return chance >= SURE_ALONE and section == by_words
    # Words may outweigh a heading, and then a person should look. A point without a
    # telling word belongs to its list.
    is_silent_point = passage.is_point and not by_words
    return section == found.governor and (chance >= SURE or is_silent_point)


def _says_little(passage: Passage, found: Evidence) -> bool:
    """Whether it may be a button, a link, or a label whose value was lost."""
    if passage.style == PICTURE:
        return False
    is_short = len(found.text.split()) < FEWEST and not passage.is_point
    return found.kind is Kind.ANSWER and (is_short or is_document(found.text))


def _explain(found: Evidence, section: str, by_words: str) -> str:
    if section == found.rule:
        return gettext("It names the person and how to reach them.")
    if section == found.governor and found.heading:
        reason = gettext("It stands under “%(heading)s”.") % {"heading": found.heading}
        if by_words == section:
            reason += " " + gettext("Its words fit.")
        elif by_words:
            reason += " " + gettext("Its words sound like another section.")
        return reason
    if section == by_words and found.governor:
        return gettext(
            "It stands under “%(heading)s”, but its words sound like this section."
        ) % {"heading": found.heading}
    if section == by_words:
        return gettext("Its words sound like this section.")
    return gettext("What stands beside it belongs here.")
