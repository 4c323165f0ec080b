"""Whom the council of one offer hears from, for those who may publish the offer."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.log_actions import log

from wagtail_localoffer.admin.offers import get_draft
from wagtail_localoffer.mail.routing import (
    get_offer_settings,
    get_reply_to,
    get_sender,
    get_site_settings,
)
from wagtail_localoffer.mail.site_settings import OfferNoticeSettings
from wagtail_localoffer.offers.mixin import OfferMixin

#: What Wagtail's history of a page shows for it.
SENDER_CHANGED = "wagtail_localoffer.sender"


class SenderForm(WagtailAdminModelForm):
    """The sender of one offer's notices. What is left empty, the site decides."""

    class Meta:
        model = OfferNoticeSettings
        fields = ("from_email", "reply_to")

    def __init__(self, *args: Any, usual: dict[str, str], **kwargs: Any) -> None:
        """
        Make the form.

        :param usual: whom the council hears from where a field is left empty.
        """
        super().__init__(*args, **kwargs)
        for name, value in usual.items():
            hint = _("If it is empty: nobody.")
            if value:
                hint = _("If it is empty: %(usual)s") % {"usual": value}
            self.fields[name].help_text = f"{self.fields[name].help_text} {hint}"


def describe_sender(
    offer: OfferMixin, own: OfferNoticeSettings | None = None
) -> dict[str, str]:
    """
    Say whom the council of an offer hears from.

    :param own: the offer's own settings, by default those that are saved.
    """
    site_id, *_address = offer.get_url_parts() or [None]
    site = get_site_settings(site_id)
    own = own or get_offer_settings(offer.pk)
    return {
        "from_email": get_sender(site, own),
        "reply_to": get_reply_to(site, own, offer.contact_email),
    }


def may_change_sender(offer: OfferMixin, user: Any) -> bool:
    """Whether somebody may choose who writes to the council about an offer."""
    return bool(offer.permissions_for_user(user).can_publish())


def edit_sender(request: HttpRequest, page_id: int) -> HttpResponse:
    """
    Change whom the council of an offer hears from.

    :raises PermissionDenied: the user may not publish the offer.
    """
    offer = get_draft(request, page_id)
    if not may_change_sender(offer, request.user):
        raise PermissionDenied
    known = OfferNoticeSettings.objects.filter(offer_id=page_id).first()
    form = SenderForm(
        request.POST or None,
        instance=known or OfferNoticeSettings(offer_id=page_id),
        usual=describe_sender(offer, OfferNoticeSettings()),
    )
    if form.is_valid():
        if form.has_changed():
            form.save()
            log(instance=offer, action=SENDER_CHANGED, user=request.user)
        messages.success(
            request,
            _("The next email to the council comes from %(sender)s.")
            % {"sender": describe_sender(offer)["from_email"]},
        )
        return redirect("wagtail_localoffer:offer_notices", page_id)
    context = {"offer": offer, "form": form}
    return render(request, "wagtail_localoffer/admin/sender.html", context)
