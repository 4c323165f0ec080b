"""Form tokens: a form is ours, and what it sends twice is kept once."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.core import signing
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from wagtail_localoffer.frameworks import Text

SALT = "wagtail_localoffer.feedback"

#: A form that is older is shown again, with a fresh token.
LONGEST = timedelta(days=1)

#: Nobody reads and fills in a form in less. Programs do.
SHORTEST = timedelta(seconds=3)

TOO_OLD = _(
    "Your message is not sent yet, because this page was open for more than a day. All "
    "that you wrote is still here. Please look at it once more and send it again."
)

TOO_QUICK = _(
    "Your message is not sent yet, because it came very quickly. All that you wrote is "
    "still here. Please look at it once more and send it again."
)

UNKNOWN = _(
    "Your message is not sent yet, because we could not tell which page it came from. "
    "All that you wrote is still here. Please look at it once more and send it again."
)


@dataclass(frozen=True)
class FormToken:
    """The token of one form, as it was opened."""

    #: What the form sends back.
    text: str
    #: What no other form has.
    nonce: str
    #: Why what came with it can't be taken yet, in a sentence.
    problem: Text = ""

    def get_fingerprint(self, message: str) -> str:
        """A keyed hash of this form and a message: the same again is no news."""
        words = f"{self.nonce} {message}"
        return salted_hmac(SALT, words, algorithm="sha256").hexdigest()


def make_token(page_id: int, problem: Text = "", nonce: str = "") -> FormToken:
    """
    Make a token for a form of an offer that is shown now.

    :param nonce: that of an older token of the same form.
    """
    nonce = nonce or secrets.token_hex(16)
    return FormToken(signing.dumps([page_id, nonce], salt=SALT), nonce, problem)


def read_token(text: str, page_id: int) -> FormToken:
    """
    Read what a form of an offer sent back.

    :returns: the token, or a fresh one where that can't be taken, with its problem.
    """
    try:
        of, nonce = signing.loads(text, salt=SALT)
    except signing.BadSignature:
        return make_token(page_id, UNKNOWN)
    if of != page_id:
        return make_token(page_id, UNKNOWN)
    if _is_older(text, LONGEST):
        # It may have been sent in time by who heard nothing of it.
        return make_token(page_id, TOO_OLD, nonce)
    return FormToken(text, nonce, "" if _is_older(text, SHORTEST) else TOO_QUICK)


def _is_older(text: str, age: timedelta) -> bool:
    try:
        signing.loads(text, salt=SALT, max_age=age)
    except signing.SignatureExpired:
        return True
    return False
