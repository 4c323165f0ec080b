"""Addresses of which those of pages have prefixes, and those of the data have none."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = [
    path("", include("wagtail_localoffer.public_urls")),
    *i18n_patterns(path("", include("wagtail.urls"))),
]
