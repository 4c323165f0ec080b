"""What a part of an offer said, and what it says now, in few words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher

from django.utils.text import Truncator

from wagtail_localoffer.content import Content
from wagtail_localoffer.content.parts import Part
from wagtail_localoffer.frameworks import Section
from wagtail_localoffer.frameworks.choices import Answer
from wagtail_localoffer.text.plain import one_line

#: An officer reads a few lines; for more there is the link.
MOST_LINES, LONGEST_LINE = 3, 240

#: Characters of all changes of one notice. Beyond them, only headings are named.
LONGEST = 12_000

#: What stands in the place of somebody who isn't named any more.
HIDDEN = "[…]"

#: What an email address and a telephone number look like in a text.
_EMAIL = re.compile(r"[^\s@]{1,64}@[^\s@]{1,255}")
_TELEPHONE = re.compile(r"\+?\d[\d ()/.-]{6,20}\d")

#: Capitals of Latin, Greek and Cyrillic: names here come from everywhere.
_CAPITAL = f"[{''.join(filter(str.isupper, map(chr, range(0x2000))))}]"

#: A word with a capital, and the dot of a title. It can be read in one way alone.
_WORD = (
    rf"{_CAPITAL}[\w’'-]*+"
    r"(?:(?<=\b(?:Mr|Ms|Dr))\.|(?<=\bMrs)\.|(?<=\bMiss)\.)?"
)

#: Two words or more that begin with a capital, with a title or without.
_NAME = re.compile(rf"\b{_WORD}(?:\s{_WORD})+")

_TITLES = {"Mr", "Mrs", "Ms", "Miss", "Dr"}


def list_texts(content: Content) -> dict[str, list[str]]:
    """
    List what a reader sees of each section, line by line.

    Neither the front sheet nor a contact is among them: of those, only the newest is
    sent.
    """
    return {
        section.key: list(_list_lines(section, part))
        for section in content.framework.sections
        if (part := content.parts_by_block.get(section.key))
    }


def _list_lines(section: Section, part: Part) -> Iterator[str]:
    for fact in section.facts:
        stored = part.facts.get(fact.key, {})
        code = stored.get("answer")
        word = str(Answer(code).label) if code in Answer.values else ""
        if said := ". ".join(filter(None, [word, one_line(stored.get("note") or "")])):
            yield f"{fact.label}: {said}"
    for paragraph in part.paragraphs:
        yield paragraph.text


def tell_difference(
    was: list[str], now: list[str], room: int = LONGEST
) -> dict[str, list[str]]:
    """
    Say what a part said and says now, in the lines that differ.

    Who was named before and isn't any more is not named again.

    :param room: characters that may still be told.
    :returns: ``was`` and ``now``; nothing where there is no room, or no difference.
    """
    old: list[str] = []
    new: list[str] = []
    matcher = SequenceMatcher(a=was, b=now, autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind != "equal":
            old += was[start:end]
            new += now[new_start:new_end]
    present = " ".join(now)
    told = {
        "was": _shorten(_hide_who_is_gone(line, present) for line in old),
        "now": _shorten(new),
    }
    length = sum(len(line) for lines in told.values() for line in lines)
    return told if 0 < length <= room else {}


def _shorten(lines: Iterator[str] | list[str]) -> list[str]:
    found = [Truncator(line).chars(LONGEST_LINE) for line in lines]
    more = ["…"] if len(found) > MOST_LINES else []
    return found[:MOST_LINES] + more


def _hide_who_is_gone(line: str, present: str) -> str:
    # In a script without capitals, such as that of Urdu, nobody can tell a name.
    if any(unicodedata.category(each) == "Lo" for each in line):
        return HIDDEN

    def hide(found: re.Match[str]) -> str:
        if found[0] in present:
            return found[0]
        first, *rest = found[0].split()
        # The first word of a sentence, before a name of two.
        is_before = len(rest) > 1 and first.isalpha() and first not in _TITLES
        return f"{first} {HIDDEN}" if is_before else HIDDEN

    for pattern in (_EMAIL, _TELEPHONE, _NAME):
        line = pattern.sub(hide, line)
    return line
