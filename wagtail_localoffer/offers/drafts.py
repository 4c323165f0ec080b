"""Drafts, read from revisions without a query."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Revision

from wagtail_localoffer.blocks.stored import StoredBody
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
    page_type = ContentType.objects.get_for_id(revision.content_type_id)
    model: Any = page_type.model_class()
    block = model._meta.get_field("body").stream_block
    body = block.read_stored(content.get("body"))
    return Draft(**{**content, "body": body, "framework": model.get_framework()})
