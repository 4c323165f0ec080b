"""
Views of an offer that take the place of Wagtail's own.

Wagtail 8 asks a ``PageViewSet`` for them. Before that a hook answers with them. A
project that has a viewset of its own for its kind of offer mixes :class:`OfferEditor`
into its views.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import VERSION, hooks
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.revisions import RevisionsRevertView

from wagtail_localoffer.admin.confirmations import build_confirming_views
from wagtail_localoffer.admin.form_frame import put_in_frame
from wagtail_localoffer.offers.forms import find_free_slug
from wagtail_localoffer.offers.mixin import OfferMixin
from wagtail_localoffer.offers.panels import (
    ChecklistPanel,
    is_publishing,
    is_safe,
    list_problems,
)
from wagtail_localoffer.offers.queries import get_offer_models, is_setting_type


class ChecklistSidePanel(BaseSidePanel):
    """The checklist, at hand from wherever one writes. The editor's script fills it."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = _("Toggle checklist")
        icon_name = "list-ul"

    name = "checklist"
    title = _("Checklist")
    template_name = "wagtail_localoffer/admin/checklist_side_panel.html"


class OfferEditor:
    """
    What the editor of an offer adds to Wagtail's: for its create and its edit view.

    The checklist stands among the side panels, and a publication that was refused is
    spoken of in one place: the list at the top of the form.
    """

    def get_side_panels(self: Any) -> MediaContainer:
        # A mixin: Wagtail's view, of which the types know nothing, stands behind it.
        panels = super().get_side_panels()  # type: ignore[misc]
        # After a save by itself, Wagtail would empty the panel.
        if self.expects_json_response or not has_checklist(self.edit_handler):
            return panels
        checklist = ChecklistSidePanel(self.page, self.request)
        return MediaContainer([checklist, *panels])

    def get_context_data(self: Any, **kwargs: Any) -> Any:
        self.edit_handler = put_in_frame(self.edit_handler)
        # As above: Wagtail's view stands behind it.
        return super().get_context_data(**kwargs)  # type: ignore[misc]

    def form_invalid(self: Any, form: Any) -> Any:
        if (
            not is_publishing(self.request.POST)
            or self.expects_json_response
            or getattr(self, "locked_for_user", False)
            # Otherwise nobody would say what is wrong.
            or not has_checklist(self.edit_handler)
            or not list_problems(form)
        ):
            # As above: Wagtail's view stands behind it.
            return super().form_invalid(form)  # type: ignore[misc]
        # Wagtail says that nothing was saved, and saves the draft a moment later. Then
        # it looks for no edits any more, since the form counts as unsaved until it is
        # sent. So our script has the draft saved instead.
        form.keeps_draft = self.autosave_enabled and not getattr(
            self, "is_out_of_date", False
        )
        self.errors_debug = repr(form.errors)
        self.has_unsaved_changes = not is_safe(form)
        return self.render_to_response(self.get_context_data())


def has_checklist(panel: Any) -> bool:
    """Whether a form, or a panel of it, has the list of an offer's parts."""
    return isinstance(panel, ChecklistPanel) or any(
        map(has_checklist, getattr(panel, "children", ()))
    )


class OfferEditView(OfferEditor, EditView):
    pass


class OfferRevertView(OfferEditor, RevisionsRevertView):
    pass


class OfferCreateView(OfferEditor, CreateView):
    """The form of a new offer, of the type of setting that was chosen before it."""

    def get(self, request: Any) -> Any:
        setting_type = request.GET.get("setting_type")
        if is_setting_type(self.page_class, setting_type):
            self.page.setting_type = setting_type
        # With these a draft can be saved, from whichever part somebody writes first.
        self.page.title = gettext("Our local offer")
        self.page.slug = find_free_slug(self.parent_page, self.page.title)
        return super().get(request)


#: The views of Wagtail 8's ``PageViewSet`` that are ours, by its attributes.
VIEWS: dict[str, Any] = {
    "edit_view_class": OfferEditView,
    "add_view_class": OfferCreateView,
    "revisions_revert_view_class": OfferRevertView,
}


def register_page_views() -> None:
    """Put our views in the place of Wagtail's, for every kind of offer."""
    if VERSION >= (8, 0):
        # Before those of projects: of two for one kind of page, the last one counts.
        hooks.register("register_admin_viewset", list_viewsets, order=-10)
    else:
        hooks.register("before_edit_page", _answer_with_edit_view, order=1000)
        hooks.register("before_create_page", _answer_with_create_view, order=1000)


def list_viewsets() -> list[Any]:
    from wagtail.admin.viewsets.pages import PageViewSet

    return [
        PageViewSet(
            f"localoffer_{model._meta.label_lower.replace('.', '_')}",
            model=model,
            **VIEWS,
            **build_confirming_views(),
        )
        for model in get_offer_models()
    ]


def _answer_with_edit_view(request: Any, page: Any) -> Any:
    if not isinstance(page, OfferMixin) or hasattr(request, "localoffer_view"):
        return None
    views: dict[str | None, Any] = {
        "edit": OfferEditView,
        "revisions_revert": OfferRevertView,
    }
    view = views.get(request.resolver_match.url_name)
    if view is None:
        return None
    # Our view asks the hooks again, and this one with them.
    request.localoffer_view = view
    return view.as_view()(request, **request.resolver_match.kwargs)


def _answer_with_create_view(request: Any, parent_page: Any, page_class: Any) -> Any:
    is_ours = isinstance(page_class, type) and issubclass(page_class, OfferMixin)
    if not is_ours or hasattr(request, "localoffer_view"):
        return None
    request.localoffer_view = OfferCreateView
    return OfferCreateView.as_view()(request, **request.resolver_match.kwargs)
