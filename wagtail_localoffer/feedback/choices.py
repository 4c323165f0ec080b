"""What families write about, and what becomes of it."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Topic(TextChoices):
    """Why somebody writes, in their words."""

    MISSING = "missing", _("Something is missing")
    WRONG = "wrong", _("Something is wrong or out of date")
    UNCLEAR = "unclear", _("Something is hard to understand")
    QUESTION = "question", _("I have a question")
    IDEA = "idea", _("I have an idea")
    PRAISE = "praise", _("Something went well")


class CommentStatus(TextChoices):
    """What became of a message."""

    NEW = "new", _("New")
    ANSWERED = "answered", _("Answered")
    PUBLISHED = "published", _("Published")
    CLOSED = "closed", _("Closed")
    SPAM = "spam", _("Spam")


class LetterKind(TextChoices):
    """What a letter about a comment says, and to whom."""

    RECEIVED = "received", _("To the setting: somebody has written")
    REMINDER = "reminder", _("To the setting: nobody has answered")
    ANSWER = "answer", _("To the family: the answer")


class WayIn(TextChoices):
    """Where the families of a site write."""

    FORM = "form", _("In a form on each local offer")
    OWN_FORM = "own_form", _("In a form of our own")
    NOWHERE = "nowhere", _("Nowhere")
