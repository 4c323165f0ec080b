"""Drafts, read from revisions without a query."""

from __future__ import annotations

import json
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Revision

from wagtail_localoffer.frameworks import Framework


class Draft(SimpleNamespace):
    """What a revision says: an ``Offer`` that is no page."""

    title: str
    body: StoredBody
    framework: Framework


def read_draft(revision: Revision) -> Draft:
    """
    Read what a revision says.

    Unlike Wagtail's ``as_object()`` it makes no query.
    """
    content = revision.content
    body = StoredBody(json.loads(content.get("body") or "[]"))
    page_type = ContentType.objects.get_for_id(revision.content_type_id)
    model: Any = page_type.model_class()
    return Draft(**{**content, "body": body, "framework": model.get_framework()})


@dataclass(frozen=True)
class StoredBody:
    """The body of an offer as a revision keeps it."""

    blocks: list[dict[str, Any]]

    def get_prep_value(self) -> list[dict[str, Any]]:
        return self.blocks
