"""Small corrections, which the council need not be told, and what each part says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from wagtail.log_actions import log

from wagtail_localoffer.clock import get_today
from wagtail_localoffer.content import Content, read
from wagtail_localoffer.content.fingerprint import (
    FRONT_SHEET,
    list_changed_parts,
    reads_same,
)

if TYPE_CHECKING:
    from wagtail.models import Page as _Base
else:
    _Base = models.Model


#: Corrections of one part in a row. Where there are more, the next may be told.
LONGEST_CHAIN = 50

#: For each part, the fingerprints that small corrections led through, the present last.
Waived = dict[str, list[str | None]]


#: What Wagtail's history of a page shows for a correction.
CORRECTED = "wagtail_localoffer.small_correction"


class SmallCorrections(_Base):
    """
    Turns the mark of a draft into a record of what need not be told.

    It is a part of :class:`~wagtail_localoffer.models.OfferMixin`. The record is
    written with the page itself, so that no crash can come between them.

    It also says what each part of the body says now, corrected or not. Thousands of
    offers can be held against what their councils know without reading them.
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
        self.waived, corrected = self.plan_waived(content)
        # What is live is no correction any more.
        self.minor_change = False
        return corrected

    def log_small_corrections(self, parts: set[str]) -> None:
        if parts:
            log(instance=self, action=CORRECTED, data={"parts": sorted(parts)})

    def save_base(self, *args: Any, **kwargs: Any) -> None:
        """Write what the body says, at the last moment: ``clean`` may change it."""
        fields = kwargs.get("update_fields")
        if fields is None and self.live:
            self.note_content(read(self))
        elif fields is None or "body" in fields:
            # Nobody knows what the other fields are by now.
            self.waived = list_corrections(self.waived)
            kwargs["update_fields"] = fields and {*fields, "waived"}
        super().save_base(*args, **kwargs)

    # Django's own mark for templates; a function's type doesn't know it.
    save_base.alters_data = True  # type: ignore[attr-defined]

    def note_content(self, content: Content) -> None:
        """Write down what each part says today, and until when that holds."""
        self.waived = note_parts(self.waived, content.fingerprint)
        self.next_change_on = content.next_change_on

    # Django's own mark for templates; a function's type doesn't know it.
    note_content.alters_data = True  # type: ignore[attr-defined]

    @property
    def is_overtaken(self) -> bool:
        """Whether it reads differently by now than what was written down of it."""
        day = self.next_change_on
        return day is not None and day <= get_today()

    @property
    def known_parts(self) -> dict[str, str]:
        """What each part of the saved body says; empty if that isn't known."""
        # Earlier versions of this package wrote corrections only.
        if self.is_overtaken or len(list_corrections(self.waived)) == len(self.waived):
            return {}
        present = ((part, chain[-1]) for part, chain in self.waived.items())
        return {part: last for part, last in present if last and part != FRONT_SHEET}

    def plan_waived(self, content: Content | None = None) -> tuple[Waived, set[str]]:
        """
        Find what need not be told if this version goes live.

        :param content: what it says, if that was read already.
        :returns: the record for ``waived``, and the parts that it only corrects.
        """
        if not self.minor_change and not list_corrections(self.waived):
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
            if not chain or not reads_same(chain[-1], old.get(part)):
                chain = [old.get(part)]
            waived[part] = [*chain, new.get(part)][-LONGEST_CHAIN:]
        return waived, changed


def list_corrections(waived: Waived) -> Waived:
    """The parts of the record that have been corrected."""
    return {part: chain for part, chain in waived.items() if len(chain) > 1}


def note_parts(waived: Waived, fingerprint: dict[str, str]) -> Waived:
    """
    Write into the record what each part of the body says now.

    The front sheet is no part of it: programs may write its columns one by one.
    """
    present: Waived = {part: [now] for part, now in fingerprint.items()}
    present.pop(FRONT_SHEET, None)
    corrections = list_corrections(waived).items()
    return present | {
        part: chain
        for part, chain in corrections
        if reads_same(chain[-1], fingerprint.get(part))
    }
