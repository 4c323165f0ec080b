from __future__ import annotations

from typing import Any

from wagtail.admin.panels import Panel


def can_review(offer: Any, user: Any) -> bool:
    """Whether ``user`` may tell the public that what it reads is still correct."""
    return bool(
        offer.live and offer.pk and offer.permissions_for_user(user).can_publish()
    )


class ChecklistPanel(Panel):
    """
    Shows in the editor what an offer has, what it lacks and what could be better.

    It stands on a page type with :class:`~wagtail_localoffer.models.LocalOfferMixin`,
    and looks again after every save, also one that Wagtail makes by itself.
    """

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtail_localoffer/admin/checklist_panel.html"

        def get_context_data(
            self, parent_context: dict[str, Any] | None = None
        ) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            return {
                **context,
                "offer": self.instance,
                "checklist": self.instance.get_checklist(),
                "can_review": can_review(self.instance, self.request.user),
            }

        class Media:
            css = {"all": ["wagtail_localoffer/css/editor.css"]}
            js = ["wagtail_localoffer/js/checklist.js"]
