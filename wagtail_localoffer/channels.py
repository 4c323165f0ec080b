"""
Other ways for news to leave the site than an email to the council.

A channel is a class that the project names in ``CHANNELS``. ``feeding`` gives it each
piece of news, and tries again what fails. ``Webhook`` is one that is ready to use.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import time
from abc import ABC, abstractmethod
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from ipaddress import ip_address
from urllib.parse import urlsplit

import requests
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import URLValidator
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from wagtail_localoffer import conf

#: The serialisation of a secret, by the Standard Webhooks specification, version 1.0.0.
SECRET_PREFIX = "whsec_"  # noqa: S105 - it marks a secret, and is none
#: How many bytes the same specification wants a secret to have.
SECRET_BYTES = range(24, 64 + 1)

#: Answers that are about one message. Any other trouble is with the receiver itself.
ABOUT_THE_MESSAGE = (400, 409, 413, 422)


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


def load_channel(path: str) -> Channel:
    """
    Make the channel that ``CHANNELS`` names.

    :raises ImproperlyConfigured: there is none, or its settings are wrong.
    """
    try:
        channel = import_string(path)
    except ImportError as error:
        raise ImproperlyConfigured(
            f"The channel {path!r} can’t be imported: {error}."
        ) from error
    if not (isinstance(channel, type) and issubclass(channel, Channel)):
        raise ImproperlyConfigured(
            f"The channel {path!r} is not a subclass of {Channel.__module__}.Channel."
        )
    return channel()


class Webhook(Channel):
    """
    Posts news as JSON to ``WEBHOOK_URL``, signed with ``WEBHOOK_SECRET``.

    Headers and signature are those of the Standard Webhooks specification, version
    1.0.0, https://www.standardwebhooks.com/, for which receivers find libraries.

    :raises ImproperlyConfigured: the address or the secret is missing or wrong.
    """

    def __init__(self) -> None:
        settings = conf.get_settings()
        self._timeout = settings.CONNECTION_TIMEOUT
        self._url = settings.WEBHOOK_URL
        problems = [_find_url_problem(self._url)]
        # More than one, with spaces between them, while one takes over from another.
        secrets = settings.WEBHOOK_SECRET.split()
        try:
            self._keys = [read_secret(secret) for secret in secrets]
        except ValueError as error:
            problems.append(str(error))
        if not secrets:
            problems.append("The channel Webhook needs WEBHOOK_SECRET.")
        if found := " ".join(filter(None, problems)):
            raise ImproperlyConfigured(found)

    def send(self, news: News) -> None:
        """
        Post one piece of news. No redirect is followed, and no answer is read.

        :raises ChannelDown: the receiver can't be reached or answers with trouble.
        :raises ChannelError: the receiver refuses this message.
        """
        body = write_payload(news)
        # That of the try, not of the news: receivers refuse old ones as replays.
        timestamp = int(time.time())
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "wagtail_localoffer",
            "webhook-id": news.id,
            "webhook-timestamp": str(timestamp),
            "webhook-signature": " ".join(
                sign(key, news.id, timestamp, body) for key in self._keys
            ),
        }
        try:
            with requests.post(
                self._url,
                data=body,
                headers=headers,
                timeout=self._timeout,
                allow_redirects=False,
                stream=True,
            ) as answer:
                status = answer.status_code
        except requests.RequestException as error:
            # Its own words hold the address, and that may hold a secret.
            raise ChannelDown(_explain(error)) from None
        if not 200 <= status < 300:
            error_class = ChannelError if status in ABOUT_THE_MESSAGE else ChannelDown
            raise error_class(_explain_status(status))


def write_payload(news: News) -> bytes:
    """The body of a webhook: ``type``, ``timestamp`` and ``data``, as JSON."""
    data = asdict(news)
    created_at = data.pop("created_at").astimezone(UTC)
    payload = {
        "type": f"local_offer.{news.kind}",
        "timestamp": created_at.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "data": data,
    }
    return json.dumps(payload, separators=(",", ":")).encode()


def read_secret(secret: str) -> bytes:
    """
    Read the key that is in a secret.

    :raises ValueError: it isn't in the form that the specification asks for.
    """
    encoded = secret.removeprefix(SECRET_PREFIX)
    try:
        key = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if encoded == secret or len(key) not in SECRET_BYTES:
        raise ValueError(
            f"WEBHOOK_SECRET must be {SECRET_PREFIX} and, in base64, "
            f"{SECRET_BYTES[0]} to {SECRET_BYTES[-1]} random bytes."
        )
    return key


def sign(key: bytes, news_id: str, timestamp: int, body: bytes) -> str:
    """
    Sign a message.

    :param timestamp: when it is sent, in seconds since 1970.
    :returns: one signature as it stands in the header ``webhook-signature``.
    """
    content = f"{news_id}.{timestamp}.".encode() + body
    digest = hmac.new(key, content, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(digest).decode()}"


def _find_url_problem(url: str) -> str:
    if not url:
        return "The channel Webhook needs WEBHOOK_URL."
    try:
        URLValidator(schemes=["http", "https"])(url)
    except ValidationError:
        return "WEBHOOK_URL is not a web address."
    parts = urlsplit(url)
    if parts.scheme.lower() != "https" and not _is_this_machine(parts.hostname or ""):
        return "WEBHOOK_URL must begin with https, unless it is on this machine."
    return ""


def _is_this_machine(hostname: str) -> bool:
    try:
        return ip_address(hostname).is_loopback
    except ValueError:
        return hostname == "localhost" or hostname.endswith(".localhost")


def _explain(error: requests.RequestException) -> str:
    if isinstance(error, requests.Timeout):
        return _("The receiver did not answer in time.")
    if isinstance(error, requests.exceptions.SSLError):
        return _("The receiver’s certificate could not be verified.")
    return _("The receiver could not be reached, or broke the connection.")


def _explain_status(status: int) -> str:
    if 300 <= status < 400:
        return _(
            "The receiver has moved (%(status)d). Enter its new address in WEBHOOK_URL."
        ) % {"status": status}
    if status == 410:
        return _(
            "The receiver wants no more news (%(status)d). Take the channel out of "
            "CHANNELS, or correct WEBHOOK_URL."
        ) % {"status": status}
    return _("The receiver did not take it (%(status)d).") % {"status": status}
