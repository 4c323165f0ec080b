"""The way in: the offers that a person may edit, and how a new one is begun."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import F, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import TitleColumn
from wagtail.admin.ui.tables.pages import PageStatusColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets import AdminPageChooser
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permissions import page_permission_policy

from wagtail_localoffer.admin.comment_years import COMMENTS
from wagtail_localoffer.admin.comments import CommentsView
from wagtail_localoffer.admin.council_columns import add_told, list_needs
from wagtail_localoffer.admin.manual import URL_NAME as MANUAL
from wagtail_localoffer.admin.report import URL_NAME as REPORT
from wagtail_localoffer.admin.report import LocalOfferReportMenuItem
from wagtail_localoffer.admin.report_rows import CardTable, LabelledColumn
from wagtail_localoffer.frameworks.choices import SettingType
from wagtail_localoffer.offers.mixin import OfferMixin
from wagtail_localoffer.offers.queries import get_offer_models, is_setting_type
from wagtail_localoffer.reporting.queries import list_offers
from wagtail_localoffer.reporting.wording import is_measured

MY_OFFERS = "wagtail_localoffer:my_offers"
NEW_OFFER = "wagtail_localoffer:new_offer"
BRING = "wagtail_localoffer:bring_document"


def describe_in_a_line(offer: Any) -> str:
    """What an offer needs, in one line; that it is fine, if it needs nothing."""
    if not is_measured(offer):
        return gettext("Not checked yet")
    needs = list_needs(offer)
    if not offer.live:
        needs = [gettext("Not published"), *needs]
    return ". ".join(needs) or gettext("Fine: nothing to do")


class MyOffersView(ReportView):
    """The offers that a person may edit, with what each needs."""

    page_title = _("My offers")
    header_icon = "group"
    template_name = "wagtail_localoffer/admin/my_offers.html"
    table_class = CardTable
    verbose_name_plural = _("local offers")
    index_url_name = MY_OFFERS
    index_results_url_name = "wagtail_localoffer:my_offers_results"
    permission_policy = page_permission_policy
    any_permission_required: ClassVar[list[str]] = ["add", "change"]
    is_searchable = True
    # The search index knows nothing of summaries.
    search_backend_name = None
    search_fields: ClassVar[list[str]] = ["draft_title", "title", "setting_name"]
    default_ordering = "setting_name"
    list_export: ClassVar[list[str]] = []

    columns: ClassVar[list[Any]] = [
        TitleColumn(
            "setting_name",
            label=_("Setting or service"),
            accessor=lambda page: page.setting_name or page.get_admin_display_title(),
            sort_key="setting_name",
            get_url=lambda page: reverse("wagtailadmin_pages:edit", args=[page.pk]),
        ),
        LabelledColumn(
            "draft_title",
            label=_("Page"),
            accessor=lambda page: page.get_admin_display_title(),
            sort_key="draft_title",
        ),
        LabelledColumn("state", label=_("What it needs"), accessor=describe_in_a_line),
        PageStatusColumn("status", label=_("Status"), sort_key="live"),
    ]

    @property
    def header_buttons(self) -> list[Any]:
        if not can_add_offer(self.request.user):
            return []
        return [
            HeaderButton(_("New offer"), url=reverse(NEW_OFFER), icon_name="plus"),
            HeaderButton(_("Bring a document"), reverse(BRING), icon_name="upload"),
        ]

    def get_base_queryset(self) -> Any:
        offers = add_told(list_offers(self.request.user, ("change",)))
        return offers.annotate_approved_schedule().prefetch_workflow_states()

    def order_queryset(self, queryset: Any) -> Any:
        key = F(self.ordering.removeprefix("-"))
        order = key.desc if self.ordering.startswith("-") else key.asc
        # What isn't known comes last either way, and the same on every database.
        return queryset.order_by(order(nulls_last=True), "draft_title", "pk")


def list_places(user: Any, model: type[OfferMixin]) -> QuerySet[Any]:
    """The pages below which a person may add an offer of a kind, the topmost first."""
    parents = model.allowed_parent_page_models()
    pages = page_permission_policy.instances_user_has_permission_for(user, "add")
    # Nobody sees what stands beside the sites themselves.
    return pages.exact_type(*parents).filter(depth__gt=1).order_by("depth", "path")


def can_add_offer(user: Any) -> bool:
    """Whether there is a page below which a person may add an offer of any kind."""
    return any(
        model.is_creatable and list_places(user, model).exists()
        for model in get_offer_models()
    )


class NewOfferForm(forms.Form):
    """What an offer is about, on which it depends what is asked, and where it goes."""

    about = forms.ChoiceField(
        label=_("What is the offer about?"),
        help_text=_("What you are asked depends on it. You can change it later."),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what the offer is about.")},
    )
    #: Only asked where several kinds are about the same types of setting.
    kind = forms.ChoiceField(
        label=_("In which form?"),
        help_text=_("For a setting. Your council can tell you which one it wants."),
        widget=forms.RadioSelect,
        required=False,
    )
    parent: Any = forms.ModelChoiceField(
        label=_("Below which page does it stand?"),
        queryset=None,
        widget=AdminPageChooser,
        error_messages={"required": _("Choose the page below which it stands.")},
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = {
            model: list_places(user, model)
            for model in get_offer_models()
            if model.is_creatable
        }
        self.places = {
            model: pages for model, pages in places.items() if pages.exists()
        }
        fields: dict[str, Any] = self.fields
        parent = fields["parent"]
        fields["about"].choices = list_subjects(self.places)
        kinds = [each for each in self.places if list_types(each)]
        if len(kinds) > 1:
            fields["kind"].choices = name_kinds(kinds)
            fields["kind"].initial = kinds[0]._meta.label
        else:
            del fields["kind"]
        parent.queryset = page_permission_policy.instances_user_has_permission_for(
            user, "add"
        )
        found = [page.pk for pages in self.places.values() for page in pages[:2]]
        parent.initial = found[0] if found else None
        if len(set(found)) == 1:
            # There is nothing to choose.
            parent.widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if self.errors:
            return data
        model, _setting_type = self.read_kind()
        if model is None:
            self.add_error("kind", gettext("Choose the form of the offer."))
            return data
        page = data["parent"]
        is_place = self.places[model].filter(pk=page.pk).exists()
        if not is_place or not model.can_create_at(page.specific):
            self.add_error(
                "parent", gettext("It can’t stand below that page. Choose another one.")
            )
        return data

    def read_kind(self) -> tuple[type[OfferMixin] | None, str]:
        """
        The kind of offer that was chosen, and its type of setting if it has one.

        Of several kinds that fit, it is ``None`` if none of them was chosen.
        """
        about = self.cleaned_data["about"]
        models = {model._meta.label: model for model in self.places}
        if about in models:
            return models[about], ""
        fitting = {
            label: model
            for label, model in models.items()
            if is_setting_type(model, about)
        }
        if len(fitting) == 1:
            return next(iter(fitting.values())), about
        return fitting.get(self.cleaned_data["kind"]), about


def list_subjects(models: Iterable[type[OfferMixin]]) -> list[tuple[str, Any]]:
    """What offers can be about: each type of setting once, and each kind of service."""
    subjects: dict[str, Any] = {}
    for model in models:
        name = capfirst(str(model._meta.verbose_name))
        subjects.update(list_types(model) or {model._meta.label: name})
    return list(subjects.items())


def list_types(model: type[OfferMixin]) -> dict[str, Any]:
    """The types of setting that an offer of a kind can be about; none for a service."""
    return {
        value: name
        for value, name in SettingType.choices
        if is_setting_type(model, value)
    }


def name_kinds(models: Sequence[type[OfferMixin]]) -> list[tuple[str, Any]]:
    """Name kinds of offers about the same: by their forms, if these differ."""
    names = [str(model.form_name) for model in models]
    return [
        (
            model._meta.label,
            name
            if name and names.count(name) == 1
            else capfirst(str(model._meta.verbose_name)),
        )
        for model, name in zip(models, names, strict=True)
    ]


# Django's own class takes no type: only a package that a project may lack adds that.
class NewOfferView(WagtailAdminTemplateMixin, FormView):  # type: ignore[type-arg]
    """Asks what a new offer is about, and leads to Wagtail's form for it."""

    page_title = _("New offer")
    header_icon = "group"
    template_name = "wagtail_localoffer/admin/new_offer.html"
    form_class = NewOfferForm

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(MY_OFFERS), "label": MyOffersView.page_title},
            {"url": "", "label": self.page_title},
        ]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def get_form(self, form_class: Any = None) -> NewOfferForm:
        form: NewOfferForm = super().get_form(form_class)
        if not form.places:
            raise PermissionDenied
        return form

    def form_valid(self, form: NewOfferForm) -> HttpResponse:
        model, setting_type = form.read_kind()
        options: Any = model and model._meta
        place = form.cleaned_data["parent"].pk
        url = reverse(
            "wagtailadmin_pages:add",
            args=[options.app_label, options.model_name, place],
        )
        query = urlencode({"setting_type": setting_type}) if setting_type else ""
        return redirect(f"{url}?{query}" if query else url)


