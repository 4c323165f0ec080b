"""What a person does with the pieces of a document, and how it is undone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from bs4.element import NavigableString, Tag
from django.utils.translation import gettext

from wagtail_localoffer.importing.pieces import Piece, State, restore, store
from wagtail_localoffer.importing.placing.kinds import Kind
from wagtail_localoffer.text.html import clean_html, parse, read_html
from wagtail_localoffer.text.plain import one_line
from wagtail_localoffer.text.sentences import split_sentences

#: How many steps can be taken back, and of how many pieces in all.
MOST_STEPS, MOST_KEPT = 100, 2_000


class CantSort(Exception):
    """Something that can't be done with a piece; its text says why."""


@dataclass(frozen=True)
class Step:
    """What a step did: the pieces in a row that it touched, before and after it."""

    before: list[Piece]
    after: list[Piece]

    @property
    def changed(self) -> list[Piece]:
        """The pieces that are new, or otherwise than they were."""
        before = {each.key: each for each in self.before}
        return [each for each in self.after if before.get(each.key) != each]

    @property
    def gone(self) -> list[int]:
        """The numbers of the pieces that aren't there any more."""
        here = {each.key for each in self.after}
        return [each.key for each in self.before if each.key not in here]


@dataclass
class Sorting:
    """
    The pieces of a document in their order, and the steps that led to them.

    Each step raises :class:`CantSort` for a piece that isn't there any more, or that
    the draft has already.
    """

    pieces: list[Piece]
    #: For each step where it began, how many pieces it left, and which stood there.
    steps: list[dict[str, Any]] = field(default_factory=list)

    def move(self, key: int, section: str, with_below: bool = False) -> Step:
        """
        Place a piece in a section.

        :param with_below: of a heading, also what stands below it and was placed where
            the heading was.
        """

        def place(piece: Piece) -> Piece:
            return replace(_use(piece), section=section)

        return self._change(key, place, with_below)

    def accept(self, key: int, with_below: bool = False) -> Step:
        """
        Place what is open in the section that is proposed for it.

        :param with_below: of a heading, also what stands below it and is proposed for
            the same section.
        """
        section = self.get(key).section

        def place(piece: Piece) -> Piece:
            is_meant = piece.state == State.OPEN and piece.section == section
            return _use(piece) if is_meant else piece

        if not section:
            raise CantSort(gettext("Nothing is proposed for it. Choose a section."))
        return self._change(key, place, with_below)

    def leave_out(self, key: int, with_below: bool = False) -> Step:
        def leave(piece: Piece) -> Piece:
            return replace(piece, state=State.LEFT_OUT.value, reason="")

        if self.get(key).state == State.LEFT_OUT:
            raise CantSort(gettext("It is left out already."))
        return self._change(key, leave, with_below)

    def split(self, key: int, end: int) -> Step:
        """
        Make two pieces of one.

        :param end: the number of the sentence with which the first one ends, from 1.
        """
        place = self._find(key)
        piece = self.pieces[place]
        sentences = list_sentences(piece)
        if not 0 < end < len(sentences):
            raise CantSort(gettext("It can be split between two sentences only."))
        first, second = split_html(piece.html, count_marks("".join(sentences[:end])))
        number = max(each.key for each in self.pieces) + 1
        parts = [
            replace(piece, html=first, text=read_html(first).text),
            # What runs on behind a heading is its text.
            replace(
                _as_text(piece), html=second, text=read_html(second).text, key=number
            ),
        ]
        return self._replace(place, 1, parts)

    def join(self, key: int) -> Step:
        """Make one piece of one and that which follows it."""
        place = self._find(key)
        if place + 1 == len(self.pieces):
            raise CantSort(gettext("Nothing follows it."))
        first, second = self.pieces[place : place + 2]
        self._refuse_written(second)
        if first.block or second.block:
            raise CantSort(gettext("A table or a picture can’t be joined."))
        joined = replace(
            # A heading that was none is text again.
            _as_text(first),
            text=f"{first.text} {second.text}",
            html=f"{first.html} {second.html}",
        )
        return self._replace(place, 2, [joined])

    def undo(self) -> Step:
        """Take the last step back."""
        if not self.steps:
            raise CantSort(gettext("There is nothing to undo."))
        step = self.steps.pop()
        earlier = restore(step["before"])
        run = slice(step["start"], step["start"] + step["count"])
        undone = Step(self.pieces[run], earlier)
        self.pieces[run] = earlier
        return undone

    def look(self, key: int) -> Step:
        """Change nothing of a piece."""
        piece = self.get(key)
        return Step([piece], [piece])

    def get(self, key: int) -> Piece:
        return self.pieces[self._find(key)]

    def count_below(self) -> dict[int, int]:
        """How many pieces go along with each heading, by its key."""
        return {
            piece.key: sum(1 for _below in self._find_below(place))
            for place, piece in enumerate(self.pieces)
            if piece.is_heading
        }

    def _find(self, key: int) -> int:
        for place, piece in enumerate(self.pieces):
            if piece.key == key:
                self._refuse_written(piece)
                return place
        raise CantSort(
            gettext("It isn’t there any more. Load the page again to see why.")
        )

    def _refuse_written(self, piece: Piece) -> None:
        if piece.state == State.WRITTEN:
            raise CantSort(gettext("It is in the draft already. Change it there."))

    def _find_below(self, place: int) -> Iterator[int]:
        heading = self.pieces[place]
        if not heading.is_heading:
            return
        for below in range(place + 1, len(self.pieces)):
            piece = self.pieces[below]
            if piece.is_heading and piece.level <= heading.level:
                return
            is_open = piece.state == State.OPEN
            if is_open or (
                piece.state == State.PLACED and piece.section == heading.section
            ):
                yield below

    def _change(
        self, key: int, change: Callable[[Piece], Piece], with_below: bool
    ) -> Step:
        place = self._find(key)
        places = {place, *(self._find_below(place) if with_below else ())}
        run = range(place, max(places) + 1)
        after = [
            change(self.pieces[each]) if each in places else self.pieces[each]
            for each in run
        ]
        return self._replace(place, len(run), after)

    def _replace(self, start: int, count: int, after: list[Piece]) -> Step:
        before = self.pieces[start : start + count]
        self.pieces[start : start + count] = after
        kept = {"start": start, "count": len(after), "before": store(before)}
        self.steps = [*self.steps, kept][-MOST_STEPS:]
        sizes = [len(each["before"]) for each in self.steps]
        while len(sizes) > 1 and sum(sizes) > MOST_KEPT:
            del self.steps[0], sizes[0]
        return Step(before, after)


