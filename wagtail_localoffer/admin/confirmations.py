"""
Confirming screens of one page: what they say of its offer, and of those below it.

Deleting, moving and copying have hooks that are asked before the question is shown. For
unpublishing and for privacy there are views, see ``page_views``, or else a second step.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.permissions import page_permission_policy

from wagtail_localoffer.admin.consequences import (
    foresee_conversion,
    foresee_copy,
    foresee_move,
    foresee_privacy,
    foresee_withdrawal,
)
from wagtail_localoffer.admin.outlook import (
    Consequences,
    Outlook,
    find_offers,
    list_cascaded,
)
from wagtail_localoffer.offers.mixin import OfferMixin
from wagtail_localoffer.public.visibility import is_below, list_closed_paths
from wagtail_localoffer.public.withdrawn_page import WithdrawnPage

#: What a form sends along if the consequences were on the screen with it.
SEEN = "localoffer-seen"

#: The tick that leaves a page with the contact where an offer was.
LEAVE = "localoffer-leave"

MESSAGE = "wagtail_localoffer/admin/consequences_message.html"


def warn_before_delete(request: HttpRequest, page: Any) -> None:
    """Say before a page is deleted what follows for the offers that go with it."""
    if request.method == "GET":
        pages = list_cascaded([page], "delete")
        consequences = foresee_withdrawal(Outlook(find_offers(pages)), deleted=True)
        _warn(request, consequences, _("If you delete this page:"))


def warn_before_move(request: HttpRequest, page: Any, destination: Any) -> None:
    """Say before a page is moved what follows for the offers that go with it."""
    if request.method == "GET":
        consequences = foresee_move(list_moves(page, destination))
        _warn(request, consequences, _("If you move this page:"))


def list_moves(page: Any, destination: Any) -> list[tuple[Any, Any]]:
    """List the pages that move along with one, each with where it goes."""
    moves = [(page, destination)]
    for other in list_cascaded([page], "move"):
        if other.pk != page.pk and (
            place := destination.get_translation_or_none(other.locale)
        ):
            moves.append((other, place))
    return moves


def warn_before_copy(request: HttpRequest, page: Any) -> None:
    """Say before a page is copied what follows if the copy is published at once."""
    if request.method == "GET" and page_permission_policy.user_has_permission(
        request.user, "publish"
    ):
        heading = _(
            "A copy is a draft at first, of which no council is told. If you tick that "
            "it is published at once:"
        )
        _warn(request, foresee_copy(page), heading)


def warn_before_conversion(request: HttpRequest, page: Any) -> None:
    """Say before an alias becomes a page of its own what its council is told."""
    if request.method == "GET" and isinstance(page, OfferMixin):
        heading = _("If you convert this alias:")
        _warn(request, foresee_conversion(page), heading)


def _warn(request: HttpRequest, consequences: Consequences, heading: str) -> None:
    if consequences:
        context = {"consequences": consequences, "heading": heading}
        messages.warning(request, SafeString(render_to_string(MESSAGE, context)))


def confirm_unpublishing(request: HttpRequest, page: Any) -> Any:
    """
    Ask again before offers are taken down if nobody has seen what follows.

    So it is on Wagtail 7.4, which has no place for it on its own screen, and on each
    version if the page itself is no offer, or its project has a screen of its own.
    It leaves a page with the contact where somebody wants one.
    """
    pages = list_cascaded([page], "unpublish")
    below = bool(request.POST.get("include_descendants"))
    offers = [found.live() for found in find_offers(pages, below=below)]
    if SEEN not in request.POST and (
        consequences := foresee_withdrawal(Outlook(offers))
    ):
        context = {
            "page": page,
            "consequences": consequences,
            "below": below,
            "next": request.POST.get("next", ""),
            **describe_choice(offers),
        }
        template = "wagtail_localoffer/admin/confirm_again.html"
        return TemplateResponse(request, template, context)
    if LEAVE in request.POST:
        for offer in _list_readable(offers):
            WithdrawnPage.objects.leave(offer)
    return None


def describe_unpublishing(pages: list[Any]) -> dict[str, Any]:
    """
    Collect what the screen says on which one unpublishes pages.

    :param pages: the page, and its translations that go along.
    """
    offers = [found.live() for found in find_offers(pages, below=False)]
    below = [found.live() for found in find_offers(pages, itself=False)]
    return {
        "consequences": foresee_withdrawal(Outlook(offers)),
        "consequences_below": foresee_withdrawal(Outlook(below)),
        **describe_choice(offers),
    }


def describe_choice(offers: list[Any]) -> dict[str, Any]:
    return {
        "seen": SEEN,
        "leave": LEAVE,
        "can_leave": next(_list_readable(offers), None) is not None,
    }


def _list_readable(offers: list[Any]) -> Iterator[Any]:
    """Those that families can read now. No other has said anything to them."""
    closed = list_closed_paths()
    for found in offers:
        for offer in found.filter(alias_of=None).iterator(chunk_size=50):
            if not is_below(offer, closed):
                yield offer


def say_what_is_left(request: HttpRequest, page: Any) -> None:
    """Say after a page was taken down what families find at its address."""
    if isinstance(page, OfferMixin) and WithdrawnPage.objects.find_for(page):
        text = _("At its address, families find the name and the contact.")
        button = messages.button(page.full_url or "", _("View"))
        messages.info(request, text, buttons=[button])


class OfferUnpublish:
    """What the view in which one unpublishes an offer adds to Wagtail's."""

    template_name = "wagtail_localoffer/admin/confirm_unpublish.html"

    def get_context_data(self: Any, **kwargs: Any) -> dict[str, Any]:
        # A mixin: Wagtail's view, of which the types know nothing, stands behind it.
        context = super().get_context_data(**kwargs)  # type: ignore[misc]
        return {**context, **describe_unpublishing(self.objects_to_unpublish)}


