"""What families write about an offer, and the letters about it."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wagtail_localoffer import conf
from wagtail_localoffer.clock import get_today
from wagtail_localoffer.compat import PAGE_MODEL
from wagtail_localoffer.feedback.choices import CommentStatus, LetterKind, Topic
from wagtail_localoffer.fields import TidyCharField, TidyEmailField, TidyTextField
from wagtail_localoffer.mail.letters import Letter, LetterQuerySet
from wagtail_localoffer.text.typed import tidy_address, tidy_lines, tidy_name

#: Neither vowels, which make words, nor what is mistaken for something else.
LETTERS = "23456789BCDFGHJKMNPQRSTVWXZ"

#: A message has room for a story: about 700 words.
LONGEST_MESSAGE = 4000

#: What may have been an accident is looked at for so long.
KEEP_SPAM = timedelta(days=30)

#: What a person wrote or is known by.
PRIVATE = ("message", "name", "reply_to")


def make_reference() -> str:
    """A short name of a comment that can be read out, such as ``4K7Q-2MXD``."""
    return "-".join(
        "".join(secrets.choice(LETTERS) for _each in range(4)) for _half in range(2)
    )


def get_last_day() -> date:
    """The day until which what is written today is kept."""
    return get_today() + timedelta(days=conf.get_settings().KEEP_FEEDBACK_DAYS)


class FamilyCommentQuerySet(models.QuerySet["FamilyComment"]):
    """Comments by what became of them, and what moves them on."""

    def waiting(self) -> Self:
        """Comments that nobody has answered or closed."""
        return self.filter(status=CommentStatus.NEW)

    def shown(self) -> Self:
        """Comments that families read, the newest first."""
        return self.filter(status=CommentStatus.PUBLISHED).order_by(
            "-published_at", "-pk"
        )

    def genuine(self) -> Self:
        """All that counts as received."""
        return self.exclude(status=CommentStatus.SPAM)

    def move(
        self, status: CommentStatus, come_from: Iterable[CommentStatus], **also: Any
    ) -> int:
        """
        Give comments another status, those that still have one of some.

        One conditional UPDATE decides, so that no two people do the same.

        :param also: further fields to write.
        :returns: how many there were.
        """
        return self.filter(status__in=list(come_from)).update(status=status, **also)


class FamilyComment(models.Model):
    """What somebody wrote about one offer, and what became of it."""

    #: What a family can name when it asks again.
    reference = models.CharField(
        _("reference"), max_length=9, unique=True, default=make_reference
    )
    #: A keyed hash of the form and the message: whoever sends one twice is heard once.
    fingerprint = models.CharField(max_length=64, unique=True, editable=False)
    page = models.ForeignKey(
        PAGE_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("page"),
    )
    #: They outlive the page.
    setting_name = models.CharField(_("name of the setting"), max_length=255)
    #: In which the form was, and the answer is sent.
    language = models.CharField(_("language"), max_length=20)
    status = models.CharField(
        _("status"),
        max_length=20,
        choices=CommentStatus,
        default=CommentStatus.NEW,
    )
    topic = models.CharField(_("about"), max_length=20, choices=Topic)
    #: The fragment of the section that it is about, or nothing.
    section = models.CharField(_("section"), max_length=100, blank=True)
    #: Whether it was written in the form for children and young people.
    is_from_child = models.BooleanField(
        _("from a child or young person"), default=False
    )

    # As few fields as possible, and private for ever.
    message = TidyTextField(tidy_lines, _("message"), max_length=LONGEST_MESSAGE)
    name = TidyCharField(tidy_name, _("name"), max_length=100, blank=True)
    reply_to = TidyEmailField(tidy_address, _("email address"), blank=True)

    created_at = models.DateTimeField(_("received"), default=timezone.now)
    keep_until = models.DateField(_("kept until"), default=get_last_day)
    #: When the message, the name and the address were taken out.
    pruned_at = models.DateTimeField(_("personal data removed"), null=True)

    #: What was written to the person, or done instead.
    reply = TidyTextField(tidy_lines, _("answer"), blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("answered by"),
    )
    closed_because = TidyTextField(tidy_lines, _("closed because"), blank=True)

    # What is public, once somebody has published it.
    question = TidyTextField(tidy_lines, _("what was asked"), blank=True)
    answer = TidyTextField(tidy_lines, _("what we answer"), blank=True)
    change = TidyTextField(tidy_lines, _("what we changed"), blank=True)
    #: The fragment of the section that was changed.
    changed_section = models.CharField(_("where"), max_length=100, blank=True)
    published_at = models.DateTimeField(_("published"), null=True)

    #: A comment is no use of a page that an editor could mend.
    wagtail_reference_index_ignore = True

    objects = FamilyCommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment of a family")
        verbose_name_plural = _("comments of families")
        # Who may see and answer it follows from the permissions for its page.
        default_permissions = ()
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(
                fields=["page", "status", "created_at"], name="localoffer_comments"
            ),
            models.Index(
                fields=["status", "created_at"], name="localoffer_comments_new"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(status=CommentStatus.PUBLISHED)
                | (
                    ~models.Q(question="")
                    & ~models.Q(answer="")
                    & models.Q(published_at__isnull=False)
                ),
                name="localoffer_comment_published",
            )
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something."""
        return self.status == CommentStatus.NEW


class CommentLetter(Letter):
    """An email about a comment: to the setting, or to who wrote it."""

    comment = models.ForeignKey(
        FamilyComment,
        on_delete=models.CASCADE,
        related_name="letters",
        verbose_name=_("comment"),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=LetterKind)

    wagtail_reference_index_ignore = True

    objects = LetterQuerySet.as_manager()

    class Meta(Letter.Meta):
        verbose_name = _("letter about a comment")
        verbose_name_plural = _("letters about comments")
        default_permissions = ()
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["status", "next_attempt_at"], name="localoffer_letter_due"
            )
        ]
        constraints = [
            *Letter.Meta.constraints,
            # Nobody is told the same twice.
            models.UniqueConstraint(
                fields=["comment", "kind"], name="localoffer_letter_once"
            ),
        ]
