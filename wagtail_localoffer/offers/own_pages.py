"""Pages that can't be shown without this package: offers, and lists of some of them."""

from __future__ import annotations

from typing import Any

from wagtail.models import get_page_models

from wagtail_localoffer.offers.list_pages import ListPageMixin
from wagtail_localoffer.offers.mixin import OfferMixin

OWN_PAGES = (OfferMixin, ListPageMixin)


def get_own_page_models() -> list[type[Any]]:
    """List the project's concrete page types that are such pages."""
    return [model for model in get_page_models() if issubclass(model, OWN_PAGES)]
