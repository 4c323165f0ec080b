"""The app: its label, and what is connected when Django starts."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LocalOfferConfig(AppConfig):
    name = "wagtail_localoffer"
    label = "wagtail_localoffer"
    verbose_name = _("Local offers")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail_localoffer import checks, signal_handlers

        checks.register_checks()
        signal_handlers.register_signal_handlers()
