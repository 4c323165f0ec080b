"""Outpost's rows: a public offer in the columns that its import takes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wagtail_localoffer.content import Content, read
from wagtail_localoffer.content.parts import read_facts, read_part
from wagtail_localoffer.frameworks.choices import AgeUnit, Answer
from wagtail_localoffer.frameworks.reserved import REPORT
from wagtail_localoffer.offers.records.places import find_address, list_address_lines
from wagtail_localoffer.offers.records.providers import read_name
from wagtail_localoffer.public.schema_org import list_contacts
from wagtail_localoffer.text.plain import defuse_formula, join_address, one_line
from wagtail_localoffer.text.telephones import is_telephone

#: As its README names them in 2024, in its order.
COLUMNS = (
    *("import_id", "import_id_reference", "name", "description", "organisation", "url"),
    *("approved", "visible_from", "visible_to", "visible", "needs_referral", "min_age"),
    *("max_age", "notes", "service_taxonomies", "contact_name", "contact_title"),
    *("contact_visible", "contact_email", "contact_phone", "location_name"),
    *("location_latitude", "location_longitude", "location_address_1"),
    *("location_city", "location_postcode", "location_visible", "mask_exact_address"),
    *("preferred_for_post", "location_accessibilities", "free", "cost_option"),
    *("cost_amount", "cost_type", "temporarily_closed", "schedules_opens_at"),
    *("schedules_closes_at", "scheduled_weekday", "links_label", "links_url", "labels"),
    *("suitabilities", "is_local_offer", "send_needs_support", "support_description"),
    *("recent_send_report", "outcomes", "recent_send_training"),
    *("parental_involvement", "information_sharing", "environment_accessibility"),
    *("how_to_start", "future_plans"),
)

YES, NO = "TRUE", "FALSE"

#: The sections that answer its questions, in all of our frameworks.
QUESTIONS = {
    "support_description": ("teaching", "what_we_do", "staff_support", "curriculum"),
    "recent_send_training": ("staff_training",),
    "parental_involvement": (
        *("working_together", "involving_families", "parent_involvement"),
    ),
    "information_sharing": ("communication", "progress"),
    "environment_accessibility": ("accessibility",),
    "how_to_start": ("getting_help", "identification"),
}

#: What it calls the needs and the features of a building that we ask for by a fact.
NEEDS = {
    "cognition_and_learning": "Cognitive",
    "need_learning": "Cognitive",
    "need_autism": "Autism",
    "need_hearing": "Hearing impairment",
    "need_sight": "Visual impairment",
    "need_movement": "Mobility",
}
FEATURES = {
    "accessible_toilet": "Accessible toilet facilities",
    "hearing_loop": "Hearing loop",
    "changing_place": "Changing facilities",
    "bsl": "British sign language (bsl)",
    "parking": "Disabled car parking space",
    "hoist": "Hoist",
    "lift": "Building has lift",
    "step_free_entrance": "Wheelchair accessible entrance",
}

#: The fact that says that it costs nothing.
FREE = "free_of_charge"

#: The fact that says that a family may ask by itself.
SELF_REFERRAL = "self_referral"

NEEDS_REFERRAL: dict[str, str] = {Answer.YES: NO, Answer.NO: YES}
IS_FREE: dict[str, str] = {Answer.YES: YES, Answer.NO: NO}


def protect(column: str, cell: str) -> str:
    """Keep a cell from being a formula; a telephone number stays as it is."""
    # A number that begins with +44 is no formula, and nobody can dial an apostrophe.
    if column == "contact_phone" and is_telephone(cell):
        return cell
    return defuse_formula(cell)


def list_rows(offer: Any) -> Iterator[dict[str, str]]:
    """The row of an offer, and one for each further contact."""
    content = read(offer)
    contacts = [
        {
            "contact_name": each.get("name", ""),
            "contact_title": each.get("contactType", ""),
            "contact_visible": YES,
            "contact_email": each.get("email", ""),
            "contact_phone": each.get("telephone", ""),
        }
        for each in list_contacts(offer, content)
    ]
    yield {**_describe(offer, content), **next(iter(contacts), {})}
    yield from contacts[1:]


def _describe(offer: Any, content: Content) -> dict[str, str]:
    facts = _read_answers(content)
    youngest = offer.minimum_age
    if youngest is not None and offer.minimum_age_unit == AgeUnit.MONTHS:
        # It knows whole years only.
        youngest //= 12
    return {
        "name": one_line(offer.public_name).strip(", ") or one_line(offer.title),
        "description": one_line(offer.search_description) or one_line(offer.title),
        "organisation": one_line(offer.publisher_name) or read_name(offer),
        "url": offer.full_url,
        "needs_referral": NEEDS_REFERRAL.get(facts.get(SELF_REFERRAL, ""), ""),
        "min_age": _write(youngest),
        "max_age": _write(offer.maximum_age),
        **_describe_place(offer),
        "location_accessibilities": _name(FEATURES, facts, Answer.YES),
        "free": IS_FREE.get(facts.get(FREE, ""), ""),
        "is_local_offer": YES,
        "send_needs_support": _name(NEEDS, facts, Answer.YES, Answer.PARTLY),
        **_answer_questions(content),
        "recent_send_report": join_address(offer.full_url, f"{REPORT}/")
        if offer.has_report
        else "",
    }


def _describe_place(offer: Any) -> dict[str, str]:
    if address := find_address(offer):
        return {
            "location_name": read_name(offer),
            "location_address_1": address["address_1"],
            "location_city": address["city"],
            "location_postcode": address["postal_code"],
            "location_visible": YES,
            "mask_exact_address": NO,
        }
    area = ", ".join(list_address_lines(offer))
    return {"location_city": area, "mask_exact_address": YES} if area else {}


def _read_answers(content: Content) -> dict[str, str]:
    """The answers to its facts. The texts beside them stay unread."""
    return {
        key: answer
        for block in content.blocks
        if isinstance(block.get("value"), dict)
        for key, fact in read_facts(block["value"]).items()
        if isinstance(answer := fact.get("answer"), str)
    }


def _answer_questions(content: Content) -> dict[str, str]:
    return {
        column: "\n".join(
            paragraph.text
            for section in sections
            for value in content.list_values(section)[:1]
            if isinstance(value, dict)
            for paragraph in read_part(section, value).paragraphs
        )
        for column, sections in QUESTIONS.items()
    }


def _name(names: dict[str, str], facts: dict[str, str], *answers: str) -> str:
    found = (names[key] for key in names if facts.get(key) in answers)
    return ";".join(dict.fromkeys(found))


def _write(number: int | None) -> str:
    return "" if number is None else str(number)
