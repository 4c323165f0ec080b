from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    TitleFieldPanel,
)
from wagtail.api import APIField
from wagtail.log_actions import log
from wagtail.log_actions import registry as log_registry
from wagtail.search import index

from wagtail_localoffer import conf
from wagtail_localoffer.blocks import OfferBodyField
from wagtail_localoffer.choices import AgeUnit, IdentifierScheme, SettingType
from wagtail_localoffer.compliance import Finding, OfferIncomplete, find_obstacles
from wagtail_localoffer.digest import FRONT_SHEET_FIELDS
from wagtail_localoffer.forms import LocalOfferForm
from wagtail_localoffer.frameworks.lancashire import LANCASHIRE
from wagtail_localoffer.models.councils import Council
from wagtail_localoffer.text import strip_editor_marks

if TYPE_CHECKING:
    from wagtail.models import Page as _Base
else:
    _Base = models.Model

logger = logging.getLogger("wagtail_localoffer")

#: The template of every kind of offer that has none of its own.
TEMPLATE = "wagtail_localoffer/local_offer_page.html"

#: What Wagtail logs for a revision that ``publish_scheduled`` makes live.
SCHEDULED = "wagtail.publish.scheduled"
#: What this package logs when it refuses to do so.
REFUSED = "wagtail_localoffer.refuse_scheduled"


class LocalOfferMixin(_Base):
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

    base_form_class = LocalOfferForm
    page_description = _(
        "What your setting does for children and young people with special educational "
        "needs and disabilities (SEND)."
    )

    offer_panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [
                FieldPanel("setting_name"),
                FieldPanel("setting_type"),
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
        APIField("body"),
    ]

    class Meta:
        abstract = True

    @property
    def sections(self) -> list[Any]:
        """The blocks of the sections that have content, in the council's order."""
        blocks = {child.block_type: child for child in self.body}
        return [
            blocks[section.key]
            for section in LANCASHIRE.sections
            if section.key in blocks and _has_content(blocks[section.key].value)
        ]

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

    @property
    def base_template(self) -> str:
        return conf.get_settings().BASE_TEMPLATE

    def get_template(self, request: Any, *args: Any, **kwargs: Any) -> list[str]:
        """
        The template of the page's own type, or else that of ``LocalOfferPage``.

        NB: Wagtail gives each page class its own ``template``, so that one set on this
        mixin would not be inherited.
        """
        return [super().get_template(request, *args, **kwargs), TEMPLATE]

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        """
        Publish or schedule ``revision``, or refuse with nothing changed.

        Takes the arguments of Wagtail's ``Page.publish``.

        :raises OfferIncomplete: the revision lacks what a live offer must have.
            ``publish_scheduled`` gets no exception, because it would stop there and
            leave the pages after this one unpublished; the refusal is logged in the
            page's history instead.
        """
        offer = revision.as_object()
        offer._forget_deleted_council()
        try:
            # Before Wagtail writes anything, such as the end of an earlier schedule.
            refuse_incomplete(offer)
        except OfferIncomplete as error:
            if kwargs.get("log_action") != SCHEDULED:
                raise
            self._report_refusal(revision, error)
            return None
        return super().publish(revision, *args, **kwargs)

    def _report_refusal(self, revision: Any, error: OfferIncomplete) -> None:
        # The command runs every few minutes; one report for each revision is enough.
        entries = log_registry.get_logs_for_instance(self)
        if entries.filter(action=REFUSED, revision=revision).exists():
            return
        missing = [str(finding.message) for finding in error.findings]
        logger.error(
            "The scheduled local offer %r (page %s) was not published: %s",
            self.get_admin_display_title(),
            self.pk,
            " ".join(missing),
        )
        log(instance=self, action=REFUSED, revision=revision, data={"missing": missing})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """
        Save the page, unless that would put an incomplete offer live.

        :raises OfferIncomplete: see :meth:`publish`. Never raised for a page that is
            live as it is, whatever else of it is saved.
        """
        fields = kwargs.get("update_fields")
        if _writes_content(fields):
            self._forget_deleted_council()
            if fields is not None:
                kwargs["update_fields"] = {*fields, "council"}
        if self.live and (fields is None or {"live", *_CONTENT}.intersection(fields)):
            obstacles = find_obstacles(self._as_it_will_be(fields))
            if obstacles and not self._may_stay_live(obstacles):
                raise OfferIncomplete(obstacles)
        super().save(*args, **kwargs)

    save.alters_data = True  # type: ignore[attr-defined]

    def _forget_deleted_council(self) -> None:
        """Keep ``council`` as the body has it, and the body as the database has it."""
        self.council = None
        for place, child in enumerate(self.body.get_prep_value()):
            if child["type"] == "council_link" and child.get("value") is not None:
                # What was imported may be anything.
                pk = child["value"] if isinstance(child["value"], int) else 0
                council = Council.objects.filter(pk=pk).first()
                if council is None:
                    self.body[place] = ("council_link", None, child.get("id"))
                self.council = self.council or council

    def _as_it_will_be(self, update_fields: Iterable[str] | None) -> Any:
        """The offer in the database after a save of ``update_fields``."""
        if update_fields is None or self._state.adding:
            return self
        stored = type(self)._default_manager.get(pk=self.pk)
        for field in _CONTENT.intersection(update_fields):
            setattr(stored, field, getattr(self, field))
        return stored

    def _may_stay_live(self, obstacles: list[Finding]) -> bool:
        """
        Whether this incomplete offer was live before it is saved here.

        It may have been, for instance since before a section became required. Such a
        page can be moved or translated like any other. A copy of it starts as a draft.
        """
        if self._state.adding:
            if self.first_published_at is None:
                return False
            self.live = False
            self.has_unpublished_changes = True
            return True
        before = type(self)._default_manager.filter(pk=self.pk, live=True).first()
        if before is None:
            return False
        known = {(finding.code, finding.block) for finding in find_obstacles(before)}
        return known.issuperset((finding.code, finding.block) for finding in obstacles)


_CONTENT = {"body", "setting_name", "setting_type", "address"}


def _writes_content(update_fields: Iterable[str] | None) -> bool:
    return update_fields is None or "body" in update_fields


def _has_content(value: Any) -> bool:
    # The editor stores an empty text as an empty paragraph.
    return bool(value["more"]) or bool(strip_editor_marks(value["text"].source))


def refuse_incomplete(offer: Any) -> None:
    """
    Raise if ``offer`` may not go live as it is.

    :raises OfferIncomplete: with everything that it lacks.
    """
    if obstacles := find_obstacles(offer):
        raise OfferIncomplete(obstacles)
