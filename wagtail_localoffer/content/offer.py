"""Offers as they are stored, and their content: all that they say, read once."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, Protocol

from django.conf import settings

from wagtail_localoffer.clock import get_today
from wagtail_localoffer.content.contacts import (
    StoredContact,
    read_coming_contacts,
    read_contacts,
)
from wagtail_localoffer.content.fingerprint import hash_parts
from wagtail_localoffer.content.handover import (
    find_holder,
    find_last_change,
    find_next_change,
    list_faults,
)
from wagtail_localoffer.content.parts import (
    Part,
    as_dict,
    as_list,
    read_item,
    read_part,
)
from wagtail_localoffer.content.typed import tidy_body, tidy_value
from wagtail_localoffer.frameworks import SENCO, Detail, Framework
from wagtail_localoffer.frameworks.lookups import in_words, is_private
from wagtail_localoffer.frameworks.reserved import COUNCIL_LINK, OTHER_COUNCILS
from wagtail_localoffer.text.languages import may_be_english
from wagtail_localoffer.text.plain import one_line

#: What rules ask of each offer that has it, whatever its front sheet names.
ALWAYS_READ = (
    *("title", "setting_name", "setting_type", "run_by"),
    *("minimum_age", "minimum_age_unit", "maximum_age"),
)

#: Who keeps the council's entry up to date. The public doesn't read it.
KEEPER_FIELDS = ("keeper_name", "keeper_role", "keeper_telephone", "keeper_email")


class Offer(Protocol):
    """
    What is read of an offer: each page and each draft has it.

    The fields that its front sheet names are read too, where it has them.
    """

    title: str
    #: A ``StreamValue``. Only ``get_prep_value()`` is asked, which makes no query.
    #: NB: its ``raw_data`` doesn't show a block that was replaced or changed in place.
    body: Any

    @property
    def framework(self) -> Framework: ...


@dataclass(frozen=True)
class CouncilLink:
    """The link to the council's local offer as its block keeps it."""

    #: Where it stands in the body.
    place: int
    id: str | None
    #: The key of the council. What was imported may be anything.
    value: Any

    @property
    def key(self) -> int | None:
        return self.value if isinstance(self.value, int) else None


