"""
Signs in a sentence: words that stand in it, by which one knows what it is about.

``complain`` is the beginning of a word, ``you.`` with its dot is all of one. Of words
in a row, only the last may go on. What is joined by ``+`` is found anywhere in the
sentence, and of what is parted by ``/`` one suffices: ``parent / carer + ask``.
Capitals, hyphens and apostrophes make no difference. ``@email``, ``@link``, ``@name``
and ``@phone`` are for what has no words of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache, reduce
from operator import or_
from typing import TypeAlias

from wagtail_localoffer.text.mentions import TITLES

# An apostrophe in a word, straight or not, doesn't part it.
_APOSTROPHE = re.compile(r"(?<=\w)[’'](?=\w)")

_WORD = re.compile(r"\w+")

_PHONE = re.compile(r"(?:\+44|(?<!\d)0)(?:[ ()-]{0,2}\d){8,11}")

_EMAIL = re.compile(r"\w@\w")

_LINK = re.compile(r"https?://\w|\bwww\.\w|\w\w\.[a-z]{2}")

_TITLE = re.compile(rf"\b(?:{'|'.join(map(str.title, TITLES))})\b\.? ?[A-Z]")

_TWO_NAMES = re.compile(r"\b([A-Z][a-z]{1,30})[a-z]*+ (?=([A-Z][a-z]{1,30}))")

# What is written with capitals beside the name of a post, and is no name.
_NO_NAMES_TEXT = """
    a academy additional an and ask assistant at call centre class co college contact
    coordinator deputy education educational email for head headteacher high in
    inclusion lead leader learning manager my needs nursery of ordinator our phone
    please primary principal school speak special support teacher team the your
"""

_NO_NAMES = frozenset(_NO_NAMES_TEXT.split())

#: The second words of phrases are told apart by so many letters first.
BRIEF = 2

#: What may begin with a word: the parts that need no other one, and the rest of longer
#: phrases with their parts, by how their second word begins.
_Begun: TypeAlias = tuple[list[str], dict[str, list[tuple[tuple[str, ...], list[str]]]]]

#: No word that means anything is longer.
_LONGEST = 40


def list_tokens(text: str) -> list[str]:
    """The words of a text in lower case, without marks."""
    return _WORD.findall(_APOSTROPHE.sub("", text.lower()))


class SignFinder:
    """
    Finds many signs in a sentence by one walk over its words.

    Where something stands is a number with a bit for each word, so that it is compared
    at once.
    """

    def __init__(self, signs: Iterable[str]) -> None:
        #: The parts of each sign, of which a sentence has all.
        self._parts = {
            sign: frozenset(" ".join(part.split()) for part in sign.split("+"))
            for sign in signs
        }
        #: The signs that have a part, each below the part that is the rarest.
        self._having: dict[str, list[str]] = {}
        #: By its first word: what follows it in a phrase, and the parts that have that.
        self._phrases: dict[str, dict[tuple[str, ...], list[str]]] = {}
        number = Counter(part for parts in self._parts.values() for part in parts)
        for part in number:
            self._learn(part)
        for sign, parts in self._parts.items():
            rarest = min(parts, key=lambda part: (number[part], part))
            self._having.setdefault(rarest, []).append(sign)

    def _learn(self, part: str) -> None:
        for alternative in part.split("/"):
            first, *rest = _read_phrase(alternative)
            known = self._phrases.setdefault(first, {})
            known.setdefault(tuple(rest), []).append(part)

    def find(self, sentence: str) -> Mapping[str, int]:
        """The signs that are in ``sentence``, each with the places of its words."""
        return _find(self, sentence)

    def find_anew(self, sentence: str) -> Mapping[str, int]:
        words = [*list_tokens(sentence), *_list_marks(sentence), ""]
        places: list[tuple[int, Collection[str]]] = []
        found: set[str] = set()
        for place, word in enumerate(words):
            alone, begun = _list_begun(self, word)
            if alone:
                places.append((1 << place, alone))
                found.update(alone)
            for rest, parts in begun.get(words[place + 1][:BRIEF], ()) if begun else ():
                end = place + 1 + len(rest)
                if _follows(words[place + 1 : end], rest):
                    places.append(((1 << end) - (1 << place), parts))
                    found.update(parts)
        signs = (sign for part in found for sign in self._having.get(part, ()))
        return {
            sign: _join(
                bits for bits, parts in places if not parts_of.isdisjoint(parts)
            )
            for sign in signs
            if (parts_of := self._parts[sign]) <= found
        }

    def list_begun(self, word: str) -> _Begun:
        alone: list[str] = []
        longer: dict[str, list[tuple[tuple[str, ...], list[str]]]] = {}
        beginnings = (word[:end] for end in range(1, min(len(word), _LONGEST) + 1))
        for first in (*beginnings, f"{word}."):
            for rest, parts in self._phrases.get(first, {}).items():
                if rest:
                    longer.setdefault(rest[0].rstrip(".")[:BRIEF], []).append(
                        (rest, parts)
                    )
                else:
                    alone += parts
        return alone, longer


# A text is looked at again each time that another one changes.
@lru_cache(maxsize=4096)
def _find(finder: SignFinder, sentence: str) -> Mapping[str, int]:
    return finder.find_anew(sentence)


@lru_cache(maxsize=8192)
def _list_begun(finder: SignFinder, word: str) -> _Begun:
    return finder.list_begun(word)


def _join(places: Iterable[int]) -> int:
    return reduce(or_, places, 0)


def _read_phrase(alternative: str) -> list[str]:
    """The words of a phrase, each with a dot if nothing may follow in that word."""
    if alternative.strip().startswith("@"):
        return [alternative.strip()]
    *whole, last = list_tokens(alternative)
    if alternative.rstrip().endswith("."):
        last += "."
    return [*(f"{word}." for word in whole), last]


def _follows(words: list[str], rest: tuple[str, ...]) -> bool:
    if len(words) < len(rest):
        return False
    return all(
        word == each[:-1] if each[-1] == "." else word.startswith(each)
        for word, each in zip(words, rest, strict=True)
    )


def _list_marks(sentence: str) -> Iterator[str]:
    if "0" in sentence and _PHONE.search(sentence):
        yield "@phone"
    if "@" in sentence and _EMAIL.search(sentence):
        yield "@email"
        sentence = " ".join(each for each in sentence.split() if "@" not in each)
    if "." in sentence[:-1] and _LINK.search(sentence):
        yield "@link"
    if _TITLE.search(sentence) or any(map(_is_name, _TWO_NAMES.finditer(sentence))):
        yield "@name"


def _is_name(found: re.Match[str]) -> bool:
    return _NO_NAMES.isdisjoint(map(str.lower, found.groups()))
