"""Fields of the front sheet and of the contact, proposed from what was placed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from wagtail_localoffer.frameworks import Framework
from wagtail_localoffer.importing.headings import LABELS
from wagtail_localoffer.importing.passages import tidy
from wagtail_localoffer.importing.places import Place
from wagtail_localoffer.text.emails import is_email
from wagtail_localoffer.text.telephones import is_telephone

#: What a page has fields for, and what helps to find the others.
FIELDS = ("setting_name", "address", "telephone", "identifier", "website")

_NUMBER = re.compile(r"\(?[0-9+][0-9 ()+-]{7,24}")

_WORD = re.compile(r"\S{1,100}")

_NAME = re.compile(
    r"\b(?:(?:Mr|Mrs|Ms|Miss|Dr|Mx)\b\.? )?[A-Z][\w’'-]{0,30}\.?"
    r"(?: [A-Z][\w’'-]{1,30}){1,3}"
)

#: Words in capitals that are no names.
_NO_NAMES = {
    *("SENCO", "SENCo", "SENDCo", "SENDCO", "Name", "Contact", "Telephone", "Email"),
    *("Special", "Educational", "Needs", "Our", "The", "Named", "SEND", "SEN", "Phone"),
}


def propose_fields(places: Sequence[Place], framework: Framework) -> dict[str, str]:
    """Propose values that a person looks at; the first of each that is found."""
    found: dict[str, str] = {}
    for place in places:
        if place.field and (value := _read_value(place.passage.text)):
            _propose(found, place.field, value)
    texts = [each.passage.text for each in places if _is_contact(each, framework)]
    return {**found, **_read_person(texts)}


def _read_value(text: str) -> str:
    """What stands behind a label; an empty string for a label alone."""
    name, colon, value = text.partition(":")
    if colon and tidy(name) in LABELS:
        return value.strip()
    return "" if tidy(text) in LABELS else text


def _propose(found: dict[str, str], field: str, value: str) -> None:
    if field == "name_and_address":
        name, _comma, address = value.partition(",")
        _propose(found, "setting_name", name.strip())
        field, value = "address", address.strip()
    if field == "telephone" and not is_telephone(value):
        return
    if field in FIELDS and value:
        found.setdefault(field, value)


def _is_contact(place: Place, framework: Framework) -> bool:
    return place.section == framework.contact.key


def _read_person(texts: list[str]) -> dict[str, str]:
    """The name, number and address of email of the contact."""
    found: dict[str, str] = {}
    for text in texts:
        for word in _WORD.findall(text):
            if is_email(word.strip(".,;:()<>")):
                found.setdefault("senco_email", word.strip(".,;:()<>"))
        for number in _NUMBER.findall(text):
            if is_telephone(number.strip(" -")):
                found.setdefault("senco_telephone", number.strip(" -"))
        words = [each for each in text.split() if each.strip(":,.") not in _NO_NAMES]
        if name := _NAME.search(" ".join(words)):
            found.setdefault("senco_name", name[0])
    return found
