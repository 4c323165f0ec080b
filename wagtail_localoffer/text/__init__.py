"""Texts of any kind: what people typed, and what is read of it."""

from __future__ import annotations

from wagtail_localoffer.text.emails import is_email, mailto_url
from wagtail_localoffer.text.html import (
    ALLOWED_TAGS,
    RICH_TEXT_FEATURES,
    Reading,
    read_html,
    strip_editor_marks,
)
from wagtail_localoffer.text.plain import defuse_formula, join_address, one_line
from wagtail_localoffer.text.telephones import (
    Telephone,
    is_telephone,
    read_telephone,
    telephone_url,
)

__all__ = [
    "RICH_TEXT_FEATURES",
    "ALLOWED_TAGS",
    "Reading",
    "Telephone",
    "defuse_formula",
    "is_email",
    "is_telephone",
    "join_address",
    "mailto_url",
    "one_line",
    "read_html",
    "read_telephone",
    "strip_editor_marks",
    "telephone_url",
]
