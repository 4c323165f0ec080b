"""
Which passages of an offer seem to answer what is asked, and how well.

What is asked are the requirements of its framework, and what families ask. A passage
gets points for what speaks of one of them: signs in its words, the heading
that it stands under, its section. The best comes first. It is a suggestion: a person
decides.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from wagtail_localoffer.content.offer import Content
from wagtail_localoffer.content.parts import Element, Part
from wagtail_localoffer.content.statements import announces, list_statements
from wagtail_localoffer.frameworks import (
    FamilyQuestion,
    Framework,
    Requirement,
    Signs,
)
from wagtail_localoffer.frameworks.lookups import find_origin
from wagtail_localoffer.frameworks.reserved import OWN_SECTION
from wagtail_localoffer.text.plain import one_line
from wagtail_localoffer.text.signs import SignFinder

#: What a sign is worth. With ``ENOUGH`` points, a passage is suggested.
SURE, LIKELY, HINT, AGAINST = 3, 2, 1, -3

ENOUGH = 3

#: For what has any sign, in a section where the answer is at home.
AT_HOME = 1

#: For the first passage below a heading that announces its answer alone, and for others
#: below it or below one that announces several.
ANNOUNCED, PERHAPS_ANNOUNCED = 3, 2

#: With fewer points than this, what speaks so many times as clearly of something else
#: is taken for a mention.
CLEAR, RATIO = 2 * ENOUGH, 2

#: Signs in so many words after each other belong together.
REACH = 60

#: A bold line of more words is no heading.
LONGEST_HEADING = 14

LISTS = ("ul", "ol")

#: Stands for an address that a passage leads to and doesn't write out.
LINK = "www.link"


@dataclass(frozen=True)
class Passage:
    """One passage of an offer: a paragraph or a list with the words that lead to it."""

    #: The name of its block in the body.
    block: str
    #: The id of that block in the stored body, or an empty string.
    block_id: str
    words: str
    #: It is clean, and safe to show.
    html: str
    #: The heading that it stands under in its section, kept apart.
    heading: str = ""

    @property
    def key(self) -> str:
        """
        A fingerprint of its words, by which a stored decision finds it again.

        NB: those who store it rely on that. Another result for the same words makes
        all decisions look as if their passages were gone.
        """
        return hashlib.sha256(fold(self.words).encode()).hexdigest()[:16]


#: Marks within a number, and the apostrophe of a word.
IN_NUMBERS, APOSTROPHES = ".,:", "'’"


# Of a version that was measured before, most passages are the same.
@lru_cache(maxsize=4096)
def fold(words: str) -> str:
    """
    Words without what makes no difference to their meaning: capitals and punctuation.

    A price and a time keep their points, and a letter its vowel signs.
    """
    text = unicodedata.normalize("NFC", words).casefold()
    padded = f" {text} "
    kept = (
        each
        if each.isalnum()
        or unicodedata.category(each)[0] in "MS"
        or (each in IN_NUMBERS and before.isdigit() and after.isdigit())
        else ""
        if each in APOSTROPHES
        else " "
        for before, each, after in zip(padded, text, padded[2:], strict=False)
    )
    return " ".join("".join(kept).split()) or words


@dataclass(frozen=True)
class _Found:
    """A passage with what its points are given for."""

    passage: Passage
    #: Its words, point by point or line by line.
    lines: tuple[str, ...]
    #: Whether it is the first below its heading.
    is_first: bool


@dataclass(frozen=True, eq=False)
class _Knowledge:
    """The signs of all that a framework asks, or that families ask."""

    framework: Framework
    #: Of each of them: where its answer is at home.
    homes: Mapping[str, tuple[str, ...]]
    #: Of each sign: whose it is, and how many points it is worth.
    points: Mapping[str, list[tuple[str, int]]]
    finder: SignFinder
    #: Of each sign of a heading: whose it is.
    announced: Mapping[str, list[str]]
    heading_finder: SignFinder
    #: Those that whatever stands in their sections answers.
    wordless: tuple[Requirement, ...] = ()


def list_passages(content: Content) -> tuple[Passage, ...]:
    """List the passages of an offer in its order, without tables and quotations."""
    return tuple(found.passage for found in _find_passages(content))


def suggest(content: Content, requirement: Requirement) -> tuple[Passage, ...]:
    """Find the passages that seem to answer ``requirement``, the best first."""
    return suggest_all(content).get(requirement.key, ())


def suggest_all(content: Content) -> dict[str, tuple[Passage, ...]]:
    """The same for all requirements that any passage answers, by their keys."""
    return _rank(_find_passages(content), _learn(find_origin(content.framework)))


def suggest_to_families(content: Content) -> dict[str, tuple[Passage, ...]]:
    """The same for what families ask, by the keys of the questions."""
    framework = find_origin(content.framework)
    return _rank(_find_passages(content), _learn_from_families(framework))


def suggest_cells(content: Content) -> dict[str, tuple[Passage, ...]]:
    """
    Find the cells of tables that seem to answer something, by requirement.

    They are no passages: a cell says little without those around it.
    """
    return _rank(_find_cells(content), _learn(find_origin(content.framework)))


def _rank(
    several: Iterable[_Found], knowledge: _Knowledge
) -> dict[str, tuple[Passage, ...]]:
    ranked: dict[str, list[tuple[int, Passage]]] = {}
    for found in several:
        for key, points in _judge(found, knowledge).items():
            if points >= ENOUGH:
                ranked.setdefault(key, []).append((points, found.passage))
    return {
        # Of several that are as good, the first stays first.
        key: tuple(each for _points, each in sorted(found, key=lambda each: -each[0]))
        for key, found in ranked.items()
    }


def find_sentence(passage: Passage, requirement: Requirement, content: Content) -> str:
    """The sentence of a passage that says most of what is asked."""
    knowledge = _learn(find_origin(content.framework))
    sentences = _list_sentences((passage.words,), content.framework)
    return _find_best(sentences, requirement.key, knowledge) or passage.words


def find_point(lines: Iterable[str], question: FamilyQuestion, content: Content) -> str:
    """The point of a list that says most of what families ask, or nothing."""
    knowledge = _learn_from_families(find_origin(content.framework))
    return _find_best(lines, question.key, knowledge, ENOUGH)


def announces_answer(
    passage: Passage, question: FamilyQuestion, content: Content
) -> bool:
    """Whether the heading above a passage announces the answer to a question."""
    knowledge = _learn_from_families(find_origin(content.framework))
    return question.key in _list_announced(passage.heading, knowledge)


def _find_best(
    several: Iterable[str], key: str, knowledge: _Knowledge, least: int = 0
) -> str:
    def count_points(words: str) -> int:
        return _add_up(knowledge, [knowledge.finder.find(words)])[key]

    best = max(several, key=count_points, default="")
    return best if count_points(best) >= least else ""


# Reading


def _find_passages(content: Content) -> Iterator[_Found]:
    blocks = (each for each in content.blocks if isinstance(each.get("value"), dict))
    read: set[str] = set()
    seen: set[tuple[str, str]] = set()
    for block, part in zip(blocks, content.parts, strict=True):
        # Where a section is there twice, the page shows the first.
        if part.block in read and part.block != OWN_SECTION:
            continue
        read.add(part.block)
        for found in _list_of_part(part, one_line(str(block.get("id") or "")), content):
            # What it says twice is one passage.
            if (once := (part.block, found.passage.words)) not in seen:
                seen.add(once)
                yield found


def _list_of_part(part: Part, block_id: str, content: Content) -> Iterator[_Found]:
    for text in part.texts:
        if text.is_foreign:
            continue
        heading, is_first = part.heading, bool(part.heading)
        for elements in _join_lists(text.elements):
            words = " ".join(each.words for each in elements)
            if not words:
                continue
            if _is_heading(elements, content.framework):
                heading, is_first = words, True
                continue
            html = "".join(each.html for each in elements)
            lines = tuple(line for each in elements for line in each.lines)
            passage = Passage(part.block, block_id, words, html, heading)
            yield _Found(passage, lines, is_first)
            is_first = False


def _find_cells(content: Content) -> Iterator[_Found]:
    for block, part in content.parts_by_block.items():
        for each in part.paragraphs:
            if each.kind == "cell":
                html = f"<p>{escape(each.text, quote=False)}</p>"
                passage = Passage(block, "", each.text, html, part.heading)
                yield _Found(passage, (each.text,), False)


def _join_lists(elements: Iterable[Element]) -> Iterator[tuple[Element, ...]]:
    """Put a list together with the words that lead to it."""
    leading: Element | None = None
    for element in elements:
        if leading and element.name in LISTS:
            yield leading, element
            leading = None
            continue
        if leading:
            yield (leading,)
        leading = element if element.words.endswith((":", "：")) else None
        if not leading:
            yield (element,)
    if leading:
        yield (leading,)


def _is_heading(elements: tuple[Element, ...], framework: Framework) -> bool:
    first = elements[0]
    if len(elements) > 1 or first.name in LISTS:
        return False
    return (
        first.name == "h3"
        or (
            first.is_bold
            and not first.words.endswith((".", ","))
            and len(first.words.split()) <= LONGEST_HEADING
        )
        or announces(first.words, framework)
    )


# Judging


@lru_cache(maxsize=8)
def _learn(framework: Framework) -> _Knowledge:
    asked = framework.requirements
    signs = [
        (each.key, each.signs or Signs(likely=each.words, headings=each.words))
        for each in asked
    ]
    homes = {each.key: each.answered_in for each in asked}
    wordless = tuple(each for each in asked if not each.words and not each.signs)
    return _collect(framework, signs, homes, wordless)


@lru_cache(maxsize=8)
def _learn_from_families(framework: Framework) -> _Knowledge:
    asked = [(each.key, each.signs) for each in framework.family_questions]
    signs = [(key, each) for key, each in asked if each]
    # They may be answered anywhere.
    return _collect(framework, signs, {key: () for key, _signs in signs})


def _collect(
    framework: Framework,
    asked: Iterable[tuple[str, Signs]],
    homes: Mapping[str, tuple[str, ...]],
    wordless: tuple[Requirement, ...] = (),
) -> _Knowledge:
    points: dict[str, list[tuple[str, int]]] = {}
    announced: dict[str, list[str]] = {}
    for key, signs in asked:
        for several, worth in (
            (signs.sure, SURE),
            (signs.likely, LIKELY),
            (signs.hints, HINT),
            (signs.against, AGAINST),
        ):
            for sign in several:
                points.setdefault(sign, []).append((key, worth))
        for sign in signs.headings:
            announced.setdefault(sign, []).append(key)
    finders = SignFinder(points), SignFinder(announced)
    return _Knowledge(
        framework, homes, points, finders[0], announced, finders[1], wordless
    )


def _judge(found: _Found, knowledge: _Knowledge) -> Counter[str]:
    """The points of a passage for each requirement that it may answer."""
    passage = found.passage
    link = LINK if 'href="http' in passage.html else ""
    points = Counter(_judge_words(found.lines, passage.block, link, knowledge))
    announced = _list_announced(passage.heading, knowledge)
    if announced and any(_list_sentences(found.lines, knowledge.framework)):
        is_sure = found.is_first and len(announced) == 1
        for key in announced:
            points[key] += ANNOUNCED if is_sure else PERHAPS_ANNOUNCED
    for requirement in knowledge.wordless:
        if passage.block in requirement.answered_in:
            points[requirement.key] = ENOUGH
    return points


@lru_cache(maxsize=4096)
def _judge_words(
    lines: tuple[str, ...], block: str, link: str, knowledge: _Knowledge
) -> dict[str, int]:
    """The most points that any few sentences in a row have, by requirement."""
    sentences = [
        (len(each.split()), knowledge.finder.find(f"{each} {link}"))
        for each in _list_sentences(lines, knowledge.framework)
    ]
    best: dict[str, int] = {}
    for start, end in _list_ranges([length for length, _signs in sentences]):
        points = _add_up(knowledge, [signs for _length, signs in sentences[start:end]])
        for key in points:
            points[key] += AT_HOME * (block in knowledge.homes[key])
        most = max(points.values(), default=0)
        for key, number in points.items():
            if number >= CLEAR or number * RATIO >= most:
                best[key] = max(number, best.get(key, number))
    return best


def _list_sentences(lines: Iterable[str], framework: Framework) -> Iterator[str]:
    for line in lines:
        for statement in list_statements(line, framework):
            words = statement.split()
            if len(words) <= REACH:
                yield statement
            else:
                # What has no full stop for so long is a list of many things.
                for start in range(0, len(words), REACH):
                    yield " ".join(words[start : start + REACH])


def _list_ranges(lengths: list[int]) -> Iterator[tuple[int, int]]:
    """Where so many sentences in a row begin and end as are within reach together."""
    end = reached = words = 0
    for start, length in enumerate(lengths):
        while end < len(lengths) and (end == start or words + lengths[end] <= REACH):
            words += lengths[end]
            end += 1
        if end > reached:
            yield start, end
            reached = end
        words -= length


def _add_up(
    knowledge: _Knowledge, sentences: Sequence[Mapping[str, int]]
) -> Counter[str]:
    """
    Add up what the signs in some sentences are worth.

    A word that was counted once is no new sign: the best comes first, and of those that
    are worth as much the longest.
    """
    found = sorted(
        (-worth, -places.bit_count(), number, sign, key, places)
        for number, signs in enumerate(sentences)
        for sign, places in signs.items()
        for key, worth in knowledge.points[sign]
    )
    points: Counter[str] = Counter()
    taken: set[tuple[str, str]] = set()
    counted: Counter[tuple[str, int]] = Counter()
    for less, _length, number, sign, key, places in found:
        is_new = places & ~counted[key, number]
        if (key, sign) not in taken and (is_new or less > 0):
            taken.add((key, sign))
            points[key] -= less
            counted[key, number] |= places
    return points


@lru_cache(maxsize=1024)
def _list_announced(heading: str, knowledge: _Knowledge) -> frozenset[str]:
    """Whose answer a heading announces, by the most exact of its signs."""
    exact: dict[str, int] = {}
    for sign in knowledge.heading_finder.find(heading):
        for key in knowledge.announced[sign]:
            exact[key] = max(exact.get(key, 0), sign.count("+") + 1)
    most = max(exact.values(), default=0)
    return frozenset(key for key, length in exact.items() if length == most)
