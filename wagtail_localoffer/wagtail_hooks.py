"""Hooks: what this package adds to Wagtail's admin."""

from __future__ import annotations

from typing import Any

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.compare import register_comparison_class
from wagtail.contrib.settings.registry import register_setting

from wagtail_localoffer.admin import urls
from wagtail_localoffer.admin.bulk_actions import BULK_ACTIONS
from wagtail_localoffer.admin.comments import OfferCommentsMenuItem
from wagtail_localoffer.admin.confirmations import (
    confirm_unpublishing,
    say_what_is_left,
    warn_before_conversion,
    warn_before_copy,
    warn_before_delete,
    warn_before_move,
)
from wagtail_localoffer.admin.council_chooser import council_chooser_viewset
from wagtail_localoffer.admin.dashboard import (
    AttentionPanel,
    BlockedReviewsPanel,
    CommentsPanel,
    StuckNoticesPanel,
)
from wagtail_localoffer.admin.history import OfferHistoryMenuItem
from wagtail_localoffer.admin.imports import BringDocumentMenuItem
from wagtail_localoffer.admin.log_actions import register_log_actions
from wagtail_localoffer.admin.modeladmin import register_admin
from wagtail_localoffer.admin.offer_notices import (
    OfferNoticesMenuItem,
    say_what_is_told,
    say_what_was_withdrawn,
)
from wagtail_localoffer.admin.page_views import register_page_views
from wagtail_localoffer.admin.publishing import warn_of_draft_copies
from wagtail_localoffer.admin.report import (
    RESULTS_URL_NAME,
    URL_NAME,
    LocalOfferReportMenuItem,
    LocalOfferReportView,
)
from wagtail_localoffer.admin.report_actions import OFFER_ACTIONS
from wagtail_localoffer.admin.sources import source_viewset
from wagtail_localoffer.blocks import OfferBodyField
from wagtail_localoffer.blocks.comparison import BodyComparison
from wagtail_localoffer.mail.site_settings import CouncilNoticeSettings
from wagtail_localoffer.public.look import OfferLookSettings

#: The address of the report, beside those of Wagtail's own reports.
REPORT = "reports/local-offers/"


register_admin()
register_page_views()
register_setting(CouncilNoticeSettings, icon="mail")
register_setting(OfferLookSettings, icon="view")
register_comparison_class(OfferBodyField, comparison_class=BodyComparison)


hooks.register("register_log_actions", register_log_actions)
hooks.register("before_delete_page", warn_before_delete)
hooks.register("before_move_page", warn_before_move)
hooks.register("before_copy_page", warn_before_copy)
hooks.register("before_convert_alias_page", warn_before_conversion)
hooks.register("before_unpublish_page", confirm_unpublishing)
hooks.register("after_copy_page", warn_of_draft_copies)
hooks.register("after_publish_page", say_what_is_told)
hooks.register("after_unpublish_page", say_what_was_withdrawn)
hooks.register("after_unpublish_page", say_what_is_left)
hooks.register("after_delete_page", say_what_was_withdrawn)


# Wagtail registers its own first; the last one of a type counts.
for action in BULK_ACTIONS:
    hooks.register("register_bulk_action", action, order=10)

for action in OFFER_ACTIONS:
    hooks.register("register_bulk_action", action)


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


@hooks.register("register_admin_viewset")
def register_sources() -> Any:
    return source_viewset


@hooks.register("construct_homepage_panels")
def add_panels(request: Any, panels: list[Any]) -> None:
    panels.extend(
        [
            BlockedReviewsPanel(),
            StuckNoticesPanel(),
            CommentsPanel(),
            AttentionPanel(),
        ]
    )


@hooks.register("register_page_header_buttons")
def register_page_header_button(page: Any, **kwargs: Any) -> Any:
    # After Wagtail's own link to the page's history.
    yield OfferHistoryMenuItem(_("History without drafts"), page=page, priority=66)
    yield OfferNoticesMenuItem(_("Council notices"), page=page, priority=67)
    yield OfferCommentsMenuItem(_("What families say"), page=page, priority=67)
    yield BringDocumentMenuItem(_("Bring a document"), page=page, priority=68)


@hooks.register("register_reports_menu_item")
def register_report_menu_item() -> Any:
    return LocalOfferReportMenuItem(
        _("Local offers report"),
        reverse(URL_NAME),
        name="local-offers-report",
        icon_name=LocalOfferReportView.header_icon,
        order=650,
    )
