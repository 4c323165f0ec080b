"""Offers as a comparison has them: read from a page here, or from a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils import translation
from django.utils.dateparse import parse_date
from django.utils.html import format_html
from django.utils.translation import gettext

from wagtail_localoffer.clock import get_day
from wagtail_localoffer.content import Content, read
from wagtail_localoffer.content.fingerprint import EMPTY, read_visible
from wagtail_localoffer.content.parts import (
    Paragraph,
    Part,
    as_dict,
    as_list,
    read_text,
)
from wagtail_localoffer.directory.excerpts import Excerpt, take_excerpt
from wagtail_localoffer.frameworks import SENCO
from wagtail_localoffer.frameworks.choices import Answer
from wagtail_localoffer.frameworks.reserved import OWN_SECTION
from wagtail_localoffer.offers.listings.models import OfferListing
from wagtail_localoffer.offers.listings.rows import STRONGEST, list_place
from wagtail_localoffer.public.languages import find_language
from wagtail_localoffer.public.page_mixin import name_own_section
from wagtail_localoffer.text.emails import is_email, mailto_url
from wagtail_localoffer.text.language_marks import mark_language
from wagtail_localoffer.text.plain import one_line
from wagtail_localoffer.text.telephones import telephone_url

if TYPE_CHECKING:
    from wagtail_localoffer.frameworks import Text

#: A link of another site that is anything else may be a script.
WEB = ("http://", "https://")


@dataclass(frozen=True)
class Said:
    """What an offer says of a fact."""

    #: One of ``Answer``, or nothing for what is only said in words.
    code: str
    note: str

    @property
    def answer(self) -> Text:
        return Answer(self.code).label if self.code else ""


@dataclass(frozen=True)
class Person:
    """Whom an offer says to ask."""

    name: str
    #: What somebody does, or where.
    role: str
    telephone: str
    email: str

    @property
    def telephone_url(self) -> str:
        return telephone_url(self.telephone)

    @property
    def email_url(self) -> str:
        return mailto_url(self.email) if is_email(self.email) else ""


@dataclass(frozen=True)
class ComparedSection:
    """A section of an offer, and how it begins."""

    key: str
    heading: str
    url: str
    excerpt: Excerpt


@dataclass(frozen=True, kw_only=True)
class Compared:
    """
    An offer beside others, in its own language. What it doesn't say is empty.

    Who shows it marks what is in another language than the page.
    """

    listing: OfferListing
    #: What it is called here, where another may be called the same.
    name: str
    #: The code of its language.
    language: str
    #: Where families read it, or nothing if that is no address of the web.
    url: str
    #: Its lines.
    address: tuple[str, ...]
    contacts: tuple[Person, ...]
    reviewed: date | None
    facts: dict[str, Said]
    #: What it calls its facts.
    labels: dict[str, str]
    sections: tuple[ComparedSection, ...]

    @cached_property
    def label(self) -> str:
        """Its name beside each answer, for where columns would be too narrow."""
        return format_html(
            '<span class="localoffer-comparison__name"{} translate="no">{}</span>',
            self.mark,
            self.name,
        )

    @cached_property
    def number(self) -> str:
        """The number to ring: its own, or that of the first who has one."""
        numbers = [self.listing.telephone, *(each.telephone for each in self.contacts)]
        return next(filter(telephone_url, numbers), "")

    @property
    def number_url(self) -> str:
        return telephone_url(self.number)

    @cached_property
    def is_foreign(self) -> bool:
        """Whether it is in another language than the page."""
        return self.language != translation.get_language()

    @cached_property
    def mark(self) -> str:
        """The attributes of what is in its language, if that isn't the page's own."""
        return mark_language(self.language)

    @cached_property
    def sections_by_key(self) -> dict[str, ComparedSection]:
        """Those of a framework. A section of its own is like no other's."""
        found: dict[str, ComparedSection] = {}
        for each in self.sections:
            if each.key != OWN_SECTION:
                found.setdefault(each.key, each)
        return found


def read_page(page: Any, listing: OfferListing, name: str, request: Any) -> Compared:
    """Read an offer of this installation. It asks the database for nothing."""
    language = find_language(page, None)
    with translation.override(language):
        content = read(page)
        url = page.get_url(request) or ""
        # As others join what is below it.
        url = f"{url.rstrip('/')}/" if url else ""
        sections = content.framework.sections
        parts = content.parts_by_block
        # The role of a team is in its name.
        is_person = content.framework.contact.key == SENCO.key
        role = str(page.words.senco) if is_person else ""
        reviewed = page.reviewed_at
        return Compared(
            listing=listing,
            name=name,
            language=language,
            url=url,
            address=_split_lines(list_place(page)),
            contacts=tuple(
                Person(
                    name=_read_line(each.shown_name),
                    role=_read_line(each.read("job_title") or each.read("area"))
                    or role,
                    telephone=_read_line(each.read("telephone")),
                    email=_read_line(each.read("email")),
                )
                for each in content.contacts
            ),
            reviewed=get_day(reviewed) if reviewed else None,
            facts=_read_facts(
                (fact.key, parts[section.key].facts.get(fact.key))
                for section in sections
                if section.key in parts
                for fact in section.facts
            ),
            labels={f.key: str(f.label) for each in sections for f in each.facts},
            sections=tuple(_list_sections(content, url, page.has_section_pages)),
        )


