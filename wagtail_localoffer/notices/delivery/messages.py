"""The email messages of notices."""

from __future__ import annotations

from copy import copy

from django.core.mail import EmailMultiAlternatives
from django.utils.translation import gettext

from wagtail_localoffer.mail.messages import build_email
from wagtail_localoffer.notices.answer_links import spend_links
from wagtail_localoffer.notices.attachments import list_attachments
from wagtail_localoffer.notices.models import CouncilNotice


def build_message(notice: CouncilNotice, address: str) -> EmailMultiAlternatives:
    """
    Build the message of ``notice``: the same one, however often it is built.

    A council with several addresses gets a message at each, with the same Message-ID.

    :param address: the one recipient.
    """
    message_id = notice.bundle or notice.message_id
    # That of a day or a week is about many.
    thread_id = "" if notice.bundle else notice.thread_id
    return _build(notice, address, notice.subject, message_id, thread_id)


def build_copy(notice: CouncilNotice, address: str) -> EmailMultiAlternatives:
    """Build the same for somebody who is not the council, and can't answer for it."""
    return build_message(_spend_links(notice), address)


def build_test(notice: CouncilNotice, address: str) -> EmailMultiAlternatives:
    """
    Build a message that shows somebody what the council gets, and says that it is one.

    :param address: the one recipient.
    """
    subject = gettext("Test: %(subject)s") % {"subject": notice.subject}
    # Django gives it a Message-ID of its own: it must not make that of the notice drop
    # the notice where both arrive.
    return _build(_spend_links(notice), address, subject, "", "")


def _spend_links(notice: CouncilNotice) -> CouncilNotice:
    shown = copy(notice)
    shown.text_body = spend_links(notice.text_body)
    shown.html_body = spend_links(notice.html_body)
    return shown


def _build(
    notice: CouncilNotice, address: str, subject: str, message_id: str, thread_id: str
) -> EmailMultiAlternatives:
    return build_email(
        address,
        subject=subject,
        text=notice.text_body,
        html=notice.html_body,
        sender=notice.sender,
        reply_to=notice.reply_to,
        message_id=message_id,
        thread_id=thread_id,
        attachments=list_attachments(notice.together or [notice]),
    )
