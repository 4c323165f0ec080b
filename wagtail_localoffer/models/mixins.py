from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    TitleFieldPanel,
)
from wagtail.api import APIField
from wagtail.search import index

from wagtail_localoffer import conf
from wagtail_localoffer.blocks import OfferBodyField
from wagtail_localoffer.checklist import Checklist, build_checklist
from wagtail_localoffer.choices import (
    AgeUnit,
    IdentifierScheme,
    RunBy,
    SettingType,
)
from wagtail_localoffer.compliance import check_offer
from wagtail_localoffer.coverage import assess
from wagtail_localoffer.digest import FRONT_SHEET_FIELDS
from wagtail_localoffer.due_dates import find_next_review
from wagtail_localoffer.forms import LocalOfferForm
from wagtail_localoffer.frameworks import Words
from wagtail_localoffer.guidance import find_words, get_framework
from wagtail_localoffer.models.councils import Council
from wagtail_localoffer.models.faces import PublicFaces
from wagtail_localoffer.models.guard import PublishGuard
from wagtail_localoffer.models.surroundings import look_around
from wagtail_localoffer.models.waivers import SmallCorrections
from wagtail_localoffer.panels import (
    ChecklistPanel,
    CouncilNewsPanel,
    SmallCorrectionPanel,
)


