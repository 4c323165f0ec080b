"""Complete, saved offers; a test takes one and removes one thing."""

from __future__ import annotations

from itertools import count
from typing import Any

from wagtail.models import Page, Site

from wagtail_localoffer.frameworks.lancashire import LANCASHIRE
from wagtail_localoffer.models import Council, LocalOfferPage

_number = count(1)

SENCO = {
    "name": "Priya Nuttall",
    "job_title": "SENCO",
    "email": "senco@hawthornbank.example",
    "telephone": "01632 960014",
    "availability": "Monday to Thursday, 8:30am to 4pm",
}


def lancashire() -> Council:
    """The council that a migration ships; put back where a test emptied its table."""
    council, _created = Council.objects.get_or_create(
        name="Lancashire County Council",
        defaults={
            "local_offer_url": "https://www.lancashire.gov.uk/SEND",
            "update_email": "Lancashirelocaloffer@lancashire.gov.uk",
        },
    )
    return council


def complete_body(**changes: Any) -> list[dict[str, Any]]:
    """
    The raw data of a complete body.

    ``changes`` replace the values of blocks by their names; ``None`` takes a block out.
    """
    values: dict[str, Any] = {
        "senco_contact": SENCO,
        "council_link": lancashire().pk,
        **{
            section.key: {
                "text": f"<p>About {section.key}: we listen and we help.</p>",
                "more": [],
            }
            for section in LANCASHIRE.sections
            if section.required
        },
    }
    values.update(changes)
    return [
        {"type": name, "value": value}
        for name, value in values.items()
        if value is not None
    ]


def complete_offer(
    *, model: type[Any] = LocalOfferPage, parent: Page | None = None, **changes: Any
) -> Any:
    """
    Return a saved, valid, unpublished offer under the default site's root.

    ``changes`` are values for the fields of the page.
    """
    number = next(_number)
    values: dict[str, Any] = {
        "title": f"Our local offer {number}",
        "slug": f"our-local-offer-{number}",
        "live": False,
        "setting_name": "Hawthorn Bank Primary School",
        "setting_type": "primary",
        "identifier_scheme": "urn",
        "identifier": "123456",
        "minimum_age": 3,
        "maximum_age": 11,
        "address": "Mill Lane\nAlderbeck\nLancashire",
        "telephone": "01632 960010",
        "body": complete_body(),
    }
    values.update(changes)
    parent = parent or Site.objects.get(is_default_site=True).root_page
    offer = parent.add_child(instance=model(**values))
    offer.save_revision()
    return offer


def without(offer: Any, block_name: str) -> Any:
    """Save ``offer`` as a draft with the block of that name gone, and return it."""
    offer.body = [
        block for block in offer.body.get_prep_value() if block["type"] != block_name
    ]
    return save_draft(offer)


def save_draft(offer: Any) -> Any:
    """Save ``offer`` as the editor's "Save draft" does, and return it."""
    # The one in hand may be older than the last publication.
    offer.live = type(offer).objects.filter(pk=offer.pk, live=True).exists()
    if not offer.live:
        offer.save(clean=False)
    offer.save_revision(clean=False)
    return offer
