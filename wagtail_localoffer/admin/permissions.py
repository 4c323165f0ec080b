"""Who may see notices, and who may act on them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from wagtail.permissions import page_permission_policy

from wagtail_localoffer.notices.models import CouncilNotice

VIEW = "wagtail_localoffer.view_councilnotice"

VIEW_ALL = "wagtail_localoffer.view_all_councilnotice"

RESEND = "wagtail_localoffer.resend_councilnotice"


def can_view_notices(user: Any) -> bool:
    """Whether ``user`` may see the log: what it has for them, :func:`list_visible`."""
    return bool(user.has_perm(VIEW) or user.has_perm(VIEW_ALL))


def can_act_on_notices(user: Any) -> bool:
    """Whether ``user`` may have notices sent; nobody may do so unseen."""
    return bool(user.has_perm(RESEND) and can_view_notices(user))


def list_visible(
    user: Any, notices: QuerySet[CouncilNotice] | None = None
) -> QuerySet[CouncilNotice]:
    """
    List the notices that ``user`` sees: of the pages that they may edit, or all.

    Those of a page that was deleted are in the whole log only.

    :param notices: those among which they are looked for, by default all.
    """
    notices = CouncilNotice.objects.all() if notices is None else notices
    if user.has_perm(VIEW_ALL):
        return notices
    if not user.has_perm(VIEW):
        return notices.none()
    return of_editable_pages(user, notices)


def of_editable_pages(
    user: Any, notices: QuerySet[CouncilNotice]
) -> QuerySet[CouncilNotice]:
    """Those of the notices whose pages ``user`` may edit."""
    pages = page_permission_policy.instances_user_has_permission_for(user, "change")
    return notices.filter(offer_id__in=pages.order_by().values("pk"))


def can_view_notice(user: Any, notice: CouncilNotice) -> bool:
    """Whether ``user`` may see this notice."""
    return list_visible(user).filter(pk=notice.pk).exists()


def can_act_on_notice(user: Any, notice: CouncilNotice) -> bool:
    """Whether ``user`` may have this notice sent."""
    return can_act_on_notices(user) and can_view_notice(user, notice)
