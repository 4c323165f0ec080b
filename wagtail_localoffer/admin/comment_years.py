"""What families said by school year and offer: received, answered, changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.db.models import Case, Count, IntegerField, Max, Min, Q, Value, When
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permissions import page_permission_policy

from wagtail_localoffer.admin.comment_access import list_readable
from wagtail_localoffer.admin.exports import SafeExportMixin
from wagtail_localoffer.admin.report_rows import CardTable, LabelledColumn
from wagtail_localoffer.clock import get_day, get_moment, get_today
from wagtail_localoffer.feedback.choices import CommentStatus
from wagtail_localoffer.feedback.models import FamilyComment

COMMENTS = "wagtail_localoffer:comments"

#: School years begin with this month.
SEPTEMBER = 9


def find_school_year(day: date) -> int:
    """The year in which the school year of a day began."""
    return day.year if day.month >= SEPTEMBER else day.year - 1


def name_school_year(year: int) -> str:
    """A school year as people call it, such as 2026/27."""
    return f"{year}/{(year + 1) % 100:02}"


def list_school_years() -> list[int]:
    """The school years in which families may have written, the newest first."""
    first = FamilyComment.objects.aggregate(first=Min("created_at"))["first"]
    now = find_school_year(get_today())
    then = find_school_year(get_day(first)) if first else now
    return list(range(now, then - 1, -1))


def filter_year(comments: Any, year: int) -> Any:
    """Those of some comments that came in one school year."""
    return comments.filter(
        created_at__gte=get_moment(date(year, SEPTEMBER, 1), 0),
        created_at__lt=get_moment(date(year + 1, SEPTEMBER, 1), 0),
    )


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
    years = list_school_years()
    began = (
        # The newest that fits comes first.
        When(created_at__gte=get_moment(date(year, SEPTEMBER, 1), 0), then=Value(year))
        for year in years
    )
    counted = (
        list_readable(user)
        .exclude(status=CommentStatus.SPAM)
        .annotate(year=Case(*began, output_field=IntegerField()))
        .order_by()
        .values("year", "page")
        .annotate(
            setting=Max("setting_name"),
            received=Count("pk"),
            answered=Count("pk", filter=Q(answered_at__isnull=False)),
            changed=Count("pk", filter=~Q(change="")),
            waiting=Count("pk", filter=Q(status=CommentStatus.NEW)),
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