@dataclass(frozen=True, eq=False)
class Content:
    """
    What an offer says. Texts are parsed when somebody asks for them.

    Two of them are equal if the database would keep the same of both.
    """

    framework: Framework
    #: The fields that its front sheet names, and a few others, as they are stored.
    details: dict[str, Any]
    #: The blocks of its body as they are stored: ``type``, ``value`` and ``id``.
    blocks: list[dict[str, Any]]
    #: The key of its page, if it has one.
    pk: Any = None
    #: What is stored in its body and can't be read: the name of the block, or nothing
    #: if it is in none, and the beginning of what stands there.
    unread: tuple[tuple[str, str], ...] = ()
    #: What a person decided about what the law and families ask, as it is stored.
    answers: dict[str, Any] = field(default_factory=dict)
    #: The day on which somebody reads it: who is the SENCO depends on it.
    day: date = field(default_factory=get_today)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Content) and self._as_stored == other._as_stored

    def __hash__(self) -> int:
        return hash(self._as_stored)

    # Kept as text, so that it stays what it was even if somebody changes a block.
    @cached_property
    def _as_stored(self) -> tuple[Framework, str]:
        kept = [self.details, self.blocks, self.unread, self.answers]
        # Sorted, because databases store the keys of JSON in an order of their own.
        return self.framework, json.dumps(kept, default=str, sort_keys=True)

    @property
    def setting_type(self) -> str:
        return self.details["setting_type"] or ""

    @cached_property
    def shown_details(self) -> list[Detail]:
        """What the public reads on its front sheet: nothing that is private."""
        return [
            detail.instead
            if detail.instead
            and is_private(
                detail, self.details[detail.private_if or detail.key], self.setting_type
            )
            else detail
            for detail in self.framework.front_sheet.details
        ]

    def is_filled(self, field: str) -> bool:
        """Whether a field of the front sheet says something."""
        value = self.details[field]
        return value is not None and bool(one_line(str(value)))

    def is_asked(self, detail: Detail) -> bool:
        """Whether a detail matters: the date of what isn't said does not."""
        return not detail.needed_with or self.is_filled(detail.needed_with)

    def list_values(self, block: str) -> list[Any]:
        """The raw values of all blocks of a name."""
        return [each.get("value") for each in self.blocks if each["type"] == block]

    @cached_property
    def parts(self) -> list[Part]:
        """Every block that holds text, in its order."""
        return [
            read_part(each["type"], each["value"])
            for each in self.blocks
            if isinstance(each.get("value"), dict)
        ]

    @cached_property
    def parts_by_block(self) -> dict[str, Part]:
        """The same by their names; of a block that is there twice, the first."""
        return {part.block: part for part in reversed(self.parts)}

    @cached_property
    def may_be_english(self) -> bool:
        """Whether its words can be held against English ones."""
        return may_be_english(
            paragraph.text
            for part in self.parts
            for paragraph in part.paragraphs
            if paragraph.kind != "foreign"
        )

    @cached_property
    def contacts(self) -> list[StoredContact]:
        """Whom it says to ask; of a block that is there twice, the first counts."""
        block = self.framework.contact.key
        telephone = self.details.get("telephone") or ""
        return next(
            (
                read_contacts(block, value, self.day, telephone)
                for value in self.list_values(block)
            ),
            [],
        )

    @cached_property
    def coming_contacts(self) -> list[StoredContact]:
        """The same, and with them whoever is asked later."""
        block = self.framework.contact.key
        return next(
            (
                read_coming_contacts(block, value, self.day)
                for value in self.list_values(block)
            ),
            [],
        )

    def list_contact_faults(self) -> Iterator[tuple[str, str]]:
        """List what is wrong with who is the SENCO when: the field, and what it is."""
        for value in self.list_values(SENCO.key)[:1]:
            yield from list_faults(as_dict(value))

    @property
    def next_change_on(self) -> date | None:
        """The next day on which it reads differently, although nobody writes in it."""
        return min(self._list_change_days(find_next_change), default=None)

    @property
    def last_change_on(self) -> date | None:
        """The last day on which it did."""
        return max(self._list_change_days(find_last_change), default=None)

    def _list_change_days(self, find: Callable[..., date | None]) -> Iterator[date]:
        values = map(as_dict, self.list_values(SENCO.key))
        yield from filter(None, (find(value, self.day) for value in values))

    @cached_property
    def council_links(self) -> list[CouncilLink]:
        """Where it links to a council's local offer: once, if all is well."""
        return [
            CouncilLink(place, each.get("id"), each.get("value"))
            for place, each in enumerate(self.blocks)
            if each["type"] == COUNCIL_LINK
        ]

    @property
    def council_key(self) -> int | None:
        """The key of the council that counts, if there is one."""
        return self.council_links[0].key if self.council_links else None

    @cached_property
    def other_council_keys(self) -> list[int]:
        """The keys of the further councils that it names, each once."""
        keys = [
            key
            for value in self.list_values(OTHER_COUNCILS)
            for item in as_list(value)
            if isinstance(key := read_item(item), int) and key != self.council_key
        ]
        return list(dict.fromkeys(keys))

    @cached_property
    def fingerprint(self) -> dict[str, str]:
        """A hash of what a reader can see of each part, and of who keeps the entry."""
        # Without what was made of its blocks before, which may have been changed since.
        content = replace(self, day=self.day)
        return {**_take_fingerprint(content, self.day, settings.SECRET_KEY)}

    @cached_property
    def shown_blocks(self) -> list[dict[str, Any]]:
        """Its blocks as they are read on the day, with who is the SENCO by then."""
        return [
            {**each, "value": find_holder(each["value"], self.day)}
            if each["type"] == SENCO.key and isinstance(each.get("value"), dict)
            else each
            for each in self.blocks
        ]


# One version is saved and then told of, each by who reads it anew: see ``_as_stored``.
@lru_cache(maxsize=32)
def _take_fingerprint(content: Content, day: date, key: str) -> dict[str, str]:
    """
    Take the fingerprint of what is stored.

    :param day: that of the content, which makes no other content of it.
    :param key: with which names are sealed in it.
    """
    seen = [
        content.details[each.key] if content.is_asked(each) else None
        for each in content.shown_details
    ]
    keeper = [content.details[name] for name in KEEPER_FIELDS]
    # To which other councils it belongs is no news to any of them.
    blocks = [each for each in content.shown_blocks if each["type"] != OTHER_COUNCILS]
    return hash_parts([content.details["title"], *seen], blocks, keeper)


def read(offer: Offer | Content, framework: Framework | None = None) -> Content:
    """
    Read all that an offer says, without a query.

    :param offer: what was read already is returned as it is, so that whoever needs the
        content of an offer can be given either.
    :param framework: by default that of the offer.
    """
    if isinstance(offer, Content):
        return offer
    setting_type = getattr(offer, "setting_type", "") or ""
    framework = in_words(framework or offer.framework, setting_type)
    details = framework.front_sheet.details
    fields = {*ALWAYS_READ, *KEEPER_FIELDS}.union(*(each.fields for each in details))
    return Content(
        framework,
        {field: getattr(offer, field, None) for field in sorted(fields)},
        tidy_body([each for each in offer.body.get_prep_value() if _is_block(each)]),
        getattr(offer, "pk", None),
        # A page's body has it from what was stored; a draft's body is what was stored.
        tuple(getattr(getattr(offer.body, "stored", offer.body), "unread", ())),
        tidy_value(as_dict(getattr(offer, "answers", None))),
    )


def _is_block(stored: Any) -> bool:
    """Whether something in a body is a block at all; a program may store anything."""
    return isinstance(stored, dict) and isinstance(stored.get("type"), str)
