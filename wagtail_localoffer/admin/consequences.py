"""
Consequences in words: what councils are told and what families see, before a click.

What is told follows from the same plan that is carried out afterwards, see
``notices.forecast``. Here it is only said.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import Any

from django.apps import apps
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wagtail_localoffer.admin.outlook import (
    SHOWN,
    Consequence,
    Consequences,
    Outlook,
    find_offers,
)
from wagtail_localoffer.compliance.findings import Finding
from wagtail_localoffer.compliance.rules import find_obstacles
from wagtail_localoffer.content import read
from wagtail_localoffer.mail.routing import Sites
from wagtail_localoffer.notices.forecast import (
    Forecast,
    explain_quiet_withdrawal,
    find_state_if_published,
    foresee,
    suppose_told,
)
from wagtail_localoffer.notices.history import OfferHistory
from wagtail_localoffer.notices.offer_state import OfferState, find_state_of
from wagtail_localoffer.notices.wording import explain_silence, name_moment
from wagtail_localoffer.offers.mixin import OfferMixin
from wagtail_localoffer.offers.publish_guard import find_council_url
from wagtail_localoffer.offers.queries import find_twins
from wagtail_localoffer.public.translations import find_public_translations
from wagtail_localoffer.public.visibility import is_below


def foresee_withdrawal(outlook: Outlook, *, deleted: bool = False) -> Consequences:
    """What follows if offers are taken down, or deleted."""
    gone = {offer.pk for offer in outlook.offers}
    lines = [_withdraw(outlook, offer, deleted=deleted) for offer in outlook.offers]
    left = _list_left(outlook.offers, gone)
    return outlook.conclude([*lines, *_describe_left(left, gone)])


def _withdraw(outlook: Outlook, offer: Any, *, deleted: bool) -> Consequence:
    if not offer.live:
        return Consequence(offer, [outlook.explain_unread(offer)])
    if offer.alias_of_id is not None:
        sentence = _(
            "It is an alias: no council is told. Families find the offer at its own "
            "address alone."
        )
        return Consequence(offer, [sentence])
    forecast = outlook.foresee(None, offer)
    silence = explain_quiet_withdrawal(outlook.histories[offer.pk])
    families = outlook.explain_unread(offer)
    if not families and deleted:
        families = _("Families can’t read it any more. Its address leads nowhere.")
    elif not families:
        families = _(
            "Families can’t read it any more. Its address says that there is no such "
            "page."
        )
    return Consequence(
        offer,
        [*(forecast.sentences or [silence]), families],
        forecast,
        _find_message_url("withdrawal_message", forecast, offer),
    )


def _list_left(offers: list[Any], gone: Collection[int]) -> list[Any]:
    """The translations that stay when offers go, and may take their place."""
    left = {
        other.pk: other
        for offer in offers
        if offer.live and offer.alias_of_id is None
        for other in find_public_translations(offer)
        if other.pk not in gone
    }
    return list(left.values())


def _describe_left(offers: list[Any], gone: Collection[int]) -> Iterator[Consequence]:
    outlook = Outlook.of(offers)
    for offer in outlook.offers:
        forecast = outlook.foresee(find_state_of(offer, gone=gone), offer)
        if forecast.notices:
            stays = _("This page stays, and stands for itself from then on.")
            yield Consequence(offer, [*forecast.sentences, stays], forecast)


def foresee_move(moves: Iterable[tuple[Any, Any]]) -> Consequences:
    """
    What follows if pages are moved.

    :param moves: each page, and the one below which it will be.
    """
    lines: list[Consequence] = []
    others = 0
    for page, destination in moves:
        outlook = Outlook(find_offers([page]))
        lines += [_move(outlook, offer, page, destination) for offer in outlook.offers]
        others += outlook.others
    return Consequences(lines[:SHOWN], others + len(lines[SHOWN:]))


def _move(outlook: Outlook, offer: Any, page: Any, destination: Any) -> Consequence:
    if not offer.live:
        return Consequence(offer, [outlook.explain_unread(offer)])
    before = offer.full_url
    below = offer.url_path[len(page.url_path) :]
    offer.url_path = f"{destination.url_path}{page.slug}/{below}"
    own = {path for path in outlook.closed if path.startswith(page.path)}
    is_private = is_below(offer, own) or is_below(destination, outlook.closed)
    forecast = outlook.foresee(find_state_of(offer, is_private=is_private), offer)
    if is_private:
        families = _("It is private there: families can’t read it.")
    elif offer.full_url is None:
        families = _("No site shows what is there: families can’t read it.")
    elif offer.full_url == before:
        families = _("Its address stays as it is.")
    elif before is not None and _makes_redirects():
        families = _("Families read it at %(url)s. Its old address leads there.")
    else:
        families = _("Families read it at %(url)s. Its old address leads nowhere.")
    if offer.alias_of_id is not None:
        silence = _("It is an alias: no council is told.")
    else:
        silence = _("No council is told: what councils know stays true.")
    url = ""
    if forecast.notices:
        url = reverse(
            "wagtail_localoffer:move_message",
            args=[offer.pk, page.pk, destination.pk],
        )
    sentences = [*(forecast.sentences or [silence]), families % {"url": offer.full_url}]
    return Consequence(offer, sentences, forecast, url)


def _makes_redirects() -> bool:
    is_on = getattr(settings, "WAGTAILREDIRECTS_AUTO_CREATE", True)
    return is_on and apps.is_installed("wagtail.contrib.redirects")


def foresee_any_move(outlook: Outlook) -> Consequences:
    """What follows if offers are moved, and nobody knows yet where."""
    return outlook.conclude(_move_anywhere(outlook, each) for each in outlook.offers)


def _move_anywhere(outlook: Outlook, offer: Any) -> Consequence:
    unread = outlook.explain_unread(offer)
    if not offer.live or offer.path in outlook.closed:
        silence = _("No council is told: only some may see it, wherever it is.")
        return Consequence(offer, [unread] if not offer.live else [silence, unread])
    state = find_state_of(offer, is_private=False)
    forecast = outlook.foresee(state and replace(state, url=f"{state.url}#"), offer)
    condition = _("If everybody may read it there:")
    if not unread:
        condition = _("If its address changes:")
        unread = _("Families find it at a new address. The old one leads there.")
        if not _makes_redirects():
            unread = _("Families find it at a new address. The old one leads nowhere.")
    private = _("Where only some may see pages, families can’t read it.")
    told = forecast.sentences or [_("No council is told.")]
    return Consequence(offer, [condition, *told, unread, private], forecast)


def foresee_privacy(page: Any, *, closes: bool) -> Consequences:
    """What follows if only some may see a page and those below it, or all again."""
    outlook = Outlook(find_offers([page]))
    closed = outlook.closed - {page.path}
    lines = []
    for offer in outlook.offers:
        if not offer.live:
            lines.append(Consequence(offer, [outlook.explain_unread(offer)]))
            continue
        is_private = closes or is_below(offer, closed)
        forecast = outlook.foresee(find_state_of(offer, is_private=is_private), offer)
        if is_private:
            families = _("Families can’t read it any more.")
            silence = explain_quiet_withdrawal(outlook.histories[offer.pk])
        else:
            families = _("Families can read it.")
            silence = _("No council is told: what councils know stays true.")
        sentences = [*(forecast.sentences or [silence]), families]
        lines.append(Consequence(offer, sentences, forecast))
    return outlook.conclude(lines)


def foresee_copy(page: Any) -> Consequences:
    """What follows if copies of pages are published at once."""
    outlook = Outlook([offers.live() for offers in find_offers([page])])
    return outlook.conclude(_copy(outlook, offer) for offer in outlook.offers)


def _copy(outlook: Outlook, offer: Any) -> Consequence:
    if obstacles := find_obstacles(offer, find_council_url(offer)):
        sentence = _("Its copy stays a draft. %(obstacles)s")
        return Consequence(offer, [sentence % {"obstacles": _name(obstacles)}])
    # A copy is an offer of its own, of which no council knows. Where it will be, only
    # the form says.
    offer.alias_of, offer.waived = None, {}
    state = find_state_of(offer, is_private=False)
    state = state and replace(state, is_translation=False)
    forecast = foresee(state, OfferHistory(), outlook.sites)
    sentences = forecast.sentences or [
        _("No council is told: no site shows this page, or it names no council.")
    ]
    twins = _(
        "Families can read both: there are two live offers of %(name)s then, until one "
        "of them is changed or taken down."
    ) % {"name": offer.public_name}
    return Consequence(offer, [*sentences, twins], forecast)


def foresee_conversion(alias: Any) -> Consequences:
    """What follows if an alias becomes a page of its own."""
    outlook = Outlook.of([alias])
    if not alias.live:
        return outlook.conclude([Consequence(alias, [outlook.explain_unread(alias)])])
    alias.alias_of = None
    forecast = outlook.foresee(find_state_of(alias), alias)
    silence = _("No council is told: it has this offer, or families can’t read it.")
    sentences = [*(forecast.sentences or [silence]), *name_twins(alias)]
    return outlook.conclude([Consequence(alias, sentences, forecast)])


def foresee_publication(outlook: Outlook) -> Consequences:
    """What follows if the newest versions of offers are published."""
    return outlook.conclude(_publish(outlook, offer) for offer in outlook.offers)


def _publish(outlook: Outlook, offer: Any) -> Consequence:
    if offer.alias_of_id is not None:
        return Consequence(offer, [_("It is an alias: no council is told.")])
    draft = offer.get_latest_revision_as_object()
    draft.keep_council_in_step()
    if obstacles := find_obstacles(draft, find_council_url(draft)):
        sentence = _("It is not published. %(obstacles)s")
        return Consequence(offer, [sentence % {"obstacles": _name(obstacles)}])
    state = find_state_if_published(draft)
    forecast = outlook.foresee(state, offer)
    news = outlook.histories[offer.pk]
    families = describe_publication(draft, state, forecast, news, outlook.sites)
    sentences = forecast.sentences or [explain_silence(draft)]
    url = ""
    if forecast.notices:
        url = reverse("wagtail_localoffer:offer_notices", args=[offer.pk])
    return Consequence(offer, [*sentences, *families], forecast, url)


def _name(obstacles: Iterable[Finding]) -> str:
    return " ".join(str(finding.message) for finding in obstacles)


def describe_publication(
    draft: OfferMixin,
    state: OfferState | None,
    forecast: Forecast,
    history: OfferHistory,
    sites: Sites,
) -> list[str]:
    """
    Say when a version goes live, what families see then, and what is beside it.

    :param draft: the version.
    :param state: what is true of it as soon as it is live.
    :param forecast: what councils are told of it.
    :param sites: see ``routing.get_site_settings``.
    """
    now = timezone.now()
    goes, ends = draft.go_live_at, draft.expire_at
    sentences = []
    if goes and goes > now:
        sentence = _(
            "It is set to go live on %(day)s at %(time)s. Until then no council is "
            "told, and nothing changes for families."
        )
        sentences.append(sentence % name_moment(goes))
    if draft.full_url is None:
        sentences.append(_("No site shows this page, so that families can’t read it."))
    elif state is None:
        # Without a council it can't be published; but for that, it is private.
        link = draft.council_link
        if link is not None and link.value is not None:
            sentences.append(_("It is private, so that families can’t read it."))
    elif draft.live and draft.has_unpublished_changes:
        sentences.append(_("Families read it in place of the version that is live."))
    elif not draft.live:
        sentence = _("Families can read it at %(url)s.")
        sentences.append(sentence % {"url": draft.full_url})
    if ends and ends > now:
        then = foresee(None, suppose_told(history, forecast), sites)
        sentence = _("On %(day)s at %(time)s it is taken down.") % name_moment(ends)
        sentences.append(" ".join([sentence, *then.sentences]))
    if state:
        sentences += foretell_handover(draft)
    return [*sentences, *name_twins(draft)]


def foretell_handover(draft: OfferMixin) -> Iterator[str]:
    """Say for each day on which somebody else becomes the SENCO who that is."""
    content = read(draft)
    while day := content.next_change_on:
        content = replace(content, day=day)
        sentence = _(
            "From %(day)s families read as the contact: %(name)s. The council is told "
            "on that day."
        )
        yield sentence % {
            "day": date_format(day, "j F Y"),
            "name": content.contacts[0].shown_name,
        }


def name_twins(offer: OfferMixin) -> Iterator[str]:
    """Name the other live offers of the same setting."""
    for twin in find_twins(offer):
        sentence = _(
            "There is another live offer of %(name)s: “%(title)s”, %(url)s. Take one "
            "of them down, so that families and the council find one."
        )
        yield sentence % {
            "name": twin.public_name,
            # As everybody can read it: its draft may be somebody else's.
            "title": twin.title,
            "url": twin.full_url or "",
        }


def _find_message_url(name: str, forecast: Forecast, offer: Any) -> str:
    if not forecast.notices:
        return ""
    return reverse(f"wagtail_localoffer:{name}", args=[offer.pk])
