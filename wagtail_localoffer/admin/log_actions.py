"""Entries of this package in Wagtail's history."""

from __future__ import annotations

from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter

from wagtail_localoffer.admin.comment_words import ANSWER
from wagtail_localoffer.admin.senders import SENDER_CHANGED
from wagtail_localoffer.admin.sources import READ_NOW
from wagtail_localoffer.content.participation import Participation
from wagtail_localoffer.feedback import answering
from wagtail_localoffer.importing.drafts import BROUGHT_IN
from wagtail_localoffer.notices.choices import CouncilAnswer, NoticeKind
from wagtail_localoffer.notices.page_history import (
    ANSWERED,
    ASKED_AGAIN,
    NOT_TOLD,
    TOLD,
)
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


#: What is said of a message of a family, by the action: in lists of all actions, and of
#: one message.
COMMENT_ACTIONS = {
    answering.ANSWERED: (
        _("Answer a family"),
        _("Answered the message %(reference)s of a family"),
    ),
    answering.PUBLISHED: (
        _("Publish an answer to a family"),
        _("Published a question and an answer to the message %(reference)s"),
    ),
    answering.WITHDRAWN: (
        _("Take a published answer back"),
        _("Took back what was published to the message %(reference)s"),
    ),
    answering.CLOSED: (
        _("Close a family’s message"),
        _("Closed the message %(reference)s of a family"),
    ),
    answering.SPAM: (
        _("Mark a message as spam"),
        _("Marked the message %(reference)s as spam"),
    ),
    answering.REOPENED: (
        _("Open a family’s message again"),
        _("Opened the message %(reference)s of a family again"),
    ),
}


def register_comment_actions(actions: Any) -> None:
    for action, (name, sentence) in COMMENT_ACTIONS.items():
        formatter = type(
            "CommentFormatter",
            (CommentFormatter,),
            {"label": name, "message": sentence},
        )
        actions.register_action(action)(formatter)


class CommentFormatter(LogFormatter):
    """Names a message by its reference alone, and leads to it."""

    def format_message(self, log_entry: Any) -> str:
        return str(self.message) % {"reference": log_entry.data.get("reference", "")}

    def format_comment(self, log_entry: Any) -> str:
        try:
            url = reverse(ANSWER, args=[log_entry.data.get("comment")])
        except NoReverseMatch:
            return ""
        return format_html('<a href="{}">{}</a>', url, _("See the message"))


def register_log_actions(actions: Any) -> None:
    """Give Wagtail the words for what this package writes into its history."""
    register_comment_actions(actions)

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

    @actions.register_action(ANSWERED)
    class AnswerFormatter(LogFormatter):
        label = _("Answer of the council")

        def format_message(self, log_entry: Any) -> str:
            answer = log_entry.data.get("answer", "")
            known = answer in CouncilAnswer.values
            return _("%(council)s answered: “%(answer)s”") % {
                "council": log_entry.data.get("council", ""),
                "answer": CouncilAnswer(answer).label if known else answer,
            }

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
            # Families' words may have led to a change just before.
            said = (
                _("Reviewed: it is correct")
                if participation.changed
                else _("Reviewed: nothing to change, still correct")
            )
            words = [said, participation.sentences]
            return ". ".join(filter(None, map(str, words)))

    actions.register_action(
        TAKEN_BACK, _("Take a review back"), _("The review was taken back")
    )
