"""All that is kept of a message, for a person who asks what is known of them."""

from __future__ import annotations

from typing import Any

from wagtail_localoffer.feedback.models import FamilyComment

#: What is kept only so that nobody is heard twice, and says nothing of a person.
LEFT_OUT = ("id", "fingerprint", "answered_by")

#: Of the letters, what went to the person or says where they went.
OF_A_LETTER = (
    *("kind", "status", "reason", "created_at", "sent_at", "sender", "reply_to"),
    *("recipient", "subject", "text_body"),
)


def describe_kept(comment: FamilyComment) -> dict[str, Any]:
    """
    List what is kept of a comment, by the names that the database has for it.

    The person at the setting who answered is named only as such: it is not theirs who
    asks.
    """
    fields = [
        field.name
        for field in comment._meta.concrete_fields
        if field.name not in (*LEFT_OUT, "page")
    ]
    page = comment.page
    return {
        **{name: getattr(comment, name) for name in fields},
        "page": page.full_url if page else None,
        "letters": [
            {name: getattr(letter, name) for name in OF_A_LETTER}
            for letter in comment.letters.all()
        ],
    }
