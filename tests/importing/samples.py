"""Documents with the section of each of their passages, whole and damaged."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from wagtail_localoffer.frameworks import Framework
from wagtail_localoffer.frameworks.lancashire import LANCASHIRE
from wagtail_localoffer.frameworks.questions import FOURTEEN_QUESTIONS
from wagtail_localoffer.importing.passages import Passage
from wagtail_localoffer.importing.places import Place, place

FOLDER = Path(__file__).parent / "documents"

#: Each document is labelled with the keys of one framework.
FOLDERS = {
    LANCASHIRE: FOLDER,
    FOURTEEN_QUESTIONS: FOLDER.parent / "documents_questions",
}


@dataclass(frozen=True)
class Labelled:
    passage: Passage
    #: Its section, or ``None`` if it belongs to none.
    section: str | None
    is_heading: bool


def read_documents(framework: Framework = LANCASHIRE) -> dict[str, list[Labelled]]:
    paths = sorted(FOLDERS[framework].glob("*.json"))
    return {path.stem: read_document(path) for path in paths}


def read_document(path: Path) -> list[Labelled]:
    return [
        Labelled(
            Passage(each["text"], each["style"]),
            None if each["section"] == "unplaced" else each["section"],
            each["style"].startswith("heading"),
        )
        for each in json.loads(path.read_text())["paragraphs"]
    ]


def leave_as_it_is(document: list[Labelled]) -> list[Labelled]:
    return document


def lose_styles(document: list[Labelled]) -> list[Labelled]:
    """Make plain lines of all headings, as a pasted text has them."""
    return [
        Labelled(Passage(each.passage.text), each.section, each.is_heading)
        for each in document
    ]


def lose_headings(document: list[Labelled], every: int = 2) -> list[Labelled]:
    headings = [each for each in document if each.is_heading]
    lost = {id(each) for each in headings[::every]}
    return [each for each in document if id(each) not in lost]


def lose_all_headings(document: list[Labelled]) -> list[Labelled]:
    return lose_headings(document, 1)


@dataclass
class Score:
    """How well the passages that are no headings were placed."""

    placeable: int = 0
    right: int = 0
    sure: int = 0
    right_and_sure: int = 0
    among_two: int = 0
    dropped: int = 0
    leftovers_sure: int = 0

    def add(self, wanted: str | None, found: Place) -> None:
        if wanted is None:
            self.leftovers_sure += bool(found.section and found.sure)
            return
        is_right = found.section == wanted
        self.placeable += 1
        self.right += is_right
        self.sure += found.sure
        self.right_and_sure += is_right and found.sure
        self.among_two += wanted in (found.section, found.second)
        self.dropped += found.dropped is not None


def measure(
    damage: Callable[[list[Labelled]], list[Labelled]],
    framework: Framework = LANCASHIRE,
) -> Score:
    score = Score()
    for wanted, found in list_placed(damage, framework):
        if not wanted.is_heading:
            score.add(wanted.section, found)
    return score


def list_placed(
    damage: Callable[[list[Labelled]], list[Labelled]],
    framework: Framework = LANCASHIRE,
) -> Iterator[tuple[Labelled, Place]]:
    for document in read_documents(framework).values():
        damaged = damage(document)
        places = place([each.passage for each in damaged], framework)
        yield from zip(damaged, places, strict=True)
