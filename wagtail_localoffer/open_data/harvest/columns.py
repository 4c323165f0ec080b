"""Columns of a listing, as a document that was read elsewhere fills them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from wagtail_localoffer.frameworks.choices import SettingType
from wagtail_localoffer.offers.ages import count_years
from wagtail_localoffer.offers.listings.filters import GIVEN
from wagtail_localoffer.offers.listings.rows import LONGEST_TEXT, choose_answers


def describe(document: dict[str, Any]) -> dict[str, Any]:
    """What the listing of an offer says, by its columns."""
    ages = document["ages"]
    kind = document["setting_type"] or {}
    code = kind.get("code", "")
    contact: dict[str, str] = next(iter(document["contacts"]), {})
    coordinates = document["coordinates"] or {}
    provider = document["provider"]
    return {
        "key": UUID(document["id"]),
        "language": document["language"],
        "name": document["name"],
        "kind": document["kind"],
        "setting_type": code if code in SettingType.values else "",
        "provider": "" if provider == document["name"] else provider,
        "minimum_age": ages["minimum"],
        "minimum_age_unit": ages["minimum_unit"],
        "maximum_age": ages["maximum"],
        "youngest": count_years(ages["minimum"], ages["minimum_unit"]),
        "place": "\n".join(document["address"]),
        "latitude": coordinates.get("latitude"),
        "longitude": coordinates.get("longitude"),
        "telephone": document["telephone"],
        "contact": contact.get("name") or contact.get("role", ""),
        "council_name": (document["council"] or {}).get("name", ""),
        "facts": choose_answers(
            (fact["key"], fact["answer"]) for fact in _list_facts(document)
        ),
        "text": "\n".join(_list_texts(document))[:LONGEST_TEXT],
        "url": document["url"],
        "document": document,
    }


def _list_facts(document: dict[str, Any]) -> Iterator[dict[str, str]]:
    for section in document["sections"]:
        yield from section["facts"]


def _list_texts(document: dict[str, Any]) -> Iterator[str]:
    """Its words, and what it answers with yes or partly."""
    facts = list(_list_facts(document))
    yield from dict.fromkeys(each["label"] for each in facts if each["answer"] in GIVEN)
    for section in document["sections"]:
        yield from filter(None, (section["heading"], section["text"]))
    yield from filter(None, (each["note"] for each in facts))
