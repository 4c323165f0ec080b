"""The manager of offers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from wagtail.models import PageManager
from wagtail.query import PageQuerySet

from wagtail_localoffer.offers.small_corrections import list_corrections

#: The fields on which it depends whether the address is for the public.
PRIVACY = {"address", "address_is_private", "setting_type"}


class OfferQuerySet(PageQuerySet):
    """Offers; what is written here is kept as if each of them were saved."""

    def update(self, **values: Any) -> int:
        """
        Write values.

        A new body is read again before the next email, and no address of a home is
        kept: the API filters by what is in the column.
        """
        if "body" in values:
            # Small corrections of the old body say nothing of this one.
            values.setdefault("waived", {})
        if PRIVACY.isdisjoint(values) or not hasattr(self.model, "gives_area_only"):
            return int(super().update(**values))
        with transaction.atomic(using=self.db):
            # Once they are written, they may not match what finds them.
            keys = list(self.values_list("pk", flat=True))
            count = int(super().update(**values))
            self._forget_private_addresses(keys)
        return count

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

    # Django's own mark for templates; a function's type doesn't know it.
    bulk_update.alters_data = True  # type: ignore[attr-defined]

    def _forget_private_addresses(self, keys: list[Any]) -> None:
        every = self.model._base_manager.using(self.db)
        written = every.filter(pk__in=keys).exclude(address="")
        for offer in written.defer("body"):
            if offer.gives_area_only:
                every.filter(pk=offer.pk).update(address="")
                offer.forget_old_addresses()


OfferManager = PageManager.from_queryset(OfferQuerySet)
