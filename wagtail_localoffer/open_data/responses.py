"""Replies to machines: JSON with its headers, and what is wrong with a question."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.csrf import csrf_exempt

from wagtail_localoffer.offers.listings.filters import SearchError
from wagtail_localoffer.open_data.parameters import BadParameter

logger = logging.getLogger("wagtail_localoffer")

METHODS = "GET, HEAD, OPTIONS"

#: For how long anybody may keep a reply without asking again.
SECONDS = 300


def open_data(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """
    Let every site on the web read what a view answers, and only read.

    What goes wrong is said in JSON. There is no cookie in it and no session.
    """

    @wraps(view)
    def respond(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            response = HttpResponse(status=204)
            response.headers["Access-Control-Allow-Methods"] = METHODS
            response.headers["Access-Control-Allow-Headers"] = "If-None-Match"
            response.headers["Access-Control-Max-Age"] = "86400"
            response.headers["Allow"] = METHODS
        elif request.method not in ("GET", "HEAD"):
            response = _refuse(405, "This is open data: it can be read only.")
            response.headers["Allow"] = METHODS
        else:
            try:
                response = view(request, *args, **kwargs)
            except BadParameter as error:
                response = _refuse(400, str(error), error.name)
            except SearchError:
                logger.exception("Open data could not be searched by words.")
                message = "Searching by words does not work at the moment."
                response = _refuse(503, message, "search")
            except Http404:
                # Else Django's middleware looks for a page below /en/ in its place.
                request.urlconf = "wagtail_localoffer.open_data.urls"
                response = _refuse(404, "There is nothing at this address.")
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "ETag"
        # Families should find the pages.
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    # It takes nothing, and answers a POST as any other wrong method.
    return csrf_exempt(respond)


def answer(
    request: HttpRequest,
    data: Any,
    *,
    language: str = "",
    content_type: str = "application/json",
) -> HttpResponse:
    """
    Answer with ``data`` in JSON, or with 304 to who has it already.

    :param language: the one that it is written in, by default the project's.
    """
    body = json.dumps(data, ensure_ascii=False).encode()
    response = HttpResponse(body, content_type)
    etag = f'"{hashlib.sha256(body).hexdigest()}"'
    response.headers["ETag"] = etag
    return finish(request, response, etag=etag, language=language)


def finish(
    request: HttpRequest, response: Any, *, etag: str = "", language: str = ""
) -> HttpResponse:
    """Add to a reply what caches ask for, and spare it to who has it already."""
    # Else Django's middleware puts the language of the browser there.
    response.headers["Content-Language"] = language or settings.LANGUAGE_CODE
    patch_cache_control(response, public=True, max_age=SECONDS)
    # No date says whether a reply is the same: of what is set in code, such as the
    # name of a site, there is no record.
    answered = get_conditional_response(request, etag=etag or None, response=response)
    return answered or response


def _refuse(status: int, message: str, parameter: str = "") -> HttpResponse:
    about = {"parameter": parameter} if parameter else {}
    body = json.dumps({"status": status, "error": message, **about})
    response = HttpResponse(body, "application/json", status=status)
    patch_cache_control(response, no_store=True)
    return response
