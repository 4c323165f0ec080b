"""Views of one offer beside its editor: its checklist, and its review."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST

from wagtail_localoffer.admin.law import (
    list_family_items,
    list_law_items,
    list_passages_by_part,
)
from wagtail_localoffer.admin.review_form import ReviewForm
from wagtail_localoffer.compat import PAGE_MODEL
from wagtail_localoffer.content import read
from wagtail_localoffer.content.answers import list_prompts
from wagtail_localoffer.content.family_answers import LEFT_OUT
from wagtail_localoffer.offers.mixin import OfferMixin
from wagtail_localoffer.offers.panels import can_review
from wagtail_localoffer.offers.queries import get_offer_models, is_setting_type
from wagtail_localoffer.reporting.reviews import (
    find_fresh_review,
    record_review,
    take_back,
)


def show_checklist(request: Any, page_id: int) -> HttpResponse:
    """The parts of an offer as it was saved last, for the editor's script."""
    return _describe_parts(request, get_draft(request, page_id))


def show_new_checklist(request: Any, app_label: str, model: str) -> HttpResponse:
    """The parts of an offer that isn't saved yet, of the type that the form has."""
    try:
        kind = apps.get_model(app_label, model)
    except LookupError as error:
        raise Http404 from error
    if kind not in get_offer_models():
        raise Http404
    offer = kind()
    if is_setting_type(kind, request.GET.get("setting_type")):
        offer.setting_type = request.GET["setting_type"]
    return _describe_parts(request, offer)


@require_POST
def review_offer(request: Any, page_id: int) -> HttpResponse:
    """Record that the live offer is still correct, and who took part in looking."""
    draft = get_draft(request, page_id)
    if not can_review(draft, request.user):
        raise PermissionDenied
    form = ReviewForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=HTTPStatus.BAD_REQUEST)
    record_review(draft, request.user, form.participation)
    return _describe_parts(request, draft)


@require_POST
def take_back_review(request: Any, page_id: int) -> HttpResponse:
    """Restore the earlier review, within a minute."""
    draft = get_draft(request, page_id)
    if not can_review(draft, request.user):
        raise PermissionDenied
    if not take_back(draft, request.user):
        return HttpResponse(status=HTTPStatus.CONFLICT)
    return _describe_parts(request, draft)


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


def _describe_parts(request: Any, offer: OfferMixin) -> HttpResponse:
    content, checklist = read(offer), offer.get_checklist()
    law = list_law_items(checklist)
    questions = list_family_items(content, offer.original_content, checklist, law)
    context = {
        "offer": offer,
        "checklist": checklist,
        "questions": questions,
        # Where they follow the law, it asks to decide again.
        "lost_questions": sum(
            each.is_lost and not each.is_from_law for each in questions
        ),
        "can_review": can_review(offer, request.user),
        "can_take_back": find_fresh_review(offer, request.user) is not None,
        "review_form": ReviewForm(auto_id="localoffer-review-%s"),
    }

    def write(name: str, **more: Any) -> str:
        template = f"wagtail_localoffer/admin/{name}.html"
        return render_to_string(template, {**context, **more}, request)

    prompts = list_prompts(content)
    return JsonResponse(
        {
            "tasks": write("parts"),
            "checklist": write("checklist"),
            "prompts": {
                block: write("prompts", prompts=asked)
                for block, asked in prompts.items()
            },
            "needed": write("needed", in_part=True),
            "law": write(
                "law",
                items=law,
                passages=list_passages_by_part(content, checklist),
                left_out=LEFT_OUT,
            ),
            "obstacles": len(checklist.obstacles),
        }
    )
