"""What Wagtail shows of a block before it is added."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

TEMPLATE = "wagtail_localoffer/block_preview.html"


def write_example() -> SafeString:
    """Words that show how a text looks, without being one to keep."""
    return format_html(
        "<p>{}</p><ul><li>{}</li><li>{}</li></ul>",
        _("Say in plain words what you do, as you would tell a parent at the gate:"),
        _("short sentences"),
        _("one thing at a time"),
    )
