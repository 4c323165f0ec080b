from __future__ import annotations

from django.db import models
from wagtail.models import Page


class HomePage(Page):
    introduction = models.TextField(blank=True)

    content_panels = [*Page.content_panels, "introduction"]
    template = "home/home_page.html"
    # One for each site and language, and none below another page.
    parent_page_types = ["wagtailcore.Page"]
