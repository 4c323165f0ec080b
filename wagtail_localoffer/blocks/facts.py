"""Facts that families compare: yes, partly or no, and a note."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from wagtail_localoffer.blocks.comparison import ComparedChoiceBlock, ComparedParts
from wagtail_localoffer.blocks.layout import share_layout
from wagtail_localoffer.blocks.texts import LineBlock
from wagtail_localoffer.frameworks import Fact
from wagtail_localoffer.frameworks.choices import Answer

#: One for all facts, so that the editor is told of it once.
ANSWER = ComparedChoiceBlock(choices=Answer.choices, required=False, label=_("Answer"))


class NoteBlock(LineBlock):
    """What is said beside an answer."""

    longest = 255
    #: One for all notes, as above.
    widget = forms.TextInput(attrs={"maxlength": str(longest)})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=self.longest, **kwargs)
        self.field.widget = self.widget


class FactBlock(ComparedParts, blocks.StructBlock):
    """
    One thing that families compare: yes, partly or no, and a note.

    :param fact: the framework's own description of it.
    """

    def __init__(self, fact: Fact, **kwargs: Any) -> None:
        self.fact = fact
        parts: list[tuple[str, blocks.Block]] = []
        if fact.has_answer:
            parts.append(("answer", ANSWER))
        note = NoteBlock(
            label=_("Note") if fact.has_answer else _("Details"),
            help_text=fact.help_text,
        )
        parts.append(("note", note))
        defaults: dict[str, Any] = {
            "form_layout": share_layout(*(name for name, _block in parts)),
            "label": fact.label,
            "form_classname": "localoffer-fact",
            "label_format": "",
        }
        if fact.setting_types:
            # The editor's script hides it from other types of setting.
            only_for = " ".join(fact.setting_types)
            defaults["form_attrs"] = {"data-localoffer-only-for": only_for}
        super().__init__(parts, **{**defaults, **kwargs})


class FactsValue(blocks.StructValue):
    @property
    def answered(self) -> list[dict[str, Any]]:
        """
        What has been answered, each with ``fact``, ``answer`` and ``note``.

        ``answer`` is for people, ``code`` one of :class:`Answer` or an empty string.
        """
        rows = []
        for key, block in self.block.child_blocks.items():
            value = self.get(key) or {}
            answer, note = value.get("answer") or "", value.get("note") or ""
            if answer or note:
                label = Answer(answer).label if answer in Answer.values else answer
                row = {"fact": block.fact, "code": answer, "answer": label}
                rows.append({**row, "note": note})
        return rows


class FactsBlock(ComparedParts, blocks.StructBlock):
    """The facts of one section, in the framework's order."""

    def __init__(self, facts: tuple[Fact, ...], **kwargs: Any) -> None:
        parts = [(fact.key, FactBlock(fact)) for fact in facts]
        super().__init__(parts, **kwargs)

    class Meta:
        label = _("At a glance")
        help_text = _("Families compare these answers with those of others.")
        form_classname = "localoffer-facts-form"
        label_format = ""
        value_class = FactsValue
        template = "wagtail_localoffer/blocks/facts.html"
