"""The addresses of a project without open data, as before there was any."""

from __future__ import annotations

from django.urls import path
from wagtail.contrib.sitemaps.views import sitemap

from tests import urls
from wagtail_localoffer import public_urls

urlpatterns = [
    path("sitemap.xml", sitemap),
    *(
        each
        for each in urls.urlpatterns
        if getattr(each, "urlconf_name", None) is not public_urls
    ),
]
