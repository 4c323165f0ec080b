"""Who sends, and whether an installation may write to anybody at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_ipv4_address
from django.http.request import validate_host
from django.utils.translation import gettext as _

from wagtail_localoffer import conf
from wagtail_localoffer.mail.choices import SiteDelivery
from wagtail_localoffer.mail.site_settings import (
    CouncilNoticeSettings,
    OfferNoticeSettings,
)
from wagtail_localoffer.text.emails import is_email, is_sender
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


class FromSite(Protocol):
    """What a site sends: it keeps which one, and an address of it, should it go."""

    site: Any
    site_id: Any
    url: Any


def find_staging_reason_of(row: FromSite, *, is_diverted: bool) -> str:
    """
    Say why something must not leave this installation; an empty string if it may.

    :param is_diverted: whether it goes to an address of the project's own.
    """
    return find_staging_reason(
        find_hostname_of(row), get_site_settings(row.site_id), is_diverted=is_diverted
    )


def find_hostname_of(row: FromSite) -> str:
    """The hostname of a row's site, or of its address if the site is gone."""
    # What this installation is now counts, and not what it was when it told.
    return row.site.hostname if row.site else find_hostname(row.url)


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
