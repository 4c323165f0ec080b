"""Telephone numbers and email addresses that belong to a person, not to a role."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from wagtail_localoffer.compliance.advice.base import make_advice
from wagtail_localoffer.compliance.findings import Finding
from wagtail_localoffer.content.contacts import StoredContact
from wagtail_localoffer.content.parts import Paragraph, Part

if TYPE_CHECKING:
    from wagtail_localoffer.frameworks import Text


MOBILE = re.compile(
    r"(?<![\d+])(?:(?:\+|00)44[\s-]?(?:\(0\)[\s-]?)?|\(?0)7(?:[\s().-]{0,2}\d){9}(?!\d)"
)

EMAIL = re.compile(r"(?<![\w.+'-])[\w.+'-]{1,64}@[\w-]++(?:\.[\w-]++)++")

FREE_DOMAINS = re.compile(
    r"(?:gmail|googlemail|hotmail|outlook|live|msn|yahoo|ymail|rocketmail|icloud|me|mac|"
    r"aol|gmx|mail|proton|protonmail|btinternet|btopenworld|talktalk|tiscali|virginmedia|"
    r"virgin|ntlworld|blueyonder|sky|o2|plus|plusnet|zoho)"
    r"\.(?:com|co\.uk|net|me|uk|fr|ie|de|org)",
    re.IGNORECASE,
)

_TITLES = "mr mrs miss ms mx dr prof professor rev revd sir dame"

TITLES = frozenset(_TITLES.split())


def find_private_details(
    parts: list[Part], contacts: list[StoredContact]
) -> Iterator[Finding]:
    names = tuple(contact.read("name") for contact in contacts)
    for contact in contacts:
        for key in ("telephone", "availability"):
            field = contact.locate(key)
            yield from _find_mobiles(contact.block, contact.read(key), field)
        for key in ("email", "availability"):
            field = contact.locate(key)
            yield from _find_emails(contact.block, contact.read(key), names, field)
    for part in parts:
        for paragraph in part.paragraphs:
            text = _join(paragraph)
            yield from _find_mobiles(part.block, text)
            yield from _find_emails(part.block, text, names)


def _join(paragraph: Paragraph) -> str:
    """The paragraph with the addresses behind its links, unless they are its words."""
    hidden = (
        link.href.partition(":")[2].partition("?")[0]
        for link in paragraph.links
        if link.href.lower().startswith(("mailto:", "tel:"))
    )
    plain = _squeeze(paragraph.text)
    return " | ".join(
        [paragraph.text, *(each for each in hidden if _squeeze(each) not in plain)]
    )


def _squeeze(text: str) -> str:
    return re.sub(r"[\s()-]", "", text).lower()


def _find_mobiles(block: str, text: str, field: str = "") -> Iterator[Finding]:
    if found := MOBILE.search(text):
        yield make_advice(
            "mobile_number",
            block,
            _(
                "This looks like a mobile number. Give the number of your setting, "
                "rather than somebody’s own."
            ),
            found[0].strip(),
            field=field,
        )


def _find_emails(
    block: str, text: str, names: tuple[str, ...], field: str = ""
) -> Iterator[Finding]:
    if "@" not in text:
        return
    for email in dict.fromkeys(EMAIL.findall(text)):
        local, _at, domain = email.partition("@")
        message: Text = ""
        if FREE_DOMAINS.fullmatch(domain):
            message = _(
                "“{email}” is with a free email service. If your setting has an "
                "address of its own, such as senco@school.example, give that."
            )
        elif any(names_person(local, name) for name in names):
            message = _(
                "“{email}” belongs to one person. Give an address of a role, such as "
                "senco@school.example: it stays right when people change."
            )
        if message:
            yield make_advice(
                "personal_email",
                block,
                format_lazy(message, email=email),
                email,
                field=field,
            )


def names_person(local: str, name: str) -> bool:
    """Whether the first part of an email address is made of a person's names."""
    names = [word for word in _letters(name).split() if word not in TITLES]
    if len(names) < 2:
        return False
    first, last = names[0], names[-1]
    plain = _letters(local).replace(" ", "")
    if len(first) > 1 and len(last) > 1 and first in plain and last in plain:
        return True
    return plain in {first[0] + last, last + first[0]}


def _letters(text: str) -> str:
    """``text`` in small letters without accents, with spaces for all other marks."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(each for each in plain if not unicodedata.combining(each))
    return re.sub(r"[^a-z]+", " ", plain.replace("'", "").replace("’", "")).strip()