def _use(piece: Piece) -> Piece:
    """Place a piece. A question that somebody wants to keep is a heading."""
    is_question = piece.kind == Kind.PROMPT.value
    kind = Kind.HEADING.value if is_question else piece.kind
    return replace(piece, state=State.PLACED.value, kind=kind)


def _as_text(piece: Piece) -> Piece:
    if not piece.is_heading:
        return piece
    return replace(piece, kind=Kind.ANSWER.value, style="normal")


def list_sentences(piece: Piece) -> list[str]:
    """The sentences between which a piece can be split."""
    return [] if piece.block else split_sentences(one_line(piece.text))


def count_marks(text: str) -> int:
    """Count what isn't space, of which HTML may have more than its text."""
    return len("".join(text.split()))


def split_html(html: str, marks: int) -> tuple[str, str]:
    """
    Split HTML behind so many marks of its text, leaving out spaces.

    What is open there, such as a link, ends in the first part and begins again in the
    second.
    """
    parts = []
    for is_first in (True, False):
        soup = parse(html)
        left = marks
        for node in list(soup.descendants):
            if isinstance(node, Tag):
                if node.name == "br" and bool(left) != is_first:
                    node.decompose()
                continue
            text = str(node)
            # The space where it is cut belongs to neither.
            cut = _find_cut(text, left) if left else 0
            left -= count_marks(text[:cut])
            first, second = text[:cut], text[cut:]
            kept = (first if left else first.rstrip()) if is_first else second
            node.replace_with(NavigableString(kept))
        for tag in soup.find_all(True):
            if not tag.get_text() and tag.name != "br":
                tag.decompose()
        parts.append(clean_html(str(soup).strip()))
    return parts[0], parts[1]


def _find_cut(text: str, marks: int) -> int:
    """How long the beginning of a text is that has so many marks at most."""
    for place, letter in enumerate(text):
        if not letter.isspace():
            if not marks:
                return place
            marks -= 1
    return len(text)
