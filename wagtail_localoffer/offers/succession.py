"""Take all offers of an abolished council to the one that follows it."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Revision

from wagtail_localoffer.compliance.rules import OfferIncomplete
from wagtail_localoffer.councils.models import Council
from wagtail_localoffer.offers.mixin import OfferMixin
from wagtail_localoffer.offers.queries import find_offers_using, replace_council

logger = logging.getLogger("wagtail_localoffer")


#: What Wagtail's history of a page shows for a change of its council.
MOVED = "wagtail_localoffer.move_to_successor"


class CannotMove(Exception):
    """The offers of a council can't be moved; the message says what to do first."""


@dataclass(frozen=True)
class Outcome:
    """What became of one offer."""

    offer: OfferMixin
    #: Why it was not moved, in words; empty if it was.
    problem: str = ""


def get_successor(council: Council) -> Council:
    """
    The council to which offers of ``council`` can be moved: one that is in office.

    :raises CannotMove: there is none, or offers that link to it couldn't be published.
    """
    if council.successor is None:
        raise CannotMove(
            _("%(council)s has no successor. Enter it in the council’s record.")
            % {"council": council}
        )
    successor = council.find_successor()
    if successor is None:
        raise CannotMove(
            _(
                "No council that follows %(council)s is in office. Correct the "
                "successor in its record, or in theirs."
            )
            % {"council": council}
        )
    if not successor.local_offer_url:
        raise CannotMove(
            _(
                "%(council)s has no address of its local offer. Enter it in the "
                "council’s record."
            )
            % {"council": successor}
        )
    return successor


def list_offers(council: Council) -> list[OfferMixin]:
    """
    List what has to be moved: each offer that says by itself that it is ``council``'s.

    An alias follows its original.
    """
    offers = {}
    for offer in find_offers_using(council):
        original = offer.alias_of.specific if offer.alias_of_id else offer
        offers[original.pk] = original
    return sorted(offers.values(), key=lambda offer: (offer.title, offer.pk))


def describe_hindrance(offer: OfferMixin, user: Any = None) -> str:
    """
    Say why ``offer`` must stay with its council for now; empty if it need not.

    :param user: who wants to move it. ``None`` is a program, which may move everything.
    """
    if user is not None:
        permissions = offer.permissions_for_user(user)
        if not permissions.can_publish():
            return _("You may not publish it.")
        if permissions.page_locked():
            return _("It is locked.")
    if offer.live and offer.workflow_in_progress:
        # Wagtail cancels the workflow of a page that is published.
        return _("Its draft is being moderated. Wait for the end of it.")
    return ""


def move_offers(council: Council, user: Any = None) -> list[Outcome]:
    """
    Link all offers of ``council`` to its successor: live ones, drafts, scheduled ones.

    A live offer is published again, with nothing but the council changed. Both councils
    are told of that as of any publication, except that one that is already abolished is
    told nothing. What is a draft stays one. Each offer is moved in a transaction of its
    own.

    :param user: who does it; kept in the history of each page. Offers that this user
        may not publish are left alone.
    :raises CannotMove: there is no successor in office, or it has no address.
    """
    successor = get_successor(council)
    return [
        Outcome(offer, _try_to_move(offer, council, successor, user))
        for offer in list_offers(council)
    ]


def _try_to_move(
    offer: OfferMixin, council: Council, successor: Council, user: Any
) -> str:
    if hindrance := describe_hindrance(offer, user):
        return hindrance
    try:
        _move(offer, council, successor, user)
    except OfferIncomplete as error:
        return " ".join(str(finding.message) for finding in error.findings)
    except Exception:
        logger.exception("The local offer on page %s was not moved.", offer.pk)
        return _("Something went wrong. The log of the website says what.")
    return ""


@transaction.atomic
def _move(offer: OfferMixin, council: Council, successor: Council, user: Any) -> None:
    # Read again, and kept from others: somebody may have published it since.
    offers = type(offer)._default_manager
    offer = offers.select_for_update().get(pk=offer.pk)
    drafts = _list_drafts(offer)
    published = False
    if replace_council(offer, council, successor):
        published = offer.live
        if published:
            offer.save_revision(user=user, clean=False).publish(user=user)
        else:
            offer.save(update_fields=["body"], clean=False)
            for alias in offers.filter(alias_of=offer):
                replace_council(alias, council, successor)
                alias.save(update_fields=["body"], clean=False)
    for draft in drafts:
        version = Revision.objects.get(pk=draft.pk).as_object()
        # Publishing made the live version the newest, and ended all schedules.
        if replace_council(version, council, successor) or published:
            version.save_revision(
                user=user, approved_go_live_at=draft.approved_go_live_at, clean=False
            )
            Revision.objects.filter(pk=draft.pk).update(approved_go_live_at=None)
    log(
        instance=offer,
        action=MOVED,
        user=user,
        data={"from": council.name, "to": successor.name},
    )


def _list_drafts(offer: OfferMixin) -> list[Revision]:
    """What may be published one day: what is scheduled, then the newest version."""
    drafts = list(
        offer.revisions.filter(approved_go_live_at__isnull=False).order_by("pk")
    )
    newest = offer.latest_revision
    if newest and (offer.has_unpublished_changes or not offer.live):
        drafts = [draft for draft in drafts if draft != newest] + [newest]
    return drafts
