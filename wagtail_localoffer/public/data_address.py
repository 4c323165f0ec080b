"""The address at which machines read an offer, where a project has open data."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from wagtail.models import Site


def find_data_url(offer: Any, language: str = "") -> str:
    """
    Where machines read the whole offer, on the site that its page is on.

    All languages of an offer are at one address, which may name one of them.

    :returns: an empty string if there is no such address, or nobody can read the page.
    """
    parts = offer.get_url_parts()
    try:
        path = reverse("localoffer_open_data:offer", args=[offer.translation_key])
    except NoReverseMatch:
        return ""
    if parts is None or parts[1] is None:
        return ""
    query = f"?{urlencode({'language': language})}" if language else ""
    return f"{parts[1]}{path}{query}"


def find_own_data_url(page: Any) -> str:
    """The same, in the language of the page where a site has several."""
    if page.alias_of_id is not None:
        # Machines read the original.
        return ""
    if not getattr(settings, "WAGTAIL_I18N_ENABLED", False):
        return find_data_url(page)
    roots = Site.get_site_root_paths()
    languages = (
        each.language_code for each in roots if page.url_path.startswith(each.root_path)
    )
    return find_data_url(page, next(languages, ""))
