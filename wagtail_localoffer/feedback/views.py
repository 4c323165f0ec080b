"""The address to which the form of an offer is posted. It is no page."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt


@csrf_exempt
def receive_comment(request: HttpRequest, page_id: int) -> HttpResponse:
    raise Http404
