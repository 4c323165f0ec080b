"""One council notice in the admin: what it says, what came of it, what to do next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from django.apps import apps
from django.contrib.admin import SimpleListFilter
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder

from wagtail_localoffer import conf
from wagtail_localoffer.admin.permissions import (
    can_act_on_notice,
    can_act_on_notices,
    can_view_notice,
    can_view_notices,
)
from wagtail_localoffer.compat import PAGE_MODEL
from wagtail_localoffer.mail.choices import MailStatus
from wagtail_localoffer.notices.actions import (
    CannotSendAgain,
    NoticeAction,
    find_action,
    mark_done,
    send_again,
)
from wagtail_localoffer.notices.models import CONTENTS, CouncilNotice, is_task
from wagtail_localoffer.notices.planner import announce
from wagtail_localoffer.notices.tasks import deliver_notice
from wagtail_localoffer.notices.wording import (
    FOR_A_FORM,
    describe_news,
    describe_next_step,
    describe_status,
)

#: The most other notices of the same offer that a notice is shown with.
HISTORY_ROWS = 25


#: What a browser may do with the HTML of an email: show it, and nothing else.
MESSAGE_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'"


#: Links lead to windows that the policy forbids, instead of out of the frame.
NO_LINKS = '<base target="_blank">'


class NoticeStateFilter(SimpleListFilter):
    """Finds notices by what the list says of them, tasks by themselves."""

    title = _("status")
    # As Django would name it: addresses that somebody has kept still work.
    parameter_name = "status__exact"

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, Any]]:
        return [("task", FOR_A_FORM), *MailStatus.choices]

    def queryset(self, request: Any, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        if value == "task":
            return queryset.filter(is_task())
        if value == MailStatus.HELD:
            return queryset.filter(status=value).exclude(is_task())
        if value in MailStatus.values:
            return queryset.filter(status=value)
        return queryset


def describe_notice(notice: CouncilNotice, user: Any) -> dict[str, Any]:
    """
    Collect what the page about one notice shows.

    :param user: who may see it. Their permissions decide which links and buttons
        there are.
    :returns: the context of ``admin/inspect_notice.html``.
    """
    action = find_action(notice) if can_act_on_notices(user) else None
    others = CouncilNotice.objects.filter(offer_id=notice.offer_id)
    others = others.exclude(pk=notice.pk).defer(*CONTENTS)
    newest = list(others[: HISTORY_ROWS + 1])
    return {
        "notice": notice,
        "news": describe_news(notice),
        "state": describe_status(notice),
        "next_step": describe_next_step(notice),
        "action": action,
        "post_url": action and _get_action_url(notice, action),
        "asks_first": action == NoticeAction.SEND_AGAIN,
        "edit_url": _find_edit_url(notice, user),
        "headers": list(_list_headers(notice)),
        "channels": notice.channel_deliveries.all(),
        "history": list(_list_history(newest[:HISTORY_ROWS], user)),
        "has_more_history": len(newest) > HISTORY_ROWS,
    }


def _list_headers(notice: CouncilNotice) -> Iterator[tuple[Any, str]]:
    """The headers of the email under the names that mail programs give them."""
    headers = (
        (_("From"), notice.sender),
        (_("To"), ", ".join(notice.recipients)),
        (_("Copy to"), notice.copy_to),
        (_("Replies to"), notice.reply_to),
        (_("Subject"), notice.subject),
        (_("Message-ID"), notice.message_id),
        (_("Message-ID of the daily or weekly email"), notice.bundle),
    )
    return ((label, value) for label, value in headers if value)


def _list_history(
    notices: Iterable[CouncilNotice], user: Any
) -> Iterator[dict[str, Any]]:
    finder = AdminURLFinder(user)
    for notice in notices:
        yield {
            "notice": notice,
            "url": finder.get_edit_url(notice),
            "news": describe_news(notice),
            "state": describe_status(notice),
        }


def _find_edit_url(notice: CouncilNotice, user: Any) -> str | None:
    """Where ``user`` edits the offer; ``None`` if they may not, or it is gone."""
    pages = apps.get_model(PAGE_MODEL)._default_manager
    page = pages.filter(pk=notice.offer_id).first()
    if page is None or not page.permissions_for_user(user).can_edit():
        return None
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def _get_action_url(notice: CouncilNotice, action: NoticeAction) -> str:
    return reverse(f"wagtail_localoffer:{action}_notice", args=[notice.pk])


@require_GET
def show_message(request: HttpRequest, notice_id: int) -> HttpResponse:
    """
    The HTML of an email as it was sent, for a frame in the page about the notice.

    :raises PermissionDenied: the user may not see notices, or not this one.
    """
    if not can_view_notices(request.user):
        raise PermissionDenied
    notice = get_object_or_404(CouncilNotice, pk=notice_id)
    if not can_view_notice(request.user, notice):
        raise PermissionDenied
    return show_html(notice)


def show_html(notice: CouncilNotice) -> HttpResponse:
    """The HTML of an email, saved or not, for a frame of ours in which it can't act."""
    return HttpResponse(
        notice.shown_html + NO_LINKS,
        headers={
            "Content-Security-Policy": MESSAGE_POLICY,
            "X-Frame-Options": "SAMEORIGIN",
        },
    )


