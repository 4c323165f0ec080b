"""Work for a background worker. Each task takes a primary key and reads the rest."""

from __future__ import annotations

import logging

from django.contrib.auth import get_user_model
from django_tasks import task

from wagtail_localoffer import conf
from wagtail_localoffer.offers.queries import find_offer
from wagtail_localoffer.reporting.models import SUMMARY
from wagtail_localoffer.reporting.reminders import write_reminder
from wagtail_localoffer.reporting.summaries import survey_if_changed

logger = logging.getLogger("wagtail_localoffer")


@task()
def send_reminder(person_id: int | str, offer_ids: list[int], admin_url: str) -> None:
    """Remind somebody of offers that need something, unless all mail is held back."""
    person = get_user_model()._default_manager.filter(pk=person_id).first()
    if person is None or conf.get_settings().HOLD:
        return
    try:
        message = write_reminder(person, offer_ids, admin_url)
        if message is not None:
            message.send()
    except Exception:
        # It is no proof, as a notice is: whoever asked for it can ask again tomorrow.
        logger.exception("The reminder to account %s was not sent.", person_id)


@task()
def measure_offer(offer_id: int) -> None:
    """Measure the newest version of an offer, unless that was measured last."""
    try:
        if offer := find_offer(offer_id, "latest_revision", SUMMARY):
            survey_if_changed(offer)
    except Exception:
        # The command check_local_offers makes its summary again.
        logger.exception("The local offer on page %s was not measured.", offer_id)
