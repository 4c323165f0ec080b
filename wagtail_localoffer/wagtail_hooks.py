from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from wagtail_localoffer.modeladmin import register_admin
from wagtail_localoffer.models.mixins import REFUSED
from wagtail_localoffer.views import (
    BlockedReviewsPanel,
    PublishCompleteBulkAction,
    council_chooser_viewset,
    warn_of_draft_copies,
)

register_admin()

hooks.register("after_copy_page", warn_of_draft_copies)

# Wagtail registers its own bulk publishing first; the last one of a type counts.
hooks.register("register_bulk_action", PublishCompleteBulkAction, order=10)


@hooks.register("register_admin_viewset")
def register_council_chooser() -> Any:
    return council_chooser_viewset


@hooks.register("construct_homepage_panels")
def add_blocked_reviews_panel(request: Any, panels: list[Any]) -> None:
    panels.append(BlockedReviewsPanel())


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    @actions.register_action(REFUSED)
    class RefusalFormatter(LogFormatter):
        label = _("Refuse scheduled publishing")

        def format_message(self, log_entry: Any) -> str:
            return _(
                "Not published as scheduled, because the offer is incomplete: "
                "%(missing)s Cancel the schedule, complete the offer and publish it."
            ) % {"missing": " ".join(log_entry.data.get("missing", []))}
