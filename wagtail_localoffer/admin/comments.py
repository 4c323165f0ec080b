"""What families wrote, and what somebody at the setting does about it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse


def answer_comment(request: Any, comment_id: int) -> HttpResponse:
    raise PermissionDenied
