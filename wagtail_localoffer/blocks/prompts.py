"""
Prompts in the words of each type of setting.

The form holds them all, each with classes that name its types. A style sheet shows
those of the type that is chosen, as soon as it is chosen.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.template.loader import render_to_string
from django.utils.functional import lazy
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from wagtail_localoffer.frameworks import Framework, Prompt, Section
from wagtail_localoffer.frameworks.choices import SettingType
from wagtail_localoffer.frameworks.lookups import get_words, is_for, put_in_words

#: Stands for a type that isn't chosen yet.
NOT_CHOSEN = "none"


@dataclass(frozen=True)
class Variant:
    """The words of a prompt for some types of setting."""

    text: str
    css_classes: str


def list_variants(prompts: tuple[Prompt, ...], framework: Framework) -> list[Variant]:
    """Put each prompt in the words of every type of setting that is asked it."""
    variants = []
    for prompt in prompts:
        types_by_text: dict[str, list[str]] = {}
        for setting_type in ("", *SettingType.values):
            if is_for(prompt.setting_types, setting_type):
                words = get_words(framework, setting_type)
                text = str(put_in_words(prompt.text, words))
                types_by_text.setdefault(text, []).append(setting_type or NOT_CHOSEN)
        for text, setting_types in types_by_text.items():
            variants.append(Variant(text, _name_classes(setting_types)))
    return variants


def _name_classes(setting_types: list[str]) -> str:
    return " ".join(
        ["localoffer-for", *(f"localoffer-for--{each}" for each in setting_types)]
    )


def render_prompts(section: Section, framework: Framework) -> SafeString:
    context = {
        "prompts": list_variants(section.prompts, framework),
        "only_for": " ".join(section.setting_types),
    }
    return render_to_string("wagtail_localoffer/admin/prompts.html", context)


def render_prompts_lazily(section: Section, framework: Framework) -> Any:
    """
    Render them when they are shown, in the language of who sees them.

    Blocks are made when models are. The words are the same for everybody who has that
    language, so they are kept.
    """

    @cache
    def render(language: str | None) -> SafeString:
        return render_prompts(section, framework)

    return lazy(lambda: render(get_language()), SafeString)()
