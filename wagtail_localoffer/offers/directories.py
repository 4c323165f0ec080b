"""Directories that list an offer, wherever they stand."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from wagtail.models import get_page_models

from wagtail_localoffer.offers.list_pages import ListPageMixin
from wagtail_localoffer.public.visibility import find_public


def get_directory_models() -> list[type[Any]]:
    """List the project's page types that may show offers that aren't below them."""
    return [
        model
        for model in get_page_models()
        if issubclass(model, ListPageMixin) and model.may_show_any_offer
    ]


def find_compare_url(offer: Any) -> str:
    """
    Find where families compare an offer with others.

    :returns: the address of a directory in which the offer is chosen already: one of
        its own site and its own language, if there is one. Empty if none lists it.
    """
    site = offer.get_site()
    found = [
        page
        for model in get_directory_models()
        for page in find_public(model._default_manager.all())
        if page.url and page.lists(offer)
    ]
    found.sort(
        key=lambda page: (
            page.get_site() != site,
            page.locale_id != offer.locale_id,
            page.pk,
        )
    )
    if not found:
        return ""
    query = urlencode({"offer": offer.translation_key})
    # Relative on its own site, as other links of pages are.
    return f"{found[0].get_url(current_site=site)}?{query}#results"
