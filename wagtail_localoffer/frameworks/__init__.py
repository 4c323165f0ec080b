"""
What an offer must contain, as dated data.

Everything here is a value without logic. A project replaces or extends it by naming a
:class:`Framework` of its own in its settings; see ``docs/frameworks.md``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from wagtail_localoffer.frameworks.choices import (
    DetailKind,
    FactGroup,
    RunBy,
    SettingType,
    TermKind,
)

if TYPE_CHECKING:
    from typing import TypeAlias

    from django.utils.functional import _StrPromise

    #: Words for people, in their language at the time of showing.
    Text: TypeAlias = str | _StrPromise


@dataclass(frozen=True, kw_only=True)
class Audience:
    """Settings of some types that are run by somebody. Empty means any."""

    setting_types: tuple[SettingType, ...] = ()
    run_by: tuple[RunBy, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Words:
    """
    What a type of setting calls its people and itself.

    Headings, prompts and messages name the fields in braces: ``{children}``. They are
    in lower case except where the word is a name.
    """

    child: Text
    children: Text
    #: What families call their own, who never say "my pupil".
    own_child: Text = _("child")
    #: Whose: of the children.
    childrens: Text = _("children’s")
    #: The person in charge of special educational needs.
    senco: Text
    head: Text
    governors: Text
    setting: Text


@dataclass(frozen=True, kw_only=True)
class Prompt:
    """A question that helps an editor to write. It is never part of an offer."""

    #: May name fields of :class:`Words` in braces.
    text: Text
    #: The types of setting that are asked; empty for all.
    setting_types: tuple[SettingType, ...] = ()
    #: Beginnings of words, in lower case, of which an answer has at least one. Empty
    #: if a section of some length is an answer.
    words: tuple[str, ...] = ()
    #: Keys of facts of its section that answer it as well, whatever they say.
    facts: tuple[str, ...] = ()


def split_words(words: str) -> tuple[str, ...]:
    """Split beginnings of words, or of some words in a row, at their commas."""
    # An empty beginning would be found in every text.
    return tuple(" ".join(word.split()) for word in words.split(",") if word.strip())


@dataclass(frozen=True, kw_only=True)
class Signs:
    """
    By which words one knows an answer; ``text/signs.py`` says how they are written.

    They are more exact than a list of words, and find an answer in every section.
    """

    #: One of them is enough.
    sure: tuple[str, ...] = ()
    #: One is enough at home, in a section of ``answered_in``; elsewhere two are.
    likely: tuple[str, ...] = ()
    #: They only add to others.
    hints: tuple[str, ...] = ()
    #: What speaks of something else.
    against: tuple[str, ...] = ()
    #: Of a heading that announces an answer.
    headings: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Fact:
    """
    Something that families compare, answered with yes, partly or no and a note.

    :param has_answer: ``False`` for one that is only said in words, such as times.
    """

    key: str
    #: What a family reads on the page.
    label: Text
    #: For the editor.
    help_text: Text = ""
    has_answer: bool = True
    #: The types of setting that have it; empty for all.
    setting_types: tuple[SettingType, ...] = ()
    #: Where a directory lets families ask for it; ``None`` for nowhere.
    group: FactGroup | None = None


@dataclass(frozen=True, kw_only=True)
class Section:
    """One part of an offer, with a fixed heading and a fixed public address."""

    #: The name of its block in ``LocalOfferPage.body``.
    key: str
    #: The council's own words for it. It may name fields of :class:`Words` in braces,
    #: which ``lookups.in_words`` fills in.
    heading: Text
    #: The fragment of its public address. It never follows a change of heading,
    #: because emails and other people's pages link to it.
    anchor: str
    #: What to write about, for the editor; never shown to the public.
    prompts: tuple[Prompt, ...]
    facts: tuple[Fact, ...] = ()
    #: Whether a live offer must have something to read in it.
    required: bool = True
    #: Whether one fact that is given, at least partly, says enough without a text.
    facts_suffice: bool = False
    #: The types of setting that have this section; empty for all.
    setting_types: tuple[SettingType, ...] = ()
    #: For the editor: why it is worth filling in all the same, if it isn't required. An
    #: offer lacks nothing without a section that only invites.
    invitation: Text = ""

    @property
    def only_invites(self) -> bool:
        """Whether an offer that leaves it out is as complete as one that doesn't."""
        return bool(self.invitation) and not self.required


