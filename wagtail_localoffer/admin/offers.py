"""Views of one offer beside its editor: its checklist, and its review."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from wagtail_localoffer.compat import PAGE_MODEL
from wagtail_localoffer.offers.mixin import OfferMixin
from wagtail_localoffer.offers.panels import can_review
from wagtail_localoffer.reporting.reviews import record_review


def show_checklist(request: Any, page_id: int) -> HttpResponse:
    """The checklist of an offer as it was saved last, for the editor's script."""
    return _render_checklist(request, get_draft(request, page_id))


@require_POST
def review_offer(request: Any, page_id: int) -> HttpResponse:
    """Record that the live offer is still correct."""
    draft = get_draft(request, page_id)
    if not can_review(draft, request.user):
        raise PermissionDenied
    record_review(draft, request.user)
    return _render_checklist(request, draft)


def get_draft(request: Any, page_id: int) -> OfferMixin:
    """
    Read the newest version of an offer.

    :raises Http404: there is no offer with that key.
    :raises PermissionDenied: the user may not edit it.
    """
    page = get_object_or_404(apps.get_model(PAGE_MODEL), pk=page_id).specific
    # An alias has no content of its own.
    if not isinstance(page, OfferMixin) or page.alias_of_id is not None:
        raise Http404
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    draft: OfferMixin = page.get_latest_revision_as_object()
    return draft


def _render_checklist(request: Any, offer: OfferMixin) -> HttpResponse:
    context = {
        "offer": offer,
        "checklist": offer.get_checklist(),
        "can_review": can_review(offer, request.user),
    }
    return render(request, "wagtail_localoffer/admin/checklist.html", context)