@require_POST
def retry_notice(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Give a notice that failed as many tries again as it had."""
    notice = _get_notice_to_act_on(request, notice_id)
    if not CouncilNotice.objects.filter(pk=notice.pk).retry():
        return _say_that_it_changed(request, notice)
    return _send_on_its_way(request, [notice])


def send_again_notice(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Ask whether the council shall get the newest news twice, and send it again."""
    notice = _get_notice_to_act_on(request, notice_id)
    if find_action(notice) != NoticeAction.SEND_AGAIN:
        return _say_that_it_changed(request, notice)
    if request.method == "POST":
        try:
            return _send_on_its_way(request, [send_again(notice, request.user)])
        except CannotSendAgain as refusal:
            messages.error(
                request, _("It was not sent again. %(reason)s") % {"reason": refusal}
            )
            return redirect(_get_notice_url(request, notice))
    context = {
        "notice": notice,
        "post_url": _get_action_url(notice, NoticeAction.SEND_AGAIN),
        "notice_url": _get_notice_url(request, notice),
    }
    return render(request, "wagtail_localoffer/admin/send_notice_again.html", context)


@require_POST
def mark_done_notice(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Record that an editor has entered the news in the council's own form."""
    notice = _get_notice_to_act_on(request, notice_id)
    finish(request, notice)
    return redirect(_get_notice_url(request, notice))


def finish(request: HttpRequest, notice: CouncilNotice) -> None:
    """Record that the user has done a task, and tell them whether that was recorded."""
    if mark_done(notice, request.user):
        messages.success(
            request,
            _("Recorded: %(council)s has the news through its form. Thank you.")
            % {"council": notice.council_name},
        )
    else:
        _warn_that_it_changed(request)


@require_POST
def look_again_notice(request: HttpRequest, notice_id: int) -> HttpResponse:
    """See whether what holds a notice back is gone."""
    notice = _get_notice_to_act_on(request, notice_id)
    if find_action(notice) != NoticeAction.LOOK_AGAIN:
        return _say_that_it_changed(request, notice)
    written = announce(notice.offer_id)
    if pending := [new for new in written if new.status == MailStatus.PENDING]:
        return _send_on_its_way(request, pending)
    notice.refresh_from_db()
    newest = written[-1] if written else notice
    if newest.status == MailStatus.HELD:
        messages.warning(
            request,
            _("It is still held back. %(reason)s") % {"reason": newest.reason},
        )
    else:
        messages.success(request, _("There is nothing to tell the council any more."))
    return redirect(_get_notice_url(request, newest))


def _get_notice_to_act_on(request: HttpRequest, notice_id: int) -> CouncilNotice:
    """
    Read a notice for somebody who wants to have something done about it.

    :raises PermissionDenied: the user may not.
    :raises Http404: there is none with that key.
    """
    if not can_act_on_notices(request.user):
        raise PermissionDenied
    notice = get_object_or_404(CouncilNotice, pk=notice_id)
    if not can_act_on_notice(request.user, notice):
        raise PermissionDenied
    return notice


def _say_that_it_changed(request: HttpRequest, notice: CouncilNotice) -> HttpResponse:
    _warn_that_it_changed(request)
    return redirect(_get_notice_url(request, notice))


def _warn_that_it_changed(request: HttpRequest) -> None:
    # Two people look at the same notice, or a worker was faster than either.
    messages.warning(
        request, _("Nothing was done: this notice has changed in the meantime.")
    )


def _get_notice_url(request: HttpRequest, notice: CouncilNotice) -> Any:
    # Whoever may act may view, so there is one.
    return AdminURLFinder(request.user).get_edit_url(notice)


def _send_on_its_way(
    request: HttpRequest, notices: list[CouncilNotice]
) -> HttpResponse:
    """Deliver notices that wait, and show the newest with what will become of it."""
    newest = notices[-1]
    at_once = conf.get_settings().DELIVER_ON_PUBLISH
    for notice in notices:
        if at_once and not notice.daily:
            # A queue that is down is logged; send_council_notices catches up with it.
            transaction.on_commit(
                partial(deliver_notice.enqueue, notice.pk), robust=True
            )
    if newest.daily and not newest.is_due:
        message = (
            _("It goes out with the next weekly email to the council.")
            if newest.weekly
            else _("It goes out with the next daily email to the council.")
        )
    elif at_once and not newest.daily:
        message = _("It is on its way. See below what became of it.")
    else:
        message = _("It goes out with the next run of send_council_notices.")
    messages.success(request, message)
    return redirect(_get_notice_url(request, newest))
