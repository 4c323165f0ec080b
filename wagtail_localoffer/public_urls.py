"""
Addresses that are no pages: what machines read, what families send, and colours.

A project includes them once, before Wagtail's own, which take every address::

    (path("", include("wagtail_localoffer.public_urls")),)
"""

from __future__ import annotations

from django.urls import include, path

from wagtail_localoffer.feedback.views import receive_comment
from wagtail_localoffer.notices.council_answers import answer_notice
from wagtail_localoffer.open_data.views import show_root
from wagtail_localoffer.public.look import show_stylesheet

urlpatterns = [
    path("open-data", show_root),
    path("open-data/", include("wagtail_localoffer.open_data.urls")),
    path(
        "local-offer-feedback/<int:page_id>/",
        receive_comment,
        name="localoffer_feedback",
    ),
    path(
        "local-offer-answer/<str:token>/",
        answer_notice,
        name="localoffer_council_answer",
    ),
    path("local-offer-look/<int:site_id>.css", show_stylesheet, name="localoffer_look"),
]
