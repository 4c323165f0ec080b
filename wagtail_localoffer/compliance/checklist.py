"""What an offer has and what it lacks, arranged as its editor works: part by part."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from wagtail_localoffer.compliance.findings import Finding
from wagtail_localoffer.content import Content, Offer, read
from wagtail_localoffer.content.answers import Assessment, Coverage, RequirementState
from wagtail_localoffer.frameworks.choices import MUST, SHOULD
from wagtail_localoffer.frameworks.lookups import is_needed
from wagtail_localoffer.frameworks.reserved import COUNCIL_LINK

if TYPE_CHECKING:
    from wagtail_localoffer.frameworks import Text


@dataclass(frozen=True)
class Line:
    """One part of the offer: a section, a block of its own, or the front sheet."""

    #: The name of its block; empty for the front sheet.
    key: str
    heading: Text
    #: Where it is in the editor's form: the id of an element, or an empty string.
    target: str
    status: Coverage
    #: Whether an offer without it can't go live.
    is_needed: bool
    obstacles: tuple[Finding, ...]
    requirements: tuple[RequirementState, ...]
    advice: tuple[Finding, ...]

    @property
    def open_requirements(self) -> int:
        return sum(state.status != Coverage.DONE for state in self.requirements)


@dataclass(frozen=True)
class Checklist:
    lines: tuple[Line, ...]
    assessment: Assessment

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
    targets = {
        block["type"]: f"block-{block['id']}-section"
        for block in reversed(content.blocks)
        if block.get("id")
    }
    statuses = {state.section.key: state.status for state in assessment.sections}
    headings: dict[str, Text] = {
        "": framework.front_sheet.heading,
        framework.contact.key: framework.contact.heading,
        COUNCIL_LINK: _("Council’s local offer"),
    }
    needed = set(headings)
    for section in framework.sections:
        if section.key in statuses or section.key in found:
            headings[section.key] = section.heading
            if is_needed(section, content.setting_type):
                needed.add(section.key)
    for block in found:
        headings.setdefault(block, _("Your own sections"))

    def build_line(block: str, heading: Text) -> Line:
        obstacles = tuple(
            each for each in found.get(block, []) if each.severity == MUST
        )
        status = statuses.get(block, Coverage.DONE)
        return Line(
            block,
            heading,
            targets.get(block, "") if block else _choose_field(obstacles),
            Coverage.MISSING if obstacles else status,
            block in needed,
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


def _choose_field(obstacles: tuple[Finding, ...]) -> str:
    field = next((each.field for each in obstacles if each.field), "setting_name")
    return f"id_{field}"
