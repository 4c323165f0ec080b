"""Offers that read differently from a day on, made anew on that day."""

from __future__ import annotations

import logging

from django.db import connections, router, transaction
from wagtail.search import index

from wagtail_localoffer.clock import get_today
from wagtail_localoffer.content import read
from wagtail_localoffer.offers.frontend_cache import purge_around, purge_offer
from wagtail_localoffer.offers.mixin import OfferMixin
from wagtail_localoffer.offers.queries import get_offer_models, lock
from wagtail_localoffer.public.cache import has_frontend_cache

logger = logging.getLogger("wagtail_localoffer")


def refresh_due_offers() -> None:
    """
    Refresh the live offers whose day has come, and no others.

    Each page shows who is the SENCO by then without it. It is what was kept of the page
    that has to be made again: what a cache or the search has of it, its row in lists
    and in the report, and what it says of its own body.
    """
    for model in get_offer_models():
        due = model._default_manager.exact_type(model).filter(
            live=True, next_change_on__lte=get_today()
        )
        for offer in due.defer("body"):
            try:
                _refresh(offer)
            except Exception:
                # The next run does it. One that is broken must not hide the others.
                logger.exception(
                    "The local offer on page %s was not looked at on its day.", offer.pk
                )


def _refresh(offer: OfferMixin) -> None:
    # First what may fail: the day is still noted then, and it is done again.
    if has_frontend_cache():
        purge_offer(offer)
        purge_around(offer)
    index.insert_or_update_object(offer)
    model = type(offer)
    database = connections[router.db_for_write(model)]
    with transaction.atomic(using=database.alias):
        manager = model._default_manager.using(database.alias)
        mine = lock(manager.exact_type(model), database.features)
        for locked in mine.filter(pk=offer.pk, live=True):
            locked.note_content(read(locked))
            # Its signal has the rows of lists and of the report made again. What else
            # is wrong with its columns is left to its editor.
            locked.save(clean=False, update_fields=["waived", "next_change_on"])
