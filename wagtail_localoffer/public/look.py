"""How a site's offers look: its logo and its colours."""

from __future__ import annotations

import hashlib
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting
from wagtail.images import get_image_model_string

from wagtail_localoffer.fields import TidyCharField
from wagtail_localoffer.text.colours import SHAPE, TEXT, WHITE, Colour
from wagtail_localoffer.text.typed import tidy_address

#: What words in the colours of a school stand on: of the two of dark pages the lighter.
DARK = Colour(0x24, 0x29, 0x2B)

#: The darkest that they stand on in light ones.
LIGHT = Colour(0xF3, 0xF4, 0xF5)

#: Where the package knows the colours around: in its own frame. There those of the
#: site win over each stylesheet of a project. Elsewhere the project's win.
FRAME, FIRM = ".localoffer-body,.localoffer-body .localoffer", "!important"

#: The fields that hold colours.
COLOURS = ("main_colour", "second_colour")

#: A logo is shown so many pixels high; one that is lower was made for something else.
LOWEST_LOGO = 32

#: The address doesn't change without the colours, so browsers keep what it has.
KEEP = "public, max-age=31536000, immutable"


class OfferLookSettings(BaseSiteSetting):
    """How the offers of one site look. Wagtail shows it under Settings."""

    logo = models.ForeignKey(
        get_image_model_string(),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("logo"),
        help_text=_("It stands in the header, beside the name of the site."),
    )
    main_colour = TidyCharField(
        tidy_address,
        _("main colour"),
        max_length=7,
        blank=True,
        help_text=_(
            "For the header, links and buttons. White letters must be readable on it. "
            "For example: #6b1d2a"
        ),
    )
    second_colour = TidyCharField(
        tidy_address,
        _("second colour"),
        max_length=7,
        blank=True,
        help_text=_("For lines and quotations. For example: #b8860b"),
    )

    panels = [
        FieldPanel("logo"),
        MultiFieldPanel(
            [FieldPanel("main_colour"), FieldPanel("second_colour")],
            heading=_("Colours"),
        ),
    ]

    class Meta:
        verbose_name = _("look of local offers")

    def clean(self) -> None:
        """
        Refuse what nobody could read or see.

        :raises ValidationError: with a message for each field.
        """
        super().clean()
        errors = {
            "main_colour": _check_colour(self.main_colour, TEXT),
            "second_colour": _check_colour(self.second_colour, SHAPE),
            "logo": self._check_logo(),
        }
        if any(errors.values()):
            raise ValidationError({name: each for name, each in errors.items() if each})
        colours = [name for name in COLOURS if getattr(self, name)]
        if colours and not _find_url(self.site_id or 0):
            message = _(
                "Colours need an address of their own: ask whoever built this site to "
                "include wagtail_localoffer.public_urls."
            )
            raise ValidationError({colours[0]: message})

    def _check_logo(self) -> str:
        logo: Any = self.logo
        if not logo or logo.height >= LOWEST_LOGO or logo.is_svg():
            return ""
        return gettext(
            "This picture is %(width)s by %(height)s pixels. Choose one that is at "
            "least %(least)s pixels high."
        ) % {"width": logo.width, "height": logo.height, "least": LOWEST_LOGO}

    def save(self, *args: Any, **kwargs: Any) -> None:
        for name in COLOURS:
            colour = Colour.read(getattr(self, name))
            setattr(self, name, str(colour) if colour else "")
        super().save(*args, **kwargs)

    # Django's own mark for templates; a function's type doesn't know it.
    save.alters_data = True  # type: ignore[attr-defined]

    @property
    def stylesheet(self) -> str:
        """The properties that ``local-offer.css`` has its colours from, or nothing."""
        main, second = map(Colour.read, (self.main_colour, self.second_colour))
        if not main and not second:
            return ""
        light: dict[str, Colour] = {}
        dark: dict[str, Colour] = {}
        if main:
            light |= dict.fromkeys(("band", "accent", "link"), main.adapt(LIGHT, TEXT))
            dark |= dict.fromkeys(("accent", "link"), main.adapt(DARK, TEXT))
            light["on-band"] = WHITE
        if second:
            light["second"] = second.adapt(LIGHT, SHAPE)
            dark["second"] = second.adapt(DARK, SHAPE)
        return (
            # Twice, to count for more than the defaults, in whichever order they come.
            "@layer localoffer{@media screen{"
            f":root:root{{{_write(light)}}}{FRAME}{{{_write(light, FIRM)}}}}}"
            "@media screen and (prefers-color-scheme:dark){"
            f"{FRAME}{{{_write(dark, FIRM)}}}}}}}\n"
        )

    @property
    def stylesheet_url(self) -> str:
        """Where that stylesheet is, or an empty string."""
        text = self.stylesheet
        url = _find_url(self.site_id) if text else ""
        return f"{url}?v={_hash(text)}" if url else ""


def find_look(site: Any) -> OfferLookSettings | None:
    """How the offers of a site look, if anybody said so."""
    if site is None:
        return None
    looks = OfferLookSettings.objects.filter(site=site)
    return looks.select_related("logo").first()


def show_stylesheet(request: HttpRequest, site_id: int) -> HttpResponse:
    """The colours of a site's offers. No style stands in the pages themselves."""
    look = OfferLookSettings.objects.filter(site_id=site_id).first()
    if look is None:
        raise Http404
    text = look.stylesheet
    response = HttpResponse(text, content_type="text/css; charset=utf-8")
    # Its address may be one of before, or of another server that knows better.
    is_right = request.GET.get("v") == _hash(text)
    response.headers["Cache-Control"] = KEEP if is_right else "no-cache"
    return response


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _find_url(site_id: int) -> str:
    try:
        return reverse("localoffer_look", args=[site_id])
    except NoReverseMatch:
        return ""


def _check_colour(text: str, least: float) -> str:
    if not text:
        return ""
    colour = Colour.read(text)
    if colour is None:
        return gettext(
            "Enter a colour as a mark and six digits or letters from a to f, such as "
            "#6b1d2a."
        )
    contrast = colour.contrast(LIGHT)
    if contrast >= least:
        return ""
    return gettext(
        "This colour is too light on white: its contrast is %(contrast)s to 1, and "
        "%(least)s is needed. Try a darker one, such as %(darker)s."
    ) % {
        "contrast": f"{contrast:.1f}",
        "least": f"{least:g}",
        "darker": colour.adapt(LIGHT, least),
    }


def _write(colours: dict[str, Colour], end: str = "") -> str:
    return ";".join(
        f"--localoffer-{name}:{each}{end}" for name, each in colours.items()
    )
