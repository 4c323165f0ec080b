"""Work for a background worker. Each task takes a primary key and reads the rest."""

from __future__ import annotations

import logging

from django_tasks import task

from wagtail_localoffer.offers.listings.rows import renew, tell_lists

logger = logging.getLogger("wagtail_localoffer")


@task()
def list_offer(offer_id: int) -> None:
    """Make the listing of an offer again, if what the public reads has changed."""
    try:
        if renew(offer_id):
            tell_lists()
    except Exception:
        # The command send_council_notices makes it, with those that were missed.
        logger.exception("The local offer on page %s was not listed.", offer_id)
