"""What families said by school year and offer: received, answered, changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import Case, Count, IntegerField, Max, Q, Value, When
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permissions import page_permission_policy

from wagtail_localoffer.admin.comment_access import list_readable
from wagtail_localoffer.admin.exports import SafeExportMixin
from wagtail_localoffer.admin.report_rows import CardTable, LabelledColumn
from wagtail_localoffer.clock import get_today
from wagtail_localoffer.feedback.choices import CommentStatus
from wagtail_localoffer.feedback.school_years import (
    COUNTED,
    is_within,
    list_starts,
    name_school_year,
)

COMMENTS = "wagtail_localoffer:comments"


@dataclass(frozen=True)
class YearRow:
    """One school year of one offer."""

    year: int
    setting_name: str
    received: int
    answered: int
    changed: int
    waiting: int
    #: What tables and spreadsheets ask rows for.
    pk: int = 0

    @property
    def school_year(self) -> str:
        return name_school_year(self.year)


def count_years(user: Any) -> Iterator[YearRow]:
    """
    Count what came about each offer that a person may edit, the newest year first.

    What is answered or changed counts in the year in which it was asked. Spam doesn't.
    """
    comments = list_readable(user).genuine()
    years = (
        When(is_within(start), then=Value(start)) for start in list_starts(comments)
    )
    counted: Any = (
        comments.annotate(year=Case(*years, output_field=IntegerField()))
        .order_by()
        .values("year", "page")
        .annotate(
            setting=Max("setting_name"),
            waiting=Count("pk", filter=Q(status=CommentStatus.NEW)),
            **{
                # What is counted of all has no condition of its own.
                name: Count("pk", filter=condition or None)
                for name, condition in COUNTED.items()
            },
        )
        .order_by("-year", "setting", "page")
    )
    for each in counted:
        yield YearRow(
            each["year"],
            each["setting"],
            each["received"],
            each["answered"],
            each["changed"],
            each["waiting"],
            each["page"] or 0,
        )


class CommentYearsView(SafeExportMixin, ReportView):
    """How much families said, and how much was done about it, by school year."""

    page_title = _("What families say, by school year")
    header_icon = "calendar"
    template_name = "wagtail_localoffer/admin/comments.html"
    table_class = CardTable
    verbose_name_plural = _("school years")
    index_url_name = "wagtail_localoffer:comment_years"
    index_results_url_name = "wagtail_localoffer:comment_years_results"
    permission_policy = page_permission_policy
    any_permission_required: ClassVar[list[str]] = ["change"]

    columns: ClassVar[list[Any]] = [
        LabelledColumn("school_year", label=_("School year")),
        LabelledColumn("setting_name", label=_("Offer")),
        LabelledColumn("received", label=_("Received")),
        LabelledColumn("answered", label=_("Answered")),
        LabelledColumn("changed", label=_("Led to a change")),
        LabelledColumn("waiting", label=_("Waiting")),
    ]
    export_headings: ClassVar[dict[str, Any]] = {
        "school_year": _("School year"),
        "setting_name": _("Offer"),
        "received": _("Received"),
        "answered": _("Answered"),
        "changed": _("Led to a change"),
        "waiting": _("Waiting"),
    }
    list_export: ClassVar[list[str]] = list(export_headings)

    @cached_property
    def header_buttons(self) -> list[Any]:
        return [
            HeaderButton(_("All messages"), url=reverse(COMMENTS), icon_name="comment")
        ]

    def get_queryset(self) -> Any:
        return list(count_years(self.request.user))

    def get_filtered_queryset(self) -> Any:
        return self.get_queryset()

    def get_rows(self, queryset: Any) -> Any:
        return queryset

    def get_filename(self) -> str:
        return f"families-by-school-year-{get_today().isoformat()}"
