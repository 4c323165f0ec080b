"""Where the families of a site write, and who reads it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.contrib.settings.models import BaseSiteSetting

from wagtail_localoffer.feedback.choices import WayIn
from wagtail_localoffer.fields import TidyEmailField
from wagtail_localoffer.text.typed import tidy_address


class FeedbackSettings(BaseSiteSetting):
    """Where the families of one site write. Wagtail shows it under Settings."""

    way_in = models.CharField(
        _("families write"),
        max_length=20,
        choices=WayIn,
        default=WayIn.FORM,
        help_text=_("Nothing that they write is public before somebody here says so."),
    )
    own_form_url = models.URLField(
        _("address of your own form"),
        max_length=2000,
        blank=True,
        help_text=_("Local offers lead to it instead."),
    )
    mailbox = TidyEmailField(
        tidy_address,
        _("tell this address"),
        blank=True,
        help_text=_(
            "Who hears that a family has written. Leave it empty for the contact of "
            "each offer. An offer with neither has no form."
        ),
    )

    panels = [
        HelpPanel(
            content=_(
                "Councils ask for a way in which families can say what is missing, and "
                "for answers."
            )
        ),
        FieldPanel("way_in"),
        FieldPanel("own_form_url"),
        FieldPanel("mailbox"),
    ]

    class Meta:
        verbose_name = _("what families say")

    def clean(self) -> None:
        """
        Refuse a form of their own without its address.

        :raises ValidationError: with a message for the field.
        """
        super().clean()
        if self.way_in == WayIn.OWN_FORM and not self.own_form_url:
            raise ValidationError(
                {"own_form_url": _("Enter the address of the form, with https.")}
            )


def get_feedback_settings(site: Any) -> FeedbackSettings:
    """The settings of a site, or what counts where it has none."""
    own = FeedbackSettings.objects.filter(site=site).first() if site else None
    return own or FeedbackSettings()
