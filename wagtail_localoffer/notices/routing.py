"""Where a notice goes, or why it is held back."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from wagtail_localoffer.councils.choices import CouncilContact, CouncilDigest
from wagtail_localoffer.councils.models import Council
from wagtail_localoffer.mail.routing import (
    Sites,
    find_diversion,
    find_hostname_of,
    find_staging_reason,
    get_offer_settings,
    get_reply_to,
    get_sender,
    get_site_settings,
)
from wagtail_localoffer.mail.site_settings import CouncilNoticeSettings
from wagtail_localoffer.notices.models import CouncilNotice
from wagtail_localoffer.text.emails import is_email, join_emails
from wagtail_localoffer.text.plain import one_line


@dataclass(frozen=True)
class Route:
    """Where a notice goes, or why it is held back."""

    recipient: str
    sender: str
    reply_to: str
    copy_to: str = ""
    held_because: str = ""
    #: Whether the recipient is an address of the project's own.
    diverted: bool = False
    #: Whether it is held because of where this site runs, and not of its council.
    is_staging: bool = False
    #: Where an editor enters the news, for a council that takes no email.
    form_url: str = ""
    rhythm: CouncilDigest = CouncilDigest.AT_ONCE


def choose_route(
    council: Council,
    hostname: str,
    site_id: int | None,
    reply_to: str,
    sites: Sites | None = None,
    *,
    offer_id: int | None = None,
) -> Route:
    """
    Decide where a notice goes by the settings, the site and the council's record.

    :param hostname: the one under which the public reads the offer, or did.
    :param site_id: the site's primary key, if there is one.
    :param reply_to: the SENCO's address, for a site that has none of its own.
    :param sites: see :func:`get_site_settings`.
    :param offer_id: the offer's page, which may have a sender of its own.
    """
    site = get_site_settings(site_id, sites)
    own = get_offer_settings(offer_id, sites)
    divert_to = find_diversion(site)
    staging = find_staging_reason(hostname, site, is_diverted=bool(divert_to))
    is_self_service = council.contact_by == CouncilContact.SELF_SERVICE
    if divert_to:
        recipients = [divert_to]
    else:
        recipients = [] if is_self_service else council.recipients
    return Route(
        recipient=join_emails(recipients),
        sender=get_sender(site, own),
        reply_to=get_reply_to(site, own, reply_to),
        # A copy of the site writes to nobody but whom it is told to.
        copy_to=""
        if divert_to or is_self_service or not is_email(site.copy_to)
        else site.copy_to,
        held_because=staging or _find_obstacle(council, recipients, bool(divert_to)),
        diverted=bool(divert_to),
        is_staging=bool(staging),
        # Nobody should enter the news of a copy in the real council's form.
        form_url=""
        if staging or divert_to or not is_self_service
        else council.form_url,
        rhythm=_choose_rhythm(council, site),
    )


def choose_route_of(
    notice: CouncilNotice, council: Council, sites: Sites | None = None
) -> Route:
    """Decide where news goes that follows from a notice alone, not from its page."""
    return choose_route(
        council,
        find_hostname_of(notice),
        notice.site_id,
        notice.reply_to,
        sites,
        offer_id=notice.offer_id,
    )


def _choose_rhythm(council: Council, site: CouncilNoticeSettings) -> CouncilDigest:
    """Decide how often a council is told: what it has chosen comes before its sites."""
    by_site = CouncilDigest.DAILY if site.daily else CouncilDigest.AT_ONCE
    return CouncilDigest(council.digest or by_site)


def _find_obstacle(council: Council, recipients: list[str], is_diverted: bool) -> str:
    if not is_diverted and (obstacle := _find_obstacle_of(council)):
        return obstacle
    for address in recipients:
        if not is_email(address):
            return _("“%(address)s” is not an email address.") % {
                "address": one_line(address)
            }
    return ""


def _find_obstacle_of(council: Council) -> str:
    if council.is_abolished():
        return _(
            "%(council)s is no longer in office. Choose the council that has taken "
            "over in the offer, and publish it."
        ) % {"council": council.name}
    if council.contact_by == CouncilContact.SELF_SERVICE:
        return _(
            "%(council)s takes no email. Enter the news in its own form, and say here "
            "that it is done."
        ) % {"council": council.name}
    if not council.recipients:
        return _(
            "%(council)s has no email address for updates. Enter it in the council’s "
            "record."
        ) % {"council": council.name}
    return ""
