"""Panels of the editor: the checklist, what the council knows, the fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    Panel,
)

from wagtail_localoffer.public.page_mixin import PublicFaces

if TYPE_CHECKING:
    from wagtail_localoffer.frameworks import Text


def can_review(offer: PublicFaces, user: Any) -> bool:
    """Whether ``user`` may tell the public that what it reads is still correct."""
    return bool(
        offer.live and offer.pk and offer.permissions_for_user(user).can_publish()
    )


class ChecklistPanel(Panel):
    """
    Shows in the editor what an offer has, what it lacks and what could be better.

    It stands on a page type with :class:`~wagtail_localoffer.models.OfferMixin`,
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


class CouncilNewsPanel(Panel):
    """
    Says what the council knows of an offer, and what it is told on publishing.

    Its content comes from a template tag, because rules and parts know no model.
    """

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtail_localoffer/admin/council_news_panel.html"

        def get_context_data(
            self, parent_context: dict[str, Any] | None = None
        ) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            return {**context, "offer": self.instance, "user": self.request.user}

        class Media:
            css = {
                "all": [
                    "wagtail_localoffer/css/editor.css",
                    "wagtail_localoffer/css/notices.css",
                ]
            }
            js = ["wagtail_localoffer/js/checklist.js"]


class SmallCorrectionPanel(FieldPanel):
    """The tick that keeps a correction from the council, which must know the offer."""

    class BoundPanel(FieldPanel.BoundPanel):
        def is_shown(self) -> bool:
            return bool(super().is_shown() and self.instance.pk and self.instance.live)


def list_panels(heading: Text, fields: list[Any]) -> list[Any]:
    """
    The panels of an offer's editor, in their order.

    :param heading: the name of the front sheet.
    :param fields: the panels of its fields.
    """
    return [
        ChecklistPanel(heading=_("Checklist"), icon="list-ul"),
        MultiFieldPanel(
            [CouncilNewsPanel(), SmallCorrectionPanel("minor_change")],
            heading=_("What the council knows"),
            icon="mail",
        ),
        MultiFieldPanel(fields, heading=heading),
        FieldPanel("layout"),
        FieldPanel("body"),
    ]


def make_age_panel() -> FieldRowPanel:
    return FieldRowPanel(
        [
            FieldPanel("minimum_age"),
            FieldPanel("minimum_age_unit"),
            FieldPanel("maximum_age"),
        ]
    )
