"""Comparing: up to four offers side by side, by their facts and by their sections."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from wagtail_localoffer.compat import PAGE_MODEL
from wagtail_localoffer.directory.choice import Choice
from wagtail_localoffer.directory.compared import (
    Compared,
    ComparedSection,
    read_document,
    read_page,
)
from wagtail_localoffer.frameworks.choices import FactGroup
from wagtail_localoffer.offers.queries import get_offer_models
from wagtail_localoffer.offers.visibility import read_offers

if TYPE_CHECKING:
    from wagtail_localoffer.frameworks import Fact, Text

#: What an offer may say of itself, or not; and its listing.
ABOUT = ("address", "contacts", "reviewed")
LISTED = ("age_range", "telephone", "council_name", "source")


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
    """What some offers say, question by question."""

    choice: Choice
    offers: list[Compared]

    @cached_property
    def columns(self) -> list[tuple[Compared, str]]:
        """Each offer, with what names the others in an address, if there are any."""
        listings = [each.listing for each in self.offers]
        others = [[each for each in listings if each is not one] for one in listings]
        return [
            (offer, self.choice.write_query(rest) if rest else "")
            for offer, rest in zip(self.offers, others, strict=True)
        ]

    @cached_property
    def _rows(self) -> dict[str, Row]:
        """The facts of which at least one of them says something, by their keys."""
        known = list_known_facts()
        labels: dict[str, tuple[Text, Compared | None]] = {
            key: (fact.label, None) for key, fact in known.items()
        }
        for offer in self.offers:
            for key, name in offer.labels.items():
                labels.setdefault(key, (name, offer))
        rows = {
            key: Row(label, by, [(each, each.facts.get(key)) for each in self.offers])
            for key, (label, by) in labels.items()
        }
        return {
            key: row
            for key, row in rows.items()
            if any(said for _offer, said in row.cells)
        }

    @cached_property
    def asked(self) -> dict[str, Row]:
        """The facts for which the list was asked, which come first."""
        keys = {value for name, value in self.choice.search if name in FactGroup.values}
        return {key: row for key, row in self._rows.items() if key in keys}

    @cached_property
    def groups(self) -> list[Group]:
        """All other facts."""
        known = list_known_facts()
        rows: dict[str, list[Row]] = {}
        for key, row in self._rows.items():
            if key not in self.asked:
                group = known[key].group if key in known else None
                rows.setdefault(group.value if group else "other", []).append(row)
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
            if any(row.cells[place][1] is None for row in self._rows.values())
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
        """What at least one of them says of itself, by the names of attributes."""
        told = {name for name in ABOUT if any(getattr(o, name) for o in self.offers)}
        listings = [each.listing for each in self.offers]
        told |= {
            name for name in LISTED if any(getattr(each, name) for each in listings)
        }
        if len({each.council_name for each in listings}) == 1 < len(listings):
            # A council's own directory would say it of all of them.
            told.discard("council_name")
        return told


def compare(choice: Choice, request: Any) -> Comparison:
    """Read the offers of a choice: each body once, in the same queries for any."""
    keys = [each.page_id for each in choice.listings if each.page_id]
    pages: dict[int, Any] = {}
    if keys:
        manager = apps.get_model(PAGE_MODEL)._default_manager
        found = read_offers(manager.filter(pk__in=keys), with_languages=False)
        pages = {page.pk: page for page in found}
    return Comparison(
        choice,
        [
            read_page(pages[listing.page_id], listing, name, request)
            if listing.page_id
            else read_document(listing, name)
            for listing, name in zip(choice.listings, choice.names, strict=True)
            # It may be that one has gone in between.
            if not listing.page_id or listing.page_id in pages
        ],
    )


def list_known_facts() -> dict[str, Fact]:
    """The facts of all kinds of offers of this project by their keys, in order."""
    found: dict[str, Fact] = {}
    for model in get_offer_models():
        for section in model.get_framework().sections:
            for fact in section.facts:
                found.setdefault(fact.key, fact)
    return found
