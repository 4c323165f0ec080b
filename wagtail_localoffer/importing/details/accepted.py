"""Proposals that a person accepted, written into an offer."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from wagtail_localoffer.frameworks.identifiers import (
    IDENTIFIER_FORMATS,
    read_identifier,
)
from wagtail_localoffer.importing.details.offer_fields import (
    COMPANIONS,
    CONTACT_FIELDS,
    PAGE_FIELDS,
    get_contact_block,
    has_field,
    has_several_contacts,
    keeps_address,
)
from wagtail_localoffer.text.emails import is_email
from wagtail_localoffer.text.telephones import is_telephone


def write_proposals(
    offer: Any, found: Mapping[str, str], chosen: Collection[str]
) -> dict[str, str]:
    """
    Write the proposals that a person chose into an offer, without saving it.

    :param found: the value of each field that counts, as ``propose_fields`` gives it.
    :param chosen: the names of proposals. What belongs to one, such as the scheme of a
        number, is written with it.

    :returns: why a value can't stand where it was to be written, in plain words, by
        the name of its proposal. All others are written.
    """
    refused: dict[str, str] = {}
    contact: dict[str, str] = {}
    for name in (*PAGE_FIELDS, *CONTACT_FIELDS):
        if name not in chosen or name not in found:
            continue
        try:
            if name in CONTACT_FIELDS:
                contact[CONTACT_FIELDS[name]] = _clean_contact(offer, name, found[name])
            elif has_field(offer, name):
                _write_page(offer, name, found)
        except ValidationError as error:
            refused[name] = " ".join(error.messages)
    if contact:
        _write_contact(offer, contact)
    return refused


def _write_page(offer: Any, name: str, found: Mapping[str, str]) -> None:
    """
    Write a value into a field of the page, and what belongs to it.

    :raises ValidationError: it can't stand there; nothing is written.
    """
    values = {name: found[name]}
    companion = COMPANIONS.get(name)
    if companion:
        # What was there belongs to another value.
        field = offer._meta.get_field(companion)
        values[companion] = found.get(companion) or field.get_default()
    _check(name, found[name])
    if name == "address" and not keeps_address(offer):
        raise ValidationError(
            gettext("The offer gives the area only, so the address is not kept.")
        )
    if name == "identifier":
        _check_identifier(found[name], values["identifier_scheme"])
    cleaned = {
        key: offer._meta.get_field(key).clean(value, offer)
        for key, value in values.items()
    }
    for key, value in cleaned.items():
        setattr(offer, key, value)


def _check(name: str, value: str) -> None:
    if name.endswith("telephone") and not is_telephone(value):
        raise ValidationError(
            gettext("This is no telephone number that can be dialled.")
        )
    if name.endswith("email") and not is_email(value):
        raise ValidationError(gettext("This is no email address."))


def _check_identifier(number: str, scheme: str) -> None:
    if scheme in IDENTIFIER_FORMATS and read_identifier(scheme, number) is None:
        raise ValidationError(str(IDENTIFIER_FORMATS[scheme][1]))


def _clean_contact(offer: Any, name: str, value: str) -> str:
    _check(name, value)
    field = get_contact_block(offer).child_blocks[CONTACT_FIELDS[name]]
    return str(field.clean(value))


def _write_contact(offer: Any, values: Mapping[str, str]) -> None:
    key = offer.framework.contact.key
    if offer.body.first_block_by_name(key) is None:
        # A body begins with its contact.
        empty = offer.body.stream_block.child_blocks[key].get_default()
        offer.body.insert(0, (key, empty))
    contact = offer.body.first_block_by_name(key).value
    if has_several_contacts(offer):
        if not len(contact):
            contact.append(get_contact_block(offer).get_default())
        contact = contact[0]
    for name, value in values.items():
        contact[name] = value
