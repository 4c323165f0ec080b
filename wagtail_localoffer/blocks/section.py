from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from wagtail_localoffer.blocks.evidence import EvidenceBlock
from wagtail_localoffer.frameworks import Section
from wagtail_localoffer.text import RICH_TEXT_FEATURES


class SectionBlock(blocks.StructBlock):
    """
    One section of an offer: its text, then tables, pictures, documents and quotations.

    Nothing in it is required while writing. What a live offer must have is decided in
    one place, :func:`wagtail_localoffer.compliance.check_offer`.

    :param section: the part of the framework that this block holds the answer to.
    """

    text = blocks.RichTextBlock(
        label=_("What we provide"), required=False, features=list(RICH_TEXT_FEATURES)
    )
    more = EvidenceBlock(
        label=_("Tables, pictures, documents and quotations"), required=False
    )

    def __init__(self, section: Section, **kwargs: Any) -> None:
        self.section = section
        super().__init__(
            **{"label": section.heading, "help_text": section.prompt, **kwargs}
        )

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        return {**context, "section": self.section}

    class Meta:
        icon = "doc-full"
        template = "wagtail_localoffer/blocks/section.html"
