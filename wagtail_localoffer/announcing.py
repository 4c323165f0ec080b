"""
Compare what is true of an offer with what its council was last told.

Signals only say "look at this offer now". What has to be told follows from the two
states alone, so that a crash, a missed signal or a signal too many changes nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.utils import make_msgid, parseaddr
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_ipv4_address
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.models import Locale

from wagtail_localoffer import conf
from wagtail_localoffer.choices import NoticeKind, NoticeStatus
from wagtail_localoffer.compat import PAGE_MODEL
from wagtail_localoffer.digest import FRONT_SHEET, digest_offer
from wagtail_localoffer.emails import write_words
from wagtail_localoffer.guidance import get_framework
from wagtail_localoffer.models import (
    Council,
    CouncilNotice,
    LocalOfferMixin,
    get_offer_models,
)
from wagtail_localoffer.text import is_email, join_address, one_line

logger = logging.getLogger("wagtail_localoffer")

# RFC 2606 and RFC 6761 keep these for examples, tests and the machine itself.
LOCAL_DOMAINS = ("localhost", "test", "local", "example", "invalid", "internal", "lan")

# The newest notices of an offer that are looked at. More than a few never wait.
RECENT = 20

# Tries to write a notice while other processes write ones for the same offer.
RACES = 5


@dataclass(frozen=True)
class Standing:
    """What is true of an offer that the public can read now."""

    offer_id: int
    page_title: str
    setting_name: str
    url: str
    digest: dict[str, str]
    council: Council
    senco_email: str
    #: Whether each section has a page of its own.
    has_section_pages: bool = False


@dataclass(frozen=True)
class Route:
    """Where a notice goes, or why it is held back."""

    recipient: str
    sender: str
    reply_to: str
    held_because: str


class _LostRace(Exception):
    """Another process changed the notices of this offer in the meantime."""


def announce_all() -> Iterator[CouncilNotice]:
    """
    Look at every offer, so that whatever a signal missed is told.

    :returns: the notices that it wrote. An offer that can't be looked at is logged and
        passed over.
    """
    ids = {
        offer_id
        for model in get_offer_models()
        for offer_id in model._default_manager.filter(live=True).values_list(
            "pk", flat=True
        )
    }
    ids.update(CouncilNotice.objects.untold().values_list("offer_id", flat=True))
    for offer_id in sorted(ids):
        try:
            notice = announce(offer_id)
        except Exception:
            logger.exception("The local offer on page %s was not looked at.", offer_id)
        else:
            if notice is not None:
                yield notice


def announce(offer_id: int) -> CouncilNotice | None:
    """
    Write the notice that the council of an offer is due, if there is one.

    :param offer_id: the primary key of the offer's page, which may be gone.
    :returns: the notice, or ``None`` where there is nothing new to tell.
    """
    notices = CouncilNotice.objects.filter(offer_id=offer_id)
    lost: Exception | None = None
    for _race in range(RACES):
        # Read first: what is written from here on was decided by a newer look than
        # ours, and takes the number that ours would have.
        last = notices.aggregate(last=Max("number"))["last"] or 0
        standing = look_at(offer_id)
        try:
            # The council reads the project's language, not that of the editor's admin.
            with translation.override(settings.LANGUAGE_CODE), transaction.atomic():
                return _write_notice(offer_id, standing, last)
        except (_LostRace, IntegrityError) as error:
            lost = error
    logger.warning(
        "The notice of page %s could not be written; send_council_notices will look at "
        "it again.",
        offer_id,
        exc_info=lost,
    )
    return None


def look_at(offer_id: int) -> Standing | None:
    """Read what is true of an offer; ``None`` if the public can't read it there."""
    page = apps.get_model(PAGE_MODEL)._default_manager.filter(pk=offer_id).first()
    offer = page.specific if page else None
    if (
        not isinstance(offer, LocalOfferMixin)
        or not offer.live
        # An alias or a translation is the same offer a second time; the council has the
        # first.
        or offer.alias_of_id is not None
        or _is_translation(offer)
        or (council_link := offer.council_link) is None
        or (council := council_link.value) is None
        or (url := offer.full_url) is None
        or offer.get_view_restrictions().exists()
    ):
        return None
    contact = offer.senco_contact
    return Standing(
        offer_id=offer.pk,
        page_title=one_line(offer.title),
        setting_name=one_line(offer.setting_name),
        url=url,
        digest=digest_offer(offer),
        council=council,
        senco_email=str(contact.value.get("email") or "").strip() if contact else "",
        has_section_pages=offer.has_section_pages,
    )


