"""What a cache in front of the site must forget beside the page that has changed.

Wagtail itself tells it of a page that is published or unpublished. It says nothing of
the pages that show something of that page, nor of what has moved or become private.
"""

from __future__ import annotations

from itertools import islice, product
from typing import Any

from django.conf import settings
from django.db.models import Q
from wagtail.contrib.frontend_cache.utils import PurgeBatch
from wagtail.models import Site

from wagtail_localoffer.offers.directories import get_directory_models
from wagtail_localoffer.offers.health_index import HealthServiceIndexMixin
from wagtail_localoffer.offers.health_services import HealthServiceMixin
from wagtail_localoffer.offers.mixin import OfferMixin
from wagtail_localoffer.offers.own_pages import get_own_page_models
from wagtail_localoffer.offers.queries import get_offer_models, is_of

#: So many pages of a site are read at a time.
BATCH = 500


def purge_review(offer: OfferMixin) -> None:
    """Purge what shows when ``offer`` was reviewed: its own addresses, and aliases'."""
    shown = Q(pk=offer.pk) | Q(alias_of_id=offer.pk)
    _purge(type(offer)._default_manager.live().filter(shown))


def purge_offer(offer: OfferMixin) -> None:
    """Purge the addresses of an offer, which need not be live."""
    _purge([offer])


def purge_offers_of(council: Any, most: int) -> None:
    """
    Purge the offers that link to ``council``, whose record has changed.

    :param most: if there are more, they stay as long as the cache keeps them.
    """
    offers = [
        offer
        for model in get_offer_models()
        for offer in model._default_manager.live().filter(is_of(council))[: most + 1]
    ]
    if len(offers) <= most:
        _purge(offers)


def purge_directories() -> None:
    """Purge the pages that may show any offer, such as one of another site."""
    _purge(_list_directories())


def purge_pages_of(site: Site) -> None:
    """Purge what is ours of the pages of ``site``, in each language, in batches."""
    roots = [site.root_page]
    if getattr(settings, "WAGTAIL_I18N_ENABLED", False):
        roots = list(site.root_page.get_translations(inclusive=True))
    for root, model in product(roots, get_own_page_models()):
        pages = model._default_manager.live().descendant_of(root, inclusive=True)
        waiting = pages.order_by("pk").iterator(BATCH)
        while batch := list(islice(waiting, BATCH)):
            _purge(batch)


def _purge(pages: Any) -> None:
    batch = PurgeBatch()
    batch.add_pages(pages)
    batch.purge()


def purge_around(page: Any) -> None:
    """Purge the pages that show something of ``page``, which is ours."""
    batch = PurgeBatch()
    _add_translations(batch, [page])
    _add_directories(batch, [page])
    if isinstance(page, HealthServiceMixin):
        batch.add_pages(_find_lists(page))
    elif isinstance(page, HealthServiceIndexMixin):
        # Each of its services leads back to it.
        batch.add_pages(_list_below(page))
    batch.purge()


def purge_below(page: Any, url_path_before: str = "", parents: Any = ()) -> None:
    """
    Purge what is ours of ``page`` and below it, with what shows something of that.

    :param url_path_before: where ``page`` was before it moved.
    :param parents: the page above it there, if it has another one now.
    """
    batch = PurgeBatch()
    pages = _list_below(page)
    batch.add_pages(pages)
    _add_translations(batch, pages)
    _add_directories(batch, pages)
    if any(isinstance(each, HealthServiceMixin) for each in pages):
        for start in (page, *parents):
            batch.add_pages(_find_lists(start))
    if url_path_before:
        for each in pages:
            # As Wagtail does for redirects: nothing else of the old address is left.
            each.url_path = url_path_before + each.url_path[len(page.url_path) :]
        batch.add_pages(pages)
    batch.purge()


def _list_below(page: Any) -> list[Any]:
    return [
        found
        for model in get_own_page_models()
        for found in model._default_manager.live().descendant_of(page, inclusive=True)
    ]


def _add_translations(batch: PurgeBatch, pages: list[Any]) -> None:
    """Offers in several languages link to each other."""
    if not getattr(settings, "WAGTAIL_I18N_ENABLED", False):
        return
    for model in {type(page) for page in pages}:
        keys = [page.translation_key for page in pages if type(page) is model]
        batch.add_pages(model._default_manager.live().filter(translation_key__in=keys))


def _add_directories(batch: PurgeBatch, pages: list[Any]) -> None:
    """What shows any offer; not the address of each question that is asked there."""
    if any(isinstance(page, OfferMixin) for page in pages):
        batch.add_pages(_list_directories())


def _list_directories() -> list[Any]:
    return [
        page
        for model in get_directory_models()
        for page in model._default_manager.live()
    ]


def _find_lists(page: Any) -> Any:
    """The lists in which the services at or below ``page`` may stand."""
    return page.get_ancestors(inclusive=True).live().type(HealthServiceIndexMixin)
