"""Providers: who answers for an offer, and by which number a register knows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from wagtail_localoffer.offers.health_services import HealthServiceMixin
from wagtail_localoffer.offers.local_offers import LocalOfferMixin
from wagtail_localoffer.offers.records.identifiers import derive, get_key
from wagtail_localoffer.public.schema_org import describe_own_number, describe_provider
from wagtail_localoffer.text.plain import one_line


@dataclass(frozen=True)
class Provider:
    """Who answers for an offer."""

    #: Its identifier.
    id: str
    name: str
    #: Of what kind it is, as far as its offer says so.
    description: str
    #: The register, in capitals, and the number there; both empty if it has none.
    register: str = ""
    number: str = ""


def read_provider(offer: Any) -> Provider:
    """
    Read who answers for an offer: a setting itself, or the body whose service it is.

    A body with several services is known by its number, or else by its name.
    """
    name = read_name(offer)
    if isinstance(offer, HealthServiceMixin):
        described = describe_provider(offer)
        name = described.get("name", name)
        number = described.get("identifier", {})
        key = derive("organization", number.get("value") or name.casefold())
        return _make(key, name, name, number)
    key = derive("organization", get_key(offer))
    if isinstance(offer, LocalOfferMixin):
        kind = str(offer.get_setting_type_display())
        return _make(key, name, kind, describe_own_number(offer) or {})
    return _make(key, name, name, {})


def read_name(offer: Any) -> str:
    """The name of an offer, which the standard asks for: at least its page has one."""
    return one_line(offer.setting_name) or one_line(offer.title)


def _make(key: str, name: str, kind: str, number: dict[str, Any]) -> Provider:
    register = number.get("propertyID", "")
    # It must say something. Of who it is, an offer knows no more.
    return Provider(key, name, kind or name, register, number.get("value", ""))
