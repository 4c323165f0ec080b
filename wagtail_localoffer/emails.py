"""The words of the emails to councils, and their form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import django
from django.conf import settings
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.utils import translation

from wagtail_localoffer.text import one_line

TEMPLATES = "wagtail_localoffer/email/"


@dataclass(frozen=True)
class Words:
    subject: str
    text: str
    html: str


class Notice(Protocol):
    """What :func:`build_message` reads of a ``CouncilNotice``."""

    subject: str
    text_body: str
    html_body: str
    sender: str
    recipient: str
    reply_to: str
    message_id: str


def write_words(kind: str, context: dict[str, Any]) -> Words:
    """
    Write the email for one piece of news.

    The templates are ``wagtail_localoffer/email/<kind>_subject.txt``, ``<kind>.txt``
    and ``<kind>.html``. They are rendered in the project's language, whatever language
    the editor's admin is in.
    """
    with translation.override(settings.LANGUAGE_CODE):
        return Words(
            # A line break would end the header and could begin another one.
            subject=one_line(
                render_to_string(f"{TEMPLATES}{kind}_subject.txt", context)
            )[:500],
            text=render_to_string(f"{TEMPLATES}{kind}.txt", context).strip() + "\n",
            html=render_to_string(f"{TEMPLATES}{kind}.html", context),
        )


def connect(timeout: int) -> BaseEmailBackend:
    """
    Connect to the project's mail server, or whatever else its mail backend uses.

    :param timeout: seconds to wait for the connection, and for each answer later.
    :raises OSError: nothing answers there.
    """
    if django.VERSION >= (6, 1):
        connection = mail.mailers.default
    else:
        connection = mail.get_connection()
    # Django's SMTP backend reads it when it connects; to the others it means nothing.
    setattr(connection, "timeout", timeout)  # noqa: B010 - not in the base class
    connection.open()
    return connection


def build_message(notice: Notice) -> EmailMultiAlternatives:
    """Build the message of ``notice``: the same one, however often it is built."""
    message = EmailMultiAlternatives(
        subject=notice.subject,
        body=notice.text_body,
        from_email=notice.sender,
        to=[notice.recipient],
        reply_to=[notice.reply_to] if notice.reply_to else None,
        headers={
            "Message-ID": notice.message_id,
            # RFC 3834: keeps out-of-office replies away from the sender.
            "Auto-Submitted": "auto-generated",
        },
    )
    message.attach_alternative(notice.html_body, "text/html")
    return message
