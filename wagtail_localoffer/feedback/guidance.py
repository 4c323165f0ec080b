"""What a family is told beside the form: who reads it, and where else to turn."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from wagtail_localoffer.content import read
from wagtail_localoffer.feedback.models import get_last_day
from wagtail_localoffer.frameworks import SENCO

if TYPE_CHECKING:
    from wagtail_localoffer.frameworks import Text
    from wagtail_localoffer.public.faces import SectionOnPage
    from wagtail_localoffer.public.guide import Guide

#: The question of families whose answer says how to complain.
COMPLAIN = "complain"

#: The section of health services that says so, and names the patient advice service.
COMPLAINTS_SECTION = "feedback"

#: How an offer names that service, which helps before anybody complains.
PATIENT_ADVICE = re.compile(r"\bPALS\b|patient advice and liaison", re.IGNORECASE)

SAFETY_SECTION = "keeping_safe"


@dataclass(frozen=True)
class Place:
    """A place in the offer: a section, or an answer in it."""

    section: SectionOnPage
    anchor: str = ""


class Guidance:
    """
    What a family is told beside the form of an offer.

    :param page: the offer.
    :param guide: the ways into it.
    """

    def __init__(self, page: Any, guide: Guide) -> None:
        self.page = page
        self.guide = guide

    @property
    def keep_until(self) -> date:
        return get_last_day()

    @cached_property
    def reader(self) -> Text:
        """The role or the team that reads it; empty if it is not the contact."""
        mailbox = self.page.feedback.mailbox
        contact = next(
            (each for each in read(self.page).contacts if each.read("email")), None
        )
        if contact is None or contact.read("email") != mailbox:
            return ""
        if contact.block == SENCO.key:
            # A role stays when somebody leaves.
            return contact.read("job_title") or self.page.words.senco
        return contact.read("name")

    @cached_property
    def complaint(self) -> Place | None:
        """Where the offer says how to complain."""
        for each in self.guide.questions:
            if each.answer.question.key == COMPLAIN and each.section:
                return Place(each.section, each.anchor)
        return self._find_place(COMPLAINTS_SECTION)

    @cached_property
    def patient_advice(self) -> Place | None:
        """Where a health service names its patient advice and liaison service."""
        part = self.guide.content.parts_by_block.get(COMPLAINTS_SECTION)
        named = part and any(
            PATIENT_ADVICE.search(each.text) for each in part.paragraphs
        )
        return self._find_place(COMPLAINTS_SECTION) if named else None

    @cached_property
    def safety(self) -> Place | None:
        """Where it says how children are kept safe."""
        return self._find_place(SAFETY_SECTION)

    def _find_place(self, key: str) -> Place | None:
        sections = self.guide.sections
        found = (each for each in sections if each.block.block_type == key)
        return next(map(Place, found), None)

    @cached_property
    def telephone(self) -> tuple[str, str]:
        """The number to ring, and its address to dial; empty if there is none."""
        contact = self.guide.contact
        if contact and contact.telephone_url:
            return str(contact["telephone"]), contact.telephone_url
        return self.page.telephone, self.page.telephone_url
