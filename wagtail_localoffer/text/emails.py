"""Email addresses: one, several, one with a name beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.utils import getaddresses
from urllib.parse import quote

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from wagtail_localoffer.text.characters import drop_joiners, is_plain
from wagtail_localoffer.text.plain import one_line

# A comma in quotation marks is a part of an address (RFC 5322, 3.4.1).
_ADDRESS = re.compile(r'(?:"(?:\\.|[^"\\])*+(?:"|\\?\Z)|[^,"])++', re.DOTALL)

# Marks of a group, which is no sender, brackets of a comment that is not closed or has
# another one in it, and what marks may stand in: quotation marks, the address itself,
# or a comment (RFC 5322, 3.2.2 and 3.4).
_MARK = re.compile(
    r'"(?:\\.|[^"\\])*+(?:"|\\?\Z)|<[^<>]*+>|\([^()\\]*+\)|(?P<mark>[:;()])', re.DOTALL
)

# What the address of a link may hold as it is (RFC 6068, 2), and mailboxes do.
_UNQUOTED = "!$'*+-._~"


def is_email(text: str) -> bool:
    """Whether ``text`` is one email address, without a name beside it."""
    # Django takes controls between quotation marks, which would break a header.
    if one_line(text) != text:
        return False
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def is_sender(text: str) -> bool:
    """Whether ``text`` is one email address, with or without a name before it."""
    if not _is_one_line(text):
        return False
    if any(each["mark"] for each in _MARK.finditer(text)):
        # Django's SMTP refuses it when the email is handed over.
        return False
    found = getaddresses([text])
    return len(found) == 1 and is_email(found[0][1]) and _is_seen(found[0][0])


def _is_seen(name: str) -> bool:
    """Whether a name is one line of what everybody sees, however it is encoded."""
    try:
        decoded = str(make_header(decode_header(name)))
    except (HeaderParseError, LookupError, ValueError):
        return False
    return _is_one_line(decoded)


def _is_one_line(text: str) -> bool:
    if "\t" in text or text.splitlines() not in ([], [text]):
        return False
    return is_plain(drop_joiners(text))


def mailto_url(email: str) -> str:
    """The address of a link that writes to ``email`` (RFC 6068)."""
    local, _at, domain = email.rpartition("@")
    return f"mailto:{quote(local, safe=_UNQUOTED)}@{quote(domain, safe=_UNQUOTED)}"


def join_emails(emails: Iterable[str]) -> str:
    """Several email addresses in one field, as :func:`split_emails` reads them."""
    return ", ".join(map(one_line, emails))


def split_emails(text: str) -> list[str]:
    """Read a field of email addresses with commas between them."""
    found = (each[0].strip() for each in _ADDRESS.finditer(text))
    return [each for each in found if each]