class OfferPrivacy:
    """What the view in which one makes an offer private adds to Wagtail's."""

    def get_form(self: Any, form_class: Any = None) -> Any:
        # A mixin: Wagtail's view, of which the types know nothing, stands behind it.
        form = super().get_form(form_class)  # type: ignore[misc]
        form.fields["restriction_type"].help_text = describe_privacy(
            self.page.specific,
            is_private=self.restriction is not None,
            is_above_private=self.restriction_on_ancestor is not None,
        )
        return form


def build_confirming_views() -> dict[str, Any]:
    """The views of Wagtail 8's ``PageViewSet`` that ask first, by its attributes."""
    from wagtail.admin.views.page_privacy import SetPrivacyView
    from wagtail.admin.views.pages.unpublish import UnpublishView

    return {
        "unpublish_view_class": type(
            "OfferUnpublishView", (OfferUnpublish, UnpublishView), {}
        ),
        "set_privacy_view_class": type(
            "OfferPrivacyView", (OfferPrivacy, SetPrivacyView), {}
        ),
    }


def describe_privacy(page: Any, *, is_private: bool, is_above_private: bool) -> str:
    """
    Say what follows if who may see a page is changed.

    :param is_private: whether only some may see it now.
    :param is_above_private: whether that is so of a page above it.
    """
    if is_above_private:
        return _("A page above it is private, so that families can’t read it anyway.")
    heading = _("If only some may see it:")
    if is_private:
        heading = _("If all may see it again:")
    consequences = foresee_privacy(page, closes=not is_private)
    if consequences.is_one:
        sentences = " ".join(consequences.lines[0].sentences)
        return format_html("{} {}", heading, sentences)
    lines = (
        (line.offer.get_admin_display_title(), " ".join(line.sentences))
        for line in consequences.lines
    )
    return format_html("{} {}", heading, format_html_join(" ", "{}: {}", lines))
