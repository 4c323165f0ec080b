"""Validation of a framework: its faults, in full sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, fields, is_dataclass
from datetime import datetime
from enum import Enum
from itertools import combinations
from keyword import iskeyword
from string import Formatter
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from wagtail_localoffer.frameworks import (
    SENCO,
    TEAMS,
    FamilyQuestion,
    Framework,
    Prompt,
    Requirement,
    Words,
)
from wagtail_localoffer.frameworks.choices import RunBy, SettingType
from wagtail_localoffer.frameworks.family_questions import (
    FAMILY_QUESTIONS,
    HEALTH_QUESTIONS,
)
from wagtail_localoffer.frameworks.lookups import list_blocks, list_fixed_blocks
from wagtail_localoffer.frameworks.reserved import (
    FURTHER_BLOCKS,
    OWN_SECTION,
    TAKEN_ANCHORS,
)

#: The marks between the words of a sign.
SIGN_MARK = re.compile(r"[+/]")

#: What a detail must say if it has something else: both fields, and what is lacking.
NEEDED_TOGETHER = {
    ("required", "missing"): (
        "is required and doesn’t say what to do while it is empty"
    ),
    ("fresh_days", "stale"): "gets too old and doesn’t say what to do then",
    ("kind", "invalid"): "has a kind and doesn’t say what is wrong with anything else",
    ("pattern", "invalid"): (
        "has a pattern and doesn’t say what is wrong with anything else"
    ),
}


def list_faults(framework: Any) -> list[str]:
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
    return list(_check_kinds(framework, Framework, "the framework")) or [
        *_check_sections(framework),
        *_check_types(framework),
        *_check_words(framework),
        *_check_requirements(framework),
        *_check_family_questions(framework),
        *_check_fixed_parts(framework),
        *_list_duplicates(
            "Term", (term.word for term in framework.glossary), "Remove one of them"
        ),
    ]


def _check_kinds(item: Any, kind: Any, where: str) -> Iterator[str]:
    """Say what in ``item`` isn't of the type that its class ``kind`` declares."""
    # A text may be anything that is shown.
    hints = get_type_hints(kind, localns={"Text": object})
    for field in fields(kind):
        value, hint = getattr(item, field.name), hints[field.name]
        origin, *contents = get_origin(hint), *get_args(hint)
        place = f"{field.name!r} of {where}"
        if origin is tuple:
            yield from _check_parts(value, contents[0], place, where)
        elif not _is_of_kind(value, hint if origin in (None, UnionType) else origin):
            yield (
                f"{place} must be of type {field.type}, not {type(value).__name__}. "
                "Correct it."
            )
        elif origin is Mapping:
            if not all(isinstance(each, contents[1]) for each in value.values()):
                yield f"{place} must hold Words alone. Use WORDS, or a copy of it."
        elif is_dataclass(hint):
            yield from _check_kinds(value, hint, f"the {field.name.replace('_', ' ')}")


def _is_of_kind(value: Any, kind: Any) -> bool:
    if isinstance(value, datetime):
        # To Python it is a date too, and yet it can't be compared with one.
        return False
    if isinstance(kind, type) and issubclass(kind, Enum):
        # It may be written as what is stored.
        return value in [each.value for each in kind]
    return isinstance(value, kind)


def _check_parts(parts: Any, kind: Any, place: str, where: str) -> Iterator[str]:
    if not isinstance(parts, tuple):
        yield (
            f"{place} must be a tuple, not {type(parts).__name__}. Put it in brackets, "
            "with a comma at the end."
        )
        return
    # Whether a choice is one of those that there are is looked at later.
    kind = str if issubclass(kind, str) else kind
    for part in parts:
        if not isinstance(part, kind):
            yield (
                f"{place} has {part!r}, which is no {kind.__name__}. Remove it, or "
                "make it one."
            )
        elif kind is not str:
            name = getattr(part, "key", "") or getattr(part, "word", "")
            yield from _check_kinds(
                part, kind, f"{kind.__name__.lower()} {name!r}" if name else where
            )


