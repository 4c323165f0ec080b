"""What the editor of an offer sees of its notices: the state, the preview, a test."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.ui.menus.pages import PageMenuItem

from wagtail_localoffer.admin.consequences import describe_publication
from wagtail_localoffer.admin.notices import HISTORY_ROWS, finish, show_html
from wagtail_localoffer.admin.offers import get_draft
from wagtail_localoffer.admin.permissions import can_act_on_notices, can_view_notices
from wagtail_localoffer.admin.senders import describe_sender, may_change_sender
from wagtail_localoffer.mail.choices import MailStatus
from wagtail_localoffer.mail.routing import Sites, read_sites
from wagtail_localoffer.mail.wording import explain
from wagtail_localoffer.notices import history, wording
from wagtail_localoffer.notices.actions import NoticeAction, find_action, send_test
from wagtail_localoffer.notices.choices import NoticeKind
from wagtail_localoffer.notices.forecast import (
    Forecast,
    explain_quiet_withdrawal,
    find_state_if_published,
    foresee,
)
from wagtail_localoffer.notices.models import CONTENTS, CouncilNotice
from wagtail_localoffer.notices.offer_state import OfferState
from wagtail_localoffer.notices.planner import preview_state
from wagtail_localoffer.notices.wording import (
    STUCK,
    describe_help,
    describe_news,
    describe_status,
)
from wagtail_localoffer.offers.mixin import OfferMixin
from wagtail_localoffer.public.withdrawn_page import WithdrawnPage
from wagtail_localoffer.text.emails import is_email

logger = logging.getLogger("wagtail_localoffer")


def describe_council_news(offer: OfferMixin, user: Any) -> dict[str, Any]:
    """
    Collect what the editor shows of an offer's notices, in a few queries.

    :param offer: the newest version, which need not be saved.
    :param user: who may edit it. Their permissions decide about links and buttons.
    :returns: the context of ``admin/council_news.html``.
    """
    if offer.pk is None:
        return {"offer": offer}
    sites = read_sites([offer.pk])
    news = history.read_histories([offer.pk], sites)[offer.pk]
    state, previews = _look_ahead(offer, news, sites)
    told = Forecast(previews or [], [])
    return {
        "offer": offer,
        "states": list(_list_states(news, user)),
        "corrections": wording.tell_corrections(news.count_corrections(offer.waived)),
        "last_sent": news.last_sent,
        "previews": previews,
        "forecast": list(_forecast(offer, news, previews)),
        "publication": describe_publication(offer, state, told, news, sites),
        "withdrawal": _foresee_withdrawal(offer, news, sites),
        "withdrawn": WithdrawnPage.objects.find_for(offer),
    }


def _foresee_withdrawal(
    offer: OfferMixin, news: history.OfferHistory, sites: Sites
) -> list[str]:
    """Say what is told if the live version is taken down; nothing if there is none."""
    if not offer.live:
        return []
    return foresee(None, news, sites).sentences or [explain_quiet_withdrawal(news)]


def _preview(offer: OfferMixin) -> list[CouncilNotice] | None:
    """What would be told; ``None`` if that can't be found out."""
    sites = read_sites([offer.pk])
    news = history.read_histories([offer.pk], sites)[offer.pk]
    return _look_ahead(offer, news, sites)[1]


def _look_ahead(
    offer: OfferMixin, news: history.OfferHistory, sites: Sites
) -> tuple[OfferState | None, list[CouncilNotice] | None]:
    """What is true if a version is published, and what would be told: as above."""
    state = None
    try:
        state = find_state_if_published(offer)
        return state, preview_state(state, news, sites)
    except Exception:
        # A project's template of an email may be broken. That must not keep anybody
        # from writing.
        logger.exception("The news of the offer on page %s has no preview.", offer.pk)
        return state, None


def _list_states(news: history.OfferHistory, user: Any) -> Iterator[dict[str, Any]]:
    finder = AdminURLFinder(user)
    may_act = can_act_on_notices(user)
    for notice in news.newest:
        told = news.find_sent(notice.council_id)
        action = find_action(notice) if may_act or notice.is_task else None
        yield {
            "notice": notice,
            "label": describe_status(notice),
            "sentence": wording.tell(notice),
            "reason": wording.find_reason(notice),
            "answer": wording.tell_answer(told) if told else "",
            "before": wording.tell(told) if told and told != notice else "",
            "next_step": describe_help(notice, may_act=may_act),
            "action": action,
            "action_url": action and _get_action_url(notice, action),
            "asks_first": action == NoticeAction.SEND_AGAIN,
            "log_url": finder.get_edit_url(notice),
        }


