"""Forecasts: what councils are told if something becomes true of an offer."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from wagtail_localoffer.mail.routing import Sites
from wagtail_localoffer.notices.choices import NoticeKind
from wagtail_localoffer.notices.composer import compose
from wagtail_localoffer.notices.history import CouncilHistory, OfferHistory
from wagtail_localoffer.notices.models import CouncilNotice
from wagtail_localoffer.notices.offer_state import OfferState, find_state_of
from wagtail_localoffer.notices.plans import plan
from wagtail_localoffer.notices.wording import foretell_consequence, tell_dropped
from wagtail_localoffer.offers.mixin import OfferMixin


@dataclass(frozen=True)
class Forecast:
    """What becomes of the notices of an offer. Nothing of it is saved."""

    #: What is sent then, or held back: new notices, and those that wait and stay.
    notices: list[CouncilNotice]
    #: Those that wait, and are never sent.
    dropped: list[CouncilNotice]

    @property
    def sentences(self) -> list[str]:
        """What each council is told, is not told, or is not told any more."""
        told = [foretell_consequence(notice) for notice in self.notices]
        return [*told, *(tell_dropped(notice) for notice in self.dropped)]


def foresee(
    state: OfferState | None, history: OfferHistory, sites: Sites | None = None
) -> Forecast:
    """
    Find what the planner would write if that were true of an offer, and keep nothing.

    It asks the plan itself, so that what is announced is what happens.

    :param state: what would be true, or ``None`` if the public couldn't read the offer.
    :param sites: see :func:`get_site_settings`.
    """
    with translation.override(settings.LANGUAGE_CODE):
        steps = plan(state, history, sites)
        written = [
            compose(step.announcement, step.route, number=0)
            for step in steps
            if step.announcement and step.route
        ]
    replaced = {notice.pk for step in steps for notice in step.dropped}
    kept = [
        notice
        for council in history.councils.values()
        for notice in council.waiting
        if notice.pk not in replaced
    ]
    told = {notice.council_id for notice in (*written, *kept)}
    # Of several that wait for a council, it is the newest that anybody thinks of.
    dropped = [
        step.dropped[0]
        for step in steps
        if step.dropped and step.dropped[0].council_id not in told
    ]
    return Forecast([*kept, *written], dropped)


def explain_quiet_withdrawal(history: OfferHistory) -> str:
    """Say why no council is told that an offer is gone."""
    for council in history.councils.values():
        for told in filter(None, council.beliefs):
            if told.kind != NoticeKind.WITHDRAWN:
                return _("%(council)s is told nothing: it is no longer in office.") % {
                    "council": told.council_name
                }
    return _("No council is told: none has been told of this offer.")


def suppose_told(history: OfferHistory, forecast: Forecast) -> OfferHistory:
    """What councils know as soon as a forecast has come true."""
    councils = dict(history.councils)
    for notice in forecast.notices:
        councils[notice.council_id] = CouncilHistory(
            newest=notice, sent=notice, told=notice
        )
    return OfferHistory(councils)


def find_state_if_published(draft: OfferMixin) -> OfferState | None:
    """
    Read what is true if a version of an offer goes live as it is.

    :param draft: the version. Its mark as a small correction counts.
    """
    state = find_state_of(draft)
    return state and replace(state, waived=draft.plan_waived()[0])
