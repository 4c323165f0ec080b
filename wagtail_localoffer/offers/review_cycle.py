"""Reviews: the day by which the next one is due."""

from __future__ import annotations

from datetime import date

from wagtail_localoffer.clock import FIRST_MONTH, get_school_year
from wagtail_localoffer.conf import SCHOOL_YEAR


def next_review(reviewed_on: date, cycle: str) -> date:
    """
    Say by which day an offer should be reviewed again.

    The SEN information report is to be updated annually; one council wants it each
    September.

    :param cycle: ``12 months`` after the last review, or the end of September of the
        next ``school year``.
    """
    if cycle == SCHOOL_YEAR:
        return date(get_school_year(reviewed_on) + 1, FIRST_MONTH, 30)
    if (reviewed_on.month, reviewed_on.day) == (2, 29):
        reviewed_on = reviewed_on.replace(day=28)
    return reviewed_on.replace(year=reviewed_on.year + 1)