def _check_sections(framework: Framework) -> Iterator[str]:
    sections = framework.sections
    change = "Give each a name of its own"
    fixed = (framework.contact.anchor, framework.front_sheet.anchor)
    yield from _list_duplicates("Section", (each.key for each in sections), change)
    yield from _list_duplicates("Anchor", (each.anchor for each in sections), change)
    for section in sections:
        if section.key in (*list_fixed_blocks(framework), *FURTHER_BLOCKS):
            yield (
                f"Section {section.key!r} has the name of a block that every offer "
                "has. Choose another key."
            )
        elif not section.key.isidentifier() or iskeyword(section.key):
            yield (
                f"The key {section.key!r} of a section is no Python identifier. Use "
                "small letters and underscores, such as 'keeping_safe'."
            )
        if section.anchor in (*TAKEN_ANCHORS, *fixed):
            yield (
                f"The anchor {section.anchor!r} of section {section.key!r} is one that "
                "every offer has. Choose another."
            )
        if not re.fullmatch(r"[\w-]+", section.anchor):
            yield (
                f"The anchor {section.anchor!r} of section {section.key!r} can’t be a "
                "part of an address. Use small letters and hyphens."
            )
        facts = {fact.key for fact in section.facts}
        for prompt in section.prompts:
            where = f"The prompt “{prompt.text}” of section {section.key!r}"
            yield from _check_answers(prompt, facts, where)
        yield from _list_duplicates(
            f"Section {section.key!r}: fact",
            (fact.key for fact in section.facts),
            change,
        )
    if not any(section.required for section in sections):
        yield (
            "No section is required, so that an empty offer could go live. Require at "
            "least one."
        )


def _list_duplicates(what: str, names: Iterable[str], advice: str) -> Iterator[str]:
    for name, count in Counter(names).items():
        if count > 1:
            yield f"{what} {name!r} is there {count} times. {advice}."


def _check_types(framework: Framework) -> Iterator[str]:
    for section in framework.sections:
        parts: tuple[Any, ...] = (section, *section.prompts, *section.facts)
        for part in parts:
            yield from _list_unknown(
                part.setting_types, SettingType.values, f"Section {section.key!r}"
            )
    for requirement in framework.requirements:
        where = f"Requirement {requirement.key!r}"
        for audience in (*requirement.must, *requirement.should):
            yield from _list_unknown(audience.setting_types, SettingType.values, where)
            yield from _list_unknown(audience.run_by, RunBy.values, where)
    for question in framework.family_questions:
        where = f"Family question {question.key!r}"
        yield from _list_unknown(question.setting_types, SettingType.values, where)
    yield from _list_unknown(framework.words, ["", *SettingType.values], "'words'")


def _list_unknown(
    names: Iterable[str], known: Iterable[str], where: str
) -> Iterator[str]:
    for name in names:
        if name not in known:
            yield (
                f"{where} names {str(name)!r}, which is no type of setting and nobody "
                f"who runs one. Use one of: {', '.join(filter(None, known))}."
            )


def _check_words(framework: Framework) -> Iterator[str]:
    if "" not in framework.words:
        yield (
            "'words' has none for a setting whose type isn’t chosen yet. Add them "
            "under the empty key."
        )
    for section in framework.sections:
        texts = [
            ("heading", section.heading),
            *(("prompt", prompt.text) for prompt in section.prompts),
            *(("label", fact.label) for fact in section.facts),
        ]
        for kind, text in texts:
            where = f"The {kind} “{text}” of section {section.key!r}"
            yield from _check_braces(kind, text, where)
    for question in framework.family_questions:
        where = f"The text “{question.text}” of family question {question.key!r}"
        yield from _check_braces("text", question.text, where)


