"""Retention: what families wrote goes when its date has come."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from wagtail_localoffer.clock import get_today
from wagtail_localoffer.feedback.choices import CommentStatus
from wagtail_localoffer.feedback.models import (
    KEEP_SPAM,
    PRIVATE,
    CommentLetter,
    FamilyComment,
)

#: Rows that one statement changes.
CHUNK = 500


def prune_comments(*, dry_run: bool = False) -> int:
    """
    Empty the comments whose date has come, and delete spam after a month.

    What is counted, and what was published, stays: it names nobody.

    :returns: how many comments there were.
    """
    rows = FamilyComment.objects.all()
    due = rows.filter(keep_until__lt=get_today(), pruned_at=None).genuine()
    spam = rows.filter(
        status=CommentStatus.SPAM, created_at__lt=timezone.now() - KEEP_SPAM
    )
    number = due.count() + spam.count()
    if dry_run:
        return number
    spam.delete()
    keys = list(due.values_list("pk", flat=True))
    for start in range(0, len(keys), CHUNK):
        chunk = keys[start : start + CHUNK]
        with transaction.atomic():
            CommentLetter.objects.filter(comment__in=chunk).delete()
            rows.filter(pk__in=chunk).update(
                **dict.fromkeys((*PRIVATE, "reply", "closed_because"), ""),
                pruned_at=timezone.now(),
            )
    return number
