"""Reviews: somebody says that a live offer is still correct."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.log_actions import log

from wagtail_localoffer.offers.frontend_cache import purge_review
from wagtail_localoffer.offers.mixin import OfferMixin
from wagtail_localoffer.public.cache import has_frontend_cache
from wagtail_localoffer.reporting.models import OfferSummary

#: What Wagtail's history of a page shows for a review.
REVIEWED = "wagtail_localoffer.review"


def record_review(offer: OfferMixin, user: Any) -> None:
    """
    Record that the live version of ``offer`` is still correct.

    It changes neither the content nor the day of the last update, so that no council
    is told.

    :param user: who says so; kept on the page and in its history.
    """
    offer.reviewed_at = timezone.now()
    offer.reviewed_by = user
    with transaction.atomic():
        # Only these: what else is in hand may be a draft. An alias shows the same.
        shown = Q(pk=offer.pk) | Q(alias_of_id=offer.pk)
        type(offer)._default_manager.filter(shown).update(
            reviewed_at=offer.reviewed_at, reviewed_by=user
        )
        OfferSummary.objects.filter(offer_id=offer.pk).update(
            review_due=offer.next_review_due
        )
        log(instance=offer, action=REVIEWED, user=user)
        if has_frontend_cache():
            transaction.on_commit(partial(purge_review, offer), robust=True)