def _get_action_url(notice: CouncilNotice, action: NoticeAction) -> str:
    if action == NoticeAction.MARK_DONE:
        place = [notice.offer_id, notice.pk]
        return reverse("wagtail_localoffer:finish_task", args=place)
    return reverse(f"wagtail_localoffer:{action}_notice", args=[notice.pk])


def _forecast(
    offer: OfferMixin,
    news: history.OfferHistory,
    previews: list[CouncilNotice] | None,
) -> Iterator[dict[str, str]]:
    """Say what is told if the newest version is published, or why nothing is."""
    if previews is None:
        sentence = _(
            "What the council would be told could not be found out. Ask those who run "
            "the website."
        )
        yield {"sentence": sentence}
        return
    if not previews:
        yield {"sentence": wording.explain_silence(offer)}
    waiting = any(notice.status != MailStatus.SENT for notice in news.newest)
    if waiting and offer.live and not offer.has_unpublished_changes:
        # It is published already, and what became of that is said elsewhere.
        return
    for notice in previews:
        yield {
            "sentence": wording.foretell(notice),
            "reason": wording.find_reason(notice)
            if notice.status == MailStatus.HELD
            else "",
        }


@require_GET
def show_council_news(request: HttpRequest, page_id: int) -> HttpResponse:
    """The content of the panel for the newest draft, for a script that replaces it."""
    draft = get_draft(request, page_id)
    context = describe_council_news(draft, request.user)
    return render(request, "wagtail_localoffer/admin/council_news.html", context)


@require_GET
def show_offer_notices(request: HttpRequest, page_id: int) -> HttpResponse:
    """All that is known of one offer's notices, for those who may edit the offer."""
    draft = get_draft(request, page_id)
    notices = CouncilNotice.objects.filter(offer_id=page_id)
    newest = list(notices.order_by("-number").defer(*CONTENTS)[: HISTORY_ROWS + 1])
    finder = AdminURLFinder(request.user)
    known = describe_council_news(draft, request.user)
    context = {
        **known,
        "unseen_previews": _list_unseen(known),
        "history": [
            {
                "notice": notice,
                "url": finder.get_edit_url(notice),
                "news": describe_news(notice),
                "state": describe_status(notice),
            }
            for notice in newest[:HISTORY_ROWS]
        ],
        "has_more_history": len(newest) > HISTORY_ROWS,
        "sees_log": can_view_notices(request.user),
        "sender": describe_sender(draft),
        "may_change_sender": may_change_sender(draft, request.user),
    }
    return render(request, "wagtail_localoffer/admin/offer_notices.html", context)


def _list_unseen(known: dict[str, Any]) -> list[CouncilNotice]:
    """What would be told, without the messages that the page shows anyway."""
    tasks = [each["notice"] for each in known["states"] if each["notice"].is_task]
    shown = {
        (notice.council_id, notice.shown_text)
        for notice in filter(None, [*tasks, known["last_sent"]])
    }
    return [
        notice
        for notice in known["previews"] or ()
        if (notice.council_id, notice.shown_text) not in shown
    ]


@require_GET
def show_preview(request: HttpRequest, page_id: int, council_id: int) -> HttpResponse:
    """
    The HTML of the email that a council would get, for a frame in the page about it.

    :raises Http404: it would get none.
    """
    for notice in _preview(get_draft(request, page_id)) or ():
        if notice.council_id == council_id:
            return show_html(notice)
    raise Http404


@require_GET
def show_last_message(request: HttpRequest, page_id: int) -> HttpResponse:
    """
    The HTML of the last email that was sent about an offer, for those who may edit it.

    :raises Http404: there was none.
    """
    get_draft(request, page_id)
    notice = history.read_history(page_id).last_sent
    if notice is None:
        raise Http404
    return show_html(notice)


