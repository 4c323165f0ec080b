"""What somebody at the setting does about a comment: each of it once."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from wagtail_localoffer.feedback.cache import show_anew
from wagtail_localoffer.feedback.choices import CommentStatus, LetterKind
from wagtail_localoffer.feedback.delivery import deliver_after_commit
from wagtail_localoffer.feedback.letters import write_letter
from wagtail_localoffer.feedback.models import FamilyComment

#: What Wagtail's history of a page shows. It never holds what a family wrote.
ANSWERED = "wagtail_localoffer.comment_answered"
PUBLISHED = "wagtail_localoffer.comment_published"
WITHDRAWN = "wagtail_localoffer.comment_withdrawn"
CLOSED = "wagtail_localoffer.comment_closed"
SPAM = "wagtail_localoffer.comment_spam"
REOPENED = "wagtail_localoffer.comment_reopened"


def answer(comment: FamilyComment, user: Any, reply: str) -> bool:
    """
    Answer who wrote a comment, by email if they gave an address.

    :returns: whether nobody had done so before. So it is with the following verbs:
        another status by now means that somebody else was quicker.
    """
    return _move(
        comment,
        user,
        CommentStatus.ANSWERED,
        [CommentStatus.NEW],
        ANSWERED,
        reply=reply,
        **_by(comment, user),
    )


def publish(
    comment: FamilyComment,
    user: Any,
    *,
    question: str,
    answer: str,
    change: str = "",
    changed_section: str = "",
    reply: str = "",
) -> bool:
    """
    Show families a question and its answer, in words that name nobody.

    Where nobody has answered yet, an answer goes to who wrote it, too. What is shown
    already is shown in the new words.

    :param question: what was asked. What the family wrote itself stays private.
    :param change: what became different because of it, if anything.
    :param changed_section: the fragment of the section where that was.
    :param reply: what is written to the family, if not the public answer.
    """
    return _move(
        comment,
        user,
        CommentStatus.PUBLISHED,
        [
            CommentStatus.NEW,
            CommentStatus.ANSWERED,
            CommentStatus.CLOSED,
            CommentStatus.PUBLISHED,
        ],
        PUBLISHED,
        question=question,
        answer=answer,
        change=change,
        changed_section=changed_section if change else "",
        published_at=comment.published_at or timezone.now(),
        **(
            {}
            if comment.answered_at
            else {"reply": reply or answer, **_by(comment, user)}
        ),
    )


def withdraw(comment: FamilyComment, user: Any) -> bool:
    """Show a question and its answer no more. Their words are kept."""
    return _move(
        comment,
        user,
        CommentStatus.ANSWERED,
        [CommentStatus.PUBLISHED],
        WITHDRAWN,
        published_at=None,
    )


def close(comment: FamilyComment, user: Any, reason: str) -> bool:
    """Record why there is nothing to do."""
    return _move(
        comment,
        user,
        CommentStatus.CLOSED,
        [CommentStatus.NEW, CommentStatus.ANSWERED],
        CLOSED,
        closed_because=reason,
    )


def mark_as_spam(comment: FamilyComment, user: Any) -> bool:
    """Count a comment as none."""
    return _move(comment, user, CommentStatus.SPAM, [CommentStatus.NEW], SPAM)


def reopen(comment: FamilyComment, user: Any) -> bool:
    """
    Let a comment wait for an answer: it was closed, or taken for spam.

    One that was answered before stays answered, because nobody is written to twice.
    """
    return _move(
        comment,
        user,
        CommentStatus.ANSWERED if comment.answered_at else CommentStatus.NEW,
        [CommentStatus.CLOSED, CommentStatus.SPAM],
        REOPENED,
        closed_because="",
    )


def _by(comment: FamilyComment, user: Any) -> dict[str, Any]:
    return {"answered_at": timezone.now(), "answered_by": user}


def _move(
    comment: FamilyComment,
    user: Any,
    status: CommentStatus,
    come_from: list[CommentStatus],
    action: str = "",
    **also: Any,
) -> bool:
    rows = FamilyComment.objects.filter(pk=comment.pk)
    # What was decided on the screen counts only for what was seen there.
    seen = rows.filter(answered_at=comment.answered_at)
    with transaction.atomic():
        if not seen.move(status, come_from, **also):
            return False
        comment.refresh_from_db()
        if "answered_at" in also and comment.reply_to:
            deliver_after_commit(write_letter(comment, LetterKind.ANSWER))
        if comment.page and action:
            data = {"comment": comment.pk, "reference": comment.reference}
            log(instance=comment.page.specific, action=action, user=user, data=data)
        transaction.on_commit(partial(show_anew, comment), robust=True)
    return True
