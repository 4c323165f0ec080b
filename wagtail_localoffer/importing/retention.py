"""Take what people wrote out of documents that were brought in long ago."""

from __future__ import annotations

from datetime import datetime

from wagtail_localoffer.importing.models import DocumentImport


def empty_old_documents(before: datetime, *, dry_run: bool = False) -> int:
    """
    Take the text and the names out of documents that nobody has touched for long.

    Of those in a draft, what waits to be placed stays, and so does what tells that they
    were brought in. Those that never became a draft are deleted.

    :param before: the time since when nobody has touched them.
    :param dry_run: only count, and change nothing.
    :returns: how many documents that concerns.
    """
    old = DocumentImport.objects.filter(changed_at__lt=before)
    done = old.filter(offer__isnull=False, waiting=0).exclude(pieces=[])
    begun = old.filter(offer=None)
    number = done.count() + begun.count()
    if not dry_run:
        done.update(pieces=[], steps=[], found={})
        begun.delete()
    return number
