"""The picture of an offer: at its top, and where a link to it is shown."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model_string
from wagtail.images.models import SourceImageIOError

if TYPE_CHECKING:
    from wagtail.models import Page as _Base
else:
    _Base = models.Model

#: As the Open Graph protocol is used: about twice as wide as high.
SHARED = "fill-1200x630|format-jpeg"

#: The least that is not blurred where it is shown: its width and height.
SMALLEST = (480, 320)

#: One that is flatter is shown three times as wide as high, others half as flat.
FLAT = 2.25


def is_too_small(picture: Any) -> bool:
    width, height = SMALLEST
    return bool(picture.width < width or picture.height < height)


def check_picture(picture: Any) -> None:
    """
    Refuse a picture that would be blurred.

    :raises ValidationError: with its size, and the one that is needed.
    """
    if picture.is_svg() or not is_too_small(picture):
        return
    message = gettext(
        "This picture is %(width)s by %(height)s pixels, so that families would see it "
        "blurred. Choose one that is at least %(least_width)s pixels wide and "
        "%(least_height)s pixels high."
    )
    width, height = SMALLEST
    raise ValidationError(
        message,
        params={
            "width": picture.width,
            "height": picture.height,
            "least_width": width,
            "least_height": height,
        },
    )


class HasPicture(_Base):
    """The picture of an offer, and how it is shown on its page and beside links."""

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

    @property
    def has_small_picture(self) -> bool:
        """Whether to show it as it is, because it would be blurred if it were wider."""
        picture: Any = self.picture
        return not picture.is_svg() and is_too_small(picture)

    @property
    def has_flat_picture(self) -> bool:
        picture: Any = self.picture
        return bool(picture.width > FLAT * picture.height)

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
