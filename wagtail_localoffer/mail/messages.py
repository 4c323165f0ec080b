"""Email messages and the connection for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import django
from django.core import mail
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from wagtail_localoffer.mail.smtp import limit_time


@dataclass(frozen=True)
class Attachment:
    """A file that goes along with an email."""

    name: str
    content: str
    mimetype: str


def connect(timeout: int) -> BaseEmailBackend:
    """
    Connect to the project's mail server, or whatever else its mail backend uses.

    :param timeout: seconds that connecting may take, and each message later.
    :raises OSError: nothing answers there.
    """
    if django.VERSION >= (6, 1):
        connection = mail.mailers.default
    else:
        connection = mail.get_connection()
    # Django's SMTP backend reads it when it connects; to the others it means nothing.
    setattr(connection, "timeout", timeout)  # noqa: B010 - not in the base class
    limit_time(connection)
    connection.open()
    return connection


def is_possible(message: EmailMessage) -> bool:
    """Whether a message can be put together at all, whatever its addresses are."""
    try:
        message.message().as_bytes()
    except Exception:  # noqa: BLE001 - Python's parsers of headers raise all kinds
        return False
    return True


def build_email(
    address: str,
    *,
    subject: str,
    text: str,
    html: str = "",
    sender: str,
    reply_to: str = "",
    message_id: str = "",
    thread_id: str = "",
    attachments: Iterable[Attachment] = (),
) -> EmailMultiAlternatives:
    """
    Build a message that a program has written, for one recipient.

    :param message_id: the same one, however often it is sent; empty: Django makes one.
    :param thread_id: what mail programs show it together with; empty: nothing.
    """
    message = EmailMultiAlternatives(
        subject=subject,
        body=text,
        from_email=sender,
        to=[address],
        reply_to=[reply_to] if reply_to else None,
        headers={
            **({"Message-ID": message_id} if message_id else {}),
            **({"References": thread_id} if thread_id else {}),
            # RFC 3834: keeps out-of-office replies away from the sender.
            "Auto-Submitted": "auto-generated",
            # The same for Exchange ([MS-OXCMAIL] 2.1.3.2.20), which councils use. Not
            # "All": that would suppress the report that a message was not delivered.
            "X-Auto-Response-Suppress": "OOF, AutoReply",
        },
    )
    if html:
        message.attach_alternative(html, "text/html")
    for each in attachments:
        message.attach(each.name, each.content, each.mimetype)
    return message
