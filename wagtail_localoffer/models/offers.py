"""Questions about all offers of a project, of whatever page type."""

from __future__ import annotations

import json
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from django.db.models import Q
from wagtail.models import Revision, get_page_models

from wagtail_localoffer.models.councils import Council
from wagtail_localoffer.models.mixins import LocalOfferMixin


def get_offer_models() -> list[type[LocalOfferMixin]]:
    """List the project's concrete page types that are local offers."""
    return [model for model in get_page_models() if issubclass(model, LocalOfferMixin)]


def find_offers_using(council: Council) -> list[LocalOfferMixin]:
    """List the offers that link to ``council``: as they are saved, or in a draft."""
    offers = {}
    for model in get_offer_models():
        for offer in model._default_manager.filter(council=council):
            offers[offer.pk] = offer
        drafts = model._default_manager.filter(has_unpublished_changes=True)
        for offer in drafts:
            revisions = Revision.objects.for_instance(offer).filter(
                Q(pk=offer.latest_revision_id) | Q(approved_go_live_at__isnull=False)
            )
            if any(_links_to(revision, council) for revision in revisions):
                offers[offer.pk] = offer
    return list(offers.values())


def read_draft(revision: Revision) -> Any:
    """
    Read what a revision says, for ``check_offer``.

    Unlike Wagtail's ``as_object()`` it makes no query, and is no page.
    """
    content = revision.content
    body = json.loads(content.get("body") or "[]")
    return SimpleNamespace(**{**content, "body": StoredBody(body)})


@dataclass(frozen=True)
class StoredBody:
    """The body of an offer as a revision keeps it."""

    blocks: list[dict[str, Any]]

    def get_prep_value(self) -> list[dict[str, Any]]:
        return self.blocks


def _links_to(revision: Revision, council: Council) -> bool:
    return any(
        block["type"] == "council_link" and block["value"] == council.pk
        for block in read_draft(revision).body.blocks
    )
