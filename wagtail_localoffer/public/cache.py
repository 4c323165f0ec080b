"""What invalidates the parts of public pages that are kept in the cache."""

from __future__ import annotations

import uuid

from django.core.cache import InvalidCacheBackendError, caches
from django.core.cache.backends.base import BaseCache

KEY = "wagtail_localoffer_fragments"


def get_stamp() -> str:
    """
    The stamp of the present state of the site's pages.

    It is a part of the key of what is kept. Other pages, to which an offer links and of
    which it may be a translation, change without a change of the offer's own content.
    """
    # None: for as long as the cache keeps it. A lost one only means to render again.
    return str(_get_cache().get_or_set(KEY, _make_stamp, None))


def renew_stamp() -> None:
    """Let everything that is kept be made again, when it is asked for next."""
    _get_cache().set(KEY, _make_stamp(), None)


def _get_cache() -> BaseCache:
    # As Django's own tag for fragments does: both are shared, or neither is.
    try:
        return caches["template_fragments"]
    except InvalidCacheBackendError:
        return caches["default"]


def _make_stamp() -> str:
    return uuid.uuid4().hex