@dataclass(frozen=True, kw_only=True)
class Detail:
    """A field of the page that its readers see on the front sheet."""

    #: The name of the field.
    key: str
    #: For the editor: what to do while it is empty. Empty if nothing need be done.
    missing: Text = ""
    #: Whether an offer without it can't go live. If not, it is only asked for.
    required: bool = False
    #: The name of another field. This one is only asked for where that one is filled.
    needed_with: str = ""
    #: A regular expression for all that it may say, in capitals; empty for anything.
    pattern: str = ""
    #: What it holds. Anything else can't go live.
    kind: DetailKind = DetailKind.WORDS
    #: For the editor: what is wrong with anything else.
    invalid: Text = ""
    #: Of the date on which something was so, for how many days that can be relied on; 0
    #: for any other date. With it, an offer with a date in the future can't go live.
    fresh_days: int = 0
    #: For the editor: what to do when it is older.
    stale: Text = ""
    #: The name of a field that says whether this one is private: yes, no, or ``None``
    #: if that is left to the type of setting. Empty for what is always public.
    private_if: str = ""
    #: The types of setting of which it is private unless that field says otherwise.
    private_for: tuple[SettingType, ...] = ()
    #: What families read, and what is asked for, while it is private.
    instead: Detail | None = None

    @property
    def fields(self) -> set[str]:
        """The fields of the page on which it depends what families read."""
        others = self.instead.fields if self.instead else set()
        return {self.key, self.needed_with, self.private_if, *others} - {""}


@dataclass(frozen=True, kw_only=True)
class FrontSheet:
    """Who offers it and for whom: what is the same in every section."""

    #: For the editor and the council.
    heading: Text
    #: The fragment of its public address.
    anchor: str
    #: What a reader sees. Another list of them reads as a change of every offer, of
    #: which all councils are told.
    details: tuple[Detail, ...]


@dataclass(frozen=True, kw_only=True)
class Contact:
    """The block that says whom to ask. There are two; see ``SENCO`` and ``TEAMS``."""

    #: The name of the block.
    key: str
    #: For the editor and the council.
    heading: Text
    #: The fragment of its public address.
    anchor: str


@dataclass(frozen=True, kw_only=True)
class Requirement:
    """One thing that a law, the Code of Practice or a council asks an offer to say."""

    #: Stable, such as ``schedule-1.9``.
    key: str
    #: What is asked, short and in plain English, for the editor.
    text: Text
    #: What a family reads above the answer in the SEN information report. Empty if it
    #: is no part of that report.
    heading: Text = ""
    #: The law or page, with the number of its paragraph.
    source: Text
    #: Who is bound by it, in words.
    binds: Text
    #: Whom it binds. Anybody who is in neither list is not asked.
    must: tuple[Audience, ...] = ()
    #: Who is encouraged to follow it.
    should: tuple[Audience, ...] = ()
    valid_from: date
    #: The last day on which it applies, or ``None``.
    valid_to: date | None = None
    #: Names of the blocks that answer it, its home first.
    answered_in: tuple[str, ...]
    #: Beginnings of words, in lower case, of which an answer has at least one. Empty
    #: if whatever stands in its blocks is an answer.
    words: tuple[str, ...] = ()
    #: What an answer is known by instead, for a requirement without such words.
    signs: Signs | None = None
    #: Keys of facts that answer it as well.
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class FamilyQuestion:
    """
    What families ask, with a link to where an offer answers it.

    A fact answers it, or what a person chose for it or for a requirement, or else a
    passage that is known by its signs. Let the signs be exact: a question that leads to
    the wrong passage is worse than none. One that nothing answers isn't shown.
    """

    #: Stable. It is a part of a public address.
    key: str
    #: In the words of a family. It may name fields of :class:`Words` in braces.
    text: Text
    #: The types of setting that are asked; empty for all.
    setting_types: tuple[SettingType, ...] = ()
    #: The key of the fact that answers it with one word.
    fact: str = ""
    #: The key of the requirement that has the same answer.
    requirement: str = ""
    #: By which words one knows a passage that answers it.
    signs: Signs | None = None
    #: Whether the contact is the answer.
    is_contact: bool = False


