"""Choices of a directory."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DirectoryScope(TextChoices):
    """Whose offers a directory lists."""

    SITE = "site", _("Those of this site")
    ALL = "all", _("Those of all sites here")
    SOURCES = "sources", _("Those of all sites here, and of other sites (sources)")
