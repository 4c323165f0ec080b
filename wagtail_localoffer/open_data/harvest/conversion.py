"""Services of Open Referral UK 3.0, made documents of ours."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from wagtail_localoffer.frameworks.choices import AgeUnit, Answer, SettingType
from wagtail_localoffer.offers.ages import describe_ages
from wagtail_localoffer.offers.kinds import KINDS
from wagtail_localoffer.open_data.harvest.documents import (
    MOST,
    SHORT,
    clean_text,
    get_name,
)
from wagtail_localoffer.open_data.harvest.values import (
    LANGUAGE,
    OLDEST,
    Refused,
    Values,
)
from wagtail_localoffer.open_data.taxonomies import (
    KIND,
    SETTING_TYPE,
    Taxonomies,
    Term,
)
from wagtail_localoffer.text.emails import is_email

#: What a service has to say beside its description, and in which order.
MORE = ("alert", "fees", "accreditations")


def convert_service(data: Any, taxonomies: Taxonomies, address: str) -> dict[str, Any]:
    """
    Write a document with what a service says.

    Its page may be anywhere: feeds put together what many bodies have on their sites.

    :param address: below which the feed has its services.
    :raises Refused: it can't be a service.
    """
    document = _convert(Values(data), taxonomies)
    return {**document, "data_url": f"{address}{document['id']}"}


def _convert(service: Values, taxonomies: Taxonomies) -> dict[str, Any]:
    language = _find_language(service)
    organisation = service.object("organization") or Values({})
    name = get_name(service.line("name"))
    terms = list(_list_terms(service, taxonomies, language))
    kind = next((term.key for term, _a in terms if term.taxonomy == KIND), "service")
    location = _find_location(service)
    address, is_area = _list_address_lines(service, location), False
    if not address:
        areas = service.objects("service_areas", MOST)
        address = list(filter(None, (each.line("name") for each in areas)))
        is_area = bool(address)
    url = service.url("url") or organisation.url("website")
    return {
        "id": str(service.key("id")),
        "kind": kind if kind in KINDS else "service",
        "language": language,
        "title": name,
        "name": name,
        "provider": organisation.line("name") or name,
        "setting_type": _find_type(terms),
        "identifier": _find_number(organisation),
        "url": url,
        "ages": _convert_ages(service, language),
        "address": address,
        "address_is_area": is_area,
        "coordinates": _find_coordinates(location),
        "telephone": service.line("x_telephone", SHORT),
        "council": None,
        "published": None,
        "changed": service.moment("last_modified"),
        "reviewed": service.day("assured_date"),
        "next_review": None,
        "languages": [],
        "fingerprints": {},
        "front_sheet": [],
        "contacts": list(_list_contacts(service)),
        "sections": list(_list_sections(service, url, terms, taxonomies, language)),
        "report": [],
    }


def _find_language(service: Values) -> str:
    """The first language that it names; the standard itself has no field for which."""
    for each in service.objects("languages", MOST):
        code = each.line("x_code", 20)
        if LANGUAGE.fullmatch(code):
            return code
    return settings.LANGUAGE_CODE


def _speak(language: str) -> translation.override:
    """
    Have labels in the language of a service, where the project has that.

    Django keeps the texts of each language that it is told for ever.
    """
    try:
        language = translation.get_supported_language_variant(language)
    except LookupError:
        language = settings.LANGUAGE_CODE
    return translation.override(language)


def _list_terms(
    service: Values, taxonomies: Taxonomies, language: str
) -> Iterator[tuple[Term, dict[str, str]]]:
    """The terms of our own taxonomies that it has, each as an answered fact."""
    for attribute in service.objects("attributes", 1000):
        given = attribute.object("taxonomy_term") or Values({})
        key = given.line("id") or attribute.line("taxonomy_term_id")
        if (term := taxonomies.terms.get(key.lower())) is None:
            continue
        answer = attribute.line("x_answer")
        code = Answer(answer) if answer in Answer.values else Answer.YES
        with _speak(language):
            label, answer_label = str(term.name), str(code.label)
        yield (
            term,
            {
                "key": term.key,
                "label": label,
                "answer": code.value,
                "answer_label": answer_label,
                "note": "",
            },
        )


def _find_type(terms: list[tuple[Term, dict[str, str]]]) -> dict[str, str] | None:
    for term, fact in terms:
        if term.taxonomy == SETTING_TYPE and term.key in SettingType.values:
            return {"code": term.key, "label": fact["label"]}
    return None


def _find_number(organisation: Values) -> dict[str, str] | None:
    for each in organisation.objects("organization_identifiers", MOST):
        if number := each.line("identifier"):
            return {"register": each.line("identifier_type"), "number": number}
    return None


def _convert_ages(service: Values, language: str) -> dict[str, Any]:
    youngest = service.number("minimum_age", 1000)
    oldest = service.number("maximum_age", 1000)
    unit = AgeUnit.YEARS
    if youngest is not None:
        # Many say 0 to 999, or 1 to 120, and mean everybody.
        youngest = min(youngest, OLDEST)
        if not youngest.is_integer():
            unit, youngest = AgeUnit.MONTHS, youngest * 12
    ages = (
        None if youngest is None else round(youngest),
        unit.value,
        None if oldest is None or oldest > OLDEST else int(oldest),
    )
    names = ("minimum", "minimum_unit", "maximum")
    with _speak(language):
        label = describe_ages(*ages)
    return {**dict(zip(names, ages, strict=True)), "label": label}


def _find_location(service: Values) -> Values | None:
    for each in service.objects("service_at_locations", MOST):
        if location := each.object("location"):
            return location
    return None


def _list_address_lines(service: Values, location: Values | None) -> list[str]:
    if location is None:
        return []
    for address in location.objects("addresses", MOST):
        names = ("address_1", "address_2", "city", "state_province", "postal_code")
        if lines := list(filter(None, map(address.line, names))):
            return list(dict.fromkeys(lines))
    return list(filter(None, [location.line("description") or location.line("name")]))


def _find_coordinates(location: Values | None) -> dict[str, float] | None:
    if location is None:
        return None
    try:
        north = location.number("latitude", 90, -90)
        east = location.number("longitude", 180, -180)
    except Refused:
        # That it is on no map is no reason to hide it.
        return None
    if north is None or east is None:
        return None
    return {"latitude": north, "longitude": east}


def _list_contacts(service: Values) -> Iterator[dict[str, str]]:
    email = service.line("email")
    email = email if is_email(email) else ""
    contacts = service.objects("contacts", MOST)
    if not contacts and not email:
        return
    for each in contacts or [Values({})]:
        yield {
            "name": each.line("name"),
            "role": each.line("title"),
            "area": "",
            # It is that of the service. Whoever is named first reads it, as a rule.
            "email": email,
            "telephone": "",
            "availability": "",
        }
        email = ""


def _list_sections(
    service: Values,
    url: str,
    terms: list[tuple[Term, dict[str, str]]],
    taxonomies: Taxonomies,
    language: str,
) -> Iterator[dict[str, Any]]:
    """Its description, and a section for each taxonomy of ours of which it has one."""
    parts = [service.raw(name) for name in ("description", *MORE)]
    html, text = clean_text("".join(map(_write_html, parts)))
    with _speak(language):
        heading = _("Description")
    yield _make_section("description", heading, url, html, text, [])
    for taxonomy in taxonomies.all:
        facts = [fact for term, fact in terms if term.taxonomy == taxonomy.key]
        if facts and taxonomy.key not in (KIND, SETTING_TYPE):
            with _speak(language):
                heading = str(taxonomy.name)
            yield _make_section(taxonomy.key, heading, url, "", "", facts)


def _make_section(
    key: str, heading: str, url: str, html: str, text: str, facts: list[dict[str, str]]
) -> dict[str, Any]:
    return {
        "key": key,
        "anchor": key,
        "heading": heading,
        "url": url,
        "html": html,
        "text": text,
        "facts": facts,
    }


def _write_html(text: str) -> str:
    """A text of several lines in paragraphs; some feeds have HTML in its place."""
    if "</" in text or "<br" in text.lower():
        return text
    lines = filter(None, map(str.strip, text.splitlines()))
    return "".join(f"<p>{escape(line, quote=False)}</p>" for line in lines)
