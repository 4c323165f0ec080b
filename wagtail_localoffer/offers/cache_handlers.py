"""What is kept of a page is forgotten when what it shows changes."""

from __future__ import annotations

from functools import partial
from itertools import product
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import PageViewRestriction, Site
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
)

from wagtail_localoffer.compat import PAGE_MODEL
from wagtail_localoffer.councils.models import Council
from wagtail_localoffer.feedback.site_settings import FeedbackSettings
from wagtail_localoffer.offers.cache_tasks import purge_site
from wagtail_localoffer.offers.frontend_cache import (
    purge_around,
    purge_below,
    purge_directories,
    purge_offers_of,
)
from wagtail_localoffer.offers.listings.models import OfferSource
from wagtail_localoffer.offers.own_pages import OWN_PAGES
from wagtail_localoffer.public.cache import has_frontend_cache, renew_stamp
from wagtail_localoffer.public.look import OfferLookSettings

#: The most offers that are purged for a change of their council. Where there are more,
#: nobody should wait for it: they stay as long as the cache keeps them.
MANY = 50


def forget_fragments(sender: Any, **kwargs: Any) -> None:
    """What changed may be a translation of an offer, or what an offer shows."""
    # What is rendered before the commit would be kept with the old state in it.
    transaction.on_commit(renew_stamp, robust=True)


def forget_fragments_of_deleted_page(sender: Any, instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, apps.get_model(PAGE_MODEL)):
        forget_fragments(sender)


def purge_around_page(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Who shows something of a page must be asked again, not only the page itself."""
    if isinstance(instance, OWN_PAGES) and has_frontend_cache():
        transaction.on_commit(partial(purge_around, instance), robust=True)


def purge_moved_page(
    sender: Any,
    instance: Any,
    url_path_before: str,
    parent_page_before: Any,
    **kwargs: Any,
) -> None:
    if has_frontend_cache() and instance.url_path != url_path_before:
        purge = partial(purge_below, instance, url_path_before, [parent_page_before])
        transaction.on_commit(purge, robust=True)


def purge_renamed_page(
    sender: Any, instance: Any, instance_before: Any, **kwargs: Any
) -> None:
    if has_frontend_cache():
        purge = partial(purge_below, instance, instance_before.url_path)
        transaction.on_commit(purge, robust=True)


def purge_below_restriction(
    sender: Any, instance: PageViewRestriction, **kwargs: Any
) -> None:
    """What only some may see must not stay in a cache for all."""
    if has_frontend_cache():
        transaction.on_commit(partial(purge_below, instance.page), robust=True)


def purge_offers_of_council(sender: Any, instance: Council, **kwargs: Any) -> None:
    """The link to its local offer may lead somewhere else now."""
    if has_frontend_cache():
        purge = partial(purge_offers_of, instance, most=MANY)
        transaction.on_commit(purge, robust=True)


def purge_what_lists_sources(sender: Any, instance: OfferSource, **kwargs: Any) -> None:
    """Its offers are shown no more, or again, or under another name."""
    if has_frontend_cache():
        transaction.on_commit(purge_directories, robust=True)


def purge_site_of_settings(
    sender: Any, instance: OfferLookSettings | FeedbackSettings, **kwargs: Any
) -> None:
    """Each of its pages shows its logo, or leads to where its families write."""
    if has_frontend_cache():
        purge = partial(purge_site.enqueue, instance.site_id)
        transaction.on_commit(purge, robust=True)


def register_cache_handlers() -> None:
    """Connect what forgets cached pages to the signals of what changes them."""
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(
            forget_fragments, dispatch_uid="wagtail_localoffer_forget_fragments"
        )
    surroundings = (
        Site,
        PageViewRestriction,
        OfferSource,
        get_document_model(),
        get_image_model(),
        OfferLookSettings,
        FeedbackSettings,
    )
    for signal, model in product((post_save, post_delete), surroundings):
        signal.connect(
            forget_fragments,
            sender=model,
            dispatch_uid=f"wagtail_localoffer_forget_{model._meta.label_lower}",
        )
    post_delete.connect(
        forget_fragments_of_deleted_page,
        dispatch_uid="wagtail_localoffer_forget_fragments_of_page",
    )
    for signal, model, receiver, name in (
        (post_save, Council, purge_offers_of_council, "purge_council"),
        (page_published, None, purge_around_page, "purge_published"),
        (page_unpublished, None, purge_around_page, "purge_unpublished"),
        (page_slug_changed, None, purge_renamed_page, "purge_renamed"),
        (post_page_move, None, purge_moved_page, "purge_moved"),
        (post_save, OfferSource, purge_what_lists_sources, "purge_source"),
        (post_delete, OfferSource, purge_what_lists_sources, "purge_deleted_source"),
        (post_save, PageViewRestriction, purge_below_restriction, "purge_restricted"),
        (post_delete, PageViewRestriction, purge_below_restriction, "purge_opened"),
        (post_save, OfferLookSettings, purge_site_of_settings, "purge_look"),
        (post_delete, OfferLookSettings, purge_site_of_settings, "purge_deleted_look"),
        (post_save, FeedbackSettings, purge_site_of_settings, "purge_way_in"),
        (post_delete, FeedbackSettings, purge_site_of_settings, "purge_no_way_in"),
    ):
        signal.connect(
            receiver, sender=model, dispatch_uid=f"wagtail_localoffer_{name}"
        )
