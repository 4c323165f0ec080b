"""Copies of an offer: the rows that lists read, made fast."""

from __future__ import annotations

from copy import copy
from uuid import uuid4

from django.db import connection
from wagtail.models import Page

from wagtail_localoffer.models import CouncilNotice, LocalOfferPage, OfferSummary

BATCH = 1_000


def add_copies(offer: LocalOfferPage, number: int) -> None:
    """Copy a live offer so often, with its summary, beside it."""
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
    summary = OfferSummary.objects.filter(pk=offer.pk).first()
    if summary is not None:
        summaries = [copy(summary) for _page in pages]
        for page, each in zip(pages, summaries, strict=True):
            each.offer_id = page.pk
        OfferSummary.objects.bulk_create(summaries, batch_size=BATCH)


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
