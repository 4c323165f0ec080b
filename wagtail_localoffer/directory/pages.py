"""The page type of a directory that a project can use as it is."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from wagtail_localoffer.directory.models import OfferDirectoryMixin


class OfferDirectoryPage(OfferDirectoryMixin, Page):
    """A page on which families find local offers, and compare them."""

    search_fields = [*Page.search_fields, *OfferDirectoryMixin.index_search_fields]

    class Meta:
        verbose_name = _("directory of local offers")
        verbose_name_plural = _("directories of local offers")
