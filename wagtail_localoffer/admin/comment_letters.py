"""The letters about a comment: what became of each."""

from __future__ import annotations

from typing import Any

from django.utils.formats import date_format

from wagtail_localoffer.clock import localise
from wagtail_localoffer.feedback.choices import LetterKind
from wagtail_localoffer.feedback.delivery import deliver_after_commit
from wagtail_localoffer.feedback.models import CommentLetter, FamilyComment
from wagtail_localoffer.mail.choices import MailStatus

#: In these an answer reached nobody, and is tried no more.
UNSENT = (MailStatus.FAILED, MailStatus.HELD)


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
            "can_send_again": letter.kind == LetterKind.ANSWER
            and letter.status in UNSENT,
        }
        for letter in letters
    ]


def send_again(comment: FamilyComment) -> bool:
    """
    Give an answer that failed or was held back as many tries again as it had.

    :returns: whether there was one.
    """
    unsent = comment.letters.filter(kind=LetterKind.ANSWER, status__in=UNSENT)
    letter = unsent.first()
    if letter is None:
        return False
    if not CommentLetter.objects.filter(pk=letter.pk).retry(MailStatus.HELD):
        return False
    deliver_after_commit(letter)
    return True
