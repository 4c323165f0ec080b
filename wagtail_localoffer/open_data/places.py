"""Places: where a service is, in the fields of Open Referral UK."""

from __future__ import annotations

import re
from typing import Any

from wagtail_localoffer.open_data.identifiers import derive, get_key
from wagtail_localoffer.text.plain import one_line

_POSTCODE = re.compile(
    r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b", re.ASCII | re.IGNORECASE
)

#: The United Kingdom (ISO 3166).
COUNTRY = "GB"


def describe_location(offer: Any) -> dict[str, Any]:
    """Describe where it is: its address for the public, or the area of a home."""
    return {
        "id": derive("location", get_key(offer)),
        "location_type": "physical",
        "name": one_line(offer.setting_name),
        "description": ", ".join(list_address_lines(offer)),
    }


def list_address_lines(offer: Any) -> list[str]:
    return list(filter(None, map(one_line, offer.public_address.splitlines())))


def find_address(offer: Any) -> dict[str, Any] | None:
    """
    The address in the fields of the standard, as far as its lines tell them.

    The last line is the town, if it isn't that of the county, which is the council's.
    Of a home there is an area, and no address.
    """
    lines = list_address_lines(offer)
    if not lines or getattr(offer, "gives_area_only", False):
        return None
    postcode = county = ""
    if found := _POSTCODE.search(lines[-1]):
        postcode = found[0].upper()
        rest = f"{lines[-1][: found.start()]}{lines[-1][found.end() :]}".strip(" ,")
        lines = [*lines[:-1], *filter(None, [rest])]
    council = offer.council.name.casefold() if offer.council else ""
    if len(lines) > 1 and council.startswith(lines[-1].casefold()):
        county = lines.pop()
    city = lines.pop() if len(lines) > 1 else ""
    return {
        "id": derive("address", get_key(offer)),
        "address_1": ", ".join(lines),
        "city": city,
        "state_province": county,
        "postal_code": postcode,
        "country": COUNTRY,
        "address_type": "physical",
    }
