"""The report: all local offers that a person may see, and who is behind."""

from __future__ import annotations

from datetime import timedelta
from functools import reduce
from operator import or_
from typing import Any, ClassVar

import django_filters
from django import forms
from django.apps import apps
from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.ui.tables.pages import PageStatusColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import page_permission_policy

from wagtail_localoffer.admin.exports import SafeExportMixin
from wagtail_localoffer.clock import get_today
from wagtail_localoffer.compat import PAGE_MODEL
from wagtail_localoffer.councils.models import Council
from wagtail_localoffer.frameworks.choices import SettingType
from wagtail_localoffer.notices.models import CouncilNotice
from wagtail_localoffer.offers.queries import get_offer_models
from wagtail_localoffer.reporting.queries import (
    SEEING,
    SOON,
    ListedOffer,
    is_due,
    is_missing_something,
    list_offers,
    needs_attention,
)

URL_NAME = "wagtail_localoffer_report"

RESULTS_URL_NAME = "wagtail_localoffer_report_results"


def describe_completeness(offer: ListedOffer) -> str:
    if offer.completeness is None:
        return gettext("Not checked yet")
    return gettext("%(number)s%%") % {"number": offer.completeness}


def describe_review(offer: ListedOffer) -> str:
    """Say when the review is due, and in words if that day has passed."""
    if offer.review_due is None:
        return ""
    day = date_format(offer.review_due, "DATE_FORMAT")
    if offer.review_due < get_today():
        return gettext("%(day)s (overdue)") % {"day": day}
    return day


def describe_needs(offer: ListedOffer) -> list[str]:
    """Say why an offer needs attention."""
    needs = []
    if offer.missing_musts:
        needs.append(
            ngettext(
                "%(number)s mandatory item was not found",
                "%(number)s mandatory items were not found",
                offer.missing_musts,
            )
            % {"number": offer.missing_musts}
        )
    today = get_today()
    if offer.review_due and offer.review_due <= today + SOON:
        text = gettext("Review due on %(day)s")
        if offer.review_due < today:
            text = gettext("Review overdue since %(day)s")
        day = date_format(offer.review_due, "DATE_FORMAT")
        needs.append(text % {"day": day})
    return needs


def list_kinds() -> list[tuple[str, str]]:
    """The project's kinds of offer, by the labels of their models."""
    return [
        (model._meta.label, capfirst(str(model._meta.verbose_name)))
        for model in get_offer_models()
    ]


