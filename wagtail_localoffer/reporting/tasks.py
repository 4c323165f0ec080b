"""Work for a background worker. Each task takes a primary key and reads the rest."""

from __future__ import annotations

import logging

from django.apps import apps
from django_tasks import task

from wagtail_localoffer.compat import PAGE_MODEL
from wagtail_localoffer.reporting.models import SUMMARY
from wagtail_localoffer.reporting.summaries import survey_if_changed

logger = logging.getLogger("wagtail_localoffer")


@task()
def measure_offer(offer_id: int) -> None:
    """Measure the newest version of an offer, unless that was measured last."""
    try:
        pages = apps.get_model(PAGE_MODEL)._default_manager
        page = pages.only("content_type").filter(pk=offer_id).first()
        if page is not None:
            offers = page.specific_class._default_manager
            known = offers.select_related("latest_revision", SUMMARY)
            survey_if_changed(known.get(pk=offer_id))
    except Exception:
        # The command check_local_offers makes its summary again.
        logger.exception("The local offer on page %s was not measured.", offer_id)
