"""An offer in the vocabulary of schema.org, for search engines and directories."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import get_language

from wagtail_localoffer.choices import Answer, IdentifierScheme, SettingType
from wagtail_localoffer.text import is_email, is_telephone, one_line

#: What schema.org calls each type of setting.
TYPES = {
    SettingType.EARLY_YEARS: "Preschool",
    SettingType.PRIMARY: "ElementarySchool",
    SettingType.SECONDARY: "HighSchool",
    SettingType.ALL_THROUGH: "School",
    SettingType.SPECIAL: "School",
    SettingType.COLLEGE: "CollegeOrUniversity",
}


def describe_offer(offer: Any) -> dict[str, Any]:
    """
    Describe the page and the setting that it is about.

    What isn't known is left out. The council is not in it: its record can change
    without the offer.
    """
    url = offer.full_url
    setting_id = f"{url}#about-the-setting"
    page = {
        "@type": "WebPage",
        "@id": url,
        "url": url,
        "name": one_line(offer.title),
        "inLanguage": get_language(),
        "dateModified": _day(offer.last_published_at),
        "lastReviewed": _day(offer.reviewed_at),
        "about": {"@id": setting_id},
    }
    setting = {
        "@type": TYPES.get(offer.setting_type, "EducationalOrganization"),
        "@id": setting_id,
        "name": one_line(offer.setting_name),
        "address": ", ".join(filter(None, map(one_line, offer.address.splitlines()))),
        "telephone": offer.telephone if is_telephone(offer.telephone) else "",
        "identifier": _describe_number(offer),
        "contactPoint": _describe_contact(offer),
        "amenityFeature": list(_describe_facts(offer)),
        "mainEntityOfPage": {"@id": url},
    }
    nodes = [_without_gaps(page), _without_gaps(setting)]
    return {"@context": "https://schema.org", "@graph": nodes}


def _describe_number(offer: Any) -> dict[str, Any] | None:
    if not offer.identifier:
        return None
    scheme = offer.identifier_scheme
    known = scheme in IdentifierScheme.values
    return _without_gaps(
        {
            "@type": "PropertyValue",
            "propertyID": scheme.upper() if known else "",
            "value": one_line(offer.identifier),
        }
    )


def _describe_contact(offer: Any) -> dict[str, Any] | None:
    if offer.senco_contact is None:
        return None

    def read(name: str) -> str:
        # What was imported may be a number to Python.
        return one_line(str(offer.senco_contact.value.get(name) or ""))

    email, telephone = read("email"), read("telephone")
    return _without_gaps(
        {
            "@type": "ContactPoint",
            "name": read("name"),
            "contactType": read("job_title") or str(offer.words.senco),
            "email": email if is_email(email) else "",
            "telephone": telephone if is_telephone(telephone) else "",
        }
    )


def _describe_facts(offer: Any) -> Any:
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
    return timezone.localdate(moment).isoformat() if moment else ""


def _without_gaps(node: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in node.items() if value not in ("", None, [])}
