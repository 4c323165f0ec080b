"""What can be done with the offers that somebody has chosen in the report."""

from __future__ import annotations

import re
from functools import partial
from typing import Any, ClassVar

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.utils import get_admin_base_url
from wagtail.admin.views.bulk_action import BulkAction

from wagtail_localoffer import conf
from wagtail_localoffer.admin.report import LocalOfferReportView
from wagtail_localoffer.admin.report_rows import OfferRow
from wagtail_localoffer.admin.review_form import ReviewForm
from wagtail_localoffer.content.participation import Participation
from wagtail_localoffer.offers.panels import can_review
from wagtail_localoffer.reporting.log_entries import write_entries
from wagtail_localoffer.reporting.models import OfferSummary
from wagtail_localoffer.reporting.reminders import (
    REMINDED,
    get_address,
    plan_reminders,
)
from wagtail_localoffer.reporting.reviews import NOBODY, record_reviews
from wagtail_localoffer.reporting.tasks import send_reminder
from wagtail_localoffer.reporting.wording import describe_needs

#: Offers that one click changes.
MOST = 1000


class TooMany(Exception):
    """More offers were chosen than one click should change."""


class OfferAction(BulkAction):
    """
    An action on offers of the report, which are known by their summaries.

    Those of pages would be offered for every page of the site. An offer that has no
    summary yet has the key of its page all the same.
    """

    models: ClassVar[list[Any]] = [OfferSummary]

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().dispatch(request, *args, **kwargs)
        except TooMany:
            messages.error(
                request,
                _("Choose at most %(number)s offers at once. Filter the list first.")
                % {"number": MOST},
            )
            return redirect(self.next_url)

    @property
    def report(self) -> LocalOfferReportView:
        """The report with the filters with which it was left."""
        view = LocalOfferReportView()
        view.setup(self.request)
        return view

    def find_offers(self) -> list[Any]:
        """
        Read the chosen offers that the user sees, in the order of the report.

        :raises Http404: there are none.
        :raises TooMany: no database should be asked for so many keys.
        """
        report = self.report
        keys = self.request.GET.getlist("id")
        if "all" in keys:
            rows = report.list_rows(report.get_queryset()[: MOST + 1])
            keys = [page.pk for page in rows if not page.row.is_alias]
        # Every database has room for a number of 18 digits.
        keys = [key for key in keys if re.fullmatch("[0-9]{1,18}", str(key))]
        if len(keys) > MOST:
            raise TooMany
        chosen = report.get_base_queryset().filter(pk__in=keys)
        # Of their own types, because those decide who may do what.
        offers = list(report.order_queryset(chosen).specific(defer=True))
        if not offers:
            raise Http404
        for offer in offers:
            offer.row = OfferRow(offer)
        return offers

    def get_actionable_objects(self) -> tuple[list[Any], dict[str, Any]]:
        offers: dict[bool, list[Any]] = {True: [], False: []}
        for offer in self.find_offers():
            offers[bool(self.check_perm(offer))].append(offer)
        return offers[True], {"items_with_no_access": offers[False]}

    def object_context(self, obj: Any) -> dict[str, Any]:
        return {"item": obj, "row": obj.row}


class MarkReviewed(OfferAction):
    """
    Says of many offers at once what “Still correct” says of one.

    Who took part is noted for each of them.
    """

    display_name = gettext_lazy("Mark as reviewed")
    action_type = "review"
    aria_label = gettext_lazy("Mark the chosen offers as reviewed")
    template_name = "wagtail_localoffer/admin/confirm_reviews.html"
    action_priority = 20
    form_class = ReviewForm

    def check_perm(self, obj: Any) -> bool:
        return can_review(obj, self.request.user)

    def get_execution_context(self) -> dict[str, Any]:
        participation = self.cleaned_form.participation
        return {"user": self.request.user, "participation": participation}

    @classmethod
    def execute_action(
        cls,
        objects: Any,
        user: Any = None,
        participation: Participation = NOBODY,
        **kwargs: Any,
    ) -> tuple[int, int]:
        record_reviews(objects, user, participation)
        return len(objects), 0

    def get_success_message(
        self, num_parent_objects: int, num_child_objects: int
    ) -> str | None:
        if not num_parent_objects:
            return None
        return ngettext(
            "%(number)s offer is marked as reviewed today.",
            "%(number)s offers are marked as reviewed today.",
            num_parent_objects,
        ) % {"number": num_parent_objects}


