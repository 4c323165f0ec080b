"""Numbers by which settings are known, and their forms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from wagtail_localoffer.frameworks.choices import IdentifierScheme

if TYPE_CHECKING:
    from wagtail_localoffer.frameworks import Text


# How the numbers of each register look; domain sources are in the documentation.
IDENTIFIER_FORMATS: dict[str, tuple[str, Text]] = {
    IdentifierScheme.URN: (r"\d{6}", _("A URN has 6 digits, like 123456.")),
    IdentifierScheme.OFSTED: (
        r"(EY)?\d{6,7}",
        _("An Ofsted URN has 6 or 7 digits, sometimes with EY before them."),
    ),
    IdentifierScheme.UKPRN: (
        r"1\d{7}",
        _("A UKPRN has 8 digits and starts with 1, like 10012345."),
    ),
    IdentifierScheme.LAESTAB: (
        r"\d{3}/?\d{4}",
        _("A DfE number has 3 digits for the council and 4 for the school."),
    ),
    IdentifierScheme.COUNTY: (
        r"\d{5,6}",
        _("A council’s school number has 5 or 6 digits, with its leading zeros."),
    ),
}

#: How a letter names a number, in a few characters.
SHORT_NAMES: dict[str, Text] = {
    IdentifierScheme.URN: _("URN"),
    IdentifierScheme.OFSTED: _("Ofsted URN"),
    IdentifierScheme.UKPRN: _("UKPRN"),
    IdentifierScheme.LAESTAB: _("DfE number"),
    IdentifierScheme.COUNTY: _("school number"),
}

# What people write between the two parts of a number, spaces around it or not.
_BETWEEN = re.compile(r"[-/.\u2010-\u2015\N{MINUS SIGN}]")

_LAESTAB = re.compile(r"\d{7}", re.ASCII)


def read_identifier(scheme: str, number: str) -> str | None:
    """
    Read a number of a register, as people write it: ``888-2345``, ``EY 123456``.

    :param number: tidy; see :func:`wagtail_localoffer.text.typed.tidy_identifier`.
    :returns: the number as its register writes it; ``None`` if it can't be one.
    """
    if scheme not in IDENTIFIER_FORMATS:
        # A project may have registers of its own, and knows them better.
        return number
    plain = number.replace(" ", "").upper()
    whole = plain.removesuffix(".0")
    if whole.isdecimal():
        # A spreadsheet writes a number of a column with gaps in it as 123456.0.
        number = whole if whole != plain else number
        plain = whole
    if scheme == IdentifierScheme.LAESTAB:
        parts = _BETWEEN.split(plain)
        # Spaces may be all that there is between the two.
        plain = "/".join(parts if len(parts) > 1 else number.split())
        if _LAESTAB.fullmatch(plain):
            plain = f"{plain[:3]}/{plain[3:]}"
    elif scheme == IdentifierScheme.OFSTED:
        prefix, mark, rest = plain[:2], plain[2:3], plain[3:]
        plain = prefix + rest if prefix == "EY" and _BETWEEN.match(mark) else plain
    pattern, _message = IDENTIFIER_FORMATS[scheme]
    return plain if re.fullmatch(pattern, plain, re.ASCII) else None
