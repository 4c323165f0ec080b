"""The letters about a comment: what became of each."""

from __future__ import annotations

from typing import Any

from django.utils.formats import date_format

from wagtail_localoffer.clock import localise
from wagtail_localoffer.feedback.choices import LetterKind
from wagtail_localoffer.feedback.delivery import deliver_after_commit
from wagtail_localoffer.feedback.models import CommentLetter, FamilyComment
from wagtail_localoffer.mail.choices import MailStatus


def list_letters(comment: FamilyComment) -> list[dict[str, Any]]:
    """Say of each letter to whom it goes, what became of it, and why."""
    letters = comment.letters.defer("text_body", "html_body")
    return [
        {
            "letter": letter,
            "kind": LetterKind(letter.kind).label,
            "state": MailStatus(letter.status).label,
            "when": date_format(
                localise(letter.sent_at or letter.created_at), "j F Y, H:i"
            ),
            "can_send_again": _is_failed_answer(letter),
        }
        for letter in letters
    ]


def send_again(comment: FamilyComment) -> bool:
    """
    Give an answer that failed as many tries again as it had.

    :returns: whether there was one.
    """
    failed = comment.letters.filter(kind=LetterKind.ANSWER, status=MailStatus.FAILED)
    letter = failed.first()
    if letter is None or not CommentLetter.objects.filter(pk=letter.pk).retry():
        return False
    deliver_after_commit(letter)
    return True


def _is_failed_answer(letter: CommentLetter) -> bool:
    return letter.kind == LetterKind.ANSWER and letter.status == MailStatus.FAILED
