"""What Wagtail's API shows of an offer in words: its sections and its front sheet."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from rest_framework.fields import Field

from wagtail_localoffer.public.languages import find_reader_language

#: What stands in a section below its heading and its facts.
TEXT_TEMPLATE = "wagtail_localoffer/parts/section_text.html"


class WordsField(Field):
    """
    Words about an offer, in the language of whoever asks for them.

    They come from where the public pages have them.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"source": "*", "read_only": True, **kwargs})

    def to_representation(self, value: Any) -> list[dict[str, Any]]:
        language = find_reader_language(value, self.context.get("request"))
        with translation.override(language):
            return self.describe(value)

    def describe(self, offer: Any) -> list[dict[str, Any]]:
        raise NotImplementedError


class SectionsField(WordsField):
    """The sections in the order in which families read them."""

    def describe(self, offer: Any) -> list[dict[str, Any]]:
        return [describe_section(each) for each in offer.sections]


class FrontSheetField(WordsField):
    """The lines of the front sheet that say something."""

    def describe(self, offer: Any) -> list[dict[str, Any]]:
        return describe_front_sheet(offer)


def describe_front_sheet(offer: Any) -> list[dict[str, Any]]:
    """The lines of its front sheet, in the active language."""
    return [
        {"key": row.key, "label": str(row.label), "value": str(row.value)}
        for row in offer.front_sheet_rows
    ]


def describe_section(section: Any) -> dict[str, Any]:
    """A section of an offer as its page has it, in the active language."""
    value = section.block.value
    facts = value.get("facts")
    return {
        "key": section.block.block_type,
        "anchor": section.anchor,
        "heading": str(section.heading),
        "html": render_to_string(TEXT_TEMPLATE, {"value": value}).strip(),
        "facts": [describe_fact(row) for row in (facts.answered if facts else ())],
    }


def describe_fact(row: dict[str, Any]) -> dict[str, Any]:
    """An answered fact, of which ``FactsValue.answered`` has a row."""
    return {
        "key": row["fact"].key,
        "label": str(row["fact"].label),
        "answer": row["code"],
        "answer_label": str(row["answer"]),
        "note": row["note"],
    }
