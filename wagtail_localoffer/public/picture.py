"""The picture of an offer: at its top, and where a link to it is shown."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model_string
from wagtail.images.models import SourceImageIOError

if TYPE_CHECKING:
    from wagtail.models import Page as _Base
else:
    _Base = models.Model

#: As the Open Graph protocol is used: about twice as wide as high.
SHARED = "fill-1200x630|format-jpeg"


class HasPicture(_Base):
    picture = models.ForeignKey(
        get_image_model_string(),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
        help_text=_(
            "For example your building or your garden. Never a child without written "
            "consent. It is also shown where somebody shares a link to your offer."
        ),
    )

    class Meta:
        abstract = True

    @cached_property
    def shared_picture(self) -> Any:
        """The picture as others show it beside a link, or nothing."""
        # Of a drawing nobody makes a photograph, and its file may be missing.
        if not self.picture or self.picture.is_svg():
            return None
        with suppress(SourceImageIOError):
            return self.picture.get_rendition(SHARED)
        return None

    @property
    def shared_picture_url(self) -> str:
        """Its full address, or an empty string."""
        picture = self.shared_picture
        return urljoin(self.full_url or "", picture.url) if picture else ""
