"""Notices to councils, and their deliveries through the project's channels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from wagtail_localoffer.councils.choices import CouncilDigest
from wagtail_localoffer.councils.models import Council
from wagtail_localoffer.mail.choices import MailStatus
from wagtail_localoffer.mail.outbox import (
    OutboxEntry,
    OutboxQuerySet,
    open_has_next_attempt,
    sent_has_time,
)
from wagtail_localoffer.notices.addresses import take_out_addresses
from wagtail_localoffer.notices.answer_links import find_answer_url, spend_links
from wagtail_localoffer.notices.choices import CouncilAnswer, NoticeKind
from wagtail_localoffer.text.emails import split_emails

#: What is long, and need not be read where notices are listed.
CONTENTS = ("text_body", "html_body", "digest", "entry", "texts")


def awaits_hour() -> models.Q:
    """Whether a notice waits for the hour of its email, and for nothing else."""
    # Older versions did not write down when one was due.
    to_come = models.Q(due_at=None) | models.Q(due_at__gt=timezone.now())
    return to_come & models.Q(status=MailStatus.PENDING, daily=True, attempts=0)


def is_task() -> models.Q:
    """Whether an editor has to enter a notice in the council's own form."""
    return models.Q(status=MailStatus.HELD) & ~models.Q(form_url="")


class CouncilNoticeQuerySet(OutboxQuerySet["CouncilNotice"]):
    """Council notices, by what is to be done with them, and changes of many at once."""

    def due(self) -> Self:
        now = timezone.now()
        # What was never tried waits for nothing but the hour of an email about many.
        # A later time is that of a clock that was ahead when the notice was written.
        early = models.Q(created_at__gt=now, attempts=0, daily=False)
        return self.filter(
            models.Q(next_attempt_at__lte=now) | early, status=MailStatus.PENDING
        )

    def heed_daily_clock(self, next_daily: datetime, next_weekly: datetime) -> int:
        """
        Let nothing wait for a daily or a weekly email that is after the next one.

        :returns: how many notices a clock that was ahead had let wait so.
        """
        early = self.filter(
            awaits_hour(),
            models.Q(weekly=False, next_attempt_at__gt=next_daily)
            | models.Q(weekly=True, next_attempt_at__gt=next_weekly),
        )
        hour = models.Case(
            models.When(weekly=True, then=models.Value(next_weekly)),
            default=models.Value(next_daily),
            output_field=models.DateTimeField(),
        )
        return early.change(next_attempt_at=hour, due_at=hour)

    def find_missed_hour(self, since: datetime) -> datetime | None:
        """
        Find the hour of an email that has passed for news that was dropped.

        It was undone after its hour, and before that email was sent.

        :param since: how far to look back.
        """
        missed = self.filter(
            status=MailStatus.REPLACED, daily=True, due_at__gt=since
        ).order_by("due_at")
        return missed.values_list("due_at", flat=True).first()

    def untold(self) -> Self:
        """
        Notices that the council does not have, and that newer news replaces.

        One whose claim has run out is among them: its sender must have died.
        """
        waiting = (MailStatus.PENDING, MailStatus.HELD, MailStatus.FAILED)
        return self.filter(
            models.Q(status__in=waiting)
            | models.Q(status=MailStatus.SENDING, next_attempt_at__lte=timezone.now())
        )

    def replace(self, reason: str) -> int:
        """
        Do away with those that the council does not have.

        :returns: how many there were.
        """
        return self.untold().update(
            # A sender that died may have sent it. What is told next makes up for that.
            # It stands first: MariaDB reads the new value of what stands before it.
            uncertain=models.Case(
                models.When(status=MailStatus.SENDING, then=True),
                default=models.F("uncertain"),
            ),
            status=MailStatus.REPLACED,
            reason=reason,
            claim="",
            next_attempt_at=None,
            # It stays where that time has come: see ``find_missed_hour``.
            due_at=models.Case(
                models.When(due_at__lte=timezone.now(), then=models.F("due_at")),
                default=None,
            ),
        )

    def forget_addresses(self, addresses: Iterable[str]) -> None:
        """
        Take addresses that are not for the public any more out of what notices keep.

        :param addresses: each in one line, as the entry has it.
        """
        for notice in self.exclude(entry={}):
            columns = take_out_addresses(notice, addresses)
            type(notice)._default_manager.filter(pk=notice.pk).update(**columns)

    def record_answer(self, answer: CouncilAnswer) -> int:
        """
        Record what the council answered, once for each notice.

        :returns: how many of them had no answer yet.
        """
        return self.filter(council_answer="").update(
            council_answer=answer, council_answered_at=timezone.now()
        )

    def mark_done(self, reason: str) -> int:
        """
        Record that somebody has entered the news in the council's own form.

        :returns: how many of them still were such tasks.
        """
        return self.filter(is_task()).change(
            status=MailStatus.SENT, sent_at=timezone.now(), reason=reason
        )