def _is_translation(offer: LocalOfferMixin) -> bool:
    """Whether the public can read the same offer in a language that comes before it."""
    if not getattr(settings, "WAGTAIL_I18N_ENABLED", False):
        return False
    others = list(offer.get_translations().live().filter(alias_of=None))
    if not others:
        return False
    default = Locale.get_default().pk
    return any(
        (page.locale_id != default, page.pk) < (offer.locale_id != default, offer.pk)
        and page.full_url
        and not page.get_view_restrictions().exists()
        for page in others
    )


def _write_notice(
    offer_id: int, standing: Standing | None, last: int
) -> CouncilNotice | None:
    # One query: a notice that changes between two could be in neither of them.
    notices = list(
        CouncilNotice.objects.filter(offer_id=offer_id)
        .exclude(status=NoticeStatus.REPLACED)
        .defer("text_body", "html_body")
        .order_by("-number")[:RECENT]
    )
    if notices and notices[0].number > last:
        raise _LostRace
    told = next((notice for notice in notices if notice.is_told), None)
    waiting = [notice for notice in notices if not notice.is_told]
    if standing is None:
        reason = _("The public could no longer read the offer before this was sent.")
        _replace(waiting, reason)
        return None
    newer_news = _("Newer news of this offer took its place before it was sent.")
    kind = find_news(standing, told)
    if kind is None:
        _replace(waiting, newer_news)
        return None
    route = find_route(standing)
    if waiting and _says_the_same(waiting[0], kind, standing, route):
        _replace(waiting[1:], newer_news)
        return _put_back(waiting[0]) if waiting[0].is_abandoned else None
    _replace(waiting, newer_news)
    return _create_notice(last + 1, kind, standing, told, route)


def _replace(notices: list[CouncilNotice], reason: str) -> None:
    untold = CouncilNotice.objects.untold().filter(pk__in=[old.pk for old in notices])
    replaced = untold.update(
        status=NoticeStatus.REPLACED, reason=reason, claim="", next_attempt_at=None
    )
    if replaced != len(notices):
        # A sender has claimed one since it was read: it may be told by now.
        raise _LostRace


def _put_back(notice: CouncilNotice) -> CouncilNotice:
    # Nobody knows whether it was sent. It is sent again as it is, Message-ID included.
    notice.status = NoticeStatus.PENDING
    notice.reason = _("Its sender stopped without a report. It waits to be sent again.")
    notice.claim = ""
    notice.next_attempt_at = timezone.now()
    fields = ("status", "reason", "claim", "next_attempt_at")
    untold = CouncilNotice.objects.untold().filter(pk=notice.pk)
    if not untold.update(**{field: getattr(notice, field) for field in fields}):
        raise _LostRace
    return notice


def find_news(standing: Standing, told: CouncilNotice | None) -> NoticeKind | None:
    """Compare what is true now with what the council was told; ``None`` if the same."""
    if told is None or told.council_id != standing.council.pk:
        return NoticeKind.PUBLISHED
    if told.digest != standing.digest:
        return NoticeKind.UPDATED
    return None


def _says_the_same(
    notice: CouncilNotice, kind: NoticeKind, standing: Standing, route: Route
) -> bool:
    return (
        (notice.kind, notice.url, notice.digest, notice.council_id)
        == (kind, standing.url, standing.digest, standing.council.pk)
        and notice.recipient == route.recipient
        and (notice.status == NoticeStatus.HELD) == bool(route.held_because)
    )


