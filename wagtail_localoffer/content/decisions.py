"""What a person decided: which passages answer something, or why nothing need."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from wagtail_localoffer.content.offer import Content
from wagtail_localoffer.content.parts import as_dict
from wagtail_localoffer.content.passages import Passage, list_passages
from wagtail_localoffer.text.characters import make_storable
from wagtail_localoffer.text.plain import one_line

#: How many of all words of two passages are in both, if one became the other.
ALIKE = 0.5

#: No reason, and no passage that is kept to be compared with, is longer.
LONGEST = 2000


@dataclass(frozen=True)
class Decision:
    """What answers a requirement, or what families ask, as a person decided."""

    #: Those that stand in the offer now, in the order in which they were chosen.
    passages: tuple[Passage, ...] = ()
    #: The words of those that don't stand in it any more: changed or taken out.
    lost: tuple[str, ...] = ()
    #: What the lost ones became, as far as that can be told.
    instead: tuple[Passage, ...] = ()
    #: Why the requirement doesn't apply to this setting, or an empty string. What
    #: families ask is left out without one, and has a word for that alone.
    reason: str = ""
    #: Whether it was decided about the original of this translation.
    is_from_original: bool = False

    @property
    def is_gone(self) -> bool:
        """Whether nothing of what was chosen stands in the offer any more."""
        return bool(self.lost) and not self.passages and not self.instead

    @property
    def is_settled(self) -> bool:
        """Whether nothing has to be asked again."""
        return not self.lost


def read_decisions(
    content: Content, original: Content | None = None
) -> dict[str, Decision]:
    """
    Read what was decided, by the keys of requirements and of what families ask.

    It is pure. A chosen passage is found again by its words, wherever it stands now.
    What was decided for a framework that had another requirement stays stored, and is
    left out here by whoever asks for the requirements of today.

    :param original: for a translation, what it was translated from. What was decided
        there counts for everything about which nothing was decided here, and where
        nothing is left here of what was chosen.
    """
    passages: dict[str, Passage] = {}
    for each in list_passages(content) if content.answers else ():
        passages.setdefault(each.key, each)
    decided = {
        key: decision
        for key, stored in content.answers.items()
        if (decision := _read_decision(stored, passages))
    }
    if original is None:
        return decided
    # A translation begins as a copy, with what was decided about other words, and the
    # original may be decided about anew since then.
    copied, own = list_choices(original.answers), list_choices(content.answers)
    translated = _translate(original, content)
    here = {
        key: each
        for key, each in decided.items()
        if own[key] != copied.get(key) and not (each.is_gone and key in translated)
    }
    return {**translated, **here}


def choose(content: Content, words: Iterable[str]) -> dict[str, str]:
    """
    Make what is stored where a person chose passages, for a program that writes offers.

    :param words: for each passage some words of it. The first that has them counts.
    :raises LookupError: no passage has them.
    """
    passages = list_passages(content)
    chosen = {}
    for several in words:
        found = [each for each in passages if several in each.words]
        if not found:
            raise LookupError(f"No passage of the offer has the words “{several}”.")
        chosen[found[0].key] = found[0].words
    return chosen


def list_choices(stored: Any) -> dict[str, Any]:
    """What a form holds of decisions: lists of passages by their keys, or reasons."""
    return {
        key: list(chosen) if isinstance(chosen, dict) else chosen
        for key, chosen in as_dict(stored).items()
    }


def keep_words(posted: Any, before: Any, content: Content) -> dict[str, Any]:
    """
    Make what is stored of what a form has posted.

    The words of each chosen passage are kept, to be shown when it changes.

    :param posted: keys of passages, or reasons; where the form has no such field, what
        was stored until now.
    :param before: what was stored until now, which knows the words of what is gone.
    """
    words: dict[str, Any] = {}
    for chosen in as_dict(before).values():
        words.update(as_dict(chosen))
    words.update((each.key, each.words) for each in list_passages(content))
    return {
        make_storable(requirement): {
            make_storable(key): words.get(key, "")
            for key in chosen
            if isinstance(key, str)
        }
        if isinstance(chosen, (list, dict))
        else make_storable(_read_words(chosen))
        for requirement, chosen in as_dict(posted).items()
    }


def _read_decision(stored: Any, passages: Mapping[str, Passage]) -> Decision | None:
    # What came past the editor, such as an import, may have any shape.
    if reason := _read_words(stored):
        return Decision(reason=reason)
    chosen = {key: _read_words(words) for key, words in as_dict(stored).items()}
    if not chosen:
        return None
    kept = tuple(passages[key] for key in chosen if key in passages)
    lost = tuple(words for key, words in chosen.items() if key not in passages)
    return Decision(kept, lost, _find_changed(lost, passages, kept))


def _read_words(stored: Any) -> str:
    return one_line(stored)[:LONGEST] if isinstance(stored, str) else ""


def _find_changed(
    lost: tuple[str, ...], passages: Mapping[str, Passage], kept: tuple[Passage, ...]
) -> tuple[Passage, ...]:
    """What lost passages read like now: those that have most of their words."""
    if not lost:
        return ()
    others = [
        (set(each.words.split()), each)
        for each in passages.values()
        if each not in kept
    ]
    found = []
    for before in (set(words.split()) for words in lost):
        alike = [
            (len(words & before) / len(words | before), place)
            for place, (words, _passage) in enumerate(others)
        ]
        most, place = max(alike, default=(0, 0))
        if most >= ALIKE:
            found.append(others[place][1])
    return tuple(dict.fromkeys(found))


def _translate(original: Content, translation: Content) -> dict[str, Decision]:
    """
    Take over what was decided about the original of a translation.

    Where a passage has no counterpart, only its part is known.
    """
    counterparts = find_counterparts(original, translation)
    found = {}
    for key, decision in read_decisions(original).items():
        here = tuple(
            counterparts[each] for each in decision.passages if each in counterparts
        )
        found[key] = replace(decision, passages=here, instead=(), is_from_original=True)
    return found


def find_counterparts(
    original: Content, translation: Content
) -> dict[Passage, Passage]:
    """
    Find what the passages of an original are in its translation.

    It is the one at the same place, in a part that has as many of them.
    """
    places = _list_places(original)
    translated = _list_places(translation)
    counts, others = _count(places), _count(translated)
    by_place = {place: each for each, place in translated.items()}
    return {
        passage: by_place[place]
        for passage, place in places.items()
        if counts[place[0]] == others.get(place[0])
    }


def _list_places(content: Content) -> dict[Passage, tuple[str, int]]:
    """Each passage with the block that it stands in, and its number there."""
    numbers: dict[str, int] = {}
    places = {}
    for passage in list_passages(content):
        number = numbers.get(passage.block, 0)
        places[passage] = (passage.block, number)
        numbers[passage.block] = number + 1
    return places


def _count(places: Mapping[Passage, tuple[str, int]]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for block, _number in places.values():
        counts[block] = counts.get(block, 0) + 1
    return counts
