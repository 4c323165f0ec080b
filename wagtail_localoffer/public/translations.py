from __future__ import annotations

from typing import Any

from django.conf import settings
from wagtail.coreutils import get_content_languages


def find_public_translations(page: Any) -> list[Any]:
    """The same page in the site's other languages, as far as the public can read it."""
    if not getattr(settings, "WAGTAIL_I18N_ENABLED", False):
        return []
    others = (
        page.get_translations()
        .live()
        .filter(alias_of=None, locale__language_code__in=get_content_languages())
    )
    return [
        other
        for other in others.select_related("locale")
        if other.url and not other.get_view_restrictions().exists()
    ]
