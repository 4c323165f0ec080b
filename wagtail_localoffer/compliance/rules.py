"""What an offer must have to be live. The only place that decides it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from wagtail_localoffer import conf
from wagtail_localoffer.compliance.advice import Surroundings, advise
from wagtail_localoffer.compliance.findings import Finding
from wagtail_localoffer.content.answers import FEW_WORDS, Assessment, Coverage, assess
from wagtail_localoffer.content.contacts import StoredContact, read_contacts
from wagtail_localoffer.content.front_sheet import is_asked, is_filled
from wagtail_localoffer.content.parts import read_part, read_parts
from wagtail_localoffer.frameworks import (
    SENCO,
    TEAMS,
    Detail,
    Framework,
    Section,
    Words,
    lookups,
    reserved,
)
from wagtail_localoffer.frameworks.choices import MUST, SHOULD, AgeUnit, SettingType
from wagtail_localoffer.text.html import Reading
from wagtail_localoffer.text.plain import is_email, one_line
from wagtail_localoffer.text.telephones import is_telephone

if TYPE_CHECKING:
    from wagtail_localoffer.frameworks import Text
from wagtail_localoffer.content.parts import (
    Offer,
    _as_dict,
    _content_by_block,
    _read_section,
)

# ``Finding`` is part of what this module offers.
__all__ = ["Finding", "Offer", "OfferIncomplete", "check_offer", "find_obstacles"]


class OfferIncomplete(ValidationError, PermissionDenied):
    """
    Raised instead of putting an incomplete offer live.

    It is a ``ValidationError`` with a message for each field, which Wagtail's APIs
    answer readably, and a ``PermissionDenied``, which Wagtail's admin views turn into
    a message and a redirect.
    """

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = list(findings)
        messages: dict[str, list[Any]] = {}
        for finding in self.findings:
            field = "body" if finding.block else finding.field or "body"
            messages.setdefault(field, []).append(finding.message)
        super().__init__(messages)


def check_offer(
    offer: Offer,
    surroundings: Surroundings | None = None,
    assessment: Assessment | None = None,
) -> list[Finding]:
    """
    Find what ``offer`` lacks and what it could do better, in the order of its page.

    It is pure and makes no query.

    :param offer: a ``LocalOfferPage``, saved or not, or any object with its attributes.
    :param surroundings: what the offer itself doesn't say; see
        :func:`wagtail_localoffer.models.look_around`. Without it, links to
        other pages and councils are not judged, and today is today.
    :param assessment: what ``assess`` found of it, if that is known already.
    """
    around = surroundings or Surroundings(today=timezone.localdate())
    framework = conf.find_framework(offer)
    contacts = read_contacts(offer.body, framework)
    findings = [
        *find_obstacles(offer, around.council_url, around.today),
        *_check_front_sheet(offer, framework, required=False),
        *_check_age_of_dates(offer, framework, around.today),
        *_check_run_by(offer, framework),
        *_find_gaps(assessment or assess(offer, around.today)),
        *advise(read_parts(offer.body), contacts, framework, around),
    ]
    blocks = ["", *lookups.list_blocks(framework)]
    places = {block: place for place, block in enumerate(blocks)}
    return sorted(findings, key=lambda found: places.get(found.block, len(places)))


def find_obstacles(
    offer: Offer, council_url: str | None = None, today: date | None = None
) -> list[Finding]:
    """
    Find what stops ``offer`` from going live.

    :param council_url: the address that its link to the council leads to, which may be
        empty; ``None`` if that is not to be judged.
    :param today: the day by which dates are judged; without it, the present one.
    """
    content = _content_by_block(offer)
    framework = conf.find_framework(offer)
    setting_type = getattr(offer, "setting_type", "") or ""
    words = lookups.find_words(framework, setting_type)
    return [
        *_check_front_sheet(offer, framework, required=True),
        *_check_forms(offer, framework),
        *_check_ages(offer, framework),
        *_check_future_dates(offer, framework, today or timezone.localdate()),
        *_check_contacts(
            read_contacts(offer.body, framework),
            len(content.get(framework.contact.key, [])),
            framework,
            words,
        ),
        *_check_council_link(
            content.get(reserved.COUNCIL_LINK, []), council_url, framework
        ),
        *(
            finding
            for section in framework.sections
            for finding in _check_section(
                section,
                content.get(section.key, []),
                framework,
                lookups.is_needed(section, setting_type),
            )
        ),
        *(
            finding
            for value in content.get(reserved.OWN_SECTION, [])
            for finding in _check_own_section(value, framework)
        ),
    ]


def _check_run_by(offer: Offer, framework: Framework) -> Iterator[Finding]:
    if not any(each.key == "setting_type" for each in framework.front_sheet.details):
        # The law asks things by type of settings alone.
        return
    # A college is asked the same, whoever runs it.
    is_college = getattr(offer, "setting_type", "") == SettingType.COLLEGE
    if not getattr(offer, "run_by", "") and not is_college:
        yield Finding(
            code="run_by_missing",
            severity=SHOULD,
            block="",
            message=_("Say who runs your setting: what the law asks depends on it."),
            field="run_by",
        )


def _find_gaps(assessment: Assessment) -> Iterator[Finding]:
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
        if asked.status != Coverage.DONE:
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


def _check_front_sheet(
    offer: Offer, framework: Framework, *, required: bool
) -> Iterator[Finding]:
    for detail in framework.front_sheet.details:
        if (
            detail.missing
            and detail.required == required
            and is_asked(offer, detail)
            and not is_filled(offer, detail.key)
        ):
            yield Finding(
                code=f"{detail.key}_missing",
                severity=MUST if required else SHOULD,
                block="",
                message=detail.missing,
                source=framework.source if required else "",
                field=detail.key,
            )


def _check_forms(offer: Offer, framework: Framework) -> Iterator[Finding]:
    for detail in framework.front_sheet.details:
        given = one_line(str(getattr(offer, detail.key, None) or "")).upper()
        if given and detail.pattern and not re.fullmatch(detail.pattern, given):
            yield Finding(
                code=f"{detail.key}_invalid",
                severity=MUST,
                block="",
                message=detail.invalid,
                passage=given,
                field=detail.key,
            )


def _check_ages(offer: Offer, framework: Framework) -> Iterator[Finding]:
    youngest, oldest = (
        getattr(offer, field, None) for field in ("minimum_age", "maximum_age")
    )
    if not isinstance(youngest, int) or not isinstance(oldest, int):
        return
    in_months = getattr(offer, "minimum_age_unit", "") == AgeUnit.MONTHS
    # Somebody stays two years old for twelve months.
    if youngest * (1 if in_months else 12) >= (oldest + 1) * 12:
        yield Finding(
            code="ages_reversed",
            severity=MUST,
            block="",
            message=_("Enter an age that is not below the youngest."),
            field="maximum_age",
        )


def _check_future_dates(
    offer: Offer, framework: Framework, today: date
) -> Iterator[Finding]:
    for detail, day in _read_dates(offer, framework):
        if day > today:
            yield Finding(
                code=f"{detail.key}_future",
                severity=MUST,
                block="",
                message=_("Enter a day that is not in the future."),
                passage=str(day),
                field=detail.key,
            )


def _check_age_of_dates(
    offer: Offer, framework: Framework, today: date
) -> Iterator[Finding]:
    for detail, day in _read_dates(offer, framework):
        if (today - day).days > detail.fresh_days:
            yield Finding(
                code=f"{detail.key}_old",
                severity=SHOULD,
                block="",
                message=detail.stale,
                passage=str(day),
                field=detail.key,
            )


def _read_dates(offer: Offer, framework: Framework) -> Iterator[tuple[Detail, date]]:
    """Find the days on which what the front sheet says was true."""
    for detail in framework.front_sheet.details:
        if not detail.fresh_days or not is_asked(offer, detail):
            continue
        day = getattr(offer, detail.key, None)
        if isinstance(day, str):
            # As a draft has it.
            with suppress(ValueError):
                day = parse_date(day)
        if isinstance(day, datetime):
            # As a program may have it, before its page is saved.
            is_aware = timezone.is_aware(day)
            day = timezone.localdate(day) if is_aware else day.date()
        if isinstance(day, date):
            yield detail, day


#: What to do about each thing that is wrong with a contact, by its block.
_CONTACT_MESSAGES: dict[str, dict[str, Text]] = {
    SENCO.key: {
        "missing": _("Add the SENCO contact."),
        "repeated": _("Keep one SENCO contact and delete the others."),
        "name_missing": _("Enter the {senco}’s name."),
        "details_missing": _(
            "Enter a telephone number or an email address for the {senco}."
        ),
        "email_invalid": _(
            "Enter the {senco}’s email address like this: senco@school.example"
        ),
        "telephone_invalid": _(
            "Enter the {senco}’s telephone number like this: 01632 960123"
        ),
    },
    TEAMS.key: {
        "missing": _("Add a contact: a team, and how to reach it."),
        "repeated": _("Keep one block of contacts. Add every contact to it."),
        "name_missing": _("Enter the name of the team, or the role of the person."),
        "details_missing": _(
            "Enter a telephone number or an email address for this contact."
        ),
        "email_invalid": _("Enter the email address like this: team@service.example"),
        "telephone_invalid": _("Enter the telephone number like this: 01632 960123"),
    },
}


def _check_contacts(
    contacts: list[StoredContact], blocks: int, framework: Framework, words: Words
) -> Iterator[Finding]:
    block = framework.contact.key

    def finding(code: str, field: str = "", passage: str = "") -> Finding:
        return Finding(
            code=f"{block}_{code}",
            severity=MUST,
            block=block,
            message=lookups.put_in_words(_CONTACT_MESSAGES[block][code], words),
            passage=passage,
            source=framework.source,
            field=field,
        )

    if not contacts:
        yield finding("missing")
        return
    if blocks > 1:
        yield finding("repeated")
    for contact in contacts:
        email, telephone = (
            one_line(contact.read(key)) for key in ("email", "telephone")
        )
        if not one_line(contact.read("name")):
            yield finding("name_missing", contact.locate("name"))
        if not email and not telephone:
            # Of several contacts it says which.
            name = "" if contact.place is None else contact.read("name")
            yield finding("details_missing", contact.locate("email"), name)
        # The email is checked as it was typed: a line break in it must not pass.
        if email and not is_email(contact.read("email")):
            yield finding("email_invalid", contact.locate("email"), email)
        if telephone and not is_telephone(telephone):
            yield finding("telephone_invalid", contact.locate("telephone"), telephone)


def _check_council_link(
    values: list[Any], council_url: str | None, framework: Framework
) -> Iterator[Finding]:
    def finding(code: str, message: Text) -> Finding:
        return Finding(
            code=f"{reserved.COUNCIL_LINK}_{code}",
            severity=MUST,
            block=reserved.COUNCIL_LINK,
            message=message,
            source=framework.source,
        )

    if not values:
        yield finding(
            "missing", _("Add the link to the council’s local offer, and choose yours.")
        )
    elif values[0] is None:
        yield finding("missing", _("Choose the council whose local offer you link to."))
    elif council_url == "":
        yield finding(
            "address_missing",
            _(
                "The council’s record has no address of its local offer. Enter it "
                "there, under “Local offers”, “Councils”, or ask somebody who may."
            ),
        )
    if len(values) > 1:
        yield finding(
            "repeated",
            _("Keep one link to a council’s local offer, delete the others."),
        )


def _check_section(
    section: Section, values: list[Any], framework: Framework, is_needed: bool
) -> Iterator[Finding]:
    def finding(code: str, message: Text) -> Finding:
        return Finding(
            code=f"section_{code}",
            severity=MUST,
            block=section.key,
            message=format_lazy(message, heading=section.heading),
            source=framework.source,
            field="text" if values else "",
        )

    if len(values) > 1:
        yield finding(
            "repeated", _("Keep one section “{heading}” and delete the others.")
        )
    if is_needed and not values:
        yield finding("missing", _("Add the section “{heading}”."))
    for value in values[:1]:
        readings = list(_read_section(value))
        answered = (
            section.facts_suffice
            and read_part(section.key, _as_dict(value)).given_facts
        )
        if is_needed and not answered and not any(each.text for each in readings):
            message = _("Write something to read in “{heading}”.")
            if section.facts_suffice:
                message = _("Answer a question in “{heading}”, or write something.")
            elif _as_dict(value).get("more"):
                message = _(
                    "Write something to read in “{heading}”. A picture or a document "
                    "alone is not enough."
                )
            yield finding("empty", message)
        yield from _check_markup(section.key, section.heading, readings, framework)


def _check_own_section(value: Any, framework: Framework) -> Iterator[Finding]:
    """Nothing is asked of it, but what it says must be safe to show."""
    heading = one_line(str(_as_dict(value).get("heading") or ""))
    readings = list(_read_section(value))
    yield from _check_markup(
        reserved.OWN_SECTION, heading or _("A section of your own"), readings, framework
    )


def _check_markup(
    block: str, heading: Text, readings: list[Reading], framework: Framework
) -> Iterator[Finding]:
    message = _(
        "“{heading}” has code in it that can’t be published: {passage}. Paste the "
        "words again as plain text."
    )
    for reading in readings:
        if passage := reading.foreign_markup:
            yield Finding(
                code="section_foreign_markup",
                severity=MUST,
                block=block,
                message=format_lazy(message, heading=heading, passage=passage),
                passage=passage,
                source=framework.source,
                field="text",
            )
