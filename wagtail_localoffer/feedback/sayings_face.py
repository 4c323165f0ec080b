"""The face of what families said: what was asked, answered and changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from wagtail.contrib.routable_page.models import path

from wagtail_localoffer.feedback.models import FamilyComment
from wagtail_localoffer.feedback.sayings import Sayings
from wagtail_localoffer.feedback.spreadsheet import (
    HEADINGS,
    list_cells,
    write_spreadsheet,
)
from wagtail_localoffer.frameworks.reserved import FEEDBACK, SHOWN
from wagtail_localoffer.public.faces import Face
from wagtail_localoffer.public.page_mixin import PublicFaces
from wagtail_localoffer.text.plain import join_address

if TYPE_CHECKING:
    from wagtail_localoffer.feedback.access import Access

SHOWN_TEMPLATE = "wagtail_localoffer/sayings_page.html"


class SayingsFace(PublicFaces):
    """The address at which families read what families said."""

    if TYPE_CHECKING:

        @property
        def feedback(self) -> Access: ...

    class Meta:
        abstract = True

    @cached_property
    def sayings(self) -> Sayings:
        """What families said about this offer, and what came of it."""
        return Sayings(self)

    @property
    def has_sayings(self) -> bool:
        """Whether there is a page about it: families can write, or did."""
        return bool(self.feedback.post_url) or self.sayings.is_published

    @property
    def feedback_url(self) -> str:
        """The full address at which families write, if there is one."""
        if not self.feedback.post_url or not self.full_url:
            return self.feedback.own_form_url
        return join_address(self.full_url, f"{FEEDBACK}/")

    @path(f"{SHOWN}/")
    def show_sayings(self, request: Any) -> HttpResponse:
        """What was asked, answered and changed, school year by school year."""
        if not self.has_sayings:
            raise Http404
        face = Face(SHOWN, gettext("What families say"), f"{SHOWN}/")
        return self._show(request, face, SHOWN_TEMPLATE)

    @path(f"{SHOWN}/<str:year>/csv/")
    def show_spreadsheet(self, request: Any, year: str) -> HttpResponse:
        """What was published of one school year, as a spreadsheet."""
        found = self.sayings.find_year(year)
        if found is None:
            raise Http404
        sections = self.sayings.sections
        rows = [list_cells(each, sections.get(each.section)) for each in found.comments]
        name = f"{SHOWN}-{self.slug}-{found.slug}.csv"
        response = HttpResponse(
            write_spreadsheet([HEADINGS, *rows]),
            content_type="text/csv; charset=utf-8",
            headers={
                "Content-Disposition": content_disposition_header(True, name),
                "X-Robots-Tag": "noindex",
            },
        )
        # Its address isn't among those that a cache in front of the site is told of.
        patch_cache_control(response, no_cache=True)
        return response

    def get_sitemap_urls(self, request: Any = None) -> list[dict[str, Any]]:
        entries = super().get_sitemap_urls(request)
        # A project may list the page otherwise, or not at all.
        if entries and (location := entries[0]["location"]):
            keys = _list_published_keys(request)
            if self.translation_key in keys and self.sayings.is_published:
                url = join_address(location, f"{SHOWN}/")
                entries.append({**entries[0], "location": url})
        return entries


def _list_published_keys(request: Any) -> set[UUID]:
    """The offers of which anything was published, in whichever language."""
    # Whoever makes a sitemap asks every offer of a site.
    keys: set[UUID] | None = getattr(request, "_localoffer_published", None)
    if keys is None:
        published = FamilyComment.objects.shown().order_by()
        keys = set(published.values_list("page__translation_key", flat=True))
        if request is not None:
            request._localoffer_published = keys
    return keys
