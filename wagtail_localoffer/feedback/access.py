"""Whether families can write about an offer, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse

from wagtail_localoffer.feedback.choices import WayIn
from wagtail_localoffer.feedback.site_settings import get_feedback_settings

if TYPE_CHECKING:
    from wagtail_localoffer.public.page_mixin import PublicFaces


@dataclass(frozen=True)
class Access:
    """Where families write: at most one of the two."""

    #: Where the form of this app is posted to.
    post_url: str = ""
    #: The address of a form of the setting's own.
    own_form_url: str = ""
    #: Who hears of it.
    mailbox: str = ""


def find_access(offer: PublicFaces) -> Access:
    """Say where families write about an offer; nowhere is an empty answer."""
    own = get_feedback_settings(offer.get_site())
    if own.way_in == WayIn.OWN_FORM:
        return Access(own_form_url=own.own_form_url)
    mailbox = own.mailbox or getattr(offer, "contact_email", "")
    if own.way_in == WayIn.NOWHERE or not mailbox or not offer.pk:
        return Access()
    try:
        post_url = reverse("localoffer_feedback", args=[offer.pk])
    except NoReverseMatch:
        # The project doesn't include the addresses that are no pages.
        return Access()
    return Access(post_url=post_url, mailbox=mailbox)
