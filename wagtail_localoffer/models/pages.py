from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from wagtail_localoffer.models.mixins import LocalOfferMixin


class LocalOfferPage(LocalOfferMixin, Page):
    """A setting's local offer, on one page."""

    subpage_types: ClassVar[list[str]] = []
    search_fields = [*Page.search_fields, *LocalOfferMixin.offer_search_fields]

    class Meta:
        verbose_name = _("local offer")
        verbose_name_plural = _("local offers")
