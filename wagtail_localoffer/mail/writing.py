"""The words of an email, from templates."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import format_html

from wagtail_localoffer.text.plain import one_line

TEMPLATES = "wagtail_localoffer/email/"

#: What a subject has room for.
LONGEST_SUBJECT = 500


@dataclass(frozen=True)
class Words:
    """The words of an email: its subject, and its body as text and as HTML."""

    subject: str
    text: str
    html: str


def render_words(
    template: str, context: dict[str, Any], *, name: str, subject: str = ""
) -> Words:
    """
    Write an email in the active language.

    The templates are ``wagtail_localoffer/email/<template>_subject.txt``,
    ``<template>.txt`` and ``<template>.html``.

    :param name: whom it is about, which stands in ``name`` so that it keeps together.
    :param subject: a subject that is written already.
    """
    # A line break would end the header and could begin another one.
    subject = one_line(subject) or one_line(
        render_to_string(f"{TEMPLATES}{template}_subject.txt", context)
    )
    # "=?" begins what mail programs decode, so a name could say something else there.
    subject = subject.replace("=?", "= ?")[:LONGEST_SUBJECT].strip()
    context = {**context, "subject": subject}
    text = render_to_string(
        f"{TEMPLATES}{template}.txt", {**context, "name": isolate(name)}
    )
    html = render_to_string(
        f"{TEMPLATES}{template}.html",
        {**context, "name": format_html("<bdi>{}</bdi>", name)},
    )
    return Words(
        subject=subject,
        # Tags that put nothing into a template's lines leave empty ones behind.
        text=re.sub(r"\n{3,}", "\n\n", break_lines(text)).strip() + "\n",
        html=re.sub(r"\n\s*\n", "\n", break_lines(html)).strip() + "\n",
    )


def isolate(name: str) -> str:
    """
    Keep a name together in a line of the active language, whichever way each runs.

    Plain text has no markup for it, and a name stands at the beginning of some lines.
    There a reader takes its direction for that of the whole line (rule P2 of Unicode
    Standard Annex 9), so that an English name would turn the words of an Urdu sentence
    around. Unicode's own marks prevent that. They show as boxes in some old programs
    and are copied along with the name, so a name that needs none gets none.
    """
    foreign = ("L",) if translation.get_language_bidi() else ("R", "AL")
    if any(unicodedata.bidirectional(character) in foreign for character in name):
        return f"\N{FIRST STRONG ISOLATE}{name}\N{POP DIRECTIONAL ISOLATE}"
    return name


def break_lines(text: str) -> str:
    """A text whose only line breaks are those of mail."""
    # Mail knows one kind of line break. Django looks for lines that are too long for
    # mail between all kinds, and so takes some for shorter than they are.
    return "\n".join(text.splitlines())
