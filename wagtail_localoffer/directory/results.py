"""Results: what a directory's list shows, and the addresses that change it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from uuid import UUID

from django.apps import apps
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext

from wagtail_localoffer.compat import PAGE_MODEL
from wagtail_localoffer.directory.choice import ASKED, MOST_COMPARED, read_key
from wagtail_localoffer.directory.distances import Point
from wagtail_localoffer.directory.finding import Finder, read_shown
from wagtail_localoffer.directory.forms import FindForm, list_facts
from wagtail_localoffer.frameworks.choices import Answer
from wagtail_localoffer.offers.listings.filters import GIVEN
from wagtail_localoffer.offers.listings.models import OfferListing
from wagtail_localoffer.offers.visibility import let_share_roots
from wagtail_localoffer.public.schema_org import write_script
from wagtail_localoffer.text.language_marks import mark_language
from wagtail_localoffer.text.plain import join_address

if TYPE_CHECKING:
    from wagtail_localoffer.frameworks import Text


#: What takes something out of what is asked for, or all of it.
WITHOUT = "without"
ALL = "all"


@dataclass(frozen=True)
class ListedOffer:
    """An offer as a list shows it."""

    listing: OfferListing
    #: Where families read it.
    url: str
    is_chosen: bool = False
    #: How far it is from the place that is asked for; ``None`` if nobody knows.
    miles: int | None = None
    #: The keys of the facts that somebody asked for.
    wanted: tuple[str, ...] = ()

    @property
    def mark(self) -> str:
        """The attributes of what is in its language, if that isn't the page's own."""
        return mark_language(self.listing.language)

    @cached_property
    def asked(self) -> list[tuple[Text, Text]]:
        """The facts that somebody asked for, with the answers."""
        answers = self.listing.facts
        return [
            (label, Answer(answers[key]).label)
            for facts in list_facts().values()
            for key, label in facts.items()
            if key in self.wanted and answers.get(key) in GIVEN
        ]

    @cached_property
    def groups(self) -> list[tuple[str, list[dict[str, Any]]]]:
        """What else there is, at least partly, by the groups in which families ask."""
        answers = self.listing.facts
        found = (
            (
                str(group.label),
                [
                    {
                        # "Childcare: Childcare in the holidays" says it twice.
                        "label": str(label).removeprefix(f"{group.label} "),
                        "partly": answers[key] == Answer.PARTLY,
                    }
                    for key, label in facts.items()
                    if key not in self.wanted and answers.get(key) in GIVEN
                ],
            )
            for group, facts in list_facts().items()
        )
        return [(label, given) for label, given in found if given]

    @property
    def names_of_groups(self) -> str:
        """What else there is, in a word for each group."""
        names = [label for label, _given in self.groups]
        return capfirst(get_text_list(names, gettext("and")))


def list_offers(
    listings: Iterable[OfferListing],
    request: Any,
    chosen: Iterable[UUID] = (),
    point: Point | None = None,
    wanted: tuple[str, ...] = (),
) -> list[ListedOffer]:
    """
    Show listings with their addresses, in one query for all that are on pages here.

    :param chosen: the keys of those that are to be compared.
    :param point: from where distances are measured.
    :param wanted: the keys of the facts that somebody asked for.
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
        miles = point.measure(row) if point else None
        # In miles that people speak of: what is there is not 0 miles away.
        whole = max(round(miles), 1) if miles is not None else None
        shown.append(ListedOffer(row, url, row.key in chosen, whole, wanted))
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
        self.finder = Finder(
            self.listings, self.wanted, key, elsewhere=page.shows_sources
        )
        self.found = self.finder.find(request.GET.get("page", 1))
        self.form.show_counts(self.found.counts, self.wanted)

    @property
    def has_problem(self) -> bool:
        """Whether something that was asked could not be looked for."""
        return bool(self.form.errors) or self.finder.search_fails

    @property
    def compare_url(self) -> str:
        return join_address(self.page.get_url(self.request) or "", "compare/")

    @property
    def total(self) -> int:
        return self.found.page.paginator.count

    @cached_property
    def offers(self) -> list[ListedOffer]:
        return list_offers(
            self.found.page.object_list,
            self.request,
            self._keys,
            self.finder.point,
            self.wanted.facts,
        )

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

    @cached_property
    def ways_out(self) -> list[dict[str, Any]]:
        """What to take out where there is little to compare, if that finds more."""
        if self.total >= MOST_COMPARED:
            return []
        return [
            {"asked": asked, "number": number}
            for asked, number in self.finder.count_without()
            if number > self.total
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

    @cached_property
    def changed_url(self) -> str:
        """
        The address without what a button took out; nothing if none was pressed.

        They are buttons because a link wouldn't take along what has been ticked.
        """
        field, _sign, value = self.request.GET.get(WITHOUT, "").partition("=")
        if not field:
            return ""
        query = [
            (name, text)
            for name, text in _list_filled(self.request.GET)
            if name not in ("page", WITHOUT)
            and (name == ASKED or field != ALL)
            and (name != field or (value and text != value))
        ]
        return f"?{urlencode(query)}#results"


def _list_filled(query: Any) -> Iterator[tuple[str, str]]:
    for name, values in query.lists():
        yield from ((name, value.strip()) for value in values if value.strip())
