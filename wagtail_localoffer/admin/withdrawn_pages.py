"""Taking away what families find in place of an offer that was taken down."""

from __future__ import annotations

from functools import partial

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from wagtail_localoffer.admin.offers import get_draft
from wagtail_localoffer.offers.frontend_cache import purge_offer
from wagtail_localoffer.public.cache import has_frontend_cache
from wagtail_localoffer.public.withdrawn_page import WithdrawnPage


@require_POST
def take_away(request: HttpRequest, page_id: int) -> HttpResponse:
    """Let the address of a withdrawn offer say that there is no such page."""
    offer = get_draft(request, page_id)
    # As for taking it down, a page need not be live for this.
    if not offer.permissions_for_user(request.user).can_publish():
        raise PermissionDenied
    with transaction.atomic():
        WithdrawnPage.objects.filter(offer_id=offer.pk).delete()
        if has_frontend_cache():
            transaction.on_commit(partial(purge_offer, offer), robust=True)
    messages.success(request, _("Its address says that there is no such page."))
    return redirect("wagtail_localoffer:offer_notices", page_id)
