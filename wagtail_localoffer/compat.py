from __future__ import annotations

from django.conf import settings

#: The project's page model. Wagtail 8 lets a project swap it; 7.4 has only its own.
PAGE_MODEL: str = getattr(settings, "WAGTAIL_PAGE_MODEL", "wagtailcore.Page")


#: Whether the project brings its own page model. Concrete page types of this
#: package subclass Wagtail's, so such a project builds its own from the mixin.
HAS_CUSTOM_PAGE_MODEL: bool = PAGE_MODEL.lower() != "wagtailcore.page"
