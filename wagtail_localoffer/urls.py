"""Addresses below the admin's own; ``wagtail_hooks`` adds them to it."""

from __future__ import annotations

from django.urls import path

from wagtail_localoffer.views import review_offer, show_checklist

app_name = "wagtail_localoffer"
urlpatterns = [
    path("<int:page_id>/checklist/", show_checklist, name="checklist"),
    path("<int:page_id>/review/", review_offer, name="review"),
]
