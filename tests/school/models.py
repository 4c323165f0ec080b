"""What a project builds beside and on this package."""

from __future__ import annotations

from wagtail.models import Page

from tests.school.short_breaks import ShortBreakPage
from wagtail_localoffer.models import LocalOfferMixin

# Django looks for models here alone.
__all__ = ["HeadingPage", "ShortBreakPage", "TrustOfferPage"]


class HeadingPage(Page):
    """A page of one heading: the floor that the public page is measured against."""

    template = "school/heading_page.html"


class TrustOfferPage(LocalOfferMixin, Page):
    """A project's own kind of offer."""
