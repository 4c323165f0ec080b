"""Ages, as people write them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext, ngettext

from wagtail_localoffer.frameworks.choices import AgeUnit


def describe_ages(youngest: int | None, unit: str, oldest: int | None) -> str:
    """
    Say who is taken: "3 to 11 years"; nothing if no age is known.

    :param unit: an ``AgeUnit``, in which the youngest is counted. The oldest are years.
    """
    words: dict[str, Any] = {"youngest": youngest, "oldest": oldest}
    in_months = unit == AgeUnit.MONTHS
    if youngest is None and oldest is None:
        return ""
    if youngest is None:
        text = ngettext("up to %(oldest)s year", "up to %(oldest)s years", oldest or 0)
    elif oldest is not None:
        if in_months:
            # Each is counted by itself: 1 month to 1 year.
            text = gettext("%(youngest)s to %(oldest)s")
            words = {
                "youngest": ngettext("%(number)s month", "%(number)s months", youngest)
                % {"number": youngest},
                "oldest": ngettext("%(number)s year", "%(number)s years", oldest)
                % {"number": oldest},
            }
        elif youngest == oldest:
            text = ngettext("%(oldest)s year", "%(oldest)s years", oldest)
        else:
            text = ngettext(
                "%(youngest)s to %(oldest)s year",
                "%(youngest)s to %(oldest)s years",
                oldest,
            )
    elif in_months:
        text = ngettext(
            "%(youngest)s month and over", "%(youngest)s months and over", youngest
        )
    else:
        text = ngettext(
            "%(youngest)s year and over", "%(youngest)s years and over", youngest
        )
    return text % words


def count_years(age: int | None, unit: str) -> int:
    """An age in whole years, 0 if it isn't known: who is one may be 18 months."""
    years = age or 0
    return years // 12 if unit == AgeUnit.MONTHS else years
