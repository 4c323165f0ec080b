"""Telephone numbers and email addresses that belong to a person, not to a role."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from django.utils.translation import gettext_lazy as _

from wagtail_localoffer.compliance.advice.rule import Hit, OfferText
from wagtail_localoffer.content.parts import Paragraph

MOBILE = re.compile(
    r"(?<![\d+])(?:(?:\+|00)44[\s-]?(?:\(0\)[\s-]?)?|\(?0)7(?:[\s().-]{0,2}\d){9}(?!\d)"
)

EMAIL = re.compile(r"(?<![\w.+'-])[\w.+'-]{1,64}@[\w-]++(?:\.[\w-]++)+")

FREE_DOMAINS = re.compile(
    r"(?:gmail|googlemail|hotmail|outlook|live|msn|yahoo|ymail|rocketmail|icloud|me|mac|"
    r"aol|gmx|mail|proton|protonmail|btinternet|btopenworld|talktalk|tiscali|virginmedia|"
    r"virgin|ntlworld|blueyonder|sky|o2|plus|plusnet|zoho)"
    r"\.(?:com|co\.uk|net|me|uk|fr|ie|de|org)",
    re.IGNORECASE,
)

_TITLES = "mr mrs miss ms mx dr prof professor rev revd sir dame"

TITLES = frozenset(_TITLES.split())

ONE_PERSONS = _(
    "“{email}” belongs to one person. Give an address of a role, such as "
    "send@setting.example: it stays right when people change."
)


def find_mobile(paragraph: Paragraph, offer: OfferText) -> Iterator[Hit]:
    if found := MOBILE.search(_join(paragraph)):
        yield Hit(found[0].strip())


def find_personal_email(paragraph: Paragraph, offer: OfferText) -> Iterator[Hit]:
    text = _join(paragraph)
    if "@" not in text:
        return
    names = [contact.read("name") for contact in offer.contacts]
    for email in dict.fromkeys(EMAIL.findall(text)):
        local, _at, domain = email.partition("@")
        if FREE_DOMAINS.fullmatch(domain):
            yield Hit(email, {"email": email})
        elif any(names_person(local, name) for name in names):
            yield Hit(email, {"email": email}, message=ONE_PERSONS)


@lru_cache(maxsize=2048)
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
