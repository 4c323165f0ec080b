"""Texts of an offer: lines, and rich texts that are safe to show to anybody."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.utils.html import format_html_join
from wagtail import blocks
from wagtail.rich_text import RichText

from wagtail_localoffer.blocks.comparison import TextComparison
from wagtail_localoffer.content.parts import read_text
from wagtail_localoffer.text.html import RICH_TEXT_FEATURES, clean_html, is_tidy


class EmptyText:
    """
    Makes of a text that nobody has written an empty one.

    Wagtail has ``None`` where a program left a text out, or where a framework asks for
    it since. What translates pages, such as wagtail-localize, takes only text.
    """

    def to_python(self, value: Any) -> str:
        return "" if value is None else str(value)

    def normalize(self, value: Any) -> str:
        return self.to_python(value)


class LineBlock(EmptyText, blocks.CharBlock):
    """One line of text, empty where there is none."""


class LinesBlock(EmptyText, blocks.TextBlock):
    """Several lines of text, empty where there are none."""


class FixedLineBlock(LineBlock):
    """A line that is the same in every language, such as an email address."""

    def get_translatable_segments(self, value: str) -> list[Any]:
        """Nothing for translators: wagtail-localize copies it into translations."""
        return []


class CleanText(RichText):
    """
    A rich text without the markup that an offer may not have.

    A program may have stored anything in a draft, and who previews it is logged in.
    ``source`` stays what was stored.
    """

    @property
    def clean(self) -> RichText:
        return RichText(clean_html(self.source))

    def __html__(self) -> str:
        html: str = self.clean.__html__()
        return html


class OfferTextBlock(blocks.RichTextBlock):
    """Rich text with the features of all texts of an offer."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"features": list(RICH_TEXT_FEATURES), **kwargs})

    def to_python(self, value: Any) -> CleanText:
        return CleanText(value)

    def normalize(self, value: Any) -> CleanText:
        return CleanText(super().normalize(value).source)

    def value_from_form(self, value: Any) -> CleanText:
        return CleanText(value)

    def value_for_form(self, value: Any) -> str:
        html: str = value.source
        return html if is_tidy(html) else self._make_editable(clean_html(html))

    def get_form_state(self, value: Any) -> Any:
        state = super().get_form_state(value)
        if not str(state).startswith("{"):
            # It is for another editor than Wagtail's own.
            return state
        # Wagtail indents it and says what Draft.js takes for granted: together a
        # fifteenth of the editor's page.
        content = json.loads(state)
        for paragraph in content["blocks"]:
            for name in ("depth", "inlineStyleRanges", "entityRanges"):
                if not paragraph[name]:
                    del paragraph[name]
        return json.dumps(content, separators=(",", ":"))

    def _make_editable(self, html: str) -> str:
        """The same, or its words alone if the editor refuses where its tags stand."""
        try:
            self.field.widget.format_value(html)
        except AssertionError:
            words = (each.text for each in read_text(html).paragraphs)
            return format_html_join("", "<p>{}</p>", ((each,) for each in words))
        return html

    def get_comparison_class(self) -> type[TextComparison]:
        return TextComparison

    def get_api_representation(self, value: Any, context: Any = None) -> Any:
        return super().get_api_representation(value.clean, context)

    def get_searchable_content(self, value: Any) -> list[str]:
        found: list[str] = super().get_searchable_content(value.clean)
        return found

    def extract_references(self, value: Any) -> Iterator[Any]:
        yield from super().extract_references(value.clean)
