"""A family's comment, as it comes in."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from wagtail_localoffer.feedback.choices import CommentStatus, LetterKind
from wagtail_localoffer.feedback.delivery import deliver_after_commit
from wagtail_localoffer.feedback.letters import write_letter
from wagtail_localoffer.feedback.models import CommentLetter, FamilyComment

logger = logging.getLogger("wagtail_localoffer")

#: So many letters an hour tell one mailbox that somebody has written. Of more, people
#: see the list that all of them lead to, and the reminder.
LETTERS = 6

HOUR = timedelta(hours=1)


def receive(
    offer: Any, fingerprint: str, *, is_spam: bool = False, **fields: Any
) -> FamilyComment:
    """
    Keep what somebody wrote about an offer, and tell the setting.

    :param fingerprint: of the form and the message. What comes twice is kept once, and
        until somebody has dealt with it, as it came last: people go back to add their
        address, or to put it right.
    :param fields: those of the comment that the form has.
    """
    status = CommentStatus.SPAM if is_spam else CommentStatus.NEW
    with transaction.atomic():
        comment, is_new = FamilyComment.objects.get_or_create(
            fingerprint=fingerprint,
            defaults={
                **fields,
                "page_id": offer.pk,
                "setting_name": offer.public_name,
                "language": offer.locale.language_code,
                "status": status,
            },
        )
        if not is_spam and is_new:
            _tell_setting(comment, offer.feedback.mailbox)
        elif not is_spam:
            FamilyComment.objects.waiting().filter(pk=comment.pk).update(**fields)
    return comment


def _tell_setting(comment: FamilyComment, mailbox: str) -> None:
    if _count_letters(mailbox) >= LETTERS:
        return
    try:
        with transaction.atomic():
            letter = write_letter(comment, LetterKind.RECEIVED)
    except Exception:
        # What is wrong with a letter must not lose the message. It waits in the list.
        logger.exception("Nobody could be told of comment %s.", comment.pk)
    else:
        deliver_after_commit(letter)


def _count_letters(mailbox: str) -> int:
    """How many letters told a mailbox of comments within the last hour."""
    letters = CommentLetter.objects.filter(
        kind=LetterKind.RECEIVED,
        comment__created_at__gt=timezone.now() - HOUR,
        # By the index of comments, however many letters there are.
        comment__status__in=[*CommentStatus],
    )
    # What is diverted goes to one address, whoever it was meant for.
    return letters.filter(Q(recipient=mailbox) | Q(diverted=True)).count()
