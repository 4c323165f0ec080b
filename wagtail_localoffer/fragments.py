"""What invalidates the parts of public pages that are kept in the cache."""

from __future__ import annotations

import uuid

from django.core.cache import cache

KEY = "wagtail_localoffer_fragments"


def get_stamp() -> str:
    """
    The stamp of the present state of the site's pages.

    It is a part of the key of what is kept. Other pages, to which an offer links and of
    which it may be a translation, change without a change of the offer's own content.
    """
    # None: for as long as the cache keeps it. A lost one only means to render again.
    return str(cache.get_or_set(KEY, _make_stamp, None))


def renew_stamp() -> None:
    """Let everything that is kept be made again, when it is asked for next."""
    cache.set(KEY, _make_stamp(), None)


def _make_stamp() -> str:
    return uuid.uuid4().hex
