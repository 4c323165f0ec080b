"""Filters of listings: which are public, and which of them somebody looks for."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from wagtail.models import Locale, Site
from wagtail.search.backends import get_search_backend

from wagtail_localoffer.frameworks.choices import Answer
from wagtail_localoffer.offers.listings.models import OfferListing, OfferSource
from wagtail_localoffer.offers.visibility import list_public_offers
from wagtail_localoffer.text.plain import split_words

#: As many different words are looked for.
MOST_WORDS = 20

#: As many offers are found by words.
MOST_FOUND = 10_000

#: What MySQL and MariaDB leave out of their index if nobody has set them up otherwise:
#: shorter words, and these (INFORMATION_SCHEMA.INNODB_FT_DEFAULT_STOPWORD). There,
#: whoever asks for one of them beside other words would find nothing.
SHORTEST_INDEXED = 3
NOT_INDEXED = frozenset(
    (
        *("a", "about", "an", "are", "as", "at", "be", "by", "com", "de", "en", "for"),
        *("from", "how", "i", "in", "is", "it", "la", "of", "on", "or", "that", "the"),
        *("this", "to", "und", "was", "what", "when", "where", "who", "will", "with"),
        "www",
    )
)

#: The answers that say that there is something.
GIVEN = (Answer.YES.value, Answer.PARTLY.value)


class SearchError(Exception):
    """Nothing can be searched by words at the moment."""


def list_local(
    site: Site | None = None, locale: Locale | None = None
) -> QuerySet[OfferListing]:
    """
    List the public offers of this installation.

    :param site: only those of one site.
    :param locale: the language that is preferred, by default the project's own.
    """
    pages = list_public_offers(site, locale)
    return OfferListing.objects.filter(page__in=pages.order_by().values("pk"))


def list_all(locale: Locale | None = None) -> QuerySet[OfferListing]:
    """
    List the public offers of this installation and of all active sources.

    An offer that is here is not listed a second time from elsewhere, and of several
    sources that have the same, the oldest counts.
    """
    here = list_public_offers(locale=locale).order_by()
    elsewhere = OfferListing.objects.filter(source__is_active=True, missing_since=None)
    older = elsewhere.filter(key=OuterRef("key"), source__lt=OuterRef("source"))
    return OfferListing.objects.filter(
        Q(page__in=here.values("pk"))
        | Q(source__is_active=True, missing_since=None)
        & ~Q(key__in=here.values("translation_key"))
        & ~Exists(older)
    )


def has_fact(key: str) -> Q:
    """Whether there is something, at least partly."""
    return Q(**{f"facts__{key}__in": GIVEN})


def is_for_age(years: int) -> Q:
    """Whether somebody of an age is taken. Ages that aren't known exclude nobody."""
    oldest = Q(maximum_age=None) | Q(maximum_age__gte=years)
    return Q(youngest__lte=years) & oldest


def search(words: str, *, elsewhere: bool = False) -> list[int]:
    """
    Search the listings by words, with the project's own search.

    :param elsewhere: also those of active sources. They take no room from those here.
    :returns: the keys of those in which all words are found, whether or not the public
        may see them. On MySQL words don't count that its index leaves out.
    :raises SearchError: whatever keeps the search from answering.
    """
    # Databases have a language of their own for searches, with signs and in capitals.
    wanted = list(dict.fromkeys(split_words(words)))[:MOST_WORDS]
    if not wanted:
        return []
    # Nothing else of them is read.
    listings: Any = OfferListing.objects.only("pk")
    searched = [listings.filter(source=None)]
    if elsewhere:
        active = OfferSource.objects.filter(is_active=True)
        sources = list(active.values_list("pk", flat=True))
        searched.append(listings.filter(source__in=sources, missing_since=None))
    try:
        # What fails in a database must not spoil the transaction of who asks.
        with transaction.atomic(listings.db):
            return [pk for rows in searched for pk in _search(wanted, rows)]
    except Exception as error:
        # Each search that a project may have fails in its own way.
        raise SearchError from error


def _leave_out_unindexed(words: list[str]) -> list[str]:
    """Leave out what no index of MySQL has, unless nothing else is looked for."""
    kept = [
        word
        for word in words
        if len(word) >= SHORTEST_INDEXED and word.casefold() not in NOT_INDEXED
    ]
    return kept or words


def _search(words: list[str], listings: Any) -> list[int]:
    backend = get_search_backend()
    # Its class is in a module of that name; on other databases that can't be imported.
    if "mysql" in type(backend).__module__:
        words = _leave_out_unindexed(words)
    # To rank what has all words, databases would read all of each.
    found = backend.search(
        " ".join(words), listings, operator="and", order_by_relevance=False
    )
    return [listing.pk for listing in found[:MOST_FOUND]]
