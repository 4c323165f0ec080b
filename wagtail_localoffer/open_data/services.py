"""Services as Open Referral UK 3.0 has them: offers, and who makes them where."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, TypeAlias

from django.utils import translation
from django.utils.translation import gettext

from wagtail_localoffer.clock import get_day, make_aware
from wagtail_localoffer.frameworks.choices import AgeUnit, Answer, IdentifierScheme
from wagtail_localoffer.offers.kinds import find_kind
from wagtail_localoffer.offers.records.identifiers import derive, get_key, get_place_key
from wagtail_localoffer.offers.records.outpost import FREE
from wagtail_localoffer.offers.records.places import describe_location, find_address
from wagtail_localoffer.offers.records.providers import (
    Provider,
    read_name,
    read_provider,
)
from wagtail_localoffer.open_data.taxonomies import (
    KIND,
    SETTING_TYPE,
    Taxonomies,
)
from wagtail_localoffer.public.api import describe_fact
from wagtail_localoffer.public.data_address import find_data_url
from wagtail_localoffer.public.languages import find_language
from wagtail_localoffer.public.schema_org import (
    describe_telephone,
    find_changed,
    list_contacts,
)
from wagtail_localoffer.text.plain import one_line

#: The section whose facts are about a building.
ACCESSIBILITY = "accessibility"

#: The facts that say in words when there is somebody.
TIMES = ("opening_times", "opening_hours")

#: What registers are called in lists of registers. The others have no confirmed name.
SCHEMES = {IdentifierScheme.URN.upper(): "GB-EDU"}


#: Answered facts, each with the key of its section.
Facts: TypeAlias = list[tuple[str, dict[str, Any]]]


class ServiceWriter:
    """Writes services, with the terms of the project's taxonomies."""

    def __init__(self, taxonomies: Taxonomies) -> None:
        self.taxonomies = taxonomies

    def describe_listed(self, offer: Any) -> dict[str, Any]:
        """Describe a service in a list: what it has one of."""
        with translation.override(find_language(offer, None)):
            provider = read_provider(offer)
            organisation = _describe_organisation(provider)
            described = _describe(offer, provider)
            return _without_gaps({**described, "organization": organisation})

    def describe(self, offer: Any) -> dict[str, Any]:
        """Describe a service with all that belongs to it."""
        with translation.override(find_language(offer, None)):
            provider = read_provider(offer)
            organisation = {
                **_describe_organisation(provider),
                "organization_identifiers": list(_list_numbers(provider)),
            }
            facts = list(list_facts(offer))
            return _without_gaps(
                {
                    **_describe(offer, provider),
                    "fees": _describe_fees(facts),
                    "schedules": list(_list_schedules(offer, facts)),
                    "service_areas": list(_list_areas(offer)),
                    "service_at_locations": list(self._list_places(offer, facts)),
                    "languages": list(_list_languages(offer)),
                    "organization": _without_gaps(organisation),
                    "contacts": list(_list_contacts(offer)),
                    "attributes": list(self._list_attributes(offer, facts)),
                    # What the standard has no place for is marked as ours.
                    "x_telephone": describe_telephone(offer.telephone),
                    "x_offer": find_data_url(offer),
                }
            )

    def describe_listed_place(self, offer: Any) -> dict[str, Any]:
        """Describe a service at its place in a list."""
        with translation.override(find_language(offer, None)):
            location = describe_location(offer)
        return {
            "id": get_place_key(offer),
            "service_id": get_key(offer),
            "location_id": location["id"],
            "location": location,
            "service": self.describe_listed(offer),
        }

    def describe_place(self, offer: Any) -> dict[str, Any]:
        """
        Describe a service at its place with all that belongs to it.

        The standard gives this reply the schema of a service, so that it has what that
        asks for too.
        """
        service = self.describe(offer)
        (place,) = service.pop("service_at_locations")
        return {
            "name": service["name"],
            "status": service["status"],
            "service_id": service["id"],
            **place,
            "service": service,
        }

    def _list_places(self, offer: Any, facts: Facts) -> Iterator[dict[str, Any]]:
        if not one_line(offer.public_address):
            return
        location = {
            **describe_location(offer),
            "addresses": list(filter(None, [find_address(offer)])),
            "accessibility": [
                {
                    "id": derive("accessibility", get_key(offer), fact["key"]),
                    "description": _say(fact),
                }
                for section, fact in facts
                if section == ACCESSIBILITY
            ],
        }
        yield {"id": get_place_key(offer), "location": _without_gaps(location)}

    def _list_attributes(self, offer: Any, facts: Facts) -> Iterator[dict[str, Any]]:
        given = [
            (KIND, find_kind(type(offer))),
            (SETTING_TYPE, getattr(offer, "setting_type", "")),
            *(
                (section, fact["key"])
                for section, fact in facts
                if fact["answer"] in (Answer.YES, Answer.PARTLY)
            ),
        ]
        answers = {(section, fact["key"]): fact["answer"] for section, fact in facts}
        for taxonomy, key in given:
            if term := self.taxonomies.find_term(taxonomy, key):
                attribute = {
                    "id": derive("attribute", get_key(offer), taxonomy, key),
                    "link_type": "service",
                    "taxonomy_term_id": term.id,
                    "taxonomy_term": self.taxonomies.describe_term(term),
                    "x_answer": answers.get((taxonomy, key), ""),
                }
                yield _without_gaps(attribute)


