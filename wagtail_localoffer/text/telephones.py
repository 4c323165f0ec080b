"""Telephone numbers, and the addresses to dial."""

from __future__ import annotations

import re

# Digits with the usual marks between them, and an extension: any spacing will do.
TELEPHONE = re.compile(
    r"\+?[\d\s().\-/]++(?:,?\s*(?:ext\.?|extension|option|x)\s*\d{1,6})?", re.IGNORECASE
)


def is_telephone(text: str) -> bool:
    """
    Whether ``text`` can be dialled: digits, in any spacing, with an extension or not.

    The GOV.UK Design System asks to accept any spacing and never to reformat it.
    """
    match = TELEPHONE.fullmatch(text.strip())
    return bool(match) and 3 <= sum(map(str.isdigit, text)) <= 21


def telephone_url(text: str) -> str:
    """A number as a ``tel:`` address: its digits, without an extension."""
    number = re.split(r"[a-z,]", text.lower())[0]
    # The trunk prefix is for those who dial from within the country.
    number = re.sub(r"^(\s*\+\d+\s*)\(0\)", r"\1", number)
    return "tel:" + re.sub(r"[^\d+]", "", number)
