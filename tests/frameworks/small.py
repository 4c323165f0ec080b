"""A small framework: one section, one requirement and one term."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from wagtail_localoffer.choices import TermKind
from wagtail_localoffer.frameworks import (
    SERVICE,
    TEAMS,
    Audience,
    Fact,
    Framework,
    Prompt,
    Requirement,
    Section,
    Term,
)
from wagtail_localoffer.frameworks.words import WORDS

SECTION = Section(
    key="health",
    heading="Health",
    anchor="health",
    prompts=(Prompt(text="How are {children}?"),),
    facts=(Fact(key="nurse", label="Nurse"),),
)
REQUIREMENT = Requirement(
    key="local.1",
    text="How you give medicine",
    source="The council",
    binds="Everybody",
    must=(Audience(),),
    valid_from=date(2026, 9, 1),
    answered_in=("health",),
    words=("medic",),
)
TERM = Term(word="SENCO", kind=TermKind.ABBREVIATION)
FRAMEWORK = Framework(
    source="The council",
    sections=(SECTION,),
    requirements=(REQUIREMENT,),
    glossary=(TERM,),
    words=WORDS,
)
TEAM = replace(FRAMEWORK, front_sheet=SERVICE, contact=TEAMS)
