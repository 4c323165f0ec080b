"""What tests of the planner read of the notices."""

from __future__ import annotations

from typing import Any
from unittest import mock

from django.core.management import call_command

from wagtail_localoffer.models import CouncilNotice


def section(text: str) -> dict[str, Any]:
    """The value of a section that says this."""
    return {"text": f"<p>{text}</p>", "more": []}


def only_notice() -> CouncilNotice:
    return CouncilNotice.objects.get()


def newest_notice() -> CouncilNotice:
    return CouncilNotice.objects.latest("pk")


def news() -> list[tuple[str, str]]:
    """The kind and the status of every notice, the oldest first."""
    return list(CouncilNotice.objects.order_by("pk").values_list("kind", "status"))


def run_command() -> None:
    with mock.patch("sys.stdout"):
        call_command("send_council_notices")
