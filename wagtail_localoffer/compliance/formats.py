"""Formats of the front sheet: what a number, a code or an address must look like."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from wagtail_localoffer.compliance.findings import Finding, about_detail
from wagtail_localoffer.content import Content
from wagtail_localoffer.frameworks import Detail
from wagtail_localoffer.frameworks.choices import MUST, DetailKind
from wagtail_localoffer.frameworks.identifiers import (
    IDENTIFIER_FORMATS,
    read_identifier,
)
from wagtail_localoffer.text.emails import is_email
from wagtail_localoffer.text.telephones import (
    has_double_zero,
    has_several_telephones,
    is_telephone,
)
from wagtail_localoffer.text.typed import tidy_address, tidy_identifier

SEVERAL = _(
    "Enter one telephone number here, like this: 01632 960123. You can give another "
    "one in the text."
)

DOUBLE_ZERO = _(
    "Enter the telephone number with one 0 at its beginning, like this: 01632 960123. "
    "00 is for numbers of other countries."
)

#: The longest thing that can be right: nothing that is longer is looked at.
LONGEST = 2000

_validate_web_address = URLValidator(schemes=["http", "https"])

# As Royal Mail has them, with or without the space, and without asking its list.
_POSTCODE = re.compile(r"(?:GIR ?0AA|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})", re.ASCII)


def is_web_address(text: str) -> bool:
    """Whether ``text`` is a whole address on the web, such as https://school.example"""
    try:
        _validate_web_address(text)
    except ValidationError:
        return False
    return True


def is_postcode(text: str) -> bool:
    """Whether ``text`` has the form of a postcode of the United Kingdom."""
    return bool(_POSTCODE.fullmatch(text.upper()))


READERS: dict[str, Callable[[str], bool]] = {
    DetailKind.TELEPHONE: is_telephone,
    DetailKind.EMAIL: is_email,
    DetailKind.WEB_ADDRESS: is_web_address,
    DetailKind.POSTCODE: is_postcode,
}


def check_formats(content: Content) -> Iterator[Finding]:
    """Find what stands on the front sheet in a form that can't be right."""
    for detail in content.shown_details:
        # The same as it will be when it is saved, whoever has put it there.
        given = tidy_address(str(content.details[detail.key] or ""))
        if given:
            yield from _check_detail(detail, given)
    yield from _check_identifier(content)


def _check_detail(detail: Detail, given: str) -> Iterator[Finding]:
    if len(given) > LONGEST and (detail.pattern or detail.kind):
        yield about_detail(detail, "invalid", detail.invalid, given[:LONGEST])
    elif detail.pattern and not re.fullmatch(detail.pattern, tidy_identifier(given)):
        yield about_detail(detail, "invalid", detail.invalid, given.upper())
    elif detail.kind in READERS and not READERS[detail.kind](given):
        if detail.kind == DetailKind.TELEPHONE and has_several_telephones(given):
            yield about_detail(detail, "several", SEVERAL, given)
        elif detail.kind == DetailKind.TELEPHONE and has_double_zero(given):
            yield about_detail(detail, "invalid", DOUBLE_ZERO, given)
        else:
            yield about_detail(detail, "invalid", detail.invalid, given)


def _check_identifier(content: Content) -> Iterator[Finding]:
    details = content.details
    if not {"identifier", "identifier_scheme"} <= details.keys():
        return
    number = tidy_identifier(str(details["identifier"] or ""))
    scheme = str(details["identifier_scheme"] or "")
    if not number:
        return
    if not scheme:
        yield Finding(
            code="identifier_scheme_missing",
            severity=MUST,
            block="",
            message=_("Choose which kind of number this is."),
            field="identifier_scheme",
        )
    elif read_identifier(scheme, number) is None:
        _pattern, message = IDENTIFIER_FORMATS[scheme]
        yield Finding(
            code="identifier_invalid",
            severity=MUST,
            block="",
            message=message,
            passage=number,
            field="identifier",
        )
