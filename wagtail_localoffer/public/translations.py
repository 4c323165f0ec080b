"""Translations of an offer, as far as the public can read them."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from wagtail_localoffer.public.visibility import find_public


def find_public_translations(page: Any) -> list[Any]:
    """The same page in the site's other languages, as far as the public can read it."""
    if not getattr(settings, "WAGTAIL_I18N_ENABLED", False):
        return []
    translations = page.get_translations().live()
    if not translations.exists():
        return []
    public = find_public(translations).select_related("locale")
    return [other for other in public if other.url]
