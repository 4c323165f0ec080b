"""Entries in Wagtail's histories about many things at once."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import ModelLogEntry, PageLogEntry


def write_page_entries(
    pages: Iterable[Any], action: str, user: Any, data: Mapping[int, Any]
) -> None:
    """
    Write an entry into the history of each page, in one query.

    Wagtail's own ``log`` takes one for each.

    :param pages: of their own page types.
    :param data: what is kept of each, by the keys of the pages.
    """
    PageLogEntry.objects.bulk_create(
        PageLogEntry(
            page_id=page.pk,
            label=page.get_admin_display_title(),
            **{**_describe(page, action, user), "data": data.get(page.pk, {})},
        )
        for page in pages
    )


def write_entries(instances: Iterable[Any], action: str, user: Any) -> None:
    """Write an entry into the history of each of some things that are no pages."""
    ModelLogEntry.objects.bulk_create(
        ModelLogEntry(
            object_id=str(instance.pk),
            label=str(instance),
            **_describe(instance, action, user),
        )
        for instance in instances
    )


def _describe(instance: Any, action: str, user: Any) -> dict[str, Any]:
    types = ContentType.objects
    return {
        "content_type": types.get_for_model(instance, for_concrete_model=False),
        "action": action,
        "user": user,
        "uuid": uuid.uuid4(),
        "timestamp": timezone.now(),
        "data": {},
    }
