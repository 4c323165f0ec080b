"""Marks of what is in another language than the page."""

from __future__ import annotations

from django.conf.locale import LANG_INFO
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString

RIGHT_TO_LEFT = {"ps", *(code for code in LANG_INFO if LANG_INFO[code].get("bidi"))}


def mark_language(language: str) -> SafeString:
    """The attributes of what is in a language; nothing if that is the page's own."""
    if not language or language == translation.get_language():
        return SafeString()
    is_rtl = language.split("-")[0] in RIGHT_TO_LEFT
    return format_html(' lang="{}" dir="{}"', language, "rtl" if is_rtl else "ltr")
