"""What becomes of a message, and of the emails of a site."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MailStatus(TextChoices):
    """What becomes of an email."""

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
