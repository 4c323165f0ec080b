"""Email messages and the connection for them."""

from __future__ import annotations

import django
from django.core import mail
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.translation import gettext

from wagtail_localoffer.notices.delivery.smtp import limit_time
from wagtail_localoffer.notices.models import CouncilNotice


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


def build_message(notice: CouncilNotice, address: str) -> EmailMultiAlternatives:
    """
    Build the message of ``notice``: the same one, however often it is built.

    A council with several addresses gets a message at each, with the same Message-ID.

    :param address: the one recipient.
    """
    return _build(
        notice,
        address,
        notice.subject,
        {"Message-ID": notice.bundle or notice.message_id},
    )


def is_possible(message: EmailMessage) -> bool:
    """Whether a message can be put together at all, whatever its addresses are."""
    try:
        message.message().as_bytes()
    except Exception:  # noqa: BLE001 - Python's parsers of headers raise all kinds
        return False
    return True


def build_test(notice: CouncilNotice, address: str) -> EmailMultiAlternatives:
    """
    Build a message that shows somebody what the council gets, and says that it is one.

    :param address: the one recipient.
    """
    subject = gettext("Test: %(subject)s") % {"subject": notice.subject}
    # Django gives it a Message-ID of its own: it must not make that of the notice drop
    # the notice where both arrive.
    return _build(notice, address, subject, {})


def _build(
    notice: CouncilNotice, address: str, subject: str, headers: dict[str, str]
) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        subject=subject,
        body=notice.text_body,
        from_email=notice.sender,
        to=[address],
        reply_to=[notice.reply_to] if notice.reply_to else None,
        headers={
            **headers,
            # RFC 3834: keeps out-of-office replies away from the sender.
            "Auto-Submitted": "auto-generated",
            # The same for Exchange ([MS-OXCMAIL] 2.1.3.2.20), which councils use. Not
            # "All": that would suppress the report that a message was not delivered.
            "X-Auto-Response-Suppress": "OOF, AutoReply",
        },
    )
    message.attach_alternative(notice.html_body, "text/html")
    return message
