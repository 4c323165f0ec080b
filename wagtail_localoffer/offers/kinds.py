"""Kinds of offers, as families and machines tell them apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from wagtail_localoffer.offers.health_services import HealthServiceMixin
from wagtail_localoffer.offers.local_offers import LocalOfferMixin

if TYPE_CHECKING:
    from wagtail_localoffer.frameworks import Text

#: What kinds of offers there are, and which pages are of each. What comes first counts.
KINDS: dict[str, tuple[Text, type[Any]]] = {
    "setting": (_("Local offer of a setting"), LocalOfferMixin),
    "health_service": (_("Health service"), HealthServiceMixin),
    "service": (_("Another service"), object),
}


def find_kind(model: type[Any]) -> str:
    """Of which kind the offers of a page type are."""
    return next(
        kind for kind, (_name, base) in KINDS.items() if issubclass(model, base)
    )
