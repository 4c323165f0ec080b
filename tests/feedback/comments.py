"""Comments of families for tests."""

from __future__ import annotations

from itertools import count
from typing import Any

from wagtail_localoffer.feedback.receiving import receive
from wagtail_localoffer.models import FamilyComment

_number = count(1)


def write_comment(offer: Any, **changes: Any) -> FamilyComment:
    """Let a family write about a saved offer, as its form does."""
    fields = {
        "topic": "missing",
        "section": "health",
        "message": "Who gives medicine at lunchtime?",
        "reply_to": "parent@family.example",
    }
    fingerprint = changes.pop("fingerprint", f"form {next(_number)}")
    return receive(offer, fingerprint, **{**fields, **changes})
