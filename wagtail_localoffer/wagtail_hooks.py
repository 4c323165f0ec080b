from __future__ import annotations

from typing import Any

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.contrib.settings.registry import register_setting
from wagtail.log_actions import LogFormatter

from wagtail_localoffer import urls
from wagtail_localoffer.choices import NoticeKind
from wagtail_localoffer.council_news_views import (
    OfferNoticesMenuItem,
    say_what_is_told,
    say_what_was_withdrawn,
)
from wagtail_localoffer.courier import NOT_TOLD, TOLD
from wagtail_localoffer.dashboard import StuckNoticesPanel
from wagtail_localoffer.modeladmin import register_admin
from wagtail_localoffer.models import CouncilNoticeSettings
from wagtail_localoffer.models.guard import REFUSED
from wagtail_localoffer.models.waivers import CORRECTED
from wagtail_localoffer.reports import (
    RESULTS_URL_NAME,
    URL_NAME,
    AttentionPanel,
    LocalOfferReportMenuItem,
    LocalOfferReportView,
)
from wagtail_localoffer.resending import ASKED_AGAIN
from wagtail_localoffer.reviewing import REVIEWED
from wagtail_localoffer.succession import MOVED
from wagtail_localoffer.views import (
    BlockedReviewsPanel,
    PublishCompleteBulkAction,
    council_chooser_viewset,
    warn_of_draft_copies,
)

#: The address of the report, beside those of Wagtail's own reports.
REPORT = "reports/local-offers/"

register_admin()

register_setting(CouncilNoticeSettings, icon="mail")

hooks.register("after_copy_page", warn_of_draft_copies)
hooks.register("after_publish_page", say_what_is_told)
hooks.register("after_unpublish_page", say_what_was_withdrawn)
hooks.register("after_delete_page", say_what_was_withdrawn)

# Wagtail registers its own bulk publishing first; the last one of a type counts.
hooks.register("register_bulk_action", PublishCompleteBulkAction, order=10)


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[Any]:
    return [
        path("local-offers/", include(urls)),
        path(REPORT, LocalOfferReportView.as_view(), name=URL_NAME),
        path(
            f"{REPORT}results/",
            LocalOfferReportView.as_view(results_only=True),
            name=RESULTS_URL_NAME,
        ),
    ]


@hooks.register("register_admin_viewset")
def register_council_chooser() -> Any:
    return council_chooser_viewset


@hooks.register("construct_homepage_panels")
def add_panels(request: Any, panels: list[Any]) -> None:
    panels.extend([BlockedReviewsPanel(), StuckNoticesPanel(), AttentionPanel()])


@hooks.register("register_page_header_buttons")
def register_page_header_button(page: Any, **kwargs: Any) -> Any:
    # After Wagtail's own link to the page's history.
    yield OfferNoticesMenuItem(_("Council notices"), page=page, priority=66)


@hooks.register("register_reports_menu_item")
def register_report_menu_item() -> Any:
    return LocalOfferReportMenuItem(
        _("Local offers"),
        reverse(URL_NAME),
        name="local-offers-report",
        icon_name=LocalOfferReportView.header_icon,
        order=650,
    )


def describe_entry(log_entry: Any) -> dict[str, str]:
    kind = log_entry.data.get("kind", "")
    news = str(NoticeKind(kind).label) if kind in NoticeKind.values else kind
    # It may have gone to another address than the council's own.
    address = log_entry.data.get("recipient", "")
    return {
        "council": log_entry.data.get("council", ""),
        "news": f"{news} ({address})" if address else news,
    }


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

    @actions.register_action(MOVED)
    class MoveFormatter(LogFormatter):
        label = _("Move to the council’s successor")

        def format_message(self, log_entry: Any) -> str:
            return _("Moved from %(from)s to %(to)s") % log_entry.data

    actions.register_action(
        CORRECTED,
        _("Small correction"),
        _("Published as a small correction: the council was not told"),
    )

    @actions.register_action(TOLD)
    class ToldFormatter(LogFormatter):
        label = _("Tell the council")

        def format_message(self, log_entry: Any) -> str:
            return _("%(council)s was told: %(news)s") % describe_entry(log_entry)

    @actions.register_action(ASKED_AGAIN)
    class AskedAgainFormatter(LogFormatter):
        label = _("Send to the council again")

        def format_message(self, log_entry: Any) -> str:
            return _("Sent to %(council)s again: %(news)s") % describe_entry(log_entry)

    @actions.register_action(NOT_TOLD)
    class NotToldFormatter(LogFormatter):
        label = _("Fail to tell the council")

        def format_message(self, log_entry: Any) -> str:
            return _("%(council)s could not be told: %(news)s") % describe_entry(
                log_entry
            )

    actions.register_action(
        REVIEWED, _("Review"), _("Reviewed: nothing to change, still correct")
    )
