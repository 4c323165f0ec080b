"""Health services: one service of an NHS body."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, ClassVar

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, TitleFieldPanel
from wagtail.api import APIField
from wagtail.search import index

from wagtail_localoffer.blocks import OfferBodyBlock, OfferBodyField
from wagtail_localoffer.blocks.days import DayInput
from wagtail_localoffer.content.front_sheet import Row
from wagtail_localoffer.fields import TidyCharField, TidyTextField
from wagtail_localoffer.frameworks.health import HEALTH_SERVICE
from wagtail_localoffer.offers.api_fields import list_api_fields
from wagtail_localoffer.offers.mixin import OfferMixin
from wagtail_localoffer.offers.panels import list_panels, make_age_panel
from wagtail_localoffer.public.schema_org import describe_health_service
from wagtail_localoffer.text.typed import tidy_identifier, tidy_lines, tidy_name


class HealthServiceMixin(OfferMixin):
    """
    One service of an NHS body. Put it before the page class::

        class TherapyPage(HealthServiceMixin, Page): ...

    NHS bodies tell the council of each service, which links to it (SEND Regulations
    2014, regulation 53 and Schedule 2).
    """

    setting_name = TidyCharField(tidy_name, _("name of the service"), max_length=255)
    also_called = TidyCharField(
        tidy_name,
        _("also called"),
        max_length=255,
        blank=True,
        help_text=_(
            "Other names that families know it by, with commas between. For example: "
            "SALT, speech therapy"
        ),
    )
    provider_name = TidyCharField(
        tidy_name,
        _("provider"),
        max_length=255,
        help_text=_("The NHS trust or other body that runs the service."),
    )
    ods_code = TidyCharField(
        tidy_identifier,
        _("ODS code of the provider"),
        max_length=10,
        blank=True,
        help_text=_("For example: A1B for a trust, or A12345 for a GP practice"),
    )
    commissioner = TidyCharField(
        tidy_name,
        _("planned and paid for by"),
        max_length=255,
        blank=True,
        help_text=_("The body that pays for it, such as an integrated care board."),
    )
    commissioner_date = models.DateField(
        _("checked on"),
        null=True,
        blank=True,
        help_text=_("Such bodies merge and end. Say when this was right."),
    )
    age_exceptions = TidyCharField(
        tidy_name,
        _("exceptions to these ages"),
        max_length=255,
        blank=True,
        help_text=_("For example: up to 19 in a special school"),
    )
    areas = TidyTextField(
        tidy_lines,
        _("areas"),
        blank=True,
        help_text=_("Where the people you see live. One area on each line."),
    )
    waiting_time = TidyCharField(
        tidy_name,
        _("waiting time"),
        max_length=255,
        blank=True,
        help_text=_("For example: about 12 weeks from referral to the first visit"),
    )
    waiting_time_date = models.DateField(
        _("date of the waiting time"), null=True, blank=True
    )
    reviewed_by_role = TidyCharField(
        tidy_name,
        _("reviewed by"),
        max_length=100,
        blank=True,
        help_text=_("The role that keeps this page right. For example: Service lead"),
    )
    body = OfferBodyField(OfferBodyBlock(framework="HEALTH_FRAMEWORK"))

    page_description = _(
        "One health service that children and young people with special educational "
        "needs and disabilities (SEND) can use."
    )
    schema_page_type = "MedicalWebPage"

    offer_panels: ClassVar[list[Any]] = list_panels(
        HEALTH_SERVICE.heading,
        [
            FieldPanel("setting_name"),
            FieldPanel("also_called"),
            FieldRowPanel([FieldPanel("provider_name"), FieldPanel("ods_code")]),
            FieldRowPanel(
                [
                    FieldPanel("commissioner"),
                    FieldPanel("commissioner_date", widget=DayInput),
                ]
            ),
            make_age_panel(),
            FieldPanel("age_exceptions"),
            FieldPanel("areas"),
            FieldPanel("waiting_time"),
            FieldPanel("waiting_time_date", widget=DayInput),
            FieldPanel("reviewed_by_role"),
            FieldPanel("address"),
            FieldPanel("telephone"),
        ],
    )
    content_panels: ClassVar[list[Any]] = [TitleFieldPanel("title"), *offer_panels]

    offer_search_fields: ClassVar[list[Any]] = [
        *OfferMixin.offer_search_fields,
        index.SearchField("also_called"),
        index.AutocompleteField("also_called"),
        index.SearchField("provider_name"),
    ]

    api_fields: ClassVar[list[APIField]] = list_api_fields(HEALTH_SERVICE)

    row_order = (
        *("name", "other_names", "provider", "commissioner", "ages", "areas"),
        *("waiting_time", "address", "telephone", "reviewed_by"),
    )

    class Meta:
        abstract = True

    @property
    def public_name(self) -> str:
        """A council knows the services of many providers."""
        return f"{self.setting_name}, {self.provider_name}"

    @property
    def publisher_name(self) -> str:
        return self.provider_name

    @property
    def list_page(self) -> Any:
        if not self.pk:
            # A preview of a page that was never saved.
            return None
        parent = self.get_parent()
        # By a mark of it, because the list stands on the services.
        is_list = getattr(parent.specific_class, "lists_services", False)
        return parent if is_list and parent.live else None

    @property
    def dated_waiting_time(self) -> str:
        """The waiting time with its date."""
        return self._add_date("waiting_time")

    @property
    def area_list(self) -> list[str]:
        return [area.strip() for area in self.areas.splitlines() if area.strip()]

    @property
    def other_names(self) -> list[str]:
        # Urdu and Arabic have a comma of their own.
        names = re.split("[,،]", self.also_called)
        return [name.strip() for name in names if name.strip()]

    @property
    def register_reference(self) -> str:
        return gettext("ODS code %s") % self.ods_code if self.ods_code else ""

    def build_rows(self) -> dict[str, Row]:
        rows = super().build_rows()
        provider = (
            gettext("%(name)s (ODS code %(code)s)") if self.ods_code else "%(name)s"
        )
        words = {"name": self.provider_name, "code": self.ods_code}
        ages = "\n".join(filter(None, (self.age_range, self.age_exceptions)))
        areas = ", ".join(self.area_list)
        return {
            **rows,
            "other_names": Row(
                gettext("Also called"), ", ".join(self.other_names), is_name=True
            ),
            "provider": Row(gettext("Provided by"), provider % words, is_name=True),
            "commissioner": Row(
                gettext("Planned and paid for by"), self._add_date("commissioner")
            ),
            "ages": replace(rows["ages"], value=ages, is_key=True),
            "areas": Row(gettext("Areas"), areas, is_name=True, is_key=True),
            "waiting_time": Row(
                gettext("Waiting time"), self.dated_waiting_time, is_key=True
            ),
            "reviewed_by": Row(gettext("Kept up to date by"), self.reviewed_by_role),
        }

    def _add_date(self, field: str) -> str:
        """A fact that changes, with the day on which it was right."""
        fact, day = getattr(self, field), getattr(self, f"{field}_date")
        if not fact or not day:
            return str(fact)
        # What is in brackets belongs to the same sentence.
        fact = fact.rstrip(". ")
        return gettext("%(fact)s (as at %(day)s)") % {
            "fact": fact,
            "day": date_format(day, "j F Y"),
        }

    def describe_subject(self) -> dict[str, Any]:
        return describe_health_service(self)
