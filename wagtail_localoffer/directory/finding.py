"""Finding: which of a directory's offers a family looks for, and how many there are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page as ResultPage
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Lower
from django.utils.translation import gettext

from wagtail_localoffer.directory.forms import (
    SETTING,
    Counts,
    Wanted,
    list_facts,
    list_types,
)
from wagtail_localoffer.offers.listings.filters import has_fact, is_for_age, search
from wagtail_localoffer.offers.listings.models import OfferListing
from wagtail_localoffer.text.postcodes import make_pattern

if TYPE_CHECKING:
    from wagtail_localoffer.frameworks import Text

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


@dataclass(frozen=True)
class Found:
    """The offers that fit, page by page, and how many others there would be."""

    page: ResultPage[OfferListing]
    counts: Counts


class Finder:
    """
    Finds offers among those of a directory, in the same few queries for any number.

    :param listings: those that the directory lists.
    """

    def __init__(self, listings: QuerySet[OfferListing], wanted: Wanted) -> None:
        self.listings = listings
        self.wanted = wanted

    @cached_property
    def hits(self) -> list[int]:
        """The keys of the listings in which the words are, the best first."""
        return search(self.wanted.words)

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
            pattern = make_pattern(place)
            here = Q(place__iregex=pattern) if pattern else Q(pk__in=[])
            found.append(Asked("place", place, place, here))
        if key := wanted.type:
            found.append(Asked("setting_type", key, list_types()[key], is_of_type(key)))
        for group, facts in list_facts().items():
            found += [
                Asked(group.value, key, label, has_fact(key))
                for key, label in facts.items()
                if key in wanted.facts
            ]
        return found

    def find(self, number: Any) -> Found:
        """
        Find one page of them.

        :param number: of the page, as somebody wrote it; what is none is the first.
        """
        fitting = self._filter(self.asked)
        total, facts = self._count_facts(fitting)
        types = self._count_types(each for each in self.asked if not is_type(each))
        paginator = Paginator(self._put_in_order(fitting), PER_PAGE)
        # It is counted already.
        paginator.count = total
        page = paginator.get_page(1 if str(number).startswith("-") else number)
        return Found(page, Counts(types, facts))

    def count_without(self) -> list[tuple[Asked, int]]:
        """How many there are if one thing isn't asked for, for each thing asked for."""
        counts = self.listings.aggregate(
            **{
                f"without_{place}": Count(
                    "pk", filter=_join(e for e in self.asked if e is not each)
                )
                for place, each in enumerate(self.asked)
            }
        )
        return [
            (each, counts[f"without_{place}"]) for place, each in enumerate(self.asked)
        ]

    def _filter(self, asked: Iterable[Asked]) -> QuerySet[OfferListing]:
        return self.listings.filter(_join(asked))

    def _put_in_order(self, fitting: QuerySet[OfferListing]) -> Any:
        if not self.wanted.words:
            return read_shown(fitting).order_by(Lower("name"), "pk")
        keys = set(fitting.values_list("pk", flat=True))
        return _Ranked([key for key in self.hits if key in keys])

    def _count_facts(
        self, fitting: QuerySet[OfferListing]
    ) -> tuple[int, dict[str, int]]:
        keys = [key for facts in list_facts().values() for key in facts]
        counts = fitting.aggregate(
            total=Count("pk"),
            **{f"fact_{key}": Count("pk", filter=has_fact(key)) for key in keys},
        )
        return counts["total"], {key: counts[f"fact_{key}"] for key in keys}

    def _count_types(self, asked: Iterable[Asked]) -> dict[str, int]:
        rows = self._filter(asked).values_list("kind", "setting_type")
        counts: dict[str, int] = {}
        for kind, setting_type, number in rows.annotate(Count("pk")).order_by():
            key = setting_type if kind == SETTING else kind
            counts[key] = counts.get(key, 0) + number
        return counts


def read_shown(listings: QuerySet[OfferListing]) -> QuerySet[OfferListing]:
    """Read of listings what lists show."""
    return listings.select_related("source").defer(*UNSHOWN)


def is_type(asked: Asked) -> bool:
    return asked.field == "setting_type"


def is_of_type(key: str) -> Q:
    """Whether an offer is of a type of setting, or of another kind."""
    return Q(kind=SETTING, setting_type=key) | Q(kind=key) & ~Q(kind=SETTING)


def _join(asked: Iterable[Asked]) -> Q:
    condition = Q(pk__isnull=False)
    for each in asked:
        condition &= each.condition
    return condition


class _Ranked:
    """Listings in the order of some keys, of which only a page is read."""

    ordered = True

    def __init__(self, keys: list[int]) -> None:
        self.keys = keys

    def __len__(self) -> int:
        return len(self.keys)

    def __getitem__(self, part: slice) -> list[OfferListing]:
        keys = self.keys[part]
        rows = read_shown(OfferListing.objects.all()).in_bulk(keys)
        return [rows[key] for key in keys if key in rows]
