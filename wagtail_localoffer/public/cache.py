"""What invalidates the parts of public pages that are kept in a cache."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.cache import DEFAULT_CACHE_ALIAS, caches
from django.core.cache.backends.base import BaseCache
from django.core.cache.utils import make_template_fragment_key
from django.db import connections, router

from wagtail_localoffer.clock import get_today
from wagtail_localoffer.councils.models import Council, OfferCouncil

KEY = "wagtail_localoffer_fragments"

#: For how long a part of a page is kept, by the templates too.
SECONDS = 300

#: The name of a project's own cache for what templates keep.
FRAGMENTS = "template_fragments"


def get_stamp() -> str:
    """
    The stamp of the present state of the site's pages, and of the day.

    It is a part of the key of what is kept. Other pages, to which an offer links and of
    which it may be a translation, change without a change of the offer's own content.
    On another day it may have another SENCO.
    """
    # None: for as long as the cache keeps it. A lost one only means to render again.
    stamp = _get_cache().get_or_set(KEY, _make_stamp, None)
    return f"{stamp} {get_today()}"


def renew_stamp() -> None:
    """Let everything that is kept be made again, when it is asked for next."""
    _get_cache().set(KEY, _make_stamp(), None)


def get_or_keep(request: Any, key: str, make: Callable[[], str]) -> str:
    """
    The text that ``make`` gives, kept as templates keep parts of a page.

    Neither an empty one is kept, nor that of a preview.
    """
    if getattr(request, "is_preview", False):
        return make()
    cache, key = _get_cache(), make_template_fragment_key("localoffer-text", [key])
    text: str = cache.get(key, "")
    if not text and (text := make()):
        cache.set(key, text, SECONDS)
    return text


def get_or_keep_data(key: str, make: Callable[[], Any]) -> Any:
    """What ``make`` gives, kept until the site's pages change, or for a few minutes."""
    full = make_template_fragment_key("localoffer-data", [get_stamp(), key])
    return _get_cache().get_or_set(full, make, SECONDS)


def read_councils(offer_id: int, council_id: int) -> list[tuple[Any, ...]]:
    """
    Read the whole records of an offer's councils, as they are at this moment.

    They are a part of the key of what is kept of the links to them, so that every
    request asks for them. Django takes six times as long to write the query as to ask
    it.

    :param council_id: the one that the offer belongs to first.
    """
    council, further = Council._meta, OfferCouncil._meta
    # Only names of the models stand in it; the keys are handed in.
    query = (
        f"SELECT * FROM {council.db_table} WHERE {council.pk.column} = %s"  # noqa: S608
        f" OR {council.pk.column} IN"
        f" (SELECT council_id FROM {further.db_table} WHERE offer_id = %s)"
        f" ORDER BY {council.pk.column}"
    )
    with connections[router.db_for_read(Council)].cursor() as cursor:
        cursor.execute(query, [council_id, offer_id])
        return cursor.fetchall()


def has_frontend_cache() -> bool:
    """Whether there is a cache in front of the site, which Wagtail tells to forget."""
    names = ("WAGTAILFRONTENDCACHE", "WAGTAILFRONTENDCACHE_LOCATION")
    return any(getattr(settings, name, None) for name in names)


def _get_cache() -> BaseCache:
    # As Django's own tag for fragments does: both are shared, or neither is.
    own = FRAGMENTS in settings.CACHES
    return caches[FRAGMENTS if own else DEFAULT_CACHE_ALIAS]


def _make_stamp() -> str:
    return uuid.uuid4().hex
