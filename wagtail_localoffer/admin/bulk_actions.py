"""Bulk actions on pages, which say first what follows for the offers among them."""

from __future__ import annotations

from typing import Any

from wagtail.admin.views.pages.bulk_actions.delete import DeleteBulkAction
from wagtail.admin.views.pages.bulk_actions.move import MoveBulkAction
from wagtail.admin.views.pages.bulk_actions.unpublish import UnpublishBulkAction

from wagtail_localoffer.admin.consequences import (
    foresee_any_move,
    foresee_publication,
    foresee_withdrawal,
)
from wagtail_localoffer.admin.outlook import Consequences, Outlook, find_offers
from wagtail_localoffer.admin.publishing import PublishCompleteBulkAction

TEMPLATES = "wagtail_localoffer/admin/bulk_{}.html"


class SaysConsequences:
    """What a bulk action adds to Wagtail's: what follows for offers."""

    def get_context_data(self: Any, **kwargs: Any) -> dict[str, Any]:
        # A mixin: Wagtail's view, of which the types know nothing, stands behind it.
        context = super().get_context_data(**kwargs)  # type: ignore[misc]
        pages = [item["item"] for item in context["items"]]
        return {
            **context,
            "consequences": self.foresee(pages),
            "consequences_below": self.foresee_below(pages),
        }

    def foresee(self, pages: list[Any]) -> Consequences:
        """What follows in any case."""
        raise NotImplementedError

    def foresee_below(self, pages: list[Any]) -> Consequences:
        """What follows if the pages below are ticked too."""
        return Consequences()


class UnpublishWithWords(SaysConsequences, UnpublishBulkAction):
    template_name = TEMPLATES.format("unpublish")

    def foresee(self, pages: list[Any]) -> Consequences:
        return foresee_withdrawal(Outlook(find_offers(pages, below=False)))

    def foresee_below(self, pages: list[Any]) -> Consequences:
        below = [each.live() for each in find_offers(pages, itself=False)]
        return foresee_withdrawal(Outlook(below))


class DeleteWithWords(SaysConsequences, DeleteBulkAction):
    template_name = TEMPLATES.format("delete")

    def foresee(self, pages: list[Any]) -> Consequences:
        return foresee_withdrawal(Outlook(find_offers(pages)), deleted=True)


class MoveWithWords(SaysConsequences, MoveBulkAction):
    template_name = TEMPLATES.format("move")

    def foresee(self, pages: list[Any]) -> Consequences:
        return foresee_any_move(Outlook(find_offers(pages)))


class PublishWithWords(SaysConsequences, PublishCompleteBulkAction):
    template_name = TEMPLATES.format("publish")

    def foresee(self, pages: list[Any]) -> Consequences:
        return foresee_publication(Outlook(find_offers(pages, below=False)))

    def foresee_below(self, pages: list[Any]) -> Consequences:
        below = [each.not_live() for each in find_offers(pages, itself=False)]
        return foresee_publication(Outlook(below))


BULK_ACTIONS = (UnpublishWithWords, DeleteWithWords, MoveWithWords, PublishWithWords)
