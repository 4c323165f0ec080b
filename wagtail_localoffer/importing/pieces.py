"""Pieces: what a document was taken apart into, each with what becomes of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields, replace
from html import escape
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wagtail_localoffer.frameworks import Framework, Section
from wagtail_localoffer.frameworks.lookups import is_for
from wagtail_localoffer.importing.passages import (
    BOLD_LINE,
    PLAIN_LINE,
    Passage,
    Picture,
)
from wagtail_localoffer.importing.places import Place
from wagtail_localoffer.importing.placing.kinds import Kind
from wagtail_localoffer.importing.placing.outline import read_outline


class State(TextChoices):
    """What becomes of a piece: still to decide, placed, left out, or in the draft."""

    OPEN = "open", _("To decide")
    PLACED = "placed", _("Placed")
    LEFT_OUT = "left_out", _("Left out")
    WRITTEN = "written", _("In the draft")


@dataclass(frozen=True)
class Piece:
    """A passage, a table or a picture of a document, and what becomes of it."""

    #: Its number in the document. What it is split into gets numbers of its own.
    key: int
    #: Its words on one line.
    text: str
    #: The same as clean HTML, within a line.
    html: str = ""
    style: str = "normal"
    #: In how many lists it stands, for a point of one.
    depth: int = 0
    is_ordered: bool = False
    kind: str = Kind.ANSWER.value
    state: str = State.OPEN.value
    #: The section in which it stands; of an open one, the most probable.
    section: str | None = None
    #: The next most probable section of an open one.
    second: str | None = None
    #: Why it is placed so, or left out, in words for people.
    reason: str = ""
    #: A table or a picture, as a section stores it below its text.
    block: dict[str, Any] | None = None

    @property
    def is_heading(self) -> bool:
        return self.kind == Kind.HEADING.value

    @property
    def level(self) -> int:
        """The level of a heading, below which all with a larger one stand."""
        passage = Passage(self.text, self.style)
        return passage.level or (BOLD_LINE if passage.is_bold else PLAIN_LINE)

    @property
    def state_label(self) -> Any:
        return State(self.state).label


def list_sections(framework: Framework, setting_type: str) -> list[Section]:
    """The sections that a setting of a type has, in their order."""
    return [
        section
        for section in framework.sections
        if is_for(section.setting_types, setting_type)
    ]


def build_pieces(
    places: Sequence[Place],
    framework: Framework,
    known: Collection[str],
    keep_picture: Callable[[Picture], Any] | None = None,
) -> list[Piece]:
    """
    Make pieces of what was placed: what is sure is placed, and the rest is open.

    :param known: the keys of the sections that the offer has.
    :param keep_picture: gives a picture of the library, or ``None`` if it isn't to be
        kept. Without it, pictures are left out.
    """
    pieces = []
    for key, place in enumerate(places):
        piece = _build(key, place, framework, known)
        if picture := place.passage.picture:
            image = keep_picture(picture) if keep_picture else None
            piece = _show_picture(piece, picture, image)
        pieces.append(piece)
    return list(_keep_lists_together(pieces))


def _show_picture(piece: Piece, picture: Picture, image: Any) -> Piece:
    if image is None:
        return replace(
            piece,
            state=State.LEFT_OUT.value,
            reason=gettext("You may not add pictures, or it can’t be opened."),
        )
    value = {"image": image.pk, "alt_text": picture.alt, "decorative": False}
    return replace(piece, block={"type": "image", "value": value})


def _build(
    key: int, place: Place, framework: Framework, known: Collection[str]
) -> Piece:
    passage = place.passage
    text = passage.text if passage.html else _strip_heading(place, framework)
    piece = Piece(
        key,
        text,
        passage.html or escape(text, quote=False),
        passage.style,
        passage.depth if passage.is_point else 0,
        passage.is_ordered,
        place.kind.value,
        State.LEFT_OUT.value,
        reason=place.reason,
        block=passage.block,
    )
    section = place.section if place.section in known else None
    second = place.second if place.second in known else None
    if place.section == framework.contact.key and place.sure:
        reason = gettext("It is about the contact, which has fields of its own.")
        return replace(piece, reason=reason)
    known_heading = read_outline(framework).find_listed(passage.text)
    if place.kind is Kind.HEADING and known_heading and known_heading.says_no_more:
        reason = gettext("The page has this heading already.")
        return replace(piece, section=section, reason=reason)
    is_marked = passage.is_bold or passage.level
    if place.kind is Kind.PROMPT and is_marked and not known_heading:
        reason = gettext("Is it a question of the template, or a heading of yours?")
        piece = replace(piece, reason=reason, kind=Kind.HEADING.value)
    elif place.kind not in (Kind.ANSWER, Kind.HEADING):
        return replace(piece, reason=str(place.kind.label))
    is_sure = bool(section and place.sure and place.kind is not Kind.PROMPT)
    return replace(
        piece,
        state=State.PLACED.value if is_sure else State.OPEN.value,
        section=section,
        second=second,
    )


def _keep_lists_together(pieces: list[Piece]) -> Iterator[Piece]:
    """Propose for each point of a list the section of the line that opens it."""
    lead: Piece | None = None
    for piece in pieces:
        is_point = piece.style.startswith("list")
        is_asked = piece.state in (State.OPEN, State.PLACED)
        if is_point and is_asked and lead and lead.section:
            if piece.section != lead.section:
                # Where both are likely, they stand together without a question.
                is_likely = piece.second == lead.section
                is_sure = is_likely and lead.state == State.PLACED
                state = State.PLACED.value if is_sure else State.OPEN.value
                second = piece.section or piece.second
                piece = replace(piece, section=lead.section, second=second, state=state)
        elif is_asked and not piece.is_heading:
            lead = piece
        else:
            lead = None
        yield piece


def _strip_heading(place: Place, framework: Framework) -> str:
    """The text of a passage without the heading of its section that runs into it."""
    text = place.passage.text
    split = read_outline(framework).split_prefix(text)
    if split and split[0].is_own and place.kind is Kind.ANSWER:
        return split[2]
    return text


def store(pieces: Iterable[Piece]) -> list[dict[str, Any]]:
    """Write pieces as JSON."""
    return [asdict(each) for each in pieces]


def restore(stored: Iterable[dict[str, Any]]) -> list[Piece]:
    """Read pieces of what :func:`store` wrote, perhaps in another version."""
    known = {each.name for each in fields(Piece)}
    return [
        Piece(**{name: value for name, value in each.items() if name in known})
        for each in stored
    ]


def reopen(piece: Piece, known: Collection[str]) -> Piece:
    """Ask again where a piece goes whose section isn't there any more."""
    if piece.second not in known:
        piece = replace(piece, second=None)
    if piece.section is None or piece.section in known:
        return piece
    is_placed = piece.state == State.PLACED
    state = State.OPEN.value if is_placed else piece.state
    return replace(piece, section=None, state=state)
