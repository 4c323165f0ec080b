"""
Addresses of the open data, each with a slash at its end or without.

Those of Open Referral UK have none. A redirect would lose what scripts of other sites
are allowed.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, re_path

from wagtail_localoffer.open_data import views

app_name = "localoffer_open_data"

KEY = "(?P<key>[^/]+)"


def _at(pattern: str, view: Callable[..., HttpResponse], name: str) -> URLPattern:
    return re_path(rf"^{pattern}/?$", view, name=name)


urlpatterns = [
    re_path("^$", views.show_root, name="root"),
    _at("services", views.list_services, "services"),
    _at(f"services/{KEY}", views.show_service, "service"),
    _at("service_at_locations", views.list_places, "places"),
    _at(f"service_at_locations/{KEY}", views.show_place, "place"),
    _at("taxonomies", views.list_taxonomies, "taxonomies"),
    _at(f"taxonomies/{KEY}", views.show_taxonomy, "taxonomy"),
    _at("taxonomy_terms", views.list_terms, "terms"),
    _at(f"taxonomy_terms/{KEY}", views.show_term, "term"),
    _at("offers", views.list_offers, "offers"),
    _at(f"offers/{KEY}", views.show_offer, "offer"),
    _at(r"offers\.csv", views.export_offers, "csv"),
    _at(r"schema\.json", views.show_schema, "schema"),
    # A page of the site is no answer to a machine.
    re_path("", views.show_nothing),
]
