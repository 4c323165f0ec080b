"""Listings: one row for each public offer, of this installation or of others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from wagtail_localoffer.compat import PAGE_MODEL
from wagtail_localoffer.frameworks.choices import AgeUnit, SettingType
from wagtail_localoffer.offers.ages import describe_ages
from wagtail_localoffer.offers.kinds import KINDS
from wagtail_localoffer.text.plain import split_words
from wagtail_localoffer.text.telephones import telephone_url

if TYPE_CHECKING:
    from wagtail_localoffer.frameworks import Text


class OfferSource(models.Model):
    """Another installation, or a feed of Open Referral UK, whose offers are listed."""

    name = models.CharField(
        _("name"),
        max_length=255,
        help_text=_("Whose offers these are. Families see it beside each of them."),
    )
    url = models.URLField(
        _("address of the open data"),
        max_length=255,
        unique=True,
        help_text=_(
            "Of a site with this package: its address with /open-data/ at the end. Of "
            "others: where their feed of Open Referral UK 3.0 begins."
        ),
    )
    other_hosts = models.TextField(
        _("other sites of it"),
        blank=True,
        help_text=_(
            "Where one installation has several sites: the names of the others, such "
            "as www.trust.example, one on each line. Offers whose pages are on any "
            "other site are refused. Services of a feed of Open Referral UK may have "
            "theirs anywhere."
        ),
    )
    is_active = models.BooleanField(
        _("active"),
        default=True,
        help_text=_(
            "Its offers are read and shown. If not, what was read is kept, and nobody "
            "sees it."
        ),
    )
    last_attempt_at = models.DateTimeField(_("last tried"), null=True, editable=False)
    last_success_at = models.DateTimeField(
        _("last read whole"), null=True, editable=False
    )
    next_attempt_at = models.DateTimeField(_("next try"), null=True, editable=False)
    #: How often in a row it could not be read.
    failures = models.PositiveIntegerField(_("failures"), default=0, editable=False)
    #: In a sentence for people. Empty if all went well.
    problem = models.TextField(_("problem"), blank=True, editable=False)
    #: Until when it belongs to the process that reads it, should that have died.
    claimed_until = models.DateTimeField(null=True, editable=False)
    #: What the last run found, by what became of it: see ``open_data.harvest``.
    report = models.JSONField(_("report"), default=dict, editable=False)
    #: What the pages of its list were when they were read, so that they needn't be
    #: sent again: see ``open_data.harvest``.
    list_pages = models.JSONField(default=dict, editable=False)

    class Meta:
        verbose_name = _("source of offers")
        verbose_name_plural = _("sources of offers")
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name


class OfferListing(index.Indexed, models.Model):
    """
    What lists, filters and searches know of an offer, as the public reads it.

    Of an offer on a page here it can be made again at any time; whether the public can
    read that page is asked of the page itself whenever it is listed. Of an offer that
    was read elsewhere it is all that is kept.
    """

    #: The page of an offer of this installation, whatever its type.
    page = models.OneToOneField(
        PAGE_MODEL,
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
        verbose_name=_("page"),
    )
    #: Where an offer of another installation was read.
    source = models.ForeignKey(
        OfferSource,
        on_delete=models.CASCADE,
        null=True,
        related_name="listings",
        verbose_name=_("source"),
    )
    #: The identifier that an offer has in all its languages.
    key = models.UUIDField(_("identifier"), db_index=True)
    language = models.CharField(_("language"), max_length=20)
    name = models.CharField(_("name"), max_length=255)
    #: The same for sorting, whatever is in capitals. Written by :meth:`save`.
    sort_name = models.CharField(max_length=255, db_index=True, editable=False)
    #: ``setting``, ``health_service`` or ``service``: see ``offers.kinds``.
    kind = models.CharField(_("kind"), max_length=20)
    #: One of ``SettingType`` for a setting.
    setting_type = models.CharField(_("type of setting"), max_length=20, blank=True)
    #: Who answers for a service; empty if it is the setting itself.
    provider = models.CharField(_("provider"), max_length=255, blank=True)
    minimum_age = models.PositiveSmallIntegerField(_("youngest age"), null=True)
    minimum_age_unit = models.CharField(
        _("counted in"), max_length=10, choices=AgeUnit, default=AgeUnit.YEARS
    )
    maximum_age = models.PositiveSmallIntegerField(_("oldest age, in years"), null=True)
    #: The youngest age in whole years, for comparing; 0 if it isn't known.
    youngest = models.PositiveSmallIntegerField(_("youngest age, in years"), default=0)
    #: The address for families, or the area of a home.
    place = models.TextField(_("place"), blank=True)
    latitude = models.FloatField(_("latitude"), null=True)
    longitude = models.FloatField(_("longitude"), null=True)
    telephone = models.CharField(_("telephone number"), max_length=50, blank=True)
    #: Whom to ask first.
    contact = models.CharField(_("contact"), max_length=255, blank=True)
    council_name = models.CharField(_("council"), max_length=255, blank=True)
    #: What is answered with yes, partly or no, by the keys of the facts.
    facts = models.JSONField(_("facts"), default=dict)
    #: The words of all that it says, as they are looked for. Split by :meth:`save`.
    text = models.TextField(_("text"), blank=True)
    #: Where families read an offer of another installation. That of a page is asked of
    #: the page.
    url = models.URLField(_("address"), max_length=2000, blank=True)
    #: The whole of an offer of another installation: see ``open_data.harvest``.
    document = models.JSONField(_("document"), null=True, encoder=DjangoJSONEncoder)
    #: A hash of what it was made from, so that the same isn't made again.
    made_from = models.CharField(max_length=64, editable=False)
    #: What its source calls this version, to ask for it again.
    etag = models.CharField(max_length=255, blank=True, editable=False)
    #: On which page of its list its source has it.
    list_page = models.PositiveIntegerField(null=True, editable=False)
    #: Since when its source doesn't list it any more. Nobody is shown it from then on.
    missing_since = models.DateTimeField(_("missing since"), null=True, editable=False)

    #: Nobody mends a page that a listing refers to.
    wagtail_reference_index_ignore = True

    #: Without the place, for which families ask by itself: an index may keep the
    #: address of a home for a while after it became private.
    search_fields: ClassVar[list[Any]] = [
        index.FilterField("source"),
        index.FilterField("missing_since"),
        index.SearchField("name"),
        index.SearchField("provider"),
        index.SearchField("council_name"),
        index.SearchField("list_names"),
        index.SearchField("text"),
    ]

    class Meta:
        verbose_name = _("listing of an offer")
        verbose_name_plural = _("listings of offers")
        # Nobody writes one by hand.
        default_permissions = ()
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=("source", "key"), name="localoffer_listing_of_source"
            ),
            # NB: MySQL and MariaDB can't delete a page unless its listing may have no
            # origin for a moment: Django takes the page out of it first.
            models.CheckConstraint(
                condition=models.Q(page=None) | models.Q(source=None),
                name="localoffer_listing_has_one_origin",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort_name = self.name.casefold()[:255]
        self.text = " ".join(split_words(self.text))
        super().save(*args, **kwargs)

    # Django's own mark for templates; a function's type doesn't know it.
    save.alters_data = True  # type: ignore[attr-defined]

    def list_names(self) -> str:
        """The words of its names, as they are looked for."""
        names = (self.name, self.provider, self.council_name)
        return " ".join(split_words(" ".join(names)))

    @property
    def age_range(self) -> str:
        """The ages taken, as people write them."""
        return describe_ages(self.minimum_age, self.minimum_age_unit, self.maximum_age)

    @property
    def type_label(self) -> Text:
        """The type of a setting, or what it is instead; nothing for what is neither."""
        if self.setting_type in SettingType.values:
            return SettingType(self.setting_type).label
        name, _model = KINDS.get(self.kind, ("", None))
        return name

    @property
    def place_lines(self) -> list[str]:
        return self.place.splitlines()

    @property
    def telephone_url(self) -> str:
        """The address to dial, or an empty string for what is no number."""
        return telephone_url(self.telephone)
