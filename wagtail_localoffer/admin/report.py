"""The report: all local offers that a person may see, and who is behind."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import page_permission_policy

from wagtail_localoffer.admin.council_columns import add_told
from wagtail_localoffer.admin.exports import Rows, SafeExportMixin
from wagtail_localoffer.admin.report_filters import LocalOfferFilterSet
from wagtail_localoffer.admin.report_rows import (
    CardTable,
    ChoiceColumn,
    LabelledColumn,
    SettingColumn,
    StateColumn,
    list_rows,
)
from wagtail_localoffer.clock import get_today
from wagtail_localoffer.reporting.queries import (
    SEEING,
    gather,
    list_offers,
    list_others,
    list_pages,
)

URL_NAME = "wagtail_localoffer_report"

RESULTS_URL_NAME = "wagtail_localoffer_report_results"


class LocalOfferReportView(SafeExportMixin, ReportView):
    """The report of the local offers that somebody may see, also as a spreadsheet."""

    page_title = _("Local offers report")
    header_icon = "group"
    template_name = "wagtail_localoffer/admin/report.html"
    table_class = CardTable
    verbose_name_plural = _("local offers")
    index_url_name = URL_NAME
    index_results_url_name = RESULTS_URL_NAME
    permission_policy = page_permission_policy
    any_permission_required: ClassVar[list[str]] = list(SEEING)
    filterset_class = LocalOfferFilterSet
    is_searchable = True
    #: Whether each offer is followed by its translations.
    gathers = True
    # The database is asked: the search index knows nothing of summaries, and a title in
    # it is that of the live version.
    search_backend_name = None
    search_fields: ClassVar[list[str]] = ["draft_title", "title", "setting_name"]
    # Who is behind comes first.
    default_ordering = "-missing_musts"

    columns: ClassVar[list[Any]] = [
        ChoiceColumn("bulk_actions", obj_type="offer"),
        SettingColumn(
            "setting",
            label=_("Setting"),
            accessor="row.setting",
            sort_key="setting_name",
            width="22%",
        ),
        LabelledColumn(
            "council",
            label=_("Council"),
            accessor="row.council",
            sort_key="council_name",
        ),
        LabelledColumn(
            "contact",
            label=_("SENCO or contact"),
            accessor="row.contact",
            sort_key="contact_name",
        ),
        StateColumn(
            "state",
            label=_("State"),
            accessor="row.state",
            sort_key="missing_musts",
            width="20%",
        ),
        LabelledColumn(
            "changed",
            label=_("Last change"),
            accessor="row.changed_in_words",
            sort_key="last_published_at",
        ),
        LabelledColumn(
            "review",
            label=_("Next review"),
            accessor="row.review_in_words",
            sort_key="review_due",
        ),
        LabelledColumn(
            "told",
            label=_("Council told"),
            accessor="row.told_in_words",
            sort_key="last_told",
        ),
    ]

    export_headings: ClassVar[dict[str, Any]] = {
        "row.setting": _("Setting"),
        "row.title": _("Page"),
        "row.relation": _("Translation of the setting above"),
        "row.language": _("Language"),
        "row.kind": _("Kind"),
        "row.council": _("Council"),
        "row.contact": _("SENCO or contact"),
        "status_string": _("Status"),
        "row.state": _("State"),
        "row.completeness": _("Complete (%)"),
        "row.obstacles": _("Needed to publish"),
        "row.law": _("The law asks"),
        "row.tips": _("Tips"),
        "row.reading_age": _("Reading age"),
        "row.changed": _("Last change"),
        "row.review": _("Next review"),
        "row.told": _("Council last told"),
        "row.answer": _("The council’s answer"),
        "row.taking_part": _("How families took part"),
        "row.reviewed_with": _("Took part in the last review"),
        "row.review_changed": _("What changed because of it"),
        "waiting_comments": _("Families wait for an answer"),
    }
    list_export: ClassVar[list[str]] = list(export_headings)

    def get(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if self.is_export:
            # Wagtail counts them first, and reads all of them for that.
            return self.as_spreadsheet(self.get_queryset(), request.GET["export"])
        return super().get(request, *args, **kwargs)

    def get_base_queryset(self) -> Any:
        return self.add_figures(list_offers(self.request.user, SEEING))

    def add_figures(self, pages: Any) -> Any:
        # Otherwise the status of each page would take two queries of its own, and its
        # language one.
        return (
            add_told(pages)
            .annotate_approved_schedule()
            .prefetch_workflow_states()
            .prefetch_related("locale")
        )

    def get_queryset(self) -> Any:
        """What is looked for, by its originals: a translation stands under its own."""
        found = super().get_queryset()
        is_all = not (self.is_searching or self.is_filtering)
        originals = gather(found, self.get_base_queryset(), is_all=is_all)
        return self.order_queryset(originals)

    def get_filtered_queryset(self) -> Any:
        # Wagtail would filter a second time, and drop originals of what was found.
        return self.get_queryset()

    def order_queryset(self, queryset: Any) -> Any:
        key = self.ordering.removeprefix("-")
        # What isn't known comes last either way, and the same on every database.
        expression = (
            F(key).desc(nulls_last=True)
            if self.ordering.startswith("-")
            else F(key).asc(nulls_last=True)
        )
        return queryset.order_by(expression, "draft_title", "pk")

    def paginate_queryset(self, queryset: Any, page_size: int) -> Any:
        """Find the rows of a page by their keys, and read only those with all of it."""
        paginator, page, found, has_others = super().paginate_queryset(
            queryset, page_size
        )
        keys = list(found.values_list("pk", flat=True))
        rows = self.get_base_queryset().in_bulk(keys)
        # One may have been deleted in between.
        return paginator, page, [rows[key] for key in keys if key in rows], has_others

    def list_rows(self, originals: Iterable[Any]) -> list[Any]:
        """Give the pages of the rows: originals, each followed by its translations."""
        originals = list(originals)
        if not self.gathers:
            return list(list_rows(originals, {}))
        pages = self.add_figures(list_pages(self.request.user, SEEING))
        return list(list_rows(originals, list_others(originals, pages)))

    def get_rows(self, queryset: Any) -> Rows:
        return Rows(queryset, self.list_rows)

    def get_table(self, object_list: Any) -> Any:
        pages = self.list_rows(object_list)
        editable = set(
            page_permission_policy.instances_user_has_permission_for(
                self.request.user, "change"
            )
            .filter(pk__in=[page.pk for page in pages])
            .values_list("pk", flat=True)
        )
        for page in pages:
            page.edit_url = (
                reverse("wagtailadmin_pages:edit", args=[page.pk])
                if page.pk in editable
                else None
            )
        return super().get_table(pages)

    def get_filename(self) -> str:
        return f"local-offers-{get_today().isoformat()}"


class LocalOfferReportMenuItem(MenuItem):
    """The report in Wagtail's menu, for those who may see any page in it."""

    def is_shown(self, request: Any) -> bool:
        return page_permission_policy.user_has_any_permission(request.user, set(SEEING))