class CouncilNotice(OutboxEntry):
    """
    One piece of news for a council about one offer: first a row, then an email.

    It keeps what was sent and outlives the page and the council's record, as the proof
    that the council was told.
    """

    #: The primary key of the offer's page; it stays when the page is deleted.
    offer_id = models.PositiveBigIntegerField(_("page"), editable=False)
    #: Counts the notices of one offer, so that no two processes write the same one.
    number = models.PositiveIntegerField(_("number"), editable=False)
    kind = models.CharField(_("news"), max_length=20, choices=NoticeKind)

    page_title = models.CharField(_("page title"), max_length=255)
    setting_name = models.CharField(_("name of the setting"), max_length=255)
    url = models.URLField(_("address of the offer"), max_length=2000)
    #: Where it was before, for an offer that has moved.
    previous_url = models.URLField(_("address before"), max_length=2000, blank=True)
    #: Whose settings count, also when the page is gone.
    site = models.ForeignKey(
        Site,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("site"),
    )
    council = models.ForeignKey(
        Council,
        on_delete=models.SET_NULL,
        null=True,
        related_name="notices",
        verbose_name=_("council"),
    )
    council_name = models.CharField(_("council"), max_length=100)
    #: The fingerprint of what a reader could see of each part of the offer.
    digest = models.JSONField(_("digest"), default=dict)
    #: The changed parts in the offer's order, each with ``heading`` and ``url``, and
    #: with the lines that it ``was`` and is ``now``, as far as they are told.
    changes = models.JSONField(_("changes"), default=list)

    #: What the council's own directory needs: see ``notices.entry``.
    entry = models.JSONField(_("entry"), default=dict)
    #: What a reader could see of each section, with which the next news is compared.
    texts = models.JSONField(_("texts"), default=dict)

    message_id = models.CharField(max_length=255, unique=True)
    sender = models.CharField(_("from"), max_length=255)
    reply_to = models.CharField(_("replies to"), max_length=255, blank=True)
    #: One address, or several with commas between them.
    recipient = models.CharField(_("to"), max_length=2000, blank=True)
    #: Whether the recipient is another one than the council, such as on a staging copy.
    diverted = models.BooleanField(_("diverted"), default=False)
    copy_to = models.CharField(_("copy to"), max_length=255, blank=True)
    #: Where an editor enters the news, for a council that takes no email.
    form_url = models.URLField(_("address of the council’s form"), blank=True)
    #: When it was to go out. One that takes the place of another has the time of that,
    #: and no try in vain changes it: so what is late is known to be late.
    due_at = models.DateTimeField(_("due"), null=True, editable=False)
    #: Whether it waits for the one email of the day, or of the week, to this council.
    daily = models.BooleanField(_("in the daily email"), default=False)
    #: Whether that is the one of the week.
    weekly = models.BooleanField(_("in the weekly email"), default=False)
    #: The Message-ID of that email, in which it was sent, or may have been.
    bundle = models.CharField(_("sent in"), max_length=255, blank=True)
    subject = models.CharField(_("subject"), max_length=500)
    text_body = models.TextField(_("message"))
    html_body = models.TextField(_("message as HTML"))

    #: The one that it sends again, because somebody asked for it.
    repeats = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("sent again"),
    )
    #: Whether the council may have it although nobody knows: its sender died, or the
    #: connection broke after the message was handed over.
    uncertain = models.BooleanField(_("may have arrived"), default=False)
    #: What the council answered, with the link in the email.
    council_answer = models.CharField(
        _("answer of the council"), max_length=20, choices=CouncilAnswer, blank=True
    )
    council_answered_at = models.DateTimeField(_("answered"), null=True)
    #: When the names and addresses of people were taken out of this row.
    pruned_at = models.DateTimeField(_("personal data removed"), null=True)

    #: A notice is no use of a page or a council that an editor could mend.
    wagtail_reference_index_ignore = True

    objects = CouncilNoticeQuerySet.as_manager()

    #: While it is sent: all that leaves in the same email.
    together: Sequence[CouncilNotice] = ()

    class Meta:
        verbose_name = _("council notice")
        verbose_name_plural = _("council notices")
        # It is a proof: nobody is given the permission to write it.
        default_permissions = ("view",)
        permissions = [
            ("resend_councilnotice", _("Can send council notice again")),
            ("view_all_councilnotice", _("Can view council notices of all pages")),
        ]
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["status", "next_attempt_at"], name="localoffer_due")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["offer_id", "number"], name="localoffer_notice_number"
            ),
            models.CheckConstraint(
                condition=sent_has_time(), name="localoffer_sent_has_time"
            ),
            models.CheckConstraint(
                condition=open_has_next_attempt(),
                name="localoffer_open_has_next_attempt",
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def is_told(self) -> bool:
        """Whether the council has it, or it may be on its way there right now."""
        return self.status == MailStatus.SENT or (
            self.status == MailStatus.SENDING and not self.is_abandoned
        )

    def take_the_place_of(self, others: Iterable[CouncilNotice]) -> None:
        """Be due as early as any of those would have been: news postpones no news."""
        if self.due_at is None or self.next_attempt_at is None:
            return
        times = [
            other.due_at or other.next_attempt_at
            for other in others
            # What was held back was not due at all.
            if other.status != MailStatus.HELD
        ]
        self.due_at = min([self.due_at, *filter(None, times)])
        self.next_attempt_at = min(self.next_attempt_at, self.due_at)

    @property
    def rhythm(self) -> CouncilDigest:
        """How often its council is told."""
        if self.weekly:
            return CouncilDigest.WEEKLY
        return CouncilDigest.DAILY if self.daily else CouncilDigest.AT_ONCE

    @property
    def recipients(self) -> list[str]:
        return split_emails(self.recipient)

    @property
    def answer_url(self) -> str:
        """Where the council answers it, if the project has such an address."""
        return find_answer_url(self)

    @property
    def shown_text(self) -> str:
        """Its message for those who are not the council, and can't answer for it."""
        return spend_links(self.text_body)

    @property
    def shown_html(self) -> str:
        return spend_links(self.html_body)

    @property
    def thread_id(self) -> str:
        """What holds all emails about one offer to one council together."""
        domain = self.message_id.strip("<>").rpartition("@")[2] or "localhost"
        return f"<local-offer.{self.offer_id}.{self.council_id or 0}@{domain}>"

    @property
    def is_task(self) -> bool:
        """Whether an editor has to enter it in the council's own form."""
        return self.status == MailStatus.HELD and bool(self.form_url)

    @property
    def email_context(self) -> dict[str, Any]:
        """What the templates of the emails are told."""
        return {
            "setting_name": self.setting_name,
            "page_title": self.page_title,
            "url": self.url,
            "previous_url": self.previous_url,
            "changes": self.changes,
            "reply_to": self.reply_to,
            "form_url": self.form_url,
            "answer_url": self.answer_url,
            **self.entry,
        }


class ChannelDeliveryQuerySet(OutboxQuerySet["ChannelDelivery"]):
    pass


class ChannelDelivery(OutboxEntry):
    """One notice on its way through one of the project's own channels."""

    notice = models.ForeignKey(
        CouncilNotice,
        on_delete=models.CASCADE,
        related_name="channel_deliveries",
        verbose_name=_("council notice"),
    )
    #: The dotted path of the channel's class, as in ``CHANNELS``.
    channel = models.CharField(_("channel"), max_length=200)

    wagtail_reference_index_ignore = True

    objects = ChannelDeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery through a channel")
        verbose_name_plural = _("deliveries through channels")
        default_permissions = ("view",)
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["status", "next_attempt_at"], name="localoffer_channel_due"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "channel"], name="localoffer_channel_once"
            ),
            models.CheckConstraint(
                condition=sent_has_time(), name="localoffer_channel_has_time"
            ),
            models.CheckConstraint(
                condition=open_has_next_attempt(), name="localoffer_channel_has_next"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.notice}: {self.channel}"
