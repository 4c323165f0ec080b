"""Addresses of the open data; those of Open Referral UK have no slash at their end."""

from __future__ import annotations

from django.urls import path, re_path

from wagtail_localoffer.open_data import views

app_name = "localoffer_open_data"

urlpatterns = [
    path("", views.show_root, name="root"),
    re_path(r"^services/?$", views.list_services, name="services"),
    path("services/<str:key>", views.show_service, name="service"),
    re_path(r"^service_at_locations/?$", views.list_places, name="places"),
    path("service_at_locations/<str:key>", views.show_place, name="place"),
    re_path(r"^taxonomies/?$", views.list_taxonomies, name="taxonomies"),
    path("taxonomies/<str:key>", views.show_taxonomy, name="taxonomy"),
    re_path(r"^taxonomy_terms/?$", views.list_terms, name="terms"),
    path("taxonomy_terms/<str:key>", views.show_term, name="term"),
    path("offers/", views.list_offers, name="offers"),
    path("offers/<str:key>", views.show_offer, name="offer"),
    path("offers.csv", views.export_offers, name="csv"),
    path("schema.json", views.show_schema, name="schema"),
]
