"""A family's comment, as it comes in."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from wagtail_localoffer.feedback.choices import CommentStatus, LetterKind
from wagtail_localoffer.feedback.delivery import deliver_after_commit
from wagtail_localoffer.feedback.letters import write_letter
from wagtail_localoffer.feedback.models import FamilyComment


def receive(
    offer: Any, fingerprint: str, *, is_spam: bool = False, **fields: Any
) -> FamilyComment:
    """
    Keep what somebody wrote about an offer, and tell the setting.

    :param fingerprint: of the form and the message. What comes twice is kept once.
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
        if is_new and not is_spam:
            deliver_after_commit(write_letter(comment, LetterKind.RECEIVED))
    return comment
