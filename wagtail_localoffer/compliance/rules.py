"""What an offer must have to be live. The only place that decides it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.dateparse import parse_date
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from wagtail_localoffer.clock import get_day, get_today
from wagtail_localoffer.compliance.advice import advise
from wagtail_localoffer.compliance.contact_rules import check_contacts, check_vacancy
from wagtail_localoffer.compliance.context import CheckContext
from wagtail_localoffer.compliance.findings import Finding, about_block, about_detail
from wagtail_localoffer.compliance.formats import (
    check_formats,
)
from wagtail_localoffer.compliance.gaps import check_runner, list_gaps
from wagtail_localoffer.conf import get_framework
from wagtail_localoffer.content import Content, Offer, read
from wagtail_localoffer.content.answers import Assessment, assess
from wagtail_localoffer.content.parts import Part
from wagtail_localoffer.frameworks import (
    Detail,
    Framework,
    Section,
    lookups,
    reserved,
)
from wagtail_localoffer.frameworks.choices import MUST, SHOULD, AgeUnit

if TYPE_CHECKING:
    from wagtail_localoffer.frameworks import Text


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


def get_framework_of(offer: Offer | Content) -> Framework:
    """The framework of an offer's own kind; the project's where it names none."""
    return getattr(offer, "framework", None) or get_framework()


def check_offer(
    offer: Offer | Content,
    surroundings: CheckContext | None = None,
    assessment: Assessment | None = None,
) -> list[Finding]:
    """
    Find what ``offer`` lacks and what it could do better, in the order of its page.

    It is pure and makes no query.

    :param offer: a ``LocalOfferPage``, saved or not, or any object with its attributes;
        or its content if that was read already.
    :param surroundings: what the offer itself doesn't say; see
        :func:`wagtail_localoffer.models.look_around`. Without it, links to
        other pages and councils are not judged, and today is today.
    :param assessment: what ``assess`` found of it, if that is known already.
    """
    around = surroundings or CheckContext(today=get_today())
    content = read(offer, get_framework_of(offer))
    framework = content.framework
    findings = [
        *find_obstacles(content, around.council_url, around.today),
        *_check_front_sheet(content, required=False),
        *_check_age_of_dates(content, around.today),
        *_check_other_councils(content, around),
        *check_vacancy(content),
        *check_runner(content),
        *list_gaps(assessment or assess(content, around.today)),
        *advise(content.parts, content.contacts, framework, around),
    ]
    blocks = ["", *lookups.list_blocks(framework)]
    places = {block: place for place, block in enumerate(blocks)}
    return sorted(findings, key=lambda found: places.get(found.block, len(places)))


def find_obstacles(
    offer: Offer | Content, council_url: str | None = None, today: date | None = None
) -> list[Finding]:
    """
    Find what stops ``offer`` from going live.

    :param offer: an offer, or its content if that was read already.
    :param council_url: the address that its link to the council leads to, which may be
        empty; ``None`` if that is not to be judged.
    :param today: the day by which dates are judged; without it, the present one.
    """
    # Without what was made of its blocks before, which may have been changed since.
    today = today or get_today()
    content = replace(read(offer, get_framework_of(offer)), day=today)
    found = _judge(content, council_url, today)
    named = {each.block for each in found}
    # What is refused for something else has its place named already.
    return [*found, *_check_readable(content, named)]


# One version is judged by its form, when it is published and when it is saved. Each of
# them reads what it has in hand, and what says the same is not judged again.
@lru_cache(maxsize=32)
def _judge(
    content: Content, council_url: str | None, today: date
) -> tuple[Finding, ...]:
    return (
        *_check_front_sheet(content, required=True),
        *check_formats(content),
        *_check_ages(content),
        *_check_future_dates(content, today),
        *check_contacts(content),
        *_check_council_link(content, council_url),
        *(
            finding
            for section in content.framework.sections
            for finding in _check_section(content, section)
        ),
        # Nothing is asked of a section of its own, but it must be safe to show.
        *(
            finding
            for part in content.parts
            if part.block == reserved.OWN_SECTION
            for finding in _check_markup(
                content, part, part.heading or _("A section of your own")
            )
        ),
    )


def _check_front_sheet(content: Content, *, required: bool) -> Iterator[Finding]:
    severity, source = (MUST, content.framework.source) if required else (SHOULD, "")
    for detail in content.shown_details:
        if (
            detail.missing
            and detail.required == required
            and content.is_asked(detail)
            and not content.is_filled(detail.key)
        ):
            yield about_detail(
                detail, "missing", detail.missing, severity=severity, source=source
            )


def _check_ages(content: Content) -> Iterator[Finding]:
    details = content.details
    youngest, oldest = details["minimum_age"], details["maximum_age"]
    if not isinstance(youngest, int) or not isinstance(oldest, int):
        return
    in_months = details["minimum_age_unit"] == AgeUnit.MONTHS
    # Somebody stays two years old for twelve months.
    if youngest * (1 if in_months else 12) >= (oldest + 1) * 12:
        yield Finding(
            code="ages_reversed",
            severity=MUST,
            block="",
            message=_("Enter an age that is not below the youngest."),
            field="maximum_age",
        )


def _check_future_dates(content: Content, today: date) -> Iterator[Finding]:
    message = _("Enter a day that is not in the future.")
    for detail, day in _read_dates(content):
        if day > today:
            yield about_detail(detail, "future", message, str(day))


def _check_age_of_dates(content: Content, today: date) -> Iterator[Finding]:
    for detail, day in _read_dates(content):
        if (today - day).days > detail.fresh_days:
            yield about_detail(detail, "old", detail.stale, str(day), SHOULD)


def _read_dates(content: Content) -> Iterator[tuple[Detail, date]]:
    """Find the days on which what the front sheet says was true."""
    for detail in content.framework.front_sheet.details:
        if not detail.fresh_days or not content.is_asked(detail):
            continue
        day = content.details[detail.key]
        if isinstance(day, str):
            # As a draft has it.
            with suppress(ValueError):
                day = parse_date(day)
        if isinstance(day, datetime):
            # As a program may have it, before its page is saved.
            day = get_day(day)
        if isinstance(day, date):
            yield detail, day


def _check_readable(content: Content, named: set[str]) -> Iterator[Finding]:
    """
    Find what a program has stored in the wrong shape: nobody would ever see it.

    :param named: the blocks about which something else is said.
    """
    if not content.unread:
        return
    framework = content.framework
    headings: dict[str, Text] = {
        framework.contact.key: framework.contact.heading,
        reserved.COUNCIL_LINK: _("Council’s local offer"),
        reserved.OWN_SECTION: _("A section of your own"),
        **{section.key: section.heading for section in framework.sections},
    }
    message = _(
        "“{heading}” has something in it that can’t be read: {passage}. Save the offer "
        "in the editor, which leaves it out, and write there what it should say."
    )
    for block, passage in content.unread:
        if block in named:
            continue
        heading = headings.get(block, block or content.framework.front_sheet.heading)
        words = format_lazy(message, heading=heading, passage=passage)
        yield about_block(content, block, "unreadable", words, passage=passage)


def _check_council_link(content: Content, council_url: str | None) -> Iterator[Finding]:
    block, links = reserved.COUNCIL_LINK, content.council_links

    def finding(code: str, message: Text) -> Finding:
        return about_block(content, block, f"{block}_{code}", message)

    if not links:
        yield finding(
            "missing", _("Add the link to the council’s local offer, and choose yours.")
        )
    elif links[0].value is None:
        yield finding("missing", _("Choose the council whose local offer you link to."))
    elif council_url == "":
        yield finding(
            "address_missing",
            _(
                "The council’s record has no address of its local offer. Enter it "
                "there, under “Local offers”, “Councils”, or ask somebody who may."
            ),
        )
    if len(links) > 1:
        yield finding(
            "repeated",
            _("Keep one link to a council’s local offer, delete the others."),
        )


def _check_other_councils(content: Content, around: CheckContext) -> Iterator[Finding]:
    if around.has_council_without_url:
        message = _(
            "The record of one of the other councils has no address of its local "
            "offer, so that families find no link to it. Enter it there, or ask "
            "somebody who may."
        )
        code = f"{reserved.OTHER_COUNCILS}_address_missing"
        found = about_block(content, reserved.COUNCIL_LINK, code, message)
        yield replace(found, severity=SHOULD)


def _check_section(content: Content, section: Section) -> Iterator[Finding]:
    number = len(content.list_values(section.key))
    is_needed = lookups.is_needed(section, content.setting_type)

    def finding(code: str, message: Text) -> Finding:
        message = format_lazy(message, heading=section.heading)
        field = "text" if number else ""
        return about_block(content, section.key, f"section_{code}", message, field)

    if number > 1:
        yield finding(
            "repeated", _("Keep one section “{heading}” and delete the others.")
        )
    if not number:
        if is_needed:
            yield finding("missing", _("Add the section “{heading}”."))
        return
    part = content.parts_by_block.get(section.key, Part(section.key))
    is_answered = part.has_words or (section.facts_suffice and part.given_facts)
    if is_needed and not is_answered:
        message = _("Write something to read in “{heading}”.")
        if section.facts_suffice:
            message = _("Answer a question in “{heading}”, or write something.")
        elif part.has_more:
            message = _(
                "Write something to read in “{heading}”. A picture or a document "
                "alone is not enough."
            )
        yield finding("empty", message)
    yield from _check_markup(content, part, section.heading)


def _check_markup(content: Content, part: Part, heading: Text) -> Iterator[Finding]:
    message = _(
        "“{heading}” has code in it that can’t be published: {passage}. Paste the "
        "words again as plain text."
    )

    def finding(code: str, passage: str) -> Finding:
        words = format_lazy(message, heading=heading, passage=passage)
        code = f"section_{code}"
        return about_block(content, part.block, code, words, "text", passage)

    for text in part.texts:
        if text.foreign_markup:
            yield finding("foreign_markup", text.foreign_markup)
