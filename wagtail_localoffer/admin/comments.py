"""What families say: the list of all that they wrote, for those who answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

import django_filters
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permissions import page_permission_policy

from wagtail_localoffer.admin.comment_access import list_readable, may_export_private
from wagtail_localoffer.admin.comment_words import add_rows
from wagtail_localoffer.admin.comment_years import COMMENTS
from wagtail_localoffer.admin.exports import Rows, SafeExportMixin
from wagtail_localoffer.admin.offer_notices import OfferMenuItem
from wagtail_localoffer.admin.report_rows import CardTable, LabelledColumn
from wagtail_localoffer.clock import get_today
from wagtail_localoffer.feedback.choices import CommentStatus
from wagtail_localoffer.feedback.models import LETTERS, FamilyComment
from wagtail_localoffer.feedback.school_years import (
    is_within,
    list_starts,
    name_school_year,
)
from wagtail_localoffer.reporting.queries import list_offers

YEARS = "wagtail_localoffer:comment_years"

#: What waits comes first.
STATES = tuple(CommentStatus.values)


class OfferField(django_filters.fields.ModelChoiceField):
    """Offers by the names of their settings: their pages may all have the same."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.setting_name or obj.get_admin_display_title())


class OfferFilter(django_filters.ModelChoiceFilter):
    field_class = OfferField


def list_commented(request: Any) -> QuerySet[Any]:
    """The offers about which there are comments that a person may read."""
    offers = list_offers(request.user, ("change",))
    commented = FamilyComment.objects.filter(page__isnull=False).values("page")
    return offers.filter(pk__in=commented).order_by("setting_name", "draft_title")


class CommentFilterSet(WagtailFilterSet):
    status = django_filters.ChoiceFilter(
        label=_("State"),
        choices=CommentStatus.choices,
        empty_label=_("All but spam"),
    )
    offer = OfferFilter(
        label=_("Offer"),
        field_name="page",
        queryset=list_commented,
        empty_label=_("All"),
    )
    year = django_filters.ChoiceFilter(
        label=_("School year"),
        method="filter_year",
        choices=lambda: [
            (str(start), name_school_year(start))
            for start in list_starts(FamilyComment.objects.all())
        ],
        empty_label=_("All"),
    )

    class Meta:
        model = FamilyComment
        fields: ClassVar[list[str]] = []

    def filter_year(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.filter(is_within(int(value)))


class CommentsView(SafeExportMixin, ReportView):
    """All that families wrote about the offers that a person may edit."""

    page_title = _("What families say")
    header_icon = "comment"
    template_name = "wagtail_localoffer/admin/comments.html"
    table_class = CardTable
    verbose_name_plural = _("messages")
    index_url_name = COMMENTS
    index_results_url_name = "wagtail_localoffer:comments_results"
    permission_policy = page_permission_policy
    any_permission_required: ClassVar[list[str]] = ["change"]
    filterset_class = CommentFilterSet
    is_searchable = True
    # What they wrote is in no search index.
    search_backend_name = None
    search_fields: ClassVar[list[str]] = ["reference", "setting_name"]
    default_ordering = "rank"

    columns: ClassVar[list[Any]] = [
        TitleColumn(
            "reference",
            label=_("Message"),
            classname="localoffer-report__reference",
            get_url=lambda each: each.row.url,
        ),
        LabelledColumn("setting_name", label=_("Offer"), sort_key="setting_name"),
        LabelledColumn("topic", label=_("About"), accessor="row.topic"),
        LabelledColumn("section", label=_("Section"), accessor="row.section"),
        LabelledColumn(
            "created_at",
            label=_("Received"),
            accessor="row.received",
            sort_key="created_at",
        ),
        LabelledColumn("waiting", label=_("Waiting"), accessor="row.waiting"),
        LabelledColumn(
            "state", label=_("State"), accessor="row.state", sort_key="rank"
        ),
    ]

    #: The same for everybody who sees the list.
    public_headings: ClassVar[dict[str, Any]] = {
        "reference": _("Message"),
        "setting_name": _("Offer"),
        "row.topic": _("About"),
        "row.section": _("Section"),
        "row.received_on": _("Received"),
        "row.days": _("Waiting (days)"),
        "row.late": _("Longer than ten school days"),
        "row.state": _("State"),
        "row.answered": _("Answered"),
        "row.published": _("Published"),
        "question": _("What was asked"),
        "answer": _("What we answer"),
        "change": _("What we changed"),
        "row.changed_section": _("Where"),
    }
    private_headings: ClassVar[dict[str, Any]] = {
        "message": _("Message of the family"),
        "name": _("Name"),
        "reply_to": _("Email address"),
        "reply": _("Answer to the person"),
        "closed_because": _("Closed because"),
    }
    export_headings: ClassVar[dict[str, Any]] = {**public_headings, **private_headings}

    @cached_property
    def list_export(self) -> list[str]:
        if may_export_private(self.request.user):
            return list(self.export_headings)
        return list(self.public_headings)

    @cached_property
    def header_buttons(self) -> list[Any]:
        return [
            HeaderButton(_("By school year"), url=reverse(YEARS), icon_name="calendar")
        ]

    def get(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if self.is_export:
            # Wagtail counts them first, and reads all of them for that.
            return self.as_spreadsheet(self.get_queryset(), request.GET["export"])
        return super().get(request, *args, **kwargs)

    def get_base_queryset(self) -> Any:
        comments = list_readable(self.request.user)
        if self.request.GET.get("status") != CommentStatus.SPAM:
            comments = comments.genuine()
        states = (
            When(status=status, then=Value(rank)) for rank, status in enumerate(STATES)
        )
        return comments.select_related("page").annotate(
            rank=Case(*states, output_field=IntegerField())
        )

    def get_filtered_queryset(self) -> Any:
        # Wagtail would filter a second time.
        return self.get_queryset()

    @cached_property
    def search_query(self) -> str:
        """What is looked for; a reference with or without its hyphen and capitals."""
        query: str = super().search_query
        letters = "".join(filter(str.isalnum, query)).upper()
        if len(letters) == 8 and set(letters) <= set(LETTERS):
            return f"{letters[:4]}-{letters[4:]}"
        return query

    def order_queryset(self, queryset: Any) -> Any:
        # Of those that wait, who has been waiting longest; of others, the newest.
        longest = Case(When(status=CommentStatus.NEW, then="created_at"))
        return queryset.order_by(self.ordering, longest, "-created_at", "-pk")

    def get_table(self, object_list: Any) -> Any:
        return super().get_table(list(add_rows(object_list)))

    def get_rows(self, queryset: Any) -> Rows:
        return Rows(queryset, self.add_rows)

    def add_rows(self, comments: Iterable[Any]) -> Iterable[Any]:
        return add_rows(comments)

    def get_filename(self) -> str:
        return f"families-{get_today().isoformat()}"


def find_comments_url(*, offer: Any = None, waiting: bool = False) -> str:
    """Where the list is, with all of it or some."""
    query = []
    if waiting:
        query.append(f"status={CommentStatus.NEW}")
    if offer is not None:
        query.append(f"offer={offer.pk}")
    url = reverse(COMMENTS)
    return f"{url}?{'&'.join(query)}" if query else url


def count_waiting(user: Any) -> int:
    """How many messages wait for an answer of a person or their colleagues."""
    return list_readable(user).waiting().count()


class OfferCommentsMenuItem(OfferMenuItem):
    """Leads from the menu of an offer's page to what families say about it."""

    icon_name = "comment"

    @cached_property
    def url(self) -> str:
        return find_comments_url(offer=self.page)
