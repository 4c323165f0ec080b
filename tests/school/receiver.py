from __future__ import annotations

import logging

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from standardwebhooks import Webhook, WebhookVerificationError

logger = logging.getLogger("trust")


@csrf_exempt
@require_POST
def receive(request: HttpRequest) -> HttpResponse:
    try:
        # The body as it came: parsed and written again, it is another one.
        news = Webhook(settings.LOCAL_OFFER_SECRET).verify(
            request.body, dict(request.headers)
        )
    except WebhookVerificationError:
        return HttpResponse(status=400)
    # The same id means the same news: a repeat is taken, and changes nothing.
    if cache.add(f"local-offer-{request.headers['webhook-id']}", True, 7 * 24 * 3600):
        take(news["type"], news["data"])
    return HttpResponse(status=204)


def take(kind: str, offer: dict[str, object]) -> None:
    logger.info("%s: %s", kind, offer["url"])
