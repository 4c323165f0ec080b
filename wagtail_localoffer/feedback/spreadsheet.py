"""Published questions and answers as a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO
from typing import Any

from django.utils.translation import gettext_lazy as _

from wagtail_localoffer.clock import get_day
from wagtail_localoffer.feedback.models import FamilyComment
from wagtail_localoffer.text.plain import defuse_formula

#: By which programs tell that it is no file of an old encoding.
BYTE_ORDER_MARK = "\ufeff"

HEADINGS = (
    _("Published"),
    _("Section"),
    _("What was asked"),
    _("What we answer"),
    _("What we changed"),
)


def list_cells(comment: FamilyComment, section: Any = None) -> list[str]:
    """
    The row of a published comment, below the headings.

    :param section: the section that it is about, if the offer still has it.
    """
    # The database refuses a published comment without its date.
    day = get_day(comment.published_at) if comment.published_at else ""
    heading = section.heading if section else ""
    return [str(day), str(heading), comment.question, comment.answer, comment.change]


def write_spreadsheet(rows: Iterable[Iterable[Any]]) -> str:
    """Write rows as CSV. Whoever opens it runs no formula of somebody else's."""
    file = StringIO()
    file.write(BYTE_ORDER_MARK)
    csv.writer(file).writerows(
        [defuse_formula(str(cell)) for cell in row] for row in rows
    )
    return file.getvalue()
