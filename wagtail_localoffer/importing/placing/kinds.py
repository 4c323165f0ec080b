"""Kinds of passages: text, headings, words of a template, and what is no answer."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """What a passage is. The first four may belong to a section, the others don't."""

    ANSWER = "answer", _("Text")
    HEADING = "heading", _("Heading")
    PROMPT = "prompt", _("A question of the template")
    BOX_TITLE = "box title", _("A title or a mark of the template")
    INSTRUCTION = "instruction", _("An instruction to whoever fills in the form")
    FRONT_SHEET = "front sheet", _("A detail of the setting, for the front sheet")
    TITLE = "title", _("The title of the document")
    STATEMENT = "statement", _("It is about the document, or explains a word")
    MENU = "menu", _("A menu of a website")
    FOOTER = "footer", _("The foot of a page")
    PAGE_NUMBER = "page number", _("The number of a page")
    EMPTY = "empty", _("Nothing to read")