class LocalOfferMixin(PublicFaces, SmallCorrections, PublishGuard):
    """
    All behaviour of a local offer. Put it before the page class::

        class SchoolOfferPage(LocalOfferMixin, Page): ...

    A live offer is complete, on whichever route it goes live: the form, ``publish()``
    and ``save()`` all ask :func:`~wagtail_localoffer.compliance.find_obstacles`, and
    the last two raise :class:`~wagtail_localoffer.compliance.OfferIncomplete`. Drafts
    may be as incomplete as they like.
    """

    setting_name = models.CharField(_("name of the setting"), max_length=255)
    setting_type = models.CharField(
        _("type of setting"), max_length=20, choices=SettingType
    )
    run_by = models.CharField(
        _("run by"),
        max_length=20,
        choices=RunBy,
        blank=True,
        help_text=_("What the law asks of you depends on it."),
    )
    identifier_scheme = models.CharField(
        _("kind of number"), max_length=20, choices=IdentifierScheme, blank=True
    )
    identifier = models.CharField(_("number of the setting"), max_length=20, blank=True)
    minimum_age = models.PositiveSmallIntegerField(
        _("youngest age"), null=True, blank=True
    )
    minimum_age_unit = models.CharField(
        _("counted in"), max_length=10, choices=AgeUnit, default=AgeUnit.YEARS
    )
    maximum_age = models.PositiveSmallIntegerField(
        _("oldest age, in years"), null=True, blank=True
    )
    address = models.TextField(_("address"))
    telephone = models.CharField(_("telephone number"), max_length=50, blank=True)
    specialism = models.CharField(
        _("specialises in"),
        max_length=255,
        blank=True,
        help_text=_(
            "Only if your setting specialises in a particular type of need, for "
            "example: autism"
        ),
    )
    body = OfferBodyField(verbose_name=_("the offer"))
    #: The council of the saved body, so that the database itself protects a council
    #: that is in use. Written by :meth:`save`; an editor chooses it in the body.
    council = models.ForeignKey(
        Council,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        # Not part of revisions: an old one would name a council that is gone by now.
        serialize=False,
        related_name="%(app_label)s_%(class)s_offers",
        verbose_name=_("council"),
    )

    #: When somebody last said that the live offer is still correct, and who. Neither is
    #: part of a revision: publishing an older one doesn't take a review back.
    reviewed_at = models.DateTimeField(
        _("last reviewed"), null=True, editable=False, serialize=False
    )
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        serialize=False,
        related_name="+",
        verbose_name=_("reviewed by"),
    )

    #: Whether what differs from the live version is too small to tell the council.
    #: It is true of drafts only: publishing turns it into an entry of ``waived``.
    minor_change = models.BooleanField(
        _("small correction: don’t tell the council"),
        default=False,
        help_text=_(
            "For a spelling mistake, for instance. The next email to the council names "
            "the part all the same."
        ),
    )
    #: The changes that the council need not be told by themselves: for each part, the
    #: digests through which small corrections led to the present one, which is the
    #: last. Written with the page itself.
    waived = models.JSONField(default=dict, editable=False, serialize=False)

    #: A copy of an offer is about another setting, and nobody has reviewed it yet.
    exclude_fields_in_copy: ClassVar[list[str]] = [
        "reviewed_at",
        "reviewed_by",
        "waived",
    ]

    base_form_class = LocalOfferForm
    page_description = _(
        "What your setting does for children and young people with special educational "
        "needs and disabilities (SEND)."
    )

    offer_panels: ClassVar[list[Any]] = [
        ChecklistPanel(heading=_("Checklist"), icon="list-ul"),
        MultiFieldPanel(
            [CouncilNewsPanel(), SmallCorrectionPanel("minor_change")],
            heading=_("What the council knows"),
            icon="mail",
        ),
        MultiFieldPanel(
            [
                FieldPanel("setting_name"),
                FieldRowPanel([FieldPanel("setting_type"), FieldPanel("run_by")]),
                FieldRowPanel(
                    [FieldPanel("identifier_scheme"), FieldPanel("identifier")]
                ),
                FieldRowPanel(
                    [
                        FieldPanel("minimum_age"),
                        FieldPanel("minimum_age_unit"),
                        FieldPanel("maximum_age"),
                    ]
                ),
                FieldPanel("address"),
                FieldPanel("telephone"),
                FieldPanel("specialism"),
            ],
            heading=_("About the setting"),
        ),
        FieldPanel("layout"),
        FieldPanel("body"),
    ]
    # Not just "title": the panel of its own also fills in the page's address.
    content_panels: ClassVar[list[Any]] = [TitleFieldPanel("title"), *offer_panels]

    offer_search_fields: ClassVar[list[Any]] = [
        index.SearchField("setting_name"),
        index.AutocompleteField("setting_name"),
        index.SearchField("body"),
        index.FilterField("setting_type"),
    ]

    api_fields: ClassVar[list[APIField]] = [
        *(APIField(name) for name in FRONT_SHEET_FIELDS if name != "title"),
        APIField("layout"),
        APIField("body"),
    ]

    class Meta:
        abstract = True

    @property
    def is_review_overdue(self) -> bool:
        due = self.next_review_due
        return due is not None and due < timezone.localdate()

    @property
    def is_reviewed_today(self) -> bool:
        reviewed = self.reviewed_at
        return bool(reviewed and timezone.localdate(reviewed) == timezone.localdate())

    def get_checklist(self) -> Checklist:
        """Check what the offer says now, for its editor, in a few queries."""
        around = look_around(self)
        assessment = assess(self, around.today)
        return build_checklist(self, check_offer(self, around, assessment), assessment)

    @property
    def words(self) -> Words:
        """What this type of setting calls its people and itself."""
        return find_words(get_framework(), self.setting_type)

    @property
    def next_review_due(self) -> date | None:
        """The day by which it should be reviewed again; ``None`` if it isn't live."""
        reviewed = self.reviewed_at or self.first_published_at
        if not self.live or reviewed is None:
            return None
        cycle = conf.get_settings().REVIEW_CYCLE
        return find_next_review(timezone.localdate(reviewed), cycle)

    @property
    def senco_contact(self) -> Any:
        """The block of the SENCO contact, or ``None``."""
        return self.body.first_block_by_name("senco_contact")

    @property
    def council_link(self) -> Any:
        """The block of the link to the council's local offer, or ``None``."""
        return self.body.first_block_by_name("council_link")

    @property
    def age_range(self) -> str:
        """The ages taken, as people write them: "3 to 11 years"."""
        youngest, oldest = self.minimum_age, self.maximum_age
        words = {"youngest": youngest, "oldest": oldest}
        in_months = self.minimum_age_unit == AgeUnit.MONTHS
        if youngest is None and oldest is None:
            return ""
        if youngest is None:
            text = ngettext(
                "up to %(oldest)s year", "up to %(oldest)s years", oldest or 0
            )
        elif oldest is not None:
            text = (
                gettext("%(youngest)s months to %(oldest)s years")
                if in_months
                else gettext("%(youngest)s to %(oldest)s years")
            )
        elif in_months:
            text = ngettext(
                "%(youngest)s month and over", "%(youngest)s months and over", youngest
            )
        else:
            text = ngettext(
                "%(youngest)s year and over", "%(youngest)s years and over", youngest
            )
        return text % words

    def with_content_json(self, content: Any) -> Any:
        """Make the page of a revision, with what this page has outside of revisions."""
        offer = super().with_content_json(content)
        offer.waived = self.waived
        offer.reviewed_at = self.reviewed_at
        offer.reviewed_by_id = self.reviewed_by_id
        return offer
