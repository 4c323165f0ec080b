"""Memory: what is kept of a source and its list from one run to the next."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from uuid import UUID

from wagtail_localoffer.offers.listings.models import OfferSource
from wagtail_localoffer.open_data.harvest.feeds import VERSION, Feed, KnownPage


def find_kind(source: OfferSource) -> str:
    """What a source was known to have at its address; empty if that isn't known."""
    kept = source.list_pages
    return str(kept.get("kind", "")) if kept.get("url") == source.url else ""


def find_known_pages(
    source: OfferSource, feed: Feed
) -> tuple[dict[int, KnownPage], dict[int, list[UUID]]]:
    """
    Find the pages of a list of which all that was kept is still there.

    :returns: what they were, and the identifiers of the offers on each.
    """
    kept = source.list_pages
    if kept.get("version") != VERSION or find_kind(source) != feed.path:
        return {}, {}
    keys: dict[int, list[UUID]] = defaultdict(list)
    # One query for all: no index has the number of the page.
    rows = source.listings.filter(missing_since=None).exclude(list_page=None)
    for number, key in rows.values_list("list_page", "key").iterator():
        keys[number or 0].append(key)
    pages = {int(number): KnownPage(**page) for number, page in kept["pages"].items()}
    known = {
        number: page for number, page in pages.items() if page.kept == len(keys[number])
    }
    return known, keys


def find_beginning(source: OfferSource) -> int:
    """How many of the offers that are asked for each time have had their turn."""
    return int(source.list_pages.get("asked", 0)) if find_kind(source) else 0


def write_list(
    source: OfferSource, kind: str, pages: dict[int, KnownPage], asked: int = 0
) -> Any:
    """
    What is kept with a source of its list.

    :param asked: with which offer a run that had no time for the rest stopped.
    """
    return {
        "version": VERSION,
        "url": source.url,
        "kind": kind,
        "asked": asked,
        "pages": {str(number): page.write() for number, page in pages.items()},
    }


def forget_list(source: OfferSource) -> None:
    """Have the whole list read again, as what it was: see :func:`find_kind`."""
    kept = source.list_pages
    source.list_pages = {each: kept[each] for each in ("url", "kind") if each in kept}
    source.listings.update(made_from="")
