"""Reminders of comments that nobody has answered."""

from __future__ import annotations

import logging
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from wagtail_localoffer.clock import get_moment, get_today
from wagtail_localoffer.feedback.choices import LetterKind
from wagtail_localoffer.feedback.letters import write_letter
from wagtail_localoffer.feedback.models import CommentLetter, FamilyComment

logger = logging.getLogger("wagtail_localoffer")

#: So many school days a family waits before the setting is reminded.
PATIENCE = 10

#: Schools are closed in it.
AUGUST = 8

#: Letters of one run: what is left comes next time.
MOST = 500


def count_school_days(start: date, end: date) -> int:
    """
    Count the school days after one day, up to another.

    They are Mondays to Fridays, without August and the days around Christmas. Other
    holidays differ from school to school.
    """
    days = (start + timedelta(days=each) for each in range(1, (end - start).days + 1))
    return sum(_is_school_day(day) for day in days)


def find_due_day(today: date) -> date:
    """Find the last day whose comments have waited for long enough by ``today``."""
    day, passed = today, 0
    while passed < PATIENCE:
        passed += _is_school_day(day)
        day -= timedelta(days=1)
    return day


def write_reminders() -> int:
    """
    Remind settings, once each, of comments that wait for ten school days.

    :returns: how many letters were written. They are sent with all others.
    """
    told = CommentLetter.objects.filter(kind=LetterKind.REMINDER)
    too_late = get_moment(find_due_day(get_today()) + timedelta(days=1), 0)
    waiting = (
        FamilyComment.objects.waiting()
        .exclude(pk__in=told.values("comment"))
        # What is emptied can't be answered any more.
        .filter(page__isnull=False, pruned_at=None, created_at__lt=too_late)
        .order_by("created_at")
        .select_related("page")
    )
    written = 0
    # Pages of which nobody can be told. Their comments stay, and must hide no others.
    silent: set[int] = set()
    for key, page in waiting.values_list("pk", "page"):
        if written == MOST:
            break
        if page in silent:
            continue
        try:
            if _remind(waiting.filter(pk=key)):
                written += 1
            else:
                silent.add(page)
        except IntegrityError:
            # Another machine was quicker.
            continue
        except Exception:
            silent.add(page)
            logger.exception("Nobody could be reminded of comment %s.", key)
    return written


@transaction.atomic
def _remind(waiting: QuerySet[FamilyComment]) -> bool:
    # It may have been answered meanwhile.
    comment = waiting.first()
    letter = comment and write_letter(comment, LetterKind.REMINDER)
    return letter is not None


def _is_school_day(day: date) -> bool:
    is_christmas = (day.month, day.day) >= (12, 22) or (day.month, day.day) <= (1, 2)
    return day.weekday() < 5 and day.month != AUGUST and not is_christmas
