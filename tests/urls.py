from __future__ import annotations

from django.urls import path
from wagtail import VERSION as WAGTAIL_VERSION

from example_site.urls import urlpatterns

if WAGTAIL_VERSION >= (8, 0):
    from wagtail.api.v3.urls import api

    # Before Wagtail's own patterns, which take every address.
    urlpatterns = [path("api/v3/", api.urls), *urlpatterns]
