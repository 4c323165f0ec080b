"""Local offers of settings: schools, nurseries, colleges."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from django.apps import apps
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, TitleFieldPanel
from wagtail.api import APIField
from wagtail.models import Revision
from wagtail.search import index

from wagtail_localoffer.blocks import OfferBodyField
from wagtail_localoffer.content.front_sheet import Row
from wagtail_localoffer.fields import TidyCharField, TidyTextField
from wagtail_localoffer.frameworks import SETTING
from wagtail_localoffer.frameworks.choices import IdentifierScheme, RunBy, SettingType
from wagtail_localoffer.frameworks.identifiers import SHORT_NAMES, read_identifier
from wagtail_localoffer.frameworks.lookups import is_private
from wagtail_localoffer.offers.api_fields import list_api_fields
from wagtail_localoffer.offers.managers import PRIVACY
from wagtail_localoffer.offers.mixin import OfferMixin
from wagtail_localoffer.offers.panels import list_panels, make_age_panel
from wagtail_localoffer.public.report_mixin import SenReportFace
from wagtail_localoffer.public.schema_org import describe_setting
from wagtail_localoffer.text.plain import join_lines
from wagtail_localoffer.text.typed import tidy_identifier, tidy_lines, tidy_name


class RegisterNumberField(TidyCharField):
    """The number of a setting, as the register that is named beside it writes it."""

    def pre_save(self, model_instance: Any, add: bool) -> Any:
        number = super().pre_save(model_instance, add)
        if isinstance(number, str):
            scheme = model_instance.identifier_scheme
            number = read_identifier(scheme, number) or number
            setattr(model_instance, self.attname, number)
        return number


class LocalOfferMixin(SenReportFace, OfferMixin):
    """
    A setting's local offer: that of a school, a nursery or a college.

    Put it before the page class::

        class SchoolOfferPage(LocalOfferMixin, Page): ...

    It says who the SENCO is, and is read in the order of the SEN information report
    too. What every kind of offer does is in :class:`OfferMixin`.
    """

    setting_name = TidyCharField(tidy_name, _("name of the setting"), max_length=255)
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
    identifier = RegisterNumberField(
        tidy_identifier, _("number of the setting"), max_length=20, blank=True
    )
    address = TidyTextField(
        tidy_lines,
        _("address"),
        blank=True,
        help_text=_("Where only the area is given, the address is not kept."),
    )
    address_is_private = models.BooleanField(
        _("your address for families"),
        null=True,
        blank=True,
        choices=[
            (None, _("The area alone for a childminder, else the whole address")),
            (True, _("At our home: give the area only")),
            (False, _("Give the whole address")),
        ],
        help_text=_(
            "A home need not be found on the web. Families get the address from you "
            "when they ask."
        ),
    )
    area = TidyCharField(
        tidy_name,
        _("area"),
        max_length=100,
        blank=True,
        help_text=_(
            "In place of the address of a home: the town or village, or the first half "
            "of the postcode. For example: Alderbeck, ZZ1"
        ),
    )
    specialism = TidyCharField(
        tidy_name,
        _("specialises in"),
        max_length=255,
        blank=True,
        help_text=_(
            "Only if your setting specialises in a particular type of need, for "
            "example: autism"
        ),
    )
    body = OfferBodyField()

    form_name = _("The council’s sections")

    page_description = _(
        "What your setting does for children and young people with special educational "
        "needs and disabilities (SEND)."
    )

    offer_panels: ClassVar[list[Any]] = list_panels(
        _("About the setting"),
        [
            FieldPanel("setting_name"),
            FieldRowPanel([FieldPanel("setting_type"), FieldPanel("run_by")]),
            FieldRowPanel([FieldPanel("identifier_scheme"), FieldPanel("identifier")]),
            make_age_panel(),
            FieldPanel("address_is_private"),
            FieldPanel("address", classname="localoffer-address"),
            FieldPanel("area", classname="localoffer-area"),
            FieldPanel("telephone"),
            FieldPanel("specialism"),
        ],
    )
    content_panels: ClassVar[list[Any]] = [TitleFieldPanel("title"), *offer_panels]

    offer_search_fields: ClassVar[list[Any]] = [
        *OfferMixin.offer_search_fields,
        index.FilterField("setting_type"),
    ]

    api_fields: ClassVar[list[APIField]] = [
        *list_api_fields(SETTING),
        APIField("gives_area_only"),
    ]

    row_order = ("name", "type", "ages", "address", "telephone", "specialism", "number")

    class Meta:
        abstract = True

    @property
    def senco_contact(self) -> Any:
        """The block of the SENCO contact as it reads today, or ``None``."""
        return self.contact_block

    @property
    def gives_area_only(self) -> bool:
        """Whether families are told the area, and not the address of a home."""
        return any(
            is_private(detail, self.address_is_private, self.setting_type)
            for detail in self.framework.front_sheet.details
        )

    @property
    def register_reference(self) -> str:
        name = SHORT_NAMES.get(self.identifier_scheme, "")
        return f"{name} {self.identifier}".strip() if self.identifier else ""

    @property
    def public_address(self) -> str:
        return self.area if self.gives_area_only else self.address

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the page without an address that isn't for the public."""
        fields = kwargs.get("update_fields")
        is_asked = fields is None or not PRIVACY.isdisjoint(fields)
        if is_asked:
            self.forget_private_address()
            kwargs["update_fields"] = fields and {*fields, "address"}
        super().save(*args, **kwargs)
        if is_asked and self.gives_area_only:
            self.forget_old_addresses()

    # Django's own mark for templates; a function's type doesn't know it.
    save.alters_data = True  # type: ignore[attr-defined]

    def serializable_data(self) -> dict[str, Any]:
        """What a revision keeps: no address that isn't for the public."""
        data: dict[str, Any] = super().serializable_data()
        return {**data, "address": ""} if self.gives_area_only else data

    def forget_private_address(self) -> None:
        """What isn't kept can't come out, in whichever export, log or search."""
        if self.gives_area_only:
            self.address = ""

    # Django's own mark for templates; a function's type doesn't know it.
    forget_private_address.alters_data = True  # type: ignore[attr-defined]

    def forget_old_addresses(self) -> None:
        """
        Take the address of a home out of the versions before this one, and of lists.

        From a time at which it was public, each would bring it back to the web. What
        is newer than what is live is a plan, which may be to move out. So may be the
        newest of all where no version is known to be live: it keeps no address of a
        home, whoever saves it.
        """
        is_old = models.Q(pk__lt=self.latest_revision_id or 0)
        if self.live_revision_id:
            is_old = models.Q(pk__lte=self.live_revision_id)
        old = Revision.objects.for_instance(self).filter(
            is_old,
            # Whoever moves out may have said already from when on.
            approved_go_live_at=None,
            content__has_key="address",
        )
        addresses = set()
        for revision in old.exclude(content__address="").only("content"):
            addresses.add(join_lines(revision.content["address"]))
            content = {**revision.content, "address": ""}
            Revision.objects.filter(pk=revision.pk).update(content=content)
        if addresses:
            notices = apps.get_model("wagtail_localoffer", "CouncilNotice").objects
            notices.filter(offer_id=self.pk).forget_addresses(addresses)
        # Lists show it until theirs is made again, which may wait for a worker.
        listings = apps.get_model("wagtail_localoffer", "OfferListing")._base_manager
        listings.filter(page=self.pk).exclude(place=self.area).update(
            place=self.area, made_from=""
        )

    # Django's own mark for templates; a function's type doesn't know it.
    forget_old_addresses.alters_data = True  # type: ignore[attr-defined]

    def build_rows(self) -> dict[str, Row]:
        needs = f"{gettext('Yes')}: {self.specialism}" if self.specialism else ""
        scheme = self.get_identifier_scheme_display()
        rows = super().build_rows()
        if self.gives_area_only:
            rows["address"] = replace(rows["address"], label=gettext("Area"))
        return {
            **rows,
            "type": Row(gettext("Type"), self.get_setting_type_display()),
            "specialism": Row(
                gettext("Specialises in a type of need"),
                needs or gettext("No"),
                # Councils ask every setting. To a family, "No" says nothing.
                is_official=not needs,
            ),
            "number": Row(scheme, self.identifier, is_name=True, is_official=True),
        }

    def describe_subject(self) -> dict[str, Any]:
        return describe_setting(self)
