"""What a council's own directory needs to know of an offer, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wagtail_localoffer.content import read
from wagtail_localoffer.content.contacts import StoredContact
from wagtail_localoffer.offers.mixin import OfferMixin
from wagtail_localoffer.offers.records.outpost import list_rows
from wagtail_localoffer.text.plain import join_lines, one_line

#: What a council gets of each contact beside the name, in the order of its own form.
OF_A_CONTACT = ("job_title", "area", "email", "telephone")

#: By what a council finds the entry of an offer that the public can't read any more.
OF_A_WITHDRAWAL = ("import_id", "name", "url")


def build_entry(offer: OfferMixin) -> dict[str, Any]:
    """
    Write down the front sheet as the council's own form has it.

    It says what the public can read and no more: of a home the area. Its labels are in
    the active language.

    :returns: ``reference``, by which the council finds its entry, ``rows``, each a
        label and a value, and ``record``, by the columns of Outpost that say something.
    """
    # An address of several lines stands in one.
    rows = [[str(row.label), join_lines(row.value)] for row in offer.front_sheet_rows]
    rows.append([_("Address of the local offer"), offer.full_url or ""])
    content = read(offer)
    heading = str(content.framework.contact.heading)
    for contact in content.contacts:
        said = filter(None, map(one_line, _list_words(contact)))
        if words := ", ".join(said):
            rows.append([heading, words])
    if keeper := one_line(offer.keeper):
        rows.append([_("Keeps this entry up to date"), keeper])
    record = {"import_id": str(offer.pk), **next(list_rows(offer))}
    return {
        "reference": one_line(offer.register_reference),
        "rows": rows,
        "record": {column: value for column, value in record.items() if value},
    }


def _list_words(contact: StoredContact) -> Iterator[str]:
    yield contact.shown_name
    yield from map(contact.read, OF_A_CONTACT)
    if until := contact.cover_until:
        yield _("covers until %(day)s") % {"day": date_format(until, "j F Y")}


def keep_reference(entry: dict[str, Any]) -> dict[str, Any]:
    """
    Keep of an entry what a council needs to take it out of its directory.

    What else it says may be private by now.
    """
    record = entry.get("record", {})
    kept = {name: record[name] for name in OF_A_WITHDRAWAL if name in record}
    return {
        "reference": entry.get("reference", ""),
        "rows": [],
        "record": kept,
    }
