"""What a council's own directory needs to know of an offer, in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from wagtail_localoffer.content import read
from wagtail_localoffer.offers.mixin import OfferMixin
from wagtail_localoffer.text.plain import one_line

#: What a council gets of each contact, in the order of its own form.
OF_A_CONTACT = ("name", "job_title", "area", "email", "telephone")


def build_entry(offer: OfferMixin) -> dict[str, Any]:
    """
    Write down the front sheet as the council's own form has it.

    It says what the public can read and no more: of a home the area. Its labels are in
    the active language.

    :returns: ``reference``, by which the council finds its entry, and ``rows``, each a
        label and a value.
    """
    # An address of several lines stands in one.
    rows = [
        [str(row.label), ", ".join(filter(None, map(one_line, row.value.splitlines())))]
        for row in offer.front_sheet_rows
    ]
    rows.append([_("Address of the local offer"), offer.full_url or ""])
    content = read(offer)
    heading = str(content.framework.contact.heading)
    for contact in content.contacts:
        said = filter(None, (one_line(contact.read(key)) for key in OF_A_CONTACT))
        if words := ", ".join(said):
            rows.append([heading, words])
    if keeper := one_line(offer.keeper):
        rows.append([_("Keeps this entry up to date"), keeper])
    return {"reference": one_line(offer.register_reference), "rows": rows}
