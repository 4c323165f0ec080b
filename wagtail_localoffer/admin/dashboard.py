"""Panels on the dashboard: notices, offers and reviews that wait for a person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, F, Min, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.ui.components import Component
from wagtail.models import TaskState

from wagtail_localoffer.admin.comment_access import list_readable
from wagtail_localoffer.admin.comment_words import add_rows
from wagtail_localoffer.admin.comments import find_comments_url
from wagtail_localoffer.admin.council_columns import add_told
from wagtail_localoffer.admin.my_offers import MY_OFFERS, describe_in_a_line
from wagtail_localoffer.admin.permissions import (
    VIEW_ALL,
    can_act_on_notices,
    can_view_notices,
    of_editable_pages,
)
from wagtail_localoffer.admin.report import URL_NAME
from wagtail_localoffer.compat import PAGE_MODEL
from wagtail_localoffer.compliance.rules import find_obstacles
from wagtail_localoffer.content import read
from wagtail_localoffer.mail.choices import MailStatus
from wagtail_localoffer.notices.models import CONTENTS, CouncilNotice
from wagtail_localoffer.notices.wording import STUCK, describe_help, find_reason, tell
from wagtail_localoffer.offers.check_context import list_council_urls
from wagtail_localoffer.offers.drafts import read_draft
from wagtail_localoffer.offers.queries import get_offer_models
from wagtail_localoffer.reporting.queries import list_offers
from wagtail_localoffer.reporting.wording import describe_waiting

LOG = "wagtail_localoffer_councilnotice_modeladmin_index"

#: The most rows of a panel; the report and the log have them all.
PANEL_ROWS = 5


class StuckNoticesPanel(Component):
    """
    Lists the notices that failed or are held back, and what has to be done about them.

    What the same thing holds back is one line, however many notices it is: all those of
    a copy of a site, for instance.
    """

    name = "local_offers_stuck_notices"
    template_name = "wagtail_localoffer/admin/stuck_notices.html"
    order = 92

    class Media:
        css: ClassVar[dict[str, list[str]]] = {
            "all": ["wagtail_localoffer/css/editor.css"]
        }

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        stuck = list_stuck(user)
        lines = [*_list_single(stuck, user), *_list_held(stuck, user)][:PANEL_ROWS]
        more = stuck.count() - sum(line["number"] for line in lines) if lines else 0
        return {
            **super().get_context_data(parent_context),
            "lines": lines,
            "more": more,
            "log_url": reverse(LOG) if can_view_notices(user) else None,
        }


def list_stuck(user: Any) -> QuerySet[CouncilNotice]:
    """
    The notices that wait for a person, of the offers that ``user`` may edit.

    Whoever may have notices sent, and sees the whole log, is shown those of all offers.
    """
    stuck = CouncilNotice.objects.filter(status__in=STUCK)
    if can_act_on_notices(user) and user.has_perm(VIEW_ALL):
        return stuck
    return of_editable_pages(user, stuck)


def _list_single(stuck: QuerySet[CouncilNotice], user: Any) -> Iterator[dict[str, Any]]:
    """Those that failed, and those to be entered in a council's form."""
    single = stuck.filter(Q(status=MailStatus.FAILED) | ~Q(form_url=""))
    # "failed" comes before "held".
    newest = single.order_by("status", "-pk").defer(*CONTENTS)
    for notice in newest[:PANEL_ROWS]:
        yield {
            "number": 1,
            "title": notice.setting_name,
            "url": _find_url(notice, user),
            "sentence": tell(notice),
            "reason": find_reason(notice),
            "next_step": describe_help(notice, may_act=can_act_on_notices(user)),
            "form_url": notice.form_url if notice.is_task else "",
        }


def _list_held(stuck: QuerySet[CouncilNotice], user: Any) -> Iterator[dict[str, Any]]:
    """What is held back, in one line for each reason."""
    held = stuck.filter(status=MailStatus.HELD, form_url="")
    reasons = (
        held.order_by()
        .values("reason")
        .annotate(
            number=Count("pk"),
            first=Min("pk"),
            offer=Min("offer_id"),
            setting=Min("setting_name"),
        )
        .order_by("-number", "first")
    )
    for group in reasons[:PANEL_ROWS]:
        number = group["number"]
        notice = CouncilNotice(
            pk=group["first"], offer_id=group["offer"], status=MailStatus.HELD
        )
        sentence = ngettext(
            "%(number)s notice is held back.",
            "%(number)s notices are held back.",
            number,
        )
        yield {
            "number": number,
            "title": group["setting"] if number == 1 else _("Several notices"),
            "url": _find_url(notice, user) if number == 1 else _find_log(user),
            "sentence": sentence % {"number": number},
            "reason": group["reason"],
            "next_step": describe_help(notice, may_act=can_act_on_notices(user)),
        }


def _find_url(notice: CouncilNotice, user: Any) -> Any:
    """Where something can be done: in the log, or on the page about the offer."""
    if can_act_on_notices(user):
        # They may see each notice that is listed here.
        return AdminURLFinder().get_edit_url(notice)
    return reverse("wagtail_localoffer:offer_notices", args=[notice.offer_id])


def _find_log(user: Any) -> str | None:
    if not can_view_notices(user):
        return None
    return f"{reverse(LOG)}?status__exact={MailStatus.HELD}"


class CommentsPanel(Component):
    """Tells a person which families wait for an answer, the longest first."""

    name = "local_offers_comments"
    template_name = "wagtail_localoffer/admin/comments_panel.html"
    order = 93

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        waiting = list_readable(user).waiting().select_related("page")
        longest = waiting.order_by("created_at", "pk")[:PANEL_ROWS]
        return {
            **super().get_context_data(parent_context),
            "heading": describe_waiting(waiting.count()),
            "comments": list(add_rows(longest)),
            "url": find_comments_url(waiting=True),
        }


class AttentionPanel(Component):
    """Tells an editor on the dashboard how their offers are, the worst first."""

    name = "local_offers_attention"
    template_name = "wagtail_localoffer/admin/my_offers_panel.html"
    order = 95

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        offers = add_told(list_offers(parent_context["request"].user, ("change",)))
        worst_first = offers.order_by(
            F("missing_musts").desc(nulls_last=True),
            F("review_due").asc(nulls_last=True),
            "pk",
        )
        return {
            **super().get_context_data(parent_context),
            "offers": [
                {"page": offer, "state": describe_in_a_line(offer)}
                for offer in worst_first[:PANEL_ROWS]
            ],
            "offers_url": reverse(MY_OFFERS),
            "report_url": f"{reverse(URL_NAME)}?{urlencode({'attention': 'any'})}",
        }


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
                content = read(read_draft(page.latest_revision))
                council_url = urls.get(content.council_key)
                if obstacles := find_obstacles(content, council_url):
                    offers.append({"page": page, "obstacles": obstacles})
        return {**super().get_context_data(parent_context), "offers": offers}
