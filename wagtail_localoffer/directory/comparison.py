"""Comparing: up to four offers side by side, by their facts and by their sections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from uuid import UUID

from django.apps import apps
from django.db.models import QuerySet
from django.utils.text import get_text_list
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from wagtail_localoffer.compat import PAGE_MODEL
from wagtail_localoffer.directory.compared import (
    Compared,
    ComparedSection,
    read_document,
    read_page,
)
from wagtail_localoffer.frameworks.choices import FactGroup
from wagtail_localoffer.offers.listings.models import OfferListing
from wagtail_localoffer.offers.queries import get_offer_models
from wagtail_localoffer.offers.visibility import read_offers

if TYPE_CHECKING:
    from wagtail_localoffer.frameworks import Fact, Text

#: What names an offer in an address, once for each of them.
ASKED = "offer"

#: As many stand side by side.
MOST = 4

#: As many that an address names are looked for, to say by name what is left out.
MOST_ASKED = 10

#: What an offer may say of itself, or not.
ABOUT = (
    *("ages", "address", "telephone", "contacts", "council", "reviewed", "source"),
)


@dataclass(frozen=True)
class Row:
    """A question, and what each offer says to it, if anything."""

    label: Text
    #: The offer in whose words it is asked, if it isn't in the project's own.
    asked_by: Compared | None
    cells: list[tuple[Compared, Any]]


@dataclass(frozen=True)
class Group:
    """Facts that families ask together."""

    #: The fragment of its address.
    anchor: str
    heading: Text
    rows: list[Row]


@dataclass(frozen=True)
class Comparison:
    """What an address asks to compare, and what can be shown of that."""

    #: Those that are shown, in the order of the address.
    offers: list[Compared]
    #: The names of more than are shown.
    left_out: list[str]
    #: How many were asked for that the public can't find here.
    missing: int = 0
    has_more: bool = False
    was_repeated: bool = False

    @property
    def is_unfounded(self) -> bool:
        """Whether something was asked, and nothing of it is here."""
        return self.missing > 0 and not self.offers

    @cached_property
    def title(self) -> str:
        names = [each.name for each in self.offers]
        if len(names) == 1:
            return gettext("Compare %(name)s with others") % {"name": names[0]}
        if not names:
            return gettext("Compare offers")
        listed = get_text_list(names, gettext("and"))
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

    @property
    def has_room(self) -> bool:
        return len(self.offers) < MOST

    @property
    def query(self) -> str:
        """What names the offers that are shown in an address."""
        return write_query(self.offers)

    @cached_property
    def columns(self) -> list[tuple[Compared, str]]:
        """Each offer, with what names the others in an address."""
        return [
            (offer, write_query(each for each in self.offers if each is not offer))
            for offer in self.offers
        ]

    @cached_property
    def groups(self) -> list[Group]:
        """The facts of which at least one of them says something."""
        known = list_known_facts()
        labels: dict[str, tuple[Text, Compared | None]] = {
            key: (fact.label, None) for key, fact in known.items()
        }
        for offer in self.offers:
            for key, name in offer.labels.items():
                labels.setdefault(key, (name, offer))
        rows: dict[str, list[Row]] = {}
        for key, (label, asked_by) in labels.items():
            cells = [(offer, offer.facts.get(key)) for offer in self.offers]
            if any(said for _offer, said in cells):
                group = known[key].group if key in known else None
                place = group.value if group else "other"
                rows.setdefault(place, []).append(Row(label, asked_by, cells))
        headings = {**dict(FactGroup.choices), "other": _("More facts")}
        return [
            Group(f"facts-{name}", heading, rows[name])
            for name, heading in headings.items()
            if name in rows
        ]

    @cached_property
    def silent(self) -> list[Compared]:
        """Those that don't say something which others say."""
        return [
            offer
            for place, offer in enumerate(self.offers)
            if any(
                row.cells[place][1] is None
                for group in self.groups
                for row in group.rows
            )
        ]

    @cached_property
    def _shared(self) -> dict[str, None]:
        """The keys of the sections that stand beside each other, in their order."""
        keys = Counter(key for each in self.offers for key in each.sections_by_key)
        fewest = min(2, len(self.offers))
        return {key: None for key, number in keys.items() if number >= fewest}

    @cached_property
    def sections(self) -> list[Row]:
        """The sections that at least two of them have."""
        return [self._compare_section(key) for key in self._shared]

    def _compare_section(self, key: str) -> Row:
        found = [
            (offer, section)
            for offer in self.offers
            if (section := offer.sections_by_key.get(key))
        ]
        ours = (each for each in found if not each[0].is_foreign)
        asked_by, section = next(ours, found[0])
        cells = [(offer, offer.sections_by_key.get(key)) for offer in self.offers]
        return Row(section.heading, asked_by, cells)

    @cached_property
    def other_sections(self) -> list[tuple[Compared, list[ComparedSection]]]:
        """What only one of them has; nothing if that holds for none."""
        rest = [
            (offer, [each for each in offer.sections if self._is_alone(offer, each)])
            for offer in self.offers
        ]
        return rest if any(sections for _offer, sections in rest) else []

    def _is_alone(self, offer: Compared, section: ComparedSection) -> bool:
        beside = offer.sections_by_key.get(section.key)
        return section.key not in self._shared or section is not beside

    @cached_property
    def told(self) -> set[str]:
        """What at least one of them says of itself, by the names of ``Compared``."""
        return {name for name in ABOUT if any(getattr(o, name) for o in self.offers)}


