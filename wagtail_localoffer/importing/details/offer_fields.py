"""Fields of an offer that a document may say something about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import FieldDoesNotExist

from wagtail_localoffer.frameworks import TEAMS

#: Those of the page, in the order of a front sheet.
PAGE_FIELDS = (
    *("setting_name", "setting_type", "identifier", "minimum_age", "maximum_age"),
    *("address", "telephone"),
)

#: Those that are proposed and written together with another one.
COMPANIONS = {"identifier": "identifier_scheme", "minimum_age": "minimum_age_unit"}

#: Those of the contact, with the names that its block gives them.
CONTACT_FIELDS = {
    "senco_name": "name",
    "senco_telephone": "telephone",
    "senco_email": "email",
}


def has_field(offer: Any, name: str) -> bool:
    """Whether a page has a field of that name."""
    try:
        return bool(offer._meta.get_field(name))
    except FieldDoesNotExist:
        return False


def keeps_address(offer: Any) -> bool:
    """Whether it says where it is, and not the area alone."""
    return not getattr(offer, "gives_area_only", False)


def has_several_contacts(offer: Any) -> bool:
    """Whether an offer names teams, and not one SENCO."""
    return bool(offer.framework.contact.key == TEAMS.key)


def get_contact_block(offer: Any) -> Any:
    """The definition of the block of one contact."""
    block = offer.body.stream_block.child_blocks[offer.framework.contact.key]
    return block.child_block if has_several_contacts(offer) else block


def read_contact(offer: Any) -> Mapping[str, Any]:
    """The contact that is there, or the first of several."""
    block = offer.contact_block
    value = block.value if block else {}
    if has_several_contacts(offer):
        return value[0] if value else {}
    return value or {}
