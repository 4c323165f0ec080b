"""Some offers, with all that is asked of each before something is done to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail import hooks

from wagtail_localoffer.mail.routing import read_sites
from wagtail_localoffer.notices.forecast import Forecast, foresee
from wagtail_localoffer.notices.history import OfferHistory, read_histories
from wagtail_localoffer.offers.queries import get_offer_models
from wagtail_localoffer.public.visibility import is_below, list_closed_paths

#: As many offers are looked at and named. Of more, only the number is said.
SHOWN = 10


def find_offers(
    pages: Iterable[Any], *, itself: bool = True, below: bool = True
) -> Any:
    """
    Find the offers among pages, below them, or both: a queryset for each kind of them.
    """
    condition, keys = Q(pk__in=[]), [page.pk for page in pages]
    if itself:
        condition |= Q(pk__in=keys)
    for page in pages if below else ():
        condition |= Q(path__startswith=page.path)
    if not itself:
        condition &= ~Q(pk__in=keys)
    return [
        model._default_manager.exact_type(model).filter(condition)
        for model in get_offer_models()
    ]


@dataclass(frozen=True)
class Consequence:
    """What follows for one offer, in sentences."""

    offer: Any
    sentences: list[str]
    #: What its councils are told, or would be.
    forecast: Forecast | None = None
    #: Where the email to its council can be read.
    url: str = ""


@dataclass(frozen=True)
class Consequences:
    """What follows for the offers at some pages and below them."""

    lines: list[Consequence] = field(default_factory=list)
    #: How many offers there are beside those.
    others: int = 0

    def __bool__(self) -> bool:
        return bool(self.lines)

    @property
    def is_one(self) -> bool:
        return len(self.lines) == 1 and not self.others


class Outlook:
    """Some offers, with all that is asked of each of them, in a few queries."""

    def __init__(self, found: Iterable[Any]) -> None:
        """
        Look at the first offers of some querysets.

        :param found: see :func:`find_offers`.
        """
        self.offers: list[Any] = []
        self.others = 0
        for offers in found:
            room = SHOWN - len(self.offers)
            shown = list(offers.defer("body").order_by("-live", "path")[:room])
            self.offers += shown
            is_all = len(shown) < room
            self.others += 0 if is_all else offers.count() - len(shown)

    @classmethod
    def of(cls, offers: list[Any]) -> Outlook:
        """Look at these offers alone, which are read already."""
        outlook = cls(())
        outlook.offers = offers[:SHOWN]
        outlook.others = len(offers[SHOWN:])
        return outlook

    @cached_property
    def sites(self) -> Any:
        return read_sites([each.pk for each in self.offers])

    @cached_property
    def histories(self) -> dict[int, OfferHistory]:
        return read_histories([each.pk for each in self.offers], self.sites)

    @cached_property
    def closed(self) -> set[str]:
        return list_closed_paths()

    def foresee(self, state: Any, offer: Any) -> Forecast:
        history = self.histories.get(offer.pk) or OfferHistory()
        return foresee(state, history, self.sites)

    def explain_unread(self, offer: Any) -> str:
        """Say why families can't read an offer now; empty if they can."""
        if not offer.live:
            return _(
                "It is not published: no council is told, and nothing changes for "
                "families."
            )
        if is_below(offer, self.closed):
            return _("It is private, so that nothing changes for families.")
        return ""

    def conclude(self, lines: Iterable[Consequence]) -> Consequences:
        return Consequences(list(lines), self.others)


def list_cascaded(pages: list[Any], action: str) -> list[Any]:
    """
    List the pages to which Wagtail does the same: translations, as far as it is set so.

    :param action: as Wagtail calls it, such as ``delete``.
    """
    found = {page.pk: page for page in pages}
    if getattr(settings, "WAGTAIL_I18N_ENABLED", False):
        for hook in hooks.get_hooks("construct_translated_pages_to_cascade_actions"):
            answer = hook(pages, action)
            for others in answer.values() if isinstance(answer, dict) else ():
                found.update({each.pk: each for each in others})
    return list(found.values())
