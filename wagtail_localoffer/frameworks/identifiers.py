"""Numbers by which settings are known, and their forms."""

from __future__ import annotations

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
