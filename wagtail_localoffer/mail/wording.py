"""What a mail server answered, in words."""

from __future__ import annotations

import smtplib

from django.utils.translation import gettext as _

from wagtail_localoffer.text.plain import one_line


def explain(error: Exception) -> str:
    """Say in words for the log what a mail server or its connection answered."""
    match error:
        case smtplib.SMTPRecipientsRefused():
            answers = "; ".join(
                f"{address}: {code} {_decode(text)}"
                for address, (code, text) in error.recipients.items()
            )
            return _("The mail server refused the recipient (%(answer)s).") % {
                "answer": answers
            }
        case smtplib.SMTPResponseException():
            return _("The mail server refused the message (%(answer)s).") % {
                "answer": f"{error.smtp_code} {_decode(error.smtp_error)}"
            }
        # smtplib turns a time-out after the connection into a disconnection.
        case (
            TimeoutError() | smtplib.SMTPServerDisconnected(__context__=TimeoutError())
        ):
            return _("The mail server did not answer in time.")
        case smtplib.SMTPServerDisconnected():
            return _("The mail server broke the connection.")
        case OSError():
            return _("The mail server could not be reached (%(answer)s).") % {
                "answer": one_line(str(error))
            }
    return one_line(f"{type(error).__name__}: {error}")


def _decode(answer: bytes | str) -> str:
    text = answer.decode(errors="replace") if isinstance(answer, bytes) else answer
    return one_line(text)
