"""Entries of this package in Wagtail's history."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter

from wagtail_localoffer.admin.senders import SENDER_CHANGED
from wagtail_localoffer.admin.sources import READ_NOW
from wagtail_localoffer.content.participation import Participation
from wagtail_localoffer.importing.drafts import BROUGHT_IN
from wagtail_localoffer.notices.choices import NoticeKind
from wagtail_localoffer.notices.page_history import ASKED_AGAIN, NOT_TOLD, TOLD
from wagtail_localoffer.offers.publish_guard import REFUSED
from wagtail_localoffer.offers.small_corrections import CORRECTED
from wagtail_localoffer.offers.succession import MOVED
from wagtail_localoffer.reporting.reminders import REMINDED
from wagtail_localoffer.reporting.reviews import REVIEWED, TAKEN_BACK


def describe_entry(log_entry: Any) -> dict[str, str]:
    kind = log_entry.data.get("kind", "")
    news = str(NoticeKind(kind).label) if kind in NoticeKind.values else kind
    # It may have gone to another address than the council's own.
    address = log_entry.data.get("recipient", "")
    return {
        "council": log_entry.data.get("council", ""),
        "news": f"{news} ({address})" if address else news,
    }


def register_log_actions(actions: Any) -> None:
    @actions.register_action(REFUSED)
    class RefusalFormatter(LogFormatter):
        label = _("Refuse scheduled publishing")

        def format_message(self, log_entry: Any) -> str:
            return _(
                "Not published as scheduled, because the offer is incomplete: "
                "%(missing)s Cancel the schedule, complete the offer and publish it."
            ) % {"missing": " ".join(log_entry.data.get("missing", []))}

    @actions.register_action(MOVED)
    class MoveFormatter(LogFormatter):
        label = _("Move to the council’s successor")

        def format_message(self, log_entry: Any) -> str:
            return _("Moved from %(from)s to %(to)s") % log_entry.data

    actions.register_action(
        REMINDED,
        _("Remind of local offers"),
        _("Reminded by email of local offers that need something"),
    )
    actions.register_action(
        SENDER_CHANGED,
        _("Change the sender of council notices"),
        _("Changed whom the council hears from"),
    )
    actions.register_action(
        READ_NOW,
        _("Read the offers of a source"),
        _("Had its offers read"),
    )
    actions.register_action(
        CORRECTED,
        _("Small correction"),
        _("Published as a small correction: the council was not told"),
    )

    @actions.register_action(BROUGHT_IN)
    class BroughtInFormatter(LogFormatter):
        label = _("Bring a document in")

        def format_message(self, log_entry: Any) -> str:
            return _("Text brought in from “%(name)s”") % log_entry.data

    @actions.register_action(TOLD)
    class ToldFormatter(LogFormatter):
        label = _("Tell the council")

        def format_message(self, log_entry: Any) -> str:
            return _("%(council)s was told: %(news)s") % describe_entry(log_entry)

    @actions.register_action(ASKED_AGAIN)
    class AskedAgainFormatter(LogFormatter):
        label = _("Send to the council again")

        def format_message(self, log_entry: Any) -> str:
            return _("Sent to %(council)s again: %(news)s") % describe_entry(log_entry)

    @actions.register_action(NOT_TOLD)
    class NotToldFormatter(LogFormatter):
        label = _("Fail to tell the council")

        def format_message(self, log_entry: Any) -> str:
            return _("%(council)s could not be told: %(news)s") % describe_entry(
                log_entry
            )

    @actions.register_action(REVIEWED)
    class ReviewedFormatter(LogFormatter):
        label = _("Review")

        def format_message(self, log_entry: Any) -> str:
            participation = Participation.read(log_entry.data.get("with"))
            words = [
                _("Reviewed: nothing to change, still correct"),
                participation.sentences,
            ]
            return ". ".join(filter(None, map(str, words)))

    actions.register_action(
        TAKEN_BACK, _("Take a review back"), _("The review was taken back")
    )
