"""A signed webhook, as a channel of a project."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import asdict
from datetime import UTC, datetime
from ipaddress import ip_address
from urllib.parse import urlsplit

import requests
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from wagtail_localoffer import conf
from wagtail_localoffer.notices.delivery.channels import (
    Channel,
    ChannelDown,
    ChannelError,
    News,
)
from wagtail_localoffer.web import BriefSession

#: The serialisation of a secret, by the Standard Webhooks specification, version 1.0.0.
SECRET_PREFIX = "whsec_"  # noqa: S105 - it marks a secret, and is none

#: How many bytes the same specification wants a secret to have.
SECRET_BYTES = range(24, 64 + 1)

#: Answers that are about one message. Any other trouble is with the receiver itself.
ABOUT_THE_MESSAGE = (400, 409, 413, 422)


class Webhook(Channel):
    """
    Posts news as JSON to ``WEBHOOK_URL``, signed with ``WEBHOOK_SECRET``.

    Headers and signature are those of the Standard Webhooks specification, version
    1.0.0, https://www.standardwebhooks.com/, whose library signs them. It is in the
    extra ``webhooks``.

    :raises ImproperlyConfigured: the library, the address or the secret is missing, or
        one of these is wrong.
    """

    def __init__(self) -> None:
        try:
            from standardwebhooks import Webhook as Signer
        except ImportError as error:
            raise ImproperlyConfigured(
                "The channel Webhook needs the package standardwebhooks: "
                'pip install "wagtail-localoffer[webhooks]".'
            ) from error
        settings = conf.get_settings()
        self._timeout = settings.CONNECTION_TIMEOUT
        self._url = settings.WEBHOOK_URL
        problems = [_find_url_problem(self._url)]
        # More than one, with spaces between them, while one takes over from another.
        secrets = settings.WEBHOOK_SECRET.split()
        try:
            # The library takes what is no secret by the specification, too short or
            # badly encoded, so it is given the key that was read from it.
            self._signers = [Signer(read_secret(secret)) for secret in secrets]
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
        now = datetime.now(UTC)
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "wagtail_localoffer",
            "webhook-id": news.id,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": " ".join(
                signer.sign(news.id, now, body) for signer in self._signers
            ),
        }
        try:
            with (
                BriefSession(self._timeout) as session,
                session.post(
                    self._url, data=body.encode(), headers=headers, stream=True
                ) as answer,
            ):
                status = answer.status_code
        except requests.RequestException as error:
            # Its own words hold the address, and that may hold a secret.
            raise ChannelDown(_explain(error)) from None
        if not 200 <= status < 300:
            error_class = ChannelError if status in ABOUT_THE_MESSAGE else ChannelDown
            raise error_class(_explain_status(status))


def write_payload(news: News) -> str:
    """The body of a webhook: ``type``, ``timestamp`` and ``data``, as JSON."""
    data = asdict(news)
    created_at = data.pop("created_at").astimezone(UTC)
    payload = {
        "type": f"local_offer.{news.kind}",
        "timestamp": created_at.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "data": data,
    }
    return json.dumps(payload, separators=(",", ":"))


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
