"""Signal handlers: what follows when an offer, or something around it, has changed."""

from __future__ import annotations

import logging
from functools import partial
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import ProtectedError, Q
from django.db.models.signals import post_delete, post_save, pre_delete, pre_migrate
from wagtail.models import PageViewRestriction, Site
from wagtail.signals import (
    init_new_page,
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
)

from wagtail_localoffer import conf
from wagtail_localoffer.councils.models import Council
from wagtail_localoffer.mail.choices import MailStatus
from wagtail_localoffer.mail.site_settings import (
    CouncilNoticeSettings,
    OfferNoticeSettings,
    find_usual_council,
)
from wagtail_localoffer.notices.models import CouncilNotice
from wagtail_localoffer.notices.planner import announce
from wagtail_localoffer.notices.tasks import deliver_notice, feed_channels
from wagtail_localoffer.offers.cache_handlers import register_cache_handlers
from wagtail_localoffer.offers.listings.rows import SAY_NOTHING
from wagtail_localoffer.offers.listings.tasks import list_offer
from wagtail_localoffer.offers.mixin import OfferMixin
from wagtail_localoffer.offers.own_pages import keep_tables_of_pages
from wagtail_localoffer.offers.queries import (
    find_offers_using,
    get_offer_models,
    is_of,
    replace_council,
)
from wagtail_localoffer.reporting.tasks import measure_offer

logger = logging.getLogger("wagtail_localoffer")


#: What a save of an offer must write to change its summary. Wagtail saves the page with
#: the first of them after each of its revisions.
SURVEYED_FIELDS = {
    "latest_revision",
    "body",
    "run_by",
    "reviewed_at",
    "live",
    "next_change_on",
}


#: The most offers that are looked at for one change around them. Where there are more,
#: nobody should wait for it: send_council_notices looks at them.
MANY = 50


def look_at_offer(sender: Any, instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, OfferMixin):
        # A batch that fails later rolls back; only what is committed is true.
        transaction.on_commit(partial(_announce_and_deliver, instance.pk), robust=True)


