"""Small corrections, which the council need not be told by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wagtail.log_actions import log

from wagtail_localoffer.digest import digest_offer, find_changed_parts

if TYPE_CHECKING:
    from wagtail.models import Page as _Base
else:
    _Base = object

#: What Wagtail's history of a page shows for a correction.
CORRECTED = "wagtail_localoffer.small_correction"


class SmallCorrections(_Base):
    """
    Turns the mark of a draft into a record of what need not be told.

    It is a part of :class:`~wagtail_localoffer.models.LocalOfferMixin`. The record is
    written with the page itself, so that no crash can come between them.
    """

    if TYPE_CHECKING:
        live: bool
        live_revision_id: int | None
        minor_change: bool
        waived: dict[str, list[str | None]]

    def save(self, *args: Any, **kwargs: Any) -> None:
        corrected: set[str] = set()
        if self.live and self.minor_change and kwargs.get("update_fields") is None:
            self.waived, corrected = self.find_waived()
            # What is live is no correction any more.
            self.minor_change = False
        super().save(*args, **kwargs)
        if corrected:
            log(instance=self, action=CORRECTED, data={"parts": sorted(corrected)})

    save.alters_data = True  # type: ignore[attr-defined]

    def find_waived(self) -> tuple[dict[str, list[str | None]], set[str]]:
        """
        Find what need not be told if this version goes live as a small correction.

        :returns: the record for ``waived``, and the parts that the correction changes.
        """
        before = type(self)._default_manager.filter(pk=self.pk, live=True).first()
        # An old version that is published again is not what its mark was meant for.
        if before is None or (self.live_revision_id or 0) < (
            before.live_revision_id or 0
        ):
            return self.waived, set()
        old, new = digest_offer(before), digest_offer(self)
        changed = find_changed_parts(old, new)
        waived = dict(self.waived)
        for part in changed:
            first, last = waived.get(part, [old.get(part)] * 2)
            # One that follows another counts from the first of them.
            start = first if last == old.get(part) else old.get(part)
            waived[part] = [start, new.get(part)]
        return waived, changed