def find_route(standing: Standing) -> Route:
    """Decide where a notice goes by the settings, the site and the council's record."""
    app_settings = conf.get_settings()
    recipient = app_settings.DIVERT_TO or standing.council.update_email
    hostname = _find_hostname(standing.url)
    held_because = ""
    if not hostname:
        held_because = _(
            "The site of this page has no hostname, so that a link to it can’t be "
            "sent. Enter it under Settings, Sites."
        )
    elif (
        _is_local(hostname)
        and not app_settings.SEND_FROM_LOCAL_SITES
        and not app_settings.DIVERT_TO
    ):
        held_because = _(
            "The site’s hostname, %(hostname)s, is a local one. A copy of a site must "
            "not write to councils. Enter the public one under Settings, Sites."
        ) % {"hostname": hostname}
    elif not recipient:
        held_because = _(
            "%(council)s has no email address for updates. Enter it in the council’s "
            "record."
        ) % {"council": standing.council.name}
    elif not is_email(recipient):
        held_because = _("“%(address)s” is not an email address.") % {
            "address": one_line(recipient)
        }
    # Only the project's own setting may have a name beside the address.
    reply_to = app_settings.REPLY_TO or standing.senco_email
    reply_address = parseaddr(reply_to)[1] if app_settings.REPLY_TO else reply_to
    return Route(
        recipient=one_line(recipient),
        sender=app_settings.FROM_EMAIL or settings.DEFAULT_FROM_EMAIL,
        reply_to=reply_to if is_email(reply_address) else "",
        held_because=held_because,
    )


def _find_hostname(url: str) -> str:
    parts = urlsplit(url)
    # Wagtail writes a site's IPv6 address without the brackets that it needs.
    if parts.netloc.count(":") > 1 and "[" not in parts.netloc:
        return parts.netloc
    return (parts.hostname or "").rstrip(".")


def _is_local(hostname: str) -> bool:
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


def _create_notice(
    number: int,
    kind: NoticeKind,
    standing: Standing,
    told: CouncilNotice | None,
    route: Route,
) -> CouncilNotice:
    changes: list[dict[str, str]] = []
    if kind == NoticeKind.UPDATED and told is not None:
        changes = list(find_changes(told.digest, standing))
    words = write_words(
        kind,
        {
            "setting_name": standing.setting_name,
            "page_title": standing.page_title,
            "url": standing.url,
            "council": standing.council,
            "changes": changes,
            "reply_to": route.reply_to,
        },
    )
    return CouncilNotice.objects.create(
        offer_id=standing.offer_id,
        number=number,
        kind=kind,
        status=NoticeStatus.HELD if route.held_because else NoticeStatus.PENDING,
        reason=route.held_because or _("It waits to be sent."),
        page_title=standing.page_title,
        setting_name=standing.setting_name,
        url=standing.url,
        council=standing.council,
        council_name=standing.council.name,
        digest=standing.digest,
        changes=changes,
        message_id=make_msgid(domain=_find_hostname(standing.url) or "localhost"),
        sender=route.sender,
        reply_to=route.reply_to,
        recipient=route.recipient,
        subject=words.subject,
        text_body=words.text,
        html_body=words.html,
        **({"next_attempt_at": None} if route.held_because else {}),
    )


def find_changes(
    before: dict[str, str], standing: Standing
) -> Iterable[dict[str, str]]:
    """Name the parts that read differently now, in their order, with their links."""
    parts = [
        (FRONT_SHEET, _("About the setting"), "about-the-setting"),
        ("senco_contact", _("SENCO contact"), "senco-contact"),
        ("council_link", _("Link to the council’s local offer"), "council-local-offer"),
        *(
            (part.key, str(part.heading), part.anchor)
            for part in get_framework().sections
        ),
    ]
    known = {key for key, _heading, _anchor in parts}
    sections = {section.key for section in get_framework().sections}
    for key, heading, anchor in parts:
        if before.get(key) != standing.digest.get(key):
            has_page = standing.has_section_pages and key in standing.digest
            url = f"{standing.url}#{anchor}"
            if has_page and key in sections:
                url = join_address(standing.url, f"{anchor}/")
            yield {"heading": heading, "url": url}
    # Blocks of the project's own have no fixed place in the page.
    own = {*before, *standing.digest} - known
    if any(before.get(key) != standing.digest.get(key) for key in own):
        yield {"heading": _("Further information"), "url": standing.url}