def _check_braces(kind: str, text: Any, where: str) -> Iterator[str]:
    # A family reads a label as it is.
    known = [each.name for each in fields(Words)] if kind != "label" else []
    try:
        names = [name for _text, name, *_rest in Formatter().parse(str(text))]
    except ValueError:
        or_show = "" if kind == "heading" else ", or write it twice to show it"
        yield f"{where} has a stray brace. Remove it{or_show}."
        return
    if kind == "heading" and ("{{" in str(text) or "}}" in str(text)):
        yield f"{where} can’t show a brace. Remove it."
    for name in names:
        if name is not None and name not in known:
            advice = f"Use one of: {', '.join(known)}" if known else "Remove it"
            yield (
                f"{where} has {{{name}}}, which is no word that it may have. {advice}."
            )


def _check_answers(
    asked: Prompt | Requirement, facts: set[str], where: str
) -> Iterator[str]:
    if not all(any(map(str.isalnum, word)) for word in asked.words):
        yield (
            f"{where} has an empty word in 'words', which would be found in any "
            "text. Remove it."
        )
    yield from _check_signs(asked, where)
    for key in asked.facts:
        if key not in facts:
            yield (
                f"{where} is answered by the fact {key!r}, and there is no such fact. "
                "Add it where the answer is, or remove it from 'facts'."
            )


def _check_signs(asked: Any, where: str) -> Iterator[str]:
    signs = getattr(asked, "signs", None)
    for kind, several in (asdict(signs) if signs else {}).items():
        for sign in several:
            if not all(any(map(str.isalnum, each)) for each in SIGN_MARK.split(sign)):
                yield (
                    f"{where} has a sign in {kind!r} with nothing beside its + or /: "
                    f"{sign!r}. Remove that mark."
                )


def _check_family_questions(framework: Framework) -> Iterator[str]:
    questions = framework.family_questions
    yield from _list_duplicates(
        "Family question",
        (each.key for each in questions),
        "Give each a name of its own",
    )
    facts = {
        fact.key
        for section in framework.sections
        for fact in section.facts
        if fact.has_answer
    }
    # A framework that is made of ours may lack what they are answered by.
    ours = (*FAMILY_QUESTIONS, *HEALTH_QUESTIONS)
    requirements = {each.key for each in framework.requirements}
    for question in questions:
        where = f"Family question {question.key!r}"
        if not re.fullmatch(r"[a-z0-9-]+", question.key):
            yield (
                f"The key {question.key!r} of a family question can’t be a part of an "
                "address. Use small letters, digits and hyphens."
            )
        if not _has_answer(question):
            yield (
                f"{where} says nowhere how it is answered. Give it 'fact', "
                "'requirement', 'signs' or 'is_contact'."
            )
        is_own = question not in ours
        if is_own and question.fact and question.fact not in facts:
            yield (
                f"{where} is answered by the fact {question.fact!r}, and there is no "
                "such fact with an answer. Add it to a section, or remove it from "
                "'fact'."
            )
        is_asked = question.requirement in requirements
        if is_own and question.requirement and not is_asked:
            yield (
                f"{where} is answered by what is chosen for {question.requirement!r}, "
                "and there is no such requirement. Correct the key."
            )
        yield from _check_signs(question, where)


def _has_answer(question: FamilyQuestion) -> bool:
    return bool(
        question.fact or question.requirement or question.signs or question.is_contact
    )


def _check_requirements(framework: Framework) -> Iterator[str]:
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
        yield from _check_answers(requirement, facts, where)
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


def _check_fixed_parts(framework: Framework) -> Iterator[str]:
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
    yield from _list_duplicates("Detail", keys, "Remove one of them")
    for detail in details:
        for (given, needed), lack in NEEDED_TOGETHER.items():
            if getattr(detail, given) and not getattr(detail, needed):
                yield f"The detail {detail.key!r} {lack}. Add that as {needed!r}."
        if detail.needed_with and detail.needed_with not in keys:
            yield (
                f"The detail {detail.key!r} is needed with {detail.needed_with!r}, "
                "which is no detail. Correct the name."
            )


def _overlap(one: Requirement, other: Requirement) -> bool:
    return (other.valid_to is None or one.valid_from <= other.valid_to) and (
        one.valid_to is None or other.valid_from <= one.valid_to
    )
