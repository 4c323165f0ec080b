"""Rows of the report: what was measured of each offer."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_localoffer.compat import PAGE_MODEL
from wagtail_localoffer.councils.models import Council
from wagtail_localoffer.frameworks.choices import SettingType

#: How a page calls its summary. The long name leaves short ones, such as ``summary``,
#: to the page types of projects.
SUMMARY = "wagtail_localoffer_summary"


class OfferSummary(models.Model):
    """
    What was measured of the newest version of an offer.

    It can be made again at any time from the offer itself, and exists so that thousands
    of offers can be listed, sorted and filtered without reading them.
    """

    #: The page of the offer, whatever its type.
    offer = models.OneToOneField(
        PAGE_MODEL,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name=SUMMARY,
        verbose_name=_("page"),
    )
    #: Copies, because they stand in the table of the offer's own page type.
    setting_name = models.CharField(_("name of the setting"), max_length=255)
    setting_type = models.CharField(
        _("type of setting"), max_length=20, choices=SettingType, blank=True
    )
    #: The council that its newest version links to, which may not be the live one's.
    council = models.ForeignKey(
        Council,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("council"),
    )
    #: Whom it says to ask first.
    contact_name = models.CharField(_("contact"), max_length=255, blank=True)
    sections_done = models.PositiveSmallIntegerField(_("sections done"))
    sections_asked = models.PositiveSmallIntegerField(_("sections asked"))
    requirements_done = models.PositiveSmallIntegerField(_("requirements done"))
    requirements_asked = models.PositiveSmallIntegerField(_("requirements asked"))
    #: Stored, so that the database can sort by it.
    completeness = models.PositiveSmallIntegerField(_("completeness in per cent"))
    #: What stops a publication. A summary that an earlier version of this package made
    #: doesn't know it, nor the council and the contact.
    obstacles = models.PositiveSmallIntegerField(_("needed to publish"), null=True)
    #: The same, and what the law asks for and was not found.
    missing_musts = models.PositiveSmallIntegerField(_("mandatory items missing"))
    advice = models.PositiveIntegerField(_("pieces of advice"))
    #: In years; ``None`` where there are too few words to tell.
    reading_age = models.PositiveSmallIntegerField(_("reading age"), null=True)
    review_due = models.DateField(_("next review due"), null=True)
    #: Whether its newest version says how families took part in it.
    says_who_took_part = models.BooleanField(
        _("says how families took part"), default=False
    )
    #: A copy of what the live offer says of its last review.
    reviewed_with = models.JSONField(_("who took part in the review"), default=dict)
    measured_at = models.DateTimeField(_("measured"))
    #: A hash of what was measured, so that the same is not measured again.
    fingerprint = models.CharField(max_length=64, editable=False)

    #: A summary is no use of a page that an editor could mend.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("summary of a local offer")
        verbose_name_plural = _("summaries of local offers")
        # Who may see an offer may see its summary, and nobody writes one by hand.
        default_permissions = ()

    def __str__(self) -> str:
        return self.setting_name
