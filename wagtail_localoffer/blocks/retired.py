"""Sections that offers have and that the framework does not have any more."""

from __future__ import annotations

from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from wagtail_localoffer.frameworks import Section
from wagtail_localoffer.frameworks.choices import Answer
from wagtail_localoffer.frameworks.health import HEALTH
from wagtail_localoffer.frameworks.lancashire import LANCASHIRE
from wagtail_localoffer.frameworks.lookups import in_words
from wagtail_localoffer.frameworks.questions import FOURTEEN_QUESTIONS
from wagtail_localoffer.frameworks.reserved import OWN_SECTION

#: Where two frameworks have one key, its sections have the same facts.
_SHIPPED = {
    section.key: section
    for framework in (in_words(FOURTEEN_QUESTIONS, ""), LANCASHIRE, HEALTH)
    for section in framework.sections
}


def keep_as_own_section(child: dict[str, Any]) -> dict[str, Any] | None:
    """
    Turn a stored block of an unknown section into one of the setting's own.

    :returns: ``None`` for what never was a section.
    """
    name, value = child["type"], child.get("value")
    if not isinstance(value, dict) or not {"text", "more"} <= value.keys():
        return None
    if not _is_text(value["text"]):
        return None
    section = _SHIPPED.get(name)
    heading = section.heading if section else name.replace("_", " ").capitalize()
    return {
        **child,
        "type": OWN_SECTION,
        "value": {
            "heading": str(heading),
            "text": _write_facts(name, value.get("facts")) + _as_text(value["text"]),
            "more": value["more"],
        },
    }


def keep_facts(child: dict[str, Any], section: Section) -> dict[str, Any]:
    """Write the facts of a stored section that the framework has no more in words."""
    value = child.get("value")
    facts = value.get("facts") if isinstance(value, dict) else None
    if not isinstance(value, dict) or not isinstance(facts, dict):
        return child
    known = {fact.key for fact in section.facts}
    if facts.keys() <= known:
        return child
    dropped = {key: fact for key, fact in facts.items() if key not in known}
    words = _write_facts(section.key, dropped)
    if not words or not _is_text(value.get("text")):
        return child
    left = {key: fact for key, fact in facts.items() if key in known}
    text = words + _as_text(value.get("text"))
    return {**child, "value": {**value, "facts": left, "text": text}}


def _is_text(value: Any) -> bool:
    """Whether a section can show it; what else stands there isn't lost unnamed."""
    return value is None or isinstance(value, str | int)


def _as_text(value: Any) -> str:
    return str(value) if isinstance(value, str | int) and value else ""


def _write_facts(name: str, facts: Any) -> SafeString:
    """Say in words what only a section of the framework has as facts."""
    section = _SHIPPED.get(name)
    labels = {fact.key: fact.label for fact in section.facts} if section else {}
    lines = []
    for key, fact in facts.items() if isinstance(facts, dict) else ():
        if not isinstance(fact, dict):
            # What was imported may have any shape.
            continue
        answer, note = _as_text(fact.get("answer")), _as_text(fact.get("note"))
        if answer in Answer.values:
            answer = str(Answer(answer).label)
        if answer or note:
            label = labels.get(key) or key.replace("_", " ").capitalize()
            lines.append((label, ". ".join(filter(None, (answer, note)))))
    points = format_html_join("", "<li>{}: {}</li>", lines)
    return format_html("<ul>{}</ul>", points) if lines else SafeString("")
