"""Choices: which offers an address asks to compare, and what is not as it asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.text import get_text_list
from django.utils.translation import get_language, gettext, ngettext
from wagtail.models import Site

from wagtail_localoffer.directory.forms import FindForm
from wagtail_localoffer.frameworks.choices import FactGroup
from wagtail_localoffer.offers.listings.models import OfferListing
from wagtail_localoffer.public.cache import get_stamp

#: As many offers are compared.
MOST_COMPARED = 4

#: What names an offer in an address, once for each of them.
ASKED = "offer"

#: What else an address may say of the list, in letters: nobody types as much.
MOST_KEPT = 1000

#: As many that an address names are looked for, to say by name what is left out.
MOST_ASKED = 10


@dataclass(frozen=True)
class Choice:
    """What an address asks to compare, as far as the public can read it here."""

    #: Those that are shown, in the order of the address.
    listings: list[OfferListing]
    #: The names of more than are shown.
    left_out: list[str]
    #: How many were asked for that the public can't find here.
    missing: int = 0
    has_more: bool = False
    was_repeated: bool = False
    #: What the list was asked for, so that the way back leads to the same.
    search: tuple[tuple[str, str], ...] = ()

    @property
    def is_unfounded(self) -> bool:
        """Whether something was asked, and nothing of it is here."""
        return self.missing > 0 and not self.listings

    @property
    def has_room(self) -> bool:
        return len(self.listings) < MOST_COMPARED

    @property
    def query(self) -> str:
        """What names the offers that are shown in an address."""
        return self.write_query(self.listings)

    def write_query(self, listings: Iterable[OfferListing]) -> str:
        """What names some offers in an address, and what the list was asked for."""
        keys = [(ASKED, str(each.key)) for each in listings]
        query = urlencode([*self.search, *keys])
        return f"?{query}" if query else ""

    @cached_property
    def names(self) -> list[str]:
        """What they are called, with more where two are called the same."""
        times = Counter(each.name.casefold() for each in self.listings)
        return [
            f"{each.name} ({more})"
            if times[each.name.casefold()] > 1 and (more := _find_more(each))
            else each.name
            for each in self.listings
        ]

    @cached_property
    def title(self) -> str:
        if len(self.names) == 1:
            return gettext("Compare %(name)s with others") % {"name": self.names[0]}
        if not self.names:
            return gettext("Compare offers")
        listed = get_text_list(self.names, gettext("and"))
        return gettext("Compare %(names)s") % {"names": listed}

    @cached_property
    def problems(self) -> list[str]:
        """What is not as the address asks, in sentences for people."""
        return list(self._list_problems())

    def _list_problems(self) -> Iterator[str]:
        if self.missing:
            words = ngettext(
                "One of the offers that you chose can’t be shown. It may have been "
                "taken down, or the address is not complete.",
                "%(number)s of the offers that you chose can’t be shown. They may have "
                "been taken down, or the address is not complete.",
                self.missing,
            )
            yield words % {"number": self.missing}
        if self.was_repeated:
            yield gettext("You chose the same offer twice. It is shown once.")
        if self.left_out:
            names = get_text_list(self.left_out, gettext("and"))
            yield (
                gettext(
                    "You can compare up to four offers. These are left out: %(names)s."
                )
                % {"names": names}
            )
        elif self.has_more:
            yield gettext("You can compare up to four offers. The others are left out.")

    def get_key(self, page: Any, request: Any) -> str:
        """All on which what is kept of the comparison depends."""
        site = Site.find_for_request(request)
        parts = (
            (page.pk, site and (site.pk, site.root_url), get_language(), get_stamp()),
            self.search,
            *(
                (each.pk, each.made_from, source, source and source.last_success_at)
                for each in self.listings
                for source in [each.source]
            ),
        )
        return " ".join(map(str, parts))


def choose(listings: QuerySet[OfferListing], query: QueryDict) -> Choice:
    """
    Find the offers that an address asks for, in one query.

    :param listings: what may be shown at all.
    :param query: what stands in the address, as somebody wrote it.
    """
    asked = list(filter(None, query.getlist(ASKED)))
    keys = list(map(read_key, asked[:MOST_ASKED]))
    times = Counter(key for key in keys if key)
    found: dict[UUID, OfferListing] = {}
    if times:
        rows = listings.filter(key__in=times).select_related("source").defer("text")
        # Two sources may have the same offer: the one that was read first counts.
        found = {each.key: each for each in rows.order_by("-pk")}
    chosen = [found[key] for key in times if key in found]
    shown, others = chosen[:MOST_COMPARED], chosen[MOST_COMPARED:]
    return Choice(
        shown,
        left_out=[each.name for each in others],
        missing=sum(read_key(text) not in found for text in {*asked[:MOST_ASKED]}),
        has_more=len(asked) > MOST_ASKED,
        was_repeated=any(times[each.key] > 1 for each in shown),
        search=tuple(_list_search(query)),
    )


def _list_search(query: QueryDict) -> list[tuple[str, str]]:
    """What an address says that a list may be asked for."""
    fields = FindForm.base_fields.keys() | set(FactGroup.values)
    found = [
        (name, value)
        for name, values in query.lists()
        for value in values
        if value and name in fields
    ]
    return found if sum(len(name + value) for name, value in found) < MOST_KEPT else []


def read_key(text: str) -> UUID | None:
    """The key of an offer, or ``None`` for what is none."""
    with suppress(ValueError):
        return UUID(text)
    return None


def _find_more(listing: OfferListing) -> str:
    """What tells an offer from another one of the same name."""
    return (
        listing.provider
        or ", ".join(listing.place_lines[-2:])
        or str(listing.source or "")
    )
