"""Documents: all that an offer says, for machines. ``schema.json`` is their schema."""

from __future__ import annotations

from typing import Any

from django.utils import translation

from wagtail_localoffer.clock import get_day
from wagtail_localoffer.content import read
from wagtail_localoffer.content.fingerprint import hide_people
from wagtail_localoffer.content.participation import Participation
from wagtail_localoffer.content.parts import read_part
from wagtail_localoffer.frameworks.reserved import SHOWN
from wagtail_localoffer.offers.kinds import find_kind
from wagtail_localoffer.offers.records.identifiers import get_key
from wagtail_localoffer.offers.records.places import list_address_lines
from wagtail_localoffer.offers.records.providers import read_name, read_provider
from wagtail_localoffer.open_data.html import make_absolute, read_text
from wagtail_localoffer.open_data.services import write_moment
from wagtail_localoffer.public.api import (
    describe_fact,
    describe_front_sheet,
    describe_section,
)
from wagtail_localoffer.public.data_address import find_data_url
from wagtail_localoffer.public.languages import find_language
from wagtail_localoffer.public.schema_org import (
    describe_telephone,
    find_changed,
    list_contacts,
)
from wagtail_localoffer.text.plain import join_address, one_line


def describe_listed(offer: Any) -> dict[str, Any]:
    """What a list says of an offer: enough to know whether it has to be read again."""
    with translation.override(language := find_language(offer, None)):
        return {**_describe(offer), "language": language}


def describe(offer: Any) -> dict[str, Any]:
    """The whole offer, as far as the public reads it."""
    with translation.override(language := find_language(offer, None)):
        return {
            **_describe(offer),
            "language": language,
            "front_sheet": describe_front_sheet(offer),
            "contacts": _list_contacts(offer),
            "sections": [_describe_section(offer, each) for each in offer.sections],
            "report": [_describe_item(offer, each) for each in _list_items(offer)],
            "feedback": _describe_feedback(offer),
        }


def _describe(offer: Any) -> dict[str, Any]:
    provider = read_provider(offer)
    due, reviewed = offer.next_review_due, offer.reviewed_at
    return {
        "id": get_key(offer),
        "kind": find_kind(type(offer)),
        "title": one_line(offer.title),
        "name": read_name(offer),
        "provider": provider.name,
        "setting_type": _describe_type(offer),
        "identifier": {"register": provider.register, "number": provider.number}
        if provider.number
        else None,
        "url": offer.full_url,
        "data_url": find_data_url(offer),
        "ages": _describe_ages(offer),
        "address": list_address_lines(offer),
        "address_is_area": bool(getattr(offer, "gives_area_only", False)),
        "telephone": describe_telephone(offer.telephone),
        "council": _describe_council(offer.council),
        "published": write_moment(offer.first_published_at) or None,
        "changed": write_moment(find_changed(offer)) or None,
        "reviewed": get_day(reviewed).isoformat() if reviewed else None,
        "reviewed_with": _describe_participation(offer.review_participation),
        "next_review": due.isoformat() if due else None,
        "languages": [
            {
                "language": (language := find_language(page, None)),
                "url": page.full_url,
                "data_url": find_data_url(page, language),
            }
            for page in (offer, *offer.other_languages)
        ],
        # The same that tells councils what has changed. Nobody can guess names by it.
        "fingerprints": hide_people(read(offer).fingerprint),
    }


def _describe_type(offer: Any) -> dict[str, str] | None:
    code = getattr(offer, "setting_type", "")
    return {"code": code, "label": offer.get_setting_type_display()} if code else None


def _describe_ages(offer: Any) -> dict[str, Any]:
    return {
        "minimum": offer.minimum_age,
        "minimum_unit": offer.minimum_age_unit,
        "maximum": offer.maximum_age,
        "label": offer.age_range,
    }


def _describe_council(council: Any) -> dict[str, Any] | None:
    return council and {
        "name": council.name,
        "gss_code": council.gss_code or None,
        "local_offer_url": council.local_offer_url,
    }


def _describe_participation(participation: Participation) -> dict[str, Any] | None:
    if not participation.write():
        return None
    return {
        "participants": [each.value for each in participation.who],
        "label": participation.words,
        "changed": participation.changed,
    }


def _list_contacts(offer: Any) -> list[dict[str, str]]:
    content = read(offer)
    return [
        {
            "name": point.get("name", ""),
            "role": point.get("contactType", ""),
            "area": point.get("areaServed", ""),
            "email": point.get("email", ""),
            "telephone": point.get("telephone", ""),
            "availability": one_line(stored.read("availability")),
        }
        for point, stored in zip(
            list_contacts(offer, content), content.contacts, strict=True
        )
    ]


def _describe_feedback(offer: Any) -> dict[str, str]:
    """Where families write, and read what was answered. The words are for them."""
    shown = join_address(offer.full_url, f"{SHOWN}/")
    return {
        "url": offer.feedback_url,
        "shown_url": shown if offer.has_sayings else "",
    }


def _describe_section(offer: Any, section: Any) -> dict[str, Any]:
    described = describe_section(section)
    stored = section.block.get_prep_value()
    part = read_part(stored["type"], stored["value"])
    anchor = section.anchor
    # In the layout of pages, a section has an address and a fragment on it.
    own = f"{anchor}/#{anchor}" if offer.has_section_pages else f"#{anchor}"
    return {
        **described,
        "url": join_address(offer.full_url, own),
        "html": make_absolute(described["html"], offer.full_url),
        "text": "\n".join(each.text for each in part.paragraphs),
    }


def _list_items(offer: Any) -> list[Any]:
    """What the law asks and somebody has settled; a health service isn't asked."""
    items = offer.report if offer.has_report else []
    return [each for each in items if _is_answered(each)]


def _is_answered(item: Any) -> bool:
    return any((item.block, item.passages, item.facts, item.earlier, item.reason))


def _describe_item(offer: Any, item: Any) -> dict[str, Any]:
    return {
        "key": item.anchor,
        "heading": str(item.heading),
        "source": str(item.source),
        "block": item.block,
        "passages": [
            {
                "heading": each.heading,
                "html": make_absolute(html := str(each.text), offer.full_url),
                "text": read_text(html),
            }
            for each in item.passages
        ],
        "facts": [describe_fact(row) for row in item.facts],
        "earlier": [each.anchor for each in item.earlier],
        "reason": item.reason,
    }
