"""What an offer must have to be live. The only place that decides it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from wagtail_localoffer.frameworks import Section
from wagtail_localoffer.frameworks.lancashire import LANCASHIRE
from wagtail_localoffer.text import (
    Reading,
    is_email,
    is_telephone,
    one_line,
    read_html,
)

MUST = "must"
SHOULD = "should"

if TYPE_CHECKING:
    from wagtail_localoffer.frameworks import Text


class Offer(Protocol):
    """What :func:`check_offer` reads of an offer; a ``LocalOfferPage`` has it all."""

    #: A ``StreamValue``. Only ``get_prep_value()`` is asked, which makes no query.
    #: NB: its ``raw_data`` doesn't show a block that was replaced or changed in place.
    body: Any


@dataclass(frozen=True)
class Finding:
    """One thing that an offer lacks or gets wrong."""

    #: Stable name of the rule, for programs. They are listed in the documentation.
    code: str
    #: ``must`` stops an offer from going live, ``should`` is advice.
    severity: str
    #: The name of the block that it is about, or an empty string.
    block: str
    #: For the editor: what is wrong and what to do.
    message: Text
    #: The words that it means, or an empty string.
    passage: str = ""
    #: Who asks for it.
    source: Text = ""
    #: The field inside the block, or the field of the page, or an empty string.
    field: str = ""


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


def check_offer(offer: Offer) -> list[Finding]:
    """
    Find what ``offer`` lacks, in the order of its page.

    It is pure and makes no query.

    :param offer: a ``LocalOfferPage``, saved or not, or any object with its attributes.
    """
    content = _content_by_block(offer)
    return [
        *_check_front_sheet(offer),
        *_check_senco_contact(content.get("senco_contact", [])),
        *_check_council_link(content.get("council_link", [])),
        *(
            finding
            for section in LANCASHIRE.sections
            for finding in _check_section(section, content.get(section.key, []))
        ),
    ]


def find_obstacles(offer: Offer) -> list[Finding]:
    """Find what stops ``offer`` from going live."""
    return [finding for finding in check_offer(offer) if finding.severity == MUST]


def _content_by_block(offer: Offer) -> dict[str, list[Any]]:
    content: dict[str, list[Any]] = {}
    for child in offer.body.get_prep_value():
        content.setdefault(child["type"], []).append(child.get("value"))
    return content


def _check_front_sheet(offer: Offer) -> Iterator[Finding]:
    questions = {
        "setting_name": _("Enter the name of your setting."),
        "setting_type": _("Choose the type of your setting."),
        "address": _("Enter the address of your setting."),
    }
    for field, message in questions.items():
        if not one_line(getattr(offer, field, "") or ""):
            yield Finding(
                code=f"{field}_missing",
                severity=MUST,
                block="",
                message=message,
                source=LANCASHIRE.source,
                field=field,
            )


def _check_senco_contact(values: list[Any]) -> Iterator[Finding]:
    def finding(
        code: str, message: Text, field: str = "", passage: str = ""
    ) -> Finding:
        return Finding(
            code=f"senco_contact_{code}",
            severity=MUST,
            block="senco_contact",
            message=message,
            passage=passage,
            source=LANCASHIRE.source,
            field=field,
        )

    if not values:
        yield finding("missing", _("Add the SENCO contact."))
        return
    if len(values) > 1:
        yield finding("repeated", _("Keep one SENCO contact and delete the others."))
    contact = _as_dict(values[0])
    name, email, telephone = (
        one_line(str(contact.get(key) or "")) for key in ("name", "email", "telephone")
    )
    if not name:
        yield finding("name_missing", _("Enter the SENCO’s name."), "name")
    if not email and not telephone:
        yield finding(
            "details_missing",
            _("Enter a telephone number or an email address for the SENCO."),
            "email",
        )
    # The email is checked as it was typed: a line break in it must not pass.
    if email and not is_email(str(contact["email"]).strip()):
        yield finding(
            "email_invalid",
            _("Enter the SENCO’s email address like this: senco@school.example"),
            "email",
            passage=email,
        )
    if telephone and not is_telephone(telephone):
        yield finding(
            "telephone_invalid",
            _("Enter the SENCO’s telephone number like this: 01632 960123"),
            "telephone",
            passage=telephone,
        )


def _check_council_link(values: list[Any]) -> Iterator[Finding]:
    def finding(code: str, message: Text) -> Finding:
        return Finding(
            code=f"council_link_{code}",
            severity=MUST,
            block="council_link",
            message=message,
            source=LANCASHIRE.source,
        )

    if not values:
        yield finding(
            "missing", _("Add the link to the council’s local offer, and choose yours.")
        )
    elif values[0] is None:
        yield finding("missing", _("Choose the council whose local offer you link to."))
    if len(values) > 1:
        yield finding(
            "repeated",
            _("Keep one link to a council’s local offer, delete the others."),
        )


def _check_section(section: Section, values: list[Any]) -> Iterator[Finding]:
    def finding(code: str, message: Text, passage: str = "") -> Finding:
        return Finding(
            code=f"section_{code}",
            severity=MUST,
            block=section.key,
            message=format_lazy(message, heading=section.heading, passage=passage),
            passage=passage,
            source=LANCASHIRE.source,
            field="text" if values else "",
        )

    if len(values) > 1:
        yield finding(
            "repeated", _("Keep one section “{heading}” and delete the others.")
        )
    if section.required and not values:
        yield finding("missing", _("Add the section “{heading}”."))
    for value in values[:1]:
        readings = list(_read_section(value))
        if section.required and not any(reading.text for reading in readings):
            message = _("Write something to read in “{heading}”.")
            if _as_dict(value).get("more"):
                message = _(
                    "Write something to read in “{heading}”. A picture or a document "
                    "alone is not enough."
                )
            yield finding("empty", message)
        for reading in readings:
            if reading.foreign_markup:
                yield finding(
                    "foreign_markup",
                    _(
                        "“{heading}” has code in it that can’t be published: "
                        "{passage}. Paste the words again as plain text."
                    ),
                    passage=reading.foreign_markup,
                )


def _read_section(value: Any) -> Iterator[Reading]:
    section = _as_dict(value)
    yield read_html(str(section.get("text") or ""))
    for child in section.get("more") or []:
        match child:
            case {"type": "text", "value": str(html)}:
                yield read_html(html)
            case {"type": "quote", "value": {"quote": str(words)}}:
                yield Reading(one_line(words), "")
            case {"type": "table", "value": {"rows": list(rows)}}:
                yield Reading(one_line(" ".join(_cells(rows))), "")


def _cells(rows: list[Any]) -> Iterator[str]:
    for row in rows:
        yield from (str(cell) for cell in _as_dict(row).get("values", []) if cell)


def _as_dict(value: Any) -> dict[str, Any]:
    # Content that came past the editor, such as an import, may have any shape.
    return value if isinstance(value, dict) else {}
