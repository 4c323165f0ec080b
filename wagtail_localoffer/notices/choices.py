"""What a notice tells."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class NoticeKind(TextChoices):
    """What a notice tells its council."""

    PUBLISHED = "published", _("Published")
    UPDATED = "updated", _("Updated")
    MOVED = "moved", _("Moved")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class CouncilAnswer(TextChoices):
    """What a council answers to a notice."""

    UP_TO_DATE = "up_to_date", _("Our directory is up to date")
    NOT_OURS = "not_ours", _("This is not ours")
    BROKEN_LINK = "broken_link", _("The link does not work")
