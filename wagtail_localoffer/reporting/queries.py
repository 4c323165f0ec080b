"""Offers with their summaries, by who may see them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from django.conf import settings
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from wagtail.models import Locale
from wagtail.permissions import page_permission_policy

from wagtail_localoffer.councils.models import OfferCouncil
from wagtail_localoffer.feedback.models import FamilyComment
from wagtail_localoffer.offers.queries import get_offer_models
from wagtail_localoffer.reporting.models import SUMMARY

#: Who has one of these permissions on a page sees it in Wagtail's explorer.
SEEING = ("add", "change", "publish", "bulk_delete", "lock", "unlock")

#: How long before a review is due the dashboard speaks of it.
SOON = timedelta(days=30)


class ListedOffer(Protocol):
    """What a page knows of its summary in a list; ``None`` before it is measured."""

    live: bool
    first_published_at: datetime | None
    completeness: int | None
    sections_done: int | None
    #: What stops a publication; ``None`` also before that was counted by itself.
    obstacles: int | None
    missing_musts: int | None
    review_due: date | None
    #: How many messages of families nobody has answered.
    waiting_comments: int
    says_who_took_part: bool | None
    reviewed_with: dict[str, Any] | None


#: What lists read of a summary, by its names there.
LISTED = (
    *("setting_name", "setting_type", "contact_name", "completeness", "sections_done"),
    *("obstacles", "missing_musts", "advice", "reading_age", "review_due"),
    *("says_who_took_part", "reviewed_with"),
)


def list_offers(user: Any, actions: tuple[str, ...]) -> QuerySet[Any]:
    """
    List the offers on which a person has one of some permissions, with their summaries.

    An offer that nobody has measured yet is among them, with ``None`` for its figures.
    An alias is not: it shows the same offer a second time, and nobody can edit it.
    """
    return list_pages(user, actions).filter(alias_of__isnull=True)


def list_pages(user: Any, actions: tuple[str, ...]) -> QuerySet[Any]:
    """List the same, and the aliases of offers, which have no summaries."""
    pages = page_permission_policy.instances_user_has_any_permission_for(
        user, set(actions)
    )
    return pages.type(*get_offer_models()).annotate(
        council_name=F(f"{SUMMARY}__council__name"),
        further_councils=_count(
            OfferCouncil.objects.filter(offer=OuterRef("pk")), "offer"
        ),
        waiting_comments=_count(_find_waiting(), "page"),
        **{name: F(f"{SUMMARY}__{name}") for name in LISTED},
    )


def _find_waiting() -> QuerySet[Any]:
    return FamilyComment.objects.waiting().filter(page=OuterRef("pk"))


def _count(rows: QuerySet[Any], of: str) -> Coalesce:
    """
    Count the rows that belong to an offer.

    :param of: the field of the rows that holds the offer.
    """
    counted = rows.order_by().values(of).annotate(number=Count("pk"))
    return Coalesce(Subquery(counted.values("number")), 0)


def gather(
    found: QuerySet[Any], offers: QuerySet[Any], *, is_all: bool = False
) -> QuerySet[Any]:
    """
    List the originals of what was found, of which some may be translations.

    The original is the one that was there first, of those that a person sees.

    :param found: some of ``offers``.
    :param offers: all that the person sees.
    :param is_all: whether all of them were found, which is asked faster.
    """
    unordered = offers.order_by().values("pk")
    if not has_locales() or not _are_translated(unordered):
        return found
    earlier = unordered.filter(
        translation_key=OuterRef("translation_key"), pk__lt=OuterRef("pk")
    )
    originals = offers.filter(~Exists(earlier))
    if is_all:
        return originals
    keys = found.order_by().values("translation_key")
    return originals.filter(translation_key__in=keys)


def _are_translated(offers: QuerySet[Any]) -> bool:
    """Whether they are in several languages. Where there is one, it takes no time."""
    used = Locale.objects.filter(Exists(offers.filter(locale=OuterRef("pk"))))
    return len(used.values("pk")[:2]) > 1


def list_others(originals: Iterable[Any], pages: QuerySet[Any]) -> dict[int, list[Any]]:
    """
    List the translations and aliases of some offers, in one query for all of them.

    :param pages: those among which they are looked for.
    :returns: the others by the key of their original; none where there are none.
    """
    by_pk = {page.pk: page for page in originals}
    by_key = {page.translation_key: page.pk for page in by_pk.values()}
    same = Q(alias_of__in=by_pk)
    if has_locales():
        same |= Q(translation_key__in=by_key)
    others: dict[int, list[Any]] = defaultdict(list)
    wanted = pages.filter(same).exclude(pk__in=by_pk)
    for page in wanted.order_by("pk"):
        # An alias in another language has the key of its original too.
        original = by_key.get(page.translation_key) or page.alias_of_id
        others[original].append(page)
    return others


def has_locales() -> bool:
    """Whether the project has ``WAGTAIL_I18N_ENABLED``."""
    return bool(getattr(settings, "WAGTAIL_I18N_ENABLED", False))


def is_missing_something() -> Q:
    """Whether an offer lacks what it must have, or what the law asks for."""
    return Q(missing_musts__gt=0)


def is_due(by: date) -> Q:
    """Whether the review of an offer is due on a day, or was before."""
    return Q(review_due__lte=by)


def is_asked_something() -> Q:
    """Whether families wait for an answer."""
    return Q(waiting_comments__gt=0)


def needs_attention(today: date) -> Q:
    """Whether an offer lacks something, is due for review soon, or families wait."""
    return is_missing_something() | is_due(today + SOON) | is_asked_something()