class Remind(OfferAction):
    """Writes to those who answer for the chosen offers: one email to each person."""

    display_name = gettext_lazy("Remind")
    action_type = "remind"
    aria_label = gettext_lazy("Remind those who answer for the chosen offers")
    template_name = "wagtail_localoffer/admin/confirm_reminders.html"
    action_priority = 10

    def check_perm(self, obj: Any) -> bool:
        return bool(obj.permissions_for_user(self.request.user).can_publish())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        plan = plan_reminders(item["item"] for item in context["items"])
        project = conf.get_settings()
        return {
            **context,
            "plan": plan,
            "letters": [
                {
                    "person": letter.person,
                    "address": get_address(letter.person),
                    "offers": [
                        {"row": offer.row, "needs": describe_needs(offer)}
                        for offer in letter.offers
                    ],
                }
                for letter in plan.letters
            ],
            "is_held": project.HOLD,
            "divert_to": project.DIVERT_TO,
        }

    def get_execution_context(self) -> dict[str, Any]:
        admin_url = get_admin_base_url() or self.request.build_absolute_uri("/")
        return {"user": self.request.user, "admin_url": admin_url.rstrip("/")}

    @classmethod
    def execute_action(
        cls, objects: Any, user: Any = None, admin_url: str = "", **kwargs: Any
    ) -> tuple[int, int]:
        if conf.get_settings().HOLD:
            return 0, 0
        # Whoever clicks twice, or at the same time as somebody else, waits here.
        letters = plan_reminders(objects, lock=True).letters
        write_entries([letter.person for letter in letters], REMINDED, user)
        for letter in letters:
            task = partial(
                send_reminder.enqueue,
                letter.person.pk,
                [offer.pk for offer in letter.offers],
                admin_url,
            )
            # A queue that is down must not take back that of the others.
            transaction.on_commit(task, robust=True)
        return len(letters), 0

    def get_success_message(
        self, num_parent_objects: int, num_child_objects: int
    ) -> str:
        if not num_parent_objects:
            return _("Nobody was reminded.")
        return ngettext(
            "%(number)s person is reminded by email.",
            "%(number)s people are reminded by email.",
            num_parent_objects,
        ) % {"number": num_parent_objects}


class Download(OfferAction):
    """A spreadsheet of the chosen offers. It changes nothing, and so asks nothing."""

    file_format = ""
    http_method_names: ClassVar[list[str]] = ["get", "head"]

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        report = self.report
        keys = [offer.pk for offer in self.find_offers()]
        chosen = report.order_queryset(report.get_base_queryset().filter(pk__in=keys))
        # A translation that was chosen is there by itself.
        report.gathers = False
        response: HttpResponse = report.as_spreadsheet(chosen, self.file_format)
        return response


class DownloadExcel(Download):
    display_name = gettext_lazy("Download XLSX")
    action_type = "download_xlsx"
    aria_label = gettext_lazy("Download the chosen offers as XLSX")
    file_format = "xlsx"
    action_priority = 30


class DownloadText(Download):
    display_name = gettext_lazy("Download CSV")
    action_type = "download_csv"
    aria_label = gettext_lazy("Download the chosen offers as CSV")
    file_format = "csv"
    action_priority = 40


OFFER_ACTIONS = (Remind, MarkReviewed, DownloadExcel, DownloadText)
