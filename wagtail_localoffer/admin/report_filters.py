"""What the report of all offers can be filtered by."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

import django_filters
from django import forms
from django.apps import apps
from django.db.models import F, Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from wagtail_localoffer.admin.council_columns import is_objected_to
from wagtail_localoffer.clock import get_today
from wagtail_localoffer.compat import PAGE_MODEL
from wagtail_localoffer.councils.models import Council, OfferCouncil
from wagtail_localoffer.frameworks.choices import SettingType
from wagtail_localoffer.offers.queries import get_offer_models
from wagtail_localoffer.reporting.models import SUMMARY, OfferSummary
from wagtail_localoffer.reporting.queries import (
    SOON,
    is_asked_something,
    is_due,
    is_missing_something,
    needs_attention,
)


def list_kinds() -> list[tuple[str, str]]:
    """The project's kinds of offer, by the labels of their models."""
    return [
        (model._meta.label, capfirst(str(model._meta.verbose_name)))
        for model in get_offer_models()
    ]


class LocalOfferFilterSet(WagtailFilterSet):
    """The filters above the report."""

    attention = django_filters.ChoiceFilter(
        label=_("What is asked of it"),
        method="filter_attention",
        choices=[
            ("any", _("Anything at all")),
            ("missing", _("Needed to publish, or the law asks")),
            ("obstacles", _("Needed to publish")),
            ("law", _("The law asks")),
            ("overdue", _("Its review is overdue")),
            ("soon", _("Its review is due within 30 days")),
            ("waiting", _("Families wait for an answer")),
            ("answer", _("The council answered that something is wrong")),
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
        # Of more than a hundred, those that an offer links to.
        queryset=lambda request: Council.objects.filter(
            Q(pk__in=OfferSummary.objects.values("council"))
            | Q(pk__in=OfferCouncil.objects.values("council"))
        ),
    )

    taking_part = django_filters.ChoiceFilter(
        label=_("How families took part"),
        field_name="says_who_took_part",
        choices=[("True", _("It says how")), ("False", _("It does not say how"))],
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )

    class Meta:
        model = apps.get_model(PAGE_MODEL)
        fields: ClassVar[list[str]] = []

    def filter_attention(self, queryset: Any, name: str, value: str) -> Any:
        today = get_today()
        yesterday = today - timedelta(days=1)
        conditions = {
            "any": needs_attention(today) | is_objected_to(),
            "obstacles": Q(obstacles__gt=0),
            "law": Q(missing_musts__gt=F("obstacles")),
            "missing": is_missing_something(),
            "overdue": is_due(yesterday),
            "soon": is_due(today + SOON) & ~is_due(yesterday),
            "waiting": is_asked_something(),
            "answer": is_objected_to(),
        }
        return queryset.filter(conditions[value])

    def filter_kind(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.exact_type(apps.get_model(value))

    def filter_council(self, queryset: Any, name: str, value: Council) -> Any:
        further = OfferCouncil.objects.filter(council=value)
        return queryset.filter(
            Q(**{f"{SUMMARY}__council": value}) | Q(pk__in=further.values("offer"))
        )
