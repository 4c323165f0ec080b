"""How each site writes to councils, and offers that have a sender of their own."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting

from wagtail_localoffer.compat import PAGE_MODEL
from wagtail_localoffer.councils.models import Council
from wagtail_localoffer.fields import TidyCharField, TidyEmailField
from wagtail_localoffer.mail.choices import SiteDelivery
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
            "a day. Otherwise it gets an email for each change. What the council’s "
            "record says about it comes first."
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
        refuse_other_sender(self.from_email)


class OfferNoticeSettings(models.Model):
    """
    Who writes to the council about one offer, where its site's sender isn't meant.

    It belongs to the page, and not to one of its versions: no draft changes it, and a
    copy of the page, which is about another setting, starts without it.
    """

    #: The page of the offer, whatever its type.
    offer = models.OneToOneField(
        PAGE_MODEL,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="+",
        verbose_name=_("page"),
    )
    from_email = TidyCharField(
        tidy_name,
        _("sender"),
        max_length=255,
        blank=True,
        help_text=_(
            "For example: Hawthorn Bank School <office@school.example>. Your mail "
            "server must be allowed to send from it."
        ),
    )
    reply_to = TidyEmailField(tidy_address, _("replies go to"), blank=True)

    #: A page that is used by its own settings is not used.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("sender of an offer’s notices")
        verbose_name_plural = _("senders of offers’ notices")
        # Who may publish an offer may say from whom its council hears.
        default_permissions = ()

    def __str__(self) -> str:
        return self.from_email or self.reply_to

    def clean(self) -> None:
        """
        Refuse a sender that is none.

        :raises ValidationError: with a message for the field.
        """
        super().clean()
        refuse_other_sender(self.from_email)


def refuse_other_sender(from_email: str) -> None:
    """
    Refuse what nobody can send from.

    :raises ValidationError: with a message for the field ``from_email``.
    """
    if from_email and not is_sender(from_email):
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
