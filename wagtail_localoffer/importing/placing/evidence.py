"""What is known of each passage before its place is decided."""

from __future__ import annotations

from dataclasses import dataclass

from wagtail_localoffer.importing.placing.kinds import Kind
from wagtail_localoffer.importing.placing.words import NOWHERE


@dataclass(frozen=True)
class Evidence:
    """What is known of one passage."""

    #: Its words, without a heading that runs into them.
    text: str
    kind: Kind = Kind.ANSWER
    #: The section of the heading above; ``NOWHERE`` where an end of all governs, and
    #: ``None`` where nothing does.
    governor: str | None = None
    #: That heading.
    heading: str = ""
    #: The section of which a smaller heading speaks.
    subheading: str = ""
    #: The section that a rule says, ``NOWHERE`` if it is to be dropped.
    rule: str | None = None
    #: Whether it is, or has, the heading of its section.
    names_section: bool = False
    #: Whether something new begins with it.
    begins: bool = False
    field: str = ""


def drop(text: str, kind: Kind, field: str = "") -> Evidence:
    """What is known of a passage that belongs to no section."""
    return Evidence(text, kind, rule=NOWHERE, field=field)
