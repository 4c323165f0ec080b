"""Signed links in the emails to councils, with which they answer."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Protocol
from urllib.parse import urljoin

from django.core import signing
from django.urls import NoReverseMatch, reverse

SALT = "wagtail_localoffer.council_answer"

#: A directory that wasn't looked at for so long has had newer news since.
VALID = timedelta(days=180)


#: Stands in the place of a token in what is not for the council.
SPENT = "only-the-council"

#: What a token looks like in a text: a value, a time, a signature.
_TOKEN = re.compile(r"(?<=/)[\w-]+:[\w-]+:[\w-]{43}(?=/)")


class Answerable(Protocol):
    """What can be answered: it is known by its Message-ID, also before it is saved."""

    message_id: str
    url: str


def find_answer_url(notice: Answerable) -> str:
    """Where a council answers a notice; empty if the project has no such address."""
    token = signing.dumps(notice.message_id, salt=SALT)
    try:
        path = reverse("localoffer_council_answer", args=[token])
    except NoReverseMatch:
        return ""
    return urljoin(notice.url, path)


def spend_links(text: str) -> str:
    """
    Take the tokens out of a message that somebody else gets or sees.

    Its links lead to a page that says who can answer.
    """
    return _TOKEN.sub(SPENT, text)


def read_token(token: str) -> str:
    """
    Read the Message-ID out of a link.

    :raises SignatureExpired: it is too old.
    :raises BadSignature: we never made it.
    """
    message_id: str = signing.loads(token, salt=SALT, max_age=VALID)
    return message_id