def look_at_translations(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Without its original, a translation is what the public can read."""
    if isinstance(instance, OfferMixin):
        for offer in instance.get_translations().live():
            look_at_offer(sender, offer)


def look_below_page(sender: Any, instance: Any, **kwargs: Any) -> None:
    """The address of a page is part of those of the pages below it."""
    transaction.on_commit(
        partial(_look_at_offers, path__startswith=instance.path), robust=True
    )


def look_below_restriction(
    sender: Any, instance: PageViewRestriction, **kwargs: Any
) -> None:
    """Who may not see a page may not see those below it."""
    transaction.on_commit(
        partial(_look_at_offers, path__startswith=instance.page.path), robust=True
    )


def look_everywhere(sender: Any, **kwargs: Any) -> None:
    """A site has changed, and with it the addresses of its pages and of others'."""
    transaction.on_commit(_look_at_offers, robust=True)


def look_at_offer_with_settings(
    sender: Any, instance: OfferNoticeSettings, **kwargs: Any
) -> None:
    """What could not be sent in a name may be sent in another."""
    transaction.on_commit(partial(_look_at_offers, pk=instance.pk), robust=True)


def look_at_offers_of_council(sender: Any, instance: Council, **kwargs: Any) -> None:
    """What was held back for want of an address may go now."""
    transaction.on_commit(partial(_look_at_offers, is_of(instance)), robust=True)


def _look_at_offers(*of_some: Q, **conditions: Any) -> None:
    try:
        ids = [
            pk
            for model in get_offer_models()
            for pk in model._default_manager.filter(*of_some, live=True, **conditions)
            .order_by("pk")
            .values_list("pk", flat=True)[: MANY + 1]
        ]
    except Exception:
        logger.exception("The local offers that a change concerns were not looked at.")
        return
    if len(ids) > MANY:
        logger.info("Many local offers may have news: send_council_notices looks.")
        return
    for offer_id in ids:
        _announce_and_deliver(offer_id)


def _announce_and_deliver(offer_id: int) -> None:
    # Publishing never fails because of mail, nor of what leads to it. The command
    # send_council_notices catches up with whatever goes wrong here.
    try:
        notices = announce(offer_id)
        if not notices or not conf.get_settings().DELIVER_ON_PUBLISH:
            return
        for notice in notices:
            transaction.on_commit(partial(_deliver_later, notice), robust=True)
    except Exception:
        logger.exception("The local offer on page %s was not announced.", offer_id)


def _deliver_later(notice: CouncilNotice) -> None:
    try:
        if notice.status == MailStatus.PENDING and not notice.daily:
            deliver_notice.enqueue(notice.pk)
        if conf.get_settings().CHANNELS:
            feed_channels.enqueue(notice.pk)
    except Exception:
        logger.exception("Council notice %s could not be queued.", notice.pk)


def survey_saved_offer(
    sender: Any,
    instance: Any,
    raw: bool = False,
    update_fields: frozenset[str] | None = None,
    **kwargs: Any,
) -> None:
    if not isinstance(instance, OfferMixin):
        return
    if raw:
        # A fixture may bring the page before what it refers to.
        return
    details = instance.framework.front_sheet.details
    measured = {*SURVEYED_FIELDS}.union(*(detail.fields for detail in details))
    if update_fields is not None and not measured.intersection(update_fields):
        # A move or a lock, for instance, changes nothing that is measured.
        return
    if instance.alias_of_id is not None:
        # It says what its original says, and nobody can edit it.
        return
    # Not within the transaction: a failure there would take the page back with it.
    transaction.on_commit(partial(_measure_later, instance.pk), robust=True)


def _measure_later(offer_id: int) -> None:
    # Saving never fails because of a summary. The command check_local_offers makes
    # those that are missing.
    try:
        measure_offer.enqueue(offer_id)
    except Exception:
        logger.exception(
            "Measuring the local offer on page %s could not be queued.", offer_id
        )


def list_saved_offer(
    sender: Any,
    instance: Any,
    raw: bool = False,
    update_fields: frozenset[str] | None = None,
    **kwargs: Any,
) -> None:
    # A draft, a move or a lock changes nothing that the public reads in it.
    is_read = update_fields is None or not update_fields <= SAY_NOTHING
    if isinstance(instance, OfferMixin) and is_read and not raw:
        transaction.on_commit(partial(_list_later, instance.pk), robust=True)


def _list_later(offer_id: int) -> None:
    # Saving never fails because of a listing. The command send_council_notices makes
    # those that are missing.
    try:
        list_offer.enqueue(offer_id)
    except Exception:
        logger.exception(
            "Listing the local offer on page %s could not be queued.", offer_id
        )


def start_with_usual_council(
    sender: Any, page: Any, parent: Any, **kwargs: Any
) -> None:
    """An editor of a new offer finds the council of the site chosen already."""
    if isinstance(page, OfferMixin) and (council := find_usual_council(parent)):
        replace_council(page, None, council)


def protect_council_in_drafts(sender: Any, instance: Council, **kwargs: Any) -> None:
    # The database protects a council of a saved offer. A draft of a live offer is only
    # JSON to it.
    if offers := find_offers_using(instance):
        raise ProtectedError(
            "Cannot delete a council that local offers link to.", set(offers)
        )


def register_signal_handlers() -> None:
    pre_migrate.connect(
        keep_tables_of_pages,
        sender=apps.get_app_config("wagtail_localoffer"),
        dispatch_uid="wagtail_localoffer_keep_tables_of_pages",
    )
    register_cache_handlers()
    pre_delete.connect(
        protect_council_in_drafts,
        sender=Council,
        dispatch_uid="wagtail_localoffer_protect_council",
    )
    post_save.connect(
        survey_saved_offer, dispatch_uid="wagtail_localoffer_survey_saved_offer"
    )
    post_save.connect(
        list_saved_offer, dispatch_uid="wagtail_localoffer_list_saved_offer"
    )
    init_new_page.connect(
        start_with_usual_council, dispatch_uid="wagtail_localoffer_start_with_council"
    )
    for signal, model, receiver, name in (
        (page_published, None, look_at_offer, "published"),
        (page_unpublished, None, look_at_offer, "unpublished"),
        (page_unpublished, None, look_at_translations, "unpublished_original"),
        (page_slug_changed, None, look_below_page, "slug_changed"),
        (post_page_move, None, look_below_page, "moved"),
        (post_delete, None, look_at_offer, "deleted"),
        (post_save, PageViewRestriction, look_below_restriction, "restricted"),
        (post_delete, PageViewRestriction, look_below_restriction, "unrestricted"),
        (post_save, Site, look_everywhere, "site_saved"),
        (post_delete, Site, look_everywhere, "site_deleted"),
        (post_save, Council, look_at_offers_of_council, "council_saved"),
        (post_save, CouncilNoticeSettings, look_everywhere, "settings_saved"),
        (post_save, OfferNoticeSettings, look_at_offer_with_settings, "sender_saved"),
    ):
        signal.connect(
            receiver, sender=model, dispatch_uid=f"wagtail_localoffer_{name}"
        )
