"""Directories: pages on which families find offers, and compare them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, TitleFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from wagtail_localoffer.directory.choice import choose
from wagtail_localoffer.directory.choices import DirectoryScope
from wagtail_localoffer.directory.comparison import compare
from wagtail_localoffer.directory.results import Results
from wagtail_localoffer.offers.list_pages import ListPageMixin
from wagtail_localoffer.offers.listings.filters import list_all, list_local
from wagtail_localoffer.offers.listings.models import OfferListing

if TYPE_CHECKING:
    from wagtail.models import Page as _Base
else:
    _Base = models.Model


class OfferDirectoryMixin(ListPageMixin, RoutablePageMixin, _Base):
    """
    A page on which families find offers, and compare up to four of them.

    Put it before the page class. It lists what the public can read, in the same queries
    for any number of offers. All that is asked stands in the address.
    """

    scope = models.CharField(
        _("offers"), max_length=20, choices=DirectoryScope, default=DirectoryScope.SITE
    )

    page_description = _(
        "A page on which families find local offers by need, age and access, and "
        "compare them."
    )
    list_template = "wagtail_localoffer/offer_directory_page.html"
    may_show_any_offer = True

    index_panels: ClassVar[list[Any]] = [
        *ListPageMixin.index_panels,
        FieldPanel("scope"),
    ]
    content_panels: ClassVar[list[Any]] = [TitleFieldPanel("title"), *index_panels]

    class Meta:
        abstract = True

    @path("")
    def show_list(self, request: Any) -> HttpResponse:
        results = Results(self, request)
        if results.changed_url:
            return HttpResponseRedirect(results.changed_url)
        return self.render(request, context_overrides={"results": results})

    def list_listings(self) -> QuerySet[OfferListing]:
        """The public offers that it lists, in its own language where they have it."""
        if self.scope == DirectoryScope.SITE:
            site = self.get_site()
            # In a preview, it may stand on none.
            return (
                list_local(site, self.locale) if site else OfferListing.objects.none()
            )
        if self.scope == DirectoryScope.ALL:
            return list_local(locale=self.locale)
        return list_all(self.locale)

    @property
    def shows_sources(self) -> bool:
        """Whether offers of other sites are among them."""
        return self.scope == DirectoryScope.SOURCES

    def lists(self, offer: Any) -> bool:
        return self.list_listings().filter(key=offer.translation_key).exists()

    @path("compare/")
    def show_comparison(self, request: Any) -> HttpResponse:
        """Up to four offers side by side; the address says which."""
        choice = choose(self.list_listings(), request.GET)
        response = self.render(
            request,
            template="wagtail_localoffer/offer_comparison.html",
            context_overrides={
                "choice": choice,
                # What is kept of it is shown without reading the offers.
                "comparison": SimpleLazyObject(partial(compare, choice, request)),
                "fragment_key": choice.get_key(self, request),
            },
        )
        if choice.is_unfounded:
            response.status_code = 404
        return response
