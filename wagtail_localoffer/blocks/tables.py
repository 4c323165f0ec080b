"""Tables: what an editor writes or pastes, and what families see of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.telepath import register
from wagtail.contrib.typed_table_block.blocks import (
    TypedTableBlock,
    TypedTableBlockAdapter,
)

from wagtail_localoffer.blocks.comparison import PlainComparison, see
from wagtail_localoffer.blocks.previews import TEMPLATE
from wagtail_localoffer.content.fingerprint import EMPTY
from wagtail_localoffer.text.plain import one_line

#: With how many a new table begins.
NEW_COLUMNS, NEW_ROWS = 2, 2


class RecordTableBlock(TypedTableBlock):
    """A table of words, which begins with room for them, and isn't shown without."""

    def get_default(self) -> Any:
        kind = next(iter(self.child_blocks))
        return self.to_python(
            {
                "caption": "",
                "columns": [{"type": kind, "heading": ""}] * NEW_COLUMNS,
                "rows": [{"values": [""] * NEW_COLUMNS}] * NEW_ROWS,
            }
        )

    def has_words(self, value: Any) -> bool:
        return see(self, value) not in EMPTY

    def render(self, value: Any, context: Any = None) -> Any:
        return super().render(value, context) if self.has_words(value) else ""

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        rows = [
            row
            for row in value.rows
            if any(one_line(str(cell.value or "")) for cell in row)
        ]
        return {**context, "rows": rows}

    def get_comparison_class(self) -> type[PlainComparison]:
        return PlainComparison

    def get_preview_value(self) -> Any:
        return self.to_python(
            {
                "caption": gettext("Who to talk to"),
                "columns": [
                    {"type": "text", "heading": gettext("Who")},
                    {"type": "text", "heading": gettext("What they help with")},
                ],
                "rows": [
                    {"values": [gettext("Class teacher"), gettext("Learning")]},
                    {"values": [gettext("Office"), gettext("Forms")]},
                ],
            }
        )

    class Meta:
        preview_template = TEMPLATE


class RecordTableAdapter(TypedTableBlockAdapter):
    """Shows it in the editor, where a table that is pasted becomes one."""

    js_constructor = "wagtail_localoffer.blocks.RecordTable"

    def js_args(self, block: Any) -> list[Any]:
        *args, meta = super().js_args(block)
        words = {
            "PASTED": gettext(
                "The table that you pasted stands below the text now, with its first "
                "row as headings."
            ),
            "HEADINGS": gettext(
                "The table that you pasted has its first row as headings."
            ),
            "REPLACE": gettext(
                "Put the table that you paste in place of this one? What is written "
                "in this one is lost."
            ),
            "TOO_LARGE": gettext(
                "This table is too large for families to read on a phone. Paste a "
                "smaller part of it."
            ),
        }
        return [*args, {**meta, "strings": {**meta["strings"], **words}}]

    @cached_property
    def media(self) -> forms.Media:
        script = versioned_static("wagtail_localoffer/js/tables.js")
        return super().media + forms.Media(js=[script])


register(RecordTableAdapter(), RecordTableBlock)
