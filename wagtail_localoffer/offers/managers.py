"""The manager of offers."""

from __future__ import annotations

from typing import Any

from wagtail.models import PageManager
from wagtail.query import PageQuerySet


class OfferQuerySet(PageQuerySet):
    def update(self, **values: Any) -> int:
        """Write values, ``bulk_update`` too, and don't hide a new body from anybody."""
        if "body" in values:
            # It is read again before the next email: see ``OfferMixin.waived``.
            values.setdefault("waived", {})
        return int(super().update(**values))

    update.alters_data = True  # type: ignore[attr-defined]


OfferManager = PageManager.from_queryset(OfferQuerySet)
