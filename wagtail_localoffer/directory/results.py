"""Results: what a directory's list shows, and the addresses that change it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.apps import apps
from django.utils.translation import gettext

from wagtail_localoffer.compat import PAGE_MODEL
from wagtail_localoffer.directory.choice import ASKED, read_key
from wagtail_localoffer.directory.finding import Asked, Finder, read_shown
from wagtail_localoffer.directory.forms import FindForm, list_facts
from wagtail_localoffer.frameworks.choices import Answer
from wagtail_localoffer.offers.listings.filters import GIVEN
from wagtail_localoffer.offers.listings.models import OfferListing
from wagtail_localoffer.offers.visibility import let_share_roots
from wagtail_localoffer.public.schema_org import write_script


@dataclass(frozen=True)
class ListedOffer:
    """An offer as a list shows it."""

    listing: OfferListing
    #: Where families read it.
    url: str
    is_chosen: bool = False

    @cached_property
    def groups(self) -> list[tuple[str, list[dict[str, Any]]]]:
        """What there is, at least partly, by the groups in which families ask."""
        answers = self.listing.facts
        found = (
            (
                str(group.label),
                [
                    {"label": label, "partly": answers[key] == Answer.PARTLY}
                    for key, label in facts.items()
                    if answers.get(key) in GIVEN
                ],
            )
            for group, facts in list_facts().items()
        )
        return [(label, given) for label, given in found if given]


def list_offers(
    listings: Iterable[OfferListing], request: Any, chosen: Iterable[UUID] = ()
) -> list[ListedOffer]:
    """
    Show listings with their addresses, in one query for all that are on pages here.

    :param chosen: the keys of those that are to be compared.
    """
    rows = list(listings)
    pages = apps.get_model(PAGE_MODEL)._default_manager.in_bulk(
        [row.page_id for row in rows if row.page_id]
    )
    let_share_roots(list(pages.values()))
    shown = []
    for row in rows:
        page = pages.get(row.page_id)
        url = (page.get_url(request) or "") if page else row.url
        shown.append(ListedOffer(row, url, row.key in chosen))
    return shown


class Results:
    """
    What is found in a directory for a question that stands in the address.

    :param page: the directory.
    """

    def __init__(self, page: Any, request: Any) -> None:
        self.page, self.request = page, request
        # A form that nobody has filled in yet has nothing wrong.
        self.form = FindForm(request.GET or None)
        self.wanted = self.form.get_wanted()
        self.listings = page.list_listings()
        key = f"{page.pk} {page.scope} {page.locale_id}"
        self.finder = Finder(self.listings, self.wanted, key)
        self.found = self.finder.find(request.GET.get("page", 1))
        self.form.show_counts(self.found.counts, self.wanted)

    @property
    def has_problem(self) -> bool:
        """Whether something that was asked could not be looked for."""
        return bool(self.form.errors) or self.finder.search_fails

    @property
    def total(self) -> int:
        return self.found.page.paginator.count

    @cached_property
    def offers(self) -> list[ListedOffer]:
        return list_offers(self.found.page.object_list, self.request, self._keys)

    @cached_property
    def others_chosen(self) -> list[ListedOffer]:
        """What is to be compared and doesn't stand on this page of the list."""
        seen = {each.listing.key for each in self.offers}
        keys = [key for key in self._keys if key not in seen]
        if not keys:
            return []
        rows = read_shown(self.listings.filter(key__in=keys))
        return list_offers(rows.order_by("pk"), self.request, keys)

    @cached_property
    def _keys(self) -> list[UUID]:
        asked = map(read_key, self.request.GET.getlist(ASKED))
        return list(dict.fromkeys(filter(None, asked)))

    @property
    def asked(self) -> Iterator[dict[str, Any]]:
        """What is asked for, each with the address that doesn't ask for it."""
        for each in self.finder.asked:
            yield {"label": each.label, "url": self._find_url_without(each)}

    @cached_property
    def ways_out(self) -> list[dict[str, Any]]:
        """What to take out where nothing is found, if that finds something."""
        return [
            {
                "label": asked.label,
                "number": number,
                "url": self._find_url_without(asked),
            }
            for asked, number in self.finder.count_without()
            if number
        ]

    @property
    def structured_data(self) -> str:
        """The offers of this page of the list, in the vocabulary of schema.org."""
        start = self.found.page.start_index() or 1
        return write_script(
            {
                "@context": "https://schema.org",
                "@type": "ItemList",
                "name": self.page.title,
                "numberOfItems": self.total,
                "itemListElement": [
                    {
                        "@type": "ListItem",
                        "position": position,
                        "name": offer.listing.name,
                        "url": self.request.build_absolute_uri(offer.url),
                    }
                    for position, offer in enumerate(self.offers, start=start)
                    if offer.url
                ],
            }
        )

    @property
    def page_title(self) -> str:
        """What tells the pages of a list apart."""
        title, page = self.page.seo_title or self.page.title, self.found.page
        if page.number == 1:
            return str(title)
        return gettext("%(title)s (page %(number)d of %(most)d)") % {
            "title": title,
            "number": page.number,
            "most": page.paginator.num_pages,
        }

    def _find_url_without(self, asked: Asked) -> str:
        query = [
            (name, value)
            for name, value in _list_filled(self.request.GET)
            if name != "page" and (name, value) != (asked.field, asked.value)
        ]
        return f"?{urlencode(query)}#results"

    @cached_property
    def url_of_all(self) -> str:
        """The address that asks nothing, with what is to be compared."""
        keys = [(ASKED, str(key)) for key in self._keys]
        return f"?{urlencode(keys)}#results"


def _list_filled(query: Any) -> Iterator[tuple[str, str]]:
    for name, values in query.lists():
        yield from ((name, value.strip()) for value in values if value.strip())
