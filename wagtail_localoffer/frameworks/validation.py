"""Faults of a framework, in full sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from itertools import combinations
from keyword import iskeyword
from string import Formatter
from typing import Any

from wagtail_localoffer.frameworks import (
    SENCO,
    TEAMS,
    Audience,
    Contact,
    Detail,
    Fact,
    Framework,
    FrontSheet,
    Prompt,
    Requirement,
    Section,
    Term,
    Words,
)
from wagtail_localoffer.frameworks.choices import RunBy, SettingType
from wagtail_localoffer.frameworks.lookups import list_blocks, list_fixed_blocks
from wagtail_localoffer.frameworks.reserved import OWN_SECTION, TAKEN_ANCHORS

#: What the tuples of a framework and of its parts hold; all others hold names.
CONTENTS: dict[str, type] = {
    "sections": Section,
    "requirements": Requirement,
    "glossary": Term,
    "prompts": Prompt,
    "details": Detail,
    "must": Audience,
    "should": Audience,
}


#: What a value may be, by the type of its field. Texts may be anything that is shown.
TYPES: dict[str, Any] = {
    "str": str,
    "bool": bool,
    "int": int,
    "date": date,
    "date | None": (date, type(None)),
    "Mapping[str, Words]": Mapping,
    "FrontSheet": FrontSheet,
    "Contact": Contact,
}


def find_faults(framework: Any) -> list[str]:
    """
    Say in full sentences what is wrong with a framework, where, and what to do.

    It answers for anything: a project may have typed what no type checker has read.
    """
    if not isinstance(framework, Framework):
        return [
            f"{framework!r} is no Framework. Make one, or extend LANCASHIRE with "
            "dataclasses.replace()."
        ]
    # What holds things of a wrong kind can't be looked into any further.
    if faults := list(_find_wrong_contents(framework, "the framework")):
        return faults
    return [
        *_find_faults_of_keys(framework),
        *_find_faults_of_types(framework),
        *_find_faults_of_words(framework),
        *_find_faults_of_requirements(framework),
        *_find_faults_of_fixed_parts(framework),
        *_find_duplicates(
            "Term", (term.word for term in framework.glossary), "Remove one of them"
        ),
    ]


def _find_wrong_contents(item: Any, where: str) -> Iterator[str]:
    for each in fields(item):
        value = getattr(item, each.name)
        place = f"{each.name!r} of {where}"
        if str(each.type).startswith("tuple"):
            yield from _find_wrong_parts(item, each.name, where)
        elif not isinstance(value, TYPES.get(str(each.type), object)):
            yield (
                f"{place} must be of type {each.type}, not {type(value).__name__}. "
                "Correct it."
            )
        elif isinstance(value, FrontSheet | Contact):
            part = each.name.replace("_", " ")
            yield from _find_wrong_contents(value, f"the {part}")
        elif isinstance(value, Mapping) and not all(
            isinstance(words, Words) for words in value.values()
        ):
            yield f"{place} must hold Words alone. Use WORDS, or a copy of it."


def _find_wrong_parts(item: Any, name: str, where: str) -> Iterator[str]:
    parts = getattr(item, name)
    if not isinstance(parts, tuple):
        yield (
            f"{name!r} of {where} must be a tuple, not {type(parts).__name__}. Put it "
            "in brackets, with a comma at the end."
        )
        return
    wanted = CONTENTS.get(name, str)
    if name == "facts" and isinstance(item, Section):
        wanted = Fact
    for part in parts:
        if not isinstance(part, wanted):
            yield (
                f"{name!r} of {where} has {part!r}, which is no {wanted.__name__}. "
                "Remove it, or make it one."
            )
        elif is_dataclass(part):
            own_name = getattr(part, "key", "") or getattr(part, "word", "")
            yield from _find_wrong_contents(
                part, f"{wanted.__name__.lower()} {own_name!r}" if own_name else where
            )


def _find_faults_of_keys(framework: Framework) -> Iterator[str]:
    sections = framework.sections
    change = "Give each a name of its own"
    taken = {
        *TAKEN_ANCHORS,
        framework.contact.anchor,
        framework.front_sheet.anchor,
    }
    yield from _find_duplicates("Section", (each.key for each in sections), change)
    yield from _find_duplicates("Anchor", (each.anchor for each in sections), change)
    for section in sections:
        if section.key in (*list_fixed_blocks(framework), OWN_SECTION):
            yield (
                f"Section {section.key!r} has the name of a block that every offer "
                "has. Choose another key."
            )
        elif not section.key.isidentifier() or iskeyword(section.key):
            yield (
                f"The key {section.key!r} of a section is no Python identifier. Use "
                "small letters and underscores, such as 'keeping_safe'."
            )
        if section.anchor in taken:
            yield (
                f"The anchor {section.anchor!r} of section {section.key!r} is one that "
                "every offer has. Choose another."
            )
        if not re.fullmatch(r"[\w-]+", section.anchor):
            yield (
                f"The anchor {section.anchor!r} of section {section.key!r} can’t be a "
                "part of an address. Use small letters and hyphens."
            )
        yield from _find_duplicates(
            f"Section {section.key!r}: fact",
            (fact.key for fact in section.facts),
            change,
        )
    if not any(section.required for section in sections):
        yield (
            "No section is required, so that an empty offer could go live. Require at "
            "least one."
        )


def _find_duplicates(what: str, names: Iterable[str], advice: str) -> Iterator[str]:
    for name, count in Counter(names).items():
        if count > 1:
            yield f"{what} {name!r} is there {count} times. {advice}."


def _find_faults_of_types(framework: Framework) -> Iterator[str]:
    for section in framework.sections:
        parts: list[Section | Prompt | Fact]
        parts = [section, *section.prompts, *section.facts]
        for part in parts:
            yield from _find_unknown(
                part.setting_types, SettingType.values, f"Section {section.key!r}"
            )
    for requirement in framework.requirements:
        where = f"Requirement {requirement.key!r}"
        for audience in (*requirement.must, *requirement.should):
            yield from _find_unknown(audience.setting_types, SettingType.values, where)
            yield from _find_unknown(audience.run_by, RunBy.values, where)
    yield from _find_unknown(framework.words, ["", *SettingType.values], "'words'")


def _find_unknown(
    names: Iterable[str], known: Iterable[str], where: str
) -> Iterator[str]:
    for name in names:
        if name not in known:
            yield (
                f"{where} names {str(name)!r}, which is no type of setting and nobody "
                f"who runs one. Use one of: {', '.join(filter(None, known))}."
            )


def _find_faults_of_words(framework: Framework) -> Iterator[str]:
    if "" not in framework.words:
        yield (
            "'words' has none for a setting whose type isn’t chosen yet. Add them "
            "under the empty key."
        )
    for section in framework.sections:
        texts = [
            *(("prompt", prompt.text) for prompt in section.prompts),
            *(("label", fact.label) for fact in section.facts),
        ]
        for kind, text in texts:
            where = f"The {kind} “{text}” of section {section.key!r}"
            # A family reads a label as it is.
            known = [each.name for each in fields(Words)] if kind == "prompt" else []
            try:
                names = [name for _text, name, *_rest in Formatter().parse(str(text))]
            except ValueError:
                yield (
                    f"{where} has a stray brace. Remove it, or write it twice to show "
                    "it."
                )
                continue
            for name in names:
                if name is not None and name not in known:
                    advice = f"Use one of: {', '.join(known)}" if known else "Remove it"
                    yield (
                        f"{where} has {{{name}}}, which is no word that it may have. "
                        f"{advice}."
                    )


def _find_faults_of_requirements(framework: Framework) -> Iterator[str]:
    blocks = {*list_blocks(framework), OWN_SECTION}
    facts = {fact.key for section in framework.sections for fact in section.facts}
    for requirement in framework.requirements:
        where = f"Requirement {requirement.key!r}"
        if not requirement.answered_in:
            yield (
                f"{where} has no block that answers it. Name its home in 'answered_in'."
            )
        for block in requirement.answered_in:
            if block not in blocks:
                yield (
                    f"{where} is answered in {block!r}, and there is no such section. "
                    "Name one of the framework’s, or remove the requirement."
                )
        if not all(any(map(str.isalnum, word)) for word in requirement.words):
            yield (
                f"{where} has an empty word in 'words', which would be found in any "
                "text. Remove it."
            )
        for key in requirement.facts:
            if key not in facts:
                yield (
                    f"{where} is answered by the fact {key!r}, and no section has it. "
                    "Add the fact to a section, or remove it from 'facts'."
                )
        if requirement.valid_to and requirement.valid_to < requirement.valid_from:
            yield (
                f"{where} ends on {requirement.valid_to}, before it begins on "
                f"{requirement.valid_from}. Correct one of the dates."
            )
    for one, other in combinations(framework.requirements, 2):
        if one.key == other.key and _overlap(one, other):
            yield (
                f"Two requirements {one.key!r} apply at the same time. Let the older "
                "end before the newer begins, or give one another key."
            )


def _find_faults_of_fixed_parts(framework: Framework) -> Iterator[str]:
    contact = framework.contact
    if (contact.key, contact.anchor) not in {
        (each.key, each.anchor) for each in (SENCO, TEAMS)
    }:
        yield (
            f"'contact' has the key {contact.key!r} and the anchor {contact.anchor!r}, "
            "and there is no such block. Use SENCO or TEAMS, or a copy with another "
            "heading."
        )
    details = framework.front_sheet.details
    keys = [detail.key for detail in details]
    yield from _find_duplicates("Detail", keys, "Remove one of them")
    for detail in details:
        if detail.required and not detail.missing:
            yield (
                f"The detail {detail.key!r} is required and doesn’t say what to do "
                "while it is empty. Add that as 'missing'."
            )
        if detail.fresh_days and not detail.stale:
            yield (
                f"The detail {detail.key!r} gets too old and doesn’t say what to do "
                "then. Add that as 'stale'."
            )
        if detail.pattern and not detail.invalid:
            yield (
                f"The detail {detail.key!r} has a pattern and doesn’t say what is "
                "wrong with anything else. Add that as 'invalid'."
            )
        if detail.needed_with and detail.needed_with not in keys:
            yield (
                f"The detail {detail.key!r} is needed with {detail.needed_with!r}, "
                "which is no detail. Correct the name."
            )


def _overlap(one: Requirement, other: Requirement) -> bool:
    return (other.valid_to is None or one.valid_from <= other.valid_to) and (
        one.valid_to is None or other.valid_from <= one.valid_to
    )
