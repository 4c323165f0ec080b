"""
Which passages of an offer seem to answer what is asked, and how well.

What is asked are the requirements of its framework, and what families ask. A passage
gets points for what speaks of one of them: signs in its words, the heading
that it stands under, its section. The best comes first. It is a suggestion: a person
decides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from wagtail_localoffer.content.offer import Content
from wagtail_localoffer.content.passages import (
    FoundPassage,
    Passage,
    read_cells,
    read_passages,
)
from wagtail_localoffer.content.statements import list_statements
from wagtail_localoffer.frameworks import (
    FamilyQuestion,
    Framework,
    Requirement,
    Signs,
)
from wagtail_localoffer.frameworks.lookups import find_origin
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

#: Stands for an address that a passage leads to and doesn't write out.
LINK = "www.link"


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


def suggest(content: Content, requirement: Requirement) -> tuple[Passage, ...]:
    """Find the passages that seem to answer ``requirement``, the best first."""
    return suggest_all(content).get(requirement.key, ())


def suggest_all(content: Content) -> dict[str, tuple[Passage, ...]]:
    """The same for all requirements that any passage answers, by their keys."""
    return _rank(read_passages(content), _learn(find_origin(content.framework)))


def suggest_to_families(content: Content) -> dict[str, tuple[Passage, ...]]:
    """The same for what families ask, by the keys of the questions."""
    framework = find_origin(content.framework)
    return _rank(read_passages(content), _learn_from_families(framework))


def suggest_cells(content: Content) -> dict[str, tuple[Passage, ...]]:
    """
    Find the cells of tables that seem to answer something, by requirement.

    They are no passages: a cell says little without those around it.
    """
    return _rank(read_cells(content), _learn(find_origin(content.framework)))


def _rank(
    several: Iterable[FoundPassage], knowledge: _Knowledge
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


def _judge(found: FoundPassage, knowledge: _Knowledge) -> Counter[str]:
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
