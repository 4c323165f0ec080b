"""Texts of any kind: what people typed, and what is read of it."""

from __future__ import annotations

from wagtail_localoffer.text.html import (
    ALLOWED_TAGS,
    RICH_TEXT_FEATURES,
    Reading,
    read_html,
    strip_editor_marks,
)
from wagtail_localoffer.text.plain import (
    defuse_formula,
    is_email,
    join_address,
    one_line,
)
from wagtail_localoffer.text.telephones import is_telephone, telephone_url

__all__ = [
    "RICH_TEXT_FEATURES",
    "ALLOWED_TAGS",
    "Reading",
    "defuse_formula",
    "is_email",
    "is_telephone",
    "join_address",
    "one_line",
    "read_html",
    "strip_editor_marks",
    "telephone_url",
]
