"""Places: where a service is, in the fields of Open Referral UK."""

from __future__ import annotations

import re
from typing import Any

from wagtail_localoffer.offers.records.identifiers import derive, get_key
from wagtail_localoffer.offers.records.providers import read_name
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
        "name": read_name(offer),
        "description": ", ".join(list_address_lines(offer)),
    }


def list_address_lines(offer: Any) -> list[str]:
    """The lines of an offer's public address that have anything in them."""
    return list(filter(None, map(one_line, offer.public_address.splitlines())))


def find_address(offer: Any) -> dict[str, Any] | None:
    """
    The address in the fields of the standard, as far as its lines tell them.

    The last line is the town, or the county behind it: many end alike, and others have
    a council of their name. Of a home there is an area, and no address.
    """
    if getattr(offer, "gives_area_only", False):
        return None
    # People write it on one line too.
    address = ",".join(list_address_lines(offer))
    if not address:
        return None
    postcode = county = city = ""
    if found := _POSTCODE.search(address):
        postcode = found[0].upper()
        address = f"{address[: found.start()]},{address[found.end() :]}"
    lines = list(filter(None, map(str.strip, address.split(","))))
    if len(lines) > 1 and _is_county(lines[-1], offer.council):
        county = lines.pop()
    if len(lines) > 1:
        city = lines.pop()
    return {
        "id": derive("address", get_key(offer)),
        "address_1": ", ".join(lines),
        "city": city,
        "state_province": county,
        "postal_code": postcode,
        "country": COUNTRY,
        "address_type": "physical",
    }


def _is_county(line: str, council: Any) -> bool:
    name = line.casefold()
    return name.endswith("shire") or bool(
        council and council.name.casefold() == f"{name} county council"
    )
