"""The address that a monitor may ask; a project puts it where it likes."""

from __future__ import annotations

from dataclasses import asdict

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from wagtail_localoffer.notices.monitoring import (
    CRITICAL,
    WARN,
    Level,
    get_undelivered,
)


@require_safe
@cache_control(no_store=True)
def show_health(
    request: HttpRequest, warn: int = WARN, critical: int = CRITICAL
) -> HttpResponse:
    """
    Answer in JSON with the numbers of ``Undelivered`` and with ``status``.

    Nobody needs to log in: there is nothing of a person in it, nor of an offer.

    :param warn: minutes of waiting from which the status is ``warning``.
    :param critical: minutes of waiting from which it is ``critical``, and the answer
        has the HTTP status 503 instead of 200.
    """
    undelivered = get_undelivered()
    level = undelivered.judge(warn, critical)
    return JsonResponse(
        {"status": level.name.lower(), **asdict(undelivered)},
        status=503 if level == Level.CRITICAL else 200,
    )
