"""Reviews: somebody says that a live offer is still correct."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from wagtail.log_actions import log
from wagtail.log_actions import registry as log_registry

from wagtail_localoffer.content.participation import Participation
from wagtail_localoffer.offers.frontend_cache import purge_review
from wagtail_localoffer.offers.mixin import OfferMixin
from wagtail_localoffer.public.cache import has_frontend_cache
from wagtail_localoffer.reporting.log_entries import write_page_entries
from wagtail_localoffer.reporting.models import OfferSummary

#: What Wagtail's history of a page shows for a review.
REVIEWED = "wagtail_localoffer.review"

#: The same, if it was taken back.
TAKEN_BACK = "wagtail_localoffer.review_taken_back"

#: What a review says of others who took part where it says nothing.
NOBODY = Participation()

#: For so long, whoever has clicked by mistake can undo it.
TIME_TO_TAKE_BACK = timedelta(minutes=1)


def record_review(
    offer: OfferMixin, user: Any, participation: Participation = NOBODY
) -> None:
    """
    Record that the live version of ``offer`` is still correct.

    It changes neither the content nor the day of the last update, so that no council
    is told.

    :param user: who says so; kept on the page and in its history.
    :param participation: who else took part, for the public; kept there too.
    """
    record_reviews([offer], user, participation)


def record_reviews(
    offers: Sequence[OfferMixin], user: Any, participation: Participation = NOBODY
) -> None:
    """Record the same of many live offers, in a fixed number of queries."""
    if not offers:
        return
    before = _read_notes(offers)
    now = timezone.now()
    for offer in offers:
        offer.reviewed_at = now
        offer.reviewed_by = user
        offer.reviewed_with = participation.write()
    with transaction.atomic():
        _write(offers)
        write_page_entries(
            offers,
            REVIEWED,
            user,
            {
                offer.pk: {
                    **_note(now, user and user.pk, participation.write()),
                    "before": before[offer.pk],
                }
                for offer in offers
            },
        )


def take_back(offer: OfferMixin, user: Any) -> bool:
    """
    Restore the review before the last one, exactly, for who has just recorded that.

    :returns: whether it could be: it is a minute later, or somebody has reviewed it
        since.
    """
    with transaction.atomic():
        entry = find_fresh_review(offer, user)
        if entry is None:
            return False
        before = entry.data["before"]
        offer.reviewed_at = parse_datetime(before["at"])
        # Their account may have been deleted in the meantime.
        people = get_user_model()._default_manager
        offer.reviewed_by = people.filter(pk__in=filter(None, [before["by"]])).first()
        offer.reviewed_with = before.get("with", {})
        _write([offer])
        log(instance=offer, action=TAKEN_BACK, user=user)
    return True


def find_fresh_review(offer: OfferMixin, user: Any) -> Any:
    """Find the entry of a review that ``user`` may still take back, or ``None``."""
    reviewed = offer.reviewed_at
    if (
        reviewed is None
        or offer.reviewed_by_id != user.pk
        or timezone.now() - reviewed > TIME_TO_TAKE_BACK
    ):
        return None
    entries = log_registry.get_logs_for_instance(offer).filter(
        action=REVIEWED, user=user
    )
    entry = entries.order_by("-timestamp", "-pk").first()
    # What a program wrote, or an earlier version of this package, has no past.
    is_this = entry and parse_datetime(entry.data.get("at", "")) == reviewed
    return entry if is_this else None


def _read_notes(offers: Sequence[OfferMixin]) -> dict[int, dict[str, Any]]:
    """When, by whom and with whom offers were reviewed last, by their keys."""
    pks = [offer.pk for offer in offers]
    return {
        pk: _note(*review)
        for model in {type(offer) for offer in offers}
        for pk, *review in model._default_manager.filter(pk__in=pks).values_list(
            "pk", "reviewed_at", "reviewed_by", "reviewed_with"
        )
    }


def _note(
    reviewed: datetime | None, person: Any, participation: dict[str, Any]
) -> dict[str, Any]:
    """
    When, by whom and with whom one was reviewed.

    JSON itself has milliseconds alone.
    """
    return {
        "at": reviewed.isoformat() if reviewed else "",
        "by": "" if person is None else str(person),
        **({"with": participation} if participation else {}),
    }


def _write(offers: Sequence[OfferMixin]) -> None:
    """Write the review of offers that are reviewed together, which is the same."""
    pks = [offer.pk for offer in offers]
    # Only these: what else is in hand may be a draft. An alias shows the same.
    shown = Q(pk__in=pks) | Q(alias_of__in=pks)
    first = offers[0]
    for model in {type(offer) for offer in offers}:
        model._default_manager.filter(shown).update(
            reviewed_at=first.reviewed_at,
            reviewed_by=first.reviewed_by,
            reviewed_with=first.reviewed_with,
        )
    OfferSummary.objects.filter(offer_id__in=pks).update(
        review_due=first.next_review_due, reviewed_with=first.reviewed_with
    )
    if has_frontend_cache():
        for offer in offers:
            transaction.on_commit(partial(purge_review, offer), robust=True)
