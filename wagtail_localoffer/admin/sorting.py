"""The screen where a person decides where each passage of a document goes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from string import ascii_lowercase
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model

from wagtail_localoffer.admin.imports import SORT, DocumentScreen, OfDocument, find_same
from wagtail_localoffer.importing.models import DocumentImport
from wagtail_localoffer.importing.pieces import Piece, State
from wagtail_localoffer.importing.sorting import (
    CantSort,
    Sorting,
    Step,
    list_sentences,
)

#: Keys that do something else: split, undo, leave out, join.
TAKEN_LETTERS = "suxj"

#: The steps after which the same passage is looked at.
STAYING = {"undo", "split", "join", "open_split", "close_split"}

#: What can be looked at alone, beside each section.
SHOWN = (State.OPEN.value, State.LEFT_OUT.value)


@dataclass
class Target:
    """A section into which pieces can be moved, and what is in it by now."""

    key: str
    heading: Any
    #: The key on the keyboard; empty where there are more sections than letters.
    letter: str
    pieces: list[Piece] = field(default_factory=list)


def list_targets(document: DocumentImport, pieces: list[Piece]) -> list[Target]:
    """The sections of a document's framework, each with its letter and its pieces."""
    letters = iter([each for each in ascii_lowercase if each not in TAKEN_LETTERS])
    targets = {
        section.key: Target(section.key, section.heading, next(letters, ""))
        for section in document.list_sections()
    }
    for piece in pieces:
        target = targets.get(piece.section or "")
        if target and piece.state in (State.PLACED, State.WRITTEN):
            target.pieces.append(piece)
    return list(targets.values())


@dataclass(frozen=True)
class Card:
    """A piece as it is shown, with the words for its sections."""

    piece: Piece
    heading: Any
    second: Any
    #: The heading above it, where what stands around it isn't shown.
    above: str
    #: What stands below a heading, and goes along with it.
    below: int
    #: The sentences between which it is being split.
    sentences: list[str]
    picture: Any

    @property
    def rows(self) -> list[list[str]]:
        """The cells of a table, the headings of its columns first."""
        if not self.piece.block or self.piece.block["type"] != "table":
            return []
        table = self.piece.block["value"]
        heads = [column["heading"] for column in table["columns"]]
        rows = [[str(cell) for cell in row["values"]] for row in table["rows"]]
        return [heads, *rows] if any(heads) else rows


def list_cards(
    pieces: list[Piece],
    sorting: Sorting,
    targets: list[Target],
    split: int = -1,
    is_part: bool = False,
) -> Iterator[Card]:
    """
    Show pieces.

    :param split: the number of the one that is being split.
    :param is_part: whether others between them aren't shown.
    """
    headings = {target.key: target.heading for target in targets}
    keys = {
        piece.key: piece.block["value"]["image"]
        for piece in pieces
        if piece.block and piece.block["type"] == "image"
    }
    images = get_image_model().objects.prefetch_renditions("max-240x160")
    pictures = images.in_bulk(set(keys.values()))
    below = sorting.count_below()
    above = dict(list_headings_above(sorting.pieces)) if is_part else {}
    for piece in pieces:
        yield Card(
            piece,
            headings.get(piece.section or ""),
            headings.get(piece.second or ""),
            above.get(piece.key, ""),
            below.get(piece.key, 0),
            list_sentences(piece) if piece.key == split else [],
            pictures.get(keys.get(piece.key)),
        )


def list_headings_above(pieces: list[Piece]) -> Iterator[tuple[int, str]]:
    """The key of each piece, and the last heading before it."""
    heading = ""
    for piece in pieces:
        yield piece.key, heading
        if piece.is_heading:
            heading = piece.text


class SortView(DocumentScreen):
    """Every passage of a document with its place, and the sections beside it."""

    page_title = _("Place the passages")
    template_name = "wagtail_localoffer/admin/sort_document.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sorting = self.document.get_sorting()
        targets = list_targets(self.document, sorting.pieces)
        shown = self.request.GET.get("show", "")
        pieces = list(sorting.pieces)
        if shown in SHOWN:
            pieces = [each for each in pieces if each.state == shown]
        for target in targets:
            if target.key == shown:
                pieces = target.pieces
        asked = self.request.GET.get("split", "")
        split = int(asked) if asked.isdecimal() and len(asked) < 9 else -1
        return {
            **super().get_context_data(**kwargs),
            **describe_sorting(self.document, sorting, targets),
            "cards": list_cards(pieces, sorting, targets, split, bool(shown)),
            "shown": shown,
            "chosen": split if split >= 0 else find_next(sorting, []),
            "same": find_same(self.document, self.request.user),
        }


def describe_sorting(
    document: DocumentImport, sorting: Sorting, targets: list[Target]
) -> dict[str, Any]:
    """What the screen says beside the pieces."""
    counts = dict.fromkeys(State.values, 0)
    for each in sorting.pieces:
        counts[each.state] += 1
    return {
        "document": document,
        "targets": targets,
        "counts": counts,
        "done": len(sorting.pieces) - counts[State.OPEN],
        "total": len(sorting.pieces),
        "can_undo": bool(sorting.steps),
        "with_below": True,
    }