@require_POST
def finish_task(request: HttpRequest, page_id: int, notice_id: int) -> HttpResponse:
    """Record that somebody who may edit the offer has filled in the council's form."""
    get_draft(request, page_id)
    notice = get_object_or_404(CouncilNotice, pk=notice_id, offer_id=page_id)
    finish(request, notice)
    return redirect("wagtail_localoffer:offer_notices", page_id)


@require_POST
def send_test_message(request: HttpRequest, page_id: int) -> HttpResponse:
    """Send what the council would get, or else what it got last, to the user alone."""
    draft = get_draft(request, page_id)
    address = getattr(request.user, "email", "")
    last = history.read_history(page_id).last_sent
    notices = _preview(draft) or ([last] if last and last.text_body else [])
    if not is_email(address):
        messages.error(
            request,
            _("Your account has no email address. Enter one under Account first."),
        )
    elif not notices:
        messages.error(request, _("There is no message that could be sent."))
    else:
        _send_tests(request, notices, address)
    return redirect("wagtail_localoffer:offer_notices", page_id)


def _send_tests(
    request: HttpRequest, notices: Iterable[CouncilNotice], address: str
) -> None:
    try:
        for notice in notices:
            send_test(notice, address)
    except Exception as error:  # noqa: BLE001 - other mail backends raise theirs
        words = {"reason": explain(error)}
        messages.error(request, _("The test was not sent. %(reason)s") % words)
    else:
        messages.success(
            request, _("A test was sent to %(address)s.") % {"address": address}
        )


def say_what_is_told(request: HttpRequest, page: Any) -> None:
    """Say after a publication what the council is told, was told, or why it is not."""
    # A version that is scheduled is not live yet.
    if (
        not is_own_offer(page)
        or not page.live
        or page.live_revision_id != page.latest_revision_id
    ):
        return
    # In a transaction, nothing is written before its end.
    in_transaction = transaction.get_connection().in_atomic_block
    notices = _preview(page) if in_transaction else _list_notices_of_publication(page)
    button = messages.button(get_notices_url(page), _("Council notices"))
    for notice in notices or ():
        _say(request, notice, [button])
    if notices == []:
        news = history.read_history(page.pk)
        text = wording.explain_silence(page)
        if news.count_corrections(page.waived):
            text = _("The council was not told: this was a small correction.")
        messages.info(request, text, buttons=[button])


def say_what_was_withdrawn(request: HttpRequest, page: Any) -> None:
    """Say after a page was taken down or deleted what its council is told."""
    if not isinstance(page, OfferMixin) or not page.pk:
        return
    button = []
    if type(page)._default_manager.filter(pk=page.pk).exists():
        button = [messages.button(get_notices_url(page), _("Council notices"))]
    for notice in history.read_history(page.pk).newest:
        if notice.kind == NoticeKind.WITHDRAWN:
            _say(request, notice, button)


def _say(request: HttpRequest, notice: CouncilNotice, buttons: list[Any]) -> None:
    """Say what became of a notice, with a warning if somebody has to do something."""
    say = messages.warning if notice.status in STUCK else messages.success
    sentences = [wording.tell(notice), wording.find_reason(notice)]
    say(request, " ".join(filter(None, sentences)), buttons=buttons)


def _list_notices_of_publication(page: Any) -> list[CouncilNotice]:
    """Those that the newest publication led to, and those that still wait."""
    notices = CouncilNotice.objects.filter(offer_id=page.pk)
    new = Q(created_at__gte=page.last_published_at)
    counting = notices.exclude(status=MailStatus.REPLACED).filter(
        new | ~Q(status=MailStatus.SENT)
    )
    return list(counting.order_by("number"))


def is_own_offer(page: Any) -> bool:
    """Whether a page is an offer with content of its own."""
    return isinstance(page, OfferMixin) and page.alias_of_id is None


def get_notices_url(page: Any) -> str:
    return reverse("wagtail_localoffer:offer_notices", args=[page.pk])


class OfferMenuItem(PageMenuItem):
    """An item of the menu of a page, for who may edit the offer that it is."""

    def is_shown(self, user: Any) -> bool:
        return is_own_offer(self.page) and bool(
            self.page.permissions_for_user(user).can_edit()
        )


class OfferNoticesMenuItem(OfferMenuItem):
    """Leads from the menu of an offer's page to its notices."""

    url_name = "wagtail_localoffer:offer_notices"
    icon_name = "mail"
