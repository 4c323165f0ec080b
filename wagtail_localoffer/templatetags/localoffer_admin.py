"""What the templates of the editor need beside Django's and Wagtail's tags."""

from __future__ import annotations

from typing import Any

from django import template

from wagtail_localoffer.admin.comments import count_waiting, find_comments_url
from wagtail_localoffer.admin.imports import list_waiting, list_waiting_with
from wagtail_localoffer.admin.manual import find_manual_url
from wagtail_localoffer.admin.offer_notices import describe_council_news
from wagtail_localoffer.offers.mixin import OfferMixin
from wagtail_localoffer.reporting.wording import describe_waiting

register = template.Library()


@register.inclusion_tag("wagtail_localoffer/admin/council_news.html")
def council_news(offer: OfferMixin, user: Any) -> dict[str, Any]:
    """Say what the councils of an offer know, and what they would be told."""
    return describe_council_news(offer, user)


@register.inclusion_tag("wagtail_localoffer/admin/documents_waiting.html")
def documents_waiting(user: Any, offer: OfferMixin | None = None) -> dict[str, Any]:
    """Link to the documents that wait to be placed: of one offer, or all of a user."""
    return {"documents": list_waiting_with(offer) if offer else list_waiting(user)}


@register.inclusion_tag("wagtail_localoffer/admin/comments_waiting.html")
def comments_waiting(user: Any) -> dict[str, Any]:
    """Link to the messages of families that wait for an answer."""
    number = count_waiting(user)
    return {
        "number": number,
        "text": describe_waiting(number),
        "url": find_comments_url(waiting=True),
    }


@register.simple_tag
def manual_url(
    anchor: str = "",
    code: str = "",
    part: str | None = None,
    offer: OfferMixin | None = None,
) -> str:
    """
    Link to a paragraph of the manual: by its id, a finding's code or a part's name.

    ``{% manual_url "tables" %}``, ``{% manual_url code=finding.code %}``,
    ``{% manual_url part=line.key offer=offer %}``
    """
    return find_manual_url(anchor, code=code, part=part, offer=offer)
