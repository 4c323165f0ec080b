"""Finding: which of a directory's offers a family looks for, and how many there are."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property, reduce
from operator import and_
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page as ResultPage
from django.core.paginator import Paginator
from django.db.models import Case, Count, Q, QuerySet, Value, When
from django.utils.translation import gettext

from wagtail_localoffer.directory.distances import Point, find_point
from wagtail_localoffer.directory.forms import (
    SETTING,
    Counts,
    Wanted,
    list_facts,
    list_types,
)
from wagtail_localoffer.frameworks.choices import FactGroup
from wagtail_localoffer.offers.listings.filters import (
    SearchError,
    has_fact,
    is_for_age,
    search,
)
from wagtail_localoffer.offers.listings.models import OfferListing
from wagtail_localoffer.public.cache import get_or_keep_data
from wagtail_localoffer.text.plain import split_words
from wagtail_localoffer.text.postcodes import make_pattern

if TYPE_CHECKING:
    from wagtail_localoffer.frameworks import Text

logger = logging.getLogger("wagtail_localoffer")

PER_PAGE = 20

#: What lists don't show of a listing.
UNSHOWN = ("text", "document")


@dataclass(frozen=True)
class Asked:
    """One thing that is asked for, which can be taken out again."""

    #: The name of its field in the address, and what stands there.
    field: str
    value: str
    label: Text
    condition: Q

    @property
    def button(self) -> str:
        """What takes it out: its field, and its value if the field has several."""
        is_one_of_many = self.field in FactGroup.values
        return f"{self.field}={self.value}" if is_one_of_many else self.field


@dataclass(frozen=True)
class Found:
    """The offers that fit, page by page, and how many others there would be."""

    page: ResultPage[OfferListing]
    counts: Counts


class Finder:
    """
    Finds offers among those of a directory, in the same few queries for any number.

    :param listings: those that the directory lists.
    :param key: what tells them from those that others list. Counts are kept by it.
    :param elsewhere: whether offers of other sites are among them.
    """

    def __init__(
        self,
        listings: QuerySet[OfferListing],
        wanted: Wanted,
        key: str,
        *,
        elsewhere: bool = False,
    ) -> None:
        self.listings = listings
        self.key = key
        #: The keys of the listings in which the words are.
        self.hits: list[int] = []
        #: Whether the words are left out, since nothing can be searched by words.
        self.search_fails = False
        if words := wanted.words:
            try:
                # Whoever goes on to the next page, or asks for more, looks for the
                # same words.
                self.hits = get_or_keep_data(
                    f"hits {elsewhere} {' '.join(sorted(set(split_words(words))))}",
                    lambda: search(words, elsewhere=elsewhere),
                )
            except SearchError:
                logger.exception("Local offers could not be searched by words.")
                self.search_fails = True
                wanted = replace(wanted, words="")
        #: What is looked for indeed.
        self.wanted = wanted

    @cached_property
    def asked(self) -> list[Asked]:
        """All that is asked for, each with its condition."""
        wanted = self.wanted
        found = []
        if words := wanted.words:
            label = gettext("“%(words)s”") % {"words": words}
            found.append(Asked("q", words, label, Q(pk__in=self.hits)))
        if wanted.age is not None:
            label = gettext("Age %(age)d") % {"age": wanted.age}
            found.append(Asked("age", str(wanted.age), label, is_for_age(wanted.age)))
        if place := wanted.place:
            near = self.point.is_near if self.point else Q()
            found.append(Asked("place", place, place, self._stands_there | near))
        if key := wanted.type:
            found.append(Asked("setting_type", key, list_types()[key], is_of_type(key)))
        for group, facts in list_facts().items():
            found += [
                Asked(group.value, key, label, has_fact(key))
                for key, label in facts.items()
                if key in wanted.facts
            ]
        return found

    @property
    def _stands_there(self) -> Q:
        """Whether the place that is asked for stands in an address."""
        pattern = make_pattern(self.wanted.place)
        return Q(place__iregex=pattern) if pattern else Q(pk__in=[])

    @cached_property
    def point(self) -> Point | None:
        """Where the place is that is asked for, as far as offers there tell."""
        if not self.wanted.place:
            return None
        return find_point(self.listings, self._stands_there)

    def find(self, number: Any) -> Found:
        """
        Find one page of them.

        :param number: of the page, as somebody wrote it; what is none is the first.
        """
        counts = get_or_keep_data(f"{self.key} {self.wanted}", self._count)
        paginator = Paginator(self._put_in_order(), PER_PAGE)
        # It is counted already.
        paginator.count = counts.total
        page = paginator.get_page(1 if str(number).startswith("-") else number)
        return Found(page, counts)

    def count_without(self) -> list[tuple[Asked, int]]:
        """How many there are if one thing isn't asked for, for each thing asked for."""
        others = {
            f"without_{place}": reduce(
                and_, (e.condition for e in self.asked if e is not each), Q()
            )
            for place, each in enumerate(self.asked)
        }
        counts = self._aggregate((), others)
        return list(zip(self.asked, (counts[name] for name in others), strict=True))

    def _put_in_order(self) -> QuerySet[OfferListing]:
        fitting = read_shown(self._filter(self.asked))
        if words := self.wanted.words:
            # Whoever looks for a name finds it first.
            named = When(sort_name__contains=words.casefold(), then=Value(0))
            fitting = fitting.annotate(turn=Case(named, default=Value(1)))
            return fitting.order_by("turn", "sort_name", "pk")
        return fitting.order_by("sort_name", "pk")

    def _count(self) -> Counts:
        facts = [key for group in list_facts().values() for key in group]
        counted: dict[str, Q] = {f"fact_{key}": has_fact(key) for key in facts}
        of_types = {f"type_{key}": is_of_type(key) for key in list_types()}
        others = [each for each in self.asked if not is_type(each)]
        counts = self._aggregate(self.asked, {"total": Q(), **counted, **of_types})
        if len(others) < len(self.asked):
            # Another type in place of the one that is asked for.
            counts |= self._aggregate(others, of_types)
        return Counts(
            counts["total"],
            {key: counts[f"type_{key}"] for key in list_types()},
            {key: counts[f"fact_{key}"] for key in facts},
        )

    def _aggregate(
        self, asked: Iterable[Asked], conditions: dict[str, Q]
    ) -> dict[str, int]:
        numbers = {
            name: Count("pk", filter=condition or None)
            for name, condition in conditions.items()
        }
        counts: dict[str, int] = self._filter(asked).aggregate(**numbers)
        return counts

    def _filter(self, asked: Iterable[Asked]) -> QuerySet[OfferListing]:
        return self.listings.filter(*(each.condition for each in asked))


def read_shown(listings: QuerySet[OfferListing]) -> QuerySet[OfferListing]:
    """Read of listings what lists show."""
    return listings.select_related("source").defer(*UNSHOWN)


def is_type(asked: Asked) -> bool:
    return asked.field == "setting_type"


def is_of_type(key: str) -> Q:
    """Whether an offer is of a type of setting, or of another kind."""
    return Q(kind=SETTING, setting_type=key) | Q(kind=key) & ~Q(kind=SETTING)
