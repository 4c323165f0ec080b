"""Councils in the admin: their form, their filter, and moving their offers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.admin import SimpleListFilter, display
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldRowPanel, MultiFieldPanel, ObjectList

from wagtail_localoffer.clock import get_today, localise
from wagtail_localoffer.councils.choices import CouncilContact
from wagtail_localoffer.councils.models import Council
from wagtail_localoffer.mail.choices import MailStatus
from wagtail_localoffer.notices.attachments import KNOWN_COLUMNS, read_columns
from wagtail_localoffer.notices.models import CouncilNotice
from wagtail_localoffer.offers.mixin import OfferMixin
from wagtail_localoffer.offers.queries import count_offers, find_offers_using
from wagtail_localoffer.offers.succession import (
    CannotMove,
    Outcome,
    describe_hindrance,
    get_successor,
    list_offers,
    move_offers,
)


def list_languages() -> Iterator[tuple[str, Any]]:
    yield "", _("The site’s own language")
    yield from settings.LANGUAGES


def may_edit(offer: OfferMixin, user: Any) -> bool:
    """
    Whether ``user`` may edit the page of an offer.

    Who keeps the records of councils need not know what others are drafting, so that
    other offers are counted and not named.
    """
    return bool(offer.permissions_for_user(user).can_edit())


def describe_way(council: Council) -> str:
    """Say how a council learns of news."""
    if council.contact_by == CouncilContact.SELF_SERVICE:
        return gettext("by its form")
    addresses = ((break_address(each),) for each in council.recipients)
    words = format_html_join(", ", "{}", addresses) or gettext("no email address yet")
    if not council.digest:
        return words
    return format_html("{}<br>{}", words, council.get_digest_display())


def describe_check(council: Council) -> str:
    """Say when its address was looked at last, and what came of it."""
    if council.checked_at is None:
        return gettext("never")
    day = date_format(localise(council.checked_at), "j F Y")
    problem = council.check_problem or gettext("works")
    return f"{day}: {problem}"


def describe_use(offers: int, live: int) -> str:
    """Say how many offers link to a council."""
    if offers == live:
        return str(offers)
    return gettext("%(number)s, %(live)s of them live") % {
        "number": offers,
        "live": live,
    }


def describe_address(council: Council) -> str:
    """The address of a council's local offer, or that its record has none."""
    address = council.local_offer_address
    return break_address(address) if address else gettext("no address yet")


def describe_answers(told: int, answered: int) -> str:
    """Say how many of the emails to a council it has answered."""
    if not told:
        return gettext("not told yet")
    return gettext("%(answered)s of %(told)s") % {"answered": answered, "told": told}


def count_for_councils(councils: QuerySet[Council]) -> QuerySet[Any]:
    """Annotate councils with how many offers they have, and with what they answered."""
    told = CouncilNotice.objects.filter(
        council=OuterRef("pk"), status=MailStatus.SENT, diverted=False, form_url=""
    )
    return councils.annotate(
        offers=count_offers(),
        live_offers=count_offers(live=True),
        told=_count(told),
        answered=_count(told.exclude(council_answer="")),
    )


def _count(notices: QuerySet[CouncilNotice]) -> Any:
    number = notices.order_by().values("council").values(number=Count("pk"))
    return Coalesce(Subquery(number), 0)


class CouncilColumns:
    """The columns of the list of councils."""

    @display(description=_("local offer"), ordering="local_offer_url")
    def address(self, council: Council) -> str:
        return describe_address(council)

    @display(description=_("how it learns of news"), ordering="contact_by")
    def learns(self, council: Council) -> str:
        return describe_way(council)

    @display(description=_("last checked"), ordering="checked_at")
    def last_check(self, council: Council) -> str:
        return describe_check(council)

    @display(description=_("offers"), ordering="live_offers")
    def offers(self, council: Any) -> str:
        return describe_use(council.offers, council.live_offers)

    @display(description=_("emails answered"), ordering="answered")
    def answers(self, council: Any) -> str:
        return describe_answers(council.told, council.answered)


def break_address(address: str) -> str:
    """An address that is broken after its marks, where there is no room for it."""
    pieces = ((piece,) for piece in re.split(r"(?<=[@/.])", address))
    return format_html_join(mark_safe("<wbr>"), "{}", pieces)


