"""Mentions of a person in a text of any kind, and other words in their place."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cached_property
from html import unescape
from urllib.parse import unquote

from wagtail_localoffer.text.characters import drop_ignorable

#: What stands before a name and is of no use without it.
TITLES = (
    *("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "dame"),
    *("rev", "revd", "reverend"),
)

_TAG = re.compile(r"</?([a-z][a-z0-9]*+)(?=[\s/>])[^<>]*+>", re.IGNORECASE)

#: Tags within a word or between two of them. All others part what is beside them.
_INLINE = frozenset(
    ("a", "abbr", "b", "bdi", "bdo", "cite", "em", "font", "i", "mark", "q", "s")
    + ("small", "span", "strong", "sub", "sup", "u")
)

# A character as it may be written: an entity of HTML, in the address of a link, itself.
_CHARACTER = re.compile(
    r"&(?:#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});"
    r"|%[0-7][0-9a-f]|%[cd][0-9a-f]%[89ab][0-9a-f]"
    r"|%e[0-9a-f](?:%[89ab][0-9a-f]){2}|%f[0-7](?:%[89ab][0-9a-f]){3}"
    r"|.",
    re.IGNORECASE | re.DOTALL,
)

_APOSTROPHES = "'`´‘’‛ʹʻʼʽˈ′"

_HYPHENS = "-\u2010\u2011\u2212"

# What parts two paragraphs, and stands in no name.
_BORDER = "\n"

# Before a mark such as an accent, which is a part of its word. Expressions don't take
# it for one, and this is a letter to them.
_BEFORE_MARK = "\u02d1"

_LETTER = r"[^\W_]"

_WORD = re.compile(rf"(?:(?!{_BEFORE_MARK}){_LETTER})+")

#: A letter of a text as it is compared, and where in the text it is written.
Letter = tuple[str, int, int]


class Person:
    """
    Somebody by names and email addresses, as they may be written in a text.

    A name is found whatever the case, with any blanks, apostrophes and hyphens, with
    points after initials, with a title before it, composed or decomposed (NFC or NFD),
    in entities of HTML, across tags within a line and in addresses of links. It is not
    found within a longer word. Accents count.
    """

    def __init__(self, names: Iterable[str] = (), emails: Iterable[str] = ()) -> None:
        self.names = tuple(names)
        self.emails = tuple(emails)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        # What is within another one comes after it.
        names = sorted(map(_spell, self.names), key=len, reverse=True)
        emails = (re.escape(_compare(each)) for each in self.emails)
        found = []
        if self.names:
            found.append(
                rf"(?<!{_LETTER})(?<!{_LETTER}['-])(?<!@)(?<!//)(?<!www\.)"
                rf"(?P<title>(?:{'|'.join(TITLES)})(?:\.? |\.))?"
                rf"(?:{'|'.join(names)})(?!-?{_LETTER})(?!@)"
            )
        if self.emails:
            found.append(rf"(?<![\w.+-])(?<!\w')(?:{'|'.join(emails)})(?![\w-]|\.\w)")
        return re.compile("|".join(found))

    @cached_property
    def _hints(self) -> list[str]:
        """The longest word of each name and address: without it, there is none."""
        return [
            max(
                _WORD.findall(_compare(each)),
                key=len,
            )
            for each in (*self.names, *self.emails)
        ]

    def count(self, text: str) -> int:
        """How often a text mentions them."""
        return self.replace(text, "")[1]

    def find(self, text: str) -> list[tuple[int, int]]:
        """The beginning and the end of each mention in a text without tags."""
        if not self._may_be_in(text):
            return []
        return list(self._find(text, _squeeze(_list_letters(text))))

    def replace(self, text: str, words: str) -> tuple[str, int]:
        """
        Put ``words`` in the place of each mention, and nothing within a tag.

        :returns: the text, and how many mentions were in it.
        """
        if not self._may_be_in(text):
            return text, 0
        number = 0

        def clear(tag: re.Match[str]) -> str:
            nonlocal number
            cleared, times = self._put("", tag[0], _list_letters(tag[0]))
            number += times
            return cleared

        # A mention may be within a tag that is within another mention.
        text = _TAG.sub(clear, text)
        text, times = self._put(words, text, _list_visible(text))
        return text, number + times

    def _put(self, words: str, text: str, letters: Iterable[Letter]) -> tuple[str, int]:
        """Replace the mentions that some letters of a text make."""
        kept, end = [], 0
        places = list(self._find(text, _squeeze(letters)))
        for start, stop in places:
            # A tag within a name stays, so that it keeps its other half.
            tags = (tag[0] for tag in _TAG.finditer(text, start, stop))
            kept += [text[end:start], words, *tags]
            end = stop
        return "".join([*kept, text[end:]]), len(places)

    def _find(self, text: str, letters: list[Letter]) -> Iterator[tuple[int, int]]:
        """The beginning and the end of each mention."""
        line = "".join(letter for letter, _start, _end in letters)
        for found in self._pattern.finditer(line):
            start, stop = found.start(), found.end()
            title = found.end("title") if self.names else -1
            if title > 0 and not text[letters[start][1]].isupper():
                # "We miss her": it is a word like any other.
                start = title
            yield letters[start][1], letters[stop - 1][2]

    def _may_be_in(self, text: str) -> bool:
        """Whether a closer look is worth its time. Most texts mention nobody."""
        plain = text.casefold()
        if any(each in plain for each in self._hints):
            return True
        if text.isascii() and not any(mark in text for mark in "<&%"):
            return False
        readings = map(_compare_roughly, (text, _TAG.sub("", text)))
        return any(each in plain for plain in readings for each in self._hints)


def _spell(name: str) -> str:
    """The pattern of a name as it is compared."""
    words = (word for word in re.split(r"[ .]+", _compare(name)) if word)
    return r"(?:\.? |\.)".join(map(re.escape, words))


def _compare(text: str) -> str:
    """A short text as it is compared."""
    return " ".join("".join(map(_fold, text)).split())


def _compare_roughly(text: str) -> str:
    """The same of a long text, fast: it has all the letters and more."""
    text = drop_ignorable(unquote(unescape(text)))
    return unicodedata.normalize("NFKD", text).casefold()


def _fold(character: str) -> str:
    """What is compared of one character: nothing, one letter or several."""
    if character.isascii() and character.isalnum():
        return character.lower()
    if character in _APOSTROPHES:
        return "'"
    if character in _HYPHENS:
        return "-"
    if not drop_ignorable(character):
        return ""
    if character.isspace() or unicodedata.category(character) == "Cc":
        return " "
    # Decomposed, so that it makes no difference how it is stored.
    parts = unicodedata.normalize("NFKD", character).casefold()
    return "".join(
        _BEFORE_MARK + part if unicodedata.category(part)[0] == "M" else part
        for part in parts
    )


def _list_visible(text: str) -> Iterator[Letter]:
    """Give the letters that a reader sees, and what parts them."""
    end = 0
    for tag in _TAG.finditer(text):
        yield from _list_letters(text, end, tag.start())
        end = tag.end()
        if (name := tag[1].lower()) == "br":
            yield " ", end, end
        elif name not in _INLINE:
            yield _BORDER, end, end
    yield from _list_letters(text, end)


def _list_letters(
    text: str, start: int = 0, end: int = sys.maxsize
) -> Iterator[Letter]:
    for found in _CHARACTER.finditer(text, start, end):
        written = found[0]
        if len(written) > 1:
            written = unescape(written) if written[0] == "&" else unquote(written)
        for character in written:
            for letter in _fold(character):
                yield letter, *found.span()


def _squeeze(letters: Iterable[Letter]) -> list[Letter]:
    """Make one blank of several, which a reader takes for one."""
    kept: list[Letter] = []
    for each in letters:
        if each[0] != " " or not kept or kept[-1][0] != " ":
            kept.append(each)
    return kept
