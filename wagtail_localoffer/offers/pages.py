"""Page types that a project can use as they are."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from wagtail_localoffer.blocks import OfferBodyBlock, OfferBodyField
from wagtail_localoffer.offers.health_index import HealthServiceIndexMixin
from wagtail_localoffer.offers.health_services import HealthServiceMixin
from wagtail_localoffer.offers.local_offers import LocalOfferMixin
from wagtail_localoffer.offers.managers import OfferManager


class LocalOfferPage(LocalOfferMixin, Page):
    """A setting's local offer, on one page."""

    subpage_types: ClassVar[list[str]] = []
    search_fields = [*Page.search_fields, *LocalOfferMixin.offer_search_fields]

    objects = OfferManager()

    class Meta:
        verbose_name = _("local offer")
        verbose_name_plural = _("local offers")


class QuestionsOfferPage(LocalOfferMixin, Page):
    """A setting's local offer that answers the fourteen questions."""

    body = OfferBodyField(OfferBodyBlock(framework="QUESTIONS_FRAMEWORK"))

    subpage_types: ClassVar[list[str]] = []
    search_fields = [*Page.search_fields, *LocalOfferMixin.offer_search_fields]

    form_name = _("The fourteen questions")
    page_description = _(
        "What your setting does for children and young people with special educational "
        "needs and disabilities (SEND), as answers to the fourteen questions that many "
        "councils ask."
    )

    objects = OfferManager()

    class Meta:
        verbose_name = _("local offer in fourteen questions")
        verbose_name_plural = _("local offers in fourteen questions")


class HealthServicePage(HealthServiceMixin, Page):
    """One service of an NHS body."""

    subpage_types: ClassVar[list[str]] = []
    search_fields = [*Page.search_fields, *HealthServiceMixin.offer_search_fields]

    objects = OfferManager()

    class Meta:
        verbose_name = _("health service")
        verbose_name_plural = _("health services")


class HealthServiceIndexPage(HealthServiceIndexMixin, Page):
    """A trust's list of its services."""

    search_fields = [*Page.search_fields, *HealthServiceIndexMixin.index_search_fields]

    class Meta:
        verbose_name = _("list of health services")
        verbose_name_plural = _("lists of health services")
