"""Places in addresses: towns, and postcodes or the first halves of them."""

from __future__ import annotations

import re

#: The first half of a postcode, and the second if it is there.
POSTCODE = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?)(?: ?\d[A-Z]{2})?", re.ASCII)

WORD = re.compile(r"\w+")

#: Longer texts are no place.
LONGEST = 100


def find_outward(text: str) -> str:
    """The first half of a postcode, such as ``ZZ1``; empty if the text is none."""
    match = POSTCODE.fullmatch(" ".join(text[:20].upper().split()))
    return match[1] if match else ""


def make_pattern(text: str) -> str:
    """
    A regular expression, for databases in any case, that finds a place in an address.

    :param text: a town, a postcode or the first half of one.
    :returns: an empty string if nothing is left to look for.
    """
    if outward := find_outward(text):
        # Neither ZZ10 nor ZZ1A begins with the half ZZ1. ZZ11AA does.
        return _stand_alone(f"{outward}([0-9][A-Za-z][A-Za-z])?")
    return _stand_alone("[^A-Za-z0-9]+".join(WORD.findall(text[:LONGEST])))


def _stand_alone(pattern: str) -> str:
    return f"(^|[^A-Za-z0-9]){pattern}($|[^A-Za-z0-9])" if pattern else ""