@dataclass(frozen=True, kw_only=True)
class Term:
    """A word that families may not know, or that is out of date."""

    #: As it is written, such as ``EHC plan``. A word in capitals counts only in them,
    #: and one that begins with a capital only with that.
    word: str
    kind: TermKind
    #: In full, for an abbreviation; else empty.
    expansion: Text = ""
    #: What to write instead, or how to explain it.
    advice: Text = ""
    source: Text = ""
    #: Other forms of it, also slips, if it isn't an abbreviation.
    also: tuple[str, ...] = ()
    #: Words that say what it is, if they stand in the same sentence.
    explained_by: tuple[str, ...] = ()


#: An area and no address: the only digits are those of the first half of a postcode.
AREA = r"(?:[^\d]|\b[A-Z]{1,2}\d[A-Z\d]?\b(?!\s*\d[A-Z]{2}\b))*"


#: One person, by name: the law asks schools for it.
SENCO = Contact(key="senco_contact", heading=_("SENCO contact"), anchor="senco-contact")


#: One team or more, each perhaps for an area of its own.
TEAMS = Contact(key="contacts", heading=_("Contacts"), anchor="contacts")


#: The number that families ring first.
TELEPHONE = Detail(
    key="telephone",
    kind=DetailKind.TELEPHONE,
    invalid=_("Enter the telephone number like this: 01632 960123"),
)


#: The front sheet of a school, an early years setting or a college.
SETTING = FrontSheet(
    heading=_("About the setting"),
    anchor="about-the-setting",
    details=(
        Detail(
            key="setting_name",
            missing=_("Enter the name of your setting."),
            required=True,
        ),
        Detail(
            key="setting_type",
            missing=_("Choose the type of your setting."),
            required=True,
        ),
        Detail(key="identifier_scheme"),
        Detail(key="identifier"),
        Detail(key="minimum_age"),
        Detail(key="minimum_age_unit"),
        Detail(key="maximum_age"),
        Detail(
            key="address",
            missing=_("Enter the address of your setting."),
            required=True,
            private_if="address_is_private",
            private_for=(SettingType.CHILDMINDER,),
            instead=Detail(
                key="area",
                missing=_(
                    "Enter the town or village of your setting, or the first half of "
                    "its postcode."
                ),
                required=True,
                pattern=AREA,
                invalid=_(
                    "Enter no more than the town or village and the first half of the "
                    "postcode, such as: Alderbeck, ZZ1. A house number or a whole "
                    "postcode would show where the home is."
                ),
            ),
        ),
        TELEPHONE,
        Detail(key="specialism"),
    ),
)


#: The front sheet of what is no setting, for a project's own kind of offer.
SERVICE = FrontSheet(
    heading=_("About the service"),
    anchor="about-the-service",
    details=(
        Detail(
            key="setting_name",
            missing=_("Enter the name of your service."),
            required=True,
        ),
        Detail(key="minimum_age"),
        Detail(key="minimum_age_unit"),
        Detail(key="maximum_age"),
        Detail(key="address"),
        TELEPHONE,
    ),
)


# Compared by identity, so that what follows from one can be kept.
@dataclass(frozen=True, kw_only=True, eq=False)
class Framework:
    """What a council asks an offer to contain, in the council's order."""

    #: Where the list of sections comes from, in words.
    source: Text
    sections: tuple[Section, ...]
    requirements: tuple[Requirement, ...] = ()
    #: What stands at the top of an offer, as far as the offer answers it.
    family_questions: tuple[FamilyQuestion, ...] = ()
    glossary: tuple[Term, ...] = ()
    #: By type of setting; the empty key is for a type not chosen yet.
    words: Mapping[str, Words] = field(default_factory=dict)
    front_sheet: FrontSheet = SETTING
    contact: Contact = SENCO
