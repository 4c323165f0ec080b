"""Offers that the public can read, many of them at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When
from wagtail.models import Locale, Site

from wagtail_localoffer.compat import PAGE_MODEL
from wagtail_localoffer.offers.mixin import OfferMixin
from wagtail_localoffer.offers.queries import get_offer_models
from wagtail_localoffer.public.visibility import find_public


def list_public_offers(
    site: Site | None = None, locale: Locale | None = None
) -> QuerySet[Any]:
    """
    List the pages of the offers that the public can read, in an order that stays.

    Of an offer in several languages, it is the one that a council hears of: see
    :func:`is_behind`. What is in a body is neither read nor asked.

    :param site: only what stands on one site.
    :param locale: the language that comes first in place of the project's own.
    """
    pages = apps.get_model(PAGE_MODEL)._default_manager
    public = find_public(pages.exact_type(*get_offer_models()), site)
    has_locales = getattr(settings, "WAGTAIL_I18N_ENABLED", False)
    if has_locales and Locale.objects.count() > 1:
        default = Locale.get_default()
        first = locale or default
        public = public.annotate(
            turn=Case(
                When(locale=first, then=Value(0)),
                When(locale=default, then=Value(1)),
                default=Value(2),
            )
        )
        comes_first = Q(turn__lt=OuterRef("turn")) | Q(
            turn=OuterRef("turn"), pk__lt=OuterRef("pk")
        )
        same = public.filter(translation_key=OuterRef("translation_key"))
        public = public.filter(~Exists(same.filter(comes_first)))
    return public.order_by("pk")


def read_offers(pages: QuerySet[Any], *, with_languages: bool = True) -> list[Any]:
    """
    Read the offers on some pages, in the order of these, in a few queries for all.

    Each has its council, its locale and the languages in which it can be read too.

    :param with_languages: not for who doesn't ask for these languages.
    """
    rows = list(pages.values_list("pk", "content_type"))
    kinds: dict[int, list[int]] = defaultdict(list)
    for pk, kind in rows:
        kinds[kind].append(pk)
    offers: dict[int, Any] = {}
    for kind, keys in kinds.items():
        model: Any = ContentType.objects.get_for_id(kind).model_class()
        found = model._default_manager.filter(pk__in=keys)
        offers |= {each.pk: each for each in found.select_related("council", "locale")}
    # It may be that one has gone in between.
    read = [offers[pk] for pk, _kind in rows if pk in offers]
    let_share_roots(read)
    if with_languages:
        _give_languages(read)
    return read


def _give_languages(offers: list[Any]) -> None:
    """Tell each offer what it would ask for in ``other_languages``."""
    public: dict[Any, list[Any]] = defaultdict(list)
    if getattr(settings, "WAGTAIL_I18N_ENABLED", False):
        keys = {offer.translation_key for offer in offers}
        models: dict[Any, None] = dict.fromkeys(map(type, offers))
        for model in models:
            public_pages = find_public(model._default_manager.all())
            others = public_pages.filter(translation_key__in=keys)
            for page in others.select_related("locale").defer("body").order_by("pk"):
                public[page.translation_key].append(page)
        let_share_roots([page for pages in public.values() for page in pages])
    for offer in offers:
        same = public[offer.translation_key]
        offer.other_languages = [
            page for page in same if page.pk != offer.pk and page.url
        ]


def let_share_roots(pages: list[Any]) -> None:
    """Spare each page the question for the addresses of all sites."""
    roots = Site.get_site_root_paths()
    for page in pages:
        # Where Wagtail keeps the answer. Elsewhere, it would only take longer.
        page._wagtail_cached_site_root_paths = roots


def is_behind(offer: OfferMixin, others: Iterable[Any], default: Locale) -> bool:
    """
    Whether the public reads the same offer in a language that comes first.

    :param others: its translations that the public can read.
    :param default: the project's own language.
    """

    def rank(page: Any) -> tuple[bool, int]:
        return page.locale_id != default.pk, page.pk

    return any(rank(page) < rank(offer) for page in others)
