"""The plan for the notices of one offer: which to write, to drop, to put back."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wagtail_localoffer.content.fingerprint import list_changed_parts
from wagtail_localoffer.mail.choices import MailStatus
from wagtail_localoffer.mail.routing import Sites
from wagtail_localoffer.notices.changes import (
    Announcement,
    list_announcements,
    list_places,
    repeats,
)
from wagtail_localoffer.notices.composer import choose_route_for, find_previous_url
from wagtail_localoffer.notices.history import CouncilHistory, OfferHistory
from wagtail_localoffer.notices.models import CouncilNotice
from wagtail_localoffer.notices.offer_state import OfferState
from wagtail_localoffer.notices.routing import Route, choose_route_of

NEWER_NEWS = gettext_lazy("Newer news of this offer took its place before it was sent.")

NEW_ROUTE = gettext_lazy(
    "It was written anew, because it goes another way or is held for another reason."
)


@dataclass(frozen=True)
class Step:
    """What has to happen to the notices of an offer for one council."""

    #: Those that newer ones replace, and why.
    dropped: list[CouncilNotice] = field(default_factory=list)
    reason: str = ""
    #: One that takes their place as it is.
    kept: CouncilNotice | None = None
    #: What the council is due to be told, and where.
    announcement: Announcement | None = None
    route: Route | None = None

    @property
    def is_needed(self) -> bool:
        """Whether there is anything to do."""
        is_abandoned = self.kept is not None and self.kept.is_abandoned
        return bool(self.dropped or is_abandoned or self.route)


def plan(
    state: OfferState | None, history: OfferHistory, sites: Sites | None = None
) -> list[Step]:
    """
    Compare what is true of an offer with what its councils were last told.

    It reads nothing from the database, if the settings of sites are given.

    :param state: what is true, or ``None`` if the public can't read the offer.
    :param sites: see :func:`get_site_settings`.
    :returns: nothing where all is told and nothing has to be done about what waits.
    """
    announcements = {
        announcement.council.pk: announcement
        for announcement in list_announcements(state, history)
    }
    settled = [
        _plan_end(council, sites)
        for council_id, council in history.councils.items()
        if council_id not in announcements
    ]
    due = [
        _plan_announcement(announcement, history.councils.get(council_id), sites)
        for council_id, announcement in announcements.items()
    ]
    return [step for step in (*settled, *due) if step.is_needed]


def _plan_end(history: CouncilHistory, sites: Sites | None) -> Step:
    """Do away with what waits for a council that is due nothing."""
    waiting = history.waiting
    is_repeated = all(repeats(each, history.told) for each in waiting)
    if waiting and is_repeated and not _is_stuck(waiting[0], sites):
        # The council has it, and somebody wanted it to be sent again.
        return _plan_to_keep(waiting)
    reason = _("It was no longer true by the time when it would have been sent.")
    if waiting and waiting[0].council_id is None:
        reason = _("The council’s record was deleted before this was sent.")
    return Step(waiting, reason)


def _is_stuck(notice: CouncilNotice, sites: Sites | None) -> bool:
    """Whether it must not be sent, such as from a copy of the site."""
    council = notice.council
    return council is None or choose_route_of(notice, council, sites).is_staging


def _plan_announcement(
    announcement: Announcement, history: CouncilHistory | None, sites: Sites | None
) -> Step:
    route = choose_route_for(announcement, sites)
    waiting = history.waiting if history else []
    if waiting and _says_the_same(waiting[0], announcement, route):
        return _plan_to_keep(waiting, announcement)
    is_news = not waiting or not _has_the_words_of(waiting[0], announcement)
    return Step(
        waiting, str(NEWER_NEWS if is_news else NEW_ROUTE), None, announcement, route
    )


def _plan_to_keep(
    waiting: list[CouncilNotice], announcement: Announcement | None = None
) -> Step:
    """Let the newest of those that wait be sent as it is."""
    newest, *older = waiting
    return Step(older, str(NEWER_NEWS), newest, announcement)


def _has_the_words_of(notice: CouncilNotice, announcement: Announcement) -> bool:
    state = announcement.state
    return (
        notice.kind == announcement.kind
        and list_places(notice.changes) == list_places(announcement.parts)
        and notice.previous_url == find_previous_url(announcement)
        and (
            state is None
            or notice.url == state.url
            # Whose name it is, its part says too: the seal may be of another key.
            and not list_changed_parts(notice.digest, state.fingerprint)
        )
    )


def _says_the_same(
    notice: CouncilNotice, announcement: Announcement, route: Route
) -> bool:
    return (
        _has_the_words_of(notice, announcement)
        and (notice.recipient, notice.copy_to) == (route.recipient, route.copy_to)
        and (notice.form_url, notice.rhythm) == (route.form_url, route.rhythm)
        # Its sender may be what it has failed for.
        and (notice.status != MailStatus.FAILED or notice.sender == route.sender)
        and (
            notice.reason == route.held_because
            if notice.status == MailStatus.HELD
            else not route.held_because
        )
    )
