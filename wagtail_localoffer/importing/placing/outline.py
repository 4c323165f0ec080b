"""What headings of documents mean: which section each of them names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils import translation

from wagtail_localoffer.frameworks import SENCO, Framework
from wagtail_localoffer.frameworks.lookups import find_origin, in_words
from wagtail_localoffer.importing.passages import Passage, tidy
from wagtail_localoffer.importing.placing.headings import END_STARTS, ENDS, WEAK
from wagtail_localoffer.importing.placing.lexicon import find_lexicon

#: How alike a heading and a known one are, counted in three letters in a row.
ALIKE = 0.8

#: No heading is longer, in words.
LONGEST = 40

#: How a question begins, as ``tidy`` writes it.
ASKS = ("how ", "who ", "what ", "does ")

#: A line with a number isn't either, unless it is a sentence.
LONGEST_NUMBERED = 14

#: A line without a style is no heading if it is longer, in words.
LONGEST_LINE = 9

#: From so many questions on, a document is made of them. They aren't longer, in words.
QUESTIONS, LONGEST_QUESTION = 4, 24

#: What a short line may answer.
_ANSWERS = {"yes", "no", "none", "n a", "partly"}

#: The last word of the names of settings.
_SETTINGS = {
    "School",
    "Nursery",
    "College",
    "Academy",
    "Pre-school",
    "Preschool",
    "Trust",
}

_NUMBER = re.compile(r"(?P<number>[0-9]{1,2}(?:\.[0-9]{1,2}){0,3})[.:)]? +(?=[A-Z])")


@dataclass(frozen=True)
class Known:
    """A heading that says where what follows belongs."""

    section: str
    #: Whether it is one of a list, or only has words that speak for its section.
    is_listed: bool
    #: Whether it is the framework's own, under which questions are prompts.
    is_own: bool = False
    #: Whether it says no more than the heading of its section does.
    says_no_more: bool = False


class Outline:
    """What the headings of documents mean in a framework."""

    def __init__(self, framework: Framework) -> None:
        contact = framework.contact.key
        homes = {each.key: each.key for each in framework.sections}
        homes[SENCO.key] = contact
        lexicon = find_lexicon(framework)
        own = {heading: key for key, heading in _list_headings(framework)}
        own[tidy(str(framework.contact.heading))] = contact
        #: Whether its own headings ask, as the fourteen questions do.
        self.is_questions = 2 * sum(each.startswith(ASKS) for each in own) > len(own)
        listed = {
            heading: homes[key]
            for key, headings in lexicon.headings.items()
            if key in homes
            for heading in headings
        }
        self.own = set(own) | {
            # Templates of other years word them differently. Under a council's heading
            # questions are prompts, and no headings of their own.
            heading
            for heading in listed
            if heading.startswith(ASKS) == self.is_questions
        }
        self.listed = {**listed, **own}
        #: The words of the headings of each section.
        self.words: dict[str, list[set[str]]] = {}
        for heading, key in own.items():
            self.words.setdefault(key, []).append(set(heading.split()))
        self._trigrams = [
            (len(trigrams), trigrams, heading)
            for heading in self.listed
            for trigrams in [_list_trigrams(heading)]
        ]
        self._keywords = sorted(
            (
                (word, homes[key])
                for key, words in lexicon.keywords.items()
                if key in homes
                for word in words
            ),
            key=lambda each: -len(each[0]),
        )
        #: The longest first, so that none hides another that begins with it.
        self.prefixes = sorted(self.listed, key=len, reverse=True)

    def find_listed(self, text: str) -> Known | None:
        """Find the section of a heading that is listed, or nearly as listed."""
        heading = tidy(text)
        if not heading or len(heading.split()) > LONGEST:
            return None
        if heading not in self.listed:
            heading = self._find_alike(heading)
        if not heading:
            return None
        section = self.listed[heading]
        words = set(heading.split())
        says_no_more = any(words <= others for others in self.words.get(section, ()))
        return Known(section, True, heading in self.own, says_no_more)

    def _find_alike(self, heading: str) -> str:
        trigrams = _list_trigrams(heading)
        best, found = ALIKE, ""
        number = len(trigrams)
        # Two that differ much in length can't be alike.
        least, most = number * ALIKE / (2 - ALIKE), number * (2 - ALIKE) / ALIKE
        for size, others, other in self._trigrams:
            if not least <= size <= most:
                continue
            total = number + size
            share = 2 * len(trigrams & others) / total
            if share >= best and (len(heading.split()) > 2 or share > 0.9):
                best, found = share, other
        return found

    def find_by_words(self, text: str) -> Known | None:
        """Find the section that the first telling word of a heading speaks for."""
        heading = f" {tidy(text)} "
        # That staff help my child is said of every section.
        best = (True, len(heading), 0, "")
        for word, section in self._keywords:
            place = heading.find(f" {word}")
            rank = (word in WEAK, place, -len(word))
            if place >= 0 and rank < best[:3]:
                best = (*rank, section)
        return Known(best[3], False) if best[3] else None

    def split_prefix(self, text: str) -> tuple[Known, str, str] | None:
        """
        Find a listed heading that runs into the text behind it, as in a PDF.

        :returns: what it says, the heading, and the text behind it.
        """
        beginning = " ".join(text.split()[: LONGEST + 1])
        lower = tidy(beginning[: beginning.find("?") + 1] or beginning)
        for heading in self.prefixes:
            if not lower.startswith(heading):
                continue
            number = _count_words(beginning, heading)
            words = text.split()
            before, after = words[:number], words[number:]
            if number and after and _is_title(before, after[0]):
                known = Known(self.listed[heading], True, heading in self.own)
                return known, " ".join(before), " ".join(after)
        return None


def _list_headings(framework: Framework) -> Iterator[tuple[str, str]]:
    """The key and the heading of each section, in the words of each type of setting."""
    # Documents are in English, whoever imports them.
    with translation.override(None):
        for setting_type in ("", *framework.words):
            for section in in_words(framework, setting_type).sections:
                yield section.key, tidy(str(section.heading))


def _count_words(text: str, heading: str) -> int:
    """How many words of a text make a heading, or 0 if it ends within a word."""
    words = text.split()
    for number in range(1, len(words) + 1):
        tidied = tidy(" ".join(words[:number]))
        if tidied == heading:
            return number
        if len(tidied) > len(heading):
            break
    return 0


def _is_title(before: list[str], after: str) -> bool:
    """Whether words are a title of what follows, and no beginning of a sentence."""
    if before[-1][-1] in ":?" or after[0] in "•-–:·":
        return True
    # "Working together we find …" goes on in small letters.
    capitals = [each for each in before if each[0].isupper()]
    begins = after[0].isupper() or after[0].isdigit() or after[0] in "“\"'‘(£"
    return begins and len(capitals) * 2 >= len(before)


def _list_trigrams(text: str) -> frozenset[str]:
    text = f"  {text} "
    return frozenset(text[place : place + 3] for place in range(len(text) - 2))


def list_depths(passages: Sequence[Passage]) -> list[int]:
    """
    List how deep in a numbered outline each line is: 2 for "3.1 Staff".

    It is 0 for what is no such heading. Where one number follows the other at once, it
    is a list, perhaps of the contents.
    """
    depths = [_count_numbers(each) for each in passages]
    return [
        depth if depth and depth not in (before, after) else 0
        for before, depth, after in zip(
            [0, *depths], depths, [*depths[1:], 0], strict=False
        )
    ]


def looks_like_heading(passage: Passage) -> bool:
    """Whether a line without a style has the form of a heading."""
    text = passage.text
    return (
        0 < len(text.split()) <= LONGEST_LINE
        and tidy(text) not in _ANSWERS
        and text[:1].isupper()
        and text[-1] not in '.!;,”"'
        and not passage.is_cell
        and not passage.is_point
        and not any(each.isdigit() for each in text)
    )


def ends_with_setting(text: str) -> bool:
    """Whether a line ends with the name of a setting, as titles do."""
    return not _SETTINGS.isdisjoint(text.split()[-1:])


def find_introducing(passages: Sequence[Passage]) -> set[int]:
    """
    Find behind which passages a text begins, and no other line.

    Of several lines in a row, each is rather a point of a list than a heading.
    """
    return {
        number
        for number, after in enumerate(passages[1:])
        if not looks_like_heading(after)
        # Such a line opens a list.
        and not (after.is_point and passages[number].text.endswith(":"))
    }


def find_asking(passages: Sequence[Passage]) -> set[int]:
    """
    Find the lines that ask, and have their answers below.

    There are none unless there are several: one question may be a part of a text.
    """
    asks = [
        each.text.rstrip().endswith("?")
        and len(each.text.split()) <= LONGEST_QUESTION
        and not each.is_cell
        and not each.is_point
        for each in passages
    ]
    found = {
        number
        for number, (asked, after) in enumerate(zip(asks, asks[1:], strict=False))
        if asked and not after
    }
    return found if len(found) >= QUESTIONS else set()


def _count_numbers(passage: Passage) -> int:
    found = _NUMBER.match(passage.text)
    is_heading = (
        found
        and not passage.is_point
        and not passage.is_cell
        and len(passage.text.split()) <= LONGEST_NUMBERED
        and passage.text[-1] not in '.!;,”"'
    )
    return 1 + found["number"].count(".") if found and is_heading else 0


def is_end(text: str) -> bool:
    """Whether nothing governs behind a heading."""
    tidied = tidy(text)
    return tidied in ENDS or tidied.startswith(END_STARTS)


def read_outline(framework: Framework) -> Outline:
    """What a document may have of a framework's headings and questions."""
    # A document may have the words of any type of setting.
    return _read_outline(find_origin(framework))


@lru_cache(maxsize=8)
def _read_outline(framework: Framework) -> Outline:
    return Outline(framework)
