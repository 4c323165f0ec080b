"""The manager of offers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wagtail.models import PageManager
from wagtail.query import PageQuerySet

from wagtail_localoffer.offers.small_corrections import list_corrections


class OfferQuerySet(PageQuerySet):
    """Offers; what writes a body forgets what the pages say of it."""

    def update(self, **values: Any) -> int:
        """Write values. A new body is read again before the next email."""
        if "body" in values:
            # Small corrections of the old body say nothing of this one.
            values.setdefault("waived", {})
        return int(super().update(**values))

    # Django's own mark for templates; a function's type doesn't know it.
    update.alters_data = True  # type: ignore[attr-defined]

    def bulk_update(
        self, objs: Iterable[Any], fields: Iterable[str], batch_size: int | None = None
    ) -> int:
        """Write fields of offers. A body is read again, and its corrections stay."""
        offers, names = tuple(objs), list(fields)
        if "body" in names and "waived" not in names:
            for offer in offers:
                offer.waived = list_corrections(offer.waived)
            names.append("waived")
        return int(super().bulk_update(offers, names, batch_size))

    bulk_update.alters_data = True  # type: ignore[attr-defined]


OfferManager = PageManager.from_queryset(OfferQuerySet)
