"""Proposals beside what an offer says already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wagtail_localoffer.clock import get_today
from wagtail_localoffer.content.people import list_traces
from wagtail_localoffer.frameworks.choices import AgeUnit
from wagtail_localoffer.importing.details.fields import is_same
from wagtail_localoffer.importing.details.offer_fields import (
    COMPANIONS,
    CONTACT_FIELDS,
    PAGE_FIELDS,
    get_contact_block,
    has_field,
    keeps_address,
    read_contact,
)
from wagtail_localoffer.importing.details.values import is_mobile

if TYPE_CHECKING:
    from wagtail_localoffer.frameworks import Text

#: What no field of an offer holds. A person is told what the document says.
SHOWN_FIELDS = {
    "website": _("website"),
    "reviewed_on": _("last review of the document"),
    "next_review_on": _("next review of the document"),
}

MOBILE = _("This is a mobile number. Give the number of your setting if there is one.")

ANOTHER_PERSON = _(
    "The document names another person. Find out who it is now before you change it."
)

NO_FIELD = _(
    "The offer has no field for it: give a link in the text if families need it."
)

OTHER_SITE = format_lazy("{} {}", _("It isn’t the site of this offer."), NO_FIELD)

#: A review is due each year.
LONG_AGO = timedelta(days=366)


@dataclass(frozen=True)
class Proposal:
    """A value of a document, beside what the offer says."""

    name: str
    #: What the field is called.
    label: Text
    #: What the offer says now, and what the document says, as people read it.
    now: str
    value: str
    #: What to look at before it is ticked; empty if there is nothing.
    note: Text = ""
    #: Whether the offer has a field for it.
    can_be_written: bool = True


def list_proposals(
    offer: Any,
    found: Mapping[str, str],
    others: Mapping[str, Sequence[str]] | None = None,
) -> list[Proposal]:
    """
    List what a document proposes and the offer doesn't say already.

    :param found: the value of each field that counts, as ``propose_fields`` gives it.
    :param others: all that the document says, as ``find_fields`` gives it. A note names
        what contradicts the first value.
    """
    proposals = [
        *_list_page(offer, found),
        *_list_shown(offer, found),
        *_list_contact(offer, found),
    ]
    several = others or {}
    return [_note_others(each, several.get(each.name, ())) for each in proposals]


# What is proposed


def _list_page(offer: Any, found: Mapping[str, str]) -> Iterator[Proposal]:
    for name in PAGE_FIELDS:
        if name not in found or not has_field(offer, name):
            continue
        now, value = _show_now(offer, name), _show(offer, name, found)
        if is_same(now, value):
            continue
        is_private = name == "address" and not keeps_address(offer)
        note: Text = ""
        if is_private:
            note = _("The offer gives the area only, so the address is not kept.")
        elif name == "telephone" and is_mobile(value):
            note = MOBILE
        label = offer._meta.get_field(name).verbose_name
        yield Proposal(name, label, now, value, note, can_be_written=not is_private)


def _list_shown(offer: Any, found: Mapping[str, str]) -> Iterator[Proposal]:
    if website := found.get("website"):
        host = _read_host(_get_own_address(offer))
        if host != _read_host(website):
            yield Proposal(
                name="website",
                label=SHOWN_FIELDS["website"],
                now=host,
                value=website,
                note=OTHER_SITE if host else NO_FIELD,
                can_be_written=False,
            )
    for name in ("reviewed_on", "next_review_on"):
        day = _read_day(found.get(name, ""))
        if day:
            yield Proposal(
                name=name,
                label=SHOWN_FIELDS[name],
                now="",
                value=date_format(day),
                note=_note_review(name, day),
                can_be_written=False,
            )


def _note_review(name: str, day: date) -> Text:
    today = get_today()
    if name == "next_review_on":
        if day < today:
            return _("The review that the document promised is overdue.")
        return _("The site works out by itself when the next review is due.")
    if today - day > LONG_AGO:
        return _("It is long ago: check that all of it is still true.")
    return _("The date is not written: say that it is still correct once it is live.")


def _list_contact(offer: Any, found: Mapping[str, str]) -> Iterator[Proposal]:
    block = get_contact_block(offer)
    contact = read_contact(offer)
    heading = offer.framework.contact.heading
    for name, key in CONTACT_FIELDS.items():
        value, now = found.get(name, ""), str(contact.get(key) or "")
        if not value or is_same(now, value):
            continue
        note: Text = ""
        if key == "name" and now and not list_traces(now) & list_traces(value):
            note = ANOTHER_PERSON
        elif key == "telephone" and is_mobile(value):
            note = MOBILE
        label = format_lazy("{}: {}", heading, block.child_blocks[key].label)
        yield Proposal(name, label, now, value, note)


def _note_others(proposal: Proposal, several: Sequence[str]) -> Proposal:
    """Say what else the document says, if that isn't the same."""
    others = [each for each in several[1:] if not is_same(each, several[0])]
    if not others:
        return proposal
    note = format_lazy(
        _("The document says something else too: {others}."), others=", ".join(others)
    )
    if proposal.note:
        note = format_lazy("{} {}", proposal.note, note)
    return replace(proposal, note=note)


# What an offer says


def _show_now(offer: Any, name: str) -> str:
    value = getattr(offer, name)
    if value is None or value == "":
        return ""
    companion = COMPANIONS.get(name)
    beside = getattr(offer, companion, "") if companion else ""
    return _write_out(offer, name, str(value), str(beside))


def _show(offer: Any, name: str, found: Mapping[str, str]) -> str:
    return _write_out(offer, name, found[name], found.get(COMPANIONS.get(name, ""), ""))


def _write_out(offer: Any, name: str, value: str, beside: str) -> str:
    """A value as people read it."""
    if name == "setting_type":
        choices = dict(offer._meta.get_field(name).choices)
        return str(choices.get(value, value))
    if name == "minimum_age" and beside == AgeUnit.MONTHS:
        return gettext("%(number)s months") % {"number": value}
    if name == "identifier" and beside:
        schemes = dict(offer._meta.get_field(COMPANIONS[name]).choices)
        return f"{value}, {schemes.get(beside, beside)}"
    return value


def _get_own_address(offer: Any) -> str:
    """The address of an offer; empty for one that has no place yet."""
    return (offer.full_url or "") if offer.pk and offer.path else ""


def _read_host(address: str) -> str:
    address = address if "//" in address else f"//{address}"
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _read_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
