"""Offers with their summaries, by who may see them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Protocol

from django.db.models import F, Q, QuerySet
from wagtail.permissions import page_permission_policy

from wagtail_localoffer.offers.queries import get_offer_models
from wagtail_localoffer.reporting.models import SUMMARY

#: Who has one of these permissions on a page sees it in Wagtail's explorer.
SEEING = ("add", "change", "publish", "bulk_delete", "lock", "unlock")

#: How long before a review is due the dashboard speaks of it.
SOON = timedelta(days=30)


class ListedOffer(Protocol):
    """What a page knows of its summary in a list; ``None`` before it is measured."""

    completeness: int | None
    missing_musts: int | None
    review_due: date | None


def list_offers(user: Any, actions: tuple[str, ...]) -> QuerySet[Any]:
    """
    List the offers on which a person has one of some permissions, with their summaries.

    An offer that nobody has measured yet is among them, with ``None`` for its figures.
    An alias is not: it shows the same offer a second time, and nobody can edit it.
    """
    pages = page_permission_policy.instances_user_has_any_permission_for(
        user, set(actions)
    )
    return (
        pages.type(*get_offer_models())
        .filter(alias_of__isnull=True)
        .annotate(
            setting_name=F(f"{SUMMARY}__setting_name"),
            setting_type=F(f"{SUMMARY}__setting_type"),
            completeness=F(f"{SUMMARY}__completeness"),
            missing_musts=F(f"{SUMMARY}__missing_musts"),
            reading_age=F(f"{SUMMARY}__reading_age"),
            review_due=F(f"{SUMMARY}__review_due"),
        )
    )


def is_missing_something() -> Q:
    return Q(missing_musts__gt=0)


def is_due(by: date) -> Q:
    """Whether the review of an offer is due on a day, or was before."""
    return Q(review_due__lte=by)


def needs_attention(today: date) -> Q:
    return is_missing_something() | is_due(today + SOON)
