"""Lookups in a framework: its blocks, what it asks of a setting, and in which words."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import override

from wagtail_localoffer.frameworks import (
    Audience,
    Detail,
    Framework,
    Requirement,
    Section,
    Words,
)
from wagtail_localoffer.frameworks.choices import MUST, SHOULD, RunBy, SettingType
from wagtail_localoffer.frameworks.reserved import COUNCIL_LINK
from wagtail_localoffer.frameworks.words import WORDS

if TYPE_CHECKING:
    from wagtail_localoffer.frameworks import Text


#: Types of setting that aren't taken for a school of the state unless they say so.
OFTEN_PRIVATE = (
    SettingType.EARLY_YEARS,
    SettingType.CHILDMINDER,
    SettingType.CHILDRENS_CENTRE,
    SettingType.ALTERNATIVE,
    SettingType.COLLEGE,
)


_ORIGINS: dict[Framework, Framework] = {}


def list_fixed_blocks(framework: Framework) -> tuple[str, ...]:
    """Name the two mandatory blocks that stand before the sections."""
    return (framework.contact.key, COUNCIL_LINK)


def list_blocks(framework: Framework) -> tuple[str, ...]:
    """Name the blocks that every new offer has, in the order of its page."""
    sections = (section.key for section in framework.sections)
    return (*list_fixed_blocks(framework), *sections)


def get_words(framework: Framework, setting_type: str) -> Words:
    """The words of a type of setting; those for an unknown type if it has none."""
    return framework.words.get(setting_type) or framework.words.get("") or WORDS[""]


def put_in_words(text: Text, words: Words) -> Text:
    """Fill in the words that a prompt, a label or a message names in braces."""
    return format_lazy(text, **asdict(words))


def in_words(framework: Framework, setting_type: Any) -> Framework:
    """
    A framework whose headings have the words of a type of setting.

    It is the same object each time, and the framework itself where no heading names a
    word. So it may be asked for one that has its words already.

    :param setting_type: a type, or an empty string if it isn't chosen yet.
    """
    if not _names_words(framework):
        return framework
    # What was imported may be anything.
    is_type = isinstance(setting_type, str) and setting_type in framework.words
    return _put_headings_in_words(framework, setting_type if is_type else "")


def find_origin(framework: Framework) -> Framework:
    """
    The framework that one was before its headings were put in words, or itself.

    What follows from all but its headings is kept by this one, and so found once.
    """
    return _ORIGINS.get(framework, framework)


@cache
def _names_words(framework: Framework) -> bool:
    with override(None):
        return any("{" in str(section.heading) for section in framework.sections)


@cache
def _put_headings_in_words(framework: Framework, setting_type: str) -> Framework:
    words = get_words(framework, setting_type)
    made = replace(
        framework,
        sections=tuple(
            replace(section, heading=_fill_in(section.heading, words))
            for section in framework.sections
        ),
    )
    _ORIGINS[made] = framework
    return made


def _fill_in_now(heading: Text, words: Words) -> str:
    text = str(heading)
    for name, word in asdict(words).items():
        # A brace of another kind is refused by a check, and must not stop a page.
        text = text.replace(f"{{{name}}}", str(word))
    return text


_fill_in = lazy(_fill_in_now, str)


def is_for(setting_types: tuple[SettingType, ...], setting_type: str) -> bool:
    """
    Whether something is for a type of setting.

    :param setting_types: the types that it is for; empty for all.
    :param setting_type: a type, or an empty string if it isn't chosen yet.
    """
    return not setting_types or not setting_type or setting_type in setting_types


def is_needed(section: Section, setting_type: str) -> bool:
    """Whether a setting of this type can't go live without the section."""
    return section.required and is_for(section.setting_types, setting_type)


def is_private(detail: Detail, said: bool | None, setting_type: str) -> bool:
    """
    Whether a detail is not for the public, who read another one instead.

    :param said: what the offer says of it; ``None`` if it leaves that to its type.
    """
    if not detail.private_if:
        return False
    return setting_type in detail.private_for if said is None else bool(said)


def get_level(requirement: Requirement, setting_type: str, run_by: str) -> str:
    """Say whether a setting ``must`` or ``should`` meet it; empty if it isn't asked."""
    if not run_by:
        # Nearly all schools are paid for by the state, and nearly all others are not.
        is_school = setting_type not in OFTEN_PRIVATE
        run_by = RunBy.COUNCIL if is_school else RunBy.INDEPENDENT
    if any(_includes(each, setting_type, run_by) for each in requirement.must):
        return MUST
    if any(_includes(each, setting_type, run_by) for each in requirement.should):
        return SHOULD
    return ""


def list_requirements(
    framework: Framework, setting_type: str, run_by: str, today: date
) -> list[tuple[Requirement, str]]:
    """List what is asked of a setting on a day, each with ``must`` or ``should``."""
    asked = []
    for requirement in framework.requirements:
        begun = requirement.valid_from <= today
        ended = requirement.valid_to is not None and requirement.valid_to < today
        level = get_level(requirement, setting_type, run_by)
        if begun and not ended and level:
            asked.append((requirement, level))
    return asked


def _includes(audience: Audience, setting_type: str, run_by: str) -> bool:
    return is_for(audience.setting_types, setting_type) and (
        not audience.run_by or run_by in audience.run_by
    )
