"""Reminders of comments that nobody has answered."""

from __future__ import annotations

import logging
from datetime import date, timedelta

from django.db import IntegrityError, transaction

from wagtail_localoffer.clock import get_day, get_today
from wagtail_localoffer.feedback.choices import LetterKind
from wagtail_localoffer.feedback.letters import write_letter
from wagtail_localoffer.feedback.models import CommentLetter, FamilyComment

logger = logging.getLogger("wagtail_localoffer")

#: So many school days a family waits before the setting is reminded.
PATIENCE = 10

#: Schools are closed in it.
AUGUST = 8

#: Rows of one run: what is left comes next time.
MOST = 500


def count_school_days(start: date, end: date) -> int:
    """
    Count the school days after one day, up to another.

    They are Mondays to Fridays, without August and the days around Christmas. Other
    holidays differ from school to school.
    """
    days = (start + timedelta(days=each) for each in range(1, (end - start).days + 1))
    return sum(_is_school_day(day) for day in days)


def write_reminders() -> int:
    """
    Remind settings, once each, of comments that wait for ten school days.

    :returns: how many letters were written. They are sent with all others.
    """
    told = CommentLetter.objects.filter(kind=LetterKind.REMINDER)
    waiting = (
        FamilyComment.objects.waiting()
        .exclude(pk__in=told.values("comment"))
        # What is emptied can't be answered any more.
        .filter(page__isnull=False, pruned_at=None)
        .order_by("created_at")
    )
    today, written = get_today(), 0
    for comment in waiting.select_related("page")[:MOST]:
        if count_school_days(get_day(comment.created_at), today) < PATIENCE:
            continue
        try:
            with transaction.atomic():
                written += write_letter(comment, LetterKind.REMINDER) is not None
        except IntegrityError:
            # Another machine was quicker.
            continue
        except Exception:
            logger.exception("Nobody could be reminded of comment %s.", comment.pk)
    return written


def _is_school_day(day: date) -> bool:
    is_christmas = (day.month, day.day) >= (12, 22) or (day.month, day.day) <= (1, 2)
    return day.weekday() < 5 and day.month != AUGUST and not is_christmas
