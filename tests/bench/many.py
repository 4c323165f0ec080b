"""Copies of an offer: the rows that lists read, made fast."""

from __future__ import annotations

from copy import copy
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from wagtail.models import Page
from wagtail.search.models import IndexEntry

from wagtail_localoffer.models import (
    CouncilNotice,
    LocalOfferPage,
    OfferListing,
    OfferSummary,
)

BATCH = 1_000

#: What is looked for by words is in every tenth.
NAMES = (
    *("Alder", "Birch", "Cedar", "Elm", "Hazel"),
    *("Linden", "Maple", "Oak", "Rowan", "Willow"),
)


def add_copies(offer: LocalOfferPage, number: int) -> None:
    """Copy a live offer so often, with its summary and its listing, beside it."""
    original = Page.objects.get(pk=offer.pk)
    parent = original.get_parent()
    # Not the number of children: some may be gone.
    last = parent.get_last_child().path[-Page.steplen :]
    first = Page._str2int(last) + 1
    pages = []
    for step in range(first, first + number):
        page = copy(original)
        page.pk = page.id = None
        page._state = copy(original._state)
        page._state.adding = True
        page.translation_key = uuid4()
        page.slug = f"copy-{step}"
        page.url_path = f"{parent.url_path}{page.slug}/"
        page.path = Page._get_path(parent.path, original.depth, step)
        pages.append(page)
    Page.objects.bulk_create(pages, batch_size=BATCH)
    Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild + number)
    _copy_rows(offer.pk)
    _copy_listings(offer.pk, pages)
    summary = OfferSummary.objects.filter(pk=offer.pk).first()
    if summary is not None:
        summaries = [copy(summary) for _page in pages]
        for page, each in zip(pages, summaries, strict=True):
            each.offer_id = page.pk
        OfferSummary.objects.bulk_create(summaries, batch_size=BATCH)


def _copy_listings(offer_id: int, pages: list[Page]) -> None:
    """Give each page a listing, and what the search knows of it."""
    original = OfferListing.objects.filter(page=offer_id).first()
    if original is None:
        return
    listings = []
    for number, page in enumerate(pages):
        listing = copy(original)
        listing.pk = None
        listing.page_id, listing.key = page.pk, page.translation_key
        listing.name = f"{NAMES[number % len(NAMES)]} School {number}"
        listing.sort_name = listing.name.casefold()
        listing.facts = {
            # Each has others.
            key: answer
            for place, (key, answer) in enumerate(original.facts.items())
            if number >> (place % 12) & 1
        }
        listings.append(listing)
    OfferListing.objects.bulk_create(listings, batch_size=BATCH)
    kind = ContentType.objects.get_for_model(OfferListing)
    entry = IndexEntry.objects.filter(
        content_type=kind, object_id=str(original.pk)
    ).first()
    if entry is None:
        return
    entries = []
    for listing in listings:
        entry = copy(entry)
        entry.pk, entry.object_id = None, str(listing.pk)
        entries.append(entry)
    IndexEntry.objects.bulk_create(entries, batch_size=BATCH)


def _copy_rows(offer_id: int) -> None:
    """Give each page that has no row of an offer yet a copy of that of the original."""
    table = LocalOfferPage._meta.db_table
    columns = [field.column for field in LocalOfferPage._meta.local_concrete_fields]
    others = ", ".join(name for name in columns if name != "page_ptr_id")
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (page_ptr_id, {others}) "  # noqa: S608
            f"SELECT page.id, {others} FROM wagtailcore_page page, {table} original "
            "WHERE original.page_ptr_id = %s AND page.slug LIKE 'copy-%%' "
            f"AND page.id NOT IN (SELECT page_ptr_id FROM {table})",
            [offer_id],
        )


def forget_offers() -> None:
    """Delete all offers and all notices."""
    for offer in LocalOfferPage.objects.all():
        offer.delete()
    CouncilNotice.objects.all().delete()
