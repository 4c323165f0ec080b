"""Where a notice goes, or why it is held back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_ipv4_address
from django.http.request import validate_host
from django.utils.translation import gettext as _

from wagtail_localoffer import conf
from wagtail_localoffer.councils.choices import CouncilContact
from wagtail_localoffer.councils.models import Council
from wagtail_localoffer.notices.choices import SiteDelivery
from wagtail_localoffer.notices.models import CouncilNotice
from wagtail_localoffer.notices.site_settings import (
    CouncilNoticeSettings,
    OfferNoticeSettings,
)
from wagtail_localoffer.text.emails import is_email, is_sender, join_emails
from wagtail_localoffer.text.plain import one_line

# RFC 2606 and RFC 6761 keep these for examples, tests and the machine itself.
LOCAL_DOMAINS = ("localhost", "test", "local", "example", "invalid", "internal", "lan")


#: What Django answers to with ``DEBUG`` and without ``ALLOWED_HOSTS``.
DEBUG_HOSTS = [".localhost", "127.0.0.1", "[::1]"]


@dataclass(frozen=True)
class Sites:
    """The settings of all sites, and those of some offers, by their keys."""

    by_site: Mapping[int | None, CouncilNoticeSettings] = field(default_factory=dict)
    by_offer: Mapping[int, OfferNoticeSettings] = field(default_factory=dict)


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
    daily: bool = False


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
        daily=site.daily,
    )


def find_diversion(site: CouncilNoticeSettings) -> str:
    """Where the emails of a site go instead of to councils; empty if they do not."""
    if site.delivery == SiteDelivery.DIVERT:
        return conf.get_settings().DIVERT_TO or site.divert_to
    return conf.get_settings().DIVERT_TO


def get_sender(
    site: CouncilNoticeSettings, offer: OfferNoticeSettings | None = None
) -> str:
    """Who sends the emails of a site, or those about one of its offers."""
    return (
        one_line(offer.from_email if offer else "")
        or one_line(site.from_email)
        or conf.get_settings().FROM_EMAIL
        or get_default_sender()
    )


def get_reply_to(
    site: CouncilNoticeSettings, offer: OfferNoticeSettings, contact: str
) -> str:
    """
    Where replies about an offer go; empty if there is nobody to answer them.

    :param contact: the SENCO's address, where no setting says anything else.
    """
    # Only settings may have a name beside the address.
    own = offer.reply_to or site.reply_to or conf.get_settings().REPLY_TO
    can_reply = is_sender(own) if own else is_email(contact)
    return (own or contact) if can_reply else ""


def get_default_sender() -> str:
    """Who sends emails where neither a site nor this app's settings say so."""
    return str(settings.DEFAULT_FROM_EMAIL)


def read_sites(offer_ids: Iterable[int]) -> Sites:
    """Read the settings of all sites and of some offers, in two queries."""
    own = OfferNoticeSettings.objects.filter(offer_id__in=list(offer_ids))
    return Sites(
        {each.site_id: each for each in CouncilNoticeSettings.objects.all()},
        {each.offer_id: each for each in own},
    )


def get_site_settings(
    site_id: int | None, sites: Sites | None = None
) -> CouncilNoticeSettings:
    """
    The settings of a site; those of none if it has none, or is gone.

    :param sites: those of all sites, where they are known already.
    """
    if sites is not None:
        own = sites.by_site.get(site_id)
    elif site_id is not None:
        own = CouncilNoticeSettings.objects.filter(site_id=site_id).first()
    else:
        own = None
    return own or CouncilNoticeSettings()


def get_offer_settings(
    offer_id: int | None, sites: Sites | None = None
) -> OfferNoticeSettings:
    """
    The settings of an offer; empty ones if it has none, or is gone.

    :param sites: see :func:`get_site_settings`.
    """
    own = None
    if sites is not None and offer_id is not None:
        own = sites.by_offer.get(offer_id)
    elif offer_id is not None:
        own = OfferNoticeSettings.objects.filter(offer_id=offer_id).first()
    return own or OfferNoticeSettings()


def choose_route_of(
    notice: CouncilNotice, council: Council, sites: Sites | None = None
) -> Route:
    """Decide where news goes that follows from a notice alone, not from its page."""
    return choose_route(
        council,
        _find_hostname_of(notice),
        notice.site_id,
        notice.reply_to,
        sites,
        offer_id=notice.offer_id,
    )


def find_staging_reason_of(notice: CouncilNotice, *, is_diverted: bool) -> str:
    """
    Say why a notice must not leave this installation; an empty string if it may.

    :param is_diverted: whether it goes to an address of the project's own.
    """
    return find_staging_reason(
        _find_hostname_of(notice),
        get_site_settings(notice.site_id),
        is_diverted=is_diverted,
    )


def _find_hostname_of(notice: CouncilNotice) -> str:
    # What this installation is now counts, and not what it was when it told.
    return notice.site.hostname if notice.site else find_hostname(notice.url)


def find_staging_reason(
    hostname: str, site: CouncilNoticeSettings, *, is_diverted: bool = False
) -> str:
    """
    Say why a site must not write to councils; an empty string if it may.

    :param hostname: the site's.
    :param site: its settings, which need not be saved.
    :param is_diverted: whether its emails go to an address of the project's own.
    """
    project = conf.get_settings()
    hostname = hostname.lower().rstrip(".")
    if not hostname:
        return _(
            "The site of this page has no hostname, so that a link to it can’t be "
            "sent. Enter it under Settings, Sites."
        )
    if project.HOLD:
        return _("The project’s setting HOLD keeps all notices back.")
    if site.delivery == SiteDelivery.HOLD or (
        site.delivery == SiteDelivery.DIVERT and not find_diversion(site)
    ):
        return _("This site holds its notices back. See Settings, Council notices.")
    if is_diverted or project.SEND_FROM_LOCAL_SITES:
        return ""
    if is_local(hostname):
        return _(
            "The site’s hostname, %(hostname)s, is a local one. A copy of a site must "
            "not write to councils. Enter the public one under Settings, Sites."
        ) % {"hostname": hostname}
    if not _is_served(hostname):
        return _(
            "This installation doesn’t answer for %(hostname)s, so that it seems to be "
            "a copy of the site. If it is not, add the hostname to ALLOWED_HOSTS."
        ) % {"hostname": hostname}
    return ""


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


def find_hostname(url: str) -> str:
    """The hostname of an address, or an empty string."""
    parts = urlsplit(url)
    # Wagtail writes a site's IPv6 address without the brackets that it needs.
    if parts.netloc.count(":") > 1 and "[" not in parts.netloc:
        return parts.netloc
    return (parts.hostname or "").rstrip(".")


def is_local(hostname: str) -> bool:
    """Whether a hostname is none of the public internet."""
    # Only an IPv6 address has a colon in it, and no public name is without a dot.
    if ":" in hostname or "." not in hostname:
        return True
    if hostname.rpartition(".")[2] in LOCAL_DOMAINS:
        return True
    try:
        validate_ipv4_address(hostname)
    except ValidationError:
        return False
    return True


def _is_served(hostname: str) -> bool:
    # A copy of the database has the hostname of the real site; its settings don't.
    allowed = settings.ALLOWED_HOSTS
    if settings.DEBUG:
        # The real site doesn't show its errors to everybody.
        allowed = [host for host in allowed if host != "*"] or DEBUG_HOSTS
    return validate_host(hostname, allowed)
