"""Marks of what is in another language than the page."""

from __future__ import annotations

from django.utils import translation
from django.utils.html import format_html

from wagtail_localoffer.blocks.evidence import RIGHT_TO_LEFT


def mark_language(language: str) -> str:
    """The attributes of what is in a language; nothing if that is the page's own."""
    if not language or language == translation.get_language():
        return ""
    is_rtl = language.split("-")[0] in RIGHT_TO_LEFT
    return format_html(' lang="{}" dir="{}"', language, "rtl" if is_rtl else "ltr")
