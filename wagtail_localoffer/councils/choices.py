"""Ways in which a council takes news."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CouncilContact(TextChoices):
    """How a council wants to learn of news."""

    EMAIL = "email", _("By email")
    SELF_SERVICE = "self_service", _("No email: settings fill in its form themselves")
