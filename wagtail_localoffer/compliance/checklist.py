"""What an offer has and what it lacks, arranged as its editor works: part by part."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from wagtail_localoffer.compliance.findings import Finding
from wagtail_localoffer.content import Content, Offer, read
from wagtail_localoffer.content.answers import Assessment, Coverage, RequirementState
from wagtail_localoffer.frameworks.choices import MUST, SHOULD
from wagtail_localoffer.frameworks.lookups import is_for, is_needed
from wagtail_localoffer.frameworks.reserved import COUNCIL_LINK, OWN_SECTION

if TYPE_CHECKING:
    from wagtail_localoffer.frameworks import Text


#: About how long it takes to fill in a part that needs no text, and to write a section.
MINUTES_WITHOUT_TEXT = 3
MINUTES_PER_SECTION = 10


#: How the codes of findings end that name what isn't there yet.
LACKING = ("_missing", "_empty")


class PartStatus(TextChoices):
    """How far somebody has got with a part of an offer."""

    NOT_STARTED = "not_started", _("Not started")
    STARTED = "started", _("Started")
    READY = "ready", _("Ready")
    #: Something that was written can't be published.
    ATTENTION = "attention", _("Needs attention")


@dataclass(frozen=True)
class Line:
    """One part of the offer: a section, a block of its own, or the front sheet."""

    #: The name of its block; empty for the front sheet.
    key: str
    heading: Text
    status: PartStatus
    #: How long it takes to write all of it.
    minutes: int
    #: Whether an offer without it can't go live.
    is_needed: bool
    #: Whether an offer without it lacks nothing.
    only_invites: bool
    obstacles: tuple[Finding, ...]
    requirements: tuple[RequirementState, ...]
    advice: tuple[Finding, ...]

    @property
    def open_requirements(self) -> int:
        return sum(state.is_open for state in self.requirements)


@dataclass(frozen=True)
class Checklist:
    """What an offer has and lacks, line by line."""

    lines: tuple[Line, ...]
    assessment: Assessment

    @property
    def next_line(self) -> Line | None:
        """What to write next: what is wrong, then what is needed, then the rest."""
        open_lines = [line for line in self.lines if line.status != PartStatus.READY]
        return min(
            (line for line in open_lines if line.is_needed or line.requirements),
            key=lambda line: (
                line.status != PartStatus.ATTENTION,
                not line.is_needed,
            ),
            default=None,
        )

    @property
    def ready(self) -> int:
        """How many parts are ready, of those that an offer needs."""
        needed = (line for line in self.lines if line.is_needed)
        return sum(line.status == PartStatus.READY for line in needed)

    @property
    def needed(self) -> int:
        """How many parts an offer needs."""
        return sum(line.is_needed for line in self.lines)

    @property
    def is_empty(self) -> bool:
        """Whether nobody has written anything yet, but perhaps the front sheet."""
        written = (line for line in self.lines if line.key)
        return all(line.status == PartStatus.NOT_STARTED for line in written)

    @property
    def time_left(self) -> str:
        """About how long it takes to write what is needed and isn't there yet."""
        shares = {PartStatus.NOT_STARTED: 1.0, PartStatus.READY: 0.0}
        minutes = sum(
            line.minutes * shares.get(line.status, 0.5)
            for line in self.lines
            if line.is_needed
        )
        hours = round(minutes / 60)
        if hours:
            words = ngettext("about %(hours)s hour", "about %(hours)s hours", hours)
            return words % {"hours": hours}
        # More exact than that it isn't.
        fives = -int(-minutes // 5) * 5
        return (
            gettext("about %(minutes)s minutes") % {"minutes": fives} if fives else ""
        )

    @property
    def open_requirements(self) -> int:
        """How many things the law asks for were not found."""
        return sum(line.open_requirements for line in self.lines)

    @property
    def asked(self) -> tuple[RequirementState, ...]:
        """What the report has items for, in its order."""
        asked = self.assessment.requirements
        return tuple(each for each in asked if each.requirement.heading)

    @property
    def settled(self) -> int:
        """About how many of those nobody need decide any more."""
        return sum(state.is_settled for state in self.asked)

    @property
    def changed(self) -> int:
        """About how many a person has to decide again, since a passage has changed."""
        return sum(
            bool(state.decision and state.decision.lost and not state.is_settled)
            for state in self.asked
        )

    @property
    def obstacles(self) -> list[tuple[Line, Finding]]:
        """What stops the offer from going live, each with its place."""
        return [(line, found) for line in self.lines for found in line.obstacles]

    @property
    def advice(self) -> list[tuple[Line, Finding]]:
        """What could be better, each with its place."""
        return [(line, found) for line in self.lines for found in line.advice]


def build_checklist(
    offer: Offer | Content, findings: Iterable[Finding], assessment: Assessment
) -> Checklist:
    """
    Arrange what was found out about ``offer``, in the order of its form.

    :param offer: an offer, or its content if that was read already.
    :param findings: what ``check_offer`` found.
    :param assessment: what ``assess`` found.
    """
    content = read(offer)
    framework = content.framework
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.block, []).append(finding)
    asked: dict[str, list[RequirementState]] = {}
    for state in assessment.requirements:
        asked.setdefault(state.block, []).append(state)
    statuses = {state.section.key: state.status for state in assessment.sections}
    headings: dict[str, Text] = {
        "": framework.front_sheet.heading,
        framework.contact.key: framework.contact.heading,
        COUNCIL_LINK: _("Council’s local offer"),
    }
    needed = set(headings)
    for section in framework.sections:
        invites = section.only_invites and is_for(
            section.setting_types, content.setting_type
        )
        if section.key in statuses or section.key in found or invites:
            headings[section.key] = section.heading
            if is_needed(section, content.setting_type):
                needed.add(section.key)
    headings[OWN_SECTION] = _("Your own sections")
    sections = {section.key for section in framework.sections}
    inviting = {each.key for each in framework.sections if each.only_invites}

    def build_line(block: str, heading: Text) -> Line:
        obstacles = tuple(
            each for each in found.get(block, []) if each.severity == MUST
        )
        return Line(
            block,
            heading,
            _judge(_is_begun(content, block), obstacles, statuses.get(block)),
            MINUTES_PER_SECTION if block in sections else MINUTES_WITHOUT_TEXT,
            block in needed,
            block in inviting,
            obstacles,
            tuple(asked.get(block, [])),
            # What a requirement lacks stands beside the requirement already.
            tuple(
                each
                for each in found.get(block, [])
                if each.severity == SHOULD and not each.requirement
            ),
        )

    lines = (build_line(block, heading) for block, heading in headings.items())
    return Checklist(tuple(lines), assessment)


def _is_begun(content: Content, block: str) -> bool:
    """Whether anybody has written anything in a part."""
    framework = content.framework
    if not block:
        # What is asked for, and not what has a value from the start.
        details = framework.front_sheet.details
        return any(each.missing and content.is_filled(each.key) for each in details)
    if block == framework.contact.key:
        return any(
            each.is_vacant or each.read(key)
            for each in content.contacts
            for key in ("name", "email", "telephone")
        )
    if block == COUNCIL_LINK:
        return any(link.value is not None for link in content.council_links)
    part = content.parts_by_block.get(block)
    return part is not None and bool(
        part.has_words or part.answered_facts or part.has_more
    )


def _judge(
    is_begun: bool, obstacles: tuple[Finding, ...], coverage: Coverage | None
) -> PartStatus:
    if any(not found.code.endswith(LACKING) for found in obstacles):
        return PartStatus.ATTENTION
    if not is_begun:
        return PartStatus.NOT_STARTED
    if obstacles or coverage == Coverage.THIN:
        return PartStatus.STARTED
    return PartStatus.READY
