"""The words about what was measured of an offer: its state, and what it needs."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wagtail_localoffer.clock import get_today
from wagtail_localoffer.reporting.queries import SOON, ListedOffer


def is_measured(offer: ListedOffer) -> bool:
    """Whether all that lists show is known of it."""
    return offer.completeness is not None and offer.obstacles is not None


def describe_state(offer: ListedOffer, needs: list[str]) -> str:
    """
    Say how far an offer is, in the words that its parts have too.

    :param needs: why it needs attention.
    """
    if not is_measured(offer):
        return _("Not checked yet")
    if not needs:
        return _("Ready")
    if offer.live or offer.first_published_at is not None:
        return _("Needs attention")
    return _("Started") if offer.sections_done else _("Not started")


def describe_needs(offer: ListedOffer) -> list[str]:
    """Say why an offer needs attention."""
    needs = []
    missing = offer.missing_musts or 0
    if missing and offer.obstacles is None:
        # An earlier version of this package has counted both together.
        needs.append(_("Not checked yet"))
    elif missing:
        words = {"obstacles": offer.obstacles, "law": missing - (offer.obstacles or 0)}
        if words["obstacles"]:
            needs.append(_("Needed to publish: %(obstacles)s") % words)
        if words["law"]:
            needs.append(_("The law asks: %(law)s") % words)
    today = get_today()
    if offer.review_due and offer.review_due <= today + SOON:
        text = _("Review due on %(day)s")
        if offer.review_due < today:
            text = _("Review overdue since %(day)s")
        needs.append(text % {"day": date_format(offer.review_due, "DATE_FORMAT")})
    if offer.waiting_comments:
        needs.append(describe_waiting(offer.waiting_comments))
    return needs


def describe_waiting(number: int) -> str:
    """Say how many messages wait for an answer."""
    return ngettext(
        "%(number)s message from families waits for an answer",
        "%(number)s messages from families wait for an answer",
        number,
    ) % {"number": number}
