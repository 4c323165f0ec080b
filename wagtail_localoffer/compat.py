"""What differs between versions of Wagtail, and between projects: one name for each."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from wagtail import VERSION

#: The project's page model. Wagtail 8 lets a project swap it; 7.4 has only its own.
PAGE_MODEL: str = getattr(settings, "WAGTAIL_PAGE_MODEL", "wagtailcore.Page")


#: Whether the project brings its own page model. Concrete page types of this
#: package subclass Wagtail's, so such a project builds its own from the mixin.
HAS_CUSTOM_PAGE_MODEL: bool = PAGE_MODEL.lower() != "wagtailcore.page"


def get_image_policy() -> Any:
    """The policy that says who may add and choose which pictures."""
    if VERSION >= (8, 0):
        from wagtail.images import get_image_model
        from wagtail.permissions import policy_registry

        return policy_registry.get_by_type(get_image_model())
    from wagtail.images.permissions import permission_policy

    return permission_policy
