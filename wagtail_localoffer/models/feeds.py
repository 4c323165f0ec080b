from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_localoffer.models.notices import CouncilNotice
from wagtail_localoffer.models.outbox import (
    OutboxEntry,
    OutboxQuerySet,
    open_has_next_attempt,
    sent_has_time,
)


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
