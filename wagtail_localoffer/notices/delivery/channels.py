"""
Other ways for news to leave the site than an email to the council.

A channel is a class that the project names in ``CHANNELS``. The dispatcher gives it
each piece of news, and tries again what fails. ``Webhook`` is one that is ready to use.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from wagtail_localoffer import conf

#: Dotted paths that settings and rows may still have, and where each leads now.
MOVED_CHANNELS = {
    "wagtail_localoffer.channels.Webhook": (
        "wagtail_localoffer.notices.delivery.webhook.Webhook"
    ),
}


class ChannelError(Exception):
    """
    One piece of news was not sent. It is tried again later.

    Its words stand in the row and in the log: nothing secret may be in them.
    """


class ChannelDown(ChannelError):
    """Nothing can be sent now. The other news waits, without losing a try."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """A part of an offer that reads differently now."""

    heading: str
    url: str


@dataclass(frozen=True, kw_only=True)
class News:
    """One piece of news about one offer, as plain values."""

    #: A UUID. The same at every try, and through every channel.
    id: str
    #: When it was written, with its time zone.
    created_at: datetime
    #: "published", "updated", "moved" or "withdrawn".
    kind: str
    #: The primary key of the offer's page.
    offer_id: int
    #: Counts the news of one offer: what has a lower number is older.
    number: int
    setting_name: str
    page_title: str
    url: str
    #: Where the offer was before, if it has moved; otherwise empty.
    previous_url: str
    council_name: str
    #: The council's GSS code, or an empty string if it isn't known.
    council_gss_code: str
    #: In the offer's order. Empty unless the content has changed.
    changes: tuple[Change, ...]
    #: That of the email to the council, should there be one.
    message_id: str


class Channel(ABC):
    """
    A way for news to leave the site.

    It is made without arguments, once for each run. ``__init__`` may raise
    ``ImproperlyConfigured``, whose words ``manage.py check`` then reports.
    """

    @abstractmethod
    def send(self, news: News) -> None:
        """
        Send one piece of news, and return when the other side has it.

        It must not take longer than ``CLAIM_SECONDS``, and may be called again with
        news that arrived: after a crash nobody knows that it did.

        :raises ChannelDown: the other side can't take anything now. An ``OSError``
            means the same.
        :raises ChannelError: it didn't take this. Any other exception means the same.
        """


def list_channels() -> list[str]:
    """The paths of the project's channels as they are now, each once."""
    return list(dict.fromkeys(map(get_path_now, conf.get_settings().CHANNELS)))


def get_path_now(path: str) -> str:
    """Where a path leads that a setting or a row has."""
    return MOVED_CHANNELS.get(path, path)


def list_paths(channel: str) -> list[str]:
    """The paths under which rows of a channel may stand, the present one first."""
    former = [old for old, new in MOVED_CHANNELS.items() if new == channel]
    return [channel, *former]


def load_channel(path: str) -> Channel:
    """
    Make the channel that ``CHANNELS`` names.

    :raises ImproperlyConfigured: there is none, or its settings are wrong.
    """
    try:
        channel = import_string(get_path_now(path))
    except ImportError as error:
        raise ImproperlyConfigured(
            f"The channel {path!r} can’t be imported: {error}."
        ) from error
    if not (isinstance(channel, type) and issubclass(channel, Channel)):
        raise ImproperlyConfigured(
            f"The channel {path!r} is not a subclass of {Channel.__module__}.Channel."
        )
    return channel()
