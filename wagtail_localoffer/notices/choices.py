"""Kinds, states and ways of notices."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class NoticeKind(TextChoices):
    PUBLISHED = "published", _("Published")
    UPDATED = "updated", _("Updated")
    MOVED = "moved", _("Moved")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class NoticeStatus(TextChoices):
    PENDING = "pending", _("Waiting to be sent")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed")
    HELD = "held", _("Held back")
    REPLACED = "replaced", _("Replaced by newer news")


class SiteDelivery(TextChoices):
    """What happens to the notices of one site."""

    SEND = "send", _("Send them to the council")
    DIVERT = "divert", _("Send them to the address below instead")
    HOLD = "hold", _("Hold them back")
