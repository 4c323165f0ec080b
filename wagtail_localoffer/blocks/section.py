"""Sections: one block for each that the framework asks for, and a setting's own."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from wagtail_localoffer.blocks.comparison import ComparedParts
from wagtail_localoffer.blocks.evidence import EvidenceBlock
from wagtail_localoffer.blocks.facts import FactsBlock
from wagtail_localoffer.blocks.layout import share_layout
from wagtail_localoffer.blocks.previews import TEMPLATE, write_example
from wagtail_localoffer.blocks.texts import LineBlock, OfferTextBlock
from wagtail_localoffer.frameworks import Section
from wagtail_localoffer.text.html import strip_editor_marks


class WrittenValue(blocks.StructValue):
    """A section as templates read it."""

    @property
    def has_text(self) -> bool:
        """Whether its text says something: the editor stores an empty paragraph."""
        return bool(strip_editor_marks(self["text"].source))

    @property
    def has_content(self) -> bool:
        """Whether there is anything to show of it."""
        facts = self.get("facts")
        more = self["more"]
        return bool(
            self.has_text
            or (more and more.stream_block.has_something(more))
            or (facts and facts.answered)
        )


class WrittenBlock(ComparedParts, blocks.StructBlock):
    """What every section is made of: its text, then tables, pictures and more."""

    text = OfferTextBlock(label=_("What we provide"), required=False)
    more = EvidenceBlock(
        label=_("Tables, pictures, documents and quotations"), required=False
    )

    def get_preview_value(self) -> Any:
        return self.normalize({"text": write_example(), "more": []})

    class Meta:
        value_class = WrittenValue
        template = "wagtail_localoffer/blocks/section.html"
        preview_template = TEMPLATE


class SectionBlock(WrittenBlock):
    """
    One section of the framework, with the facts that it asks for.

    Nothing in it is required while writing. What a live offer must have is decided in
    one place, :func:`wagtail_localoffer.compliance.check_offer`.

    :param section: the part of the framework that this block holds the answer to.
    """

    def __init__(self, section: Section, **kwargs: Any) -> None:
        self.section = section
        facts = [("facts", FactsBlock(section.facts))] if section.facts else []
        parts = ["text", *(name for name, _block in facts), "more"]
        defaults: dict[str, Any] = {
            "form_layout": share_layout(*parts),
            "label": section.heading,
        }
        if section.only_invites:
            defaults["help_text"] = section.invitation
        if section.setting_types:
            # The editor's script hides it from other types of setting.
            only_for = " ".join(section.setting_types)
            defaults["form_attrs"] = {"data-localoffer-only-for": only_for}
        super().__init__(facts, **{**defaults, **kwargs})

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        # The page gives the heading in the words of its type of setting.
        context: dict[str, Any] = super().get_context(value, parent_context)
        own = {"heading": self.section.heading, "anchor": self.section.anchor}
        return {**own, **context}

    class Meta:
        icon = "doc-full"


class OwnSectionBlock(WrittenBlock):
    """A section of the setting's own, which stands after those of the framework."""

    heading = LineBlock(
        label=_("Heading"),
        required=False,
        max_length=100,
        help_text=_("Say in a few words what a family finds here."),
    )

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        # The page gives a heading where the editor has written none, and an anchor.
        context: dict[str, Any] = super().get_context(value, parent_context)
        return {"heading": value["heading"], "anchor": "own", **context}

    def get_preview_value(self) -> Any:
        value = super().get_preview_value()
        value["heading"] = gettext("Our sensory garden")
        return value

    class Meta:
        icon = "doc-empty"
        label = _("A section of your own")
        description = _(
            "For what the other sections have no place for. It is shown after them."
        )
        help_text = description
        form_layout = blocks.BlockGroup(children=["heading", "text", "more"])
