"""Addresses of which only some have prefixes, and those of pages have none."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.i18n import set_language

urlpatterns = [
    *i18n_patterns(path("language/", set_language), prefix_default_language=False),
    path("", include("wagtail.urls")),
]
