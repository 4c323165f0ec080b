"""Emails to read before something is done to the page of an offer."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from wagtail_localoffer.admin.consequences import foresee_move, foresee_withdrawal
from wagtail_localoffer.admin.offers import get_draft
from wagtail_localoffer.admin.outlook import Consequences, Outlook
from wagtail_localoffer.compat import PAGE_MODEL

TEMPLATE = "wagtail_localoffer/admin/foreseen_message.html"


@require_GET
def show_withdrawal_message(request: HttpRequest, page_id: int) -> HttpResponse:
    """The email that a council gets if an offer is taken down or deleted."""
    get_draft(request, page_id)
    # As it is now, and not as a draft has it.
    page = _get_page(page_id).specific
    consequences = foresee_withdrawal(Outlook.of([page]))
    return _show(request, page, _("If it is taken down"), consequences)


@require_GET
def show_move_message(
    request: HttpRequest, page_id: int, moved_id: int, destination_id: int
) -> HttpResponse:
    """The email that a council gets if an offer is moved, alone or with its parent."""
    get_draft(request, page_id)
    page, moved = _get_page(page_id), _get_page(moved_id)
    destination = _get_page(destination_id)
    if page != moved and not page.is_descendant_of(moved):
        raise Http404
    # The email names the new address, which not everybody may read.
    if not moved.permissions_for_user(request.user).can_move_to(destination):
        raise PermissionDenied
    consequences = foresee_move([(moved, destination)])
    return _show(request, page, _("If it is moved"), consequences)


def _get_page(page_id: int) -> Any:
    return get_object_or_404(apps.get_model(PAGE_MODEL), pk=page_id)


def _show(
    request: HttpRequest, page: Any, situation: str, consequences: Consequences
) -> HttpResponse:
    """
    Show the emails about one offer.

    :raises Http404: there would be none.
    """
    for line in consequences.lines:
        if line.offer.pk == page.pk and line.forecast and line.forecast.notices:
            context = {"line": line, "situation": situation}
            return render(request, TEMPLATE, context)
    raise Http404
