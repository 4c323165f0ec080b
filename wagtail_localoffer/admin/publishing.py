"""Publishing many pages at once, and the messages where one is refused."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views.pages.bulk_actions.publish import PublishBulkAction

from wagtail_localoffer.compliance.findings import Finding
from wagtail_localoffer.compliance.rules import OfferIncomplete, find_obstacles
from wagtail_localoffer.offers.publish_guard import find_council_url
from wagtail_localoffer.offers.queries import get_offer_models


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
