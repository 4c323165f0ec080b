"""The form in which somebody answers a family: its fields, and what buttons need."""

from __future__ import annotations

import hashlib
from enum import StrEnum
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from wagtail_localoffer.feedback.choices import CommentStatus, Topic
from wagtail_localoffer.feedback.marks import Piece, list_marked, mark
from wagtail_localoffer.feedback.models import FamilyComment

#: Nobody reads more, and an email has room for it.
LONGEST = 8000


class Deed(StrEnum):
    """What the buttons do, by their values."""

    ANSWER = "answer"
    PUBLISH = "publish"
    #: The same, whatever may tell who somebody is.
    PUBLISH_ANYWAY = "publish_anyway"
    WITHDRAW = "withdraw"
    CLOSE = "close"
    SPAM = "spam"
    REOPEN = "reopen"
    SEND_AGAIN = "send_again"


#: What can be done about a comment, by its status.
POSSIBLE = {
    CommentStatus.NEW: (Deed.ANSWER, Deed.PUBLISH, Deed.CLOSE, Deed.SPAM),
    CommentStatus.ANSWERED: (Deed.PUBLISH, Deed.CLOSE),
    CommentStatus.PUBLISHED: (Deed.PUBLISH, Deed.WITHDRAW),
    CommentStatus.CLOSED: (Deed.PUBLISH, Deed.REOPEN),
    CommentStatus.SPAM: (Deed.REOPEN,),
}

#: What somebody has to write first, and what is said if they haven't.
NEEDED = {
    Deed.ANSWER: {"reply": _("Write the answer first.")},
    Deed.PUBLISH: {
        "question": _("Write what was asked, in words that name nobody."),
        "answer": _("Write what you answer."),
    },
    Deed.CLOSE: {"closed_because": _("Write why there is nothing to do.")},
}

#: The fields with which each button does something.
USED = {
    Deed.ANSWER: ("reply",),
    Deed.PUBLISH: ("reply", "question", "answer", "change", "changed_section"),
    Deed.CLOSE: ("closed_because",),
}

#: What families read.
PUBLIC = ("question", "answer", "change")

#: How a question may begin, if it is about a section.
BEGINNINGS_OF_SECTION = {
    Topic.MISSING: _("A family told us that something is missing in “%(section)s”."),
    Topic.WRONG: _("A family told us that something is wrong in “%(section)s”."),
    Topic.UNCLEAR: _("A family found “%(section)s” hard to understand."),
    Topic.QUESTION: _("A family asked us about “%(section)s”."),
    Topic.IDEA: _("A family had an idea for “%(section)s”."),
    Topic.PRAISE: _("A family told us what went well in “%(section)s”."),
}

#: How it may begin if it is about the whole offer.
BEGINNINGS = {
    Topic.MISSING: _("A family told us that something is missing."),
    Topic.WRONG: _("A family told us that something is wrong."),
    Topic.UNCLEAR: _("A family found something hard to understand."),
    Topic.QUESTION: _("A family asked us a question."),
    Topic.IDEA: _("A family had an idea."),
    Topic.PRAISE: _("A family told us what went well."),
}


def begin_question(comment: FamilyComment, heading: str) -> str:
    """The beginning of a public question, which has none of the family's own words."""
    topic = Topic(comment.topic)
    if heading:
        return str(BEGINNINGS_OF_SECTION[topic]) % {"section": heading}
    return str(BEGINNINGS[topic])


def _guess_section(comment: FamilyComment, headings: dict[str, str]) -> str:
    """Where something was changed: before anybody says so, where it was asked about."""
    if comment.question or comment.section not in headings:
        return comment.changed_section
    return comment.section


def make_version(comment: FamilyComment) -> str:
    """A short sign of all that two people may decide about one after the other."""
    parts = (
        *(comment.status, comment.answered_at, comment.reply, comment.closed_because),
        *(comment.question, comment.answer, comment.change, comment.changed_section),
        # Whether anybody is written to.
        comment.reply_to,
    )
    return hashlib.sha256(repr([str(each) for each in parts]).encode()).hexdigest()[:20]


def _text(label: Any, help_text: Any = "", longest: int = LONGEST) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=longest,
        widget=AdminAutoHeightTextInput(attrs={"dir": "auto"}),
    )


class AnswerForm(forms.Form):
    """All that can be written about a comment. Each button needs its own part."""

    version = forms.CharField(widget=forms.HiddenInput, required=False)
    reply = _text(_("Your answer to the person"))
    question = _text(
        _("What was asked"),
        _("In a few words of your own. Name nobody, and nothing that gives one away."),
    )
    answer = _text(_("What you answer"))
    change = _text(
        _("What you changed"),
        _("If you changed something because of it: what is different now."),
    )
    changed_section = forms.ChoiceField(label=_("Where you changed it"), required=False)
    closed_because = _text(_("Why there is nothing to do"), longest=1000)

    def __init__(
        self,
        data: Any = None,
        *,
        comment: FamilyComment,
        headings: dict[str, str],
        known: list[str],
        typed: dict[str, str] | None = None,
    ) -> None:
        """
        Make the form of a comment.

        :param typed: what stands in fields instead of what is known of the comment.
        :param headings: of the sections of its offer, by their fragments.
        :param known: what is public already, and so gives nobody away.
        """
        heading = headings.get(comment.section, "")
        self.known = known
        self.has_typed = bool(typed)
        self.beginnings: dict[str, Any] = {
            "version": make_version(comment),
            "question": comment.question or begin_question(comment, heading),
            "answer": comment.answer,
            "change": comment.change,
            "changed_section": _guess_section(comment, headings),
            "reply": "",
            "closed_because": comment.closed_because,
        }
        super().__init__(data, initial={**self.beginnings, **(typed or {})})
        choices = {"": pgettext("section", "In no section"), **headings}
        if comment.changed_section:
            # It may have been renamed or taken out since.
            choices.setdefault(comment.changed_section, comment.changed_section)
        fields: dict[str, Any] = self.fields
        fields["changed_section"].choices = list(choices.items())

    def check(self, deed: Deed) -> bool:
        """Whether all is there that a button needs; if not, each field says so."""
        if not self.is_valid():
            return False
        for name, message in NEEDED.get(deed, {}).items():
            if not self.cleaned_data[name]:
                self.add_error(name, message)
        return not self.errors

    def list_warnings(self) -> list[dict[str, Any]]:
        """What may tell who somebody is in what families would read, by its field."""
        warnings = []
        for name in PUBLIC:
            text = self.cleaned_data[name]
            passages = list_marked(text, mark(text, known=self.known))
            if passages:
                warnings.append({"label": self.fields[name].label, "found": passages})
        return warnings

    def list_unused(self, deed: Deed) -> dict[str, str]:
        """What somebody has typed into other parts than that of a button."""
        return {
            name: self.cleaned_data[name]
            for name in self.fields
            if name != "version"
            and name in self.data
            and name not in USED.get(deed, ())
            and self.cleaned_data[name] != self.beginnings[name]
        }


def name_passages(passages: list[Piece]) -> str:
    """Passages in a row, each with what it may tell."""
    named = (
        gettext("“%(text)s” (%(kind)s)") % {"text": each.text, "kind": each.label}
        for each in passages
    )
    return ", ".join(named)
