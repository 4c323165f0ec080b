"""Ways in which a council takes news, and how often."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CouncilContact(TextChoices):
    """How a council wants to learn of news."""

    EMAIL = "email", _("By email")
    SELF_SERVICE = "self_service", _("No email: settings fill in its form themselves")


class CouncilDigest(TextChoices):
    """How often a council wants an email, with all news since the one before."""

    AS_SITE = "", _("As each site says")
    AT_ONCE = "at_once", _("An email for each change")
    DAILY = "daily", _("One email a day")
    WEEKLY = "weekly", _("One email a week")