class StepView(OfDocument):
    """Does one thing with a piece: by a form, or by the script of the screen."""

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        asks_script = request.headers.get("X-Requested-With") == "XMLHttpRequest"
        data = request.POST
        try:
            with transaction.atomic():
                # Two windows may be open, or two people at work.
                locked = DocumentImport.objects.select_for_update()
                self.document = locked.get(pk=self.document.pk)
                sorting = self.document.get_sorting()
                targets = list_targets(self.document, sorting.pieces)
                step, done = take_step(data, sorting, targets)
                if step.changed or step.gone:
                    self.document.keep(sorting)
        except CantSort as error:
            if asks_script:
                return JsonResponse({"error": str(error)}, status=HTTPStatus.CONFLICT)
            messages.error(request, str(error))
            return self.go_back(data.get("piece", ""))
        split = step.after[0].key if "open_split" in data else -1
        if asks_script:
            return self.answer(sorting, step, done, split)
        if done:
            messages.success(request, done)
        return self.go_back(data.get("piece", ""), split)

    def go_back(self, piece: str, split: int = -1) -> HttpResponse:
        url = reverse(SORT, args=[self.document.pk])
        query = f"?split={split}" if split >= 0 else ""
        anchor = f"#passage-{piece}" if piece.isdecimal() else ""
        return redirect(f"{url}{query}{anchor}")

    def answer(
        self, sorting: Sorting, step: Step, done: str, split: int
    ) -> HttpResponse:
        """Tell the script what to show instead."""
        targets = list_targets(self.document, sorting.pieces)
        described = describe_sorting(self.document, sorting, targets)
        described["with_below"] = "with_below" in self.request.POST
        cards = list_cards(step.after, sorting, targets, split)
        changed = step.changed or step.after
        # What was only taken apart or put together isn't placed by that.
        stays = STAYING & self.request.POST.keys()
        return JsonResponse(
            {
                "cards": [
                    [card.piece.key, self.write("passage", card=card)] for card in cards
                ],
                "gone": step.gone,
                "tools": self.write("sort_tools", **described),
                "message": done,
                "next": changed[0].key if stays else find_next(sorting, changed),
            }
        )

    def write(self, name: str, **context: Any) -> str:
        template = f"wagtail_localoffer/admin/{name}.html"
        return render_to_string(template, context, self.request)


def take_step(
    data: Mapping[str, str], sorting: Sorting, targets: list[Target]
) -> tuple[Step, str]:
    """Do what a button of the screen says, and say it in words."""
    with_below = "with_below" in data
    if "undo" in data:
        step = sorting.undo()
        words = Truncator(step.changed[0].text if step.changed else "").words(8)
        return step, gettext("Undone: “%(words)s”") % {"words": words}
    if "accept" in data:
        step = sorting.accept(read_number(data["accept"]), with_below)
        return step, say_placed(step, targets)
    if "second" in data:
        key = read_number(data["second"])
        second = sorting.get(key).second
        if not second:
            raise CantSort(gettext("Nothing is proposed for it. Choose a section."))
        step = sorting.move(key, second, with_below)
        return step, say_placed(step, targets)
    if "split" in data:
        number, _colon, end = data["split"].partition(":")
        step = sorting.split(read_number(number), read_number(end))
        return step, gettext("Split in two.")
    if "close_split" in data:
        return sorting.look(read_number(data["close_split"])), ""
    key = read_number(data.get("piece", ""))
    if "accept_chosen" in data:
        step = sorting.accept(key, with_below)
        return step, say_placed(step, targets)
    if "move" in data:
        if data["move"] not in {target.key for target in targets}:
            raise CantSort(gettext("There is no such section. Load the page again."))
        step = sorting.move(key, data["move"], with_below)
        return step, say_placed(step, targets)
    if "leave_out" in data:
        step = sorting.leave_out(key, with_below)
        return step, count_more(gettext("Left out."), step)
    if "join" in data:
        return sorting.join(key), gettext("Joined with what follows.")
    if len(list_sentences(sorting.get(key))) < 2:
        raise CantSort(gettext("It is one sentence, and can’t be split."))
    return sorting.look(key), ""


def read_number(value: str) -> int:
    if not (value.isdecimal() and len(value) < 9):
        raise CantSort(gettext("Choose a passage first."))
    return int(value)


def say_placed(step: Step, targets: list[Target]) -> str:
    headings = {target.key: target.heading for target in targets}
    placed = [each.section for each in step.changed if each.section in headings]
    if not placed:
        return gettext("It stands there already.")
    said = gettext("Placed in “%(section)s”.") % {"section": headings[placed[0]]}
    return count_more(said, step)


def count_more(said: str, step: Step) -> str:
    more = len(step.changed) - 1
    if more < 1:
        return said
    words = ngettext(
        "With it went %(number)d passage below it.",
        "With it went %(number)d passages below it.",
        more,
    )
    return f"{said} {words % {'number': more}}"


def find_next(sorting: Sorting, changed: list[Piece]) -> int:
    """The next open piece after what was changed; if none is open, that itself."""
    keys = [each.key for each in sorting.pieces]
    last = changed[-1].key if changed else -1
    start = keys.index(last) + 1 if last in keys else 0
    for piece in (*sorting.pieces[start:], *sorting.pieces[:start]):
        if piece.state == State.OPEN:
            return piece.key
    return last
