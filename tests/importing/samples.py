"""Documents with the section of each of their passages, whole and damaged."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from wagtail_localoffer.frameworks import Framework
from wagtail_localoffer.frameworks.lancashire import LANCASHIRE
from wagtail_localoffer.importing.passages import Passage
from wagtail_localoffer.importing.places import Place, place

FOLDER = Path(__file__).parent / "documents"

#: Those that are labelled with the keys of the fourteen questions.
QUESTIONS_FOLDER = FOLDER.parent / "documents_questions"

#: With these in view, the rules were written. Each of the others was labelled before
#: anybody looked at what was made of it.
FIRST = (
    "birch_lane",
    "ferrybridge",
    "little_otters",
    "moorside_college",
    "quarry_bank",
)


@dataclass(frozen=True)
class Labelled:
    passage: Passage
    #: Its section, or ``None`` if it belongs to none.
    section: str | None
    is_heading: bool


Document: TypeAlias = list[Labelled]
Damage: TypeAlias = Callable[[Document], Document]


def read_documents(folder: Path = FOLDER) -> dict[str, Document]:
    """Read the labelled documents of a folder, by their names."""
    found = {
        path: json.loads(path.read_text()) for path in sorted(folder.glob("*.json"))
    }
    return {
        path.stem: _read(content["paragraphs"])
        for path, content in found.items()
        if "paragraphs" in content
    }


def _read(paragraphs: Iterable[dict[str, str]]) -> Document:
    return [
        Labelled(
            Passage(each["text"], each["style"]),
            None if each["section"] == "unplaced" else each["section"],
            each["style"].startswith(("heading", "bold")),
        )
        for each in paragraphs
    ]


def read_fields() -> dict[str, dict[str, str]]:
    """Read what is to be proposed from each document that says so."""
    found = {path.stem: json.loads(path.read_text()) for path in FOLDER.glob("*.json")}
    return {name: each["fields"] for name, each in found.items() if "fields" in each}


def leave_as_it_is(document: Document) -> Document:
    return document


def lose_styles(document: Document) -> Document:
    """Make plain lines of all headings, as a pasted text has them."""
    return [
        Labelled(Passage(each.passage.text), each.section, each.is_heading)
        for each in document
    ]


def lose_headings(document: Document, every: int = 2) -> Document:
    headings = [each for each in document if each.is_heading]
    lost = {id(each) for each in headings[::every]}
    return [each for each in document if id(each) not in lost]


def lose_all_headings(document: Document) -> Document:
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
    leftovers: int = 0
    leftovers_sure: int = 0
    #: The same of each section alone.
    sections: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))

    def add(self, wanted: str | None, found: Place) -> None:
        if wanted is None:
            self.leftovers += 1
            self.leftovers_sure += found.is_text and found.sure
            return
        self.count(wanted, found)
        self.sections[wanted].count(wanted, found)

    def count(self, wanted: str, found: Place) -> None:
        is_right = found.section == wanted
        self.placeable += 1
        self.right += is_right
        self.sure += found.sure
        self.right_and_sure += is_right and found.sure
        self.among_two += wanted in (found.section, found.second)
        self.dropped += found.dropped is not None


def measure(
    damage: Damage = leave_as_it_is,
    documents: dict[str, Document] | None = None,
    framework: Framework = LANCASHIRE,
) -> Score:
    """Measure how well documents are placed, those of the tests unless others are."""
    score = Score()
    for document in (documents or read_documents()).values():
        for wanted, found in place_labelled(damage(document), framework):
            if not wanted.is_heading:
                score.add(wanted.section, found)
    return score


def place_labelled(
    document: Document, framework: Framework = LANCASHIRE
) -> Iterator[tuple[Labelled, Place]]:
    places = place([each.passage for each in document], framework)
    yield from zip(document, places, strict=True)


def list_wrong(
    documents: dict[str, Document],
) -> Iterator[tuple[str, str | None, Place, str]]:
    """List what is placed wrongly: the document, what is right, what is said of it."""
    for name, document in documents.items():
        for wanted, found in place_labelled(document):
            if not wanted.is_heading and found.section != wanted.section:
                yield name, wanted.section, found, wanted.passage.text
