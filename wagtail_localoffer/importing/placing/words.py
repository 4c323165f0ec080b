"""
The words of each section: which one a passage sounds like.

It is multinomial naive Bayes over light stems and pairs of them. What it learns from is
the framework itself and our own phrases, so the same text has the same answer.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from django.utils import translation

from wagtail_localoffer.frameworks import SENCO, Framework
from wagtail_localoffer.frameworks.lookups import in_words
from wagtail_localoffer.importing.placing.lexicon import find_lexicon
from wagtail_localoffer.importing.placing.vocabulary import LEFTOVERS

#: The name of no section at all.
NOWHERE = ""

#: Of a longer passage, the beginning says where it belongs.
MOST_WORDS = 300

SMOOTHING = 0.3

#: What a pair of words counts, and a word of a requirement, beside a single word.
PAIR, REQUIREMENT = 0.5, 0.5

#: Longer passages would be believed too much: their words don't come independently.
LENGTH_POWER = 0.35

_WORD = re.compile(r"[a-z0-9]+")

_APOSTROPHES = str.maketrans("", "", "'’‘")

#: Who it is says nothing of the section.
_PEOPLE = {
    **dict.fromkeys(("children", "pupil", "student", "learner", "kid"), "child"),
    **dict.fromkeys(("carer", "family", "familie", "mum", "dad"), "parent"),
    **dict.fromkeys(("nursery", "college", "setting", "academy"), "school"),
}

_COMMON = {
    *("a", "an", "and", "are", "as", "at", "be", "been", "by", "can", "do", "does"),
    *("for", "from", "has", "have", "he", "her", "his", "i", "if", "in", "is", "it"),
    *("its", "may", "me", "my", "of", "on", "or", "our", "she", "so", "some", "than"),
    *("that", "the", "their", "them", "then", "there", "these", "they", "this"),
    *("those", "to", "us", "was", "we", "were", "what", "when", "where", "which"),
    *("who", "will", "with", "you", "your", "all", "any", "also", "each", "every"),
    *("not", "no", "how", "more", "other", "such", "would", "should", "could"),
    *("child", "school"),
}

_ENDS = ("ings", "ing", "ies", "edly", "ed", "es", "ly", "s")


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Take off an ending, so that *reviews* and *reviewed* are one word."""
    if word in _PEOPLE:
        return _PEOPLE[word]
    for end in _ENDS:
        if word.endswith(end) and len(word) - len(end) >= 3:
            word = word[: -len(end)]
            break
    word = word[:-1] if len(word) > 3 and word[-1] in "ey" else word
    return _PEOPLE.get(word, word)


def list_features(text: str) -> dict[str, float]:
    """What counts in a text: each stem and each pair once, with what it counts."""
    words = _WORD.findall(text.lower().translate(_APOSTROPHES))[:MOST_WORDS]
    stems = [
        each
        for each in map(stem, (word for word in words if word not in _COMMON))
        if each not in _COMMON
    ]
    # A number says something beside its word alone, such as that of a year.
    found: dict[str, float] = dict.fromkeys(
        (each for each in stems if len(each) > 2 or not each.isdecimal()), 1.0
    )
    for first, second in zip(stems, stems[1:], strict=False):
        found[f"{first} {second}"] = PAIR
    return found


class WordModel:
    """What the words of each section are."""

    def __init__(self, taught: Iterable[tuple[str, str, float]]) -> None:
        counts: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for section, text, weight in taught:
            for feature, value in list_features(text).items():
                counts[section][feature] += value * weight
        self.sections = list(counts)
        every = {feature for each in counts.values() for feature in each}
        share = SMOOTHING * len(every)
        totals = {name: sum(each.values()) + share for name, each in counts.items()}
        #: How much each feature speaks for each section, more or less than for others.
        self.weights: dict[str, list[float]] = {}
        for feature in every:
            logs = [
                math.log((counts[name].get(feature, 0.0) + SMOOTHING) / totals[name])
                for name in self.sections
            ]
            mean = sum(logs) / len(logs)
            self.weights[feature] = [each - mean for each in logs]

    def score(self, text: str) -> list[float]:
        """How much a text sounds like each of ``sections``; 0 for neither nor."""
        scores = [0.0] * len(self.sections)
        known = 0.0
        for feature, value in list_features(text).items():
            if weights := self.weights.get(feature):
                known += value
                for place, weight in enumerate(weights):
                    scores[place] += value * weight
        share = max(known, 1.0) ** LENGTH_POWER
        return [each / share for each in scores]


@lru_cache(maxsize=8)
def learn_words(framework: Framework) -> WordModel:
    """Learn the words of a framework's sections."""
    # Documents are in English, whoever imports them.
    with translation.override(None):
        return WordModel(_list_taught(framework))


def _list_taught(framework: Framework) -> Iterator[tuple[str, str, float]]:
    keys = {section.key for section in framework.sections}
    phrases = find_lexicon(framework).phrases
    for section in in_words(framework, "").sections:
        yield section.key, str(section.heading), 1.0
        for prompt in section.prompts:
            yield section.key, str(prompt.text), 1.0
            for word in prompt.words:
                yield section.key, word, 1.0
        for fact in section.facts:
            yield section.key, str(fact.label), 1.0
        yield from _split(section.key, phrases.get(section.key, ""))
    yield from _split(framework.contact.key, phrases[SENCO.key])
    yield from _split(NOWHERE, LEFTOVERS)
    for requirement in framework.requirements:
        homes = [key for key in requirement.answered_in if key in keys]
        for word in requirement.words:
            for key in homes:
                # Pairs that are put together of lists would drown all else.
                if " " not in word:
                    yield key, word, REQUIREMENT / len(homes)


def _split(section: str, phrases: str) -> Iterator[tuple[str, str, float]]:
    for phrase in phrases.split(";"):
        if words := " ".join(phrase.split()):
            yield section, words, 1.0
