from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.views.pages.bulk_actions.publish import PublishBulkAction
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.models import TaskState

from wagtail_localoffer.blocks.council_link import COUNCIL, CouncilChooser
from wagtail_localoffer.compat import PAGE_MODEL
from wagtail_localoffer.compliance import OfferIncomplete, find_obstacles
from wagtail_localoffer.findings import Finding
from wagtail_localoffer.forms import CouncilFilterForm
from wagtail_localoffer.models import (
    Council,
    OfferMixin,
    get_offer_models,
    read_draft,
)
from wagtail_localoffer.models.guard import find_council_url
from wagtail_localoffer.models.surroundings import list_council_urls, read_council_key
from wagtail_localoffer.panels import can_review
from wagtail_localoffer.reviewing import record_review


def describe_address(council: Council) -> str:
    """The address of a council's local offer, or that its record has none."""
    return council.local_offer_address or _("no address yet")


class CouncilsInOffice:
    """
    What the chooser lists: a council that is gone can only stay where it is chosen.
    """

    model_class: type[Council]
    filter_form_class = CouncilFilterForm

    def get_object_list(self) -> Any:
        return self.model_class.objects.in_office()

    @property
    def columns(self) -> list[Column]:
        address = Column("address", _("Local offer"), accessor=describe_address)
        # Wagtail has no types, so that super() has none here.
        return [*super().columns, address]  # type: ignore[misc]


class CouncilChooseView(CouncilsInOffice, ChooseView):
    pass


class CouncilChooseResultsView(CouncilsInOffice, ChooseResultsView):
    pass


class CouncilChooserViewSet(ChooserViewSet):
    model = COUNCIL
    icon = CouncilChooser.icon
    choose_one_text = CouncilChooser.choose_one_text
    # The offer's block has its own widget, which points to these views.
    register_widget = False
    choose_view_class = CouncilChooseView
    choose_results_view_class = CouncilChooseResultsView


council_chooser_viewset = CouncilChooserViewSet("wagtail_localoffer_councils")


class PublishCompleteBulkAction(PublishBulkAction):
    """
    Wagtail's bulk publishing, which names the incomplete offers and publishes the rest.

    Wagtail publishes the whole selection in one transaction, so that one refused page
    would take the others back.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.refusals: list[tuple[Any, OfferIncomplete]] = []

    def get_execution_context(self) -> dict[str, Any]:
        return {**super().get_execution_context(), "refusals": self.refusals}

    @classmethod
    def execute_action(
        cls,
        objects: Any,
        include_descendants: bool = False,
        user: Any = None,
        refusals: list[tuple[Any, OfferIncomplete]] | None = None,
        **kwargs: Any,
    ) -> tuple[int, int]:
        refusals = [] if refusals is None else refusals

        def publish(page: Any) -> int:
            try:
                # A savepoint: what one page wrote before it was refused is undone.
                with transaction.atomic():
                    published, _children = super(
                        PublishCompleteBulkAction, cls
                    ).execute_action([page], user=user, **kwargs)
            except OfferIncomplete as refusal:
                refusals.append((page, refusal))
                return 0
            return int(published)

        parents = children = 0
        for page in objects:
            parents += publish(page)
            if include_descendants:
                drafts = page.get_descendants().not_live().defer_streamfields()
                for draft in drafts.specific().iterator():
                    if user is None or draft.permissions_for_user(user).can_publish():
                        children += publish(draft)
        return parents, children

    def get_success_message(
        self, num_parent_objects: int, num_child_objects: int
    ) -> str | None:
        for page, refusal in self.refusals:
            messages.error(
                self.request,
                describe_refusal(page, refusal.findings),
                buttons=[messages.button(get_edit_url(page), _("Edit"))],
            )
        if not num_parent_objects and not num_child_objects:
            return None
        message: str = super().get_success_message(
            num_parent_objects, num_child_objects
        )
        return message


def show_checklist(request: Any, page_id: int) -> HttpResponse:
    """The checklist of an offer as it was saved last, for the editor's script."""
    return _render_checklist(request, get_draft(request, page_id))


@require_POST
def review_offer(request: Any, page_id: int) -> HttpResponse:
    """Record that the live offer is still correct."""
    draft = get_draft(request, page_id)
    if not can_review(draft, request.user):
        raise PermissionDenied
    record_review(draft, request.user)
    return _render_checklist(request, draft)


def get_draft(request: Any, page_id: int) -> Any:
    """
    Read the newest version of an offer.

    :raises Http404: there is no offer with that key.
    :raises PermissionDenied: the user may not edit it.
    """
    page = get_object_or_404(apps.get_model(PAGE_MODEL), pk=page_id).specific
    # An alias has no content of its own.
    if not isinstance(page, OfferMixin) or page.alias_of_id is not None:
        raise Http404
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return page.get_latest_revision_as_object()


def _render_checklist(request: Any, offer: Any) -> HttpResponse:
    context = {
        "offer": offer,
        "checklist": offer.get_checklist(),
        "can_review": can_review(offer, request.user),
    }
    return render(request, "wagtail_localoffer/admin/checklist.html", context)


class BlockedReviewsPanel(Component):
    """
    Tells a moderator which offers can't be approved, and why.

    Wagtail answers an approval that is refused with a redirect to the dashboard, where
    this panel says what to do.
    """

    name = "local_offers_blocked"
    template_name = "wagtail_localoffer/admin/blocked_reviews.html"
    order = 90

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        page_type = ContentType.objects.get_for_model(apps.get_model(PAGE_MODEL))
        waiting = TaskState.objects.reviewable_by(user).filter(
            revision__base_content_type=page_type
        )
        ids = [int(pk) for pk in waiting.values_list("revision__object_id", flat=True)]
        offers = []
        urls = list_council_urls() if ids else {}
        for model in get_offer_models():
            reviewed = model._default_manager.filter(pk__in=ids)
            for page in reviewed.select_related("latest_revision"):
                # What is approved is the newest draft, not the one submitted.
                draft = read_draft(page.latest_revision)
                council_url = urls.get(read_council_key(draft))
                if obstacles := find_obstacles(draft, council_url):
                    offers.append({"page": page, "obstacles": obstacles})
        return {**super().get_context_data(parent_context), "offers": offers}


def warn_of_draft_copies(request: Any, page: Any, new_page: Any) -> None:
    """Say which copies are drafts although the person asked for live ones."""
    if not request.POST.get("publish_copies"):
        return
    for model in get_offer_models():
        copies = model._default_manager.descendant_of(new_page, inclusive=True)
        drafts = copies.filter(live=False, first_published_at__isnull=False)
        for offer in drafts.select_related("council"):
            if obstacles := find_obstacles(offer, find_council_url(offer)):
                messages.warning(
                    request,
                    _("The copy is a draft. %(refusal)s")
                    % {"refusal": describe_refusal(offer, obstacles)},
                    buttons=[messages.button(get_edit_url(offer), _("Edit"))],
                )


def get_edit_url(page: Any) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def describe_refusal(page: Any, findings: list[Finding]) -> str:
    """Name what an offer lacks, for a message to somebody who wanted to publish it."""
    return _("“%(title)s” was not published. %(obstacles)s") % {
        "title": page.get_admin_display_title(),
        "obstacles": " ".join(str(finding.message) for finding in findings),
    }
