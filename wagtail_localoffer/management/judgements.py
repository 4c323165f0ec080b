"""Judgements about rows that name somebody: what to write there, or who must do it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from wagtail_localoffer.content.redaction import Redaction
from wagtail_localoffer.feedback.choices import CommentStatus
from wagtail_localoffer.feedback.models import PRIVATE, CommentLetter, FamilyComment
from wagtail_localoffer.mail.outbox import OPEN

#: Columns of what families wrote and were answered, of what is shown of it, and of the
#: letters about it.
COMMENT_TEXTS = (*PRIVATE, "setting_name", "reply", "closed_because")
SHOWN_TEXTS = ("question", "answer", "change")
LETTER_TEXTS = ("sender", "recipient", "reply_to", "subject", "text_body", "html_body")

#: One address each, with nothing in its place.
ADDRESSES = ("reply_to", "copy_to")

PUBLISH = "Edit and publish this page, then run this again."
ORIGINAL = (
    "It is an alias. Edit and publish page {}, its original, then run this again."
)
SCHEDULED = (
    "It is scheduled to go live. Edit the page or cancel that, then run this again."
)
UNSENT = "It is not sent yet. Send it or record that it is done, then run this again."
TOO_DEEP = (
    "Lists are nested too deeply in it to be read. Look in the database whether it "
    "names them."
)
BY_HAND = "Change it in the admin."
SHOWN_NOW = "Families read it. Change it on its screen, then run this again."
ELSEWHERE = (
    "It was read from another site, and will be again. Ask that site to take it out, "
    "or delete the source."
)

#: The columns to change with what to write there, and what somebody must do instead.
Judgement = tuple[dict[str, Any], str]

Judge = Callable[[Any, Redaction], Judgement]


def judge_columns(
    row: Any, redaction: Redaction, names: Iterable[str], by_hand: str = ""
) -> Judgement:
    """
    What to write into the columns of a row that mention a person.

    :param by_hand: what somebody must do, if any of them does.
    """
    columns = {}
    for name in names:
        before = getattr(row, name)
        after = redaction.take_out(before, name)
        if after != before:
            columns[name] = "" if name in ADDRESSES else after
    return columns, by_hand


def judge_comment(row: FamilyComment, redaction: Redaction) -> Judgement:
    """What to write into a message of a family; somebody must change what is public."""
    columns, _by_hand = judge_columns(row, redaction, COMMENT_TEXTS)
    shown, _by_hand = judge_columns(row, redaction, SHOWN_TEXTS)
    is_public = row.status == CommentStatus.PUBLISHED
    return {**columns, **shown}, SHOWN_NOW if shown and is_public else ""


def judge_letter(row: CommentLetter, redaction: Redaction) -> Judgement:
    """What to write into a letter about a message; one that waits is sent first."""
    columns, _by_hand = judge_columns(row, redaction, (*LETTER_TEXTS, "reason"))
    return ({}, UNSENT) if columns and row.status in OPEN else (columns, "")


def judge_user(user: Any, redaction: Redaction) -> Judgement:
    """What somebody must do about a log-in; nothing is written there."""
    for part, text in (
        ("name", user.get_full_name()),
        ("user name", user.get_username()),
        ("email", getattr(user, user.get_email_field_name(), "")),
    ):
        redaction.take_out(text or "", part)
    return {}, BY_HAND
