"""Small corrections, which the council need not be told by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from wagtail.log_actions import log

from wagtail_localoffer.content import Content, read
from wagtail_localoffer.content.fingerprint import list_changed_parts

if TYPE_CHECKING:
    from wagtail.models import Page as _Base
else:
    _Base = models.Model


#: Corrections of one part in a row. Where there are more, the next may be told.
LONGEST_CHAIN = 50


#: What Wagtail's history of a page shows for a correction.
CORRECTED = "wagtail_localoffer.small_correction"


class SmallCorrections(_Base):
    """
    Turns the mark of a draft into a record of what need not be told.

    It is a part of :class:`~wagtail_localoffer.models.OfferMixin`. The record is
    written with the page itself, so that no crash can come between them.
    """

    class Meta:
        abstract = True

    def note_small_corrections(self, content: Content | None) -> set[str]:
        """
        Turn the mark of a version that goes live into a record.

        :param content: what it says, if that was read already.
        :returns: the parts that it only corrects.
        """
        if not self.live:
            return set()
        self.waived, corrected = self.find_waived(content)
        # What is live is no correction any more.
        self.minor_change = False
        return corrected

    def log_small_corrections(self, parts: set[str]) -> None:
        if parts:
            log(instance=self, action=CORRECTED, data={"parts": sorted(parts)})

    def find_waived(
        self, content: Content | None = None
    ) -> tuple[dict[str, list[str | None]], set[str]]:
        """
        Find what need not be told if this version goes live.

        :param content: what it says, if that was read already.
        :returns: the record for ``waived``, and the parts that it only corrects.
        """
        if not self.minor_change and not self.waived:
            return {}, set()
        before = type(self)._default_manager.filter(pk=self.pk, live=True).first()
        if before is None:
            return {}, set()
        old, new = read(before).fingerprint, read(content or self).fingerprint
        changed = list_changed_parts(old, new)
        waived = dict(before.waived)
        # An old version that is published again is not what its mark was meant for.
        is_newer = (self.live_revision_id or 0) >= (before.live_revision_id or 0)
        if not self.minor_change or not is_newer:
            # What changes without the mark is told, whatever was waived before.
            for part in changed:
                waived.pop(part, None)
            return waived, set()
        for part in changed:
            chain = waived.get(part, [])
            if not chain or chain[-1] != old.get(part):
                chain = [old.get(part)]
            waived[part] = [*chain, new.get(part)][-LONGEST_CHAIN:]
        return waived, changed
