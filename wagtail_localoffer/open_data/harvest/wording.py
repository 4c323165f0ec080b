"""Words about a source: what a run found, and what is the matter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wagtail_localoffer.clock import localise
from wagtail_localoffer.offers.listings.models import OfferSource
from wagtail_localoffer.open_data.harvest.keeping import Report


def describe_report(report: Mapping[str, Any]) -> str:
    """What a run found, in one line."""
    found = {**Report().write(), **report}
    words = [
        _("New: %(number)s.") % {"number": found["new"]},
        _("Changed: %(number)s.") % {"number": found["changed"]},
        _("Unchanged: %(number)s.") % {"number": found["unchanged"]},
        _("Gone: %(number)s.") % {"number": found["gone"]},
    ]
    if found["elsewhere"]:
        words.append(
            _("Listed here or by another source already: %(number)s.")
            % {"number": found["elsewhere"]}
        )
    if found["inactive"]:
        words.append(_("Not active: %(number)s.") % {"number": found["inactive"]})
    words.append(_("Refused: %(number)s.") % {"number": found["refused"]})
    return " ".join(words)


def list_reasons(report: Mapping[str, Any]) -> list[str]:
    """Why offers were refused, as far as it is recorded."""
    reasons = list(report.get("reasons", []))
    if (more := report.get("refused", 0) - len(reasons)) > 0:
        reasons.append(
            ngettext("And %(number)s more.", "And %(number)s more.", more)
            % {"number": more}
        )
    return reasons


def describe_state(source: OfferSource) -> str:
    """Say in a line how a source is."""
    if not source.is_active:
        return _("Not active: nobody sees its offers")
    if is_being_read(source):
        return _("It is being read now")
    if source.problem:
        return source.problem
    if source.last_success_at is None:
        return _("Not read yet")
    return _("Works")


def is_being_read(source: OfferSource) -> bool:
    """Whether a process has it."""
    until = source.claimed_until
    return until is not None and until > timezone.now()


def describe_moment(moment: datetime | None) -> str:
    """A day and a time as people write them; that there is none yet."""
    if moment is None:
        return _("never")
    return date_format(localise(moment), "j F Y, H:i")
