"""An offer in the vocabulary of schema.org, for search engines and directories."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Protocol

from django.utils.html import json_script
from django.utils.translation import get_language

from wagtail_localoffer.clock import get_day, get_moment
from wagtail_localoffer.content import Content, Offer, read
from wagtail_localoffer.content.contacts import StoredContact
from wagtail_localoffer.frameworks import SENCO, Words
from wagtail_localoffer.frameworks.choices import (
    AgeUnit,
    Answer,
    IdentifierScheme,
    SettingType,
)
from wagtail_localoffer.text.emails import is_email
from wagtail_localoffer.text.plain import one_line
from wagtail_localoffer.text.telephones import read_telephone

#: What schema.org calls each type of setting.
TYPES: dict[str, str] = {
    SettingType.EARLY_YEARS: "Preschool",
    SettingType.CHILDMINDER: "ChildCare",
    SettingType.CHILDRENS_CENTRE: "EducationalOrganization",
    SettingType.PRIMARY: "ElementarySchool",
    SettingType.MIDDLE: "MiddleSchool",
    SettingType.SECONDARY: "HighSchool",
    SettingType.ALL_THROUGH: "School",
    SettingType.SPECIAL: "School",
    SettingType.PUPIL_REFERRAL_UNIT: "School",
    SettingType.ALTERNATIVE: "EducationalOrganization",
    SettingType.COLLEGE: "CollegeOrUniversity",
}


def write_script(data: dict[str, Any]) -> str:
    """Write data for a page, as a script that nothing runs."""
    script = str(json_script(data))
    return script.replace("application/json", "application/ld+json", 1)


class OfferPage(Offer, Protocol):
    """What is described of the pages of all kinds of offers."""

    schema_page_type: str
    setting_name: str
    telephone: str
    full_url: str
    last_published_at: datetime | None
    reviewed_at: datetime | None

    @property
    def shared_picture_url(self) -> str: ...

    @property
    def sections(self) -> list[Any]: ...

    @property
    def words(self) -> Words: ...

    @property
    def public_address(self) -> str: ...

    def describe_subject(self) -> dict[str, Any]: ...


class SettingPage(OfferPage, Protocol):
    setting_type: str
    identifier_scheme: str
    identifier: str


class HealthServicePage(OfferPage, Protocol):
    provider_name: str
    ods_code: str
    minimum_age: int | None
    minimum_age_unit: str
    maximum_age: int | None

    @property
    def other_names(self) -> list[str]: ...

    @property
    def area_list(self) -> list[str]: ...


def describe_page(offer: OfferPage) -> dict[str, Any]:
    """
    Describe the page of an offer and what it is about.

    What isn't known is left out. The council is not in it: its record can change
    without the offer.
    """
    url = offer.full_url
    subject_id = f"{url}#{offer.framework.front_sheet.anchor}"
    page = {
        "@type": offer.schema_page_type,
        "@id": url,
        "url": url,
        "name": one_line(offer.title),
        "inLanguage": get_language(),
        "dateModified": _day(find_changed(offer)),
        "lastReviewed": _day(offer.reviewed_at),
        "about": {"@id": subject_id},
        "image": offer.shared_picture_url,
    }
    subject = {
        **offer.describe_subject(),
        "@id": subject_id,
        "mainEntityOfPage": {"@id": url},
    }
    nodes = [_without_gaps(page), _without_gaps(subject)]
    return {"@context": "https://schema.org", "@graph": nodes}


def find_changed(offer: Any) -> datetime | None:
    """
    Say since when an offer reads as it does.

    Whoever keeps a copy reads it again then. Nobody publishes it on the day on which
    another SENCO begins.
    """
    published, day = offer.last_published_at, read(offer).last_change_on
    return max(published, get_moment(day, 0)) if published and day else published


def describe_organisation(offer: OfferPage) -> dict[str, Any]:
    """Describe whoever publishes ``offer``, of whatever kind."""
    return {
        "@type": "Organization",
        "name": one_line(offer.setting_name),
        "address": ", ".join(
            filter(None, map(one_line, offer.public_address.splitlines()))
        ),
        "telephone": describe_telephone(offer.telephone),
        "contactPoint": describe_contacts(offer),
    }


def describe_setting(offer: SettingPage) -> dict[str, Any]:
    """Describe a school, an early years setting or a college."""
    return {
        **describe_organisation(offer),
        "@type": TYPES.get(offer.setting_type, "EducationalOrganization"),
        "identifier": describe_own_number(offer),
        "amenityFeature": list(_describe_facts(offer)),
    }


def describe_own_number(offer: SettingPage) -> dict[str, Any] | None:
    """Describe the number of a setting."""
    scheme = offer.identifier_scheme
    known = scheme in IdentifierScheme.values
    return describe_number(scheme.upper() if known else "", offer.identifier)


def describe_health_service(offer: HealthServicePage) -> dict[str, Any]:
    """Describe a service of an NHS body, for whom it is and who provides it."""
    in_years = offer.minimum_age_unit == AgeUnit.YEARS
    audience = {
        "@type": "MedicalAudience",
        "suggestedMinAge": offer.minimum_age if in_years else None,
        "suggestedMaxAge": offer.maximum_age,
    }
    organisation = describe_organisation(offer)
    channel = {
        "@type": "ServiceChannel",
        "servicePhone": organisation["contactPoint"],
        "serviceLocation": organisation["address"]
        and {"@type": "Place", "address": organisation["address"]},
    }
    return {
        "@type": "Service",
        "name": organisation["name"],
        "alternateName": list(map(one_line, offer.other_names)),
        "provider": describe_provider(offer),
        "areaServed": list(map(one_line, offer.area_list)),
        "audience": _without_gaps(audience),
        "availableChannel": _without_gaps(channel),
    }


def describe_provider(offer: HealthServicePage) -> dict[str, Any]:
    """Describe the body whose service it is."""
    return _without_gaps(
        {
            "@type": "MedicalOrganization",
            "name": one_line(offer.provider_name),
            "identifier": describe_number("ODS", offer.ods_code),
        }
    )


def describe_number(scheme: str, number: str) -> dict[str, Any] | None:
    """
    Describe the number of somebody in a register.

    :param scheme: the name of the register, or an empty string.
    """
    if not number:
        return None
    return _without_gaps(
        {"@type": "PropertyValue", "propertyID": scheme, "value": one_line(number)}
    )


def describe_contacts(offer: OfferPage) -> Any:
    """Describe whom an offer says to ask: one, or a list of several."""
    contacts = list_contacts(offer)
    return contacts[0] if len(contacts) == 1 else contacts


def list_contacts(
    offer: OfferPage, content: Content | None = None
) -> list[dict[str, Any]]:
    """
    List whom an offer says to ask, each as a ``ContactPoint``.

    :param content: what it says, if that was read already.
    """
    # The role of a team is in its name.
    is_person = offer.framework.contact.key == SENCO.key
    return [
        _describe_contact(contact, str(offer.words.senco) if is_person else "")
        for contact in read(content or offer).contacts
    ]


def _describe_contact(contact: StoredContact, role: str) -> dict[str, Any]:
    email, telephone = (one_line(contact.read(key)) for key in ("email", "telephone"))
    return _without_gaps(
        {
            "@type": "ContactPoint",
            "name": one_line(contact.read("name")),
            "contactType": one_line(contact.read("job_title")) or role,
            "email": email if is_email(email) else "",
            "telephone": describe_telephone(telephone),
            "areaServed": one_line(contact.read("area")),
        }
    )


def describe_telephone(text: str) -> str:
    """A number as it was written, in digits that a program can read."""
    telephone = read_telephone(text)
    return telephone.text if telephone else ""


def _describe_facts(offer: OfferPage) -> Iterator[dict[str, Any]]:
    for section in offer.sections:
        facts = section.block.value.get("facts")
        for row in facts.answered if facts else ():
            # "Partly" is neither true nor false: the note says it in words.
            if row["code"] in (Answer.YES, Answer.NO):
                yield {
                    "@type": "LocationFeatureSpecification",
                    "name": str(row["fact"].label),
                    "value": row["code"] == Answer.YES,
                }


def _day(moment: Any) -> str:
    return get_day(moment).isoformat() if moment else ""


def _without_gaps(node: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in node.items() if value not in ("", None, [])}