class CouncilForm(WagtailAdminModelForm):
    """The form of a council's record."""

    # Here and not in the model: the project's languages would be in our migrations.
    language = forms.ChoiceField(
        label=_("Language of the emails"), choices=list_languages, required=False
    )

    def clean_local_offer_url(self) -> str:
        url: str = self.cleaned_data["local_offer_url"]
        if not url and self.initial.get("local_offer_url"):
            used = find_offers_using(self.instance)
            named = next((each for each in used if may_edit(each, self.for_user)), None)
            if named:
                raise ValidationError(
                    _(
                        "Offers link to it, such as “%(offer)s”. Enter an address, or "
                        "choose another council in them first."
                    ),
                    params={"offer": named.get_admin_display_title()},
                )
            if used:
                raise ValidationError(
                    _(
                        "Offers that you may not edit link to it. Enter an address, or "
                        "ask their editors to choose another council first."
                    )
                )
        return url

    def clean_csv_columns(self) -> str:
        text: str = self.cleaned_data["csv_columns"]
        unknown = [
            name for _heading, name in read_columns(text) if name not in KNOWN_COLUMNS
        ]
        if unknown:
            raise ValidationError(
                _("“%(unknown)s” is no column. You can choose from: %(known)s."),
                params={"unknown": unknown[0], "known": ", ".join(KNOWN_COLUMNS)},
            )
        return text

    def save(self, commit: bool = True) -> Any:
        if {"local_offer_url", "form_url"}.intersection(self.changed_data):
            self.instance.forget_check()
        return super().save(commit)


council_panels = ObjectList(
    [
        MultiFieldPanel(
            ["name", "gss_code", "homepage_url", "local_offer_url"],
            heading=_("The council"),
        ),
        MultiFieldPanel(
            ["contact_by", "update_email", "more_emails", "digest", "form_url"],
            heading=_("How it learns of news"),
        ),
        MultiFieldPanel(
            ["language", "email_subject", "email_opening", "csv_columns"],
            heading=_("Words of the emails"),
        ),
        MultiFieldPanel(
            [FieldRowPanel(["valid_from", "valid_to"]), "successor"],
            heading=_("Time in office"),
        ),
    ],
    base_form_class=CouncilForm,
)


class CouncilStateFilter(SimpleListFilter):
    """Finds the councils that need something. The list must count their offers."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("in_use", _("Offers link to it")),
            ("no_address", _("No address of its local offer")),
            ("problem", _("Problem with its address")),
            ("abolished", _("Abolished")),
        ]

    def queryset(self, request: Any, queryset: QuerySet[Any]) -> QuerySet[Any]:
        conditions = {
            "in_use": Q(offers__gt=0),
            "no_address": Q(local_offer_url=""),
            "problem": ~Q(check_problem=""),
            "abolished": Q(valid_to__lt=get_today()),
        }
        value = self.value()
        return queryset.filter(conditions[value]) if value in conditions else queryset


@require_http_methods(["GET", "HEAD", "POST"])
def move_to_successor(request: Any, council_id: int) -> HttpResponse:
    """Show which offers of a council would move to its successor, or move them."""
    if not request.user.has_perm("wagtail_localoffer.change_council"):
        raise PermissionDenied
    councils = Council.objects.select_related("successor")
    council = get_object_or_404(councils, pk=council_id)
    context: dict[str, Any] = {
        "council": council,
        "is_abolished": council.is_abolished(),
        "done": request.method == "POST",
    }
    try:
        successor = get_successor(council)
        outcomes = (
            move_offers(council, request.user)
            if context["done"]
            else [
                Outcome(offer, describe_hindrance(offer, request.user))
                for offer in list_offers(council)
            ]
        )
    except CannotMove as error:
        context["refusal"] = error
    else:
        context["successor"] = successor
        context["movable"] = _name_some(
            [outcome for outcome in outcomes if not outcome.problem], request.user
        )
        context["stuck"] = _name_some(
            [outcome for outcome in outcomes if outcome.problem], request.user
        )
    return render(request, "wagtail_localoffer/admin/move_offers.html", context)


def _name_some(outcomes: list[Outcome], user: Any) -> dict[str, Any]:
    """Name the offers that ``user`` may edit, and only count the others."""
    named = [outcome for outcome in outcomes if may_edit(outcome.offer, user)]
    return {
        "number": len(outcomes),
        "named": named,
        "others": len(outcomes) - len(named),
    }
