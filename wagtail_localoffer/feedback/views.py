"""The address to which the form of an offer is posted. It is no page."""

from __future__ import annotations

import math
from datetime import datetime
from functools import partial
from http import HTTPStatus
from typing import Any

from django.apps import apps
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    UnreadablePostError,
)
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import (
    sensitive_post_parameters,
    sensitive_variables,
)
from django.views.decorators.http import require_http_methods
from wagtail.models import Site

from wagtail_localoffer import conf
from wagtail_localoffer.clock import localise, make_aware
from wagtail_localoffer.compat import PAGE_MODEL
from wagtail_localoffer.feedback.faces import FeedbackFaces
from wagtail_localoffer.feedback.form_tokens import make_token, read_token
from wagtail_localoffer.feedback.forms import ShortForm
from wagtail_localoffer.feedback.limits import find_pause
from wagtail_localoffer.feedback.models import FamilyComment
from wagtail_localoffer.feedback.receiving import receive
from wagtail_localoffer.frameworks.reserved import FEEDBACK
from wagtail_localoffer.public.languages import respond_in_own_language
from wagtail_localoffer.public.visibility import find_public
from wagtail_localoffer.text.plain import join_address

GONE_TEMPLATE = "wagtail_localoffer/feedback_gone.html"

#: Posts that can't be read: too large, with too many fields, or broken.
UNREADABLE = (
    SuspiciousOperation,
    BadRequest,
    MultiPartParserError,
    UnreadablePostError,
)


class SeeOther(HttpResponseRedirect):
    """Leads to another page, which a browser can load again without sending again."""

    status_code = HTTPStatus.SEE_OTHER


@csrf_exempt
@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def receive_comment(request: HttpRequest, page_id: int) -> HttpResponse:
    """
    Keep what a family wrote, and lead to the receipt.

    The protection against forged requests would need a cookie. The form has a token of
    its own instead, and whether somebody is logged in makes no difference here.
    """
    offer = _find_offer(request, page_id)
    if request.method != "POST":
        if offer is None:
            raise Http404
        return redirect(join_address(offer.get_url(request), f"{FEEDBACK}/"))
    if offer is None or not offer.feedback.post_url:
        return _show_gone(request, page_id)
    response: HttpResponse = respond_in_own_language(
        offer, request, partial(_take, request, offer)
    )
    return response


def _find_offer(request: HttpRequest, page_id: int) -> FeedbackFaces | None:
    """The offer, if the public can read it on the site that is asked."""
    site = Site.find_for_request(request)
    if site is None:
        return None
    page = find_public(_list_pages(page_id), site).first()
    offer = page.specific if page else None
    return offer if isinstance(offer, FeedbackFaces) else None


def _take(request: HttpRequest, offer: FeedbackFaces) -> HttpResponse:
    try:
        data = request.POST
    except UNREADABLE:
        return offer.show_feedback_form(
            request,
            offer.build_feedback_form(),
            make_token(offer.pk),
            problem=_(
                "Your message is not sent, because it is much too long, or broken on "
                "its way. Go back in your browser to find it again, and make it "
                "shorter."
            ),
            code=HTTPStatus.BAD_REQUEST,
        )
    form = offer.build_feedback_form(data, data.get("for", ""))
    token = read_token(data.get("token", ""), offer.pk)
    if token.problem or not form.is_valid():
        return offer.show_feedback_form(request, form, token)
    fingerprint = token.get_fingerprint(form.cleaned_data["message"])
    # What comes twice isn't counted twice.
    is_known = FamilyComment.objects.filter(fingerprint=fingerprint).exists()
    if not is_known and (until := find_pause(request, offer, is_spam=form.is_spam)):
        response = offer.show_feedback_form(
            request,
            form,
            token,
            problem=_(
                "Your message is not sent, because too many came within an hour. "
                "Keep this page open: after %(time)s you can send it again."
            )
            % {"time": date_format(localise(until), "TIME_FORMAT")},
            is_pause=True,
            code=HTTPStatus.TOO_MANY_REQUESTS,
        )
        response.headers["Retry-After"] = str(_count_seconds(until))
        return response
    comment = _keep(offer, form, fingerprint)
    receipt = f"{FEEDBACK}/received/{comment.reference}/"
    return SeeOther(join_address(offer.get_url(request), receipt))


def _keep(offer: FeedbackFaces, form: ShortForm, fingerprint: str) -> FamilyComment:
    return receive(
        offer,
        fingerprint,
        is_spam=form.is_spam,
        is_from_child=form.is_from_child,
        **form.cleaned_data,
    )


def _count_seconds(until: datetime) -> int:
    return max(
        1, math.ceil((make_aware(until) - make_aware(timezone.now())).total_seconds())
    )


def _show_gone(request: HttpRequest, page_id: int) -> HttpResponse:
    """
    Give back what was written about an offer that can't be read any more.

    Nothing of the offer is shown but its language: it may have become private. The
    frame is that of the site's first page.
    """
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    try:
        message = request.POST.get("message", "")
    except UNREADABLE:
        message = ""
    first = site.root_page.specific
    context = {
        "page": first,
        "self": first,
        "base_template": conf.get_settings().BASE_TEMPLATE,
        "message": message,
    }
    show = partial(
        TemplateResponse, request, GONE_TEMPLATE, context, status=HTTPStatus.NOT_FOUND
    )
    written_about = _list_pages(page_id).select_related("locale").first()
    response: HttpResponse = respond_in_own_language(
        written_about or first, request, show
    )
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _list_pages(page_id: int) -> Any:
    return apps.get_model(PAGE_MODEL)._default_manager.filter(pk=page_id)