def compare(
    listings: QuerySet[OfferListing], asked: list[str], request: Any
) -> Comparison:
    """
    Read the offers that an address asks for, in the same queries for any of them.

    :param listings: what may be shown at all.
    :param asked: the keys of the offers, as somebody wrote them.
    """
    asked = list(filter(None, asked))
    read = list(map(read_key, asked[:MOST_ASKED]))
    times = Counter(key for key in read if key)
    found: dict[UUID, OfferListing] = {}
    if times:
        rows = listings.filter(key__in=times).select_related("source").defer("text")
        # Two sources may have the same offer: the one that was read first counts.
        found = {each.key: each for each in rows.order_by("-pk")}
    chosen = [found[key] for key in times if key in found]
    shown, others = chosen[:MOST], chosen[MOST:]
    return Comparison(
        tell_apart(read_listings(shown, request)),
        left_out=[each.name for each in others],
        missing=sum(key not in found for key in {*read}),
        has_more=len(asked) > MOST_ASKED,
        was_repeated=any(times[each.key] > 1 for each in shown),
    )


def read_key(text: str) -> UUID | None:
    """The key of an offer, or ``None`` for what is none."""
    with suppress(ValueError):
        return UUID(text)
    return None


def read_listings(listings: list[OfferListing], request: Any) -> list[Compared]:
    """Read what is compared of some offers, each body once."""
    keys = [each.page_id for each in listings if each.page_id]
    pages: dict[int, Any] = {}
    if keys:
        manager = apps.get_model(PAGE_MODEL)._default_manager
        pages = {page.pk: page for page in read_offers(manager.filter(pk__in=keys))}
    return [
        read_page(pages[each.page_id], each, request)
        if each.page_id
        else read_document(each)
        for each in listings
        # It may be that one has gone in between.
        if not each.page_id or each.page_id in pages
    ]


def tell_apart(offers: list[Compared]) -> list[Compared]:
    """Name the provider, the place or the source of those that are called the same."""
    names = Counter(each.listing.name.casefold() for each in offers)
    return [
        replace(offer, label=f"{offer.listing.name} ({more})")
        if names[offer.listing.name.casefold()] > 1 and (more := _find_more(offer))
        else offer
        for offer in offers
    ]


def _find_more(offer: Compared) -> str:
    return offer.provider or ", ".join(offer.address[-2:]) or str(offer.source or "")


def list_known_facts() -> dict[str, Fact]:
    """The facts of all kinds of offers of this project by their keys, in order."""
    found: dict[str, Fact] = {}
    for model in get_offer_models():
        for section in model.get_framework().sections:
            for fact in section.facts:
                found.setdefault(fact.key, fact)
    return found


def write_query(offers: Iterable[Compared]) -> str:
    """What names some offers in an address, or nothing for none."""
    query = urlencode([(ASKED, each.key) for each in offers])
    return f"?{query}" if query else ""