class LocalOfferFilterSet(WagtailFilterSet):
    attention = django_filters.ChoiceFilter(
        label=_("Needs attention"),
        method="filter_attention",
        choices=[
            ("any", _("For any of these reasons")),
            ("missing", _("A mandatory item is missing")),
            ("overdue", _("Its review is overdue")),
            ("soon", _("Its review is due within 30 days")),
        ],
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )
    live = django_filters.ChoiceFilter(
        label=_("Status"),
        choices=[("True", _("Live")), ("False", _("Draft"))],
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )
    setting_type = django_filters.ChoiceFilter(
        label=_("Type of setting"),
        choices=SettingType.choices,
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )
    kind = django_filters.ChoiceFilter(
        label=_("Kind"),
        method="filter_kind",
        choices=list_kinds,
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )
    council = django_filters.ModelChoiceFilter(
        label=_("Council"),
        method="filter_council",
        queryset=Council.objects.all(),
    )

    class Meta:
        model = apps.get_model(PAGE_MODEL)
        fields: ClassVar[list[str]] = []

    def filter_attention(self, queryset: Any, name: str, value: str) -> Any:
        today = get_today()
        yesterday = today - timedelta(days=1)
        conditions = {
            "any": needs_attention(today),
            "missing": is_missing_something(),
            "overdue": is_due(yesterday),
            "soon": is_due(today + SOON) & ~is_due(yesterday),
        }
        return queryset.filter(conditions[value])

    def filter_kind(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.exact_type(apps.get_model(value))

    def filter_council(self, queryset: Any, name: str, value: Council) -> Any:
        # The council is in the table of each page type, not in that of all pages.
        places = [
            Q(pk__in=model._default_manager.filter(council=value).values("pk"))
            for model in get_offer_models()
        ]
        return queryset.filter(reduce(or_, places, Q(pk__in=[])))


class LocalOfferReportView(SafeExportMixin, ReportView):
    page_title = _("Local offers")
    header_icon = "group"
    verbose_name_plural = _("local offers")
    index_url_name = URL_NAME
    index_results_url_name = RESULTS_URL_NAME
    permission_policy = page_permission_policy
    any_permission_required: ClassVar[list[str]] = list(SEEING)
    filterset_class = LocalOfferFilterSet
    is_searchable = True
    # The database is asked: the search index knows nothing of summaries, and a title in
    # it is that of the live version.
    search_backend_name = None
    search_fields: ClassVar[list[str]] = ["draft_title", "title", "setting_name"]
    # Who is behind comes first.
    default_ordering = "-missing_musts"

    columns: ClassVar[list[Any]] = [
        TitleColumn(
            "title",
            label=_("Title"),
            accessor="get_admin_display_title",
            sort_key="draft_title",
            width="25%",
            get_url=lambda page: page.edit_url,
        ),
        Column("setting_name", label=_("Name"), sort_key="setting_name"),
        PageStatusColumn("status", label=_("Status"), sort_key="live"),
        Column(
            "completeness",
            label=_("Complete"),
            accessor=describe_completeness,
            sort_key="completeness",
        ),
        # Short headings: Wagtail doesn't wrap them, and the titles need the room.
        Column("missing_musts", label=_("Missing"), sort_key="missing_musts"),
        Column("reading_age", label=_("Reading age"), sort_key="reading_age"),
        Column(
            "review_due",
            label=_("Review due"),
            accessor=describe_review,
            sort_key="review_due",
        ),
        DateColumn("last_told", label=_("Council told"), sort_key="last_told"),
    ]

    export_headings: ClassVar[dict[str, Any]] = {
        "get_admin_display_title": _("Title"),
        "setting_name": _("Name"),
        "page_type_display_name": _("Kind"),
        "status_string": _("Status"),
        "completeness": _("Complete (%)"),
        "missing_musts": _("Mandatory items missing"),
        "reading_age": _("Reading age"),
        "review_due": _("Review due"),
        "last_told": _("Council last told"),
    }
    list_export: ClassVar[list[str]] = list(export_headings)

    def get(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if self.is_export:
            # Wagtail counts them first, and reads all of them for that.
            return self.as_spreadsheet(
                self.get_filtered_queryset(), request.GET["export"]
            )
        return super().get(request, *args, **kwargs)

    def get_base_queryset(self) -> Any:
        told = CouncilNotice.objects.filter(
            offer_id=OuterRef("pk"), sent_at__isnull=False, diverted=False
        )
        offers: Any = list_offers(self.request.user, SEEING).annotate(
            last_told=Subquery(told.order_by("-number").values("sent_at")[:1])
        )
        # Otherwise the status of each page would take two queries of its own.
        return offers.annotate_approved_schedule().prefetch_workflow_states()

    def order_queryset(self, queryset: Any) -> Any:
        key = self.ordering.removeprefix("-")
        # What isn't known comes last either way, and the same on every database.
        expression = (
            F(key).desc(nulls_last=True)
            if self.ordering.startswith("-")
            else F(key).asc(nulls_last=True)
        )
        return queryset.order_by(expression, "draft_title", "pk")

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        editable = set(
            page_permission_policy.instances_user_has_permission_for(
                self.request.user, "change"
            )
            .filter(pk__in=[page.pk for page in object_list])
            .values_list("pk", flat=True)
        )
        for page in object_list:
            page.edit_url = (
                reverse("wagtailadmin_pages:edit", args=[page.pk])
                if page.pk in editable
                else None
            )
        return object_list

    def get_filename(self) -> str:
        return f"local-offers-{get_today().isoformat()}"


class LocalOfferReportMenuItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return page_permission_policy.user_has_any_permission(request.user, set(SEEING))
