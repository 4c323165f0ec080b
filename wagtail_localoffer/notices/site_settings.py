from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting

from wagtail_localoffer.councils.models import Council
from wagtail_localoffer.fields import TidyCharField, TidyEmailField
from wagtail_localoffer.notices.choices import SiteDelivery
from wagtail_localoffer.text.emails import is_sender
from wagtail_localoffer.text.typed import tidy_address, tidy_name


class CouncilNoticeSettings(BaseSiteSetting):
    """How one site writes to its councils. Wagtail shows it under Settings."""

    default_council = models.ForeignKey(
        Council,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("usual council"),
        help_text=_("A new offer of this site starts with it."),
    )
    from_email = TidyCharField(
        tidy_name,
        _("sender"),
        max_length=255,
        blank=True,
        help_text=_(
            "For example: Hawthorn Bank School <office@school.example>. Your mail "
            "server must be allowed to send from it. Leave it empty for the sender in "
            "the project’s settings."
        ),
    )
    reply_to = TidyEmailField(
        tidy_address,
        _("replies go to"),
        blank=True,
        help_text=_("Leave it empty for the contact of each offer."),
    )
    copy_to = TidyEmailField(
        tidy_address,
        _("copy to"),
        blank=True,
        help_text=_("Who at the setting gets a copy of each email."),
    )
    delivery = models.CharField(
        _("emails to councils"),
        max_length=20,
        choices=SiteDelivery,
        default=SiteDelivery.SEND,
        help_text=_(
            "For a site that is still being made ready. Councils are told what they "
            "have missed as soon as emails are sent to them."
        ),
    )
    divert_to = TidyEmailField(
        tidy_address,
        _("send them here instead"),
        blank=True,
        help_text=_("Who sees the emails while they don’t go to councils."),
    )
    daily = models.BooleanField(
        _("one email a day"),
        default=False,
        help_text=_(
            "Each council gets its news of all offers of this site in one email, once "
            "a day. Otherwise it gets an email for each change."
        ),
    )

    panels = [
        FieldPanel("default_council"),
        MultiFieldPanel(
            [
                FieldPanel("from_email"),
                FieldPanel("reply_to"),
                FieldPanel("copy_to"),
                FieldPanel("daily"),
            ],
            heading=_("Emails"),
        ),
        MultiFieldPanel(
            [FieldPanel("delivery"), FieldPanel("divert_to")],
            heading=_("Where they go"),
        ),
    ]

    class Meta:
        verbose_name = _("council notices")

    def clean(self) -> None:
        """
        Refuse a diversion without an address, and a sender that is none.

        :raises ValidationError: with a message for the field.
        """
        super().clean()
        if self.delivery == SiteDelivery.DIVERT and not self.divert_to:
            raise ValidationError({"divert_to": _("Enter an email address.")})
        if self.from_email and not is_sender(self.from_email):
            message = _("Enter an email address, with or without a name before it.")
            raise ValidationError({"from_email": message})


def find_usual_council(parent: Any) -> Council | None:
    """
    The council with which a new offer below ``parent`` starts.

    :returns: its site's usual one, or if that was abolished, the one that follows it.
    """
    settings = CouncilNoticeSettings.objects.filter(site=parent.get_site())
    found = settings.select_related("default_council__successor").first()
    council = found.default_council if found else None
    return council.find_successor() if council and council.is_abolished() else council
