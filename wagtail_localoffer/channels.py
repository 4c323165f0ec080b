"""The former place of channels: each name warns, and leads to its new one."""

from __future__ import annotations

import warnings
from typing import Any

from django.utils.module_loading import import_string

ROOM = "wagtail_localoffer.notices.delivery"

MOVED = {
    **dict.fromkeys(
        ("Change", "Channel", "ChannelDown", "ChannelError", "News"), f"{ROOM}.channels"
    ),
    "Webhook": f"{ROOM}.webhook",
}


def __getattr__(name: str) -> Any:
    if name not in MOVED:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    warnings.warn(
        f"{__name__}.{name} has moved to {MOVED[name]}.{name}.",
        DeprecationWarning,
        stacklevel=2,
    )
    return import_string(f"{MOVED[name]}.{name}")
