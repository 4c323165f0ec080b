"""
Addresses that are no pages: what machines read.

A project includes them once, before Wagtail's own, which take every address::

    (path("", include("wagtail_localoffer.public_urls")),)
"""

from __future__ import annotations

from django.urls import include, path

from wagtail_localoffer.open_data.views import show_root

urlpatterns = [
    path("open-data", show_root),
    path("open-data/", include("wagtail_localoffer.open_data.urls")),
]
