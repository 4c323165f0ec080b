"""Work for a background worker. Each task takes a primary key and reads the rest."""

from __future__ import annotations

import logging

from django_tasks import task

from wagtail_localoffer.offers.queries import find_offer
from wagtail_localoffer.reporting.models import SUMMARY
from wagtail_localoffer.reporting.summaries import survey_if_changed

logger = logging.getLogger("wagtail_localoffer")


@task()
def measure_offer(offer_id: int) -> None:
    """Measure the newest version of an offer, unless that was measured last."""
    try:
        if offer := find_offer(offer_id, "latest_revision", SUMMARY):
            survey_if_changed(offer)
    except Exception:
        # The command check_local_offers makes its summary again.
        logger.exception("The local offer on page %s was not measured.", offer_id)
