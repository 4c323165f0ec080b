"""
Delivery: how notices leave, by email and through the project's own channels.

Inside the package, this is the only door. Projects name ``delivery.channels`` and
``delivery.webhook`` by their own paths.
"""

from __future__ import annotations

from wagtail_localoffer.mail.messages import connect
from wagtail_localoffer.notices.delivery.channels import (
    MOVED_CHANNELS,
    list_channels,
    list_paths,
    load_channel,
)
from wagtail_localoffer.notices.delivery.dispatcher import (
    deliver,
    deliver_due,
    feed,
    feed_due,
    heed_clock,
)
from wagtail_localoffer.notices.delivery.email import claim, list_ready
from wagtail_localoffer.notices.delivery.feeds import queue
from wagtail_localoffer.notices.delivery.messages import build_test

__all__ = [
    "MOVED_CHANNELS",
    "build_test",
    "claim",
    "connect",
    "deliver",
    "deliver_due",
    "feed",
    "feed_due",
    "heed_clock",
    "list_ready",
    "list_channels",
    "list_paths",
    "load_channel",
    "queue",
]