def get_years(offer: Any) -> float | int | None:
    """The youngest age in years. Half a year is 0.5."""
    age: int | None = offer.minimum_age
    if age is None or offer.minimum_age_unit != AgeUnit.MONTHS:
        return age
    return round(age / 12, 2)


def write_moment(moment: datetime | None) -> str:
    """A moment as machines write it, to the millisecond."""
    if moment is None:
        return ""
    utc = make_aware(moment).astimezone(UTC).replace(tzinfo=None)
    return f"{utc.isoformat(timespec='milliseconds')}Z"


def _describe(offer: Any, provider: Provider) -> dict[str, Any]:
    """What is said of a service in lists too."""
    contacts = list_contacts(offer)
    emails = (each["email"] for each in contacts if "email" in each)
    reviewed = offer.reviewed_at
    return {
        "id": get_key(offer),
        "organization_id": provider.id,
        "name": read_name(offer),
        "description": "\n".join(_list_lines(offer)),
        "url": offer.full_url,
        "email": next(emails, ""),
        "status": "active",
        "minimum_age": get_years(offer),
        "maximum_age": offer.maximum_age,
        "assured_date": get_day(reviewed).isoformat() if reviewed else "",
        "last_modified": write_moment(find_changed(offer)),
    }


def _list_lines(offer: Any) -> Iterator[str]:
    """What it is about, and what a family reads first: some has no field of its own."""
    yield one_line(offer.search_description) or one_line(offer.title)
    for row in offer.front_sheet_rows:
        lines = filter(None, map(one_line, str(row.value).splitlines()))
        yield f"{row.label}: {', '.join(lines)}"


def _describe_organisation(provider: Provider) -> dict[str, Any]:
    return {
        "id": provider.id,
        "name": provider.name,
        "description": provider.description,
    }


def _list_numbers(provider: Provider) -> Iterator[dict[str, Any]]:
    if provider.number:
        identifier = {
            "id": derive("identifier", provider.id),
            "identifier_scheme": SCHEMES.get(provider.register, ""),
            "identifier_type": provider.register or gettext("Number"),
            "identifier": provider.number,
        }
        yield _without_gaps(identifier)


def list_facts(offer: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """The answered facts, each with the key of its section."""
    for section in offer.sections:
        facts = section.block.value.get("facts")
        for row in facts.answered if facts else ():
            yield section.block.block_type, describe_fact(row)


def _say(fact: dict[str, Any]) -> str:
    """A fact in words: "Hoist: Partly. Ask the office"."""
    said = filter(None, (fact["answer_label"], fact["note"]))
    return f"{fact['label']}: {'. '.join(said)}"


def _describe_fees(facts: Facts) -> str:
    return next((_say(fact) for _section, fact in facts if fact["key"] == FREE), "")


def _list_schedules(offer: Any, facts: Facts) -> Iterator[dict[str, Any]]:
    for section, fact in facts:
        if fact["key"] in TIMES and fact["note"]:
            key = derive("schedule", get_key(offer), section, fact["key"])
            yield {"id": key, "description": fact["note"]}


def _list_areas(offer: Any) -> Iterator[dict[str, Any]]:
    """The areas that it names, or else that of its council."""
    areas = list(map(one_line, getattr(offer, "area_list", [])))
    if not areas and offer.council:
        areas = [offer.council.name]
    # Somebody may name one twice, and an identifier stands for one thing.
    named: dict[str, str] = {}
    for area in areas:
        named.setdefault(area.casefold(), area)
    for name, area in named.items():
        key = derive("area", get_key(offer), name)
        yield {"id": key, "name": area, "service_area": area}


def _list_languages(offer: Any) -> Iterator[dict[str, Any]]:
    """The languages in which it can be read. The standard has no field for which."""
    for page in (offer, *offer.other_languages):
        code = find_language(page, None)
        yield {"id": derive("language", get_key(offer), code), "x_code": code}


def _list_contacts(offer: Any) -> Iterator[dict[str, Any]]:
    for place, contact in enumerate(list_contacts(offer)):
        described = {
            "id": derive("contact", get_key(offer), str(place)),
            "name": contact.get("name", ""),
            "title": contact.get("contactType", ""),
        }
        yield _without_gaps(described)


def _without_gaps(node: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in node.items() if value not in ("", None, [])}
