from __future__ import annotations

from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wagtail_localoffer.choices import NoticeKind, NoticeStatus
from wagtail_localoffer.models.councils import Council


class CouncilNoticeQuerySet(models.QuerySet["CouncilNotice"]):
    def untold(self) -> Self:
        """
        Notices that the council does not have, and that newer news replaces.

        One whose claim has run out is among them: its sender must have died.
        """
        waiting = (NoticeStatus.PENDING, NoticeStatus.HELD, NoticeStatus.FAILED)
        return self.filter(
            models.Q(status__in=waiting)
            | models.Q(status=NoticeStatus.SENDING, next_attempt_at__lte=timezone.now())
        )

    def due(self) -> Self:
        """Notices to send now."""
        return self.filter(
            status=NoticeStatus.PENDING, next_attempt_at__lte=timezone.now()
        )


class CouncilNotice(models.Model):
    """
    One email to a council about one offer: first a row, then a message.

    It keeps what was sent and outlives the page and the council's record, as the proof
    that the council was told.
    """

    #: The primary key of the offer's page; it stays when the page is deleted.
    offer_id = models.PositiveBigIntegerField(_("page"), editable=False)
    #: Counts the notices of one offer, so that no two processes write the same one.
    number = models.PositiveIntegerField(_("number"), editable=False)
    kind = models.CharField(_("news"), max_length=20, choices=NoticeKind)
    status = models.CharField(
        _("status"),
        max_length=20,
        choices=NoticeStatus,
        default=NoticeStatus.PENDING,
    )
    reason = models.TextField(_("reason for the status"), blank=True)

    page_title = models.CharField(_("page title"), max_length=255)
    setting_name = models.CharField(_("name of the setting"), max_length=255)
    url = models.URLField(_("address of the offer"), max_length=2000)
    council = models.ForeignKey(
        Council,
        on_delete=models.SET_NULL,
        null=True,
        related_name="notices",
        verbose_name=_("council"),
    )
    council_name = models.CharField(_("council"), max_length=100)
    #: What a reader could see of each part of the offer, see ``digest_offer``.
    digest = models.JSONField(_("digest"), default=dict)
    #: The changed parts in the offer's order, each with ``heading`` and ``url``.
    changes = models.JSONField(_("changes"), default=list)

    message_id = models.CharField(max_length=255, unique=True)
    sender = models.CharField(_("from"), max_length=255)
    reply_to = models.CharField(_("replies to"), max_length=255, blank=True)
    recipient = models.CharField(_("to"), max_length=255, blank=True)
    subject = models.CharField(_("subject"), max_length=500)
    text_body = models.TextField(_("message"))
    html_body = models.TextField(_("message as HTML"))

    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    #: The sender that has claimed this notice, while it is being sent.
    claim = models.CharField(max_length=32, blank=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    #: When to try next; while it is being sent, when its claim runs out.
    next_attempt_at = models.DateTimeField(
        _("next attempt"), null=True, default=timezone.now
    )
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    #: A notice is no use of a page or a council that an editor could mend.
    wagtail_reference_index_ignore = True

    objects = CouncilNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("council notice")
        verbose_name_plural = _("council notices")
        # It is a proof: nobody is given the permission to write it.
        default_permissions = ("view",)
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["status", "next_attempt_at"], name="localoffer_due")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["offer_id", "number"], name="localoffer_notice_number"
            ),
            models.CheckConstraint(
                condition=models.Q(status=NoticeStatus.SENT, sent_at__isnull=False)
                | ~models.Q(status=NoticeStatus.SENT) & models.Q(sent_at__isnull=True),
                name="localoffer_sent_has_time",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    status__in=[NoticeStatus.PENDING, NoticeStatus.SENDING],
                    next_attempt_at__isnull=False,
                )
                | models.Q(
                    status__in=[
                        NoticeStatus.SENT,
                        NoticeStatus.FAILED,
                        NoticeStatus.HELD,
                        NoticeStatus.REPLACED,
                    ],
                    next_attempt_at__isnull=True,
                ),
                name="localoffer_open_has_next_attempt",
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def is_abandoned(self) -> bool:
        """Whether its sender claimed it, and never reported back."""
        return (
            self.status == NoticeStatus.SENDING
            and self.next_attempt_at is not None
            and self.next_attempt_at <= timezone.now()
        )

    @property
    def is_told(self) -> bool:
        """Whether the council has it, or it may be on its way there right now."""
        return self.status == NoticeStatus.SENT or (
            self.status == NoticeStatus.SENDING and not self.is_abandoned
        )