class MyOffersMenuItem(MenuItem):
    """Shown to whoever may edit pages, or add one."""

    def is_shown(self, request: Any) -> bool:
        may = page_permission_policy.user_has_any_permission
        return bool(may(request.user, {"add", "change"}))


class CommentsMenuItem(MenuItem):
    """Shown to whoever may edit pages: of those they may read what families wrote."""

    def is_shown(self, request: Any) -> bool:
        return bool(page_permission_policy.user_has_permission(request.user, "change"))


def list_menu_items() -> list[MenuItem]:
    """What stands around the councils and their notices."""
    return [
        MyOffersMenuItem(
            _("My offers"),
            reverse(MY_OFFERS),
            name="my-local-offers",
            icon_name="group",
            order=-2,
        ),
        LocalOfferReportMenuItem(
            _("Report"),
            reverse(REPORT),
            name="local-offers-report",
            icon_name="doc-full",
            order=-1,
        ),
        CommentsMenuItem(
            CommentsView.page_title,
            reverse(COMMENTS),
            name="local-offers-comments",
            icon_name=CommentsView.header_icon,
            order=0,
        ),
        MyOffersMenuItem(
            _("Help"),
            reverse(MANUAL),
            name="local-offers-help",
            icon_name="help",
            order=100,
        ),
    ]
