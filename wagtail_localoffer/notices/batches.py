"""Batches of offers: which of them may have news for a council, in few queries."""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.db import OperationalError, connections, router, transaction
from django.utils import translation
from wagtail.models import Locale

from wagtail_localoffer.content import Content, read
from wagtail_localoffer.councils.models import OfferCouncil
from wagtail_localoffer.mail.routing import Sites, read_sites
from wagtail_localoffer.notices.history import OfferHistory, read_histories
from wagtail_localoffer.notices.offer_state import (
    OfferState,
    build_state,
    read_stored_fingerprint,
)
from wagtail_localoffer.notices.plans import plan
from wagtail_localoffer.offers.mixin import OfferMixin
from wagtail_localoffer.offers.queries import get_offer_models, lock
from wagtail_localoffer.offers.visibility import is_behind, let_share_roots
from wagtail_localoffer.public.visibility import (
    find_public,
    is_below,
    list_closed_paths,
    list_homes,
)

#: What an offer's page says of its body, for those who don't read it.
NOTED = ["waived", "next_change_on"]


def list_unsettled(offer_ids: list[int], *, read_all: bool = False) -> list[int]:
    """
    List the offers that may have news, or can't be looked at without their neighbours.

    It makes the same queries for any number of offers, and reads few bodies: what is in
    one, the page says itself, see ``OfferMixin.waived``.

    :param offer_ids: offers that may be live, or gone.
    :param read_all: don't believe what pages say: read the body of each.
    """
    batch = _Batch(offer_ids)
    doubtful = [
        offer_id
        for offer_id in offer_ids
        if (read_all and offer_id in batch.states)
        or not batch.is_settled(offer_id, batch.states.get(offer_id))
    ]
    settled = _settle_by_reading(
        batch, [each for each in doubtful if each in batch.states]
    )
    return [offer_id for offer_id in doubtful if offer_id not in settled]


class _Batch:
    """What is true of some offers, and what their councils were told."""

    def __init__(self, offer_ids: list[int]) -> None:
        self.sites: Sites = read_sites(offer_ids)
        self.states: dict[int, OfferState] = {}
        #: Offers that somebody has to look at, whatever is wrong with them.
        self.broken: set[int] = set()
        # Before the history: what changes in between looks like news, at worst.
        self._read_states(_read_offers(offer_ids))
        self.histories: dict[int, OfferHistory] = read_histories(
            offer_ids, self.sites, with_entries=False
        )

    def _read_states(self, offers: list[OfferMixin]) -> None:
        closed, homes = list_closed_paths(), list_homes()
        others = OfferCouncil.objects.find_councils(offer.pk for offer in offers)
        originals = _list_originals(offers)
        for offer in offers:
            try:
                is_public = is_below(offer, homes) and not is_below(offer, closed)
                if not is_public:
                    continue
                if offer.council is None:
                    # Its body may know one: what was loaded from a dump has no columns
                    # for what only a save works out.
                    self.broken.add(offer.pk)
                else:
                    self.states[offer.pk] = build_state(
                        offer,
                        (offer.council, *others.get(offer.pk, ())),
                        read_stored_fingerprint(offer),
                        is_translation=offer.pk not in originals,
                    )
            except Exception:  # noqa: BLE001 - whoever looks at it alone reports it
                self.broken.add(offer.pk)

    def is_settled(self, offer_id: int, state: OfferState | None) -> bool:
        """Whether nothing has to be done, if that is what is true of an offer."""
        if offer_id in self.broken:
            return False
        try:
            # The reasons of notices that wait are compared too.
            with translation.override(settings.LANGUAGE_CODE):
                return not plan(state, self.histories[offer_id], self.sites)
        except Exception:  # noqa: BLE001 - whoever looks at it alone reports it
            return False


def _read_offers(offer_ids: list[int]) -> list[OfferMixin]:
    """Read the offers of which councils may hear, without their bodies."""
    offers = [
        offer
        for model in get_offer_models()
        for offer in model._default_manager.exact_type(model)
        .filter(pk__in=offer_ids, live=True, alias_of=None)
        .select_related("council")
        .defer("body")
    ]
    let_share_roots(offers)
    return offers


def _list_originals(offers: list[OfferMixin]) -> set[int]:
    """The offers that the council has in no language that comes first."""
    if not getattr(settings, "WAGTAIL_I18N_ENABLED", False):
        return {offer.pk for offer in offers}
    default = Locale.get_default()
    keys = {offer.translation_key for offer in offers}
    public: dict[Any, list[Any]] = defaultdict(list)
    for model in get_offer_models():
        same = model._default_manager.filter(translation_key__in=keys)
        for page in find_public(same).only("translation_key", "locale"):
            public[model, page.translation_key].append(page)
    return {
        offer.pk
        for offer in offers
        if not is_behind(offer, public[type(offer), offer.translation_key], default)
    }


def _settle_by_reading(batch: _Batch, offer_ids: list[int]) -> set[int]:
    """
    Read the bodies of doubtful offers, and note what those say that are settled.

    :returns: those of which there is nothing to tell.
    """
    settled: set[int] = set()
    for model in get_offer_models() if offer_ids else ():
        database = connections[router.db_for_write(model)]
        # A busy database may refuse to have it noted. It is read again then.
        with suppress(OperationalError), transaction.atomic(using=database.alias):
            # Nobody must write another body before its page says what was in this one.
            # Where the database can, whoever is doing so now is not waited for.
            manager = model._default_manager.using(database.alias)
            offers = lock(manager.exact_type(model), database.features)
            noted = []
            for offer in offers.filter(pk__in=offer_ids, live=True):
                if (content := _find_settled_content(batch, offer)) is None:
                    continue
                settled.add(offer.pk)
                before = [getattr(offer, name) for name in NOTED]
                # What is overtaken by the day is written down by
                # ``refresh_due_offers``, which has more to do.
                if not offer.is_overtaken:
                    offer.note_content(content)
                if [getattr(offer, name) for name in NOTED] != before:
                    noted.append(offer)
            manager.bulk_update(noted, NOTED)
    return settled


def _find_settled_content(batch: _Batch, offer: OfferMixin) -> Content | None:
    """Say what the public reads in an offer; ``None`` if it may be news."""
    try:
        content, known = read(offer), batch.states[offer.pk]
        keys = [council.pk for council in known.councils[1:]]
        if content.other_council_keys != keys and OfferCouncil.objects.keep(
            offer.pk, offer.other_councils
        ):
            # A program has written other ones past the page's own ``save``.
            return None
        state = replace(known, fingerprint=content.fingerprint, waived=offer.waived)
    except Exception:  # noqa: BLE001 - whoever looks at it alone reports it
        return None
    return content if batch.is_settled(offer.pk, state) else None
