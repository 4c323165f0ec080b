"""Kinds of offers, and the gaps that each can have."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any
from uuid import uuid4

from tests.builders import (
    SENCO,
    TEAM,
    complete_health_service,
    complete_offer,
)
from wagtail_localoffer.frameworks import Framework
from wagtail_localoffer.models import HealthServicePage, LocalOfferPage

EMPTY = {"text": "", "more": []}


BLANK = {"text": "<p>&nbsp; \u200b</p><p><br/></p>", "more": []}


@dataclass(frozen=True)
class Gap:
    """What can be wrong with an offer, with words that its message has."""

    words: str
    body: dict[str, Any] = field(default_factory=dict)
    fields: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Kind:
    """A kind of offer, and how one of it is made."""

    model: Any
    complete: Callable[..., Any]
    #: One of the contacts that it can have.
    contact: dict[str, str]
    #: Words of what is said where there is no contact, and where one has no name.
    contact_missing: str
    name_missing: str
    #: Sections that must have a text.
    section: str
    other_section: str
    #: What every route is tried with, and what every guard is. All that decides of all
    #: gaps is ``find_obstacles``, which is tried with each.
    route_gap: str
    guard_gaps: tuple[str, ...]

    @cached_property
    def framework(self) -> Framework:
        framework: Framework = self.model.get_framework()
        return framework

    @cached_property
    def gaps(self) -> dict[str, Gap]:
        return dict(self._list_gaps())

    @cached_property
    def heading(self) -> str:
        """The heading of :attr:`section`."""
        sections = {each.key: each.heading for each in self.framework.sections}
        return str(sections[self.section])

    def contacts(self, *contacts: dict[str, str]) -> Any:
        """The value of their block. Where there is only one, it is the last."""
        if self.framework.contact.key == "senco_contact":
            return contacts[-1]
        # Wagtail takes it for an item only if it has an id.
        return [
            {"type": "item", "value": contact, "id": str(uuid4())}
            for contact in contacts
        ]

    def _list_gaps(self) -> Iterator[tuple[str, Gap]]:
        block = self.framework.contact.key
        nameless = {**self.contact, "name": " "}
        out_of_reach = {**self.contact, "email": "", "telephone": ""}
        yield "no contact", Gap(self.contact_missing, {block: None})
        for name, contact, words in (
            ("a contact without a name", nameless, self.name_missing),
            (
                "no way to reach the contact",
                out_of_reach,
                "telephone number or an email address",
            ),
        ):
            yield name, Gap(words, {block: self.contacts(self.contact, contact)})
        yield "no council block", Gap("council’s local offer", {"council_link": None})
        yield "no council", Gap("Choose the council", {"council_link": 987654})
        for section in self.framework.sections:
            heading, key = str(section.heading), section.key
            if section.required:
                yield f"no {key}", Gap(heading, {key: None})
            if section.required and section.facts_suffice:
                yield f"neither text nor facts in {key}", Gap(heading, {key: EMPTY})
        yield "an empty section", Gap(self.heading, {self.section: EMPTY})
        yield "a section of white space", Gap(self.heading, {self.section: BLANK})
        for detail in self.framework.front_sheet.details:
            if detail.required:
                null = self.model._meta.get_field(detail.key).null
                fields = {detail.key: None if null else ""}
                yield f"no {detail.key}", Gap(str(detail.missing), fields=fields)
            if detail.pattern:
                wrong = Gap(str(detail.invalid), fields={detail.key: "?"})
                yield f"a wrong {detail.key}", wrong
            if detail.fresh_days:
                fields = {detail.key: date.max}
                yield f"a future {detail.key}", Gap("in the future", fields=fields)
        # Nobody who is no year old is as old as the youngest.
        yield "ages reversed", Gap("below the youngest", fields={"maximum_age": 0})


SETTING = Kind(
    model=LocalOfferPage,
    complete=complete_offer,
    contact=SENCO,
    contact_missing="Add the SENCO contact",
    name_missing="Enter the SENCO’s name",
    section="health",
    other_section="teaching",
    route_gap="an empty section",
    # One of each sort.
    guard_gaps=("no contact", "no council block", "no address"),
)


HEALTH_SERVICE = Kind(
    model=HealthServicePage,
    complete=complete_health_service,
    contact=TEAM,
    contact_missing="Add a contact",
    name_missing="Enter the name of the team",
    section="decisions",
    other_section="what_we_do",
    # The routes and the guards are the same for every kind, so that its own are enough.
    route_gap="no commissioner_date",
    guard_gaps=(
        "neither text nor facts in needs",
        "a wrong ods_code",
        "a future waiting_time_date",
    ),
)
