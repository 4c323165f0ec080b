"""What a project builds beside and on this package."""

from __future__ import annotations

from wagtail.admin.panels import FieldPanel
from wagtail.blocks import RichTextBlock
from wagtail.fields import StreamField
from wagtail.models import Page

from tests.school.short_breaks import ShortBreakPage
from wagtail_localoffer.models import LocalOfferMixin

# Django looks for models here alone.
__all__ = ["HeadingPage", "ShortBreakPage", "TextPage", "TrustOfferPage"]


class HeadingPage(Page):
    """A page of one heading: the floor that the public page is measured against."""

    template = "school/heading_page.html"


class TextPage(Page):
    """A page of nothing but texts: the floor that the editor is measured against."""

    body = StreamField([("text", RichTextBlock())])

    content_panels = [*Page.content_panels, FieldPanel("body")]


class TrustOfferPage(LocalOfferMixin, Page):
    """A project's own kind of offer."""
