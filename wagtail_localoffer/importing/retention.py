"""Take what people wrote out of documents that were brought in long ago."""

from __future__ import annotations

from datetime import datetime

from wagtail_localoffer.importing.models import DocumentImport


def empty_old_documents(before: datetime, *, dry_run: bool = False) -> int:
    """
    Take the text and the names out of documents of which nothing waits any more.

    That one was brought in stays known, so that it makes no second draft.

    :param before: what was brought in before this time.
    :param dry_run: only count, and change nothing.
    :returns: how many documents that concerns.
    """
    done = DocumentImport.objects.filter(
        created_at__lt=before, offer__isnull=False, waiting=0
    ).exclude(pieces=[])
    if dry_run:
        return done.count()
    return done.update(pieces=[], steps=[], found={})
