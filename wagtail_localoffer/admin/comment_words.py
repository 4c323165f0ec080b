"""What lists and screens say of a comment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wagtail_localoffer.clock import get_day, get_today, localise
from wagtail_localoffer.feedback.choices import CommentStatus, Topic
from wagtail_localoffer.feedback.models import FamilyComment
from wagtail_localoffer.feedback.reminders import PATIENCE, count_school_days
from wagtail_localoffer.frameworks.lookups import in_words
from wagtail_localoffer.offers.mixin import OfferMixin

ANSWER = "wagtail_localoffer:answer_comment"


@dataclass(frozen=True)
class CommentRow:
    """What a list says of a comment. It reads no page and nothing private."""

    comment: FamilyComment

    @property
    def topic(self) -> str:
        return str(Topic(self.comment.topic).label)

    @property
    def section(self) -> str:
        return name_section(self.comment) or _("The whole offer")

    @property
    def received(self) -> str:
        return date_format(localise(self.comment.created_at), "DATE_FORMAT")

    @property
    def received_on(self) -> Any:
        return get_day(self.comment.created_at)

    @property
    def state(self) -> str:
        return str(CommentStatus(self.comment.status).label)

    @property
    def days(self) -> int | str:
        """For how many days it waits; empty for what waits no more."""
        if not self.comment.is_open:
            return ""
        return (get_today() - get_day(self.comment.created_at)).days

    @cached_property
    def is_late(self) -> bool:
        """Whether a family waits for more than ten school days."""
        if not self.comment.is_open:
            return False
        return (
            count_school_days(get_day(self.comment.created_at), get_today()) > PATIENCE
        )

    @property
    def late(self) -> str:
        return _("Late") if self.is_late else ""

    @property
    def waiting(self) -> str:
        """How long it has been waiting, with a word if that is too long."""
        if self.days == "":
            return _("Not waiting")
        if self.days == 0:
            return _("Since today")
        text = ngettext("%(number)s day", "%(number)s days", int(self.days)) % {
            "number": self.days
        }
        if self.is_late:
            return _("%(days)s (late: more than ten school days)") % {"days": text}
        return text

    @property
    def answered(self) -> Any:
        moment = self.comment.answered_at
        return get_day(moment) if moment else ""

    @property
    def published(self) -> Any:
        moment = self.comment.published_at
        return get_day(moment) if moment else ""

    @property
    def changed_section(self) -> str:
        return name_anchor(self.comment, self.comment.changed_section)

    @property
    def url(self) -> str:
        return reverse(ANSWER, args=[self.comment.pk])


def add_rows(comments: Iterable[FamilyComment]) -> Iterator[Any]:
    """Give comments with what a list says of them."""
    for comment in comments:
        listed: Any = comment
        listed.row = CommentRow(comment)
        yield listed


def name_section(comment: FamilyComment) -> str:
    """The heading of the section that a comment is about, or nothing."""
    return name_anchor(comment, comment.section)


def name_anchor(comment: FamilyComment, anchor: str) -> str:
    """
    The heading of a section by its fragment, without reading the page.

    Those of the setting's own sections are near enough to their headings.
    """
    if not anchor:
        return ""
    model = comment.page.specific_class if comment.page else None
    if model is not None and issubclass(model, OfferMixin):
        for section in in_words(model.get_framework(), "").sections:
            if section.anchor == anchor:
                return str(section.heading)
    return capfirst(anchor.replace("-", " "))


def describe_state(comment: FamilyComment) -> str:
    """Say in a sentence what became of a comment, and by whom."""
    person = comment.answered_by
    words = {
        "person": (person.get_full_name() or person.get_username())
        if person
        else _("Somebody"),
    }
    if comment.answered_at:
        moment = localise(comment.answered_at)
        words["day"] = date_format(moment, "j F Y")
        words["time"] = date_format(moment, "H:i")
    match comment.status:
        case CommentStatus.ANSWERED if comment.answered_at:
            return _("%(person)s answered it on %(day)s at %(time)s.") % words
        case CommentStatus.PUBLISHED:
            return _("A question and an answer are published.")
        case CommentStatus.CLOSED:
            return _("It is closed.")
        case CommentStatus.SPAM:
            return _("It is marked as spam.")
    return _("It waits for an answer.")
