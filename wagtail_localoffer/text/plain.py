"""Plain text: one line, email addresses, web addresses, spreadsheet cells."""

from __future__ import annotations

import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

#: With which a formula can begin in one spreadsheet program or another.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def one_line(text: str) -> str:
    """
    Put ``text`` on one line of single spaces, without invisible characters.

    The result is empty if nothing of ``text`` can be seen. It can't end a header
    line, so names and titles are safe in email headers.
    """
    if text.isprintable():
        # Nothing in it but words and plain spaces, as in nearly every text.
        return " ".join(text.split())
    visible = "".join(
        " " if unicodedata.category(character)[0] in "CZ" else character
        for character in text
        # Format characters (zero-width spaces, direction marks) join what they are in.
        if unicodedata.category(character) != "Cf"
    )
    return " ".join(visible.split())


def join_address(url: str, path: str) -> str:
    """The address of what is below ``url``, whether that ends with a slash or not."""
    return f"{url.rstrip('/')}/{path}" if path else url


def is_email(text: str) -> bool:
    """Whether ``text`` is one email address, without a name beside it."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def defuse_formula(text: str) -> str:
    """
    Keep a spreadsheet from reading a cell of a CSV file as a formula.

    Whoever names a page could otherwise run one on the machine of who opens the file.
    OWASP's page on CSV injection lists the characters.
    """
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
