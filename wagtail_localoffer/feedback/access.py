"""Whether families can write about an offer, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse

from wagtail_localoffer.feedback.choices import WayIn
from wagtail_localoffer.feedback.site_settings import get_feedback_settings
from wagtail_localoffer.public.visibility import is_below, list_closed_paths

if TYPE_CHECKING:
    from wagtail_localoffer.public.page_mixin import PublicFaces


@dataclass(frozen=True)
class Access:
    """Where families write: at most one of the two addresses."""

    #: Where the form of this app is posted to.
    post_url: str = ""
    #: The address of a form of the setting's own.
    own_form_url: str = ""
    #: Who hears of it, and of what came in before the form was switched off.
    mailbox: str = ""


def find_access(offer: PublicFaces) -> Access:
    """Say where families write about an offer; nowhere is an empty address."""
    own = get_feedback_settings(offer.get_site())
    mailbox = own.mailbox or getattr(offer, "contact_email", "")
    if own.way_in == WayIn.OWN_FORM:
        return Access(own_form_url=own.own_form_url, mailbox=mailbox)
    nowhere = Access(mailbox=mailbox)
    if own.way_in == WayIn.NOWHERE or not mailbox or not offer.pk:
        return nowhere
    if is_below(offer, list_closed_paths()):
        # What is not for everybody has other ways to be talked about.
        return nowhere
    try:
        # Of an alias, that of the page whose copy it is.
        key = offer.alias_of_id or offer.pk
        post_url = reverse("localoffer_feedback", args=[key])
    except NoReverseMatch:
        # The project doesn't include the addresses that are no pages.
        return nowhere
    return Access(post_url=post_url, mailbox=mailbox)
