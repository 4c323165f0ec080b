"""Answers of councils: what they say with the link in an email, and who hears of it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.core.signing import BadSignature, SignatureExpired
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from wagtail.models import Site

from wagtail_localoffer import conf
from wagtail_localoffer.notices.answer_links import SPENT, read_token
from wagtail_localoffer.notices.choices import CouncilAnswer, NoticeKind
from wagtail_localoffer.notices.emails import choose_language
from wagtail_localoffer.notices.models import CONTENTS, CouncilNotice
from wagtail_localoffer.notices.page_history import write_answered

TEMPLATE = "wagtail_localoffer/council_answer.html"


# The link is signed, and there is no log-in that another site could make use of.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer_notice(request: HttpRequest, token: str) -> HttpResponse:
    """
    Show a council what it was told, and take its answer.

    Scanners of emails open each link before a person does: only a button answers. A
    notice is answered once; whoever comes later reads what was answered.
    """
    if token == SPENT:
        return _render(request, {"is_for_somebody_else": True})
    try:
        message_id = read_token(token)
    except SignatureExpired:
        return _render(request, {"is_expired": True}, HTTPStatus.GONE)
    except BadSignature:
        return _render(request, {}, HTTPStatus.NOT_FOUND)
    notices = CouncilNotice.objects.filter(message_id=message_id)
    related = ("council", "site__root_page")
    notice = notices.select_related(*related).defer(*CONTENTS).first()
    if notice is None:
        return _render(request, {}, HTTPStatus.NOT_FOUND)
    if request.method == "POST":
        answer = request.POST.get("answer", "")
        is_new = answer in list_answers(notice) and notices.record_answer(
            CouncilAnswer(answer)
        )
        notice.refresh_from_db(fields=["council_answer", "council_answered_at"])
        if is_new:
            write_answered(notice)
    return _render(request, {"notice": notice})


def list_answers(notice: CouncilNotice) -> list[CouncilAnswer]:
    """What its council may answer. The link of what was withdrawn needn't work."""
    no_link = notice.kind == NoticeKind.WITHDRAWN
    return [
        each
        for each in CouncilAnswer
        if not (no_link and each == CouncilAnswer.BROKEN_LINK)
    ]


def _render(
    request: HttpRequest, context: dict[str, Any], status: int = HTTPStatus.OK
) -> HttpResponse:
    notice = context.get("notice")
    site = (notice.site if notice else None) or Site.find_for_request(request)
    # What a project's frame asks of the page is that of the site's first.
    first = site.root_page.specific if site else None
    context |= {
        "base_template": conf.get_settings().BASE_TEMPLATE,
        "page": first,
        "self": first,
        "answers": list_answers(notice) if notice else [],
    }
    # The language of the email, in which it was asked.
    language = choose_language(notice.council) if notice else get_language()
    with translation.override(language):
        response = render(request, TEMPLATE, context, status=status)
    response.headers["X-Robots-Tag"] = "noindex"
    # The address is a key.
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
