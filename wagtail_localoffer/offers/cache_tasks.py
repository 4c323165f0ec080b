"""Work for a background worker. Each task takes a primary key and reads the rest."""

from __future__ import annotations

import logging

from django_tasks import task
from wagtail.models import Site

from wagtail_localoffer.offers.frontend_cache import purge_pages_of

logger = logging.getLogger("wagtail_localoffer")


@task()
def purge_site(site_id: int) -> None:
    """Let a cache in front of a site forget all that is ours of its pages."""
    try:
        if site := Site.objects.filter(pk=site_id).first():
            purge_pages_of(site)
    except Exception:
        # They stay as long as the cache keeps them.
        logger.exception("The pages of site %s were not purged.", site_id)
