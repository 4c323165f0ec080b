"""Excerpts: as much of a text as tells whether to read the rest of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from wagtail_localoffer.text.sentences import split_sentences

#: About a quarter of a minute's reading.
MOST_WORDS = 60

#: What stands without a space is as many words as it takes the place of.
LETTERS_OF_A_WORD = 25


@dataclass(frozen=True)
class Excerpt:
    """The first lines of a text: whole ones, but perhaps for the last."""

    lines: tuple[str, ...] = ()
    #: Whether there is no more than that.
    is_all: bool = True


def take_excerpt(lines: Iterable[str], most: int = MOST_WORDS) -> Excerpt:
    """
    Take the first words of a text: whole lines and sentences as far as possible.

    :param lines: its paragraphs and points, in plain text.
    """
    kept: list[str] = []
    left = most
    for line in lines:
        size = _count(line)
        if size > left:
            if part := _cut(line, left, is_first=not kept):
                kept.append(part)
            elif len(kept) > 1 and kept[-1].endswith(":"):
                # It only announces what is left out.
                kept.pop()
            return Excerpt(tuple(kept), is_all=False)
        kept.append(line)
        left -= size
    return Excerpt(tuple(kept))


def _cut(line: str, most: int, *, is_first: bool) -> str:
    """Its first sentences; of a first line that is one long one, its first words."""
    taken = _take(split_sentences(line), most)
    if taken or not is_first:
        return taken
    # What is all one word is cut all the same: somebody else's text may be anything.
    words = _take(line.split(), most) or line[: most * LETTERS_OF_A_WORD]
    return f"{words}…"


def _take(pieces: list[str], most: int) -> str:
    taken = []
    for piece in pieces:
        most -= _count(piece)
        if most < 0:
            break
        taken.append(piece)
    return " ".join(taken)


def _count(text: str) -> int:
    return sum(1 + len(word) // LETTERS_OF_A_WORD for word in text.split())
