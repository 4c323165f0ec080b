"""Rules by which a passage says who the contact is, or asks for it."""

from __future__ import annotations

import re

_SENCO = re.compile(
    r"\bsend? ?co\b|\bsend?co\b|\bnamed person\b|\binclusion (?:manager|lead)\b|"
    r"\bspecial educational needs co-?ordinator\b|\bsend? (?:lead|manager)\b",
    re.IGNORECASE,
)

_DETAILS = re.compile(r"\b(?:name|contact|details|telephone|email)\b", re.IGNORECASE)

_WAY_TO_REACH = re.compile(r"(?:[0-9][ ()-]{0,2}+){9,12}|[\w.+-]{1,60}@[\w-]")

_PERSON = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Mx)\b\.? [A-Z]")

_IS_PERSON = re.compile(
    r"\b(?i:senco|sendco|co-?ordinator|named person)\b(?: (?:here|for send?))?"
    r"(?: is|:| -| –)? (?:called )?[A-Z][\w’'-]{1,30} [A-Z][\w’'-]{1,30}"
)

#: Who tells families when to call speaks of how to get in touch.
_WORRY = re.compile(
    r"\b(?:if you|should you|if your|worried|worries|concern|any questions)",
    re.IGNORECASE,
)

#: Such as "Ida Holt, head of support and named person".
_BEGINS_WITH_NAME = re.compile(
    r"\A[A-Z][\w’'-]{1,30} [A-Z][\w’'-]{1,30}(?:,| \(| [-–—])"
)

#: A number or an address, perhaps with its label.
_REACH_ALONE = re.compile(
    r"(?:[A-Za-z-]{1,12}:? ?){0,2}"
    r"(?:[0-9+(][0-9 ()+-]{8,24}|[\w.+-]{1,60}@[\w-]{1,60}(?:\.[\w-]{1,60}){1,5})"
)

#: Longer, and it tells of what the person does.
SHORT_CONTACT, LONG_CONTACT = 14, 34


def asks_for_contact(text: str, *, is_cell: bool) -> bool:
    """Whether a line of a form asks for the name of the SENCO."""
    return bool(
        len(text) < 160
        and (is_cell or text.rstrip().endswith(":"))
        and _SENCO.search(text)
        and _DETAILS.search(text)
        and not _WAY_TO_REACH.search(text)
    )


def is_contact(text: str) -> bool:
    """Whether a passage says who the SENCO is, and not only that there is one."""
    words = len(text.split())
    if words > LONG_CONTACT or not _SENCO.search(text) or _WORRY.search(text):
        return False
    if _IS_PERSON.search(text):
        return True
    if _WAY_TO_REACH.search(text):
        return words <= SHORT_CONTACT or bool(_PERSON.search(text))
    is_named = _PERSON.search(text) or _BEGINS_WITH_NAME.search(text)
    return words <= SHORT_CONTACT and bool(is_named)


def is_way_to_reach(text: str) -> bool:
    """Whether it is a number or an address alone, and belongs to who stands before."""
    return bool(_REACH_ALONE.fullmatch(text.strip()))