def _list_sections(
    content: Content, url: str, has_pages: bool
) -> Iterator[ComparedSection]:
    """The sections in which something is written, as ``PublicFaces.sections``."""
    blocks = [each for each in content.blocks if isinstance(each.get("value"), dict)]
    written = [
        (block, part)
        for block, part in zip(blocks, content.parts, strict=True)
        if _has_content(block["value"], part)
    ]
    first = {block["type"]: part for block, part in reversed(written)}
    found = [
        (str(each.heading), each.anchor, first[each.key])
        for each in content.framework.sections
        if each.key in first
    ]
    own = [each.get("id") for each in content.blocks if each["type"] == OWN_SECTION]
    for block, part in written:
        if part.block == OWN_SECTION:
            key = block.get("id")
            anchor = name_own_section(key, own.index(key) + 1)
            found.append((part.heading or gettext("Further information"), anchor, part))
    for heading, anchor, part in found:
        path = f"{anchor}/#{anchor}" if has_pages else f"#{anchor}"
        excerpt = take_excerpt(_list_lines(part.paragraphs))
        if part.has_more:
            excerpt = replace(excerpt, is_all=False)
        yield ComparedSection(part.block, heading, f"{url}{path}", excerpt)


def _has_content(value: dict[str, Any], part: Part) -> bool:
    """Whether a section says something; a heading alone is none."""
    if part.has_words or part.answered_facts:
        return True
    return part.has_more and read_visible(value.get("more")) not in EMPTY


def read_document(listing: OfferListing, name: str) -> Compared:
    """Read an offer of another installation: text alone, whatever is in it."""
    document = as_dict(listing.document)
    sections = [as_dict(each) for each in as_list(document.get("sections"))]
    facts = [
        {**as_dict(fact), "key": _read_line(as_dict(fact).get("key"))}
        for section in sections
        for fact in as_list(section.get("facts"))
    ]
    url = _read_address(listing.url)
    return Compared(
        listing=listing,
        name=name,
        language=listing.language,
        url=url,
        address=tuple(listing.place_lines),
        contacts=tuple(
            Person(
                name=_read_line(each.get("name")),
                role=_read_line(each.get("role")) or _read_line(each.get("area")),
                telephone=_read_line(each.get("telephone")),
                email=_read_line(each.get("email")),
            )
            for each in map(as_dict, as_list(document.get("contacts")))
        ),
        reviewed=_read_day(document.get("reviewed")),
        facts=_read_facts((fact["key"], fact) for fact in facts),
        labels={
            fact["key"]: _read_line(fact.get("label")) or fact["key"]
            for fact in reversed(facts)
        },
        sections=tuple(
            ComparedSection(
                key=_read_line(each.get("key")),
                heading=heading,
                url=_read_address(each.get("url")) or url,
                excerpt=take_excerpt(_list_lines_of_document(each)),
            )
            for each in sections
            if (heading := _read_line(each.get("heading")))
        ),
    )


def _list_lines_of_document(section: dict[str, Any]) -> list[str]:
    html, text = section.get("html"), section.get("text")
    if isinstance(html, str) and (lines := _list_lines(read_text(html).paragraphs)):
        return lines
    return list(_split_lines(text if isinstance(text, str) else ""))


def _list_lines(paragraphs: Iterable[Paragraph]) -> list[str]:
    """The sentences and points of a text; of one without these, all that it has."""
    found = [each for each in paragraphs if each.text]
    own = [each.text for each in found if each.kind == "text"]
    return own or [each.text for each in found]


def _read_facts(answered: Iterable[tuple[str, Any]]) -> dict[str, Said]:
    """What is said of each fact; of one that stands in two sections, all of it."""
    found: dict[str, list[dict[str, Any]]] = {}
    for key, fact in answered:
        found.setdefault(key, []).append(as_dict(fact))
    merged = {}
    for key, facts in found.items():
        codes = {_read_line(each.get("answer")) for each in facts}
        notes = filter(None, (_read_line(each.get("note")) for each in facts))
        code = next((each.value for each in STRONGEST if each in codes), "")
        note = "; ".join(dict.fromkeys(notes))
        if code or note:
            merged[key] = Said(code, note)
    return merged


def _split_lines(text: str) -> tuple[str, ...]:
    return tuple(filter(None, map(one_line, text.splitlines())))


def _read_line(value: Any) -> str:
    return one_line(str(value)) if isinstance(value, str | int | float) else ""


def _read_address(value: Any) -> str:
    address = _read_line(value)
    return address if address.lower().startswith(WEB) else ""


def _read_day(value: Any) -> date | None:
    try:
        return parse_date(value) if isinstance(value, str) else None
    except ValueError:
        # It has the form of a day, and there is no such day.
        return None
