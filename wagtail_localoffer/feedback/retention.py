"""Retention: what families wrote goes when its date has come."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from wagtail_localoffer.clock import get_today
from wagtail_localoffer.feedback.choices import CommentStatus
from wagtail_localoffer.feedback.models import (
    KEEP_SPAM,
    PRIVATE,
    CommentLetter,
    FamilyComment,
)

#: What families never read.
NEVER_SHOWN = (*PRIVATE, "reply", "closed_because")

#: What they read of what is published.
SHOWN = ("question", "answer", "change", "changed_section")

#: Rows that one statement changes.
CHUNK = 500


def prune_comments(*, dry_run: bool = False) -> int:
    """
    Empty the comments whose date has come, and delete spam after a month.

    What is counted, and what families read, stays: it names nobody. What was withdrawn
    may have been so because it did.

    :returns: how many comments there were.
    """
    rows = FamilyComment.objects.all()
    due = rows.filter(keep_until__lt=get_today()).filter(_has_words()).genuine()
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
            comments = rows.filter(pk__in=chunk)
            comments.update(
                **dict.fromkeys(NEVER_SHOWN, ""),
                pruned_at=Coalesce("pruned_at", timezone.now()),
            )
            hidden = comments.exclude(status=CommentStatus.PUBLISHED)
            hidden.update(**dict.fromkeys(SHOWN, ""))
    return number


def _has_words() -> Q:
    """What wasn't emptied yet, or was written about or withdrawn since."""
    is_hidden = ~Q(status=CommentStatus.PUBLISHED)
    return (
        Q(pruned_at=None)
        | ~Q(**dict.fromkeys(NEVER_SHOWN, ""))
        | is_hidden & ~Q(**dict.fromkeys(SHOWN, ""))
    )
