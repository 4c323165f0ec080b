from __future__ import annotations

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.conf.urls.static import static
from django.contrib import admin
from django.shortcuts import redirect
from django.templatetags.static import static as static_url
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

from wagtail_localoffer.views import show_health

api_router = WagtailAPIRouter("wagtailapi")
api_router.register_endpoint("pages", PagesAPIViewSet)

urlpatterns = [
    path("django-admin/", admin.site.urls),
    path("admin/", include(wagtailadmin_urls)),
    path("api/v2/", api_router.urls),
    path("documents/", include(wagtaildocs_urls)),
    path(
        "sitemap.xml",
        sitemap,
        {"template_name": "wagtail_localoffer/sitemap.xml"},
    ),
    # Browsers ask here where a page names no icon, such as Django's own.
    path("favicon.ico", lambda request: redirect(static_url("home/icon.svg"))),
    path("health/council-notices/", show_health),
    path("", include("wagtail_localoffer.public_urls")),
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),
    # English without a prefix, Urdu below /ur/.
    *i18n_patterns(path("", include(wagtail_urls)), prefix_default_language=False),
]
