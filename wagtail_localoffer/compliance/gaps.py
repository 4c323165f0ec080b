"""Gaps: what is thin or not said at all, as advice."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from wagtail_localoffer.compliance.findings import Finding
from wagtail_localoffer.content import Content
from wagtail_localoffer.content.answers import FEW_WORDS, Assessment, Coverage
from wagtail_localoffer.frameworks.choices import SHOULD, SettingType

#: Types of setting that are asked the same, whoever runs them.
WHOEVER_RUNS_IT = (
    SettingType.CHILDMINDER,
    SettingType.CHILDRENS_CENTRE,
    SettingType.PUPIL_REFERRAL_UNIT,
    SettingType.ALTERNATIVE,
    SettingType.COLLEGE,
)


def check_runner(content: Content) -> Iterator[Finding]:
    """Ask who runs a setting, while it doesn't say."""
    details = content.framework.front_sheet.details
    if not any(each.key == "setting_type" for each in details):
        # The law asks things by type of settings alone.
        return
    if not content.details["run_by"] and content.setting_type not in WHOEVER_RUNS_IT:
        yield Finding(
            code="run_by_missing",
            severity=SHOULD,
            block="",
            message=_("Say who runs your setting: what the law asks depends on it."),
            field="run_by",
        )


def list_gaps(assessment: Assessment) -> Iterator[Finding]:
    """Turn what is thin or missing into advice, unless it stops the offer anyway."""
    for state in assessment.sections:
        section = state.section
        if state.status == Coverage.THIN:
            message = _("Say more in “{heading}”: it has fewer than {number} words.")
            yield Finding(
                code="section_thin",
                severity=SHOULD,
                block=section.key,
                message=format_lazy(message, heading=section.heading, number=FEW_WORDS),
                field="text",
            )
        elif state.status == Coverage.MISSING and not section.required:
            yield Finding(
                code="section_unanswered",
                severity=SHOULD,
                block=section.key,
                message=format_lazy(
                    _(
                        "Write something in “{heading}”, or leave it out if it does "
                        "not apply to you."
                    ),
                    heading=section.heading,
                ),
            )
    for asked in assessment.requirements:
        if asked.is_open:
            yield Finding(
                code="requirement_unanswered",
                severity=SHOULD,
                block=asked.block,
                message=format_lazy(
                    _("Nothing was found about this: {requirement}"),
                    requirement=asked.requirement.text,
                ),
                source=asked.requirement.source,
                requirement=asked.requirement.key,
            )
