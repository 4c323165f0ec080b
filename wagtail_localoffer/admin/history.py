"""The history of an offer without its saved drafts: published, reviewed, told."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.admin.views.generic.history import ActionColumn
from wagtail.admin.views.pages.history import PageHistoryView
from wagtail.admin.widgets.button import HeaderButton
from wagtail.models import PageLogEntry

from wagtail_localoffer.admin.log_actions import COMMENT_ACTIONS
from wagtail_localoffer.admin.offer_notices import OfferMenuItem, is_own_offer
from wagtail_localoffer.notices.page_history import ASKED_AGAIN, NOT_TOLD, TOLD
from wagtail_localoffer.offers.small_corrections import CORRECTED
from wagtail_localoffer.reporting.reviews import REVIEWED, TAKEN_BACK

PUBLISHED = "wagtail.publish"

#: What is written at each save, or is said of a draft.
OF_DRAFTS = Q(action__in=("wagtail.edit", "wagtail.revert")) | Q(
    action__startswith="wagtail.comments"
)

#: What stands beside a line, so that one finds it at a glance.
KINDS = {
    PUBLISHED: _("Published"),
    CORRECTED: _("Published"),
    REVIEWED: _("Reviewed"),
    TAKEN_BACK: _("Taken back"),
    TOLD: _("Council told"),
    ASKED_AGAIN: _("Council told"),
    NOT_TOLD: _("Council not told"),
    **dict.fromkeys(COMMENT_ACTIONS, _("Families")),
}


class MilestoneColumn(ActionColumn):
    """What happened, and for what was published a look at it and at what changed."""

    def get_actions(
        self, instance: Any, parent_context: dict[str, Any]
    ) -> list[dict[str, Any]]:
        if instance.action != PUBLISHED or instance.revision is None:
            return []
        actions = [
            {
                "url": self._find_url("revisions_view", instance.revision_id),
                "label": gettext("See this version"),
            }
        ]
        if before := instance.published_before:
            compare = self._find_url("revisions_compare", before, instance.revision_id)
            label = gettext("Compare with the version published before")
            actions.append({"url": compare, "label": label})
        return actions

    def _find_url(self, name: str, *revisions: int) -> str:
        return reverse(self.url_names[name], args=[self.object.pk, *revisions])


class OfferHistoryView(PageHistoryView):
    """Wagtail's history of a page, for an offer, without what became of drafts."""

    page_title = _("History without drafts")
    history_url_name = "wagtail_localoffer:offer_history"
    history_results_url_name = "wagtail_localoffer:offer_history_results"

    def get_object(self) -> Any:
        page = super().get_object()
        if not is_own_offer(page):
            raise Http404
        return page

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        *others, here = super().get_breadcrumbs_items()
        return [*others, {**here, "label": self.page_title}]

    @cached_property
    def columns(self) -> list[Column]:
        message, *others = super().columns
        return [
            StatusTagColumn(
                "kind",
                label=gettext("What it is"),
                accessor=lambda entry: KINDS.get(entry.action, gettext("Other")),
                primary=lambda entry: entry.action in (PUBLISHED, CORRECTED),
                width="15%",
            ),
            MilestoneColumn(
                "message",
                label=message.label,
                object=self.object,
                url_names=message.url_names,
                user_can_unschedule=message.user_can_unschedule,
            ),
            *others,
        ]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        return [
            *super().header_buttons,
            HeaderButton(
                label=gettext("All drafts"),
                url=reverse("wagtailadmin_pages:history", args=[self.object.pk]),
                icon_name="history",
            ),
        ]

    def get_base_queryset(self) -> QuerySet[Any]:
        # A revision may have been purged since.
        published = PageLogEntry.objects.filter(
            page=self.object, action=PUBLISHED, revision__object_id__isnull=False
        )
        before = published.filter(timestamp__lt=OuterRef("timestamp"))
        newest = before.order_by("-timestamp", "-pk").values("revision_id")[:1]
        entries = super().get_base_queryset().exclude(OF_DRAFTS)
        return entries.annotate(published_before=Subquery(newest))


class OfferHistoryMenuItem(OfferMenuItem):
    """Leads from the menu of an offer's page to its history without drafts."""

    url_name = "wagtail_localoffer:offer_history"
    icon_name = "history"
