"""Plain text: one line of it, its words, links, spreadsheet cells."""

from __future__ import annotations

import re
import unicodedata

from wagtail_localoffer.text.characters import drop_unseen

#: With which a formula begins. Programs in Chinese and Japanese take their wide forms
#: too, and LibreOffice takes the minus of mathematics.
FORMULA_STARTS = ("=", "+", "-", "@", "\u2212")

_WORD = re.compile(r"\w+")


def one_line(text: str) -> str:
    """
    Put ``text`` on one line of single spaces, without what nobody can see.

    The result is empty if nothing of ``text`` can be seen. It can't end a header
    line, so names and titles are safe in email headers.
    """
    if not text.isascii():
        text = drop_unseen(text)
    elif not text.isprintable():
        text = "".join(each if each.isprintable() else " " for each in text)
    return " ".join(text.split())


def split_words(text: str) -> list[str]:
    """
    The words of ``text`` in small letters, without any sign in them.

    Whatever searches has its own idea of what "children’s", "3.5" or an address of the
    web is. Text that is searched and words that are looked for are both split so.
    """
    return _WORD.findall(text.lower())


def as_compared(text: str) -> str:
    """
    What a reader makes of ``text``: two texts with the same are no news to anybody.

    NB: notices keep hashes of it. Another result for the same text reads as a change
    of every offer that has it, of which all councils are told.
    """
    text = one_line(text)
    if text.isprintable():
        return text
    visible = "".join(
        " " if unicodedata.category(character)[0] in "CZ" else character
        for character in text
        if unicodedata.category(character) != "Cf"
    )
    return " ".join(visible.split())


def join_address(url: str, path: str) -> str:
    """The address of what is below ``url``, whether that ends with a slash or not."""
    return f"{url.rstrip('/')}/{path}" if path else url


def defuse_formula(text: str) -> str:
    """
    Keep a spreadsheet from reading a cell of a CSV file as a formula.

    Whoever names a page could otherwise run one on the machine of who opens the file.
    Programs skip what is blank or can't be seen before it. OWASP's page on CSV
    injection lists the characters, with the controls that no cell begins with.
    """
    # Of a long text, its beginning tells that nearly always.
    seen = one_line(text[:100]) or one_line(text)
    start = unicodedata.normalize("NFKD", seen[:1])
    risky = start.startswith(FORMULA_STARTS) or text.startswith(("\t", "\r", "\n"))
    return f"'{text}" if risky else text


def join_lines(text: str) -> str:
    """An address of several lines in one, with commas between them."""
    return ", ".join(filter(None, map(one_line, text.splitlines())))
