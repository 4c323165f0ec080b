"""Days, in the browser's own field."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.dateparse import parse_date
from wagtail import blocks

from wagtail_localoffer.blocks.comparison import PlainComparison


class DayInput(forms.DateInput):
    """
    The browser's own field for a day, which takes it as its reader writes days.

    Wagtail's makes today of what it can't read.
    """

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class DayBlock(blocks.DateBlock):
    """A day, or nothing."""

    #: One for all days, so that the editor is told of it once.
    widget = DayInput()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.field.widget = self.widget

    def to_python(self, value: Any) -> date | None:
        """
        Read a day.

        :raises ValueError: it is none, which is how what is stored is found unreadable.
        """
        if isinstance(value, date) or value in (None, ""):
            return value or None
        if (day := parse_date(value)) is None:
            raise ValueError("There is no such day.")
        return day

    def render_basic(self, value: Any, context: Any = None) -> str:
        return str(value or "")

    def get_comparison_class(self) -> type[PlainComparison]:
        return PlainComparison
